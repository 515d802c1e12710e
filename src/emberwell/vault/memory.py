"""What an open vault holds in memory: opened records, the indexes over them, and how they are kept current.

Bounded by bytes (`cache.py`), taken in once at the first question and then change by change: what other processes have
written since costs one indexed range read. Shared by the threads of one process.
"""

from __future__ import annotations

import gc
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, NamedTuple, Protocol, TypeVar, cast

from emberwell.vault import contents, log, search
from emberwell.vault.cache import OpenedRecords
from emberwell.vault.contents import Contents, Saved
from emberwell.vault.errors import SealBroken
from emberwell.vault.record import Record, RecordId, Searchable, kind_named
from emberwell.vault.seal import Object, generation_of, open_sealed, u64
from emberwell.vault.space import Space

_BATCH = 4096
_NO_KEY = bytes(32)
"""Stands for a generation that is not in the keyring: opens nothing."""


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


class Memory:
    """The newest revision of every record of a space that is not purged."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.broken: tuple[str, ...] = ()
        """Ids of records that did not open; the others did."""
        self.rows_missing = False
        """Whether rows were taken out of the database behind Emberwell's back."""
        self.cache = OpenedRecords()
        self.seq = 0
        """The log position that is in memory."""
        self._lock = threading.RLock()
        self._loaded = False
        self._indexes: dict[type[Any], Index] = {}
        self._search: search.SearchIndex | None = None

    # -- asking -------------------------------------------------------------------------------------------------

    def live(self, kind_name: str, id: RecordId) -> Saved[Record] | None:
        """The newest revision of a record of this kind that is not in the trash."""
        with self._lock:
            self.load()
            known = self.cache.known.get(id)
            if known is None or not known.live or known.kind != kind_name:
                return None
            return self._opened(id)

    def kind_of(self, id: RecordId) -> str | None:
        """The name of a record's kind, trash included; None when there is no such record."""
        with self._lock:
            self.load()
            known = self.cache.known.get(id)
            return known.kind if known else None

    def ids(self) -> set[RecordId]:
        """Every record there is, trash included."""
        with self._lock:
            self.load()
            return set(self.cache.known)

    def kind_names(self) -> list[str]:
        """The names of the kinds of which there are or were records, in order."""
        with self._lock:
            self.load()
            return sorted(self.cache.by_kind)

    def every(self, kind_name: str, *, live: bool) -> Iterator[Saved[Record]]:
        """Every record of a kind, or every one of it in the trash; one that was let go is opened again."""
        with self._lock:
            self.load()
            known = self.cache.known
            ids = [id for id in self.cache.by_kind.get(kind_name, ()) if known[id].live is live]
            found = [(id, self.cache.opened(id)) for id in ids]
        for record_id, saved in found:
            if saved is not None:
                yield saved
                continue
            with self._lock:
                again = self._opened(record_id)
            if again is not None:
                yield again

    def index(self, kind: type[I]) -> I:
        """The one instance of an index, built at the first call."""
        with self._lock:
            self.load()
            found = self._indexes.get(kind)
            if found is None:
                found = kind()
                for record_kind in found.kinds:
                    for saved in self.every(record_kind.kind, live=True):
                        found.replace(saved.id, saved)
                self._indexes[kind] = found
            return cast(I, found)

    def search(self, query: str, kinds: tuple[type[Record], ...] = ()) -> list[Hit]:
        """Records in which every word of `query` stands, newest first; of `kinds`, or of any."""
        with self._lock:
            self.load()
            if self._search is None:
                self._search = search.SearchIndex()
                self._search.add_many(self._searchable())
            wanted = {kind.kind: kind for kind in kinds} or {
                name: declared.type for name in self.cache.by_kind if (declared := kind_named(name))
            }
            known = self.cache.known
            return [
                Hit(record_id, wanted[kind])
                for record_id in self._search.find(query)
                if (kind := known[record_id].kind) in wanted
            ]

    def has_damage(self) -> bool:
        """Whether anything was found, while opening, that was taken out, put back or does not open."""
        with self._lock:
            self.load()
            return self.rows_missing or bool(self.broken)

    # -- keeping current ----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Take in what has been written since. Costs one small query when there is nothing."""
        if self._loaded:
            with self._lock:
                self.load(again=True)

    def load(self, *, again: bool = False) -> None:
        """Open every newest revision after the position in memory: once, or `again`."""
        with self._lock:
            if self._loaded and not again:
                return
            head = self.space.head()
            if not self._loaded:
                self._check_rows(head)
            with _without_collector():
                while self.seq < head.seq:
                    until = min(head.seq, self.seq + _BATCH)
                    self._load_range(self.seq, until)
                    self.seq = until
                    if until == head.seq:
                        head = self.space.head()
            self._loaded = True

    def _load_range(self, after: int, until: int) -> None:
        rows = self.space.database.rows(
            "SELECT r.record_id, r.revision, r.seq, r.digest, r.sealed FROM record r "
            "WHERE r.space_id = %s AND r.seq > %s AND r.seq <= %s AND r.sealed IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM record n WHERE n.space_id = r.space_id AND n.record_id = r.record_id "
            "AND n.revision = r.revision + 1) ORDER BY r.seq",
            (self.space.identity, after, until),
        )
        # Not `open_contents`: at every unlock this runs for every record there is.
        space_id, keys, anew = self.space.identity, self.space.keys.keys, not self._loaded
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
                    self.cache.keep(inner.kind, saved, len(inner.value))
                else:
                    self._take_in(record_id, revision, seq, inner)
            except SealBroken as error:
                self.broken += (error.name,)

    def _take_in(self, record_id: RecordId, revision: int, seq: int, inner: Contents) -> None:
        known = self.cache.known.get(record_id)
        if known is not None and known.revision >= revision:
            return
        old = self._opened_before(record_id) if self._search is not None else None
        if inner.state == "gone":
            kind_name = known.kind if known else ""
            saved = None
            self.cache.forget(record_id)
        else:
            kind_name = inner.kind
            saved = contents.saved_from(inner, record_id, revision, seq)
            self.cache.keep(kind_name, saved, len(inner.value))
        visible = saved if saved is not None and saved.trashed_at is None else None
        if self._search is not None:
            self._search.replace(record_id, old, visible)
        for index in self._indexes.values():
            if any(kind.kind == kind_name for kind in index.kinds):
                index.replace(record_id, visible)

    def _opened(self, record_id: RecordId) -> Saved[Record] | None:
        """The newest revision, from memory or opened again. The lock is held."""
        found = self.cache.opened(record_id)
        if found is None:
            newest = self.space.newest(record_id)
            known = self.cache.known.get(record_id)
            if newest is None or known is None:
                return None
            revision, inner = newest
            if inner.state == "gone":
                return None
            found = contents.saved_from(inner, record_id, revision, known.seq)
            self.cache.keep_again(found, len(inner.value))
        return found

    def _opened_before(self, record_id: RecordId) -> Saved[Record] | None:
        """The revision the search index holds, so that it can be taken out."""
        known = self.cache.known.get(record_id)
        if known is None or not known.live:
            return None
        found = self.cache.opened(record_id)
        if found is not None:
            return found
        inner = self.space.one(record_id, known.revision)
        if inner is None:
            self._search = None
            return None
        return contents.saved_from(inner, record_id, known.revision, known.seq)

    def _searchable(self) -> Iterator[Saved[Record]]:
        for name in self.cache.by_kind:
            declared = kind_named(name)
            if declared is not None and issubclass(declared.type, Searchable):
                yield from self.every(name, live=True)

    def _check_rows(self, head: log.Head) -> None:
        """Notice rows that were taken out, put back or emptied behind Emberwell's back."""
        database = self.space.database
        holds = log.holds(database, self.space.id, head)
        if not holds:
            # A step of re-sealing may have come between the head and the rows.
            holds = log.holds(database, self.space.id, self.space.head())
        emptied = database.rows(
            "SELECT 1 FROM record r WHERE r.space_id = %s AND r.sealed IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM record n WHERE n.space_id = r.space_id AND n.record_id = r.record_id "
            "AND n.revision = r.revision + 1) LIMIT 1",
            (self.space.identity,),
        )
        self.rows_missing = not holds or bool(emptied)


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
