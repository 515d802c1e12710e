"""Which sessions are of which day, so that the room opens as fast after three thousand of them as after three.

`Diary` is an index in the vault's sense (see `journal.calendar`): one small key a session, in order; no words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from threading import RLock
from typing import TYPE_CHECKING, ClassVar

from emberwell.journal.order import Key, Keys, dawn, dawn_after
from emberwell.sessions.records import Session
from emberwell.vault.record import Record, RecordId

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Diary:
    """Every live session's place in time, and which wait for an after. Safe to ask from several threads."""

    kinds: ClassVar[tuple[type[Record], ...]] = (Session,)

    def __init__(self) -> None:
        self._rows: dict[RecordId, Key] = {}
        self._keys = Keys()
        self._waiting: dict[RecordId, None] = {}
        self._lock = RLock()

    def replace(self, id: RecordId, new: Saved[Session] | None) -> None:
        """A session was chosen or changed, or (None) is gone."""
        with self._lock:
            if old := self._rows.pop(id, None):
                self._keys.remove(old)
                self._waiting.pop(id, None)
            if new is None or not isinstance(new.value, Session):
                return  # gone, or written by a newer release in a way this one cannot place
            key = (new.value.day.toordinal(), (new.value.chosen_at - _EPOCH) // _MICROSECOND, id)
            self._rows[id] = key
            self._keys.add(key)
            if new.value.after_at is None:
                self._waiting[id] = None

    def waiting(self) -> tuple[RecordId, ...]:
        """Those nothing was written after, those of days gone by included until they are swept away."""
        with self._lock:
            return tuple(self._waiting)

    def on(self, day: date) -> tuple[RecordId, ...]:
        """The sessions of a local day, as they were chosen."""
        with self._lock:
            keys = self._keys.ordered()
            found = keys[bisect_left(keys, dawn(day)) : bisect_left(keys, dawn_after(day))]
            return tuple(RecordId(id) for _, _, id in found)

    def newest(self, at_most: int) -> Iterator[RecordId]:
        """The last sessions, the newest first."""
        with self._lock:
            keys = self._keys.ordered()
            found = keys[-1 : -at_most - 1 : -1]
        return (RecordId(id) for _, _, id in found)
