"""Words that may be names, by their capital letter and what stands beside them. Spans, for `journal.identifiers`.

A capital in mid-sentence is evidence unless the word is an everyday one, or well known (a writer, a city). At a
sentence's start it is none: there a word counts when it is a first name and no other word, when English has no such
word, when it does what only somebody does (`Grace rang`), or stands elsewhere with better evidence. After `my client`,
`called`, `Mrs` or `her son` any capital counts, and so does a word in small letters that English does not have. A text
whose words mostly have capitals (a German page, a heading in title case) is no evidence, so only the latter count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from emberwell.journal.everyday_words import is_everyday, is_given_name, is_unheard_of
from emberwell.journal.name_words import (
    CALENDAR,
    CUES,
    DEEDS,
    EVERYDAY_NAMES,
    FIRST_NAMES,
    NOT_NAMES,
    RELATIVES,
    STARTS,
    TITLES,
)
from emberwell.journal.words_in_text import PARTICLES, Word, words_of

_LONGEST_NAME = 40
"""Characters of one word."""
_ACRONYM = 5
_MANY_CAPITALS = 0.22
"""Of all words, in mid-sentence: above it capitals say nothing. English with many names in it has 0.15 or so."""
_ENOUGH_WORDS = 25
_ENGLISH = 0.7
"""Of the words in small letters, so many are everyday ones in an English text."""
_MAY_BE_NAMES = frozenset({"april", "may", "june", "august", "summer", "autumn", "christian", "eve", "black", "white"})
"""Not names by their capital alone, but names after a cue."""
_EVERYDAY = frozenset({"will", "young"})
"""Names in mid-sentence with a capital, though sentences begin with them."""
_NO_NAME_ENDS = ("ing", "ly", "ed")
_NO_SMALL_NAME_ENDS = ("s", "ed", "ing", "ly", "er")
_SMALL_TITLES = frozenset({"mr", "mrs", "ms"})
_CLIENTS = frozenset({"client", "patient", "supervisee", "called", "named", "nicknamed"})
_WHOSE = frozenset({"my", "her", "his", "their", "our", "a", "the", "your", "whose"})


def names(text: str) -> Iterator[tuple[int, int]]:
    """What may be a name, whole: first names, family names and what joins them."""
    words = words_of(text)
    _mark_cued(words)
    yield from _with_capitals(text, words)
    for at, (before, word) in enumerate(pairwise(words)):
        if not word.capital and word.joined and _is_small_name(words, at, before, word):
            yield word.start, word.end


def _is_small_name(words: Sequence[Word], at: int, before: Word, word: Word) -> bool:
    """`mrs smith`, `my client marek`, `her son tom`: as people type on a phone."""
    if before.lower in _SMALL_TITLES:
        return len(word.lower) > 1 and word.lower not in PARTICLES
    is_after_cue = before.lower in _CLIENTS or (
        before.lower in RELATIVES and at > 0 and words[at - 1].lower in _WHOSE | RELATIVES
    )
    if not is_after_cue or not 3 <= len(word.lower) <= _LONGEST_NAME or word.lower in EVERYDAY_NAMES:
        return False
    if _is_first_name(word.lower) and not is_everyday(word.lower):
        return True
    return not word.lower.endswith(_NO_SMALL_NAME_ENDS) and is_unheard_of(word.lower) and _is_english(words)


def _with_capitals(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    capitals = [word for word in words if word.capital]
    speak = _speak(text, words, capitals)
    seen = _seen_as_names(text, words, capitals, speak=speak)
    english = _is_english(words)
    start = end = 0
    previous: Word | None = None
    for word in capitals:
        goes_on = end > 0 and word.joined and word.joins_at <= end
        is_part = goes_on and (word.joins_at < word.start - 2 or _could_be(text, word))
        if not (_is_name(text, word, seen, speak=speak, english=english) or is_part):
            previous = word
            continue
        if not goes_on:
            if end:
                yield start, end
            start = previous.start if previous is not None and _begins_name(text, previous, word) else word.first_part
        end, previous = word.end, word
    if end:
        yield start, end


def _begins_name(text: str, before: Word, name: Word) -> bool:
    """Whether the word at a sentence's start belongs to the name after it: `Tadhg Murphy came`, not `Seeing Anna`."""
    is_next = name.joined and name.joins_at <= before.end
    is_plain = before.lower.endswith(_NO_NAME_ENDS) or (is_everyday(before.lower) and not _is_first_name(before.lower))
    return is_next and before.begins and not is_plain and _could_be(text, before)


def _mark_cued(words: Sequence[Word]) -> None:
    """Words that follow a title, `client`, `called` or a relative (`his mother, Grace`); and those that do a deed."""
    for before, word in pairwise(words):
        if before.capital and before.begins and _does_something(before, word):
            before.cued = True
        if word.capital and not word.begins and (word.joined or word.start - before.end <= 2):
            leads = word.cue_before or before.lower
            word.cued = leads in TITLES or leads in CUES or leads in RELATIVES


def _does_something(word: Word, after: Word) -> bool:
    """`Aoibheann cancelled` and `Hope rang`, but neither `Everyone laughed` nor `Clients wept`."""
    if not after.joined or after.lower not in DEEDS or word.lower in CALENDAR:
        return False
    if word.lower in EVERYDAY_NAMES:
        return True
    is_plain = word.lower in STARTS or word.lower in NOT_NAMES or word.lower in RELATIVES
    return not is_plain and not word.well_known and not is_everyday(word.lower)


def _seen_as_names(text: str, words: Sequence[Word], capitals: Sequence[Word], *, speak: bool) -> frozenset[str]:
    """The words with better evidence somewhere in this text, which count at a sentence's start as well."""
    seen = {word.lower for word in capitals if word.cued and _could_follow_cue(word)}
    if speak:
        seen.update(word.lower for word in capitals if not word.begins and _is_mid_name(text, word))
    return frozenset(seen - STARTS - {word.lower for word in words if not word.capital})


def _speak(text: str, words: Sequence[Word], capitals: Sequence[Word]) -> bool:
    """Whether a capital in mid-sentence says anything in this text."""
    inside = sum(not word.begins and _could_be(text, word) for word in capitals)
    return len(words) < _ENOUGH_WORDS or inside <= _MANY_CAPITALS * len(words)


def _is_english(words: Sequence[Word]) -> bool:
    small = [word.lower for word in words if not word.capital][:200]
    return bool(small) and sum(map(is_everyday, small)) >= _ENGLISH * len(small)


def _could_be(text: str, word: Word) -> bool:
    if word.lower in NOT_NAMES or word.well_known or not 2 <= len(word.lower) <= _LONGEST_NAME:
        return False
    if word.lower in STARTS and word.lower not in _EVERYDAY:
        return False
    shown = text[word.start : word.end]
    return not (shown.isupper() and (len(shown) <= _ACRONYM or not _is_first_name(word.lower)))


def _could_follow_cue(word: Word) -> bool:
    if word.lower == "i" or len(word.lower) > _LONGEST_NAME:
        return False
    return word.lower not in CALENDAR or word.lower in _MAY_BE_NAMES


def _is_mid_name(text: str, word: Word) -> bool:
    """Whether a capital that no sentence begins with makes a name of this word."""
    if not _could_be(text, word):
        return False
    if word.lower in EVERYDAY_NAMES or _is_first_name(word.lower):
        return True
    return not is_everyday(word.lower) and not word.of_work


def _is_name(text: str, word: Word, seen: frozenset[str], *, speak: bool, english: bool) -> bool:
    if word.cued and _could_follow_cue(word):
        return True
    if not word.begins:
        is_first = _is_first_name(word.lower) and word.lower not in EVERYDAY_NAMES
        return _is_mid_name(text, word) if speak else (is_first and _could_be(text, word))
    if not _could_be(text, word):
        return False
    if word.lower in seen:
        return True
    if word.lower in EVERYDAY_NAMES:
        return False
    return _is_first_name(word.lower) or (english and is_unheard_of(word.lower))


def _is_first_name(word: str) -> bool:
    """Also with accents the list does not have, and as the first half of a double name."""
    if word in FIRST_NAMES or is_given_name(word):
        return True
    first = word.partition("-")[0]
    if not first.isascii():
        first = "".join(part for part in unicodedata.normalize("NFD", first) if not unicodedata.combining(part))
    return first in FIRST_NAMES
