"""Bring a journal from elsewhere: see first what would come, then take it in, all of it or nothing.

Attachments are sealed first, belonging to nothing; then every page is appended in one transaction. Should anything
fail before that, the attachments are removed again, and the vault is as it was. (Should the process itself die, the
vault sweeps them a day later.) A page already here is known by the id it had there, so bringing twice changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast

from emberwell.exchange import dayone, jrnl_json, jrnl_text, markdown_folder, own
from emberwell.exchange.bounds import COMMAND_LINE_TOTAL, CannotRead, NothingToBring, OverBound
from emberwell.exchange.bring_own import bring_own, preview_own
from emberwell.exchange.brought import BroughtAttachment, BroughtEntry, Progress, Reading, Skipped
from emberwell.exchange.detect import Found, Source, opened
from emberwell.exchange.outcome import Outcome, Preview
from emberwell.journal.dates import local_date
from emberwell.journal.local_zone import local_zone
from emberwell.journal.records import Entry
from emberwell.journal.records import Source as WrittenElsewhere
from emberwell.vault.attachments import Attachment
from emberwell.vault.contents import Saved
from emberwell.vault.errors import TooLarge
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Vault, Write

_READERS: dict[str, Callable[[Any, str], Reading]] = {
    "dayone": dayone.read,
    "jrnl": jrnl_text.read,
    "jrnl-json": jrnl_json.read,
    "markdown": markdown_folder.read,
}
_FAMILY = {"jrnl-json": "jrnl"}
"""Forms in which one program writes the same journal with the same ids."""
_DIGEST = "brought_digest"
"""The field of `source.fields` that tells whether a page was changed there since."""
_KEY = re.compile(r"attachment:([0-9a-f]{32})(?![0-9a-f])")
CHANGED_THERE = "It was changed there since it was brought; the page here was left as it is."
IN_TRASH = "It was brought before and is in the trash here; it can be taken out of there."


def preview(
    source: Source,
    format: str | None = None,
    *,
    vault: Vault | None = None,
    zone: str | None = None,
    limit: int = COMMAND_LINE_TOTAL,
    name: str = "",
) -> Preview:
    """What `bring` would do; changes nothing. With a vault it also says what is here already.

    `zone`: where clock times without a zone were lived (None: this machine's). `limit`: the most the source may hold,
    unpacked, in bytes (WEB_TOTAL for the page). `name`: what a stream was called. Raises as `bring`.
    """
    with opened(source, format, total=limit, name=name) as found:
        if found.format == "emberwell":
            return preview_own(own.read(found.tree), vault)
        reading = _read(found, zone)
        plan = _Plan(reading, vault) if vault else None
        days = sorted(entry.day for entry in reading.entries)
        return Preview(
            format=found.format,
            pages=len(reading.entries),
            attachments=len({a.key for entry in reading.entries for a in entry.attachments}),
            first=date.fromisoformat(days[0]),
            last=date.fromisoformat(days[-1]),
            skipped=(*reading.skipped, *(plan.left if plan else ())),
            notes=reading.all_notes(),
            new=len(plan.new) if plan else None,
            unchanged=plan.unchanged if plan else None,
        )


def bring(
    vault: Vault,
    source: Source,
    format: str | None = None,
    progress: Progress | None = None,
    limit: int = COMMAND_LINE_TOTAL,
    *,
    zone: str | None = None,
    name: str = "",
) -> Outcome:
    """Take in everything of `source` that is not here yet. The arguments are those of `preview`.

    Raises CannotRead and its kinds, OverBound, OwnFormatRefused when nothing could be read, and StorageFailed; then
    nothing was changed.
    """
    with opened(source, format, total=limit, name=name) as found:
        if found.format == "emberwell":
            return bring_own(vault, own.read(found.tree), found.tree, progress)
        reading = _read(found, zone)
        plan = _Plan(reading, vault)
        skipped = [*reading.skipped, *plan.left]
        read, added = len(reading.entries), len(plan.new)
        if plan.new:
            skipped += _take_in(vault, reading, plan.new, progress or _silent)
        return Outcome(
            format=found.format,
            read=read,
            added=added,
            unchanged=plan.unchanged,
            skipped=tuple(skipped),
            notes=reading.all_notes(),
        )


def _read(found: Found, zone: str | None) -> Reading:
    reading = _READERS[found.format](found.tree, zone or local_zone(datetime.now(UTC)))
    if not reading.entries:
        why = reading.skipped[0].reason if reading.skipped else ""
        raise NothingToBring(f"No page in this could be read. {why}".strip())
    reading.entries = list(_each_id_once(reading))
    return reading


def _each_id_once(reading: Reading) -> Iterator[BroughtEntry]:
    """Two pages under one id: the same page twice is one; a different one goes under an id of its own."""
    seen: dict[str, str] = {}
    for entry in reading.entries:
        digest = entry.digest()
        if entry.id not in seen:
            seen[entry.id] = digest
            yield entry
        elif seen[entry.id] == digest or f"{entry.id}~{digest}" in seen:
            reading.skip(entry.item, "The same page stands there twice; it came once.")
        else:
            seen[f"{entry.id}~{digest}"] = digest
            yield replace(entry, id=f"{entry.id}~{digest}")


class _Plan:
    """Which pages are new, which are here, and which are left alone and why."""

    def __init__(self, reading: Reading, vault: Vault) -> None:
        family = _FAMILY.get(reading.format, reading.format)
        ids = {entry.id for entry in reading.entries}
        by_id: dict[str, Saved[Entry]] = {}
        moved: set[tuple[str, str]] = set()
        for saved in _entries(vault):
            source = saved.value.source
            if source is None or _FAMILY.get(source.format, source.format) != family:
                continue
            by_id[source.id] = saved
            if source.id not in ids:
                day = local_date(saved.value.written_at, saved.value.zone).isoformat()
                moved.add((day, str(source.fields.get(_DIGEST))))
        self.new: list[BroughtEntry] = []
        self.left: list[Skipped] = []
        self.unchanged = 0
        for entry in reading.entries:
            known = by_id.get(entry.id)
            if known is None and (entry.day, entry.digest()) not in moved:
                self.new.append(entry)
            elif known is not None and known.trashed_at is not None:
                self.left.append(Skipped(entry.item, IN_TRASH))
            elif known is not None and _was(known) not in (None, entry.digest()):
                self.left.append(Skipped(entry.item, CHANGED_THERE))
            else:
                self.unchanged += 1


def _entries(vault: Vault) -> Iterator[Saved[Entry]]:
    yield from vault.all(Entry)
    for saved in vault.trashed():
        if isinstance(saved.value, Entry):
            yield cast(Saved[Entry], saved)


def _was(known: Saved[Entry]) -> object:
    return known.value.source.fields.get(_DIGEST) if known.value.source else None


def _take_in(vault: Vault, reading: Reading, new: list[BroughtEntry], progress: Progress) -> list[Skipped]:
    """Seal the attachments, then append them and the pages in one transaction. Returns what did not come.

    Empties `new` and the pages of `reading`.
    """
    reading.entries.clear()
    wanted = {attachment.key: (attachment, entry.item) for entry in new for attachment in entry.attachments}
    total = len(wanted) + len(new)
    progress(0, total)
    sealed: dict[str, Write[Attachment]] = {}
    skipped: list[Skipped] = []
    try:
        for done, (attachment, item) in enumerate(wanted.values(), start=1):
            try:
                sealed[attachment.key] = _sealed(vault, attachment)
            except (CannotRead, TooLarge) as problem:
                what = problem.what if isinstance(problem, CannotRead | OverBound) else str(problem)
                skipped.append(Skipped(f"{item}, {attachment.name}", what))
            progress(done, total)
        writes: list[Write[Any]] = list(sealed.values())
        new.reverse()
        while new:  # a page at a time, so that none stands in memory twice
            writes.append(Write(value=_page(new.pop(), reading.format, sealed)))
        vault.put_many(writes)
    except BaseException:
        vault.drop_sealed(sealed.values())
        raise
    progress(total, total)
    return skipped


def _sealed(vault: Vault, attachment: BroughtAttachment) -> Write[Attachment]:
    """One transaction an attachment: quick, and nothing is left of one that breaks off."""
    with attachment.open() as stream, vault.store.database.transaction():
        return vault.seal_attachment(stream, name=attachment.name, media_type=attachment.media_type)


def _page(brought: BroughtEntry, format: str, sealed: dict[str, Write[Attachment]]) -> Entry:
    body, fields = brought.body, {**brought.fields, _DIGEST: brought.digest()}
    missing = [attachment for attachment in brought.attachments if attachment.key not in sealed]
    for attachment in missing:
        body = re.sub(rf"!?\[([^\]\n]*)\]\(attachment:{attachment.key}\)", r"\1", body)
    if missing:
        fields["left_out"] = [*_texts(fields.get("left_out")), *(attachment.name for attachment in missing)]
    ids = {key: write.id for key, write in sealed.items()}
    body = _KEY.sub(lambda found: f"attachment:{ids.get(found[1]) or found[1]}", body)
    return Entry(
        written_at=brought.written_at,
        zone=brought.zone,
        title=brought.title,
        body=body,
        tags=brought.tags,
        starred=brought.starred,
        all_day=brought.all_day,
        attachments=tuple(cast(RecordId, ids[a.key]) for a in brought.attachments if a.key in ids),
        source=WrittenElsewhere(format=format, id=brought.id, fields=fields),
    )


def _texts(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def _silent(_done: int, _total: int) -> None:
    """No one is watching."""
