"""What was found in a text, shown in its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from emberwell.journal.identifiers import Found, Kind
from emberwell.vault.search import Piece

_ENDS = re.compile(r"[.!?…][”’\"')\]]{0,3}\s|\n")
_GAP = re.compile(r"\s+")
_AROUND = 140
"""Characters shown on either side of a finding when its sentence is longer."""


@dataclass(frozen=True)
class Sentence:
    """A sentence with what was found in it marked."""

    pieces: tuple[Piece, ...]
    kinds: tuple[Kind, ...]
    """What the marked words may be, each once."""


def sentences(text: str, found: Sequence[Found], *, around: int = _AROUND) -> Iterator[Sentence]:
    """The sentences of `text` that `found` (in order) stands in; long ones are cut between words, with an ellipsis."""
    at = 0
    while at < len(found):
        start, before = _begins(text, found[at], around)
        end, after = _ends(text, found[at], around)
        inside = [found[at]]
        while at + len(inside) < len(found) and found[at + len(inside)].end <= end:
            inside.append(found[at + len(inside)])
        pieces = tuple(_pieces(text[:end].rstrip(), start, inside, before=before, after=after))
        yield Sentence(pieces, tuple(dict.fromkeys(one.kind for one in inside)))
        at += len(inside)


def _begins(text: str, found: Found, around: int) -> tuple[int, str]:
    """Where its sentence begins, or what is shown of it, with what stands for the rest."""
    low = max(0, found.start - around)
    ends = [match.end() for match in _ENDS.finditer(text, low, found.start)]
    if ends or not low:
        return (ends[-1] if ends else 0), ""
    gap = _GAP.search(text, low, found.start)
    return (gap.end() if gap else low), "…"


def _ends(text: str, found: Found, around: int) -> tuple[int, str]:
    """As `_begins`, of its end."""
    high = min(len(text), found.end + around)
    after = _ENDS.search(text, found.end, high)
    if after or high == len(text):
        return (after.end() if after else high), ""
    gaps = [gap.start() for gap in _GAP.finditer(text, found.end, high)]
    return (gaps[-1] if gaps else high), "…"


def _pieces(text: str, start: int, inside: Sequence[Found], *, before: str, after: str) -> Iterator[Piece]:
    at, words = start, before
    for one in inside:
        words += text[at : one.start]
        if words:
            yield Piece(words, False)
        yield Piece(one.text, True)
        at, words = one.end, ""
    words = text[at:] + after
    if words:
        yield Piece(words, False)
