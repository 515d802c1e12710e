"""What bringing a journal would do, and what it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from emberwell.exchange.brought import Skipped


@dataclass(frozen=True)
class Preview:
    """What a source holds, before anything is changed."""

    format: str
    """One of `detect.FORMATS`."""
    pages: int
    """Pages that can be read."""
    attachments: int
    first: date | None
    """The local day of the oldest page; None when there is none."""
    last: date | None
    skipped: tuple[Skipped, ...]
    """What cannot come, with the reason."""
    notes: tuple[str, ...]
    """Guesses that were made and things to know, one sentence each."""
    others: int = 0
    """Of an export of our own: records other than pages and attachments (kept lines, drafts ...)."""
    new: int | None = None
    """Of all of these, how many are not here yet; None when no vault was given."""
    unchanged: int | None = None

    @property
    def read(self) -> int:
        return self.pages + self.others


@dataclass(frozen=True)
class Outcome:
    """What was done."""

    format: str
    """One of `detect.FORMATS`."""
    read: int
    """Pages (of our own export: records) that could be read."""
    added: int
    unchanged: int
    """Already here, so left as they are."""
    skipped: tuple[Skipped, ...]
    """Everything that did not come, or not whole, with the reason."""
    notes: tuple[str, ...] = ()
