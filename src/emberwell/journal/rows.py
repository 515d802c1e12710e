"""What the calendar keeps of one page, and what somebody may ask of many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec

from emberwell.journal.order import Key
from emberwell.journal.records import Pillar
from emberwell.vault.record import RecordId

Facet = tuple[str, str]
"""`("pillar", "why")`, `("tag", "hope")`, `("value", ID)`, `("client", ID)`, `("starred", "")`, `("pictured", "")`."""


class Row(msgspec.Struct, frozen=True, gc=False):
    """What the calendar keeps of one page."""

    key: Key
    pillar: Pillar | None
    tags: tuple[str, ...]
    """As written; compared with `same_tag`."""
    starred: bool
    pictured: bool
    """Something is attached."""
    values: tuple[RecordId, ...]
    clients: tuple[RecordId, ...]
    returns: bool
    """May be brought back unasked: not held back, not sent away with "not this one again", not empty."""
    held_back: bool
    """From a hard day, or still raw: no line of it comes back unasked either."""

    @property
    def id(self) -> RecordId:
        return RecordId(self.key[2])

    @property
    def day(self) -> date:
        return date.fromordinal(self.key[0])


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which pages to show; everything, when nothing is set."""

    pillar: Pillar | None = None
    tag: str = ""
    value: RecordId | Literal[""] = ""
    """Pages about this value."""
    client: RecordId | Literal[""] = ""
    """Pages about this code name."""
    starred: bool = False
    pictured: bool = False
    since: date | None = None
    until: date | None = None
    """Both days included."""

    def __bool__(self) -> bool:
        return self != _EVERYTHING


_EVERYTHING = Wanted()


def same_tag(tag: str) -> str:
    """The form in which two spellings of one tag are equal."""
    return tag.casefold()


def facets_wanted(wanted: Wanted) -> list[Facet]:
    """The lists every page wanted stands in; none when only days, or nothing, is said."""
    asked = []
    if wanted.pillar:
        asked.append(("pillar", wanted.pillar.value))
    if wanted.tag:
        asked.append(("tag", same_tag(wanted.tag)))
    if wanted.value:
        asked.append(("value", wanted.value))
    if wanted.client:
        asked.append(("client", wanted.client))
    if wanted.starred:
        asked.append(("starred", ""))
    if wanted.pictured:
        asked.append(("pictured", ""))
    return asked


def facets_of(row: Row) -> Iterator[Facet]:
    """What a page is listed under."""
    if row.pillar:
        yield "pillar", row.pillar.value
    for tag in dict.fromkeys(same_tag(tag) for tag in row.tags):
        yield "tag", tag
    for value in dict.fromkeys(row.values):
        yield "value", value
    for client in dict.fromkeys(row.clients):
        yield "client", client
    if row.starred:
        yield "starred", ""
    if row.pictured:
        yield "pictured", ""


def lets_through(wanted: Wanted, row: Row) -> bool:
    """Whether a page is like that; its day is not looked at."""
    return (
        (wanted.pillar is None or row.pillar == wanted.pillar)
        and (not wanted.starred or row.starred)
        and (not wanted.pictured or row.pictured)
        and (not wanted.value or wanted.value in row.values)
        and (not wanted.client or wanted.client in row.clients)
        and (not wanted.tag or any(same_tag(tag) == same_tag(wanted.tag) for tag in row.tags))
    )
