"""What is kept of a practice: that it was practised. Never how often."""

from __future__ import annotations

from datetime import datetime

from emberwell.vault.record import Record, RecordId, record


@record("practices.practised", schema=1)
class Practised(Record, kw_only=True, frozen=True):
    """A mark on the ring, kept by one press. A practice nobody kept leaves nothing."""

    practice: str
    """Its id in the library."""
    minutes: int
    """How long it lasted: the chosen length, or less when it was ended early. At least 1."""
    ended_at: datetime
    """UTC."""
    zone: str
    line: RecordId | None = None
    """The line kept with it, when there was one."""
