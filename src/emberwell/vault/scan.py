"""Going through every record once, for a command that lives for a second: nothing is cached, no index is built.

Opening is most of the work, so where a second core may be had a forked child takes half of the log. It starts after
the passphrase was checked, reads with a connection of its own, hands what it chose back through a pipe, and ends.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, NamedTuple

import msgspec

from emberwell.vault import contents, log
from emberwell.vault.contents import Contents, Saved
from emberwell.vault.database import Database
from emberwell.vault.errors import SealBroken
from emberwell.vault.record import Record, RecordId
from emberwell.vault.seal import Object, generation_of, open_sealed, u64
from emberwell.vault.sqlite import SqliteDatabase
from emberwell.vault.vault import Vault

WORTH_A_CHILD = 4_000
"""Rows below which forking costs more than it saves."""
_PAGE_ROWS = 2_048
_NO_KEY = bytes(32)


class Candidate(NamedTuple):
    """A live record, opened. A tuple, since most of them are looked at once and dropped."""

    value: Any
    seq: int
    record_id: bytes
    revision: int
    inner: Contents


Choose = Callable[[list[Candidate]], list[Candidate]]
"""Of some records, those that are wanted, in their final order: asked of parts first, then of what the parts gave."""

Span = tuple[int, int, int]
"""Rows after the first number up to the second, of a log that ends at the third: later writes are not looked at."""


class _Part(msgspec.Struct, array_like=True):
    """What a child gives back: `(seq, record id, revision, contents)` of each, and the ids of what did not open."""

    chosen: list[tuple[int, bytes, int, bytes]]
    broken: list[str]


def scan(vault: Vault, kinds: Iterable[type[Record]], choose: Choose) -> tuple[list[Saved[Any]], list[str]]:
    """The live records of `kinds` that `choose` chooses, and the ids of records that do not open.

    The same records as `Vault.all` gives, at about half the cost and little memory.
    """
    database, wanted = vault.store.database, frozenset(kind.kind for kind in kinds)
    end = log.read_head(database, vault.keys).seq
    if end < WORTH_A_CHILD or not (isinstance(database, SqliteDatabase) and _may_fork()):
        found, broken = _scan_range(vault, database, (0, end, end), wanted, choose)
        return [_saved(each) for each in found], broken
    middle = end // 2
    with _Child(vault, database, (middle, end, end), wanted, choose) as child:
        found, broken = _scan_range(vault, database, (0, middle, end), wanted, choose)
        theirs = child.found()
    if theirs is None:
        theirs = _scan_range(vault, database, (middle, end, end), wanted, choose)
    return [_saved(each) for each in choose(found + theirs[0])], broken + theirs[1]


def _scan_range(
    vault: Vault, database: Database, span: Span, wanted: frozenset[str], choose: Choose
) -> tuple[list[Candidate], list[str]]:
    """Open the newest revisions of a span of the log, a page of rows at a time."""
    after, until, end = span
    found: list[Candidate] = []
    broken: list[str] = []
    for start in range(after, until, _PAGE_ROWS):
        page = (start, min(until, start + _PAGE_ROWS), end)
        found += choose(_open_page(vault, database, page, wanted, broken))
    return choose(found), broken


def _open_page(
    vault: Vault, database: Database, span: Span, wanted: frozenset[str], broken: list[str]
) -> list[Candidate]:
    space_id, keys = bytes.fromhex(vault.space_id), vault.keys.keys
    rows = database.rows(
        "SELECT r.record_id, r.revision, r.seq, r.sealed FROM record r "
        "WHERE r.space_id = %s AND r.seq > %s AND r.seq <= %s AND r.sealed IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM record n WHERE n.space_id = r.space_id AND n.record_id = r.record_id "
        "AND n.revision = r.revision + 1 AND n.seq <= %s)",
        (space_id, *span),
    )
    opened = []
    for raw_id, revision, seq, raw_sealed in rows:
        identity, sealed = bytes(raw_id), bytes(raw_sealed)
        try:
            key = keys.get(generation_of(sealed), _NO_KEY)
            plain = open_sealed(key, sealed, Object.RECORD, (space_id, identity, u64(revision)))
            inner = contents.decode(plain, "")
            if inner.kind in wanted and inner.state == "live":
                value, _ = contents.read_value(inner.kind, inner.schema, inner.value, "")
                opened.append(Candidate(value, seq, identity, revision, inner))
        except SealBroken:
            broken.append(identity.hex())
    return opened


def _saved(candidate: Candidate) -> Saved[Any]:
    record_id = RecordId(candidate.record_id.hex())
    return contents.saved_from(candidate.inner, record_id, candidate.revision, candidate.seq)


def _may_fork() -> bool:
    """Linux only: macOS's own libraries do not survive a fork, and Windows has none."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


class _Child:
    """A forked process that scans one span. Opened text passes through a pipe, never a file."""

    def __init__(
        self, vault: Vault, database: SqliteDatabase, span: Span, wanted: frozenset[str], choose: Choose
    ) -> None:
        read, write = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(read)
            # No handler, buffer or connection of the parent's may run here: the child ends without any of them.
            code = 1
            try:
                found, broken = _scan_range(vault, SqliteDatabase(database.path), span, wanted, choose)
                chosen = [(one.seq, one.record_id, one.revision, contents.encode(one.inner)) for one in found]
                with os.fdopen(write, "wb") as pipe:
                    pipe.write(msgspec.msgpack.encode(_Part(chosen, broken)))
                code = 0
            finally:
                os._exit(code)
        os.close(write)
        self._pipe: BinaryIO = os.fdopen(read, "rb")

    def found(self) -> tuple[list[Candidate], list[str]] | None:
        """What it found, or None when it did not come to its end (killed for memory, say)."""
        answer = self._pipe.read()
        try:
            part = msgspec.msgpack.decode(answer, type=_Part)
        except msgspec.DecodeError:
            return None
        found = []
        for seq, identity, revision, plain in part.chosen:
            inner = contents.decode(plain, "")
            value, _ = contents.read_value(inner.kind, inner.schema, inner.value, "")
            found.append(Candidate(value, seq, identity, revision, inner))
        return found, part.broken

    def __enter__(self) -> _Child:
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        os.waitpid(self._process, 0)
