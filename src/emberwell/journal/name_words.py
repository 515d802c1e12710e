"""The lists of words that tell names from other words with a capital (name_words.toml), in lower case.

A sentence may begin with Grace, Mark or Will and mean none of them, so names that are everyday words as well are not
among the first names: those are found by what stands before them.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

_LISTS = {
    name: frozenset(words.split())
    for name, words in tomllib.loads(
        files("emberwell.journal").joinpath("name_words.toml").read_text(encoding="utf-8")
    ).items()
}

CALENDAR = _LISTS["calendar"]
"""Days and months."""
NOT_NAMES = _LISTS["not_names"] | CALENDAR
"""With a capital in mid-sentence, these are not taken for names."""
STARTS = _LISTS["starts"]
"""What a sentence often begins with, and hardly any name does."""
FIRST_NAMES = _LISTS["first_names"]
"""Taken for names even where a sentence begins with them."""
RELATIVES = _LISTS["relatives"]
"""The name of one of these names a client as well."""
TITLES = _LISTS["titles"]
"""What a family name follows."""
CUES = _LISTS["cues"]
"""What else a name follows; even one that is an everyday word as well."""
DEEDS = _LISTS["deeds"]
"""What only somebody does: a word at a sentence's start is taken for a name before one of these."""
EVERYDAY_NAMES = _LISTS["everyday_names"]
"""First names that are words as well: at a sentence's start they are names before a deed only."""
MAKERS = frozenset(tuple(name.split("_")) for name in _LISTS["makers"])
"""Writers, thinkers, musicians and people out of books, by their words: nobody's client."""
FIRST_OF_MAKERS = frozenset(name[0] for name in MAKERS)
