"""What is taken to supervision, and what counted as learning (CPD)."""

from __future__ import annotations

from datetime import date, datetime

from emberwell.vault.record import Record, RecordId, record


@record("supervision.item", schema=1)
class Item(Record, kw_only=True, frozen=True):
    """One thing to take to supervision."""

    text: str = ""
    """Own words; "" when the page or line it was taken from speaks for itself."""
    source: RecordId | None = None
    """The page, line or stayed page it was taken from."""
    added_at: datetime
    """UTC."""
    zone: str
    taken_on: date | None = None
    """Local day it was ticked off."""
    came_of: str = ""
    """What came of it."""

    def search_text(self) -> tuple[str, str]:
        return "", "\n".join(words for words in (self.text, self.came_of) if words)

    def search_when(self) -> datetime:
        return self.added_at


@record("supervision.cpd", schema=1)
class Cpd(Record, kw_only=True, frozen=True):
    """A tick: this was learning. Minutes, kind, and how practice changed."""

    source: RecordId | None = None
    """The page or supervision item it stands on; None for one of its own."""
    title: str = ""
    done_on: date
    """Local."""
    zone: str
    noted_at: datetime
    """UTC."""
    minutes: int = 0
    """0..100,000."""
    form: str = ""
    """`reading`, `supervision` ...; own words allowed."""
    changed: str = ""
    """How practice changed."""

    def search_text(self) -> tuple[str, str]:
        return self.title, self.changed

    def search_when(self) -> datetime:
        return self.noted_at
