"""Values and strengths as pages and kept lines name them: by id where they are kept, by name where they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from emberwell.vault.errors import RecordMissing
from emberwell.vault.record import RecordId
from emberwell.why.records import Strength, Value
from emberwell.why.values import five_of

if TYPE_CHECKING:
    from emberwell.vault.vault import Vault

AT_MOST = 60
"""Values of one page or line."""
_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


@dataclass(frozen=True)
class Named:
    """A value or a strength by its name."""

    id: RecordId
    name: str


@dataclass(frozen=True)
class Offered:
    """A value to tick. One without a name is in the trash: it is not shown, and stays where it was said."""

    id: RecordId
    name: str
    chosen: bool


def ids_in(said: object) -> tuple[RecordId, ...]:
    """The ids a form sent: one a field, or several in one with anything between them. What is no id is left out."""
    given = said if isinstance(said, (list, tuple)) else [said]
    found = (RecordId(id) for each in given if each for id in _ID.findall(str(each)))
    return tuple(dict.fromkeys(found))[:AT_MOST]


def are_values(vault: Vault, ids: Iterable[RecordId]) -> tuple[RecordId, ...]:
    """Those of `ids` that name a value of this journal, one in the trash included."""
    return tuple(id for id in ids if _is_value(vault, id))


def _is_value(vault: Vault, id: RecordId) -> bool:
    if vault.find(Value, id):
        return True
    try:
        return bool(vault.history(Value, id))
    except RecordMissing:
        return False


def values_named(vault: Vault, ids: Iterable[RecordId]) -> tuple[Named, ...]:
    """Values by name; those in the trash are left out."""
    found = (vault.find(Value, id) for id in ids)
    return tuple(Named(saved.id, saved.value.name) for saved in found if saved and isinstance(saved.value, Value))


def strengths_named(vault: Vault, ids: Iterable[RecordId]) -> tuple[Named, ...]:
    """Strengths by name; those in the trash are left out."""
    found = (vault.find(Strength, id) for id in ids)
    return tuple(Named(saved.id, saved.value.name) for saved in found if saved and isinstance(saved.value, Strength))


def values_offered(vault: Vault, chosen: Iterable[RecordId], has: Iterable[RecordId] = ()) -> tuple[Offered, ...]:
    """Today's five, then what is `chosen` or what the page or line `has`, each once."""
    ticked = tuple(chosen)
    five = {saved.id: saved.value.name for saved in five_of(vault)}
    others = [id for id in (*ticked, *has) if id not in five]
    names = five | {each.id: each.name for each in values_named(vault, others)}
    return tuple(Offered(id, names.get(id, ""), id in ticked) for id in dict.fromkeys((*five, *others)))


def in_their_order(before: Iterable[RecordId], said: Iterable[RecordId]) -> tuple[RecordId, ...]:
    """`said`, in the order they stood in `before`; new ones at the end. So ticking nothing changes nothing."""
    wanted = tuple(said)
    return tuple(dict.fromkeys([*(id for id in before if id in wanted), *wanted]))
