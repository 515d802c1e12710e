"""Opened records in memory while a vault is unlocked: bounded by bytes, least recently used first, dropped at lock."""

from __future__ import annotations

from collections import OrderedDict

import msgspec

from emberwell.vault.contents import Saved
from emberwell.vault.record import Record, RecordId

BYTES = 400 * 2**20
"""About 200,000 pages of 900 characters. Beyond it, records are opened again when they are asked for."""


class Known(msgspec.Struct, gc=False):
    """What is always in memory of a record: which revision is the newest, and what it is."""

    revision: int
    seq: int
    kind: str
    live: bool


class OpenedRecords:
    """The newest revision of every record that is not purged. The caller holds the vault's lock."""

    def __init__(self, limit: int = BYTES) -> None:
        self.limit = limit
        self.used = 0
        self.known: dict[RecordId, Known] = {}
        self.by_kind: dict[str, dict[RecordId, None]] = {}
        self._opened: OrderedDict[RecordId, tuple[Saved[Record], int]] = OrderedDict()

    def keep(self, kind: str, saved: Saved[Record], size: int) -> None:
        """Remember the newest revision of a record; `size` is that of its plain text, in bytes."""
        self.known[saved.id] = Known(saved.revision, saved.seq, kind, saved.trashed_at is None)
        of_kind = self.by_kind.get(kind)
        if of_kind is None:
            of_kind = self.by_kind[kind] = {}
        of_kind[saved.id] = None
        self._store(saved, size)

    def keep_again(self, saved: Saved[Record], size: int) -> None:
        """Put back a record that had been let go."""
        self._store(saved, size)

    def opened(self, record_id: RecordId) -> Saved[Record] | None:
        found = self._opened.get(record_id)
        if found is None:
            return None
        self._opened.move_to_end(record_id)
        return found[0]

    def forget(self, record_id: RecordId) -> None:
        """After a purge."""
        known = self.known.pop(record_id, None)
        if known is not None:
            self.by_kind[known.kind].pop(record_id, None)
        self._drop(record_id)

    def _store(self, saved: Saved[Record], size: int) -> None:
        if saved.id in self._opened:
            self._drop(saved.id)
        weight = 2 * size + 600
        self._opened[saved.id] = (saved, weight)
        self.used += weight
        while self.used > self.limit and len(self._opened) > 1:
            self._drop(next(iter(self._opened)))

    def _drop(self, record_id: RecordId) -> None:
        gone = self._opened.pop(record_id, None)
        if gone is not None:
            self.used -= gone[1]
