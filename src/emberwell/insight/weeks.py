"""Weeks' ends in a row: which week stands where on the axis, and the places of one value, or of all together.

Pure functions. The axis is every calendar week from the first to the last that has a place on the ring. A person may
change the day their week ends on, so ends are not always seven days apart: each goes into the nearest slot, counted
in steps of seven days back from the newest. Seven being odd, no day is equally near to two. When two weeks fall into
one slot (the day was changed, and a short week closed), a value has the place that the later one gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from emberwell.insight.nearness import weighted_distance
from emberwell.week.records import STEPS
from emberwell.why.rules import EVEN

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.week.records import Week
    from emberwell.why.records import Weight


LONGEST = 1040
"""Weeks of the axis, some twenty years: one odd date in something brought in must not make a page of millennia."""


class Part(StrEnum):
    """The two parts of life that are kept apart."""

    WORK = "work"
    HOME = "home"


@dataclass(frozen=True)
class Slot:
    """One calendar week."""

    ends_on: date
    """The day its week ended on; of a missed week, so many times seven days before the newest."""
    work: Mapping[RecordId, int]
    home: Mapping[RecordId, int]
    """Steps from the middle, 0..6, of the values placed."""

    def of(self, part: Part) -> Mapping[RecordId, int]:
        return self.work if part == Part.WORK else self.home

    @property
    def kept(self) -> bool:
        """Whether anything was placed."""
        return bool(self.work or self.home)


Weights = Callable[[date], Mapping["RecordId", "Weight"]]
"""The weights in force on a day: `why.rules.importance_on`."""


def axis(weeks: Iterable[Week]) -> tuple[Slot, ...]:
    """Consecutive calendar weeks, the oldest first; the first and the last have a place. Empty when nothing has.

    `weeks` come in the order they were written: of two that end on one day, the later counts. Weeks more than
    `LONGEST` before the newest are passed over.
    """
    placed = sorted((week for week in weeks if any(_places(week))), key=lambda week: week.ends_on)
    if not placed:
        return ()
    newest = placed[-1].ends_on
    found: dict[int, Slot] = {}
    for week in placed:
        back = round((newest - week.ends_on).days / 7)
        if back >= LONGEST:
            continue
        earlier = found.get(back)
        work = dict(earlier.work) if earlier else {}
        home = dict(earlier.home) if earlier else {}
        for value, at_work, at_home in _places(week):
            if at_work is not None:
                work[value] = at_work
            if at_home is not None:
                home[value] = at_home
        found[back] = Slot(week.ends_on, work, home)
    return tuple(
        found.get(back) or Slot(newest - timedelta(days=7 * back), {}, {}) for back in range(max(found), -1, -1)
    )


def _places(week: Week) -> Iterable[tuple[RecordId, int | None, int | None]]:
    """Values that were placed; a place that no ring has (an odd import) is none."""
    for place in week.places:
        work = place.work if place.work is not None and 0 <= place.work <= STEPS else None
        home = place.home if place.home is not None and 0 <= place.home <= STEPS else None
        if work is not None or home is not None:
            yield place.value, work, home


def distances_of(slots: Iterable[Slot], value: RecordId, part: Part) -> tuple[float | None, ...]:
    """Week by week, how many steps one value stood from the middle; None where it has no place."""
    return tuple(slot.of(part).get(value) for slot in slots)


def distances_together(slots: Iterable[Slot], part: Part, weights: Weights) -> tuple[float | None, ...]:
    """Week by week, the weighted distance of all values placed, with the weights of that week."""
    found: list[float | None] = []
    for slot in slots:
        places = slot.of(part)
        if not places:
            found.append(None)
            continue
        asked = weights(slot.ends_on)
        found.append(weighted_distance((d, _weight(asked.get(value), part)) for value, d in places.items()))
    return tuple(found)


def _weight(weight: Weight | None, part: Part) -> int:
    if weight is None:
        return EVEN
    return weight.work if part == Part.WORK else weight.home
