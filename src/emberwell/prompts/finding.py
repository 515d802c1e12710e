"""A prompt by its id, whoever wrote it: one of the library, or one of the person's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from emberwell.library import prompts as library
from emberwell.prompts.records import OWN, OwnPrompt, own_name
from emberwell.vault.record import RecordId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from emberwell.journal.records import Pillar
    from emberwell.vault.vault import Saved, Vault


@dataclass(frozen=True)
class Found:
    """A prompt as a page shows it."""

    id: str
    text: str
    follow_up: str
    pillar: Pillar | None
    minutes: int | None
    is_own: bool = False

    @property
    def own_id(self) -> RecordId:
        """The record of one's own prompt."""
        return RecordId(self.id.removeprefix(OWN))


def find(vault: Vault, id: str) -> Found | None:
    """The prompt with this id; None when it left the library, or went to the trash."""
    if id.startswith(OWN):
        own = vault.find(OwnPrompt, RecordId(id.removeprefix(OWN)))
        return found_own(own) if own else None
    prompt = library.prompt(id)
    return found_in_library(prompt) if prompt else None


def find_all(vault: Vault, ids: Iterable[str]) -> tuple[Found, ...]:
    """Those of `ids` that are there, in their order."""
    return tuple(found for id in ids if (found := find(vault, id)))


def found_own(saved: Saved[OwnPrompt]) -> Found:
    """One of the person's own."""
    own = saved.value
    return Found(own_name(saved.id), own.text, own.follow_up, own.pillar, own.minutes, is_own=True)


def found_in_library(prompt: library.Prompt) -> Found:
    """One of the library."""
    return Found(prompt.id, prompt.text, prompt.follow_up, prompt.pillar, prompt.minutes)
