"""How a person and a prompt of the library stand to each other, for the prompt's own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from emberwell.prompts.keeping import sets
from emberwell.prompts.memory import Memory
from emberwell.prompts.records import Answer

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Vault


@dataclass(frozen=True)
class SetChoice:
    """A set the prompt can be put into."""

    id: RecordId
    name: str


@dataclass(frozen=True)
class Standing:
    """`prompts/_standing.html`."""

    prompt: str
    is_later: bool
    is_refused: bool
    in_sets: tuple[SetChoice, ...]
    other_sets: tuple[SetChoice, ...]


def standing(vault: Vault, prompt: str) -> Standing:
    """What was said of it, the sets it stands in, and the others."""
    memory, known = vault.index(Memory), sets(vault)
    choices = [(prompt in saved.value.prompts, SetChoice(saved.id, saved.value.name)) for saved in known]
    return Standing(
        prompt=prompt,
        is_later=prompt in memory.said(Answer.LATER),
        is_refused=prompt in memory.said(Answer.NOT_FOR_ME),
        in_sets=tuple(choice for is_in, choice in choices if is_in),
        other_sets=tuple(choice for is_in, choice in choices if not is_in),
    )
