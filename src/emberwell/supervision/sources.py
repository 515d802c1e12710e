"""What something was taken to supervision from: its beginning, its day, its address.

Words of a raw or hard-day page, and of a line that rests or is kept quiet, are not shown here either: only that there
is something, and its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from emberwell.journal.dates import local_date
from emberwell.journal.markdown import excerpt
from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.rules import may_return
from emberwell.sessions.records import Session, SomethingOfMine
from emberwell.stayed.records import Stayed
from emberwell.stayed.rules import beginning
from emberwell.supervision.records import Item

if TYPE_CHECKING:
    from emberwell.vault.record import Record, RecordId
    from emberwell.vault.vault import Saved, Vault

BEGINNING = 280
"""Characters quoted of a source."""
_KINDS: tuple[type[Record], ...] = (Entry, KeptLine, Stayed, SomethingOfMine, Session, Item)


@dataclass(frozen=True)
class Source:
    """What an item was taken from."""

    what: str
    """`A page`."""
    day: date
    words: str
    """Its beginning; "" when it has none, or is held back."""
    held_back: str
    """`Something still raw`; "" for what may be read here."""
    url: str
    clients: tuple[RecordId, ...]

    @property
    def when(self) -> str:
        return f"{self.day.day} {self.day:%B %Y}"


def exists(vault: Vault, id: RecordId) -> bool:
    """Whether it is something that can be taken to supervision, and stands in the journal."""
    return _found(vault, id) is not None


def source_of(vault: Vault, id: RecordId) -> Source | None:
    """The source of that id; None when it is gone, or in the trash."""
    saved = _found(vault, id)
    return _source(vault, saved) if saved else None


def _found(vault: Vault, id: RecordId) -> Saved[Record] | None:
    return next((saved for kind in _KINDS if (saved := vault.find(kind, id))), None)


def _source(vault: Vault, saved: Saved[Record]) -> Source | None:
    value = saved.value
    if isinstance(value, Entry):
        return _page(saved.id, value)
    if isinstance(value, KeptLine):
        return _line(vault, saved.id, value)
    if isinstance(value, Stayed):
        words = "" if value.raw else beginning(value, BEGINNING)
        return Source(
            what="Something that stayed",
            day=local_date(value.written_at, value.zone),
            words=words,
            held_back="Something still raw" if value.raw else "",
            url=reverse("stayed:one", args=[saved.id]),
            clients=(value.client,) if value.client else (),
        )
    if isinstance(value, SomethingOfMine):
        words = excerpt(value.happened or value.would_say or value.who_for or value.received, BEGINNING)
        day, url = local_date(value.noted_at, value.zone), reverse("sessions:mine_one", args=[saved.id])
        return Source("Something of yours in the room", day, words, "", url, (value.client,) if value.client else ())
    if isinstance(value, Session):
        words = excerpt(value.put_down or value.question or value.to_be, BEGINNING)
        url = reverse("sessions:after", args=[saved.id])
        return Source("A session", value.day, words, "", url, (value.client,) if value.client else ())
    if isinstance(value, Item):
        day, url = (
            value.taken_on or local_date(value.added_at, value.zone),
            reverse("supervision:item", args=[saved.id]),
        )
        return Source("Something for supervision", day, excerpt(value.text, BEGINNING), "", url, ())
    return None  # a newer release wrote it


def _page(id: RecordId, page: Entry) -> Source:
    held_back = "A page still raw" if page.raw else "A page of a hard day" if page.hard_day else ""
    return Source(
        what="A page",
        day=local_date(page.written_at, page.zone),
        words="" if held_back else page.title or excerpt(page.body, BEGINNING),
        held_back=held_back,
        url=reverse("journal:page", args=[id]),
        clients=page.clients,
    )


def _line(vault: Vault, id: RecordId, line: KeptLine) -> Source:
    page = vault.find(Entry, line.entry) if line.entry else None
    is_held = not may_return(line) or (page is not None and (page.value.raw or page.value.hard_day))
    return Source(
        what="A kept line",
        day=local_date(line.kept_at, line.zone),
        words="" if is_held else line.text,
        held_back="A line that comes back only when you look for it" if is_held else "",
        url=reverse("journal:line", args=[id]),
        clients=(line.client,) if line.client else page.value.clients if page else (),
    )
