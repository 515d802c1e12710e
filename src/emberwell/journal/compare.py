"""Two versions of a page: what differs, word by word, and one text that holds both.

Merging never loses a word that was written: where only one side changed a paragraph its change is taken, where both
did, both stand one after the other for the person to finish. A paragraph taken out on one side and untouched on the
other goes; one taken out here and edited there stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

_WORDS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_PARAGRAPHS = re.compile(r"([^\n]*)(\n+)|([^\n]+)")
_WORD_LIMIT = 2_000
"""Words of a changed stretch compared one by one: difflib is quadratic where words repeat."""
_PAIRS_LIMIT = 1_000_000
"""Pairs above which difflib may pass over lines that repeat often; the result stays true, only coarser."""
_ALIKE = 0.4
_ENDS = (".", "!", "?", "…", "”", '"', "»", ":", ";", "。", "！", "？")
_WENT_ON = 0.5
"""The part of the shorter of two paragraphs that both must begin with, to be one that was continued twice."""


class Change(StrEnum):
    """What happened to a stretch of text between two versions."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Part:
    """A stretch of text and what happened to it."""

    change: Change
    text: str


def differences(old: str, new: str) -> tuple[Part, ...]:
    """What turns `old` into `new`: first by paragraph, then by word inside those that changed.

    The parts that are not REMOVED, joined, are `new`; those that are not ADDED, joined, are `old`.
    """
    parts: list[Part] = []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for kind, a, b, c, d in _matched(before, after):
        if kind == "equal":
            _extend(parts, Change.SAME, "".join(after[c:d]))
        else:
            for part in _by_word("".join(before[a:b]), "".join(after[c:d])):
                _extend(parts, part.change, part.text)
    return tuple(parts)


def _by_word(old: str, new: str) -> Iterator[Part]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) > _WORD_LIMIT or len(after) > _WORD_LIMIT or not _alike(before, after):
        yield Part(Change.REMOVED, old)
        yield Part(Change.ADDED, new)
        return
    for kind, a, b, c, d in _matched(before, after):
        if kind == "equal":
            yield Part(Change.SAME, "".join(after[c:d]))
        else:
            yield Part(Change.REMOVED, "".join(before[a:b]))
            yield Part(Change.ADDED, "".join(after[c:d]))


def _alike(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether marking single words helps the eye: two texts that share little read better one after the other."""
    old, new = Counter(word.strip() for word in before), Counter(word.strip() for word in after)
    return 2 * (old & new).total() >= _ALIKE * (old.total() + new.total())


def _matched(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Opcodes of difflib, the common beginning and end set aside first."""
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    tail = next((at for at in range(shorter - head) if before[-1 - at] != after[-1 - at]), shorter - head)
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    inner = SequenceMatcher(None, old, new, autojunk=len(old) * len(new) > _PAIRS_LIMIT).get_opcodes()
    moved = [(kind, a + head, b + head, c + head, d + head) for kind, a, b, c, d in inner]
    first = [("equal", 0, head, 0, head)] if head else []
    end_old, end_new = len(before), len(after)
    last = [("equal", end_old - tail, end_old, end_new - tail, end_new)] if tail else []
    return [*first, *moved, *last]


def _extend(parts: list[Part], change: Change, text: str) -> None:
    if not text:
        return
    if parts and parts[-1].change == change:
        parts[-1] = Part(change, parts[-1].text + text)
    else:
        parts.append(Part(change, text))


@dataclass(frozen=True)
class Merged:
    """One text from two, and whether some paragraph needs a person to choose."""

    text: str
    both_changed: bool


class _Paragraph(NamedTuple):
    words: str
    gap: str
    """The line ends that follow; "" at the end of a text."""


def merge(base: str | None, mine: str, theirs: str) -> Merged:
    """One text that holds what both sides wrote since `base` (None: nothing in common is known).

    Where both changed the same paragraph differently, the saved one (`theirs`) stands first, then `mine`.
    """
    if mine == theirs:
        return Merged(mine, both_changed=False)
    here, there = _paragraphs(mine), _paragraphs(theirs)
    merged: list[_Paragraph] = []
    if base is None:
        for kind, a, b, c, d in _matched(_words(there), _words(here)):
            merged += there[a:b] if kind == "equal" else _both_of(there[a:b], here[c:d])
        return Merged(_joined(merged), both_changed=True)
    both_changed = False
    for was, is_here, is_there in _by_paragraph(_regions(_paragraphs(base), here, there)):
        if taken := _one_sided(was, is_here, is_there):
            merged += taken[0]
        else:
            merged += _both_of(is_there, is_here)
            both_changed = True
    return Merged(_joined(merged), both_changed)


def _one_sided(
    was: list[_Paragraph], is_here: list[_Paragraph], is_there: list[_Paragraph]
) -> tuple[list[_Paragraph]] | None:
    """The version of a region that only one side changed; exact equality first, then the words alone."""
    if is_here in (is_there, was):
        return (is_there,)
    if is_there == was:
        return (is_here,)
    if _words(is_here) in (_words(is_there), _words(was)):
        return (is_there,)
    if _words(is_there) == _words(was):
        return (is_here,)
    return None


def _both_of(is_there: list[_Paragraph], is_here: list[_Paragraph]) -> list[_Paragraph]:
    """Both sides of a region, the saved one first; where both went on from one beginning, that stands once."""
    if len(is_there) == len(is_here) == 1:
        there, here = is_there[0], is_here[0]
        old, new = _WORDS.findall(there.words), _WORDS.findall(here.words)
        shorter = min(len(old), len(new))
        same = next((at for at in range(shorter) if old[at].rstrip() != new[at].rstrip()), shorter)
        at_an_end = same == shorter or (same > 0 and old[same - 1].rstrip().endswith(_ENDS))
        if shorter and same >= _WENT_ON * shorter and at_an_end:
            rest = "".join(new[same:])
            return [_Paragraph(f"{there.words.rstrip()} {rest}" if rest else there.words, there.gap or here.gap)]
    return [*is_there, *is_here]


def _paragraphs(text: str) -> list[_Paragraph]:
    return [_Paragraph(words or last, gap) for words, gap, last in _PARAGRAPHS.findall(text)]


def _words(paragraphs: Sequence[_Paragraph]) -> list[str]:
    return [paragraph.words for paragraph in paragraphs]


def _joined(paragraphs: list[_Paragraph]) -> str:
    """One text; a paragraph that ended its own text and now stands in the middle gets an empty line after it."""
    if not paragraphs:
        return ""
    *inner, last = paragraphs
    return "".join(words + (gap or "\n\n") for words, gap in inner) + "".join(last)


_Region = tuple[list[_Paragraph], list[_Paragraph], list[_Paragraph]]


def _by_paragraph(regions: Iterator[_Region]) -> Iterator[_Region]:
    """Regions as long on all three sides, one paragraph at a time: neighbours may each have changed on one side."""
    for was, is_here, is_there in regions:
        if len(was) == len(is_here) == len(is_there):
            for at in range(len(was)):
                yield was[at : at + 1], is_here[at : at + 1], is_there[at : at + 1]
        else:
            yield was, is_here, is_there


def _regions(origin: list[_Paragraph], here: list[_Paragraph], there: list[_Paragraph]) -> Iterator[_Region]:
    """Cut three versions into regions that correspond, at the paragraphs all three share (diff3)."""
    in_here, in_there = _anchors(origin, here), _anchors(origin, there)
    a = b = c = 0
    for at in sorted(in_here.keys() & in_there.keys()):
        to_b, to_c = in_here[at], in_there[at]
        yield origin[a:at], here[b:to_b], there[c:to_c]
        yield origin[at : at + 1], here[to_b : to_b + 1], there[to_c : to_c + 1]
        a, b, c = at + 1, to_b + 1, to_c + 1
    yield origin[a:], here[b:], there[c:]


def _anchors(origin: list[_Paragraph], other: list[_Paragraph]) -> dict[int, int]:
    return {
        a + step: c + step
        for kind, a, b, c, _ in _matched(_words(origin), _words(other))
        if kind == "equal"
        for step in range(b - a)
    }
