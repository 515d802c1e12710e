"""An open vault: the one door between the rest of the program and what a person wrote.

Everything goes in through `put` (sealed, appended, one transaction) and comes out as `Saved`. What was opened stays in
memory, bounded, until the vault is closed; other processes' writes are taken in by `refresh`, one indexed range read.
A vault may be shared by the threads of one process.
"""

from __future__ import annotations

import gc
import hashlib
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, BinaryIO, ClassVar, Generic, NamedTuple, Protocol, TypeVar, cast

import msgspec

from emberwell.vault import attachments, contents, letterbox, log, search
from emberwell.vault.attachments import Attachment
from emberwell.vault.cache import OpenedRecords
from emberwell.vault.contents import Contents, Draft, DraftContents, Saved, State
from emberwell.vault.errors import NewerRecord, RecordMissing, SealBroken, StaleRevision
from emberwell.vault.keys import Keyring, SpaceKeys
from emberwell.vault.letterbox import LeftLine
from emberwell.vault.record import AccountId, Record, RecordId, Searchable, SpaceId, kind_named, new_id
from emberwell.vault.seal import OVERHEAD, Object, generation_of, open_sealed, seal, u64
from emberwell.vault.store import Store

__all__ = ["Draft", "Hit", "Index", "Saved", "Vault", "Write"]

R = TypeVar("R", bound=Record)
TRASH_DAYS = 30
_BATCH = 4096
_NO_KEY = bytes(32)
"""Stands for a generation that is not in the keyring: opens nothing."""


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


class Hit(NamedTuple):
    """A record that a search found. A tuple: one common word may find tens of thousands."""

    id: RecordId
    kind: type[Record]


class Index(Protocol):
    """Something worked out from all records of some kinds and kept current by the vault, one change at a time."""

    kinds: ClassVar[tuple[type[Record], ...]]

    def replace(self, id: RecordId, new: Saved[Any] | None) -> None:
        """The record is now `new`, or gone from sight (trash, purge)."""


I = TypeVar("I", bound=Index)  # noqa: E741


class Vault:
    """See the module. Made by `opening`, never directly."""

    def __init__(self, store: Store, account_id: AccountId, master: bytes, keyring: Keyring) -> None:
        self.store = store
        self.account_id = account_id
        self.master = master
        self.keyring = keyring
        self.space_id = SpaceId(keyring.spaces[0].space_id)
        self.broken: tuple[str, ...] = ()
        """Ids of records that did not open; the others did."""
        self.rows_missing = False
        """Whether rows were taken out of the database behind Emberwell's back."""
        self.used_at = time.monotonic()
        self._lock = threading.RLock()
        self._cache = OpenedRecords()
        self._seq = 0
        self._loaded = False
        self._indexes: dict[type[Any], Index] = {}
        self._search: search.SearchIndex | None = None

    def __repr__(self) -> str:
        return f"Vault({self.account_id})"

    @property
    def keys(self) -> SpaceKeys:
        return self.keyring.spaces[0]

    @property
    def bytes_in_memory(self) -> int:
        """About how much memory the opened records take."""
        return self._cache.used

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
        database, space_id = self.store.database, bytes.fromhex(self.space_id)
        self._load()
        ended = [*gone, *self._attached_only_to(gone, instead)]
        staying = [write for write in instead if write.id not in ended]
        with database.transaction():
            before_all = self._head()
            rows: list[log.Appended] = []
            for record_id in ended:
                newest = self._newest(record_id)
                if newest is None or newest[1].state == "gone":
                    raise RecordMissing
                revision, before = newest
                if expected.get(record_id, revision) != revision:
                    raise StaleRevision(expected=expected[record_id], newest=revision)
                tombstone = self._contents(None, "gone", contents.fingerprint(before), None)
                rows.append(
                    log.Appended(record_id, revision + 1, self.seal_contents(record_id, revision + 1, tombstone))
                )
            for write in staying:
                record_id = cast(RecordId, write.id)
                revision, _ = self._check_expected(write, self._newest(record_id))
                inner = self._contents(write.value, write.state, b"", write.saved_at)
                rows.append(log.Appended(record_id, revision, self.seal_contents(record_id, revision, inner)))
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
        found = self._live(kind, id)
        if found is None:
            raise RecordMissing
        if not isinstance(found.value, kind):
            raise NewerRecord
        return cast("Saved[R]", found)

    def find(self, kind: type[R], id: RecordId) -> Saved[R] | None:
        """As `get`, or None."""
        found = self._live(kind, id)
        return cast("Saved[R]", found) if found is not None and isinstance(found.value, kind) else None

    def _live(self, kind: type[R], id: RecordId) -> Saved[Record] | None:
        with self._lock:
            self._load()
            known = self._cache.known.get(id)
            if known is None or not known.live or known.kind != kind.kind:
                return None
            return self._opened(id)

    def all(self, kind: type[R]) -> list[Saved[R]]:
        """Every live record of a kind, in no order; what only a newer release can read is passed over."""
        every = self._every(kind.kind, live=True)
        return [cast("Saved[R]", saved) for saved in every if isinstance(saved.value, kind)]

    def everything(self) -> Iterator[tuple[str, Saved[Record]]]:
        """`(kind name, newest revision)` of every record, trash included, one kind after another: for export."""
        with self._lock:
            self._load()
            names = sorted(self._cache.by_kind)
        for name in names:
            for live in (True, False):
                for saved in self._every(name, live=live):
                    yield name, saved

    def trashed(self) -> list[Saved[Record]]:
        """What is in the trash, of every kind."""
        with self._lock:
            self._load()
            names = sorted(self._cache.by_kind)
        return [saved for name in names for saved in self._every(name, live=False)]

    def history(self, kind: type[R], id: RecordId) -> list[Saved[R]]:
        """Every revision, newest first, of a live or trashed record. Raises RecordMissing.

        A record may begin anew (`erase`): then its first revision here says so, and what came before is gone.
        """
        rows = self.store.database.rows(
            "SELECT revision, seq, sealed FROM record WHERE space_id = %s AND record_id = %s ORDER BY revision",
            (bytes.fromhex(self.space_id), bytes.fromhex(id)),
        )
        found: list[Saved[Record]] = []
        parent = b""
        for revision, seq, sealed in rows:
            if sealed is None:
                if found:
                    raise SealBroken(id)
                continue
            inner = self.open_contents(id, revision, bytes(sealed))
            if inner.state == "gone" or inner.kind != kind.kind:
                raise RecordMissing
            if inner.parent != parent:
                raise SealBroken(id)
            parent = contents.fingerprint(inner)
            found.append(contents.saved_from(inner, id, revision, seq))
        if not found:
            raise RecordMissing
        return cast(list[Saved[R]], found[::-1])

    def refresh(self) -> None:
        """Take in what other processes have written since. Costs one small query when there is nothing."""
        if self._loaded:
            with self._lock:
                self._load(again=True)

    def index(self, kind: type[I]) -> I:
        """The one instance of an index for this open vault, built at the first call."""
        with self._lock:
            self._load()
            found = self._indexes.get(kind)
            if found is None:
                found = kind()
                for record_kind in found.kinds:
                    for saved in self._every(record_kind.kind, live=True):
                        found.replace(saved.id, saved)
                self._indexes[kind] = found
            return cast(I, found)

    def search(self, query: str, kinds: tuple[type[Record], ...] = ()) -> list[Hit]:
        """Records in which every word of `query` stands, newest first. See `search.py` for what a query may say."""
        with self._lock:
            self._load()
            if self._search is None:
                self._search = search.SearchIndex()
                everything = (
                    saved
                    for name in self._cache.by_kind
                    if (declared := kind_named(name)) and issubclass(declared.type, Searchable)
                    for saved in self._every(name, live=True)
                )
                self._search.add_many(everything)
            wanted = {kind.kind: kind for kind in kinds} or {
                name: declared.type for name in self._cache.by_kind if (declared := kind_named(name))
            }
            known = self._cache.known
            return [
                Hit(record_id, wanted[kind])
                for record_id in self._search.find(query)
                if (kind := known[record_id].kind) in wanted
            ]

    # -- drafts -------------------------------------------------------------------------------------------------

    def keep_draft(self, id: RecordId, tab: str, value: Record, *, based_on: int) -> datetime:
        """Seal what is being written in `tab` (at most 64 characters); replaces the tab's earlier draft of it."""
        now = datetime.now(UTC)
        inner = DraftContents(value.kind, value.schema, based_on, contents.to_micros(now), contents.encode_value(value))
        context = (bytes.fromhex(self.space_id), bytes.fromhex(id), tab.encode())
        sealed = self._seal_raw(contents.encode(inner), Object.DRAFT, context)
        self.store.database.run(
            "INSERT INTO draft (space_id, record_id, tab_id, sealed) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (space_id, record_id, tab_id) DO UPDATE SET sealed = excluded.sealed",
            (context[0], context[1], tab, sealed),
        )
        return now

    def drafts(self) -> list[Draft[Record]]:
        """Every draft that waits and opens, newest first. `verify` names one that does not."""
        rows = self.store.database.rows(
            "SELECT record_id, tab_id, sealed FROM draft WHERE space_id = %s", (bytes.fromhex(self.space_id),)
        )
        found = []
        for raw_id, tab, sealed in rows:
            record_id = RecordId(bytes(raw_id).hex())
            context = (bytes.fromhex(self.space_id), bytes(raw_id), tab.encode())
            try:
                plain = self._open_raw(bytes(sealed), Object.DRAFT, context, record_id)
                inner = contents.decode_draft(plain, record_id)
                value, _ = contents.read_value(inner.kind, inner.schema, inner.value, record_id)
            except SealBroken:
                continue
            found.append(Draft(record_id, tab, value, inner.based_on, contents.from_micros(inner.kept_at)))
        return sorted(found, key=lambda draft: draft.kept_at, reverse=True)

    def drop_draft(self, id: RecordId, tab: str) -> None:
        self.store.database.run(
            "DELETE FROM draft WHERE space_id = %s AND record_id = %s AND tab_id = %s",
            (bytes.fromhex(self.space_id), bytes.fromhex(id), tab),
        )

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
                (bytes.fromhex(self.space_id), bytes.fromhex(write.id or "")),
            )

    def erased(self) -> set[RecordId]:
        """Ids of records that were erased for good here; they never come back under the same id."""
        with self._lock:
            self._load()
            known = set(self._cache.known)
        rows = self.store.database.rows(
            "SELECT DISTINCT record_id FROM record WHERE space_id = %s AND sealed IS NULL",
            (bytes.fromhex(self.space_id),),
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
            (bytes.fromhex(self.space_id), int((now - timedelta(days=1)).timestamp())),
        )

    # -- the letterbox ------------------------------------------------------------------------------------------

    def left_at_door(self) -> list[LeftLine]:
        """Lines that wait at the door, oldest first."""
        return letterbox.opened(self.store.database, self.keyring)

    def drop_left(self, id: str) -> None:
        """Remove a line from the door, after it was taken in or binned."""
        letterbox.drop(self.store.database, self.space_id, id)

    # -- rollback -----------------------------------------------------------------------------------------------

    def is_older_than_seen(self, browser_token: bytes | None = None) -> bool:
        """Whether the database is older than this install, or the browser with this token, has seen it."""
        head = log.read_head(self.store.database, self.keys)
        for sealed in (self.store.keystore.seen(self.space_id), browser_token):
            if sealed is not None and self._is_beyond(sealed):
                return True
            seen = self._seen(sealed)
            if seen is not None and log.is_older(self.store.database, self.keys, head, seen):
                return True
        return False

    def has_damage(self) -> bool:
        """Whether anything was found, while opening, that was taken out, put back or does not open."""
        with self._lock:
            self._load()
            return self.rows_missing or bool(self.broken)

    def remember_head(self, *, even_if_older: bool = False, after: log.Head | None = None) -> bytes:
        """Note the head as it is now, after a commit; the sealed note is for the browser's cookie as well.

        `after` is the head that the commit followed: when it is not the one this install saw last, what is seen may
        be another branch, and the older note stays as evidence until the person goes on.
        """
        head = log.read_head(self.store.database, self.keys)
        sealed = log.seal_head(self.keys, head, Object.SEEN)
        earlier = self.store.keystore.seen(self.space_id)
        if earlier is not None and not even_if_older:
            if self._is_beyond(earlier):
                return sealed
            seen = self._seen(earlier)
            follows = seen is None or (after is not None and _same_place(seen, after))
            if not follows and log.is_older(self.store.database, self.keys, head, seen or log.Head()):
                return sealed
        self.store.keystore.remember(self.space_id, sealed)
        return sealed

    def _is_beyond(self, sealed: bytes) -> bool:
        """Whether a note is sealed under keys that this database has not heard of yet: it was rolled back."""
        return generation_of(sealed) > self.keys.current and len(sealed) > OVERHEAD

    def _seen(self, sealed: bytes | None) -> log.Head | None:
        try:
            return log.open_head(self.keys, sealed, Object.SEEN) if sealed else None
        except SealBroken:
            return None

    @property
    def seq(self) -> int:
        """The log position that is in memory."""
        return self._seq

    # -- inside -------------------------------------------------------------------------------------------------

    def _append(self, writes: Sequence[Write[Record]]) -> list[Saved[Record]]:
        database, space_id = self.store.database, bytes.fromhex(self.space_id)
        rows: list[log.Appended] = []
        saved: list[Saved[Record]] = []
        batch: dict[RecordId, tuple[int, Contents]] = {}
        with database.transaction():
            head = self._head()
            for write in writes:
                record_id = write.id or new_id()
                newest = batch.get(record_id) or (self._newest(record_id) if write.id else None)
                revision, parent = self._check_expected(write, newest)
                inner = self._contents(write.value, write.state, parent, write.saved_at)
                sealed = self.seal_contents(record_id, revision, inner)
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
        newest = self._newest(id)
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

    def _newest(self, record_id: RecordId) -> tuple[int, Contents] | None:
        rows = self.store.database.rows(
            "SELECT revision, sealed FROM record WHERE space_id = %s AND record_id = %s ORDER BY revision DESC LIMIT 1",
            (bytes.fromhex(self.space_id), bytes.fromhex(record_id)),
        )
        if not rows:
            return None
        revision, sealed = rows[0]
        return revision, self.open_contents(record_id, revision, bytes(sealed))

    def _head(self) -> log.Head:
        """The head of the log, locked until the transaction under way ends."""
        return log.read_head(self.store.database, self.keys, locked=True)

    def _written(self, after: log.Head) -> None:
        """After a commit: never before, or a failed write would look like a rollback."""
        self.remember_head(after=after)
        self.refresh()

    def seal_contents(self, record_id: RecordId, revision: int, inner: Contents) -> bytes:
        """One revision as its row holds it, under the newest key."""
        kind = kind_named(inner.kind)
        return seal(
            self.keys.keys[self.keys.current],
            contents.encode(inner),
            Object.RECORD,
            (bytes.fromhex(self.space_id), bytes.fromhex(record_id), u64(revision)),
            generation=self.keys.current,
            smallest=kind.padded_to if kind else 256,
        )

    def open_contents(self, record_id: RecordId, revision: int, sealed: bytes) -> Contents:
        """What a row holds. Raises SealBroken."""
        context = (bytes.fromhex(self.space_id), bytes.fromhex(record_id), u64(revision))
        return contents.decode(self._open_raw(sealed, Object.RECORD, context, record_id), record_id)

    def _seal_raw(self, plain: bytes, kind: Object, context: tuple[bytes, ...]) -> bytes:
        return seal(self.keys.keys[self.keys.current], plain, kind, context, generation=self.keys.current)

    def _open_raw(self, sealed: bytes, kind: Object, context: tuple[bytes, ...], name: str) -> bytes:
        key = self.keys.keys.get(generation_of(sealed))
        if key is None:
            raise SealBroken(name)
        return open_sealed(key, sealed, kind, context, name=name)

    def _chunks(self, record_id: RecordId) -> attachments.Chunks:
        return attachments.Chunks(self.store.database, self.keys, record_id)

    def _opened(self, record_id: RecordId) -> Saved[Record] | None:
        """The newest revision, from memory or opened again. The lock is held."""
        found = self._cache.opened(record_id)
        if found is None:
            newest = self._newest(record_id)
            known = self._cache.known.get(record_id)
            if newest is None or known is None:
                return None
            revision, inner = newest
            if inner.state == "gone":
                return None
            found = contents.saved_from(inner, record_id, revision, known.seq)
            self._cache.keep_again(found, len(inner.value))
        return found

    def _every(self, kind_name: str, *, live: bool) -> Iterator[Saved[Record]]:
        with self._lock:
            self._load()
            known = self._cache.known
            ids = [id for id in self._cache.by_kind.get(kind_name, ()) if known[id].live is live]
            found = [(id, self._cache.opened(id)) for id in ids]
        for record_id, saved in found:
            if saved is not None:
                yield saved
                continue
            with self._lock:
                again = self._opened(record_id)
            if again is not None:
                yield again

    def _load(self, *, again: bool = False) -> None:
        """Open every newest revision after the position in memory. The lock is held."""
        with self._lock:
            if self._loaded and not again:
                return
            head = log.read_head(self.store.database, self.keys)
            if not self._loaded:
                self._check_rows(head)
            with _without_collector():
                while self._seq < head.seq:
                    until = min(head.seq, self._seq + _BATCH)
                    self._load_range(self._seq, until)
                    self._seq = until
                    if until == head.seq:
                        head = log.read_head(self.store.database, self.keys)
            self._loaded = True

    def _load_range(self, after: int, until: int) -> None:
        rows = self.store.database.rows(
            "SELECT r.record_id, r.revision, r.seq, r.digest, r.sealed FROM record r "
            "WHERE r.space_id = %s AND r.seq > %s AND r.seq <= %s AND r.sealed IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM record n WHERE n.space_id = r.space_id AND n.record_id = r.record_id "
            "AND n.revision = r.revision + 1) ORDER BY r.seq",
            (bytes.fromhex(self.space_id), after, until),
        )
        space_id, keys, anew = bytes.fromhex(self.space_id), self.keys.keys, not self._loaded
        for raw_id, revision, seq, digest, raw_sealed in rows:
            identity, sealed = bytes(raw_id), bytes(raw_sealed)
            record_id = RecordId(identity.hex())
            try:
                if hashlib.sha256(sealed).digest() != bytes(digest):
                    raise SealBroken(record_id)  # an envelope of this revision, but not the one the log knows
                key = keys.get(generation_of(sealed), _NO_KEY)
                context = (space_id, identity, u64(revision))
                inner = contents.decode(open_sealed(key, sealed, Object.RECORD, context, name=record_id), record_id)
                if anew and inner.state != "gone":
                    saved = contents.saved_from(inner, record_id, revision, seq)
                    self._cache.keep(inner.kind, saved, len(inner.value))
                else:
                    self._take_in(record_id, revision, seq, inner)
            except SealBroken as error:
                self.broken += (error.name,)

    def _take_in(self, record_id: RecordId, revision: int, seq: int, inner: Contents) -> None:
        known = self._cache.known.get(record_id)
        if known is not None and known.revision >= revision:
            return
        old = self._opened_before(record_id) if self._search is not None else None
        if inner.state == "gone":
            kind_name = known.kind if known else ""
            saved = None
            self._cache.forget(record_id)
        else:
            kind_name = inner.kind
            saved = contents.saved_from(inner, record_id, revision, seq)
            self._cache.keep(kind_name, saved, len(inner.value))
        visible = saved if saved is not None and saved.trashed_at is None else None
        if self._search is not None:
            self._search.replace(record_id, old, visible)
        for index in self._indexes.values():
            if any(kind.kind == kind_name for kind in index.kinds):
                index.replace(record_id, visible)

    def _opened_before(self, record_id: RecordId) -> Saved[Record] | None:
        """The revision the search index holds, so that it can be taken out."""
        known = self._cache.known.get(record_id)
        if known is None or not known.live:
            return None
        found = self._cache.opened(record_id)
        if found is not None:
            return found
        rows = self.store.database.rows(
            "SELECT sealed FROM record WHERE space_id = %s AND record_id = %s AND revision = %s",
            (bytes.fromhex(self.space_id), bytes.fromhex(record_id), known.revision),
        )
        if not rows or rows[0][0] is None:
            self._search = None
            return None
        inner = self.open_contents(record_id, known.revision, bytes(rows[0][0]))
        return contents.saved_from(inner, record_id, known.revision, known.seq)

    def _check_rows(self, head: log.Head) -> None:
        """Notice rows that were taken out, put back or emptied behind Emberwell's back."""
        space_id = bytes.fromhex(self.space_id)
        holds = log.holds(self.store.database, self.space_id, head)
        if not holds:
            # A step of re-sealing may have come between the head and the rows.
            holds = log.holds(self.store.database, self.space_id, log.read_head(self.store.database, self.keys))
        emptied = self.store.database.rows(
            "SELECT 1 FROM record r WHERE r.space_id = %s AND r.sealed IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM record n WHERE n.space_id = r.space_id AND n.record_id = r.record_id "
            "AND n.revision = r.revision + 1) LIMIT 1",
            (space_id,),
        )
        self.rows_missing = not holds or bool(emptied)

    def _attached_only_to(self, gone: Sequence[RecordId], instead: Sequence[Write[Any]]) -> list[RecordId]:
        """Attachments that some revision of these refers to, and nothing that stays."""
        changed = {write.id: write.value for write in instead}
        mine: set[RecordId] = set()
        for id in (*gone, *changed):
            kind = self._cache.known.get(cast(RecordId, id))
            declared = kind_named(kind.kind) if kind else None
            if declared is not None and hasattr(declared.type, "attachments"):
                past = self.history(declared.type, cast(RecordId, id))
                mine.update(one for saved in past for one in _attached(saved.value))
        if not mine:
            return []
        for name in list(self._cache.by_kind):
            for live in (True, False):
                for saved in self._every(name, live=live):
                    if saved.id not in gone:
                        mine.difference_update(_attached(changed.get(saved.id, saved.value)))
        return [one for one in sorted(mine.difference(gone)) if one in self._cache.known]


@contextmanager
def _without_collector() -> Iterator[None]:
    """Opening makes many objects and no cycles: the collector would walk them all again and again for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _same_place(one: log.Head, other: log.Head) -> bool:
    return (one.rotations, one.seq, one.chain) == (other.rotations, other.seq, other.chain)


def _attached(value: Record) -> Iterable[RecordId]:
    return getattr(value, "attachments", ())
