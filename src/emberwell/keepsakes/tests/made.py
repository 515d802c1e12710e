"""Years to make books of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec

from conftest import Person
from emberwell.journal.records import Entry, KeptLine
from emberwell.vault.vault import Saved
from emberwell.why.records import WhyStatement

ZONE = "Europe/Vienna"
MARCH = datetime(2025, 3, 14, 11, 0, tzinfo=UTC)
MADE = datetime(2026, 1, 2, 20, 0, 1, tzinfo=UTC)


def kept(person: Person, text: str = "Careful is not kind.", **fields: Any) -> Saved[KeptLine]:
    return person.vault.put(KeptLine(**{"text": text, "kept_at": MARCH, "zone": ZONE} | fields))


def written(person: Person, body: str = "I stayed.", **fields: Any) -> Saved[Entry]:
    return person.vault.put(Entry(**{"written_at": MARCH, "zone": ZONE, "body": body} | fields))


def why(person: Person, *wordings: tuple[str, date]) -> Saved[WhyStatement]:
    """A why statement with a history, oldest wording first."""
    saved: Saved[WhyStatement] | None = None
    for text, day in wordings:
        at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        if saved is None:
            saved = person.vault.put(WhyStatement(text=text, written_at=at, zone=ZONE))
        else:
            changed = msgspec.structs.replace(saved.value, text=text, written_at=at)
            saved = person.vault.put(changed, id=saved.id, expected=saved.revision)
    assert saved is not None
    return saved
