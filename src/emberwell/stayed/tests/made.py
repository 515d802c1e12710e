"""Pages of what stayed, to test with."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from conftest import Person
from emberwell.accounts.rules import zone_for
from emberwell.journal.dates import local_date
from emberwell.stayed.records import Stayed
from emberwell.vault.vault import Saved

NOON = datetime(2026, 3, 14, 11, 0, tzinfo=UTC)
ZONE = "Europe/Vienna"


def today_of(person: Person) -> date:
    return local_date(datetime.now(UTC), zone_for(person.vault))


def stayed_put(person: Person, **fields: Any) -> Saved[Stayed]:
    """A ready page of hers."""
    return person.vault.put(Stayed(**{"written_at": NOON, "zone": ZONE, "raw": False, "ready_at": NOON} | fields))


def raw_put(person: Person, **fields: Any) -> Saved[Stayed]:
    """A raw page of hers."""
    return stayed_put(person, **{"raw": True, "ready_at": None, "happened": "The door."} | fields)


def sent_by(page: Any) -> dict[str, str]:
    """What a browser would send from a form as it is shown, nothing touched."""
    said = dict(page.ids)
    if hasattr(page, "fields"):
        said |= {field.bound.html_name: field.bound.value() for field in (*page.fields, *page.folded)}
        said |= {} if page.raw else {"what": page.form["what"].value()}
        said |= {"client": page.form["client"].value()} if page.asks_client else {}
    else:
        said |= {"returned": "1", "is_now": page.form["is_now"].value()}
    return {name: str(value or "") for name, value in said.items()}


def opened(person: Person, address: str) -> dict[str, str]:
    """The form at an address, as it is shown."""
    return sent_by(person.client.get(address).context["page"])
