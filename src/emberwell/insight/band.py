"""The usual band of one answer: where it has mostly stood, for this one person. Pure: weeks in, numbers out.

The middle is the median of the last kept weeks and the band holds the middle two thirds of them, so that one odd week
hardly moves either. It is a description, not a norm: nothing in it knows what anybody else answers. The early word does
not use it; it has its own test (`insight.fall`), which also weighs how little a few weeks can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from emberwell.week.records import HIGHEST, LOWEST

LEAST = 6
"""Kept weeks before there is a band."""
MOST = 26
"""Kept weeks it is made from, the latest ones: about half a year."""
OUTSIDE = 1 / 6
"""Of the weeks, on either side of the band."""
HALF_STEP = 0.5
"""The band is never narrower than this to either side of its middle: answers are whole steps."""
RUN = 3
"""Kept weeks running outside the band, before that is said."""
CARRIED = 4
"""Missing weeks over which a band is still drawn. No answer is ever drawn for them."""

Answers = Sequence[float | None]
"""One answer week by week, 1..7; None for a week without one."""


@dataclass(frozen=True)
class Usual:
    """All in steps of the scale, `LOWEST` <= low <= middle <= high <= `HIGHEST`."""

    low: float
    middle: float
    high: float
    weeks: int
    """Kept weeks it is made from."""


class Side(StrEnum):
    """Where the last weeks stand."""

    WITHIN = "within"
    MIXED = "mixed"
    """Not all within, and not all outside on the same side."""
    BELOW = "below"
    ABOVE = "above"
    TOO_LITTLE = "too little"


def usual(answers: Answers) -> Usual | None:
    """The band of the last kept weeks; None while there are too few. Their order does not matter."""
    kept = [answer for answer in answers if answer is not None][-MOST:]
    if len(kept) < LEAST:
        return None
    kept.sort()
    middle = _quantile(kept, 0.5)
    low = min(_quantile(kept, OUTSIDE), middle - HALF_STEP)
    high = max(_quantile(kept, 1 - OUTSIDE), middle + HALF_STEP)
    return Usual(max(float(LOWEST), low), middle, min(float(HIGHEST), high), len(kept))


def course(answers: Answers) -> tuple[Usual | None, ...]:
    """Week by week, the band of the weeks before it, against which the week is seen.

    A missing week has one only while not more than `CARRIED` weeks are missing in a row.
    """
    found: list[Usual | None] = []
    missing = 0
    for at, answer in enumerate(answers):
        missing = missing + 1 if answer is None else 0
        found.append(usual(answers[:at]) if missing <= CARRIED else None)
    return tuple(found)


def side(answers: Answers) -> Side:
    """Where the last three kept weeks stand, each against the band before it, as it is drawn."""
    seen = [(answer, band) for answer, band in zip(answers, course(answers), strict=True) if answer is not None]
    last = [(answer, band) for answer, band in seen[-RUN:] if band is not None]
    if len(last) < RUN:
        return Side.TOO_LITTLE
    if all(band.low <= answer <= band.high for answer, band in last):
        return Side.WITHIN
    if all(answer < band.low for answer, band in last):
        return Side.BELOW
    return Side.ABOVE if all(answer > band.high for answer, band in last) else Side.MIXED


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Between the two nearest, in proportion (R. J. Hyndman and Y. Fan, The American Statistician 50, 1996, type 7)."""
    at = share * (len(ordered) - 1)
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (at - below) * (ordered[above] - ordered[below])
