"""What a person says about the five: own words, an order, how much each matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from emberwell.journal.dates import local_date
from emberwell.vault.errors import StaleRevision
from emberwell.why.records import Importance, Sort, Value, Weight
from emberwell.why.rules import EVEN, importance_on, latest_sort, the_five

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault

WORDS_LIMIT = 4_000
"""Characters of one's own words for a value, at work or at home."""
Answers = Mapping["RecordId", tuple["int | None", "int | None"]]
"""How much a value matters at work and at home, 0..3; None where nothing was said."""


def five_of(vault: Vault) -> list[Saved[Value]]:
    """Today's five, in their order where one was given. One in the trash is left out."""
    found = (vault.find(Value, id) for id in the_five(vault.all(Sort)))
    return [value for value in found if value is not None and isinstance(value.value, Value)]


@dataclass(frozen=True)
class Clash:
    """Words for one value, said in two tabs: `mine` are not saved yet, `theirs` are."""

    mine: Value
    theirs: Saved[Value]


def say(vault: Vault, value: Saved[Value], *, based_on: int | None, at_work: str, at_home: str) -> Saved[Value] | Clash:
    """Keep own words for a value; `based_on` is the revision the form was filled from.

    What another tab changed meanwhile stays where this one left the words alone; where both changed the same ones,
    nothing is saved and both are handed back. The same words again write nothing.
    """
    at_work, at_home = at_work.strip(), at_home.strip()
    base = _base(vault, value, based_on)
    work = _settled(base.at_work, value.value.at_work, at_work)
    home = _settled(base.at_home, value.value.at_home, at_home)
    if work is None or home is None:
        return Clash(msgspec.structs.replace(value.value, at_work=at_work, at_home=at_home), value)
    changed = msgspec.structs.replace(value.value, at_work=work, at_home=home)
    if changed == value.value:
        return value
    try:
        return vault.put(changed, id=value.id, expected=value.revision)
    except StaleRevision:  # in this very moment: once more, over what is there now
        now = vault.get(Value, value.id)
        return Clash(msgspec.structs.replace(now.value, at_work=at_work, at_home=at_home), now)


def _base(vault: Vault, value: Saved[Value], based_on: int | None) -> Value:
    if based_on is None or based_on == value.revision:
        return value.value
    return next((each.value for each in vault.history(Value, value.id) if each.revision == based_on), value.value)


def _settled(base: str, theirs: str, mine: str) -> str | None:
    """What stands when two changed the same words; None when both said something else."""
    if mine in {base, theirs}:
        return theirs
    return mine if theirs == base else None


def put_in_order(vault: Vault, value: RecordId, steps: int) -> None:
    """Move a value of the five `steps` places on (negative: nearer the first). From then on the five have an order."""
    sort = latest_sort(vault.all(Sort))
    if sort is None or value not in (stands := sort.value.order or sort.value.five):
        return
    order = stepped(stands, value, steps)
    if order != sort.value.order:
        vault.put(msgspec.structs.replace(sort.value, order=order), id=sort.id, expected=sort.revision)


def clear_order(vault: Vault) -> None:
    """No first and no last any more."""
    sort = latest_sort(vault.all(Sort))
    if sort is not None and sort.value.order:
        vault.put(msgspec.structs.replace(sort.value, order=()), id=sort.id, expected=sort.revision)


def stepped(order: tuple[RecordId, ...], value: RecordId, steps: int) -> tuple[RecordId, ...]:
    """`order` with `value` moved so many places, never beyond either end."""
    others = [each for each in order if each != value]
    at = min(max(order.index(value) + steps, 0), len(others))
    return (*others[:at], value, *others[at:])


def weigh(vault: Vault, answers: Answers, *, now: datetime, zone: str) -> Saved[Importance]:
    """Keep how much each of the five matters. What was left open counts as it did before, or as all alike."""
    before = importance_on(local_date(now, zone), vault.all(Importance))
    weights = []
    for id in the_five(vault.all(Sort)):
        work, home = answers.get(id, (None, None))
        known = before.get(id, Weight(id, EVEN, EVEN))
        weights.append(Weight(id, known.work if work is None else work, known.home if home is None else home))
    return vault.put(Importance(asked_at=now, zone=zone, weights=tuple(weights)))
