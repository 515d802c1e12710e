"""Keeping a line: one true sentence, beside the page it came from, which is never touched by what happens to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

import msgspec

from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.values import are_values, in_their_order
from emberwell.journal.writing import newest
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Write

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved, Vault


def clean_line(text: str) -> str:
    """A line as it is kept: single spaces, its own line breaks, no empty lines."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def keep_line(vault: Vault, text: str, *, entry: RecordId | None, now: datetime, zone: str) -> Saved[KeptLine]:
    """Keep `text` (not empty, at most `LINE_LIMIT`). Keeping the same words of the same page again gives that line.

    A line of a hard-day page is kept quiet: it stays on its own page and never comes back unasked. So is one of a
    page that is still raw and in the trash (`put_page_in_trash`); in the journal such a page holds its lines itself.
    """
    text = clean_line(text)
    page = newest(vault, entry) if entry else None
    for kept in vault.all(KeptLine):
        if kept.value.text == text and kept.value.entry == entry:
            return kept
    quiet = page is not None and (page.value.hard_day or (page.value.raw and page.trashed_at is not None))
    return vault.put(KeptLine(text=text, kept_at=now, zone=zone, entry=entry, quiet=quiet))


def change_line(vault: Vault, line: Saved[KeptLine], text: str, values: tuple[RecordId, ...]) -> Saved[KeptLine] | None:
    """Change its words and the values it shows; None when it has no words left and went to the trash as it was.

    Of `values` only those of this journal, or on the line already, are kept. Raises StaleRevision.
    """
    text = clean_line(text)
    if not text:
        vault.trash(line.id, expected=line.revision)
        return None
    known = {*line.value.values, *are_values(vault, values)}
    said = in_their_order(line.value.values, (id for id in values if id in known))
    changed = msgspec.structs.replace(line.value, text=text, values=said)
    return line if changed == line.value else vault.put(changed, id=line.id, expected=line.revision)


def rest_line(vault: Vault, line: Saved[KeptLine], on: date | None) -> Saved[KeptLine]:
    """`Not this one again`: it no longer returns. None wakes it."""
    if line.value.rested_on == on or (on and line.value.rested_on):
        return line
    return vault.put(msgspec.structs.replace(line.value, rested_on=on), id=line.id, expected=line.revision)


def put_page_in_trash(vault: Vault, page: Saved[Entry]) -> None:
    """Put a page in the trash, in one transaction with what its lines need there.

    In the journal a raw page holds its lines back; in the trash, and after it is erased, nobody would. So they are
    made quiet first. Raises StaleRevision.
    """
    write: Write[Any] = Write(value=page.value, id=page.id, expected=page.revision, state="trash")
    vault.put_many([write, *(_quieted(vault, page, quiet=True) if page.value.raw else ())])


def take_page_back(vault: Vault, page: Saved[Entry]) -> None:
    """Take a page out of the trash. Raises StaleRevision.

    Being raw, it holds its lines back itself again: they are as loud or quiet as the page, and no more.
    """
    write: Write[Any] = Write(value=page.value, id=page.id, expected=page.revision)
    lets_go = page.value.raw and not page.value.hard_day
    vault.put_many([write, *(_quieted(vault, page, quiet=False) if lets_go else ())])


def let_page_return(vault: Vault, page: Saved[Entry]) -> None:
    """It is not raw any more: it and its lines may come back, but for what is kept quiet for another reason."""
    if page.value.raw:
        vault.put(msgspec.structs.replace(page.value, raw=False), id=page.id, expected=page.revision)


def _quieted(vault: Vault, page: Saved[Entry], *, quiet: bool) -> Iterator[Write[Any]]:
    """Its lines so, those in the trash too: they can be taken back after the page is erased. They stay there no longer
    for it, since the day they went in is kept."""
    trashed = [saved for saved in vault.trashed() if isinstance(saved.value, KeptLine)]
    for line in (*vault.all(KeptLine), *cast("list[Saved[KeptLine]]", trashed)):
        if line.value.entry == page.id and line.value.quiet is not quiet and not line.read_only:
            changed = msgspec.structs.replace(line.value, quiet=quiet)
            if line.trashed_at is None:
                yield Write(value=changed, id=line.id, expected=line.revision)
            else:
                yield Write(value=changed, id=line.id, expected=line.revision, state="trash", saved_at=line.trashed_at)
