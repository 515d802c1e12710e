"""Quiet lately: a value called important that nothing has touched for some weeks. Pure functions of dates.

It is said once, with its last date, and takes "fine for now" for an answer. Nothing is owed to a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from emberwell.journal.dates import local_date

if TYPE_CHECKING:
    from emberwell.journal.records import KeptLine
    from emberwell.vault.record import RecordId
    from emberwell.week.records import Act, FineForNow, Week
    from emberwell.why.records import Weight

WEEKS = 6
"""Without a touch, until a value counts as quiet."""
A_QUARTER = 91
"""Days for which "fine for now" keeps it away."""
IMPORTANT = 2
"""The least weight, at work or at home, of a value that was called important: "much"."""


@dataclass(frozen=True)
class Quiet:
    """A value that has gone quiet."""

    value: RecordId
    last: date | None
    """The local day something last touched it; None when nothing has since it was added."""
    since: date
    """The day it is quiet from: `last`, or the day it was added."""


def important_values(five: Iterable[RecordId], weights: Mapping[RecordId, Weight]) -> frozenset[RecordId]:
    """Today's five, and whatever weighed much (2) or most (3) in a part of life when importance was last asked."""
    heavy = (id for id, weight in weights.items() if max(weight.work, weight.home) >= IMPORTANT)
    return frozenset((*five, *heavy))


def touches_of(
    weeks: Iterable[Week], acts: Iterable[Act], lines: Iterable[KeptLine], pages: Mapping[RecordId, date]
) -> dict[RecordId, date]:
    """The last local day on which each value was touched; no entry for one that never was.

    A ring touches the values that were placed on it, at work or at home, on the day its week ends; an act the value
    it serves, on the day it was chosen; a kept line the values it shows, on the day it was kept. `pages` gives the
    day of the last page about each value.
    """
    last: dict[RecordId, date] = dict(pages)

    def touch(value: RecordId, day: date) -> None:
        known = last.get(value)
        if known is None or day > known:
            last[value] = day

    for week in weeks:
        for place in week.places:
            if place.work is not None or place.home is not None:
                touch(place.value, week.ends_on)
    for act in acts:
        if act.value is not None:
            touch(act.value, local_date(act.chosen_at, act.zone))
    for line in lines:
        for value in line.values:
            touch(value, local_date(line.kept_at, line.zone))
    return last


def dismissals_of(answers: Iterable[FineForNow]) -> dict[RecordId, date]:
    """The last local day on which "fine for now" was answered for each value."""
    last: dict[RecordId, date] = {}
    for answer in answers:
        last[answer.value] = max(answer.said_on, last.get(answer.value, answer.said_on))
    return last


def quiet_lately(
    touches: Mapping[RecordId, date],
    important: Mapping[RecordId, date],
    dismissed: Mapping[RecordId, date],
    today: date,
    weeks: int = WEEKS,
) -> tuple[Quiet, ...]:
    """Important values that nothing has touched for `weeks` weeks, the one quiet the longest first.

    `important` gives the local day each was added: one never touched counts from then. "Fine for now" keeps a value
    away for a quarter (`A_QUARTER` days), or until it was touched again, and has gone quiet again. A page shows the
    first at most: one at a time.
    """
    found = []
    for value, added in important.items():
        last = touches.get(value)
        since = added if last is None else last
        if (today - since).days < 7 * weeks:
            continue
        said = dismissed.get(value)
        # A touch on the day it was said came after it: before it, the value would not have been quiet.
        still_fine = said is not None and (last is None or last < said) and (today - said).days < A_QUARTER
        if not still_fine:
            found.append(Quiet(value, last, since))
    return tuple(sorted(found, key=lambda quiet: (quiet.since, quiet.value)))
