"""A page and a kept line as they stand in lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar, Literal

from django.utils.dates import MONTHS_3, WEEKDAYS_ABBR

from emberwell.clients.names import not_to_return
from emberwell.journal.dates import in_zone, local_date, local_moment
from emberwell.journal.markdown import excerpt, flat
from emberwell.journal.records import Entry, KeptLine, Pillar
from emberwell.journal.rules import tag_sign
from emberwell.journal.values import Named, strengths_named, values_named
from emberwell.journal.writing import waiting
from emberwell.vault.attachments import Attachment
from emberwell.vault.search import Piece, passage

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Draft, Saved, Vault

EXCERPT = 280
"""Characters; three lines of the stream on a desktop."""
_LABEL = 70


@dataclass(frozen=True)
class Tag:
    """A tag and what stands for it in an address."""

    name: str
    sign: str


class OfADay:
    """The day of a card in words; made here since a template's date filter takes longer than all else of a card."""

    day: date

    @property
    def weekday(self) -> str:
        return str(WEEKDAYS_ABBR[self.day.weekday()])

    @property
    def month(self) -> str:
        return f"{str(MONTHS_3[self.day.month]).capitalize()} {self.day.year}"


@dataclass(frozen=True)
class PageCard(OfADay):
    """A page in a list."""

    id: RecordId
    day: date
    time: str
    """`16:40`; "" when only the date is meant."""
    title: tuple[Piece, ...]
    """Empty when it has none."""
    words: tuple[Piece, ...]
    """Its beginning, or the passage a search found."""
    pillar: Pillar | None
    tags: tuple[Tag, ...]
    starred: bool
    picture: RecordId | None
    """The first attachment that has a small picture."""

    shape: ClassVar[str] = "page"


@dataclass(frozen=True)
class LineCard(OfADay):
    """A kept line in a list."""

    id: RecordId
    day: date
    """When it was kept."""
    words: tuple[Piece, ...]
    entry: RecordId | None
    """The page it came from, while that page is in the journal."""
    rested_on: date | None
    held_back: Literal["", "hard day", "raw", "client", "quiet"]
    """Why it comes back only when somebody looks for it; "" when it may come by itself, unless it rests."""
    values: tuple[Named, ...]
    strengths: tuple[Named, ...]
    shape: ClassVar[str] = "line"


@dataclass(frozen=True)
class DraftCard:
    """Something being written, to go on with."""

    id: RecordId
    tab: str
    kept_at: datetime
    label: str
    """Its title or first words."""
    is_new: bool
    """The page itself was never saved."""


@dataclass(frozen=True)
class DraftsPart:
    """`journal/_drafts.html`: what was being written and is not a page yet."""

    drafts: tuple[DraftCard, ...]


def tags_of(vault: Vault, names: Sequence[str]) -> tuple[Tag, ...]:
    """Tags with their signs."""
    key = vault.draft_key()
    return tuple(Tag(name, tag_sign(name, key)) for name in names)


def page_card(vault: Vault, saved: Saved[Entry], *, query: str = "") -> PageCard:
    """A page in the stream, or among what a search for `query` found."""
    entry, moment = saved.value, local_moment(saved.value)
    if query:
        title, words = passage(query, entry.title, 300), passage(query, flat(entry.body), EXCERPT)
    else:
        title, words = [Piece(entry.title, False)], [Piece(excerpt(entry.body, EXCERPT), False)]
    return PageCard(
        id=saved.id,
        day=moment.date(),
        time="" if entry.all_day else moment.strftime("%H:%M"),
        title=tuple(piece for piece in title if piece.text),
        words=tuple(piece for piece in words if piece.text),
        pillar=entry.pillar,
        tags=tags_of(vault, entry.tags) if entry.tags else (),
        starred=entry.starred,
        picture=_small_picture(vault, entry),
    )


def line_card(vault: Vault, saved: Saved[KeptLine], *, query: str = "") -> LineCard:
    """A kept line on its page, or among what a search for `query` found."""
    line = saved.value
    page = vault.find(Entry, line.entry) if line.entry else None
    words = passage(query, line.text, 1000) if query else [Piece(line.text, False)]
    return LineCard(
        id=saved.id,
        day=local_date(line.kept_at, line.zone),
        words=tuple(words),
        entry=page.id if page else None,
        rested_on=line.rested_on,
        held_back=_held_back(vault, line, page.value if page and isinstance(page.value, Entry) else None),
        values=values_named(vault, line.values),
        strengths=strengths_named(vault, line.strengths),
    )


def _held_back(vault: Vault, line: KeptLine, page: Entry | None) -> Literal["", "hard day", "raw", "client", "quiet"]:
    if (page and page.hard_day) or (line.quiet and line.entry is None):
        return "hard day"
    if page and page.raw:
        return "raw"
    if not not_to_return(vault).isdisjoint({line.client, *(page.clients if page else ())}):
        return "client"
    return "quiet" if line.quiet else ""


def draft_card(vault: Vault, draft: Draft[Entry], zone: str) -> DraftCard:
    """A draft as it is offered; its time in `zone`."""
    return DraftCard(
        id=draft.id,
        tab=draft.tab,
        kept_at=in_zone(draft.kept_at, zone).replace(tzinfo=None),
        label=label_of(draft.value),
        is_new=vault.find(Entry, draft.id) is None,
    )


def waiting_cards(vault: Vault, zone: str, *, of: RecordId | None = None) -> tuple[DraftCard, ...]:
    """Drafts to offer, newest first: all of them, or those of one page."""
    return tuple(draft_card(vault, each, zone) for each in waiting(vault) if of is None or each.id == of)


def label_of(entry: Entry) -> str:
    """What a page is called where there is little room: its title, its first words, or its day."""
    words = entry.title or excerpt(entry.body, _LABEL)
    day = local_moment(entry)
    return words or f"{day.day} {day:%B %Y}"


def _small_picture(vault: Vault, entry: Entry) -> RecordId | None:
    for id in entry.attachments:
        found = vault.find(Attachment, id)
        if found and found.value.has_thumbnail:
            return id
    return None
