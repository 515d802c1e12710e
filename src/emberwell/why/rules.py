"""What is true of values, their sorts and their weights. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from emberwell.journal.dates import local_date
from emberwell.why.records import Importance, Sort, Weight

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved

AT_MOST = 5
"""Values that may stay. Fewer is whole, too."""
EVEN = 1
"""The weight of a value whose importance was never asked: all alike."""


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
