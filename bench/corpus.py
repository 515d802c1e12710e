"""The pages every measurement is made over: made-up words, about 900 characters, the same in every run.

No text of anybody's: words are built of syllables and drawn as in a language, few of them often and many seldom. One
word, RARE, stands in exactly seven pages wherever there are that many.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

RARE = "quillwort"
RARE_PAGES = 7
COMMON = "velana"
"""A word that stands in about one page of three, typed in the search while it is not finished."""
CHARACTERS = 900
VOCABULARY = 8_000

_STARTS = ("b", "br", "c", "d", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w")
_MIDDLES = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_ENDS = ("", "", "l", "n", "r", "s", "t", "nd", "st", "m")
_TAGS = ("supervision", "body", "doubt", "beginnings", "endings", "home", "colleagues", "good-day")


@dataclass(frozen=True)
class Page:
    """One made-up page."""

    number: int
    written_at: datetime
    """UTC."""
    title: str
    body: str
    tags: tuple[str, ...]


def pages(count: int, *, a_day: int = 1, seed: int = 1) -> Iterator[Page]:
    """`count` pages, oldest first, `a_day` to a day."""
    chance = random.Random(seed)
    words = _words(chance)
    weights = list(accumulate(1 / (rank + 12) for rank in range(len(words))))
    rare = {count * (2 * number + 1) // (2 * RARE_PAGES) for number in range(RARE_PAGES)}
    first = datetime(1885, 1, 1, 18, tzinfo=UTC)
    if a_day > 1:
        first = datetime(2026, 11, 1, 6, tzinfo=UTC) - timedelta(days=count // a_day)
    for number in range(count):
        day, turn = divmod(number, a_day)
        written_at = first + timedelta(days=day, minutes=turn * (900 // a_day))
        drawn = chance.choices(words, cum_weights=weights, k=200)
        if number in rare:
            drawn[60] = RARE
        if chance.random() < 1 / 3:
            drawn[20] = COMMON
        title = " ".join(drawn[:4]).capitalize()
        body = _sentences(drawn[4:], chance)
        tags = tuple(sorted(set(chance.choices(_TAGS, k=chance.randrange(3)))))
        yield Page(number, written_at, title, body, tags)


def plain_bytes(made: list[Page]) -> int:
    """What the pages' own text takes, in UTF-8: what the size of a sealed database is held against."""
    return sum(len((page.title + page.body + "".join(page.tags)).encode()) for page in made)


def jrnl_text(page: Page) -> str:
    """One page as a jrnl file has it."""
    tags = " ".join("@" + tag for tag in page.tags)
    return f"[{page.written_at:%Y-%m-%d %H:%M}] {page.title}\n{page.body} {tags}\n\n"


def _words(chance: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        syllables = chance.choices((1, 2, 3), (2, 5, 3))[0]
        word = "".join(chance.choice(_STARTS) + chance.choice(_MIDDLES) for _ in range(syllables)) + chance.choice(
            _ENDS
        )
        if word not in {RARE, COMMON}:
            found[word] = None
    return sorted(found, key=len)


def _sentences(words: list[str], chance: random.Random) -> str:
    """Sentences of 6 to 15 words in paragraphs, up to CHARACTERS."""
    parts: list[str] = []
    size = at = 0
    while size < CHARACTERS and at < len(words):
        length = chance.randrange(6, 16)
        sentence = " ".join(words[at : at + length]).capitalize() + "."
        parts.append(sentence + ("\n\n" if chance.random() < 0.25 else " "))
        size += len(parts[-1])
        at += length
    return "".join(parts).strip()
