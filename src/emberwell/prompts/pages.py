"""What the pages of one's own prompts and sets may show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from emberwell.library.cards import MOST_CARDS
from emberwell.prompts.finding import Found, find_all, found_own
from emberwell.prompts.forms import FileForm, OwnPromptForm, SetForm
from emberwell.prompts.keeping import Coming, could_say, own_prompts, sets
from emberwell.prompts.memory import Memory
from emberwell.prompts.records import Answer, OwnPrompt, PromptSet, own_name

if TYPE_CHECKING:
    from emberwell.journal.in_sentences import Sentence
    from emberwell.prompts.set_file import Brought
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault

Said = Literal["", "saved", "changed", "trashed", "back", "taken-back", "later", "not-for-me", "added", "brought"]
_SAID: tuple[Said, ...] = get_args(Said)
OWN_ON_A_PAGE = 30


@dataclass(frozen=True)
class CardPart:
    """`prompts/_card.html`: a prompt that can be answered in place."""

    prompt: Found | None
    """None when all were refused."""
    is_written: bool = False
    answered: Found | None = None
    """The prompt that was just laid aside or refused, to take that back."""
    answer: str = ""


@dataclass(frozen=True)
class CardPage:
    """`prompts/_card.html` on its own: the same card, as `page.card`."""

    card: CardPart


@dataclass(frozen=True)
class SetCard:
    """One set in the list."""

    id: RecordId
    name: str
    about: str
    beginning: str
    """The words of its first prompt."""


@dataclass(frozen=True)
class YoursPage:
    """`prompts/yours.html`: one's own prompts, sets, what was laid aside and what was refused."""

    own: tuple[Found, ...]
    """The newest first, so many at a time."""
    earlier: int
    """The page of those written later; 0 for none."""
    more: int
    """The page of those written before; 0 for none."""
    sets: tuple[SetCard, ...]
    later: tuple[Found, ...]
    refused: tuple[Found, ...]
    said: Said
    trashed: str
    """What has just gone to the trash, to take it back; "" else."""


@dataclass(frozen=True)
class OwnPage:
    """`prompts/own.html`: a prompt of one's own, to write or change."""

    form: OwnPromptForm
    id: RecordId | None
    """None for a new one."""
    saved_meanwhile: str = ""
    """Its words as another tab saved them meanwhile."""


@dataclass(frozen=True)
class SetPage:
    """`prompts/set.html`: a set, to read, share, print and write from."""

    id: RecordId
    name: str
    about: str
    prompts: tuple[Found, ...]
    could_say: tuple[Sentence, ...]
    """What in its name, the line under it and one's own prompts could say who somebody is."""
    said: Said
    most_cards: int = MOST_CARDS
    """More than this do not go onto one file of cards."""


@dataclass(frozen=True)
class ChangeSetPage:
    """`prompts/change_set.html`: a set, to make or change."""

    form: SetForm
    id: RecordId | None
    saved_meanwhile: bool = False


@dataclass(frozen=True)
class ComingRow:
    """A prompt of a file."""

    prompt: Brought
    is_here: bool


@dataclass(frozen=True)
class BringPage:
    """`prompts/bring.html`: a file chosen, or looked at before it comes."""

    form: FileForm
    problem: str = ""
    """Why it cannot come."""
    coming: Coming | None = None
    rows: tuple[ComingRow, ...] = ()
    content: str = ""
    """The file, base64, to be sent again when it is to come."""


def said_of(text: str) -> Said:
    """What an address says was done."""
    return next((each for each in _SAID if each == text), "")


def yours_page(vault: Vault, *, said: str, trashed: str, page: int) -> YoursPage:
    """`trashed` is the id an address named; it counts when that one is in the trash. `page` is of one's own prompts:
    for one that is not there, the last."""
    memory, own = vault.index(Memory), own_prompts(vault)
    last = max(1, -(-len(own) // OWN_ON_A_PAGE))
    page = min(max(page, 1), last)
    gone = trashed if trashed and any(each.id == trashed for each in vault.trashed()) else ""
    return YoursPage(
        own=tuple(found_own(saved) for saved in own[(page - 1) * OWN_ON_A_PAGE : page * OWN_ON_A_PAGE]),
        earlier=page - 1,
        more=page + 1 if page < last else 0,
        sets=tuple(_set_card(vault, saved) for saved in sets(vault)),
        later=find_all(vault, memory.said(Answer.LATER)),
        refused=find_all(vault, memory.said(Answer.NOT_FOR_ME)),
        said=said_of(said),
        trashed=gone,
    )


def own_page(saved: Saved[OwnPrompt]) -> OwnPage:
    """A prompt of one's own, to change."""
    own = saved.value
    initial = {
        "text": own.text,
        "note": own.follow_up,
        "pillar": own.pillar.value if own.pillar else "",
        "minutes": own.minutes,
        "is_offered": own.is_offered,
        "expected": saved.revision,
    }
    return OwnPage(OwnPromptForm(initial=initial), saved.id)


def set_page(vault: Vault, saved: Saved[PromptSet], *, said: str) -> SetPage:
    """A set, to read."""
    value = saved.value
    found = find_all(vault, value.prompts)
    return SetPage(saved.id, value.name, value.about, found, could_say(vault, value, found), said_of(said))


def offered_for(vault: Vault, saved: Saved[PromptSet] | None) -> list[tuple[str, str]]:
    """What can be ticked for a set: what stands in it, one's own prompts, and what was laid aside; once each."""
    ids = [
        *(saved.value.prompts if saved else ()),
        *(own_name(own.id) for own in own_prompts(vault)),
        *vault.index(Memory).said(Answer.LATER),
    ]
    return [(found.id, found.text) for found in find_all(vault, dict.fromkeys(ids))]


def bring_page(coming: Coming, content: str) -> BringPage:
    """A file, looked at."""
    pairs = zip(coming.file.prompts, coming.known, strict=True)
    rows = tuple(ComingRow(brought, bool(known)) for brought, known in pairs)
    return BringPage(FileForm(), coming=coming, rows=rows, content=content)


def _set_card(vault: Vault, saved: Saved[PromptSet]) -> SetCard:
    first = next(iter(find_all(vault, saved.value.prompts)), None)
    return SetCard(saved.id, saved.value.name, saved.value.about, first.text if first else "")
