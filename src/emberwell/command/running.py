"""One `open` at a time on a data folder.

A lock the system itself lets go when the process ends, however it ends: after a crash there is nothing to clean up.
Beside it lies a note of where that one is served, so that a second `open` can say so.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout

from emberwell.vault.errors import EmberwellError
from emberwell.vault.folder import DataFolder, write_private

CRASHED_WAIT_SECONDS = 3.0
"""After a crash, the worker of the one that crashed may need a moment to notice."""


class AlreadyOpen(EmberwellError):
    """Emberwell is open on this folder."""

    status = 409


@contextmanager
def serving(folder: DataFolder) -> Iterator[None]:
    """Hold the folder for this process. Raises AlreadyOpen."""
    lock = FileLock(folder.lock, mode=0o600)
    try:
        lock.acquire(timeout=0 if _is_alive(folder) else CRASHED_WAIT_SECONDS)
    except Timeout:
        where = _note(folder).get("address")
        at = f" at {where}" if where else ""
        raise AlreadyOpen(f"Emberwell is open on {folder.path} already{at}. Use that one, or stop it first.") from None
    try:
        yield
    finally:
        folder.served.unlink(missing_ok=True)
        lock.release()


@contextmanager
def nobody_serving(folder: DataFolder) -> Iterator[None]:
    """Hold the folder, if it exists, while its database is put in place. Raises AlreadyOpen."""
    if not folder.path.is_dir():
        yield
        return
    with serving(folder):
        yield


def note_served(folder: DataFolder, address: str) -> None:
    """Leave the note of where this process serves the folder."""
    write_private(folder.served, json.dumps({"pid": os.getpid(), "address": address, "at": int(time.time())}).encode())


def _note(folder: DataFolder) -> dict[str, object]:
    with suppress(OSError, ValueError):
        noted = json.loads(folder.served.read_text(encoding="utf-8"))
        if isinstance(noted, dict):
            return noted
    return {}


def _is_alive(folder: DataFolder) -> bool:
    """Whether the process of the note runs (or another that got its number: then we only wait less)."""
    pid = _note(folder).get("pid")
    if not isinstance(pid, int) or pid <= 0 or os.name != "posix":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
