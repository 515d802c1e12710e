"""The words of a text, with what stands around each that a search for names asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from emberwell.journal.name_words import FIRST_OF_MAKERS, MAKERS, TITLES

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'\u2010-](?=[^\W\d_]))*")
_ENDS_SENTENCE = re.compile(r"[.!?…:\n•|]|(?:^|\s)[\"“”‘'«(\[*_#>-]*[\"“‘'«]$")
_MY_OWN = frozenset({"s", "m", "d", "ve", "ll", "re", "t"})
_STOPPED = frozenset({"mr", "mrs", "ms", "dr", "prof", "fr", "st"})
_TITLE_CASE = 0.7
_LONGEST_MAKER = 4
PARTICLES = frozenset(
    {
        "de",
        "del",
        "della",
        "der",
        "den",
        "di",
        "da",
        "dos",
        "das",
        "do",
        "du",
        "la",
        "las",
        "los",
        "le",
        "van",
        "von",
        "ter",
        "ten",
        "af",
        "av",
        "bin",
        "ibn",
        "bint",
        "al",
        "el",
        "ul",
        "y",
        "zu",
        "zur",
    }
)
"""What joins the parts of a name in small letters."""
_AFTER_PARTICLE = re.compile(r"(?:al|el|an|ar|as|ul|ad|ud)-[^\W\d_]|(?:d|l|o)[’'][^\W\d_]", re.IGNORECASE)
_READ = frozenset(
    ["read", "reading", "reread", "rereading", "reads", "quoted", "quoting", "quote", "underlined", "quotes"]
)
_WORKS = frozenset(
    [
        "poem",
        "poems",
        "essay",
        "essays",
        "novel",
        "novels",
        "book",
        "books",
        "song",
        "songs",
        "film",
        "films",
        "album",
        "chapter",
        "paper",
        "papers",
        "lecture",
        "lectures",
        "article",
        "articles",
        "memoir",
        "story",
        "stories",
        "play",
        "plays",
        "symphony",
        "sonata",
        "music",
        "painting",
        "paintings",
        "theory",
        "concept",
        "idea",
        "notion",
        "page",
        "line",
        "lines",
        "verse",
        "quote",
        "poetry",
        "biography",
        "ballad",
        "opera",
        "aria",
        "quartet",
        "concerto",
    ]
)
_OF_WORKS = frozenset({"by", "of", "from"})
_HIS_WORKS = _WORKS - {"story", "stories", "idea", "music", "page", "line", "lines", "song", "songs", "book", "books"}


@dataclass(slots=True)
class Word:
    """One word of the text."""

    start: int
    end: int
    """Without `'s`."""
    lower: str
    """With straight apostrophes."""
    capital: bool
    begins: bool
    """A sentence begins with it, or might."""
    joined: bool
    """Only a space, the full stop of an initial, or `van der` stands between it and the word before."""
    joins_at: int
    """Where the word it is joined to ends, two characters allowed for."""
    first_part: int
    """Where `van der` before it begins; else its start."""
    cue_before: str = ""
    """The word before `van der`."""
    cued: bool = False
    well_known: bool = False
    """It belongs to the name of somebody everybody knows."""
    of_work: bool = False
    """A book, a poem, a song is spoken of, and this is whose."""


def words_of(text: str) -> list[Word]:
    """All words, in order."""
    words: list[Word] = []
    previous_end, previous = 0, None
    for found in _WORD.finditer(text):
        start, end = found.span()
        base = _without_ending(found[0])
        gap = text[previous_end : min(start, previous_end + 40)] if start - previous_end < 40 else "\n"
        joined = gap in {" ", "-"} or (gap in {". ", "."} and previous is not None and _is_short(previous))
        begins = previous is None or (not joined and _ENDS_SENTENCE.search(gap) is not None)
        capital = base[0].isupper() or (base != base.lower() and _AFTER_PARTICLE.match(base) is not None)
        lower = base.lower().replace("’", "'")
        previous = Word(start, start + len(base), lower, capital, begins, joined, start - 2, start)
        words.append(previous)
        previous_end = end
    _join_particles(words)
    _mark_title_lines(text, words)
    _mark_well_known(words)
    return words


def _without_ending(word: str) -> str:
    if len(word) > 2 and (word[-2] in "'’" or (len(word) > 3 and word[-3] in "'’")):
        head, _, tail = word.replace("’", "'").rpartition("'")
        if tail.lower() in _MY_OWN:
            return word[: len(head)]
    return word


def _is_short(word: Word) -> bool:
    """An initial (but `I`), or a title that is written with a full stop."""
    return (word.capital and len(word.lower) == 1 and word.lower != "i") or word.lower in _STOPPED


def _join_particles(words: Sequence[Word]) -> None:
    """`Maria de los Santos` is one name, and so is `Mrs van der Meulen`."""
    for at in range(2, len(words)):
        word, first = words[at], at
        while (
            word.capital
            and first > 0
            and at - first < 3
            and words[first].joined
            and words[first - 1].lower in PARTICLES
        ):
            if words[first - 1].capital:
                break
            first -= 1
        if first in {0, at} or not words[first].joined:
            continue
        before = words[first - 1]
        if before.capital or before.lower in TITLES:
            word.joins_at, word.first_part, word.cue_before = before.end, words[first].start, before.lower


def _mark_title_lines(text: str, words: Sequence[Word]) -> None:
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


def _mark_well_known(words: Sequence[Word]) -> None:
    for at, word in enumerate(words):
        if not word.capital:
            continue
        if word.lower in FIRST_OF_MAKERS:
            for many in range(_LONGEST_MAKER, 1, -1):
                if tuple(one.lower for one in words[at : at + many]) in MAKERS:
                    for one in words[at : at + many]:
                        one.well_known = True
                    break
        word.of_work = _is_of_work(words, at)


def _is_of_work(words: Sequence[Word], at: int) -> bool:
    """`a poem by Zagajewski`, `rereading Casement`, `Zagajewski’s poems`."""
    word = words[at]
    if at > 0 and word.joined:
        before = words[at - 1]
        if before.lower in _READ or (before.capital and before.of_work):
            return True
        if before.lower in _OF_WORKS and any(one.lower in _WORKS for one in words[max(0, at - 4) : at - 1]):
            return True
    if at + 1 < len(words) and words[at + 1].start - word.end == 3:  # `’s ` between them
        return words[at + 1].lower in _HIS_WORKS
    return False
