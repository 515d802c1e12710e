"""An open vault: the one door between the rest of the program and what a person wrote.

Everything goes in through `put` (sealed, appended, one transaction) and comes out as `Saved`. How rows are sealed is
`space.py`'s, what stays in memory and is kept current `memory.py`'s, drafts are `drafting.py`'s, how a rolled-back
database is noticed `seen.py`'s. A vault may be shared by the threads of one process.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, BinaryIO, Generic, TypeVar, cast

import msgspec

from emberwell.vault import attachments, contents, drafting, letterbox, log, seen
from emberwell.vault.attachments import Attachment
from emberwell.vault.contents import Contents, Draft, Saved, State
from emberwell.vault.errors import NewerRecord, RecordMissing, StaleRevision
from emberwell.vault.keys import Keyring, SpaceKeys
from emberwell.vault.letterbox import LeftLine
from emberwell.vault.memory import Hit, I, Index, Memory
from emberwell.vault.record import AccountId, Record, RecordId, SpaceId, kind_named, new_id
from emberwell.vault.space import Space
from emberwell.vault.store import Store

__all__ = ["Draft", "Hit", "Index", "Saved", "Vault", "Write"]

R = TypeVar("R", bound=Record)
TRASH_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class Write(Generic[R]):
    """One revision to be saved by `put_many`."""

    value: R
    id: RecordId | None = None
    expected: int | None = None
    """The revision it replaces; None for a record that must not exist yet."""
    state: State = "live"
    saved_at: datetime | None = None
    """UTC; None is now. Only an import of one's own export says otherwise."""
    draft_tab: str | None = None
    """Erase the draft of this tab in the same transaction."""


class Vault:
    """See the module. Made by `opening`, never directly."""

    def __init__(self, store: Store, account_id: AccountId, master: bytes, keyring: Keyring) -> None:
        self.store = store
        self.account_id = account_id
        self.master = master
        self.space = Space(store.database, keyring)
        self.memory = Memory(self.space)
        self.used_at = time.monotonic()

    def __repr__(self) -> str:
        return f"Vault({self.account_id})"

    @property
    def keyring(self) -> Keyring:
        return self.space.keyring

    @property
    def keys(self) -> SpaceKeys:
        return self.space.keys

    @property
    def space_id(self) -> SpaceId:
        return self.space.id

    @property
    def seq(self) -> int:
        """The log position that is in memory."""
        return self.memory.seq

    @property
    def broken(self) -> tuple[str, ...]:
        """Ids of records that did not open; the others did."""
        return self.memory.broken

    @property
    def rows_missing(self) -> bool:
        """Whether rows were taken out of the database behind Emberwell's back."""
        return self.memory.rows_missing

    @property
    def bytes_in_memory(self) -> int:
        """About how much memory the opened records take."""
        return self.memory.cache.used

    def draft_key(self) -> bytes:
        """32 bytes under which a browser keeps a draft when the server is away; held by the page in memory only."""
        return self.keyring.draft_key

    # -- writing ------------------------------------------------------------------------------------------------

    def put(
        self,
        value: R,
        *,
        id: RecordId | None = None,
        expected: int | None = None,
        draft_tab: str | None = None,
    ) -> Saved[R]:
        """Seal and append one revision. Raises StaleRevision, NewerRecord, StorageFailed; then nothing was written."""
        return self.put_many([Write(value=value, id=id, expected=expected, draft_tab=draft_tab)])[0]

    def put_many(self, writes: Sequence[Write[R]]) -> list[Saved[R]]:
        """Seal and append all of `writes`, in one transaction, or none."""
        return cast(list[Saved[R]], self._append(cast(Sequence[Write[Record]], writes)))

    def trash(self, id: RecordId, *, expected: int | None = None) -> Saved[Record]:
        """Put a record in the trash: out of sight, and purged 30 days later."""
        return self._change_state(id, "trash", expected)

    def restore(self, id: RecordId) -> Saved[Record]:
        """Take a record out of the trash."""
        return self._change_state(id, "live", None)

    def purge(self, id: RecordId, *, expected: int | None = None) -> None:
        """Erase a record for good: every revision, draft, and attachment that nothing else refers to.

        With `expected`, only while that is its newest revision. Raises RecordMissing, StaleRevision.
        """
        self.erase([id], expected={id: expected} if expected else {})

    def erase(
        self,
        gone: Sequence[RecordId],
        *,
        instead: Sequence[Write[Any]] = (),
        drafts: Sequence[Draft[Any]] = (),
        expected: Mapping[RecordId, int] = MappingProxyType({}),
    ) -> None:
        """Erase for good, in one transaction: all there is of `gone`, and all that came before each of `instead`.

        A record of `instead` keeps its id and begins anew: what is written now is all there is of it, its earlier
        revisions and its drafts are erased, and so is an attachment that only those named. Then `drafts` are sealed,
        each in place of what its tab held. `expected` are the newest revisions that some of `gone` must still have.
        Raises RecordMissing, StaleRevision, NewerRecord, StorageFailed; then nothing was erased.
        """
        database, space_id = self.store.database, self.space.identity
        ended = [*gone, *self._attached_only_to(gone, instead)]
        staying = [write for write in instead if write.id not in ended]
        with database.transaction():
            before_all = self.space.head(locked=True)
            rows: list[log.Appended] = []
            for record_id in ended:
                newest = self.space.newest(record_id)
                if newest is None or newest[1].state == "gone":
                    raise RecordMissing
                revision, before = newest
                if expected.get(record_id, revision) != revision:
                    raise StaleRevision(expected=expected[record_id], newest=revision)
                tombstone = self._contents(None, "gone", contents.fingerprint(before), None)
                rows.append(
                    log.Appended(record_id, revision + 1, self.space.seal_contents(record_id, revision + 1, tombstone))
                )
            for write in staying:
                record_id = cast(RecordId, write.id)
                revision, _ = self._check_expected(write, self.space.newest(record_id))
                inner = self._contents(write.value, write.state, b"", write.saved_at)
                rows.append(log.Appended(record_id, revision, self.space.seal_contents(record_id, revision, inner)))
            log.append(database, self.keys, before_all, rows)
            database.run_many(
                "UPDATE record SET sealed = NULL WHERE space_id = %s AND record_id = %s AND revision < %s",
                [(space_id, bytes.fromhex(row.record_id), row.revision) for row in rows],
            )
            database.run_many(
                "DELETE FROM chunk WHERE space_id = %s AND record_id = %s",
                [(space_id, bytes.fromhex(record_id)) for record_id in ended],
            )
            database.run_many(
                "DELETE FROM draft WHERE space_id = %s AND record_id = %s",
                [(space_id, bytes.fromhex(row.record_id)) for row in rows],
            )
            for draft in drafts:
                self.keep_draft(draft.id, draft.tab, draft.value, based_on=draft.based_on)
        database.scrub()
        self._written(before_all)

    def purge_old_trash(self, now: datetime) -> int:
        """Purge what has been in the trash for 30 days; how many."""
        due = [
            saved.id
            for saved in self.trashed()
            if saved.trashed_at and saved.trashed_at + timedelta(days=TRASH_DAYS) <= now
        ]
        for record_id in due:
            self.purge(record_id)
        return len(due)

    # -- reading ------------------------------------------------------------------------------------------------

    def get(self, kind: type[R], id: RecordId) -> Saved[R]:
        """The newest revision of a live record. Raises RecordMissing, and NewerRecord when it cannot be read here."""
        found = self.memory.live(kind.kind, id)
        if found is None:
            raise RecordMissing
        if not isinstance(found.value, kind):
            raise NewerRecord
        return cast("Saved[R]", found)

    def find(self, kind: type[R], id: RecordId) -> Saved[R] | None:
        """As `get`, or None."""
        found = self.memory.live(kind.kind, id)
        return cast("Saved[R]", found) if found is not None and isinstance(found.value, kind) else None

    def all(self, kind: type[R]) -> list[Saved[R]]:
        """Every live record of a kind, in no order; what only a newer release can read is passed over."""
        every = self.memory.every(kind.kind, live=True)
        return [cast("Saved[R]", saved) for saved in every if isinstance(saved.value, kind)]

    def everything(self) -> Iterator[tuple[str, Saved[Record]]]:
        """`(kind name, newest revision)` of every record, trash included, one kind after another: for export."""
        for name in self.memory.kind_names():
            for live in (True, False):
                for saved in self.memory.every(name, live=live):
                    yield name, saved

    def trashed(self) -> list[Saved[Record]]:
        """What is in the trash, of every kind."""
        names = self.memory.kind_names()
        return [saved for name in names for saved in self.memory.every(name, live=False)]

    def history(self, kind: type[R], id: RecordId) -> list[Saved[R]]:
        """Every revision, newest first, of a live or trashed record. Raises RecordMissing.

        A record may begin anew (`erase`): then its first revision here says so, and what came before is gone.
        """
        found: list[Saved[Record]] = []
        for revision, seq, inner in self.space.history(id):
            if inner.kind != kind.kind:
                raise RecordMissing
            found.append(contents.saved_from(inner, id, revision, seq))
        if not found:
            raise RecordMissing
        return cast(list[Saved[R]], found[::-1])

    def refresh(self) -> None:
        """Take in what other processes have written since. Costs one small query when there is nothing."""
        self.memory.refresh()

    def index(self, kind: type[I]) -> I:
        """The one instance of an index for this open vault, built at the first call."""
        return self.memory.index(kind)

    def search(self, query: str, kinds: tuple[type[Record], ...] = ()) -> list[Hit]:
        """Records in which every word of `query` stands, newest first. See `search.py` for what a query may say."""
        return self.memory.search(query, kinds)

    # -- drafts -------------------------------------------------------------------------------------------------

    def keep_draft(self, id: RecordId, tab: str, value: Record, *, based_on: int) -> datetime:
        """Seal what is being written in `tab` (at most 64 characters); replaces the tab's earlier draft of it."""
        return drafting.keep(self.space, id, tab, value, based_on=based_on)

    def drafts(self) -> list[Draft[Record]]:
        """Every draft that waits and opens, newest first. `verify` names one that does not."""
        return drafting.waiting(self.space)

    def drop_draft(self, id: RecordId, tab: str) -> None:
        """Erase the draft of one tab."""
        drafting.drop(self.space, id, tab)

    # -- attachments --------------------------------------------------------------------------------------------

    def seal_attachment(self, stream: BinaryIO, *, name: str, media_type: str) -> Write[Attachment]:
        """Seal a file in chunks; the returned write makes it part of the vault, together with what refers to it.

        Chunks that nothing ever refers to are swept a day later. Raises TooLarge above 50 MiB.
        """
        record_id = new_id()
        value = attachments.seal_stream(self._chunks(record_id), stream, name=name, media_type=media_type)
        return Write(value=value, id=record_id)

    def seal_attachment_again(self, stream: BinaryIO, value: Attachment, *, id: RecordId) -> Write[Attachment]:
        """Seal a file of one's own export under the id it had. Raises NotTheSameFile, TooLarge."""
        attachments.seal_again(self._chunks(id), stream, value)
        return Write(value=value, id=id)

    def drop_sealed(self, writes: Iterable[Write[Attachment]]) -> None:
        """Remove files that were sealed for something that then did not happen. Saved ones are left alone."""
        for write in writes:
            self.store.database.run(
                "DELETE FROM chunk WHERE space_id = %s AND record_id = %s AND NOT EXISTS "
                "(SELECT 1 FROM record r WHERE r.space_id = chunk.space_id AND r.record_id = chunk.record_id)",
                (self.space.identity, bytes.fromhex(write.id or "")),
            )

    def erased(self) -> set[RecordId]:
        """Ids of records that were erased for good here; they never come back under the same id."""
        known = self.memory.ids()
        rows = self.store.database.rows(
            "SELECT DISTINCT record_id FROM record WHERE space_id = %s AND sealed IS NULL",
            (self.space.identity,),
        )
        return {RecordId(bytes(row[0]).hex()) for row in rows} - known

    def attach(self, stream: BinaryIO, *, name: str, media_type: str) -> Saved[Attachment]:
        """Seal a file and save it at once."""
        return self.put_many([self.seal_attachment(stream, name=name, media_type=media_type)])[0]

    def attachment(self, id: RecordId) -> Saved[Attachment]:
        return self.get(Attachment, id)

    def read_attachment(self, id: RecordId, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes of a file from `start` up to `end`, opened chunk by chunk."""
        return attachments.read(self._chunks(id), self.get(Attachment, id).value, start, end)

    def read_thumbnail(self, id: RecordId) -> bytes | None:
        """A small WebP picture, or None when the file has none."""
        value = self.get(Attachment, id).value
        return attachments.read_thumbnail(self._chunks(id)) if value.has_thumbnail else None

    def sweep_chunks(self, now: datetime) -> None:
        """Remove chunks of imports and uploads that died more than a day ago."""
        self.store.database.run(
            "DELETE FROM chunk WHERE space_id = %s AND written_at < %s AND NOT EXISTS "
            "(SELECT 1 FROM record r WHERE r.space_id = chunk.space_id AND r.record_id = chunk.record_id)",
            (self.space.identity, int((now - timedelta(days=1)).timestamp())),
        )

    # -- the letterbox ------------------------------------------------------------------------------------------

    def left_at_door(self) -> list[LeftLine]:
        """Lines that wait at the door, oldest first."""
        return letterbox.opened(self.store.database, self.keyring)

    def drop_left(self, id: str) -> None:
        """Remove a line from the door, after it was taken in or binned."""
        letterbox.drop(self.store.database, self.space_id, id)

    # -- what may be wrong --------------------------------------------------------------------------------------

    def is_older_than_seen(self, browser_token: bytes | None = None) -> bool:
        """Whether the database is older than this install, or the browser with this token, has seen it."""
        return seen.is_older(self.space, self.store.keystore, browser_token)

    def has_damage(self) -> bool:
        """Whether anything was found, while opening, that was taken out, put back or does not open."""
        return self.memory.has_damage()

    def remember_head(self, *, even_if_older: bool = False, after: log.Head | None = None) -> bytes:
        """Note how far the log has come, after a commit; see `seen.remember`."""
        return seen.remember(self.space, self.store.keystore, even_if_older=even_if_older, after=after)

    # -- inside -------------------------------------------------------------------------------------------------

    def _append(self, writes: Sequence[Write[Record]]) -> list[Saved[Record]]:
        database, space_id = self.store.database, self.space.identity
        rows: list[log.Appended] = []
        saved: list[Saved[Record]] = []
        batch: dict[RecordId, tuple[int, Contents]] = {}
        with database.transaction():
            head = self.space.head(locked=True)
            for write in writes:
                record_id = write.id or new_id()
                newest = batch.get(record_id) or (self.space.newest(record_id) if write.id else None)
                revision, parent = self._check_expected(write, newest)
                inner = self._contents(write.value, write.state, parent, write.saved_at)
                sealed = self.space.seal_contents(record_id, revision, inner)
                rows.append(log.Appended(record_id, revision, sealed))
                if write.id:
                    batch[record_id] = (revision, inner)
                state_at = contents.from_micros(inner.saved_at)
                saved.append(
                    Saved(
                        id=record_id,
                        revision=revision,
                        seq=head.seq + len(rows),
                        saved_at=state_at,
                        value=write.value,
                        trashed_at=state_at if write.state == "trash" else None,
                    )
                )
            log.append(database, self.keys, head, rows)
            database.run_many(
                "DELETE FROM draft WHERE space_id = %s AND record_id = %s AND tab_id = %s",
                [
                    (space_id, bytes.fromhex(row.record_id), write.draft_tab)
                    for row, write in zip(rows, writes, strict=True)
                    if write.draft_tab is not None
                ],
            )
        self._written(head)
        return saved

    def _check_expected(self, write: Write[Record], newest: tuple[int, Contents] | None) -> tuple[int, bytes]:
        """`(next revision, fingerprint of its parent)`. Raises StaleRevision, NewerRecord, RecordMissing."""
        if newest is None:
            if write.expected:
                raise RecordMissing
            return 1, b""
        revision, inner = newest
        if inner.state == "gone":
            raise RecordMissing
        if write.expected != revision:
            raise StaleRevision(expected=write.expected, newest=revision)
        kind = kind_named(inner.kind)
        if kind is None or inner.kind != write.value.kind:
            raise RecordMissing
        if inner.schema > kind.schema:
            raise NewerRecord
        return revision + 1, contents.fingerprint(inner)

    def _change_state(self, id: RecordId, state: State, expected: int | None) -> Saved[Record]:
        newest = self.space.newest(id)
        if newest is None or newest[1].state == "gone":
            raise RecordMissing
        revision, inner = newest
        current = contents.saved_from(inner, id, revision, 0)
        write = Write(value=current.value, id=id, expected=expected or revision, state=state)
        return self._append([write])[0]

    def _contents(self, value: Record | None, state: State, parent: bytes, saved_at: datetime | None) -> Contents:
        moment = contents.to_micros(saved_at or datetime.now(UTC))
        author = bytes.fromhex(self.account_id)
        if value is None:
            return Contents("", 0, parent, author, b"", moment, state, msgspec.Raw(b"\x80"))
        raw = contents.encode_value(value)
        return Contents(value.kind, value.schema, parent, author, b"", moment, state, raw)

    def _written(self, after: log.Head) -> None:
        """After a commit: never before, or a failed write would look like a rollback."""
        self.remember_head(after=after)
        self.refresh()

    def _chunks(self, record_id: RecordId) -> attachments.Chunks:
        return attachments.Chunks(self.store.database, self.keys, record_id)

    def _attached_only_to(self, gone: Sequence[RecordId], instead: Sequence[Write[Any]]) -> list[RecordId]:
        """Attachments that some revision of these refers to, and nothing that stays."""
        changed = {write.id: write.value for write in instead}
        mine: set[RecordId] = set()
        for id in (*gone, *changed):
            declared = kind_named(self.memory.kind_of(cast(RecordId, id)) or "")
            if declared is not None and hasattr(declared.type, "attachments"):
                past = self.history(declared.type, cast(RecordId, id))
                mine.update(one for saved in past for one in _attached(saved.value))
        if not mine:
            return []
        for name in self.memory.kind_names():
            for live in (True, False):
                for saved in self.memory.every(name, live=live):
                    if saved.id not in gone:
                        mine.difference_update(_attached(changed.get(saved.id, saved.value)))
        return sorted(mine.difference(gone) & self.memory.ids())


def _attached(value: Record) -> Iterable[RecordId]:
    return getattr(value, "attachments", ())
