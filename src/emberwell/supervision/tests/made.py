"""Things to take to supervision, and things learned, to test with."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from conftest import Person
from emberwell.clients.records import Client, Colour, Shape
from emberwell.supervision.records import Cpd, Item
from emberwell.vault.vault import Saved

NOON = datetime(2026, 3, 14, 11, 0, tzinfo=UTC)
ZONE = "Europe/Vienna"


def item_put(person: Person, text: str = "Fees, again.", **fields: Any) -> Saved[Item]:
    return person.vault.put(Item(**{"text": text, "added_at": NOON, "zone": ZONE} | fields))


def cpd_put(person: Person, title: str = "A day on endings", **fields: Any) -> Saved[Cpd]:
    said = {"title": title, "done_on": date(2026, 3, 14), "noted_at": NOON, "zone": ZONE}
    return person.vault.put(Cpd(**said | fields))


def client_put(person: Person, name: str = "Hazel", **fields: Any) -> Saved[Client]:
    said = {"name": name, "shape": Shape.LEAF, "colour": Colour.MOSS, "added_at": NOON, "zone": ZONE}
    return person.vault.put(Client(**said | fields))
