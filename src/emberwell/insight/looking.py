"""Reading what pillar three is drawn from: weeks, weights, values and touches, out of an open vault.

Plain functions for every folder: `quiet_now` is what a page may say of quiet lately, `word_now` the early word
(`insight.hearing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from emberwell.insight.hearing import word_now
from emberwell.insight.quiet import Quiet, dismissals_of, important_values, quiet_lately, touches_of
from emberwell.insight.weeks import Slot, axis
from emberwell.journal.calendar import Calendar
from emberwell.journal.dates import local_date
from emberwell.journal.records import KeptLine
from emberwell.vault.record import Record
from emberwell.week.records import Act, FineForNow, Week
from emberwell.week.rules import days_of
from emberwell.why.records import Importance, Sort, Value
from emberwell.why.rules import importance_on, the_five

if TYPE_CHECKING:
    from emberwell.insight.weeks import Weights
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault
    from emberwell.why.records import Weight

__all__ = [
    "act_of_this_week",
    "five_values",
    "quiet_now",
    "say_fine",
    "slots_of",
    "weights_of",
    "word_now",
]

R = TypeVar("R", bound=Record)


def _all(vault: Vault, kind: type[R]) -> list[Saved[R]]:
    """Those this release can read, in the order they were written."""
    return sorted((saved for saved in vault.all(kind) if isinstance(saved.value, kind)), key=lambda saved: saved.seq)


def five_values(vault: Vault) -> tuple[Saved[Value], ...]:
    """Today's five, in order; those in the trash are passed over."""
    found = (vault.find(Value, id) for id in the_five(_all(vault, Sort)))
    return tuple(saved for saved in found if saved is not None and isinstance(saved.value, Value))


def slots_of(vault: Vault) -> tuple[Slot, ...]:
    """Every calendar week from the first to the last with a place on the ring."""
    return axis(saved.value for saved in _all(vault, Week))


def weights_of(vault: Vault) -> Weights:
    """The weights in force on a day."""
    asked = _all(vault, Importance)
    known: dict[date, Mapping[RecordId, Weight]] = {}

    def on(day: date) -> Mapping[RecordId, Weight]:
        if day not in known:
            known[day] = importance_on(day, asked)
        return known[day]

    return on


def act_of_this_week(vault: Vault, today: date) -> Saved[Act] | None:
    """The small act of the seven days that hold `today`; of two, the one chosen last."""
    found = [
        saved
        for saved in _all(vault, Act)
        if days_of(saved.value.for_week)[0] <= today <= days_of(saved.value.for_week)[1]
    ]
    return max(found, key=lambda saved: (saved.value.chosen_at, saved.seq), default=None)


def quiet_now(vault: Vault, today: date) -> tuple[Saved[Value], Quiet] | None:
    """The value that has been quiet the longest, and its last day; None when nothing is to be said."""
    five = [saved.id for saved in five_values(vault)]
    asked = _all(vault, Importance)
    heard = important_values(five, importance_on(date.max, asked))
    values = [saved for id in heard if (saved := vault.find(Value, id)) and isinstance(saved.value, Value)]
    added = {saved.id: local_date(saved.value.added_at, saved.value.zone) for saved in values}
    touches = touches_of(
        (saved.value for saved in _all(vault, Week)),
        (saved.value for saved in _all(vault, Act)),
        (saved.value for saved in _all(vault, KeptLine)),
        _last_pages(vault, added),
    )
    found = quiet_lately(touches, added, dismissals_of(saved.value for saved in _all(vault, FineForNow)), today)
    return next(((saved, found[0]) for saved in values if found and saved.id == found[0].value), None)


def _last_pages(vault: Vault, values: Iterable[RecordId]) -> dict[RecordId, date]:
    """The local day of the last page about each value."""
    calendar = vault.index(Calendar)
    found = ((value, calendar.last_day_of_value(value)) for value in values)
    return {value: day for value, day in found if day is not None}


def say_fine(vault: Vault, value: RecordId, today: date) -> None:
    """Keep "fine for now" for a value; said twice on one day, it is kept once."""
    answer = FineForNow(value=value, said_on=today)
    if all(saved.value != answer for saved in vault.all(FineForNow)):
        vault.put(answer)
