"""Code names: two gentle words to choose, and a kind doubt where one looks like somebody's own name.

The words lie beside this module in `words.toml`, so that they can be read and mended without reading code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterable
from importlib.resources import files
from random import Random, SystemRandom

from emberwell.clients.records import Colour, Shape
from emberwell.journal.identifiers import Kind, possible_identifiers
from emberwell.journal.name_words import FIRST_NAMES, TITLES
from emberwell.vault.search import fold

NAME_LIMIT = 60
"""Characters."""

_LISTS = {
    name: tuple(dict.fromkeys(words.split()))
    for name, words in tomllib.loads(
        files("emberwell.clients").joinpath("words.toml").read_text(encoding="utf-8")
    ).items()
}
FIRST, SECOND = _LISTS["first"], _LISTS["second"]
"""The words of an offer, in lower case."""
FAMILY_NAMES, EVERYDAY_NAMES = frozenset(_LISTS["family_names"]), frozenset(_LISTS["everyday_names"])

_OURS = frozenset({*FIRST, *SECOND})
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_INITIALS = re.compile(r"(?:[A-Z]\.?[ -]?){1,3}")
_FAMILY_START = re.compile(r"(?:[Oo][’']|[Mm]a?c(?=[A-Z]))[^\W\d_]+")
_TRIES = 200


def clean_name(text: str) -> str:
    """A code name as it is kept: single spaces."""
    return " ".join(text.split())


def same_name(name: str) -> str:
    """The form in which two spellings of one code name are equal: case and spaces do not count."""
    return clean_name(name).casefold()


def offer(taken: Iterable[str], chance: Random | None = None) -> str:
    """Two words that no code name in `taken` is made of, where that can be."""
    chance = chance or SystemRandom()
    used = {word for name in taken for word in same_name(name).split()}
    first = [word for word in FIRST if word not in used] or list(FIRST)
    second = [word for word in SECOND if word not in used] or list(SECOND)
    names = {same_name(name) for name in taken}
    for _ in range(_TRIES):
        words = chance.choice(first), chance.choice(second)
        if words[0] != words[1] and " ".join(words) not in names:
            break
    return " ".join(word.capitalize() for word in words)


def offered_sign(taken: Container[tuple[Shape, Colour]]) -> tuple[Shape, Colour]:
    """The first sign, of the thirty-six, that no code name has; the first of all when every one is taken."""
    shapes, colours = tuple(Shape), tuple(Colour)
    pairs = [(shapes[n % 6], colours[(n + n // 6) % 6]) for n in range(36)]
    return next((pair for pair in pairs if pair not in taken), pairs[0])


def looks_real(name: str) -> bool:
    """Whether a code name could be somebody's own: a name, initials, or anything that points at one person.

    Errs on the side of asking, and misses names that are not on a list. The one who chose it has the last word.
    """
    name = clean_name(name)
    if _INITIALS.fullmatch(name) or _FAMILY_START.search(name):
        return True
    words = [fold(word).removesuffix("’s").removesuffix("'s") for word in _WORD.findall(name)]
    if any(word in FIRST_NAMES or word in FAMILY_NAMES for word in words if word not in _OURS):
        return True
    if any(word in TITLES for word in words[:-1]):
        return True
    if words and all(word in EVERYDAY_NAMES for word in words):
        return True
    return any(found.kind is not Kind.NAME for found in possible_identifiers(name))
