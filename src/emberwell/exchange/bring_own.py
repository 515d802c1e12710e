"""Bring back what Emberwell itself wrote: every record under its own id, with its past when that was exported.

A record that is here already is left alone, whatever the export says of it: what someone wrote since is never
overwritten. So bringing an export twice changes nothing, and bringing it into an empty journal gives an equal one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from emberwell.exchange.bounds import CannotRead, NothingToBring, OverBound
from emberwell.exchange.brought import Progress, Skipped
from emberwell.exchange.outcome import Outcome, Preview
from emberwell.exchange.own import FORMAT, BroughtDraft, BroughtRecord, OwnReading
from emberwell.exchange.own_format import OwnLeftLine
from emberwell.exchange.tree import Member, Tree
from emberwell.journal.dates import local_date
from emberwell.journal.records import Entry
from emberwell.vault.attachments import Attachment
from emberwell.vault.contents import Saved
from emberwell.vault.errors import EmberwellError, SealBroken, StorageFailed
from emberwell.vault.letterbox import leave
from emberwell.vault.record import Record, RecordId
from emberwell.vault.vault import Vault, Write

ONE_A_VAULT = {
    "clients.told": "It was said here already.",
    "rhythm.reminders": "This journal has reminders of its own; they were left as they are.",
    "settings.preferences": "This journal has settings of its own; they were left as they are.",
    "why.statement": "This journal has a why of its own, which stays. The words of the other stand in your export.",
}
"""Kinds of which a journal has one, and what is said of another: its own stays."""
_NOT_COUNTED = ("rhythm.", "settings.", "vault.")
DIFFERENT = "It is different here; what is here was left as it is."
ERASED = "It was erased for good here."
TRASHED_HERE = "It is in the trash here; it can be taken out of there."
TRASHED_THERE = "It is in the trash there and not here; it was left as it is here."


@dataclass
class _OwnPlan:
    """What of an export is not here yet."""

    new: list[BroughtRecord] = field(default_factory=list)
    drafts: list[BroughtDraft] = field(default_factory=list)
    lines: list[OwnLeftLine] = field(default_factory=list)
    left: list[Skipped] = field(default_factory=list)
    unchanged: int = 0

    @property
    def count(self) -> int:
        return _count(self.new) + len(self.drafts) + len(self.lines)


def preview_own(reading: OwnReading, vault: Vault | None) -> Preview:
    """See `bring.preview`."""
    _check_holds_something(reading)
    pages = [record.now.value for record in reading.records if isinstance(record.now.value, Entry)]
    days: list[date] = sorted(local_date(page.written_at, page.zone) for page in pages)
    plan = _plan(reading, vault) if vault else None
    return Preview(
        format=FORMAT,
        pages=len(pages),
        attachments=sum(isinstance(record.now.value, Attachment) for record in reading.records),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        skipped=(*reading.skipped, *(plan.left if plan else ())),
        notes=tuple(reading.notes),
        others=_read_count(reading) - len(pages),
        new=plan.count if plan else None,
        unchanged=plan.unchanged if plan else None,
    )


def bring_own(vault: Vault, reading: OwnReading, tree: Tree, progress: Progress | None) -> Outcome:
    """See `bring.bring`."""
    _check_holds_something(reading)
    plan = _plan(reading, vault)
    skipped = [*reading.skipped, *plan.left]
    total = len(plan.new) + len(plan.drafts) + len(plan.lines)
    tell = progress or _silent
    tell(0, total)
    skipped += _take_in(vault, plan, tree, tell, total)
    for draft in plan.drafts:
        vault.keep_draft(draft.id, draft.tab, draft.value, based_on=_based_on(draft, reading))
    for line in sorted(plan.lines, key=lambda line: line.left_at):
        try:
            leave(vault.store, vault.account_id, line.text, now=line.left_at, late_save=line.late_save)
        except (StorageFailed, SealBroken):
            raise
        except EmberwellError as problem:
            skipped.append(Skipped("a line left at the door", str(problem)))
    tell(total, total)
    return Outcome(
        format=FORMAT,
        read=_read_count(reading),
        added=plan.count,
        unchanged=plan.unchanged,
        skipped=tuple(skipped),
        notes=tuple(reading.notes),
    )


def _check_holds_something(reading: OwnReading) -> None:
    if not reading.count:
        why = reading.skipped[0].reason if reading.skipped else ""
        raise NothingToBring(f"Nothing in this export could be read. {why}".strip())


def _count(records: Iterable[BroughtRecord]) -> int:
    """What a person would count: pages, kept lines ..., not settings and files."""
    return sum(not record.kind.startswith(_NOT_COUNTED) for record in records)


def _read_count(reading: OwnReading) -> int:
    return _count(reading.records) + len(reading.drafts) + len(reading.left_at_door)


def _plan(reading: OwnReading, vault: Vault) -> _OwnPlan:
    plan = _OwnPlan()
    here = {saved.id: saved for _, saved in vault.everything()}
    kinds_here = {saved.value.kind for saved in here.values()}
    erased = vault.erased()
    for record in reading.records:
        saved = here.get(record.id)
        if saved is not None:
            problem = _difference(record, saved)
            if problem:
                plan.left.append(Skipped(record.item, problem))
            else:
                plan.unchanged += _count([record])
        elif record.kind in ONE_A_VAULT and record.kind in kinds_here:
            plan.left.append(Skipped(record.item, ONE_A_VAULT[record.kind]))
        elif record.id in erased:
            plan.left.append(Skipped(record.item, ERASED))
        else:
            plan.new.append(record)
    drafts = {(draft.id, draft.tab): draft.value for draft in vault.drafts()}
    for draft in reading.drafts:
        kept = drafts.get((draft.id, draft.tab))
        if kept is None and draft.id not in erased:
            plan.drafts.append(draft)
        elif kept == draft.value:
            plan.unchanged += 1
        else:
            plan.left.append(Skipped(f"draft {draft.id[:8]}", ERASED if kept is None else DIFFERENT))
    waiting = {(line.left_at, line.text) for line in vault.left_at_door()}
    plan.lines = [line for line in reading.left_at_door if (line.left_at, line.text) not in waiting]
    plan.unchanged += len(reading.left_at_door) - len(plan.lines)
    return plan


def _difference(record: BroughtRecord, saved: Saved[Record]) -> str | None:
    if saved.value != record.now.value:
        return DIFFERENT
    if record.now.in_trash == (saved.trashed_at is not None):
        return None
    return TRASHED_THERE if record.now.in_trash else TRASHED_HERE


def _take_in(vault: Vault, plan: _OwnPlan, tree: Tree, progress: Progress, total: int) -> list[Skipped]:
    """Seal the files, then append every record and revision in one transaction. Returns what did not come."""
    sealed: list[Write[Attachment]] = []
    skipped: list[Skipped] = []
    failed: set[RecordId] = set()
    try:
        for done, record in enumerate((r for r in plan.new if r.file is not None), start=1):
            try:
                sealed.append(_sealed(vault, record, tree))
            except (StorageFailed, SealBroken):
                raise
            except EmberwellError as problem:
                what = problem.what if isinstance(problem, CannotRead | OverBound) else str(problem)
                skipped.append(Skipped(f"{record.item}, {cast(Member, record.file).path}", what))
                failed.add(record.id)
            progress(done, total)
        plan.new = [record for record in plan.new if record.id not in failed]
        vault.put_many([write for record in plan.new for write in _writes(record)])
    except BaseException:
        vault.drop_sealed(sealed)
        raise
    return skipped


def _sealed(vault: Vault, record: BroughtRecord, tree: Tree) -> Write[Attachment]:
    value = record.now.value
    assert isinstance(value, Attachment)
    assert record.file is not None
    with tree.attachment(record.file) as stream, vault.store.database.transaction():
        return vault.seal_attachment_again(stream, value, id=record.id)


def _writes(record: BroughtRecord) -> Sequence[Write[Record]]:
    return [
        Write(
            value=revision.value,
            id=record.id,
            expected=number or None,
            state="trash" if revision.in_trash else "live",
            saved_at=revision.saved_at,
        )
        for number, revision in enumerate(record.revisions)
    ]


def _based_on(draft: BroughtDraft, reading: OwnReading) -> int:
    """The revision the draft changes, as it is numbered here: without its past, a record begins again at 1."""
    for record in reading.records:
        if record.id == draft.id:
            newest = len(record.revisions)
            return newest if draft.based_on >= record.revision else min(draft.based_on, newest)
    return 0


def _silent(_done: int, _total: int) -> None:
    """No one is watching."""
