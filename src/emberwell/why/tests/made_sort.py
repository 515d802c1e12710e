"""Sorts and values to test with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from conftest import Person
from emberwell.library.purpose import cards
from emberwell.vault.record import RecordId, new_id
from emberwell.vault.vault import Saved
from emberwell.why import sitting
from emberwell.why.records import Pile, Sort, Value
from emberwell.why.sorting import lay, write_own

NOON = datetime(2026, 3, 14, 11, 0, 30, tzinfo=UTC)
ZONE = "Europe/Vienna"
IDS: Sequence[str] = tuple(cards())


def begun(**fields: Any) -> Sort:
    return Sort(**{"begun_at": NOON, "zone": ZONE} | fields)


def in_progress(
    person: Person, *mine: str, not_now: Sequence[str] = (), own: Sequence[str] = (), aside: Sequence[str] = ()
) -> RecordId:
    """A sort of hers that is under way; its id."""
    id, sort = new_id(), begun()
    for card in (*mine, *aside):
        sort = lay(sort, card, Pile.MINE)
    for card in (*not_now, *aside):
        sort = lay(sort, card, Pile.NOT_NOW)
    for name in own:
        sort = write_own(sort, name, sitting.card_names())
    sitting.keep(person.vault, id, sort)
    return id


def sorted_five(person: Person, *mine: str, at: datetime = NOON, **more: Any) -> Saved[Sort]:
    """A sort of hers that was finished at `at`."""
    in_progress(person, *mine, **more)
    draft = sitting.in_progress(person.vault)
    assert draft is not None
    return sitting.finish(person.vault, draft, now=at, zone=ZONE)


def draft_of(person: Person) -> Sort:
    """How the cards lie now."""
    draft = sitting.in_progress(person.vault)
    assert draft is not None
    return draft.value


def names_of(person: Person) -> list[str]:
    """Her values, by name."""
    return sorted(value.value.name for value in person.vault.all(Value))


def five_names(person: Person, sort: Sort) -> list[str]:
    return [person.vault.get(Value, id).value.name for id in sort.five]
