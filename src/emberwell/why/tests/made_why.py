"""Whys, values, passions and strengths to test with."""

from __future__ import annotations

from typing import Any

from conftest import Person
from emberwell.journal.tests.made import NOON
from emberwell.library.purpose import scenes
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved
from emberwell.why.records import Passion, Sort, Strength, Value, WhyStatement

WHEN: dict[str, Any] = {"zone": "Europe/Vienna"}
SCENE = next(iter(scenes()))


def whyed(person: Person, text: str = "To keep a door open.", **fields: Any) -> Saved[WhyStatement]:
    """Her why."""
    return person.vault.put(WhyStatement(**{"text": text, "written_at": NOON, "zone": "Europe/Vienna"} | fields))


def five_of(person: Person, *names: str, **fields: Any) -> list[RecordId]:
    """Her five, chosen at a sort."""
    values = [person.vault.put(Value(name=name, added_at=NOON, zone="UTC", **fields)).id for name in names]
    person.vault.put(Sort(begun_at=NOON, zone="UTC", done_at=NOON, five=tuple(values)))
    return values


def strong(person: Person, name: str = "Staying", **fields: Any) -> Saved[Strength]:
    """A strength she has named."""
    return person.vault.put(Strength(**{"name": name, "noted_at": NOON, "zone": "UTC"} | fields))


def loved(person: Person, text: str = "Sharpening tools.", **fields: Any) -> Saved[Passion]:
    """Something that makes her forget the time."""
    return person.vault.put(Passion(**{"text": text, "noted_at": NOON, "zone": "UTC"} | fields))
