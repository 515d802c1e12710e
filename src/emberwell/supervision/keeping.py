"""Taking to supervision, ticking off, and what counted as learning."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from emberwell.supervision.records import Item
from emberwell.supervision.rules import waiting_for
from emberwell.supervision.sources import exists
from emberwell.vault.errors import RecordMissing

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault


def take(vault: Vault, *, source: RecordId | None = None, text: str = "", now: datetime, zone: str) -> Saved[Item]:
    """Put something on the list: what `source` names, or own words (not empty without one). Twice is once.

    Raises RecordMissing when `source` is nothing of this journal.
    """
    if source and not exists(vault, source):
        raise RecordMissing
    text = text.strip()
    there = waiting_for(vault.all(Item), source=source, text=text)
    if there is None:
        return vault.put(Item(text=text, source=source, added_at=now, zone=zone))
    if source and text and text != there.value.text:
        return vault.put(msgspec.structs.replace(there.value, text=text), id=there.id, expected=there.revision)
    return there


def tick(vault: Vault, item: Saved[Item], on: date, came_of: str) -> Saved[Item]:
    """It was taken; what came of it may stay blank. Raises StaleRevision."""
    taken_on = item.value.taken_on or on
    return _changed(vault, item, msgspec.structs.replace(item.value, taken_on=taken_on, came_of=came_of.strip()))


def untick(vault: Vault, item: Saved[Item]) -> Saved[Item]:
    """It is on the list again. Raises StaleRevision."""
    return _changed(vault, item, msgspec.structs.replace(item.value, taken_on=None))


def change(vault: Vault, item: Saved[Item], text: str, came_of: str) -> Saved[Item] | None:
    """Change its words; None when it has neither words nor a source any more and went to the trash as it was.

    Raises StaleRevision.
    """
    text = text.strip()
    if not text and item.value.source is None:
        vault.trash(item.id, expected=item.revision)
        return None
    return _changed(vault, item, msgspec.structs.replace(item.value, text=text, came_of=came_of.strip()))


def _changed(vault: Vault, item: Saved[Item], value: Item) -> Saved[Item]:
    return item if value == item.value else vault.put(value, id=item.id, expected=item.revision)
