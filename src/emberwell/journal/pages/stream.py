"""The journal page: newest first, with what narrows it, what it can jump to, and what comes back on this day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.dates import MONTHS

from emberwell.clients.names import Sign
from emberwell.journal.calendar import Calendar, Stretch, Wanted, same_tag
from emberwell.journal.order import Key, cursor
from emberwell.journal.pages.cards import DraftCard, LineCard, PageCard, Tag, page_card, tags_of
from emberwell.journal.pages.found import FoundCard
from emberwell.journal.records import Entry, Pillar
from emberwell.journal.returning import held_back
from emberwell.journal.rules import Return, Since, on_this_day
from emberwell.journal.values import Named, values_named
from emberwell.site.ring import YearRing
from emberwell.why.values import five_of

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Vault

A_PAGE = 20
"""Pages of the journal on one page of the stream."""
TAGS_OFFERED = 24
VALUES_OFFERED = 12
"""Beside today's five."""


@dataclass(frozen=True)
class Asked:
    """The filters of an address, with the names they stand there without."""

    wanted: Wanted
    tag: Tag | None = None
    value: Named | None = None
    client: Sign | None = None


@dataclass(frozen=True)
class Month:
    """A stretch of one month's pages."""

    first: date
    cards: tuple[PageCard, ...]


@dataclass(frozen=True)
class Chip:
    """A filter to press; pressing a chosen one lets go of it."""

    label: str
    url: str
    chosen: bool
    pillar: Pillar | None = None


@dataclass(frozen=True)
class ReturnPart:
    """`journal/_this_day.html`: a page that comes back on this day, or nothing."""

    card: PageCard | None
    ago: str
    """`Three years ago today`."""


@dataclass(frozen=True)
class StreamPage:
    """`journal/stream.html`."""

    months: tuple[Month, ...]
    chips: tuple[Chip, ...]
    value_chips: tuple[Chip, ...]
    """Today's five first, then others that pages touch."""
    tag_chips: tuple[Chip, ...]
    narrowed: str
    """What is shown when it is not everything, in words; "" for everything."""
    about: Named | None
    """The value whose pages are shown, when they are asked for by one."""
    about_client: Sign | None
    """The same of a code name."""
    hidden: tuple[tuple[str, str], ...]
    """The filters in use, as form fields, for the forms that keep them."""
    since: date | None
    until: date | None
    older: str
    newer: str
    """Addresses of the neighbouring stretches; "" when there is none."""
    at_top: bool
    all_months: tuple[tuple[str, str], ...]
    """Months that have pages, newest first: `2026-03`, `March 2026`."""
    month: str
    """The month jumped to, `2026-03`, or ""."""
    latest_year: int | None
    drafts: tuple[DraftCard, ...]
    this_day: ReturnPart
    has_pages: bool
    trashed: str
    """The page that has just gone to the trash; "" else."""


@dataclass(frozen=True)
class ResultsPage:
    """`journal/search.html` and `journal/_results.html`: what a search found."""

    query: str
    cards: tuple[PageCard | LineCard | FoundCard, ...]
    """Newest first."""
    offset: int
    next_offset: int | None
    hidden: tuple[tuple[str, str], ...]
    narrowed: str


@dataclass(frozen=True)
class YearPage:
    """`journal/year.html`."""

    ring: YearRing
    earlier: int | None
    later: int | None
    """The neighbouring years that have pages."""


def months_of(vault: Vault, stretch: Stretch) -> tuple[Month, ...]:
    """The cards of a stretch, by month."""
    cards = [page_card(vault, saved) for row in stretch.rows if (saved := vault.find(Entry, row.id))]
    return tuple(Month(first, tuple(its)) for first, its in groupby(cards, key=lambda card: card.day.replace(day=1)))


def month_choices(months: Sequence[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
    """Months for a list to choose from."""
    return tuple((f"{year:04}-{month:02}", f"{MONTHS[month]} {year}") for year, month in months)


def query_of(asked: Asked) -> dict[str, str]:
    """The filters of an address; a tag stands there by its sign, a value by its id."""
    wanted = asked.wanted
    said = {
        "pillar": wanted.pillar.value if wanted.pillar else "",
        "tag": asked.tag.sign if asked.tag else "",
        "value": asked.value.id if asked.value else "",
        "client": asked.client.id if asked.client else "",
        "starred": "1" if wanted.starred else "",
        "pictures": "1" if wanted.pictured else "",
        "since": wanted.since.isoformat() if wanted.since else "",
        "until": wanted.until.isoformat() if wanted.until else "",
    }
    return {name: value for name, value in said.items() if value}


def address(query: dict[str, str], **more: str) -> str:
    """The journal page with these filters; what is empty is left out."""
    asked = urlencode({name: value for name, value in (query | more).items() if value})
    return reverse("journal:stream") + (f"?{asked}" if asked else "")


def chips_of(query: dict[str, str], pillar: Pillar | None) -> tuple[Chip, ...]:
    """The filters that are always offered."""
    pillars = [Chip(each.value, _toggled(query, "pillar", each.value), pillar == each, pillar=each) for each in Pillar]
    flags = [("Starred", "starred"), ("With pictures", "pictures")]
    return (*pillars, *(Chip(label, _toggled(query, name, "1"), name in query) for label, name in flags))


def tag_chips_of(vault: Vault, query: dict[str, str], chosen: str) -> tuple[Chip, ...]:
    """The tags used most, and the one that is chosen."""
    names = list(vault.index(Calendar).tags()[:TAGS_OFFERED])
    if chosen and not any(same_tag(name) == same_tag(chosen) for name in names):
        names.insert(0, chosen)
    tags = tags_of(vault, names)
    return tuple(Chip(f"#{tag.name}", _toggled(query, "tag", tag.sign), query.get("tag") == tag.sign) for tag in tags)


def value_chips_of(vault: Vault, query: dict[str, str], chosen: Named | None) -> tuple[Chip, ...]:
    """Today's five, then the values most pages touch, and the one that is chosen."""
    ids = [saved.id for saved in five_of(vault)]
    ids += [*([chosen.id] if chosen else []), *vault.index(Calendar).values()[:VALUES_OFFERED]]
    values = values_named(vault, dict.fromkeys(ids))
    return tuple(Chip(each.name, _toggled(query, "value", each.id), query.get("value") == each.id) for each in values)


def _toggled(query: dict[str, str], name: str, value: str) -> str:
    return address(query, **{name: "" if query.get(name) == value else value})


def in_words(asked: Asked) -> str:
    """What a narrowed stream shows."""
    wanted = asked.wanted
    said = [
        wanted.pillar.value.capitalize() if wanted.pillar else "",
        f"about {asked.value.name}" if asked.value else "",
        f"about {asked.client.name}" if asked.client else "",
        f"#{wanted.tag}" if wanted.tag else "",
        "starred" if wanted.starred else "",
        "with pictures" if wanted.pictured else "",
    ]
    if wanted.since and wanted.since == wanted.until:
        said.append(_spoken(wanted.since))
    else:
        said.append(f"from {_spoken(wanted.since)}" if wanted.since else "")
        said.append(f"to {_spoken(wanted.until)}" if wanted.until else "")
    return ", ".join(part for part in said if part)


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


_NUMBERS = ("", "A", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def this_day_part(vault: Vault, today: date) -> ReturnPart:
    """The page to show on this day: the nearest year's, the latest of that day."""
    found = on_this_day(vault.index(Calendar), today, held_back(vault))
    saved = vault.find(Entry, found[0].row.id) if found else None
    return ReturnPart(page_card(vault, saved), _ago(found[0])) if saved else ReturnPart(None, "")


def _ago(found: Return) -> str:
    if found.since is Since.MONTH:
        return "A month ago today"
    if found.since is Since.WEEK:
        return "A week ago today"
    number = _NUMBERS[found.years] if found.years < len(_NUMBERS) else str(found.years)
    return f"{number} {'year' if found.years == 1 else 'years'} ago today"


def neighbours_of(stretch: Stretch, query: dict[str, str]) -> tuple[str, str]:
    """`(older, newer)` addresses; "" where there is nothing."""

    def to(key: Key | None) -> str:
        return address(query, before=cursor(key)) if key else ""

    newer = "" if stretch.at_top else to(stretch.newer) or address(query)
    return to(stretch.older), newer


def year_neighbours(years: Sequence[int], year: int) -> tuple[int | None, int | None]:
    """The years with pages before and after `year`; `years` newest first."""
    earlier = next((each for each in years if each < year), None)
    later = next((each for each in reversed(years) if each > year), None)
    return earlier, later


def picked_day(text: str) -> date | None:
    """`2026-03-14` of an address."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def picked_month(text: str) -> date | None:
    """`2026-03` of an address."""
    return picked_day(f"{text}-01")


def pages_in(vault: Vault, ids: Sequence[RecordId]) -> list[PageCard]:
    """Cards of these pages, those that are gone left out."""
    return [page_card(vault, saved) for id in ids if (saved := vault.find(Entry, id))]
