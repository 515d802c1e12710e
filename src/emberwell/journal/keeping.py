"""Keeping a line: one true sentence, beside the page it came from, which is never touched by what happens to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

import msgspec

from emberwell.journal.dates import local_date
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


def keep_line(
    vault: Vault,
    text: str,
    *,
    entry: RecordId | None,
    now: datetime,
    zone: str,
    client: RecordId | None = None,
) -> Saved[KeptLine]:
    """Keep `text` (not empty, at most `LINE_LIMIT`). Keeping the same words of the same page again gives that line; so
    does keeping the same ones of no page, about the same `client` or none, on the same day.

    A line of a hard-day page is kept quiet: it stays on its own page and never comes back unasked. So is one of a
    page in the trash that would hold it back otherwise (`put_page_in_trash`); in the journal such a page holds its
    lines itself.
    """
    text = clean_line(text)
    page = newest(vault, entry) if entry else None
    for kept in vault.all(KeptLine):
        same = kept.value.text == text and kept.value.entry == entry
        if same and (entry or _is_said_again(kept.value, client, now, zone)):
            return kept
    quiet = page is not None and page.value.hard_day
    line = KeptLine(text=text, kept_at=now, zone=zone, entry=entry, quiet=quiet, client=client)
    return vault.put(_without_its_page(line, page.value) if page and page.trashed_at is not None else line)


def _is_said_again(line: KeptLine, client: RecordId | None, now: datetime, zone: str) -> bool:
    """The same words after another session, or another day, are another line."""
    return line.client == client and local_date(line.kept_at, line.zone) == local_date(now, zone)


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


def resting(vault: Vault, id: str) -> RecordId | None:
    """The line with this id when it rests: what a page that was just told so (`?rested=ID`) can take back."""
    line = vault.find(KeptLine, RecordId(id))
    return line.id if line and line.value.rested_on else None


def put_page_in_trash(vault: Vault, page: Saved[Entry]) -> None:
    """Put a page in the trash, in one transaction with what its lines need there.

    In the journal a raw page holds its lines back, and so may one about a client; in the trash, and after it is
    erased, nobody would. So they learn to do so themselves first. Raises StaleRevision.
    """
    write: Write[Any] = Write(value=page.value, id=page.id, expected=page.revision, state="trash")
    vault.put_many([write, *_lines_changed(vault, page, lambda line: _without_its_page(line, page.value))])


def take_page_back(vault: Vault, page: Saved[Entry]) -> None:
    """Take a page out of the trash. Raises StaleRevision.

    It holds its lines back itself again: they are as loud or quiet as the page, and no more.
    """
    _put_with_lines(vault, page, page.value)


def let_page_return(vault: Vault, page: Saved[Entry]) -> None:
    """It is not raw any more: it and its lines may come back, but for what is kept quiet for another reason."""
    if page.value.raw:
        vault.put(msgspec.structs.replace(page.value, raw=False), id=page.id, expected=page.revision)


def _put_with_lines(vault: Vault, page: Saved[Entry], value: Entry) -> None:
    write: Write[Any] = Write(value=value, id=page.id, expected=page.revision)
    lines = () if page.value.hard_day else _lines_changed(vault, page, lambda line: _with_its_page(line, page.value))
    vault.put_many([write, *lines])


def _with_its_page(line: KeptLine, page: Entry) -> KeptLine:
    """A line of `page`, which holds it back itself again: what was quiet only for its sake is so no more."""
    loud = msgspec.structs.replace(line, quiet=False)
    return loud if _without_its_page(loud, page).quiet else line


def _without_its_page(line: KeptLine, page: Entry) -> KeptLine:
    """A line of `page`, which goes to the trash or is there: it knows itself what its page knew for it.

    Whom it is about, so that it stops coming back when that code name is archived; and to be quiet, of a raw page and
    of one about several clients.
    """
    others = [id for id in page.clients if id != line.client]
    client = others[0] if line.client is None and len(others) == 1 else line.client
    unknown = any(id != client for id in others)
    return msgspec.structs.replace(line, client=client, quiet=line.quiet or page.raw or unknown)


def _lines_changed(vault: Vault, page: Saved[Entry], change: Callable[[KeptLine], KeptLine]) -> Iterator[Write[Any]]:
    """Its lines changed, those in the trash too: they can be taken back after the page is erased. They stay there no
    longer for it, since the day they went in is kept."""
    trashed = [saved for saved in vault.trashed() if isinstance(saved.value, KeptLine)]
    for line in (*vault.all(KeptLine), *cast("list[Saved[KeptLine]]", trashed)):
        if line.value.entry != page.id or line.read_only:
            continue
        changed = change(line.value)
        if changed == line.value:
            continue
        if line.trashed_at is None:
            yield Write(value=changed, id=line.id, expected=line.revision)
        else:
            yield Write(value=changed, id=line.id, expected=line.revision, state="trash", saved_at=line.trashed_at)
