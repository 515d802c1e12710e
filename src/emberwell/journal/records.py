"""What the journal keeps: pages, kept lines, and the person's own settings of the room."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec

from emberwell.vault.record import Record, RecordId, only_added, record


class Pillar(StrEnum):
    """The four ways in. Every page may belong to one; none is asked for."""

    WHY = "why"
    CONNECTION = "connection"
    ALIGNMENT = "alignment"
    GROWTH = "growth"


class Source(msgspec.Struct, kw_only=True, frozen=True):
    """Where a page was brought from, so that bringing it twice changes nothing and nothing of it is dropped."""

    format: str
    """`dayone`, `jrnl`, `jrnl-json`, `markdown` or `emberwell`."""
    id: str
    """The item's own id there, or a digest of what identifies it."""
    fields: dict[str, Any] = {}
    """Plain JSON values of the source that have no field here."""


@record("journal.entry", schema=3, upgraders={1: only_added, 2: only_added})
class Entry(Record, kw_only=True, frozen=True):
    """A page of the journal."""

    written_at: datetime
    """UTC."""
    zone: str
    """IANA name or a fixed offset such as `+02:00`; the local date comes from both (`journal.rules.local_date`)."""
    title: str = ""
    body: str = ""
    """Markdown. A picture stands as `![words](attachment:RECORDID)`."""
    pillar: Pillar | None = None
    prompt: str | None = None
    """Id of the library prompt it was written to."""
    prompt_text: str = ""
    """The prompt's words as they stood that day."""
    tags: tuple[str, ...] = ()
    starred: bool = False
    all_day: bool = False
    """Only the date is meant; the time is local midnight."""
    hard_day: bool = False
    """Written behind the hard-day door: never brought back unasked."""
    not_again: bool = False
    """`Not this one again`: never brought back by On this day."""
    attachments: tuple[RecordId, ...] = ()
    source: Source | None = None
    values: tuple[RecordId, ...] = ()
    """Values of the person's (`why.value`) that this page touches."""
    raw: bool = False
    """Still raw, its writer said: neither it nor a line of it comes back unasked while this stands."""
    clients: tuple[RecordId, ...] = ()
    """Code names (`clients.client`) it is about."""

    def search_text(self) -> tuple[str, str]:
        return self.title, self.body + ("\n" + " ".join("#" + tag for tag in self.tags) if self.tags else "")

    def search_when(self) -> datetime:
        return self.written_at


@record("journal.line", schema=3, upgraders={1: only_added, 2: only_added})
class KeptLine(Record, kw_only=True, frozen=True):
    """One true line, kept. Editing it, or emptying it, leaves the page it came from as it was."""

    text: str
    kept_at: datetime
    """UTC."""
    zone: str
    entry: RecordId | None = None
    """The page it was taken from, when there is one."""
    quiet: bool = False
    """Taken from a hard-day page: kept, but never brought back unasked."""
    rested_on: date | None = None
    """`Not this one again`: it stays on its page and no longer returns."""
    source: Source | None = None
    values: tuple[RecordId, ...] = ()
    """Values (`why.value`) it shows."""
    strengths: tuple[RecordId, ...] = ()
    """Strengths (`why.strength`) its writer met in it."""
    client: RecordId | None = None
    """The code name it is about, when there is one."""

    def search_text(self) -> tuple[str, str]:
        return "", self.text

    def search_when(self) -> datetime:
        return self.kept_at
