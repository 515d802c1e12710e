"""Nearer, further: how far from the middle a person's values stood, and how much missed weeks leave unknown.

Plain numbers in, plain numbers out. A distance is counted in steps of the ring, 0 (the middle: lived as one wants to
live it) to `STEPS` (the edge); a week without a place is None. Everything here describes the weeks it is given. It
predicts nothing, compares nobody with anybody, and is no clinical measure. `docs/method-nearer-further.md` says the
same in plain words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from emberwell.week.records import STEPS

WINDOW = 4
"""Weeks that are looked at together."""
HALF_A_STEP = 0.5
"""The least change that is said: below it, the ring's whole steps cannot tell one place from another."""
RESOLUTION = 1 / math.sqrt(12)
"""Standard uncertainty, in steps, of a place on a ring that has whole steps only: 0.29 of a step (JCGM 100:2008,
"GUM", F.2.2.1: a rectangular distribution one step wide)."""
_NORMAL_975 = 1.959963984540054
_T_975 = (12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139, 2.200985)
_ROUNDING = 1e-9
"""Weighted means of whole steps may miss half a step by this little."""


@dataclass(frozen=True)
class Estimate:
    """The mean distance over a window, and how far it may be off because weeks of it are missing. All in steps."""

    mean: float
    """Of the weeks that were kept, 0..6."""
    half_width: float | None
    """Of the 95 % interval; 0 when no week is missing, None when it cannot be known (one week kept of several)."""
    kept: int
    weeks: int
    """Of the window."""

    @property
    def missing(self) -> int:
        return self.weeks - self.kept

    @property
    def low(self) -> float:
        """The near end of the band: never nearer than if every missing week had stood in the middle."""
        possible = self.mean * self.kept / self.weeks
        return possible if self.half_width is None else max(possible, self.mean - self.half_width)

    @property
    def high(self) -> float:
        """The far end of the band: never further than if every missing week had stood at the edge."""
        possible = (self.mean * self.kept + STEPS * self.missing) / self.weeks
        return possible if self.half_width is None else min(possible, self.mean + self.half_width)

    @property
    def off_by(self) -> float:
        """The larger side of the band."""
        return max(self.mean - self.low, self.high - self.mean, 0.0)


class Way(StrEnum):
    """Which way the last weeks went, against the weeks before them."""

    NEARER = "nearer"
    FURTHER = "further"
    THE_SAME = "about the same"
    TOO_LITTLE = "too little to say"


@dataclass(frozen=True)
class Direction:
    """`Way`, and by how much."""

    way: Way
    change: float
    """Steps that the mean came nearer; negative when it went further; 0 where a window is empty."""
    latest: Estimate | None
    before: Estimate | None


def weighted_distance(places: Iterable[tuple[float, float]]) -> float | None:
    """How far one week stood from the middle in one part of life: the importance-weighted mean distance, 0..6 steps.

    `places` are pairs (d, w) of the values placed that week: d steps from the middle, 0..6; w >= 0 its importance
    (`why.records.Weight` 0..3, `why.rules.EVEN` when it was never asked). The result is sum(w d) / sum(w); None when
    nothing counts: no value was placed, or only values of weight 0.

    Source: the weighted arithmetic mean. To pair importance with how consistently a value was lived is the public
    idea behind values measures, and distance from a middle that of the bull's-eye drawing; domains, wording and
    scale are our own, so results compare with no published measure. Assumes that steps are equally wide, and that a
    value left off the ring says nothing either way.
    """
    distance = weight = 0.0
    for d, w in places:
        distance += w * d
        weight += w
    # A mean of 6.0000000000000001 would stand outside the ring.
    return min(max(distance / weight, 0.0), float(STEPS)) if weight > 0 else None


def student_t_975(degrees: int) -> float:
    """The 97.5 % quantile of Student's t with `degrees` >= 1 of freedom, for two-sided 95 % intervals.

    1..11 from the table of any textbook (Fisher & Yates, Statistical Tables, table III); beyond, the expansion about
    the normal quantile of Abramowitz & Stegun (1964), 26.7.5, there right to within 0.0001.
    """
    if degrees <= len(_T_975):
        return _T_975[degrees - 1]
    x = _NORMAL_975
    return (
        x
        + (x**3 + x) / (4 * degrees)
        + (5 * x**5 + 16 * x**3 + 3 * x) / (96 * degrees**2)
        + (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / (384 * degrees**3)
    )


def estimate(weeks: Sequence[float | None]) -> Estimate | None:
    """The mean distance over the N weeks of a window of which n were kept, and its uncertainty from the missing ones.

    Half-width of the 95 % interval, in steps: t * s / sqrt(n) * sqrt(1 - n/N), with s the standard deviation of the
    kept weeks and t Student's with n - 1 degrees of freedom. The last factor is the finite population correction: a
    window has N weeks and no more, so when all were kept nothing is unknown and the half-width is 0. With one week
    of several it cannot be known (None). None altogether when no week was kept.

    Source: W. G. Cochran, Sampling Techniques, 3rd ed. (1977), chapter 2, simple random sampling: the standard error
    of a mean estimated from the sample, with the finite population correction, and its limits with Student's t. The
    kept weeks are treated as drawn at random from the window: missed weeks must not be systematically different. Hard
    weeks are often the missed ones, and then the truth may lie further out than the band says.

    Ours: s counts as at least `RESOLUTION`, since two weeks on the same ring need not have been alike to a hair, and
    with a spread of 0 missed weeks would seem to leave nothing unknown. For a mean of several values this is careful
    rather than exact.
    """
    kept = [week for week in weeks if week is not None]
    n, of = len(kept), len(weeks)
    if n == 0:
        return None
    mean = min(max(math.fsum(kept) / n, 0.0), float(STEPS))
    if n == of:
        return Estimate(mean, 0.0, n, of)
    if n == 1:
        return Estimate(mean, None, n, of)
    spread = math.sqrt(math.fsum((week - mean) ** 2 for week in kept) / (n - 1))
    error = max(spread, RESOLUTION) / math.sqrt(n) * math.sqrt(1 - n / of)
    return Estimate(mean, student_t_975(n - 1) * error, n, of)


def course(weeks: Sequence[float | None], window: int = WINDOW) -> tuple[Estimate | None, ...]:
    """For each week, `estimate` of the `window` weeks that end with it: the line and its band.

    At the beginning the window holds the weeks there are: before the first there was nothing to miss. None where no
    week of the window was kept.
    """
    return tuple(estimate(weeks[max(0, at + 1 - window) : at + 1]) for at in range(len(weeks)))


def direction(weeks: Sequence[float | None], window: int = WINDOW) -> Direction:
    """Which way the last `window` weeks went, against as many before them.

    Nearer or further: the means lie at least half a step apart, since a smaller change is finer than the ring; and
    their bands do not meet, so that no likely course of the missed weeks would undo it. About the same: the means
    lie less than half a step apart, and neither may be off by more than a step. In every other case, and while there
    are fewer than two windows of weeks, there is too little to say.

    With no week missed the bands have no width and half a step alone decides: then the sentence is a plain
    comparison of eight known weeks. It is never a forecast.
    """
    latest, before = estimate(weeks[-window:]), estimate(weeks[-2 * window : -window])
    if latest is None or before is None:
        return Direction(Way.TOO_LITTLE, 0.0, latest, before)
    change = before.mean - latest.mean
    if len(weeks) < 2 * window or latest.half_width is None or before.half_width is None:
        way = Way.TOO_LITTLE
    elif abs(change) < HALF_A_STEP - _ROUNDING:
        way = Way.THE_SAME if max(latest.off_by, before.off_by) <= 1 else Way.TOO_LITTLE
    elif latest.high < before.low:
        way = Way.NEARER
    elif latest.low > before.high:
        way = Way.FURTHER
    else:
        way = Way.TOO_LITTLE
    return Direction(way, change, latest, before)
