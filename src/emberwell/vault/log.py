"""The log of a space: rows in order, a chain over their digests, and a sealed head that says where it ends.

A database can be rolled back, or rows taken out, by whoever may write to it. The head is sealed under the space key,
so it cannot be forged; this install (a file beside the peppers) and the browser (a cookie) remember the highest head
they saw, so an older one is noticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from emberwell.vault.database import Database
from emberwell.vault.errors import SealBroken
from emberwell.vault.keys import SpaceKeys
from emberwell.vault.record import RecordId, SpaceId
from emberwell.vault.seal import Object, generation_of, open_sealed, seal, u64

EMPTY_CHAIN = bytes(32)


class Rotation(msgspec.Struct, array_like=True, frozen=True):
    """How far re-sealing has come: rows up to `done` are under the new generation.

    `old_chain` runs over the rows as they were, `new_chain` as they are now, both up to `done`.
    """

    done: int
    old_chain: bytes
    new_chain: bytes


class Head(msgspec.Struct, array_like=True, frozen=True):
    """Where the log ends."""

    seq: int = 0
    chain: bytes = EMPTY_CHAIN
    rotations: int = 0
    """How often everything was re-sealed, which changes every digest and so the chain."""
    rotation: Rotation | None = None


@dataclass(frozen=True)
class Appended:
    """A sealed revision on its way into the log."""

    record_id: RecordId
    revision: int
    sealed: bytes


def extend(chain: bytes, seq: int, record_id: bytes, revision: int, digest: bytes) -> bytes:
    """The chain after one more row."""
    return hashlib.sha256(b"emberwell/log/1" + chain + u64(seq) + record_id + u64(revision) + digest).digest()


def seal_head(keys: SpaceKeys, head: Head, kind: Object = Object.HEAD) -> bytes:
    return seal(
        keys.keys[keys.current],
        msgspec.msgpack.encode(head),
        kind,
        (bytes.fromhex(keys.space_id),),
        generation=keys.current,
    )


def open_head(keys: SpaceKeys, sealed: bytes, kind: Object = Object.HEAD) -> Head:
    """Raises SealBroken."""
    key = keys.keys.get(generation_of(sealed))
    if key is None:
        raise SealBroken("log")
    return msgspec.msgpack.decode(
        open_sealed(key, sealed, kind, (bytes.fromhex(keys.space_id),), name="log"), type=Head
    )


def read_head(database: Database, keys: SpaceKeys, *, locked: bool = False) -> Head:
    """The head as it stands; `locked` holds it until the transaction ends. Raises SealBroken."""
    suffix = database.for_update if locked else ""
    rows = database.rows("SELECT seq, head FROM space WHERE space_id = %s" + suffix, (bytes.fromhex(keys.space_id),))
    if not rows:
        raise SealBroken("log")
    head = open_head(keys, bytes(rows[0][1]))
    if head.seq != rows[0][0]:
        raise SealBroken("log")
    return head


def write_head(database: Database, keys: SpaceKeys, head: Head) -> None:
    database.run(
        "UPDATE space SET seq = %s, head = %s WHERE space_id = %s",
        (head.seq, seal_head(keys, head), bytes.fromhex(keys.space_id)),
    )


def append(database: Database, keys: SpaceKeys, head: Head, rows: Sequence[Appended]) -> Head:
    """Add rows after `head`, inside the caller's transaction; the new head."""
    space_id = bytes.fromhex(keys.space_id)
    seq, chain, values = head.seq, head.chain, []
    for row in rows:
        seq += 1
        record_id = bytes.fromhex(row.record_id)
        digest = hashlib.sha256(row.sealed).digest()
        chain = extend(chain, seq, record_id, row.revision, digest)
        values.append((space_id, record_id, row.revision, seq, digest, row.sealed))
    database.run_many(
        "INSERT INTO record (space_id, record_id, revision, seq, digest, sealed) VALUES (%s, %s, %s, %s, %s, %s)",
        values,
    )
    new = msgspec.structs.replace(head, seq=seq, chain=chain)
    write_head(database, keys, new)
    return new


def chain_at(database: Database, space_id: SpaceId, seq: int) -> bytes | None:
    """The chain as the rows give it up to `seq`, or None when a row is missing."""
    chain = EMPTY_CHAIN
    rows = database.rows(
        "SELECT seq, record_id, revision, digest FROM record WHERE space_id = %s AND seq <= %s ORDER BY seq",
        (bytes.fromhex(space_id), seq),
    )
    for expected, (number, record_id, revision, digest) in enumerate(rows, start=1):
        if number != expected:
            return None
        chain = extend(chain, number, bytes(record_id), revision, bytes(digest))
    return chain if len(rows) == seq else None


def holds(database: Database, space_id: SpaceId, head: Head) -> bool:
    """Whether the rows are those the sealed head speaks of: none taken out, put back, renamed or emptied."""
    chain, count = EMPTY_CHAIN, 0
    rows = database.rows(
        "SELECT seq, record_id, revision, digest FROM record WHERE space_id = %s AND seq <= %s ORDER BY seq",
        (bytes.fromhex(space_id), head.seq),
    )
    for count, (seq, record_id, revision, digest) in enumerate(rows, start=1):
        if seq != count:
            return False
        chain = extend(chain, seq, bytes(record_id), revision, bytes(digest))
        if head.rotation and seq == head.rotation.done:
            if chain != head.rotation.new_chain:
                return False
            chain = head.rotation.old_chain
    return count == head.seq and chain == head.chain


def is_older(database: Database, keys: SpaceKeys, head: Head, seen: Head) -> bool:
    """Whether `head` is before, or on another branch than, a head that was seen earlier."""
    if head.seq < seen.seq or head.rotations < seen.rotations:
        return True
    if head.rotations > seen.rotations or head.rotation is not None:
        return False
    if head.seq == seen.seq:
        return head.chain != seen.chain
    return chain_at(database, SpaceId(keys.space_id), seen.seq) != seen.chain
