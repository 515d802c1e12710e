"""How what matters to somebody changed, as bars over time. Pure geometry; `clients/_change.html` draws it.

A bar is one line of what matters, from the day it was noted to the day it no longer held, in a box 1000 wide that the
page stretches to whatever room there is. Their words are solid and guesses outlined; the words beside the bar say so
too, so nothing depends on how it looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from emberwell.clients.records import Matter, Sort, Whose

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved

SIDE = 1000
"""Width of the box."""
NARROWEST = 14
"""So that one day is still seen."""

SORT_NAMES = {Sort.VALUE: "Values", Sort.BELIEF: "Beliefs", Sort.ASPIRATION: "Aspirations"}


@dataclass(frozen=True)
class Bar:
    """One line of what matters, and where its bar lies."""

    id: RecordId
    text: str
    theirs: bool
    hoped_for: bool
    start: date
    until: date | None
    x: int
    width: int
    """Both in units of the box."""


@dataclass(frozen=True)
class Group:
    """The bars of one sort."""

    sort: Sort
    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Change:
    """`clients/_change.html`."""

    groups: tuple[Group, ...]
    first: date
    last: date
    sentence: str
    """What it shows, in words."""


def change_of(matters: Sequence[Saved[Matter]], today: date) -> Change | None:
    """The picture of `matters`; None when there are none. A bar that still holds reaches the right edge."""
    if not matters:
        return None
    first = min(saved.value.noted_on for saved in matters)
    ends = (saved.value.until or saved.value.noted_on for saved in matters)
    last = max(today, *ends)
    groups = []
    for sort in Sort:
        its = sorted(
            (saved for saved in matters if saved.value.sort is sort),
            key=lambda saved: (saved.value.noted_on, saved.value.noted_at, saved.id),
        )
        if its:
            groups.append(Group(sort, SORT_NAMES[sort], tuple(_bar(saved, first, last) for saved in its)))
    return Change(tuple(groups), first, last, _sentence(matters))


def _bar(saved: Saved[Matter], first: date, last: date) -> Bar:
    matter = saved.value
    days = max(1, (last - first).days)
    x = SIDE * (matter.noted_on - first).days // days
    end = SIDE if matter.until is None else SIDE * (matter.until - first).days // days
    x = min(x, SIDE - NARROWEST)
    width = min(max(end - x, NARROWEST), SIDE - x)
    is_theirs = matter.whose is Whose.THEIRS
    return Bar(saved.id, matter.text, is_theirs, matter.hoped_for, matter.noted_on, matter.until, x, width)


def _sentence(matters: Sequence[Saved[Matter]]) -> str:
    over = any(saved.value.until for saved in matters)
    guesses = any(saved.value.whose is Whose.GUESS for saved in matters)
    said = "Each bar is one line, from the day you noted it"
    said += " to the day it no longer held" if over else ""
    said += "; one that still holds goes on to the right edge." if over else " onwards."
    said += " Their words are filled, your guesses only outlined." if guesses else ""
    return said
