"""Words of a person made ready for a sheet of paper: places to break, and no signs that would be empty boxes."""

from __future__ import annotations

import re
import unicodedata

from emberwell.exchange.typesetting import not_drawn

_LONG = re.compile(r"[^\s\u200b]{29,}")
_PIECE = 10
_JOINER = "\u200d"
_SIGN_PARTS = frozenset("\u200d\ufe0e\ufe0f\u20e3")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")


def with_breaks(text: str) -> str:
    """`text` with invisible places to break a line (U+200B) in stretches too long for a narrow column.

    Never inside what is one character to its reader: a letter and its accents, signs that are joined.
    """
    return _LONG.sub(lambda found: _cut(found[0]), _UNSEEN.sub("", text))


def _cut(stretch: str) -> str:
    pieces, start = [], 0
    for at in range(1, len(stretch)):
        if at - start >= _PIECE and not _clings(stretch[at - 1], stretch[at]):
            pieces.append(stretch[start:at])
            start = at
    return "\u200b".join([*pieces, stretch[start:]])


def _clings(before: str, character: str) -> bool:
    return _JOINER in {before, character} or unicodedata.category(character)[0] == "M"


def without_signs(text: str) -> str:
    """`text` without the signs (emoji and the like) that no font here can draw, and what joins and colours them."""
    if not any(_is_missing_sign(character) for character in text):
        return text
    kept = "".join(character for character in text if character not in _SIGN_PARTS and not _is_missing_sign(character))
    return re.sub(r" +(?=\n|$)|(?<= ) +", "", kept)


def _is_missing_sign(character: str) -> bool:
    return character > "\u00ff" and unicodedata.category(character)[0] == "S" and bool(not_drawn([character]))


def pieces(text: str) -> list[str]:
    """What of `text` has to stand on one line, each once."""
    return list(dict.fromkeys(re.split(r"[\s\u200b]+", text)))
