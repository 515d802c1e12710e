"""One's own prompts and sets, through the vault: kept, changed, put together, brought from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import msgspec

from emberwell.clients.watching import watched
from emberwell.journal.identifiers import possible_identifiers
from emberwell.journal.in_sentences import sentences
from emberwell.library.cards import CREDIT, Card
from emberwell.prompts.finding import Found, find_all
from emberwell.prompts.records import OwnPrompt, PromptSet, own_name
from emberwell.prompts.set_file import Brought, SetFile
from emberwell.vault.errors import StaleRevision
from emberwell.vault.record import new_id
from emberwell.vault.vault import Write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from emberwell.journal.in_sentences import Sentence
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault

R = TypeVar("R", OwnPrompt, PromptSet)
MOST_IN_A_SET = 400
_TRIES = 5


def own_prompts(vault: Vault) -> list[Saved[OwnPrompt]]:
    """All of them, the newest first."""
    return sorted(vault.all(OwnPrompt), key=lambda saved: (saved.value.made_at, saved.id), reverse=True)


def sets(vault: Vault) -> list[Saved[PromptSet]]:
    """All of them, by name."""
    return sorted(vault.all(PromptSet), key=lambda saved: (saved.value.name.casefold(), saved.id))


def keep_own(vault: Vault, prompt: OwnPrompt) -> Saved[OwnPrompt]:
    """Keep a prompt; the very same twice is one prompt (a double press)."""
    for saved in vault.all(OwnPrompt):
        if msgspec.structs.replace(prompt, made_at=saved.value.made_at, zone=saved.value.zone) == saved.value:
            return saved
    return vault.put(prompt)


def keep_set(vault: Vault, made: PromptSet) -> Saved[PromptSet]:
    """Keep a new set; the very same twice is one set (a double press)."""
    return next((saved for saved in vault.all(PromptSet) if _is_same(saved.value, made)), None) or vault.put(made)


def add_to_set(vault: Vault, id: RecordId, prompt: str) -> Saved[PromptSet]:
    """Put a prompt at the end of a set, once. Raises RecordMissing, StaleRevision."""
    for turn in range(_TRIES):
        saved = vault.get(PromptSet, id)
        if prompt in saved.value.prompts or len(saved.value.prompts) >= MOST_IN_A_SET:
            break
        changed = msgspec.structs.replace(saved.value, prompts=(*saved.value.prompts, prompt))
        try:
            return vault.put(changed, id=id, expected=saved.revision)
        except StaleRevision:  # another was added in the same moment: this one goes behind it
            if turn == _TRIES - 1:
                raise
            vault.refresh()
    return saved


def keep_changed(vault: Vault, saved: Saved[R], changed: R, *, expected: int | None) -> None:
    """Put `changed` in the place of what the form was filled with, revision `expected`. Raises StaleRevision.

    What says nothing new (a double press) is not a change, whatever it was based on.
    """
    if changed != saved.value:
        vault.put(changed, id=saved.id, expected=expected or saved.revision)


def as_brought(found: Sequence[Found]) -> tuple[Brought, ...]:
    """Prompts as they go into a file: those of the library by id too, one's own by their words alone."""
    return tuple(
        Brought(each.text, each.follow_up, each.pillar, each.minutes, "" if each.is_own else each.id) for each in found
    )


def could_say(vault: Vault, value: PromptSet, found: Sequence[Found]) -> tuple[Sentence, ...]:
    """What in a set could say who somebody is, in its sentence: of prompts only one's own are looked through."""
    own = [words for each in found if each.is_own for words in (each.text, each.follow_up)]
    text = "\n".join([value.name, value.about, *own])
    return tuple(sentences(text, possible_identifiers(text, known=watched(vault))))


def cards_of(found: Sequence[Found]) -> list[Card]:
    """Prompts as cards to print: the library's name its licence, one's own say nothing of whose they are."""
    return [Card(each.text, each.pillar, each.minutes, each.follow_up, "" if each.is_own else CREDIT) for each in found]


@dataclass(frozen=True)
class Coming:
    """What a file would bring."""

    file: SetFile
    known: tuple[str, ...]
    """Id of each prompt that is here already, in the library or as one's own; "" for one that would come."""

    @property
    def new(self) -> int:
        """How many would come."""
        return sum(not each for each in self.known)


def coming(vault: Vault, file: SetFile) -> Coming:
    """Look at a file without bringing anything."""
    own = {saved.value.text: own_name(saved.id) for saved in vault.all(OwnPrompt)}
    library = {each.id: each.text for each in find_all(vault, (brought.library_id for brought in file.prompts))}
    known = (
        brought.library_id if library.get(brought.library_id) == brought.text else own.get(brought.text, "")
        for brought in file.prompts
    )
    return Coming(file, tuple(known))


def bring(vault: Vault, file: SetFile, *, now: datetime, zone: str) -> Saved[PromptSet]:
    """Bring a file as a set: its prompts that are not here become one's own, not offered on Today until one says so.

    All in one transaction. Bringing the same file again changes nothing.
    """
    there = coming(vault, file)
    ids: dict[str, str] = {}
    writes: list[Write[OwnPrompt | PromptSet]] = []
    for brought, known in zip(file.prompts, there.known, strict=True):
        if known:
            ids.setdefault(brought.text, known)
        elif brought.text not in ids:
            id = new_id()
            ids[brought.text] = own_name(id)
            own = OwnPrompt(
                text=brought.text,
                follow_up=brought.follow_up,
                pillar=brought.pillar,
                minutes=brought.minutes,
                made_at=now,
                zone=zone,
                is_offered=False,
            )
            writes.append(Write(value=own, id=id))
    prompts = tuple(dict.fromkeys(ids.values()))
    made = PromptSet(name=file.name, about=file.about, prompts=prompts, made_at=now, zone=zone)
    same = next((saved for saved in vault.all(PromptSet) if _is_same(saved.value, made)), None)
    if same is not None and not writes:
        return same
    writes.append(Write(value=made, id=new_id()))
    return vault.put_many(writes)[-1]  # type: ignore[return-value]


def _is_same(one: PromptSet, other: PromptSet) -> bool:
    return (one.name, one.about, one.prompts) == (other.name, other.about, other.prompts)
