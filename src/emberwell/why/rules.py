"""What is true of values, their sorts and their weights. Pure functions."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from emberwell.journal.dates import local_date
from emberwell.why.records import Importance, Sort, Weight

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved
    from emberwell.why.records import WhyStatement

AT_MOST = 5
"""Values that may stay. Fewer is whole, too."""
EVEN = 1
"""The weight of a value whose importance was never asked: all alike."""
A_QUARTER = timedelta(days=91)
"""How long what was said about importance holds."""


def latest_sort(sorts: Iterable[Saved[Sort]]) -> Saved[Sort] | None:
    """The sort that was finished last, or None. Two of the same moment: the one written later."""
    done = [sort for sort in sorts if sort.value.done_at is not None]
    return max(done, key=lambda sort: (sort.value.done_at, sort.seq), default=None)


def the_five(sorts: Iterable[Saved[Sort]]) -> tuple[RecordId, ...]:
    """Today's five (0..5 ids of `Value`): in their order where one was given, else as they were chosen."""
    latest = latest_sort(sorts)
    if latest is None:
        return ()
    return latest.value.order or latest.value.five


def importance_on(day: date, asked: Iterable[Saved[Importance]]) -> dict[RecordId, Weight]:
    """The weights in force on a local day: those asked last on or before it.

    For a day before the first asking, the first one's, since a person's earlier weeks were lived with those values
    too; empty when importance was never asked (every value then weighs `EVEN`).
    """
    in_time = sorted(asked, key=lambda one: (one.value.asked_at, one.seq))
    if not in_time:
        return {}
    before = [one for one in in_time if local_date(one.value.asked_at, one.value.zone) <= day]
    return {weight.value: weight for weight in (before[-1] if before else in_time[0]).value.weights}


def asks_if_still_so(statement: WhyStatement | None, today: date) -> date | None:
    """The month about which `Is this still so?` is asked today, as its first day; None when it is not asked.

    It is asked in the last three days of a month and the first seven of the next, both about that month. Not when it
    was answered since those days began, nor when the words are new: written in the month's last fourteen days or
    later. Days are local ones, the statement's by its own zone.
    """
    if statement is None or not statement.text:
        return None
    month = _month_asked(today)
    if month is None:
        return None
    last = last_day(month)
    asked_since = last - timedelta(days=2)
    if any(day >= asked_since for day in statement.still_so_on):
        return None
    if local_date(statement.written_at, statement.zone) > last - timedelta(days=14):
        return None
    return month


def _month_asked(today: date) -> date | None:
    this = today.replace(day=1)
    if today > last_day(this) - timedelta(days=3):
        return this
    return latest_whole_month(today) if today.day <= 7 else None


def latest_whole_month(today: date) -> date:
    """The first day of the month before this one."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def last_day(month: date) -> date:
    """The last day of the month that `month` lies in."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def why_or_line(today: date, *, has_why: bool, has_line: bool) -> Literal["why", "line"] | None:
    """What Today opens with: the why and a kept line by turns, a day each; the only one there is, every day."""
    if has_why and has_line:
        return "why" if today.toordinal() % 2 == 0 else "line"
    if has_why:
        return "why"
    return "line" if has_line else None


def importance_is_due(asked: Iterable[Saved[Importance]], five: Iterable[RecordId], today: date) -> bool:
    """Whether to ask how much the five matter: never asked, 91 days ago or longer, or one of them has no weight yet.

    Never due while there are no values to ask about.
    """
    wanted = set(five)
    last = max(asked, key=lambda one: (one.value.asked_at, one.seq), default=None)
    if last is None or not wanted:
        return bool(wanted)
    has_weight = {weight.value for weight in last.value.weights}
    return not wanted <= has_weight or today - local_date(last.value.asked_at, last.value.zone) >= A_QUARTER
