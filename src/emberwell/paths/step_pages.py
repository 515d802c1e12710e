"""Which pages were written for the steps of paths, so that no page has to look through the whole journal for them.

An index in the vault's sense, as `journal.calendar` is: built once when it is first asked, then told of each change. A
page in the trash or erased is simply not in it, and is again when it is taken back.
"""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, ClassVar

from emberwell.journal.records import Entry
from emberwell.library.paths import prompt_id
from emberwell.vault.record import Record, RecordId

if TYPE_CHECKING:
    from datetime import datetime

    from emberwell.vault.vault import Saved

_OF_A_PATH = prompt_id("", "").removesuffix("-")


class StepPages:
    """Every live page written for a step of a path. Safe to ask from several threads."""

    kinds: ClassVar[tuple[type[Record], ...]] = (Entry,)

    def __init__(self) -> None:
        self._by_prompt: dict[str, dict[RecordId, datetime]] = {}
        self._prompt_of: dict[RecordId, str] = {}
        self._lock = RLock()

    def replace(self, id: RecordId, new: Saved[Entry] | None) -> None:
        """A page was written or changed, or (None) went to the trash or for good."""
        with self._lock:
            if old := self._prompt_of.pop(id, None):
                del self._by_prompt[old][id]
            if new is None or not isinstance(new.value, Entry):
                return
            prompt = new.value.prompt or ""
            if prompt.startswith(_OF_A_PATH):
                self._prompt_of[id] = prompt
                self._by_prompt.setdefault(prompt, {})[id] = new.value.written_at

    def prompts(self) -> list[str]:
        """The prompts that pages were written to."""
        with self._lock:
            return [prompt for prompt, pages in self._by_prompt.items() if pages]

    def of(self, prompt: str) -> list[tuple[datetime, RecordId]]:
        """When the pages to a prompt were written, and their ids, the first one first."""
        with self._lock:
            return sorted((at, id) for id, at in self._by_prompt.get(prompt, {}).items())
