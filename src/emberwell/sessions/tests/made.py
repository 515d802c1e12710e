"""Sessions to test with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from conftest import Person
from emberwell.clients.records import Client, Colour, Shape
from emberwell.journal.dates import local_date
from emberwell.sessions.records import Mine, Session, SomethingOfMine
from emberwell.vault.vault import Saved

ZONE = "Europe/Vienna"


def now() -> datetime:
    return datetime.now(UTC)


def chosen(person: Person, *, days_ago: int = 0, **fields: Any) -> Saved[Session]:
    """A session of hers; of today in Vienna unless said otherwise."""
    at = now() - timedelta(days=days_ago)
    given = {"day": local_date(at, ZONE), "zone": ZONE, "chosen_at": at, "to_be": "Unhurried."}
    return person.vault.put(Session(**given | fields))


def noted(person: Person, **fields: Any) -> Saved[SomethingOfMine]:
    """Something of hers in the room."""
    given = {"what": Mine.MISTAKE, "noted_at": now(), "zone": ZONE, "happened": "I had it wrong, and said so."}
    return person.vault.put(SomethingOfMine(**given | fields))


def client_of(person: Person, name: str = "Quiet Heron", **fields: Any) -> Saved[Client]:
    """A code name of hers."""
    given = {"name": name, "shape": Shape.DROP, "colour": Colour.TEAL, "added_at": now(), "zone": ZONE}
    return person.vault.put(Client(**given | fields))


def sessions_of(person: Person) -> list[Session]:
    person.vault.refresh()
    return [saved.value for saved in person.vault.all(Session)]
