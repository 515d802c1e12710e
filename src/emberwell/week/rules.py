"""Weeks as a person lives them: seven local days that end on the day she chose. Pure functions of dates.

A week is named by the local day it ends on. Zones and daylight saving never enter: a line kept at 23:30 belongs to
the day on its writer's wall (`journal.dates.local_date`), and days are counted on the calendar.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from emberwell.journal.dates import day_finder
from emberwell.journal.rules import may_return
from emberwell.week.records import Place

if TYPE_CHECKING:
    from emberwell.journal.records import KeptLine
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved
    from emberwell.week.records import Act, CheckIn, Week

DAYS_AFTER = 3
"""So many days after its end a week not yet closed is still the one to close: Friday's until Monday."""
OBSTACLE_LIMIT = 1_000
"""Characters of the one line on what stood in the way."""
WHAT_LIMIT = 300
DETAIL_LIMIT = 200
"""Characters of when, where, if and then of a small act."""
ON_THE_RING = 5
"""Values that one ring holds (`why.rules.AT_MOST`)."""


def week_ending(day: date, week_day: int) -> date:
    """The day on which the week that holds `day` ends; `week_day` is ISO, 1 Monday .. 7 Sunday."""
    return moved(day, (week_day - day.isoweekday()) % 7)


def moved(day: date, days: int) -> date:
    """`day` and so many days; at the two ends of the calendar, its first or last day."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def days_of(ends_on: date) -> tuple[date, date]:
    """The first and the last day of a week."""
    return moved(ends_on, -6), ends_on


def next_end(ends_on: date) -> date:
    """The day on which the week after this one ends."""
    return moved(ends_on, 7)


def week_to_close(today: date, week_day: int, closed: Container[date]) -> date:
    """The week that `/week/` is about: the one that just ended while it waits, else the one that ends next.

    `closed` holds the days that weeks already kept end on. Nothing is ever overdue: after three days the week that
    was not closed is simply past, and can still be opened by its own address.
    """
    next_end = week_ending(today, week_day)
    last_end = next_end - timedelta(days=7)
    waits = (today - last_end).days <= DAYS_AFTER and last_end not in closed
    return last_end if waits else next_end


def is_its_day(today: date, week_day: int, closed: Container[date]) -> bool:
    """Whether week's end stands on Today: on its day only, until it is kept."""
    return today.isoweekday() == week_day and today not in closed


def can_open(
    day: date, *, today: date, week_day: int, closed: Container[date], begun: Container[date] = frozenset()
) -> bool:
    """Whether a week ends on `day` for this person: one that was kept, or one up to the next that ends on their day.

    A week kept before they chose another day stays where it was, and so does one that was `begun`: filled in, sealed
    as a draft and not kept.
    """
    return day in closed or day in begun or (day.isoweekday() == week_day and day <= week_ending(today, week_day))


def may_be_kept(day: date, today: date) -> bool:
    """Whether a form for the week to `day` can have been opened: on whatever day the week ended then, it ended by now
    or ends within the next six days."""
    return day <= moved(today, 6)


def week_kept_for(weeks: Iterable[Saved[Week]], ends_on: date) -> Saved[Week] | None:
    """The week's end kept for that day; of two (an import, say) the one first kept last."""
    of_that_day = (week for week in weeks if week.value.ends_on == ends_on)
    return max(of_that_day, key=lambda week: (week.value.written_at, week.seq), default=None)


def check_in_of(check_ins: Iterable[Saved[CheckIn]], day: date) -> Saved[CheckIn] | None:
    """The check-in about that day; of two the one answered last."""
    of_that_day = (one for one in check_ins if one.value.day == day)
    return max(of_that_day, key=lambda one: (one.value.answered_at, one.seq), default=None)


def this_weeks_act(acts: Iterable[Saved[Act]], ends_on: date) -> Saved[Act] | None:
    """The small act chosen for the week that ends on `ends_on`.

    One chosen before the person's week moved to another day still belongs to the week its day falls in. When there
    are several, the one for exactly this end counts before the others, and the one chosen last before earlier ones.
    """
    first, last = days_of(ends_on)
    of_this_week = [act for act in acts if first <= act.value.for_week <= last]
    return max(
        of_this_week, key=lambda act: (act.value.for_week == ends_on, act.value.chosen_at, act.seq), default=None
    )


def lines_of_week(
    lines: Iterable[Saved[KeptLine]], ends_on: date, held_back: Container[str] = frozenset()
) -> list[Saved[KeptLine]]:
    """The lines kept on the week's seven local days that may return unasked, as they were kept, the first one first."""
    first, last = (day.toordinal() for day in days_of(ends_on))
    day_of = day_finder()
    found = [
        line
        for line in lines
        if first <= day_of(line.value.kept_at, line.value.zone) <= last and may_return(line.value, held_back)
    ]
    return sorted(found, key=lambda line: (line.value.kept_at, line.id))


def placed_before(weeks: Iterable[Saved[Week]], ends_on: date) -> Saved[Week] | None:
    """The latest earlier week on whose ring something was placed: what stands faintly beneath this one's."""
    earlier = (week for week in weeks if week.value.ends_on < ends_on and week.value.places)
    return max(earlier, key=lambda week: (week.value.ends_on, week.seq), default=None)


def values_on_ring(
    week: Week | None, five: Collection[RecordId], known: Container[str], unkept: Iterable[RecordId] = ()
) -> tuple[RecordId, ...]:
    """The values this week's ring shows, at most five: those placed in it already, then those of today's five.

    So an old week opened again shows the values of that time. `unkept` are those placed in a form or a draft that is
    not kept: they come before today's five, when they are not among them, so that no place is lost when somebody sorts
    meanwhile. `known` holds the ids of values that still have a name.
    """
    placed = [place.value for place in week.places] if week else []
    left = [id for id in unkept if id not in five]
    return tuple(dict.fromkeys(id for id in (*placed, *left, *five) if id in known))[:ON_THE_RING]


def places_after(before: Iterable[Place], said: Mapping[RecordId, Place]) -> tuple[Place, ...]:
    """The places of a week after a ring was kept again.

    What the ring did not show stays as it was; a value left off both parts has no place. The order never changes by
    itself, so that keeping the same ring twice is no change.
    """
    told = [said.get(place.value, place) for place in before]
    known = {place.value for place in told}
    told += [place for id, place in said.items() if id not in known]
    return tuple(place for place in told if place.work is not None or place.home is not None)


def earlier_ends(closed: Collection[date], ends_on: date, at_most: int) -> tuple[date, ...]:
    """Ends of other weeks that were kept, the latest first. Weeks that were not kept are simply absent."""
    return tuple(sorted((day for day in set(closed) if day != ends_on), reverse=True)[:at_most])
