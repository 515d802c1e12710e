"""Weeks as a person lives them: seven local days that end on the day she chose. Pure functions of dates.

A week is named by the local day it ends on. Zones and daylight saving never enter: a line kept at 23:30 belongs to
the day on its writer's wall (`journal.dates.local_date`), and days are counted on the calendar.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

DAYS_AFTER = 3
"""So many days after its end a week not yet closed is still the one to close: Friday's until Monday."""


def week_ending(day: date, week_day: int) -> date:
    """The day on which the week that holds `day` ends; `week_day` is ISO, 1 Monday .. 7 Sunday."""
    return day + timedelta(days=(week_day - day.isoweekday()) % 7)


def days_of(ends_on: date) -> tuple[date, date]:
    """The first and the last day of a week."""
    return ends_on - timedelta(days=6), ends_on


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
