"""Granian, quietly: on loopback or behind a host's proxy, ended within five seconds of being asked."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import Interfaces

THREADS = 8
"""Of each worker: a slow export must not hold a page (libraries.md: one thread waited 2.8 s, four 0.02 s)."""
STOP_SECONDS = 2
"""A worker that has not ended by itself by then is ended: its database transactions roll back."""


class ServerStopped(Exception):
    """The server ended by itself."""


def serve(
    load: Callable[[str], Callable[..., Any]], *, address: str, port: int, workers: int, started: Callable[[], object]
) -> None:
    """Serve until SIGINT or SIGTERM (or the terminal is closed). Raises ServerStopped when a worker fails.

    `started` is called once, before the workers are there. Nothing is logged of any request: an address may hold a
    search, and who reads when is nobody's business.
    """
    # The same way to start a worker on every system, and none that copies this process's locks and threads.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "emberwell",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=128,
        log_enabled=False,
        log_access=False,
        websockets=False,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=workers > 1,
    )

    def on_startup() -> None:
        if sys.platform != "win32":
            # Granian would restart its workers: for us a closed terminal means the end.
            signal.signal(signal.SIGHUP, server.signal_handler_interrupt)
        started()

    server.on_startup(on_startup)
    try:
        server.serve(target_loader=load)
    except SystemExit as ending:
        raise ServerStopped from ending
