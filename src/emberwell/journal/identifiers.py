"""Possible identifiers in somebody's words: names, numbers, addresses and dates that could say who a client is.

These are warnings for the one who wrote the words, read before they are given to anybody. They are made of patterns
and of a few lists, so they miss names and point at words that are none; nothing may ever be called de-identified, or
anonymous, because of them. What is looked for follows the eighteen identifiers of the HIPAA privacy rule (45 CFR
164.514(b)(2)), as far as plain text can show them.

Pure, quick and linear: each part reads the text a fixed number of times, whatever it holds (the tests time it on
200,000 hostile characters).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from emberwell.journal.names_in_text import names
from emberwell.journal.numbers_in_text import (
    ages,
    birth_dates,
    e_mails,
    phones,
    postcodes,
    record_numbers,
    streets,
    web_addresses,
)

KNOWN_LIMIT = 500
"""Of a person's own list, so many are looked for."""


class Kind(StrEnum):
    """What a finding may be, in the words of a page: `This could be a name.`"""

    KNOWN = "a word from your own list"
    E_MAIL = "an e-mail address"
    WEB = "a web address"
    RECORD = "a record number"
    BIRTH = "a date of birth"
    PHONE = "a phone number"
    STREET = "a street address"
    POSTCODE = "a postcode"
    AGE = "an age over 89"
    NAME = "a name"


_DIGIT = re.compile(r"\d")
_SEARCHES: tuple[tuple[Kind, Callable[[str], Iterable[tuple[int, int]]], bool], ...] = (
    (Kind.E_MAIL, e_mails, False),
    (Kind.WEB, web_addresses, False),
    (Kind.RECORD, record_numbers, True),
    (Kind.BIRTH, birth_dates, True),
    (Kind.PHONE, phones, True),
    (Kind.STREET, streets, False),
    (Kind.POSTCODE, postcodes, True),
    (Kind.AGE, ages, False),
    (Kind.NAME, names, False),
)
"""What looks for each kind, and whether it finds nothing in a text without a digit."""


@dataclass(frozen=True)
class Found:
    """One possible identifier: `text` is what stands from `start` to before `end`."""

    start: int
    end: int
    kind: Kind
    text: str


def possible_identifiers(text: str, *, known: Iterable[str] = ()) -> tuple[Found, ...]:
    """What in `text` could identify somebody, in order; findings never overlap. Never raises.

    `known` are words or names of the person's own, found whatever their case. Where two kinds claim the same words,
    the one that stands earlier in `Kind` has them.
    """
    taken = bytearray(len(text))
    found: list[Found] = []
    for kind, start, end in _claims(text, tuple(known)):
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            found.append(Found(start, end, kind, text[start:end]))
    return tuple(sorted(found, key=lambda one: one.start))


def _claims(text: str, known: tuple[str, ...]) -> Iterator[tuple[Kind, int, int]]:
    yield from ((Kind.KNOWN, start, end) for start, end in words_of_ones_own(text, known))
    has_digits = _DIGIT.search(text) is not None
    for kind, search, needs_digits in _SEARCHES:
        if has_digits or not needs_digits:
            for start, end in search(text):
                yield kind, start, end


def words_of_ones_own(text: str, known: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where words of a person's own list stand in `text`, whole, whatever their case."""
    pattern = _any_of(known)
    if pattern is not None:
        yield from (found.span() for found in pattern.finditer(text))


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    wanted = sorted({" ".join(word.split()) for word in words if word.strip()}, key=len, reverse=True)[:KNOWN_LIMIT]
    if not wanted:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in wanted) + r")(?!\w)", re.IGNORECASE)
