"""Erase a code name for good: found in everything there is, shown, and then taken out of it in one transaction.

What stays is written anew without the name and without its earlier versions, which may hold it (`Vault.erase`): it
keeps its id, so whatever points at it still does. Nothing here knows what kinds there are: every text of every record,
in the journal or in the trash, now or in an earlier version, in drafts and at the door is looked at alike. So a new
kind is covered without a word here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast
from unicodedata import normalize

import msgspec

from emberwell.clients.records import Client, Matter
from emberwell.vault.contents import Draft
from emberwell.vault.errors import NewerRecord, SealBroken
from emberwell.vault.letterbox import LeftLine, leave
from emberwell.vault.vault import Write

if TYPE_CHECKING:
    from emberwell.vault.record import Record, RecordId
    from emberwell.vault.vault import Saved, Vault

SOMEONE = "someone"
"""Stands where the name stood."""
_NOT_WORDS = frozenset({"zone", "prompt", "prompts", "path", "step"})
"""Fields whose text is chosen by the program."""

T = TypeVar("T")


@dataclass(frozen=True)
class Mention:
    """A record that names a code name."""

    saved: Saved[Record]
    tied: bool
    """By its id, now or in an earlier version."""
    in_words: bool
    """Its words hold the name, now or in an earlier version."""
    only_before: bool
    """Only earlier versions name it."""


@dataclass(frozen=True)
class Mentions:
    """Everything that names one code name, besides its own record and what matters to them."""

    records: tuple[Mention, ...]
    """Newest first; whatever is in the trash last."""
    drafts: tuple[Draft[Record], ...]
    letters: tuple[LeftLine, ...]
    """Lines at the door."""
    matters: tuple[Saved[Matter], ...]
    """These go with the name."""


class Name:
    """One code name, with those it had before, and how it is found and replaced."""

    def __init__(self, id: RecordId, *names: str) -> None:
        self.id = id
        # Markdown or a line end may stand between its words, and a tag may run them together.
        each = (
            r"[\W_]{0,6}".join("".join(map(_spelt, normalize("NFC", word))) for word in name.split())
            for name in sorted(names, key=len, reverse=True)
        )
        self._pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(each)})(?![^\W_])", re.IGNORECASE)

    def stands_in(self, value: object) -> bool:
        """Whether some text of `value` holds the name."""
        return any(self._pattern.search(text) for text in _texts(value))

    def ties(self, value: object) -> bool:
        """Whether `value` names it by its id."""
        return any(self.id in text for text in _texts(value))

    def names(self, value: object) -> bool:
        """Either."""
        return self.stands_in(value) or self.ties(value)

    def without(self, value: T, *, replace: bool) -> T:
        """`value` without the id, and with `someone` for the name when it is asked for."""

        def changed(text: str) -> str:
            text = text.replace(self.id, "")
            return self._pattern.sub(SOMEONE, text) if replace else text

        return cast(T, _mapped(value, changed, self.id))


def _spelt(character: str) -> str:
    """As a pattern: with its accent in one or apart, as systems differ, and either apostrophe."""
    forms = dict.fromkeys("'’" if character in "'’" else (character, normalize("NFD", character)))
    return f"(?:{'|'.join(map(re.escape, forms))})" if len(forms) > 1 else re.escape(character)


def name_of(vault: Vault, saved: Saved[Client]) -> Name:
    """How this code name is found: by every name it ever had, since one may have been changed for being too real."""
    earlier = (version.value.name for version in vault.history(Client, saved.id) if isinstance(version.value, Client))
    return Name(saved.id, *dict.fromkeys((saved.value.name, *earlier)))


def mentions_of(vault: Vault, client: Saved[Client]) -> Mentions:
    """Everything there is that names `client`."""
    name = name_of(vault, client)
    records, matters = [], []
    for _, saved in vault.everything():
        if saved.id == client.id:
            continue
        if isinstance(saved.value, Matter) and saved.value.client == client.id:
            matters.append(cast("Saved[Matter]", saved))
            continue
        if mention := _mention(vault, saved, name):
            records.append(mention)
    return Mentions(
        records=tuple(sorted(records, key=_order)),
        drafts=tuple(draft for draft in vault.drafts() if name.names(draft.value) and draft.id != client.id),
        letters=tuple(line for line in vault.left_at_door() if name.names((line.text, line.late_save))),
        matters=tuple(sorted(matters, key=lambda saved: (saved.value.noted_on, saved.id))),
    )


def _mention(vault: Vault, saved: Saved[Record], name: Name) -> Mention | None:
    past: list[Saved[Any]] = []
    if saved.revision > 1:
        with suppress(SealBroken):  # then its past opens nowhere, here or in an export
            past = vault.history(type(saved.value), saved.id)
    values = [saved.value, *(revision.value for revision in past)]
    tied, in_words = any(map(name.ties, values)), any(map(name.stands_in, values))
    if not (tied or in_words):
        return None
    return Mention(saved, tied, in_words, only_before=not name.names(saved.value))


def _order(mention: Mention) -> tuple[bool, float]:
    saved = mention.saved
    when = getattr(saved.value, "search_when", lambda: saved.saved_at)()
    return saved.trashed_at is not None, -when.timestamp()


def erase_client(
    vault: Vault,
    client: Saved[Client],
    *,
    also: Container[RecordId] = (),
    left: Container[RecordId] = (),
    replace: bool = True,
) -> None:
    """Erase `client` for good: its record, what matters to them, and those of its mentions that are in `also`.

    The rest stays without it: no longer tied to it, with `someone` for the name when `replace` says so, and without
    earlier versions. Of `left`, whose words mean something else, and without `replace`, words stay as they are; what
    is not tied to it is then not touched at all. Lines at the door are left anew first, each by itself; all else is one
    transaction, so that what is interrupted can be done again. Raises NewerRecord when something that would have to
    change was written by a newer release.
    """
    name, mentions = name_of(vault, client), mentions_of(vault, client)
    staying = [
        mention.saved
        for mention in mentions.records
        if mention.saved.id not in also and (mention.tied or (replace and mention.saved.id not in left))
    ]
    if any(saved.read_only for saved in staying):
        raise NewerRecord
    gone = [client.id, *(saved.id for saved in mentions.matters)]
    gone += [mention.saved.id for mention in mentions.records if mention.saved.id in also]
    for line in mentions.letters:
        _leave_anew(vault, line, name, replace=replace)
    changed = {saved.id: saved for saved in staying}
    vault.erase(
        gone,
        instead=[_anew(saved, name, replace=replace and saved.id not in left) for saved in staying],
        drafts=list(_drafts_after(vault, name, changed, gone, replace=replace)),
    )


def _anew(saved: Saved[Record], name: Name, *, replace: bool) -> Write[Any]:
    return Write(
        value=name.without(saved.value, replace=replace),
        id=saved.id,
        expected=saved.revision,
        state="trash" if saved.trashed_at else "live",
        saved_at=saved.trashed_at,
    )


def _drafts_after(
    vault: Vault, name: Name, changed: dict[RecordId, Saved[Record]], gone: Sequence[RecordId], *, replace: bool
) -> Iterator[Draft[Record]]:
    """The drafts that must be sealed again: those that name it, and those of records that begin anew."""
    for draft in vault.drafts():
        if draft.id in gone or not (draft.id in changed or name.names(draft.value)):
            continue
        record = changed.get(draft.id)
        based_on = draft.based_on
        if record is not None:  # what it was begun from is the first revision there is now, or one that is no more
            based_on = record.revision + 1 if draft.based_on == record.revision else 0
        value = name.without(draft.value, replace=replace)
        yield Draft(draft.id, draft.tab, value, based_on, draft.kept_at)


def _leave_anew(vault: Vault, line: LeftLine, name: Name, *, replace: bool) -> None:
    text, late_save = name.without((line.text, line.late_save), replace=replace)
    leave(vault.store, vault.account_id, text, now=line.left_at, late_save=late_save, instead=line.id)


def _texts(value: object) -> Iterator[str]:
    """Every text in a record, however deep."""
    if type(value) is str:
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(key)
            yield from _texts(each)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            if field not in _NOT_WORDS:
                yield from _texts(getattr(value, field))


def _mapped(value: object, change: Callable[[str], str], id: str) -> object:
    """`value` with every text changed, and without `id`: None where it stood, shorter where it stood among others."""
    if type(value) is str:
        return None if value == id else change(value)
    if isinstance(value, (tuple, list)):
        return type(value)(_mapped(each, change, id) for each in value if each != id)
    if isinstance(value, dict):
        # The form of a letter: its values are texts, and one that was None would never open again.
        return {
            change(key): change(each) if type(each) is str else _mapped(each, change, id) for key, each in value.items()
        }
    if isinstance(value, msgspec.Struct):
        fields = [field for field in value.__struct_fields__ if field not in _NOT_WORDS]
        return msgspec.structs.replace(value, **{field: _mapped(getattr(value, field), change, id) for field in fields})
    return value
