"""What the timeline is made of: whys, kept lines, what stayed, endings. Only what may come back is quoted."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from emberwell.clients.names import not_to_return
from emberwell.clients.records import Client
from emberwell.growth.line_days import LineDays
from emberwell.growth.rings import SIGNS, Kind
from emberwell.journal.calendar import Calendar
from emberwell.journal.dates import local_date
from emberwell.journal.records import KeptLine
from emberwell.journal.returning import held_back
from emberwell.journal.rules import may_return
from emberwell.stayed.records import Stayed
from emberwell.stayed.rules import first_words, may_be_quoted
from emberwell.vault.record import RecordId
from emberwell.why.records import WhyStatement
from emberwell.why.statement import current, wordings

if TYPE_CHECKING:
    from emberwell.vault.vault import Vault


@dataclass(frozen=True)
class Moment:
    """One thing on the timeline."""

    kind: Kind
    day: date
    words: str
    """Its own words; "" when there are none, or they do not come back unasked."""
    label: str
    """`You kept this line`."""
    place: tuple[str, str]
    """Name of the address of its own place, and the id there; both "" when it has none."""
    order: str = ""
    """Within a day."""

    @property
    def url(self) -> str:
        """Asked for only of what is shown: thousands of addresses would cost more than all else of the page."""
        name, id = self.place
        return reverse(name, args=[id] if id else []) if name else ""

    @property
    def when(self) -> str:
        return f"{self.day.day} {self.day:%B}"

    @property
    def sign(self) -> str:
        """Path data of its shape, in a box of 24."""
        return SIGNS[self.kind]


@dataclass
class Gathered:
    """One year of it."""

    year: int
    moments: list[Moment] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    """Every year that has something."""
    has_lost: bool = False
    """Something of this year broke off; shown only when asked for."""

    def add(self, moment: Moment) -> None:
        self.years.add(moment.day.year)
        if moment.day.year == self.year:
            self.moments.append(moment)


def gathered(vault: Vault, year: int, *, lost: bool = False) -> Gathered:
    """Everything of `year`, in order; `lost`: also the work that broke off, since it was asked for."""
    found = Gathered(year)
    unasked = not_to_return(vault)
    _whys(vault, found)
    _lines(vault, found)
    _stayed(vault, found, unasked)
    _endings(vault, found, lost=lost)
    found.moments.sort(key=lambda moment: (moment.day, moment.order))
    return found


def _whys(vault: Vault, found: Gathered) -> None:
    statement = current(vault)
    if statement is None:
        return
    place = ("why:sentence_earlier", "")
    for number, wording in enumerate(reversed(wordings(vault.history(WhyStatement, statement.id)))):
        label = "Your why, changed" if number else "Your why"
        found.add(Moment(Kind.WHY, wording.since, wording.text, label, place, f"{number:06}"))


def _lines(vault: Vault, found: Gathered) -> None:
    """Most of it: their words are looked up only for what is shown (`told`)."""
    held = held_back(vault)
    for year, lines in vault.index(LineDays).years().items():
        if year != found.year:
            if any(may_return(each.line, held) for each in lines):
                found.years.add(year)
            continue
        for each in lines:
            if may_return(each.line, held):
                order = each.line.kept_at.isoformat() + each.id
                found.add(Moment(Kind.LINE, each.day, "", "You kept this line", ("journal:line", each.id), order))


def told(vault: Vault, moment: Moment) -> Moment:
    """A moment with its words: those of a kept line are looked up now, and the page it came from."""
    line = vault.find(KeptLine, RecordId(moment.place[1])) if moment.kind is Kind.LINE else None
    if line is None:
        return moment
    entry = line.value.entry
    has_page = entry is not None and vault.index(Calendar).row(entry) is not None
    place = ("journal:page", str(entry)) if has_page else moment.place
    return replace(moment, words=line.value.text, place=place)


def _stayed(vault: Vault, found: Gathered, unasked: Container[str]) -> None:
    for saved in vault.all(Stayed):
        page, place = saved.value, ("stayed:one", str(saved.id))
        if page.client in unasked:
            continue
        day, order = local_date(page.written_at, page.zone), page.written_at.isoformat() + saved.id
        words = first_words(page) if may_be_quoted(page, unasked) else ""
        found.add(Moment(Kind.STAYED, day, words, "Something stayed", place, order))


def _endings(vault: Vault, found: Gathered, *, lost: bool) -> None:
    for saved in vault.all(Client):
        client = saved.value
        if client.lost_on is not None:
            found.has_lost = found.has_lost or client.lost_on.year == found.year
            if lost:
                place = ("clients:client", str(saved.id))
                found.add(Moment(Kind.ENDING, client.lost_on, client.name, "It broke off", place, saved.id))
        elif client.ended_on is not None:
            # Of an archived one nothing comes back: that something ended is all that is said.
            known = client.archived_on is None
            place = ("clients:client", str(saved.id)) if known else ("", "")
            name = client.name if known else ""
            found.add(Moment(Kind.ENDING, client.ended_on, name, "An ending", place, saved.id))
