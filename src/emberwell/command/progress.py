"""How far a long command is, on a terminal only: scripts and pipes see nothing of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]
EVERY_SECONDS = 0.1


@contextmanager
def shown_progress(words: str) -> Iterator[Progress | None]:
    """A function to call with (done, total), or None when nobody watches. The line is wiped at the end."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    last = 0.0

    def show(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= EVERY_SECONDS:
            last = now
            sys.stderr.write(f"\r{words} {done:,} of {total:,} ")
            sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\x1b[2K")
        sys.stderr.flush()
