"""Whether English is written with a word, and whether people are called by it. For `journal.names_in_text`.

The lists are those zxcvbn ships to weigh passphrases: words by how often films and encyclopaedias use them, first names
and family names by how many people in a census bear them, each word on the one list where it ranks highest. They take
some 50 ms and a few MB to read, so they are read when first needed.
"""

from __future__ import annotations

from functools import cache

from emberwell.journal.name_words import DEEDS, NOT_NAMES, RELATIVES, STARTS

_ENCYCLOPAEDIA = 14_000
"""Words of it; further down its list rare first names stand as often as words."""
_COMMON_NAMES = 2_500
_ENDINGS = ("'s", "s", "es", "d", "ed", "ing", "ly", "r", "er", "ers", "st", "est", "ness", "less", "ful", "y", "able")
_BEGINNINGS = ("un", "re", "over", "under", "out", "mis", "pre", "non", "fore")
_NEVER_NAMES = (
    "ism",
    "isms",
    "tion",
    "tions",
    "ment",
    "ments",
    "ness",
    "ional",
    "ical",
    "ology",
    "apy",
    "nian",
    "rian",
)
_SHORTEST_STEM = 3
_SHORTEST = 4
"""Letters of what nobody has heard of: lists leave out short words."""


@cache
def _words() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS as LISTS

    read = LISTS["us_tv_and_film"] + LISTS["english_wikipedia"][:_ENCYCLOPAEDIA]
    return frozenset(read) | NOT_NAMES | STARTS | RELATIVES | DEEDS


@cache
def _seen_in_print() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS as LISTS

    return frozenset(word for words in LISTS.values() for word in words)


@cache
def _given_names() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS as LISTS

    return frozenset(LISTS["male_names"][:_COMMON_NAMES] + LISTS["female_names"][:_COMMON_NAMES])


def is_everyday(word: str) -> bool:
    """Whether `word` (lower case) is more often a word, a place or a thing sold than somebody's name."""
    return word in _words() or word.endswith(_NEVER_NAMES)


def is_given_name(word: str) -> bool:
    """Whether many people have it as their first name. Some of them are words as well."""
    return word in _given_names()


def is_unheard_of(word: str) -> bool:
    """Whether neither `word` nor what it is made of stands on any list: no English word, so a name."""
    seen = _seen_in_print()
    if "-" in word or "\u2010" in word:
        return any(is_unheard_of(part) for part in word.replace("\u2010", "-").split("-"))
    if len(word) < _SHORTEST or word in seen or is_everyday(word):
        return False
    return not any(stem in seen for stem in _stems(word))


def _stems(word: str) -> list[str]:
    stems = [word[len(start) :] for start in _BEGINNINGS if word.startswith(start)]
    for whole in (word, *stems):
        for end in _ENDINGS:
            stem = whole.removesuffix(end)
            if stem != whole:
                stems += [stem, stem + "e", stem + "y"] if not stem.endswith("i") else [stem[:-1] + "y"]
                if stem[-1:] == stem[-2:-1]:
                    stems.append(stem[:-1])
    return [stem for stem in stems if len(stem) >= _SHORTEST_STEM]
