"""What a line of the log may hold: the names of events, and ids. Never a word of anybody's.

Our own messages are written so. Those of libraries are not ours to trust: an exception's message may quote what it
could not read, a path may hold a search. Of those only the place they come from is kept, as of a traceback.
"""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType


class EventFormatter(logging.Formatter):
    """`2026-11-22T14:02:07Z WARNING emberwell.site request from another origin refused`."""

    def format(self, record: logging.LogRecord) -> str:
        parts = [_moment(record), record.levelname, record.name, _message(record)]
        if record.exc_info and record.exc_info[0]:
            parts.append(f"[{record.exc_info[0].__name__} at {_places(record.exc_info[2])}]")
        return " ".join(part for part in parts if part)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _message(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] == "emberwell":
        return record.getMessage()
    status = getattr(record, "status_code", None)
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    view = match.view_name if match else None
    return " ".join(str(part) for part in (status, view) if part) or f"{record.filename}:{record.lineno}"


def _places(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
