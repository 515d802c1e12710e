"""The local day of every kept line, year by year, so that a year's rings need not go through all lines there are.

An index in the vault's sense: built once when it is first asked for, then told of each change. It holds no words.
"""

from __future__ import annotations

from datetime import date
from threading import RLock
from typing import TYPE_CHECKING, ClassVar

import msgspec

from emberwell.journal.dates import local_date
from emberwell.journal.records import KeptLine
from emberwell.vault.record import Record, RecordId

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved


class LineDay(msgspec.Struct, frozen=True, gc=False):
    """One line: its day, and all that says whether it may return."""

    id: RecordId
    day: date
    line: KeptLine
    """Without its words."""


class LineDays:
    """Every live kept line's day. Safe to ask from several threads."""

    kinds: ClassVar[tuple[type[Record], ...]] = (KeptLine,)

    def __init__(self) -> None:
        self._years: dict[int, dict[RecordId, LineDay]] = {}
        self._year_of: dict[RecordId, int] = {}
        self._lock = RLock()

    def replace(self, id: RecordId, new: Saved[KeptLine] | None) -> None:
        """A line was kept or changed, or (None) went to the trash or for good."""
        with self._lock:
            year = self._year_of.pop(id, None)
            if year is not None:
                del self._years[year][id]
            if new is None or not isinstance(new.value, KeptLine):
                return
            day = local_date(new.value.kept_at, new.value.zone)
            wordless = msgspec.structs.replace(new.value, text="", source=None)
            self._years.setdefault(day.year, {})[id] = LineDay(id, day, wordless)
            self._year_of[id] = day.year

    def years(self) -> dict[int, tuple[LineDay, ...]]:
        """Every year that has lines, in no order."""
        with self._lock:
            return {year: tuple(lines.values()) for year, lines in self._years.items() if lines}
