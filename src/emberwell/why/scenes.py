"""The pages written to the scenes of the why, so that no room has to look through the whole journal for them."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, ClassVar

from emberwell.journal.dates import local_date
from emberwell.journal.records import Entry

if TYPE_CHECKING:
    from datetime import date, datetime

    from emberwell.vault.record import Record, RecordId
    from emberwell.vault.vault import Saved

_SCENE = "scene-"
"""What the id of every scene begins with (`library.purpose.Scene`), and that of no other prompt."""


class ScenePages:
    """Every live page that was written to a scene; an index in the vault's sense. It holds no text."""

    kinds: ClassVar[tuple[type[Record], ...]] = (Entry,)

    def __init__(self) -> None:
        self._pages: dict[RecordId, tuple[str, datetime, date]] = {}
        self._lock = RLock()

    def replace(self, id: RecordId, new: Saved[Entry] | None) -> None:
        """A page was written or changed, or (None) went to the trash or for good."""
        with self._lock:
            self._pages.pop(id, None)
            entry = new.value if new else None
            if isinstance(entry, Entry) and entry.prompt and entry.prompt.startswith(_SCENE):
                self._pages[id] = (entry.prompt, entry.written_at, local_date(entry.written_at, entry.zone))

    def __bool__(self) -> bool:
        return bool(self._pages)

    def of(self, scene: str) -> tuple[tuple[RecordId, date], ...]:
        """The pages written to one scene with their local days, the newest first."""
        with self._lock:
            found = [(at, id, day) for id, (prompt, at, day) in self._pages.items() if prompt == scene]
        return tuple((id, day) for _, id, day in sorted(found, reverse=True))

    def newest(self) -> tuple[RecordId, ...]:
        """All of them, the newest first."""
        with self._lock:
            return tuple(id for id, _ in sorted(self._pages.items(), key=lambda page: page[1][1], reverse=True))
