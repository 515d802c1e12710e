"""Check-ins in a row: one for each day, then one for each calendar week. Pure functions.

A check-in asks about one week, and one may be kept on any day, so several may fall into one calendar week (Monday to
Sunday). They count as one week, by the mean of what was answered. Weeks without a check-in are not there at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import TYPE_CHECKING

from emberwell.week.records import HIGHEST, LOWEST

if TYPE_CHECKING:
    from emberwell.week.records import CheckIn

FIVE = ("energy", "meaning", "connection", "doubt", "load")
"""The answers, by their names in `CheckIn`."""


@dataclass(frozen=True)
class Week:
    """One calendar week with at least one check-in."""

    number: int
    """Of `week_number`."""
    first: date
    last: date
    """The days of its first and its last check-in."""
    answers: dict[str, float]
    """The mean of its check-ins, 1..7, for each answer that was given."""

    def mean(self, names: Collection[str]) -> float | None:
        """Of these answers; None unless all are there."""
        there = [self.answers[name] for name in names if name in self.answers]
        return fmean(there) if there and len(there) == len(names) else None


def week_number(day: date) -> int:
    """Calendar weeks numbered through, so that neighbours differ by one."""
    return (day.toordinal() - 1) // 7


def monday(number: int) -> date:
    """The first day of a week."""
    return date.fromordinal(number * 7 + 1)


def weeks_between(begins: date, ends: date) -> int:
    """Calendar weeks from the one to the other, both counted."""
    return week_number(ends) - week_number(begins) + 1


def answer_of(check_in: CheckIn, name: str) -> int | None:
    """One answer, 1..7; one that the scale does not have (an odd import) is none."""
    answer: int | None = getattr(check_in, name)
    return answer if answer is not None and LOWEST <= answer <= HIGHEST else None


def one_a_day(check_ins: Iterable[CheckIn], names: Sequence[str] = FIVE) -> tuple[CheckIn, ...]:
    """One for each day, the earliest first; of two about one day the later given counts.

    Those in which none of `names` is answered are passed over.
    """
    by_day = {one.day: one for one in check_ins}
    return tuple(by_day[day] for day in sorted(by_day) if any(answer_of(by_day[day], name) for name in names))


def weeks_of(check_ins: Iterable[CheckIn], names: Sequence[str] = FIVE) -> tuple[Week, ...]:
    """The weeks in which one of `names` was answered, the earliest first."""
    found: dict[int, list[CheckIn]] = {}
    for one in one_a_day(check_ins, names):
        found.setdefault(week_number(one.day), []).append(one)
    return tuple(_week(number, days, names) for number, days in found.items())


def _week(number: int, days: Sequence[CheckIn], names: Sequence[str]) -> Week:
    said = {name: [answer for one in days if (answer := answer_of(one, name)) is not None] for name in names}
    return Week(number, days[0].day, days[-1].day, {name: fmean(each) for name, each in said.items() if each})
