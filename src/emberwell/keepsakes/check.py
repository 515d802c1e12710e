"""The look at a book before it is set: what in it could say who somebody is, in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from emberwell.exchange.sheets import long_date
from emberwell.journal.dates import local_moment
from emberwell.journal.identifiers import Found, Kind, possible_identifiers
from emberwell.journal.markdown import unmarked
from emberwell.keepsakes.choice import Content, check_length
from emberwell.vault.attachments import Attachment
from emberwell.vault.search import Piece

if TYPE_CHECKING:
    from emberwell.journal.records import Entry
    from emberwell.vault.vault import Vault

_ENDS = re.compile(r"[.!?…][”’\"')\]]{0,3}\s|\n")
_AROUND = 140
"""Characters shown on either side of a finding when its sentence is longer."""


@dataclass(frozen=True)
class Sentence:
    """A sentence with what was found in it marked."""

    pieces: tuple[Piece, ...]
    kinds: tuple[Kind, ...]
    """What the marked words may be, each once."""


@dataclass(frozen=True)
class Checked:
    """One thing of a book in which something was found."""

    id: str
    what: str
    """`A kept line`, `A page`, `Your why`."""
    title: str
    """Of a page that has one; "" when something in it was found, since it is then among the sentences."""
    day: date
    sentences: tuple[Sentence, ...]

    @property
    def when(self) -> str:
        return long_date(self.day, weekday=False)


def checked(vault: Vault, content: Content) -> tuple[Checked, ...]:
    """Everything of `content` in which something was found: whys, then lines and pages by their days.

    Raises TooLarge.
    """
    check_length(content)
    found = [_look("Your why", one.id, "", one.since, one.text) for one in content.whys]
    dated = [_look("A kept line", line.id, "", line.day, line.text) for line in content.lines]
    for page in content.pages:
        entry = page.value
        dated.append(_look("A page", page.id, entry.title, local_moment(entry).date(), _text_of(vault, entry)))
    dated.sort(key=lambda one: one.day)
    return tuple(one for one in [*found, *dated] if one.sentences)


def _text_of(vault: Vault, entry: Entry) -> str:
    """All of a page that would be set, a line for each part."""
    attached = (vault.find(Attachment, id) for id in entry.attachments)
    names = [saved.value.name for saved in attached if saved is not None]
    return "\n".join([entry.title, unmarked(entry.body), *entry.tags, *names])


def _look(what: str, id: str, title: str, day: date, text: str) -> Checked:
    found = possible_identifiers(text)
    if found and found[0].start < len(title):
        title = ""
    return Checked(id, what, title, day, tuple(sentences(text, found)))


def sentences(text: str, found: Sequence[Found]) -> Iterator[Sentence]:
    """The sentences of `text` that `found` (in order) stands in; long ones are cut with an ellipsis."""
    at = 0
    while at < len(found):
        start, end = _bounds(text, found[at])
        inside = [found[at]]
        while at + len(inside) < len(found) and found[at + len(inside)].end <= end:
            inside.append(found[at + len(inside)])
        yield Sentence(tuple(_pieces(text, start, end, inside)), tuple(dict.fromkeys(one.kind for one in inside)))
        at += len(inside)


def _bounds(text: str, found: Found) -> tuple[int, int]:
    """From where to where its sentence goes, at most `_AROUND` characters from it."""
    low, high = max(0, found.start - _AROUND), min(len(text), found.end + _AROUND)
    before = [match.end() for match in _ENDS.finditer(text, low, found.start)]
    after = _ENDS.search(text, found.end, high)
    return (before[-1] if before else low), (after.end() if after else high)


def _pieces(text: str, start: int, end: int, inside: Sequence[Found]) -> Iterator[Piece]:
    is_cut_before = start > 0 and not text[start - 1].isspace()
    is_cut_after = end < len(text) and not text[end - 1].isspace()
    at, words = start, "…" if is_cut_before else ""
    for one in inside:
        words += text[at : one.start]
        if words:
            yield Piece(words, False)
        yield Piece(one.text, True)
        at, words = one.end, ""
    words = text[at:end].rstrip() + ("…" if is_cut_after else "")
    if words:
        yield Piece(words, False)
