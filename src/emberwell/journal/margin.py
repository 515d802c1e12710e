"""What is pointed out beside a page being written: possible identifiers, each once, and what could stand instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from emberwell.journal.identifiers import Found, Kind, possible_identifiers, words_of_ones_own
from emberwell.journal.in_sentences import sentences
from emberwell.vault.search import Piece

MARGIN_LIMIT = 20_000
"""Characters looked at in one piece."""
SHOWN = 30
"""So many are pointed out at once; the others when these are answered."""
_AROUND = 48
"""Characters of its sentence on either side."""
_CODE_NAMES = 6
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_INSTEAD = {
    Kind.E_MAIL: "[e-mail]",
    Kind.WEB: "[web page]",
    Kind.RECORD: "[number]",
    Kind.BIRTH: "[date]",
    Kind.PHONE: "[phone]",
    Kind.STREET: "[address]",
    Kind.POSTCODE: "[postcode]",
    Kind.AGE: "[age]",
}


@dataclass(frozen=True)
class PointedOut:
    """One possible identifier, where it first stands."""

    text: str
    kind: Kind
    pieces: tuple[Piece, ...]
    """Its sentence, with it marked."""
    instead: tuple[str, ...]
    """What could stand in its place, the likeliest first; never empty."""


def pointed_out(
    text: str, *, known: Iterable[str] = (), code_names: Sequence[str] = ()
) -> tuple[tuple[PointedOut, ...], bool]:
    """What in `text` could identify somebody, the first of each, and whether there is more than is shown.

    `known` are words of the person's own to look for; `code_names` are theirs too: those stand for somebody already, so
    they are not pointed out, and offered in the place of names.
    """
    own = list(words_of_ones_own(text, tuple(code_names)))
    firsts: dict[tuple[Kind, str], Found] = {}
    for one in possible_identifiers(text, known=known):
        is_own = one.kind is Kind.NAME and any(start < one.end and one.start < end for start, end in own)
        if not is_own:
            firsts.setdefault((one.kind, one.text.casefold()), one)
    shown = list(firsts.values())[:SHOWN]
    return tuple(_pointed(text, one, code_names) for one in shown), len(firsts) > len(shown)


def instead_of(one: Found, code_names: Sequence[str] = ()) -> tuple[str, ...]:
    """What could stand in its place. Of a date of birth the year may stay (45 CFR 164.514(b)(2)(i)(C))."""
    if one.kind is Kind.BIRTH and (year := _YEAR.search(one.text)):
        return year[0], _INSTEAD[one.kind]
    if one.kind in _INSTEAD:
        return (_INSTEAD[one.kind],)
    initial = f"{one.text[0].upper()}." if one.kind is Kind.NAME or one.text[0].isupper() else ""
    offered = (initial, "someone", "a place", *code_names[:_CODE_NAMES])
    return tuple(dict.fromkeys(words for words in offered if words))


def _pointed(text: str, one: Found, code_names: Sequence[str]) -> PointedOut:
    (sentence,) = sentences(text, [one], around=_AROUND)
    return PointedOut(one.text, one.kind, sentence.pieces, instead_of(one, code_names))
