"""One value: own words for it, and all that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from emberwell.journal.calendar import Calendar
from emberwell.journal.dates import local_date
from emberwell.journal.records import KeptLine
from emberwell.journal.returning import held_back
from emberwell.journal.rules import may_return
from emberwell.week.records import STEPS, Act, CameOf, Week
from emberwell.why.pages.sort import in_a_word, living_of
from emberwell.why.records import Sort, Value
from emberwell.why.rules import the_five

if TYPE_CHECKING:
    from datetime import date

    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault
    from emberwell.why.forms_sort import ValueForm

FEW_LINES = 12
FEW_ACTS = 6


@dataclass(frozen=True)
class Evidence:
    """A kept line that shows a value."""

    id: RecordId
    day: date
    words: str
    entry: RecordId | None


@dataclass(frozen=True)
class ServingAct:
    """A small act that serves a value."""

    what: str
    for_week: date
    came_of: CameOf | None


@dataclass(frozen=True)
class Stood:
    """Where a value last stood on the ring."""

    ends_on: date
    work: str
    """In words; "" where it was left off."""
    home: str


@dataclass(frozen=True)
class ValuePage:
    """`why/value.html`."""

    id: RecordId
    name: str
    living: str
    added_on: date
    is_of_five: bool
    form: ValueForm
    said_meanwhile: tuple[tuple[str, str], ...]
    """What another tab saved meanwhile, where it differs from what was typed: `(field's label, its words)`."""
    lines: tuple[Evidence, ...]
    has_more_lines: bool
    acts: tuple[ServingAct, ...]
    stood: Stood | None
    said: Literal["", "saved"]


def value_page(
    vault: Vault,
    saved: Saved[Value],
    form: ValueForm,
    *,
    all_lines: bool = False,
    said: str = "",
    said_meanwhile: tuple[tuple[str, str], ...] = (),
) -> ValuePage:
    """A value and all that shows it."""
    value = saved.value
    lines = evidence_for(vault, saved.id)
    return ValuePage(
        id=saved.id,
        name=value.name,
        living=living_of(value),
        added_on=local_date(value.added_at, value.zone),
        is_of_five=saved.id in the_five(vault.all(Sort)),
        form=form,
        said_meanwhile=said_meanwhile,
        lines=lines if all_lines else lines[:FEW_LINES],
        has_more_lines=not all_lines and len(lines) > FEW_LINES,
        acts=_acts(vault, saved.id),
        stood=_stood(vault, saved.id),
        said="saved" if said == "saved" else "",
    )


def evidence_for(vault: Vault, id: RecordId) -> tuple[Evidence, ...]:
    """Kept lines that show a value, the newest first; without those that may not come back (`may_return`)."""
    away = held_back(vault)
    calendar = vault.index(Calendar)
    shown = (
        line
        for line in vault.all(KeptLine)
        if isinstance(line.value, KeptLine) and id in line.value.values and may_return(line.value, away)
    )
    newest_first = sorted(shown, key=lambda line: (line.value.kept_at, line.id), reverse=True)
    return tuple(
        Evidence(
            line.id,
            local_date(line.value.kept_at, line.value.zone),
            line.value.text,
            line.value.entry if line.value.entry and calendar.row(line.value.entry) else None,
        )
        for line in newest_first
    )


def place_in_words(steps: int) -> str:
    """Where on the ring, 0 (its middle) to `STEPS` (its edge): `two steps from the middle`."""
    if steps <= 0:
        return "in the middle"
    if steps >= STEPS:
        return "at the edge"
    return f"{in_a_word(steps)} {'step' if steps == 1 else 'steps'} from the middle"


def _acts(vault: Vault, id: RecordId) -> tuple[ServingAct, ...]:
    found = [each.value for each in vault.all(Act) if isinstance(each.value, Act) and each.value.value == id]
    newest = sorted(found, key=attrgetter("for_week", "chosen_at"), reverse=True)[:FEW_ACTS]
    return tuple(ServingAct(act.what, act.for_week, act.came_of) for act in newest)


def _stood(vault: Vault, id: RecordId) -> Stood | None:
    weeks = (each.value for each in vault.all(Week) if isinstance(each.value, Week))
    for week in sorted(weeks, key=attrgetter("ends_on"), reverse=True):
        for place in week.places:
            if place.value == id and (place.work is not None or place.home is not None):
                work, home = ("" if steps is None else place_in_words(steps) for steps in (place.work, place.home))
                return Stood(week.ends_on, work, home)
    return None
