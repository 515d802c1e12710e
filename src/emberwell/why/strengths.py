"""Strengths met in one's own pages: named for a kept line, and quoted from the lines that name them. Never counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from emberwell.journal.records import KeptLine
from emberwell.journal.returning import held_back
from emberwell.journal.rules import may_return
from emberwell.vault.record import RecordId, new_id
from emberwell.vault.vault import Write
from emberwell.why.records import Strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from emberwell.library.purpose import Word
    from emberwell.vault.vault import Saved, Vault

NAME_LIMIT = 60
WORDS_LIMIT = 2_000


@dataclass(frozen=True, kw_only=True)
class Naming:
    """What a person said a line shows."""

    strengths: tuple[RecordId, ...]
    """Of those already named."""
    words: tuple[str, ...]
    """Ids in the vocabulary."""
    name: str
    """In their own words; "" for none."""
    now: datetime
    zone: str


def clean_name(typed: str) -> str:
    """A name as it is kept: on one line, single spaces."""
    return " ".join(typed.split())


def same_name(name: str) -> str:
    """The form in which two spellings of one name are equal."""
    return clean_name(name).casefold()


def named(vault: Vault) -> list[Saved[Strength]]:
    """Every strength the person has named, in the order of the alphabet."""
    return sorted(vault.all(Strength), key=lambda saved: (same_name(saved.value.name), saved.id))


def evidence(vault: Vault) -> dict[RecordId, list[Saved[KeptLine]]]:
    """The kept lines that name each strength and may return unasked, the newest first."""
    away = held_back(vault)
    found: dict[RecordId, list[Saved[KeptLine]]] = {}
    for line in newest_first(vault.all(KeptLine)):
        if line.value.strengths and may_return(line.value, away):
            for strength in line.value.strengths:
                found.setdefault(strength, []).append(line)
    return found


def newest_first(lines: Iterable[Saved[KeptLine]]) -> list[Saved[KeptLine]]:
    """Kept lines by when they were kept."""
    return sorted(lines, key=lambda line: (line.value.kept_at, line.id), reverse=True)


def name_in_line(vault: Vault, line: Saved[KeptLine], said: Naming, vocabulary: Mapping[str, Word]) -> Saved[KeptLine]:
    """Name what a line shows, in one transaction: strengths that are new are made, those not named any more come off.

    A name that differs in nothing but capitals from one that is there is that one. Strengths of the line that are in
    the trash stay on it. Raises StaleRevision.
    """
    known = named(vault)
    alive = {each.id for each in known}
    there = {same_name(each.value.name): each.id for each in known}
    writes: list[Write[Any]] = []
    chosen = [id for id in said.strengths if id in alive]
    wanted = [(vocabulary[word].name, word) for word in said.words if word in vocabulary]
    if clean_name(said.name):
        wanted.append((clean_name(said.name), ""))
    for name, word in wanted:
        id = there.get(same_name(name))
        if id is None:
            id = there[same_name(name)] = new_id()
            writes.append(Write(value=Strength(name=name, word=word, noted_at=said.now, zone=said.zone), id=id))
        chosen.append(id)
    out_of_sight = [id for id in line.value.strengths if id not in alive]
    strengths = tuple(dict.fromkeys([*out_of_sight, *chosen]))
    if strengths == line.value.strengths:
        return line
    changed = msgspec.structs.replace(line.value, strengths=strengths)
    saved: list[Saved[Any]] = vault.put_many([*writes, Write(value=changed, id=line.id, expected=line.revision)])
    return saved[-1]


def is_taken(vault: Vault, name: str, *, but: RecordId) -> bool:
    """Whether another strength goes by this name."""
    return any(same_name(each.value.name) == same_name(name) and each.id != but for each in vault.all(Strength))
