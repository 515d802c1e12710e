"""Keeping a line: one true sentence, beside the page it came from, which is never touched by what happens to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from emberwell.journal.records import Entry, KeptLine
from emberwell.vault.record import RecordId

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved, Vault


def clean_line(text: str) -> str:
    """A line as it is kept: single spaces, its own line breaks, no empty lines."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def keep_line(vault: Vault, text: str, *, entry: RecordId | None, now: datetime, zone: str) -> Saved[KeptLine]:
    """Keep `text` (not empty, at most `LINE_LIMIT`). Keeping the same words of the same page again gives that line.

    A line of a hard-day page is kept quiet: it stays on its own page and never comes back unasked.
    """
    text = clean_line(text)
    page = vault.find(Entry, entry) if entry else None
    for kept in vault.all(KeptLine):
        if kept.value.text == text and kept.value.entry == entry:
            return kept
    quiet = page is not None and isinstance(page.value, Entry) and page.value.hard_day
    return vault.put(KeptLine(text=text, kept_at=now, zone=zone, entry=entry, quiet=quiet))


def change_line(vault: Vault, line: Saved[KeptLine], text: str) -> Saved[KeptLine] | None:
    """Change its words; None when nothing is left of them and it went to the trash as it was. Raises StaleRevision."""
    text = clean_line(text)
    if not text:
        vault.trash(line.id, expected=line.revision)
        return None
    if text == line.value.text:
        return line
    changed = msgspec.structs.replace(line.value, text=text)
    return vault.put(changed, id=line.id, expected=line.revision)


def rest_line(vault: Vault, line: Saved[KeptLine], on: date | None) -> Saved[KeptLine]:
    """`Not this one again`: it no longer returns. None wakes it."""
    if line.value.rested_on == on or (on and line.value.rested_on):
        return line
    return vault.put(msgspec.structs.replace(line.value, rested_on=on), id=line.id, expected=line.revision)
