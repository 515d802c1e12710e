"""Pages and lines to test with."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from conftest import Person
from emberwell.journal.records import Entry, KeptLine
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved
from emberwell.why.records import Sort, Value

NOON = datetime(2026, 3, 14, 11, 0, 30, tzinfo=UTC)
"""12:00:30 in Vienna."""

STRANGE = "0" * 32
"""An id that nobody's record has."""


def written(person: Person, body: str = "I stayed.", **fields: Any) -> Saved[Entry]:
    """A page of hers."""
    return person.vault.put(Entry(**{"written_at": NOON, "zone": "Europe/Vienna", "body": body} | fields))


def kept(person: Person, text: str = "Careful is not kind.", **fields: Any) -> Saved[KeptLine]:
    """A kept line of hers."""
    return person.vault.put(KeptLine(**{"text": text, "kept_at": NOON, "zone": "Europe/Vienna"} | fields))


def entry_of(person: Person, id: str) -> Entry:
    """The page as it is saved now."""
    return person.vault.get(Entry, RecordId(id)).value


def photo(colour: str = "teal") -> bytes:
    """A small JPEG."""
    out = BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return out.getvalue()


def queries_of(person: Person, address: str) -> int:
    """How many statements a warm GET of a page takes."""
    person.client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert person.client.get(address).status_code == 200
    return len(captured)


SCRIPT = {"Accept": "application/json", "Sec-Fetch-Mode": "cors"}
"""Headers of a fetch from our own page."""

HTMX = {"HX-Request": "true"}


def refuses(person: Person, address: str, *methods: str) -> None:
    """Each of `methods` is answered with 405."""
    for method in methods:
        assert person.client.generic(method, address).status_code == 405, method


def value_of(person: Person, name: str = "Candour") -> RecordId:
    """A value of hers; its id."""
    return person.vault.put(Value(name=name, added_at=NOON, zone="Europe/Vienna")).id


def five_of(person: Person, *names: str) -> tuple[RecordId, ...]:
    """Her five of today, at most; their ids."""
    five = tuple(value_of(person, name) for name in names)
    person.vault.put(Sort(begun_at=NOON, zone="Europe/Vienna", done_at=datetime.now(UTC), five=five))
    return five


def form_of(page: Any) -> dict[str, Any]:
    """What a browser would send of the writing form it was given, unchanged: ticks only where there are some."""
    form, several = page.context["page"].form, ("values", "clients")
    ticks = {name: "1" for name in ("starred", "raw") if form[name].value()}
    others = {name: str(form[name].value() or "") for name in form.fields if name not in {"starred", "raw", *several}}
    return others | ticks | {name: [str(id) for id in form[name].value() or ()] for name in several}
