"""Words that may be names, by their capital letter and what stands before them. Spans, for `journal.identifiers`.

A capital in mid-sentence is evidence, one at a sentence's start is not: there a word counts when it is a common first
name, stands elsewhere with better evidence, or follows `my client`, `called`, `Mrs`, `her son`. A text whose words
mostly have capitals (a German page, a heading in title case) is no evidence either, so only the latter count in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from emberwell.journal.name_words import CALENDAR, CUES, DEEDS, FIRST_NAMES, NOT_NAMES, RELATIVES, STARTS, TITLES

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'\u2010-](?=[^\W\d_]))*")
_ENDS_SENTENCE = re.compile(r"[.!?…:\n•|]|(?:^|\s)[\"“”‘'«(\[*_#>-]*[\"“‘'«]$")
_MY_OWN = frozenset({"s", "m", "d", "ve", "ll", "re", "t"})
_LONGEST_NAME = 40
"""Characters of one word."""
_ACRONYM = 5
_MANY_CAPITALS = 0.22
"""Of all words, in mid-sentence: above it capitals say nothing. English with many names in it has 0.15 or so."""
_ENOUGH_WORDS = 25
_TITLE_CASE = 0.7
_MAY_BE_NAMES = frozenset({"april", "may", "june", "august", "summer", "autumn", "christian", "eve", "black", "white"})
"""Not names by their capital alone, but names after a cue."""
_EVERYDAY = frozenset({"will", "young"})
"""Names in mid-sentence with a capital, though sentences begin with them."""
_NO_NAME_ENDS = ("ing", "ly", "ed")
_SMALL_TITLES = frozenset({"mr", "mrs", "ms"})
_STOPPED = frozenset({"mr", "mrs", "ms", "dr", "prof", "fr", "st"})


@dataclass(slots=True)
class _Word:
    """One word of the text."""

    start: int
    end: int
    """Without `'s`."""
    lower: str
    capital: bool
    begins: bool
    """A sentence begins with it, or might."""
    joined: bool
    """Only a space, or the full stop of an initial, stands between it and the word before."""
    cued: bool = False


def names(text: str) -> Iterator[tuple[int, int]]:
    """What may be a name, whole: first names, family names and what joins them."""
    words = _words(text)
    yield from _with_capitals(text, words)
    for before, word in pairwise(words):
        if before.lower in _SMALL_TITLES and not word.capital and word.joined and len(word.lower) > 1:
            yield word.start, word.end  # `mrs smith`, as people type on a phone


def _with_capitals(text: str, words: list[_Word]) -> Iterator[tuple[int, int]]:
    capitals = [word for word in words if word.capital]
    speak = _speak(text, words, capitals)
    seen = _seen_as_names(text, words, capitals, speak=speak)
    start = end = 0
    previous: _Word | None = None
    for word in capitals:
        goes_on = end > 0 and word.joined and word.start - end <= 2
        if not (_is_name(text, word, seen, speak=speak) or (goes_on and _could_be(text, word))):
            previous = word
            continue
        if not goes_on:
            if end:
                yield start, end
            start = previous.start if previous is not None and _begins_name(text, previous, word) else word.start
        end, previous = word.end, word
    if end:
        yield start, end


def _begins_name(text: str, before: _Word, name: _Word) -> bool:
    """Whether the word at a sentence's start belongs to the name after it: `Tadhg Murphy came`, not `Seeing Anna`."""
    is_next = name.joined and name.start - before.end <= 2
    return is_next and before.begins and not before.lower.endswith(_NO_NAME_ENDS) and _could_be(text, before)


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    previous_end, previous = 0, None
    for found in _WORD.finditer(text):
        start, end = found.span()
        base = found[0]
        if len(base) > 2 and (base[-2] in "'’" or (len(base) > 3 and base[-3] in "'’")):
            head, _, tail = base.replace("’", "'").rpartition("'")
            if tail.lower() in _MY_OWN:
                base = base[: len(head)]
        gap = text[previous_end : min(start, previous_end + 40)] if start - previous_end < 40 else "\n"
        joined = gap in {" ", "-"} or (gap in {". ", "."} and previous is not None and _is_short(previous))
        begins = previous is None or (not joined and _ENDS_SENTENCE.search(gap) is not None)
        previous = _Word(start, start + len(base), base.lower(), base[0].isupper(), begins, joined)
        words.append(previous)
        previous_end = end
    _mark_cued(words)
    _mark_title_lines(text, words)
    return words


def _is_short(word: _Word) -> bool:
    """An initial (but `I`), or a title that is written with a full stop."""
    return (word.capital and len(word.lower) == 1 and word.lower != "i") or word.lower in _STOPPED


def _mark_cued(words: list[_Word]) -> None:
    """Words that follow a title, `client`, `called` or a relative (`his mother, Grace`); and those that do a deed."""
    for before, word in pairwise(words):
        if before.capital and before.begins and _does_something(before, word):
            before.cued = True
        if word.capital and not word.begins and (word.joined or word.start - before.end <= 2):
            word.cued = before.lower in TITLES or before.lower in CUES or before.lower in RELATIVES


def _does_something(word: _Word, after: _Word) -> bool:
    """`Aoibheann cancelled`, but neither `Everyone laughed` nor `Clients wept`."""
    is_plain = word.lower in STARTS or word.lower in NOT_NAMES or word.lower in RELATIVES
    return after.joined and after.lower in DEEDS and not is_plain


def _mark_title_lines(text: str, words: list[_Word]) -> None:
    """In a line in title case every word might begin a sentence."""
    at = 0
    while at < len(words):
        line_end = text.find("\n", words[at].start)
        line_end = len(text) if line_end < 0 else line_end
        after = at
        while after < len(words) and words[after].start < line_end:
            after += 1
        line = words[at : max(after, at + 1)]
        if 4 <= len(line) <= 14 and sum(word.capital for word in line) >= _TITLE_CASE * len(line):
            for word in line:
                word.begins = True
        at += len(line)


def _seen_as_names(text: str, words: list[_Word], capitals: list[_Word], *, speak: bool) -> frozenset[str]:
    """The words with better evidence somewhere in this text, which count at a sentence's start as well."""
    seen = {word.lower for word in capitals if word.cued and _could_follow_cue(word)}
    if speak:
        seen.update(word.lower for word in capitals if not word.begins and _could_be(text, word))
    return frozenset(seen - STARTS - {word.lower for word in words if not word.capital})


def _speak(text: str, words: list[_Word], capitals: list[_Word]) -> bool:
    """Whether a capital in mid-sentence says anything in this text."""
    inside = sum(not word.begins and _could_be(text, word) for word in capitals)
    return len(words) < _ENOUGH_WORDS or inside <= _MANY_CAPITALS * len(words)


def _could_be(text: str, word: _Word) -> bool:
    if word.lower in NOT_NAMES or not 2 <= len(word.lower) <= _LONGEST_NAME:
        return False
    if word.lower in STARTS and word.lower not in _EVERYDAY:
        return False
    shown = text[word.start : word.end]
    return not (shown.isupper() and (len(shown) <= _ACRONYM or not _is_first_name(word.lower)))


def _could_follow_cue(word: _Word) -> bool:
    if word.lower == "i" or len(word.lower) > _LONGEST_NAME:
        return False
    return word.lower not in CALENDAR or word.lower in _MAY_BE_NAMES


def _is_name(text: str, word: _Word, seen: frozenset[str], *, speak: bool) -> bool:
    if word.cued and _could_follow_cue(word):
        return True
    if not _could_be(text, word):
        return False
    if _is_first_name(word.lower):
        return True
    return word.lower in seen if word.begins else speak


def _is_first_name(word: str) -> bool:
    """Also with accents the list does not have, and as the first half of a double name."""
    if word in FIRST_NAMES:
        return True
    first = word.partition("-")[0]
    if not first.isascii():
        first = "".join(part for part in unicodedata.normalize("NFD", first) if not unicodedata.combining(part))
    return first in FIRST_NAMES
