"""Code names and what matters to them, to test with."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from conftest import Person
from emberwell.clients.records import Client, Colour, Matter, Shape, Sort, Told, Whose
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved

NOON = datetime(2026, 3, 14, 11, 0, 30, tzinfo=UTC)


def client_of(person: Person, name: str = "Quiet Harbour", **fields: Any) -> Saved[Client]:
    """A code name of hers."""
    made = {"shape": Shape.CIRCLE, "colour": Colour.CLAY, "added_at": NOON, "zone": "Europe/Vienna"} | fields
    return person.vault.put(Client(name=name, **made))


def matter_of(person: Person, client: RecordId, text: str = "To be told the truth.", **fields: Any) -> Saved[Matter]:
    """Something that matters to that client."""
    made = {
        "sort": Sort.VALUE,
        "whose": Whose.THEIRS,
        "noted_on": date(2026, 3, 14),
        "zone": "Europe/Vienna",
        "noted_at": NOON,
    }
    return person.vault.put(Matter(client=client, text=text, **(made | fields)))


def told(person: Person) -> None:
    """She has read the sentence about courts and insurers."""
    person.vault.put(Told(read_on=NOON.date()))


def names_of(person: Person) -> list[str]:
    """Her code names."""
    return sorted(saved.value.name for saved in person.vault.all(Client))
