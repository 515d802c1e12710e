"""The ring of values: where each token stands. Pure geometry; `week/_ring.html` draws it and `ring.js` moves it.

A relative of the year ring (`site.ring`). Every value has a direction of its own, a spoke, clockwise from the top, and
its token slides along it: the middle is as near to how one wants to live it as can be, the edge as far; outside the
edge it waits, not placed. The middle is a small disc and not a point, so that five tokens fit in it side by side.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from emberwell.week.records import STEPS

CENTRE = 200.0
"""Half the side of the picture, in its own units: the viewBox is `0 0 400 400`."""
TOKEN = 21.0
"""Radius of a token. Five of them side by side in the middle leave five units between neighbours."""
INNERMOST = 40.0
"""How far from the centre a token in the middle stands: 2 * 40 * sin(36 degrees) = 47, and a token is 42 wide."""
STEP = 16.0
EDGE = INNERMOST + STEPS * STEP
RADII = tuple(INNERMOST + step * STEP for step in range(STEPS + 1))
"""Of the rings that are drawn: the innermost is the middle, the last the edge."""
OUTSIDE = 176.0
"""Where a token waits that is not placed."""

WORDS = (
    "in the middle",
    "close to the middle",
    "nearer the middle",
    "halfway",
    "nearer the edge",
    "close to the edge",
    "at the edge",
)
"""What each step from the middle is called."""
NOT_PLACED = "not placed"
STEP_WORDS = (("", NOT_PLACED), *((str(step), words) for step, words in enumerate(WORDS)))
"""What a field of the ring may say, and its words."""


@dataclass(frozen=True)
class Point:
    """In the picture's own units, y downwards."""

    x: float
    y: float


@dataclass(frozen=True)
class Spoke:
    """One value's direction."""

    along: Point
    """Unit vector from the centre."""
    inner: Point
    outer: Point
    """Ends of the hairline: from the innermost ring to the edge."""


def radius(step: int | None) -> float:
    """How far from the centre a token of that step stands (0..6); None: not placed, outside the edge."""
    return OUTSIDE if step is None else INNERMOST + step * STEP


def spoke(index: int, count: int) -> Spoke:
    """The direction of the value `index` (from 0) of `count`, clockwise from the top."""
    angle = 2 * math.pi * index / count
    along = Point(round(math.sin(angle), 6), round(-math.cos(angle), 6))
    return Spoke(along, _at(along, INNERMOST), _at(along, EDGE))


def stand(index: int, count: int, step: int | None) -> Point:
    """Where the token of a value stands."""
    return _at(spoke(index, count).along, radius(step))


def in_words(step: int | None) -> str:
    """`halfway`, `not placed`."""
    return NOT_PLACED if step is None else WORDS[step]


def marks(names: Sequence[str]) -> tuple[str, ...]:
    """One or two letters for each name, no two alike: what stands on the tokens (the full name is in the legend)."""
    taken: set[str] = set()
    found = []
    for name in names:
        mark = next(mark for mark in _marks_for(name) if mark.casefold() not in taken)
        taken.add(mark.casefold())
        found.append(mark)
    return tuple(found)


def _marks_for(name: str) -> Iterator[str]:
    letters = [letter for letter in name if letter.isalnum()]
    heads = [word[0] for word in name.split() if word[0].isalnum()]
    first = letters[0].upper()[:1] if letters else "•"
    if len(letters) > 1:
        yield first + letters[1].lower()[:1]
    else:
        yield first
    for second in (*heads[1:], *letters[2:]):
        yield first + second.lower()[:1]
    for number in range(2, 10):
        yield f"{first}{number}"


def _at(along: Point, far: float) -> Point:
    return Point(round(CENTRE + along.x * far, 2), round(CENTRE + along.y * far, 2))
