"""One space of an account: its keys, and its rows as they are sealed and opened under them.

Everything that knows what a row of `record` looks like under a key goes through here; what a person may do with it is
the vault's (`vault.py`), what is kept in memory of it `memory.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from emberwell.vault import contents, log
from emberwell.vault.contents import Contents
from emberwell.vault.database import Database
from emberwell.vault.errors import RecordMissing, SealBroken
from emberwell.vault.keys import Keyring, SpaceKeys
from emberwell.vault.record import RecordId, SpaceId, kind_named
from emberwell.vault.seal import Object, generation_of, open_sealed, seal, u64

_SMALLEST = 256
"""Bytes to which a record of no known kind is padded at least."""


class Space:
    """The first space of a keyring, in a database."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self.database = database
        self.keyring = keyring
        """Replaced when everything has been sealed anew."""
        self.id = SpaceId(keyring.spaces[0].space_id)
        self.identity = bytes.fromhex(self.id)

    @property
    def keys(self) -> SpaceKeys:
        return self.keyring.spaces[0]

    # -- the log ------------------------------------------------------------------------------------------------

    def head(self, *, locked: bool = False) -> log.Head:
        """Where the log ends; `locked` until the transaction under way ends. Raises SealBroken."""
        return log.read_head(self.database, self.keys, locked=locked)

    # -- revisions ----------------------------------------------------------------------------------------------

    def newest(self, record_id: RecordId) -> tuple[int, Contents] | None:
        """`(number, contents)` of the newest revision, tombstones included. Raises SealBroken."""
        rows = self.database.rows(
            "SELECT revision, sealed FROM record WHERE space_id = %s AND record_id = %s ORDER BY revision DESC LIMIT 1",
            (self.identity, bytes.fromhex(record_id)),
        )
        if not rows:
            return None
        revision, sealed = rows[0]
        return revision, self.open_contents(record_id, revision, bytes(sealed))

    def one(self, record_id: RecordId, revision: int) -> Contents | None:
        """One revision, or None when it was emptied or never was. Raises SealBroken."""
        rows = self.database.rows(
            "SELECT sealed FROM record WHERE space_id = %s AND record_id = %s AND revision = %s",
            (self.identity, bytes.fromhex(record_id), revision),
        )
        if not rows or rows[0][0] is None:
            return None
        return self.open_contents(record_id, revision, bytes(rows[0][0]))

    def history(self, record_id: RecordId) -> Iterator[tuple[int, int, Contents]]:
        """`(revision, seq, contents)`, oldest first, each the child of the one before.

        Emptied revisions may come before the first, never between. Raises SealBroken, and RecordMissing at the
        tombstone of a record that was erased.
        """
        rows = self.database.rows(
            "SELECT revision, seq, sealed FROM record WHERE space_id = %s AND record_id = %s ORDER BY revision",
            (self.identity, bytes.fromhex(record_id)),
        )
        parent = b""
        for revision, seq, sealed in rows:
            if sealed is None:
                if parent:
                    raise SealBroken(record_id)
                continue
            inner = self.open_contents(record_id, revision, bytes(sealed))
            if inner.state == "gone":
                raise RecordMissing
            if inner.parent != parent:
                raise SealBroken(record_id)
            parent = contents.fingerprint(inner)
            yield revision, seq, inner

    def seal_contents(self, record_id: RecordId, revision: int, inner: Contents) -> bytes:
        """One revision as its row holds it, under the newest key."""
        kind = kind_named(inner.kind)
        return seal(
            self.keys.keys[self.keys.current],
            contents.encode(inner),
            Object.RECORD,
            (self.identity, bytes.fromhex(record_id), u64(revision)),
            generation=self.keys.current,
            smallest=kind.padded_to if kind else _SMALLEST,
        )

    def open_contents(self, record_id: RecordId, revision: int, sealed: bytes) -> Contents:
        """What a row holds. Raises SealBroken."""
        context = (self.identity, bytes.fromhex(record_id), u64(revision))
        return contents.decode(self.open_raw(sealed, Object.RECORD, context, record_id), record_id)

    # -- anything -----------------------------------------------------------------------------------------------

    def seal_raw(self, plain: bytes, kind: Object, context: tuple[bytes, ...]) -> bytes:
        """Under the newest key."""
        return seal(self.keys.keys[self.keys.current], plain, kind, context, generation=self.keys.current)

    def open_raw(self, sealed: bytes, kind: Object, context: tuple[bytes, ...], name: str) -> bytes:
        """Under the key of its generation. Raises SealBroken, which says `name`."""
        key = self.keys.keys.get(generation_of(sealed))
        if key is None:
            raise SealBroken(name)
        return open_sealed(key, sealed, kind, context, name=name)
