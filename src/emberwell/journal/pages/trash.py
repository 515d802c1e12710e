"""The trash: pages and kept lines, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from emberwell.journal.markdown import excerpt
from emberwell.journal.pages.cards import EXCERPT, label_of
from emberwell.journal.pages.reading import trashed_until
from emberwell.journal.records import Entry, KeptLine

if TYPE_CHECKING:
    from datetime import datetime

    from emberwell.vault.record import Record, RecordId
    from emberwell.vault.vault import Saved


@dataclass(frozen=True)
class Trashed:
    """One thing in the trash."""

    id: RecordId
    kind: Literal["page", "line"]
    title: str
    words: str
    until: date
    """The last day it can be taken back."""
    read_only: bool


@dataclass(frozen=True)
class TrashPage:
    """`journal/trash.html`."""

    items: tuple[Trashed, ...]
    """What went in last first."""
    said: Literal["", "restored", "erased"]


@dataclass(frozen=True)
class ErasePage:
    """`journal/erase.html`: asked once more."""

    item: Trashed


def trashed(saved: Saved[Record], zone: str) -> Trashed | None:
    """What the trash shows of a record; None for a kind that is not the journal's."""
    until = trashed_until(saved.trashed_at, zone)
    if until is None:
        return None
    if isinstance(saved.value, Entry):
        entry = saved.value
        words = excerpt(entry.body, EXCERPT) if entry.title else ""
        return Trashed(saved.id, "page", label_of(entry), words, until, saved.read_only)
    if isinstance(saved.value, KeptLine):
        return Trashed(saved.id, "line", "", saved.value.text, until, saved.read_only)
    return None


def trash_page(records: list[Saved[Record]], *, zone: str, said: str) -> TrashPage:
    """`records` are everything in the trash, of any kind."""

    def when(saved: Saved[Record]) -> datetime:
        return saved.trashed_at or saved.saved_at

    shown = (trashed(saved, zone) for saved in sorted(records, key=when, reverse=True))
    return TrashPage(
        items=tuple(item for item in shown if item),
        said=said if said in {"restored", "erased"} else "",  # type: ignore[arg-type]
    )
