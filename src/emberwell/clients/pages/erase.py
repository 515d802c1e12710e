"""Everything that names a code name, before it is erased for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from emberwell.clients.erasing import Mentions
from emberwell.clients.forms import EraseForm
from emberwell.clients.names import Sign, sign_of
from emberwell.clients.records import Client, Matter
from emberwell.journal.dates import in_zone
from emberwell.journal.markdown import excerpt
from emberwell.journal.records import Entry, KeptLine
from emberwell.prompts.records import OwnPrompt, PromptSet
from emberwell.sessions.records import Session, SomethingOfMine
from emberwell.stayed.records import Stayed
from emberwell.supervision.records import Cpd, Item
from emberwell.vault.attachments import Attachment

if TYPE_CHECKING:
    from emberwell.clients.erasing import Mention
    from emberwell.vault.record import Record, RecordId
    from emberwell.vault.vault import Saved

_WORDS = 200
_KINDS: dict[type[Record], tuple[str, str]] = {
    Entry: ("A page", "journal:page"),
    KeptLine: ("A kept line", "journal:line"),
    Session: ("A session", "sessions:after"),
    SomethingOfMine: ("Something of yours", "sessions:mine_one"),
    Stayed: ("Something that stayed", "stayed:one"),
    Item: ("For supervision", ""),
    Cpd: ("Learning (CPD)", ""),
    Matter: ("What matters to another client", ""),
    Client: ("Another code name", "clients:client"),
    OwnPrompt: ("A prompt of your own", "prompts:own"),
    PromptSet: ("A set of prompts", "prompts:set"),
    Attachment: ("The name of a file", ""),
}
"""What each kind is called, and the address of one; any other is `Something else you wrote`."""


@dataclass(frozen=True)
class MentionCard:
    """One thing that names it."""

    id: RecordId
    what: str
    url: str
    """"" when it has no page of its own, or is in the trash."""
    day: date
    words: str
    tied: bool
    in_words: bool
    only_before: bool
    in_trash: bool
    read_only: bool
    erase: bool
    leave: bool
    """What is ticked."""


@dataclass(frozen=True)
class EraseFirstPage:
    """`clients/erase_first.html`: before anything is looked for."""

    sign: Sign


@dataclass(frozen=True)
class ErasePage:
    """`clients/erase.html`: everything first, then the choice."""

    sign: Sign
    form: EraseForm
    items: tuple[MentionCard, ...]
    matters: tuple[str, ...]
    drafts: tuple[str, ...]
    """The beginnings of drafts that name it."""
    letters: tuple[str, ...]
    """The lines at the door that do."""
    trouble: bool
    """Something that would have to change was written by a newer release."""


def erase_page(
    saved: Saved[Client], mentions: Mentions, form: EraseForm, zone: str, *, trouble: bool = False
) -> ErasePage:
    """What would be erased, or changed."""
    erase, leave = set(form["item"].value() or ()), set(form["leave"].value() or ())
    return ErasePage(
        sign=sign_of(saved),
        form=form,
        items=tuple(_card(each, zone, erase=erase, leave=leave) for each in mentions.records),
        matters=tuple(matter.value.text for matter in mentions.matters),
        drafts=tuple(_words_of(draft.value) for draft in mentions.drafts),
        letters=tuple(excerpt(line.text, _WORDS) for line in mentions.letters),
        trouble=trouble,
    )


def _card(mention: Mention, zone: str, *, erase: set[str], leave: set[str]) -> MentionCard:
    saved = mention.saved
    what, name = _KINDS.get(type(saved.value), ("Something else you wrote", ""))
    when = getattr(saved.value, "search_when", lambda: saved.saved_at)()
    return MentionCard(
        id=saved.id,
        what=what,
        url=_address(name, saved.id) if name and saved.trashed_at is None else "",
        day=in_zone(when, zone).date(),
        words=_words_of(saved.value),
        tied=mention.tied,
        in_words=mention.in_words,
        only_before=mention.only_before,
        in_trash=saved.trashed_at is not None,
        read_only=saved.read_only,
        erase=saved.id in erase,
        leave=saved.id in leave,
    )


def _address(name: str, id: RecordId) -> str:
    try:
        return reverse(name, args=[id])
    except NoReverseMatch:
        return ""


def _words_of(value: Record) -> str:
    """Its beginning, to know it by."""
    if isinstance(value, Entry):
        return " · ".join(part for part in (value.title, excerpt(value.body, _WORDS)) if part)
    if isinstance(value, Attachment):
        return value.name
    said = getattr(value, "search_text", None)
    return excerpt(" ".join(part for part in said() if part), _WORDS) if said else ""
