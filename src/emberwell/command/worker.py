"""What runs inside a serving process, apart from the requests themselves."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import sys
import threading
from collections.abc import Callable
from typing import Any

Application = Callable[..., Any]


def own_machine(_target: str) -> Application:
    """The app for `open`: with the daily backup, and gone when the process that started it is gone."""
    return _application(back_up=True)


def host(_target: str) -> Application:
    """The app for `serve`: a host's backups are its own affair (`emberwell backup` from a timer)."""
    return _application(back_up=False)


def _application(*, back_up: bool) -> Application:
    _end_with_parent()
    no_core_dump()
    try:
        from emberwell.site.wsgi import application
    except Exception as error:
        if os.environ.get("EMBERWELL_DEBUG"):
            raise
        # A traceback would be long, and might quote settings.
        sys.stderr.write(f"emberwell: the app could not be loaded ({type(error).__name__}: {error})\n")
        sys.stderr.flush()
        os._exit(1)
    if back_up:
        from emberwell.vault.daily import keep_backing_up
        from emberwell.vault.folder import data_folder

        keep_backing_up(data_folder())
    return application


def no_core_dump() -> None:
    """A crash must not write opened pages to the disk, nor another process of this user read them (Linux)."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # A core pattern that pipes to a crash reporter ignores the limit; a process that is not dumpable it obeys.
        import ctypes

        pr_set_dumpable = 4
        ctypes.CDLL(None, use_errno=True).prctl(pr_set_dumpable, 0, 0, 0, 0)


def _end_with_parent() -> None:
    """When the parent was killed nobody would ever stop this process. Its writes are safe to cut short."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        multiprocessing.connection.wait([sentinel])
        os._exit(0)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
