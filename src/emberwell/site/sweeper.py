"""Ends idle sessions on time, even when no request comes to notice them.

A journal left open in an empty room closes by the clock: its session row goes, and with it the opened records in
this process's memory. A resumed session checks its own times as well, so a sweep that comes late opens nothing.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import UTC, datetime

from django.db import close_old_connections

from emberwell.vault import rotate, sessions
from emberwell.vault.errors import EmberwellError
from emberwell.vault.web import web_store

EVERY_SECONDS = 20
RESEAL_SECONDS = 8
"""Of every sweep, at most, for a journal whose keys are being changed."""

_log = logging.getLogger("emberwell.site")


def sweep() -> int:
    """End every session whose time is over and forget what was open. Returns how many ended."""
    return sessions.sweep(web_store(), datetime.now(UTC))


def start_sweeper() -> threading.Event:
    """Sweep every 20 s for as long as this process lives. Setting the event returned stops it (tests)."""
    stop = threading.Event()
    threading.Thread(target=_keep_sweeping, args=(stop,), name="sweeper", daemon=True).start()
    return stop


def _keep_sweeping(stop: threading.Event) -> None:
    while not stop.wait(EVERY_SECONDS):
        close_old_connections()
        try:
            ended = sweep()
        except Exception as error:
            # A database that is away for a moment must not end the sweeping for good.
            _log.warning("sweep failed: %s", type(error).__name__)
            continue
        if ended:
            _log.info("idle sessions ended: %d", ended)
        _reseal_for_a_while()


def _reseal_for_a_while() -> None:
    """Where someone asked for new keys, go on sealing everything anew while their journal is open."""
    for vault in sessions.opened_vaults():
        until = time.monotonic() + RESEAL_SECONDS
        try:
            while rotate.is_under_way(vault) and time.monotonic() < until:
                rotate.step(vault)
        except EmberwellError as error:
            _log.warning("re-sealing stopped: %s", type(error).__name__)
