"""What Emberwell itself wrote: `emberwell.json` in a folder or a zip, or the JSON alone. The shape is `own_format`'s.

Records come back under the ids they had, so pages, kept lines and pictures still refer to one another, and bringing
the same export twice changes nothing. Does not bring: records of a newer release than this one, pictures whose files
did not come along, and the recovery code of the journal it came from, which is of no use in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from emberwell.exchange.bounded_json import Allowance, ItemProblem, JsonText, decode_item, unfolding
from emberwell.exchange.bounds import TEXT_IN_MEMORY, CannotRead, TooMuchText, name_problem, tidy_name
from emberwell.exchange.brought import Skipped
from emberwell.exchange.own_format import (
    SECTIONS,
    OwnDraft,
    OwnEarlier,
    OwnFile,
    OwnFormatRefused,
    OwnLeftLine,
    OwnPart,
    OwnRecord,
    decode_value,
    file_name,
    looks_like_ours,
    part_number,
    read_part,
    record_id,
)
from emberwell.exchange.tree import Member, Tree
from emberwell.vault.attachments import Attachment
from emberwell.vault.errors import NewerRecord
from emberwell.vault.record import Record, RecordId

FORMAT = "emberwell"
LEFT_OUT = frozenset({"settings.unproved_kit"})
"""Kinds that mean something only in the journal they were made in."""


@dataclass(frozen=True, slots=True)
class BroughtRevision:
    """One revision of a record as it was."""

    value: Record
    saved_at: datetime
    in_trash: bool


@dataclass(frozen=True, slots=True)
class BroughtRecord:
    """A record with its earlier revisions, oldest first; the last is how it is now."""

    id: RecordId
    kind: str
    revisions: tuple[BroughtRevision, ...]
    revision: int
    """Its number where it came from; more than `revisions` has when the past was not exported."""
    file: Member | None = None
    """The bytes of an attachment."""

    @property
    def now(self) -> BroughtRevision:
        return self.revisions[-1]

    @property
    def item(self) -> str:
        return f"{self.kind} {self.id[:8]}"


@dataclass(frozen=True, slots=True)
class BroughtDraft:
    """What was being written in a tab."""

    id: RecordId
    tab: str
    value: Record
    based_on: int
    kept_at: datetime


@dataclass
class OwnReading:
    """Everything of one export that this release can read."""

    format: str = FORMAT
    records: list[BroughtRecord] = field(default_factory=list)
    drafts: list[BroughtDraft] = field(default_factory=list)
    left_at_door: list[OwnLeftLine] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.records) + len(self.drafts) + len(self.left_at_door)


def files(tree: Tree) -> list[Member]:
    """The JSON files of an export, at the root of `tree`, in their order; empty when it is none."""
    numbered = {part_number(m.path): m for m in tree.members.values() if "/" not in m.path}
    numbered.pop(None, None)
    if 1 not in numbered:
        return []
    return [numbered[number] for number in sorted(number for number in numbered if number is not None)]


def is_ours(start: bytes) -> bool:
    return looks_like_ours(start.lstrip(b"\xef\xbb\xbf"))


def read(tree: Tree) -> OwnReading:
    """The whole export, one file in memory at a time. Raises CannotRead, OwnFormatRefused and OverBound."""
    from emberwell.exchange.gather import declare_every_kind

    declare_every_kind()
    gathered = _Gathered(tree)
    members = files(tree) or list(tree.members.values())
    weight, allowance = 0, Allowance()
    for member in members:
        part, unfolded = _part(tree, member, allowance)
        weight += member.size + unfolded
        if weight > TEXT_IN_MEMORY:
            raise TooMuchText
        gathered.take(part)
    gathered.check_complete()
    return gathered.reading()


def _part(tree: Tree, member: Member, allowance: Allowance) -> tuple[OwnPart, int]:
    """One file, and how many bytes its values take in memory beyond their text."""
    content = tree.text(member)
    text = JsonText(content, SECTIONS, allowance)
    text.rest()
    unfolded = 0
    try:
        for section in SECTIONS:
            for raw in text.raw(section):
                unfolded += unfolding(raw)
                if unfolded > TEXT_IN_MEMORY:
                    raise TooMuchText
                decode_item(raw)
    except ItemProblem as problem:
        raise CannotRead(f"This export was changed or damaged. {problem}") from None
    return read_part(content.removeprefix(b"\xef\xbb\xbf")), unfolded


class _Gathered:
    """What the files of one export hold together; the parts of a record may lie in different ones."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._made_at: set[datetime] = set()
        self._numbers: list[int] = []
        self._ends = False
        self._now: dict[RecordId, BroughtRecord] = {}
        self._past: dict[str, list[tuple[int, BroughtRevision | None]]] = {}
        self._reading = OwnReading(skipped=list(tree.skipped))

    def take(self, part: OwnPart) -> None:
        self._made_at.add(part.made_at)
        self._numbers.append(part.part)
        self._ends = part.last
        for record in part.records:
            if record.kind not in LEFT_OUT:
                self._try(f"{record.kind[:60]} {record.id[:8]}", self._take_record, record)
        for draft in part.drafts:
            self._try(f"draft {draft.id[:8]}", self._take_draft, draft)
        for earlier in part.earlier:
            try:
                revision = _revision(earlier)
            except (NewerRecord, OwnFormatRefused, ItemProblem):
                revision = None
            self._past.setdefault(earlier.id, []).append((earlier.revision, revision))
        self._reading.left_at_door.extend(part.left_at_door)

    def check_complete(self) -> None:
        """Parts 1, 2 ... of one export, the last of them marked. Raises CannotRead naming what is missing."""
        if len(self._made_at) > 1:
            raise CannotRead("These files are of different exports.", then="Bring the folder of one export.")
        expected = range(1, len(self._numbers) + 1)
        if sorted(self._numbers) == list(expected) and self._ends:
            return
        missing = next((number for number in expected if number not in self._numbers), len(self._numbers) + 1)
        raise CannotRead(
            f"A part of this export is missing ({file_name(missing)}).", then="Bring the whole folder, or its zip."
        )

    def reading(self) -> OwnReading:
        for record in self._now.values():
            past = sorted(self._past.get(record.id, []), key=lambda numbered: numbered[0])
            revisions = [revision for _, revision in past if revision and revision.value.kind == record.kind]
            whole = len(revisions) == len(past) and [number for number, _ in past] == list(range(1, record.revision))
            if past and not whole:
                self._skip(record.item, "Its earlier versions cannot be read; it came without them.")
            kept = revisions if whole else []
            self._reading.records.append(replace(record, revisions=(*kept, record.now)))
        return self._reading

    def _try(self, item: str, take: Callable[[Any], None], one: object) -> None:
        try:
            take(one)
        except NewerRecord:
            self._skip(item, "A newer Emberwell wrote it; update this one, then bring it again.")
        except (OwnFormatRefused, ItemProblem) as problem:
            self._skip(item, str(problem))

    def _take_record(self, one: OwnRecord) -> None:
        id = record_id(one.id)
        if id in self._now:
            raise ItemProblem("It stands in the export twice.")
        now = _revision(one)
        file = _file(self._tree, one.file) if isinstance(now.value, Attachment) else None
        self._now[id] = BroughtRecord(id, one.kind, (now,), max(1, one.revision), file)

    def _take_draft(self, draft: OwnDraft) -> None:
        id = record_id(draft.id)
        if re.fullmatch(r"[\w-]{1,64}", draft.tab) is None:
            raise ItemProblem("It does not say which tab it was written in.")
        kept_at, based_on = _utc(draft.kept_at), max(0, draft.based_on)
        self._reading.drafts.append(BroughtDraft(id, draft.tab, _value(draft), based_on, kept_at))

    def _skip(self, item: str, reason: str) -> None:
        self._reading.skipped.append(Skipped(item, reason))


def _revision(one: OwnRecord | OwnEarlier) -> BroughtRevision:
    return BroughtRevision(_value(one), _utc(one.saved_at), one.trashed_at is not None)


def _value(one: OwnRecord | OwnEarlier | OwnDraft) -> Record:
    """Raises NewerRecord, OwnFormatRefused, ItemProblem."""
    value = decode_value(one.kind, one.schema, one.value)
    try:
        msgspec.msgpack.encode(value)
    except (OverflowError, ValueError, TypeError, RecursionError):
        raise ItemProblem("It holds a value that cannot be sealed.") from None
    return value


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _file(tree: Tree, file: OwnFile | None) -> Member:
    if file is None:
        raise ItemProblem("Its file did not come along: only the JSON was exported or brought.")
    member = None if name_problem(file.path) else tree.members.get(tidy_name(file.path))
    if member is None:
        raise ItemProblem("Its file is not in what was brought.")
    return member
