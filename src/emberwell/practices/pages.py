"""What the pages of practices may show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from django.urls import reverse
from django.utils.http import urlencode

from emberwell.journal.records import KeptLine
from emberwell.library.practices import all_practices, cues_for, practice
from emberwell.library.prompts import TAGS, Tag
from emberwell.practices.records import Practised
from emberwell.practices.rules import bells_of, day_of, in_order, moments_of, wanted
from emberwell.site.ring import YearRing, year_ring

if TYPE_CHECKING:
    from emberwell.library.practices import Practice
    from emberwell.practices.forms import KeepForm
    from emberwell.practices.rules import Chosen
    from emberwell.vault.record import AccountId, RecordId
    from emberwell.vault.vault import Saved, Vault

TIMES = (2, 5, 10)
"""Minutes one can choose by."""
A_FEW = 8
"""Marks told one by one under the ring."""


@dataclass(frozen=True)
class Choice:
    """One of several things to choose from: a plain link."""

    label: str
    url: str
    current: bool
    note: str = ""


@dataclass(frozen=True)
class Card:
    """A practice in the list."""

    practice: Practice
    lengths: str
    """`1 to 3 minutes`."""
    least: int
    """Of the clock face drawn beside it: the shortest length, and the longest, in minutes."""
    most: int


@dataclass(frozen=True)
class Shelf:
    """The practices of one moment, or those that are alone with theirs."""

    id: str
    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class IndexPage:
    """`practices/index.html`."""

    moments: tuple[Choice, ...]
    times: tuple[Choice, ...]
    narrowed: bool
    """Something is chosen, so the choices stand open."""
    shelves: tuple[Shelf, ...]
    """Each practice once, under the first of its moments, or under the one asked for."""


@dataclass(frozen=True)
class Line:
    """A cue of the script."""

    text: str
    at_ms: int
    clock: str
    """`0:20`."""


@dataclass(frozen=True)
class PracticePage:
    """`practices/practice.html`."""

    practice: Practice
    chosen: Chosen
    lengths: tuple[Choice, ...]
    rhythms: tuple[Choice, ...]
    bells: tuple[Choice, ...]
    script: tuple[Line, ...]
    after_url: str
    """The page that stands after it, for this length."""
    form: KeepForm | None
    """To keep a mark, when the journal is open."""
    back: str
    """The page of ours it was begun from, a step of a path; "" when none was named."""


@dataclass(frozen=True)
class AfterPage:
    """`practices/after.html`: the words after, and what can be kept."""

    practice: Practice
    form: KeepForm
    keeps: Literal["journal", "door", "begin"]
    """Where what is kept goes: into the open journal, to the door of a closed one, or into one still to be begun."""
    account: AccountId | None
    """Whose door it is."""
    closed: bool
    back: str = ""
    """As in `PracticePage`."""


@dataclass(frozen=True)
class MarkCard:
    """One mark."""

    id: RecordId
    day: date
    title: str
    minutes: int
    url: str
    """Of the practice; "" when it has left the library."""
    line: RecordId | None
    """The line kept with it, while it is there."""


@dataclass(frozen=True)
class RingPage:
    """`practices/ring.html`."""

    ring: YearRing
    earlier: int | None
    later: int | None
    marks: tuple[MarkCard, ...]
    day: date | None
    """The one day `marks` is of; None for the last few of the year."""
    said: Literal["", "kept", "trashed", "back"]
    trashed: str
    """Id of a mark that was just put in the trash, to take it back; "" for none."""


def index_page(moment: Tag | None, minutes: int | None) -> IndexPage:
    """The list, or what fits of it."""
    every = all_practices()
    moments = moments_of(every)

    def link(to_moment: Tag | None, to_minutes: int | None) -> str:
        asked = {"for": to_moment, "minutes": to_minutes}
        query = urlencode({name: value for name, value in asked.items() if value is not None})
        return reverse("practices:index") + (f"?{query}" if query else "")

    found = wanted(every, moment=moment, minutes=minutes)
    names = [(None, "Any time"), *((each, TAGS[each].capitalize()) for each in moments)]
    times = [(None, "Any length"), *((each, f"{each} minutes or less") for each in TIMES)]
    return IndexPage(
        moments=tuple(Choice(name, link(each, minutes), each == moment) for each, name in names),
        times=tuple(Choice(name, link(moment, each), each == minutes) for each, name in times),
        narrowed=(moment, minutes) != (None, None),
        shelves=_shelves(found, moment),
    )


def _shelves(found: tuple[Practice, ...], asked: Tag | None) -> tuple[Shelf, ...]:
    """A heading over one practice says less than it takes: those go together at the end."""
    by_moment = {moment: [each for each in found if (asked or each.moments[0]) is moment] for moment in Tag}
    shelves = [
        Shelf(moment, TAGS[moment].capitalize(), tuple(map(_card, cards)))
        for moment, cards in by_moment.items()
        if len(cards) > 1 or (cards and asked)
    ]
    alone = [cards[0] for cards in by_moment.values() if len(cards) == 1 and not asked]
    if alone:
        shelves.append(Shelf("other", "For other moments" if shelves else "For any moment", tuple(map(_card, alone))))
    return tuple(shelves)


def _card(practice: Practice) -> Card:
    least, most = practice.minutes[0], practice.minutes[-1]
    lengths = f"{least} to {most} minutes" if least < most else _minutes(least)
    return Card(practice, lengths, least, most)


def practice_page(practice: Practice, chosen: Chosen, form: KeepForm | None, back: str = "") -> PracticePage:
    """One practice, at its own address."""
    address = reverse("practices:practice", args=[practice.id])
    rhythm = chosen.rhythm.id if chosen.rhythm else ""

    def link(minutes: int, rhythm: str, bell: int) -> str:
        asked = {"minutes": str(minutes), "rhythm": rhythm, "bell": str(bell or ""), "next": back}
        return f"{address}?{urlencode({name: value for name, value in asked.items() if value})}#choose"

    return PracticePage(
        practice=practice,
        chosen=chosen,
        lengths=tuple(
            Choice(_minutes(each), link(each, rhythm, chosen.bell), each == chosen.minutes) for each in practice.minutes
        ),
        rhythms=tuple(
            Choice(each.name, link(chosen.minutes, each.id, chosen.bell), each.id == rhythm, each.note)
            for each in practice.rhythms
        ),
        bells=tuple(
            Choice(
                f"Every {_minutes(each) if each > 1 else 'minute'}" if each else "At the ends only",
                link(chosen.minutes, rhythm, each),
                each == chosen.bell,
            )
            for each in bells_of(practice, chosen.minutes)
        ),
        script=tuple(
            Line(cue.text, round(cue.at_seconds * 1000), _clock(cue.at_seconds))
            for cue in cues_for(practice, chosen.minutes)
        ),
        after_url=_after_url(practice, chosen.minutes, back),
        form=form,
        back=back,
    )


def _after_url(practice: Practice, minutes: int, back: str) -> str:
    asked = {"minutes": str(minutes), "next": back}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('practices:after', args=[practice.id])}?{query}"


def _minutes(count: int) -> str:
    return "1 minute" if count == 1 else f"{count} minutes"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def ring_page(vault: Vault, *, year: int, today: date, day: date | None, said: str, trashed: str) -> RingPage:
    """A year of practising, as marks; and the last of them, or those of one day."""
    marks = vault.all(Practised)
    ordered = in_order(marks)
    years = sorted({day_of(saved.value).year for saved in marks})
    told = [saved for saved in ordered if _is_told(saved.value, year, day)]
    return RingPage(
        ring=year_ring(year, (day_of(saved.value) for saved in marks), today=today),
        earlier=next((each for each in reversed(years) if each < year), None),
        later=next((each for each in years if each > year), None),
        marks=tuple(_mark_card(vault, saved) for saved in (told if day else told[:A_FEW])),
        day=day,
        said=said if said in {"kept", "trashed", "back"} else "",  # type: ignore[arg-type]
        trashed=trashed,
    )


def _is_told(mark: Practised, year: int, day: date | None) -> bool:
    return day_of(mark) == day if day else day_of(mark).year == year


def _mark_card(vault: Vault, saved: Saved[Practised]) -> MarkCard:
    mark = saved.value
    line = vault.find(KeptLine, mark.line) if mark.line else None
    known = practice(mark.practice)
    return MarkCard(
        id=saved.id,
        day=day_of(mark),
        title=known.title if known else "A practice that is no longer in the library",
        minutes=mark.minutes,
        url=reverse("practices:practice", args=[known.id]) if known else "",
        line=line.id if line else None,
    )
