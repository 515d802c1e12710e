"""Whether a series of weeks has fallen from what was usual, and stayed there. Pure: numbers in, one answer out.

The question is asked anew with each week that has a value: are the last 2, 3, ... weeks together lower than the weeks
before them, by more than chance would explain? That is a change-point test with an unknown baseline (D. M. Hawkins,
P. Qiu and C. W. Kang, "The changepoint model for statistical process control", Journal of Quality Technology 35,
2003), one-sided, over a short window: the baseline is the person's own and its uncertainty counts, so that nobody has
to be "calibrated" first. A cumulative sum (E. S. Page, Biometrika 41, 1954) takes its baseline as known.

Two things are added. A standard deviation found in a few weeks may be far too small by luck, so it is drawn towards
`PRIOR_SD` as if `PRIOR_WEEKS` had shown that; and weeks that lead on from one another hold less news than their number
says, so means have the variance of an autoregressive series of order one, with the person's own correlation of
neighbouring weeks drawn towards `PRIOR_LINK` in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt

LEAST_BEFORE = 8
"""Weeks with a value before the fall."""
MOST_BEFORE = 60
"""Weeks further back than this say nothing of what is usual now."""
LONGEST = 8
"""Weeks with a value that a fall may already have lasted."""
LOW_SPREADS = 0.5
"""Each of the last two weeks lies at least so many standard deviations below what was usual."""
SMALLEST = 0.6
"""Steps of the scale: less is finer than the answers can tell."""
PRIOR_SD, PRIOR_WEEKS = 1.0, 8
PRIOR_LINK, PRIOR_PAIRS = 0.3, 30
STRONGEST_LINK = 0.7
LIKE_ANOTHER = 0.4
"""Correlation taken to hold between two answers of one person in one week."""


@dataclass(frozen=True, slots=True)
class Found:
    """A fall."""

    weeks: int
    """With a value, since it began."""
    first: int
    """Number of the week it began in."""
    usual: float
    """Mean before it, in steps of the scale."""
    spread: float
    """Standard deviation before it."""
    now: float
    """Mean since."""
    strength: float
    """In standard errors."""


def variance_of_mean(count: int, link: float) -> float:
    """Of `count` neighbouring weeks, each of variance one, with correlation `link` (0 <= link < 1) between neighbours.

    The variance of the mean of a stationary autoregressive series of order one: any textbook of time series.
    """
    away = link / (1 - link)
    return (1 + 2 * (away - away * (1 - link**count) / (count * (1 - link)))) / count


@dataclass(slots=True)
class Series:
    """The weeks of one answer, or of the mean of several, as they come: running sums, so that a test costs little."""

    answers: int = 1
    """How many answers its values are the mean of."""
    weeks: list[int] = field(default_factory=list)
    """Numbers of the weeks that have a value, ascending."""
    values: list[float] = field(default_factory=list)
    _sums: list[tuple[float, float, int, float, float]] = field(default_factory=lambda: [(0.0, 0.0, 0, 0.0, 0.0)])
    """Up to each place: the values, their squares; of neighbouring weeks how many, their sums and their products."""

    def add(self, week: int, value: float) -> None:
        """The next week; `week` is greater than all before."""
        one, square, pairs, both, product = self._sums[-1]
        if self.weeks and week - self.weeks[-1] == 1:
            pairs, both, product = pairs + 1, both + self.values[-1] + value, product + self.values[-1] * value
        self._sums.append((one + value, square + value * value, pairs, both, product))
        self.weeks.append(week)
        self.values.append(value)

    def fallen(self, threshold: float, since: int = 0) -> Found | None:
        """The fall that the newest week is part of, the clearest; None when nothing passes `threshold` standard errors.

        Weeks before the place `since` in `weeks` are left out.
        """
        count, found = len(self.values), None
        for length in range(2, LONGEST + 1):
            split = count - length
            if split - since < LEAST_BEFORE:
                break
            if self.weeks[-1] - self.weeks[split] > 2 * length:  # mostly missing: too little is known of these weeks
                break
            one = self._test(max(since, split - MOST_BEFORE), split)
            if one is not None and one.strength > threshold and (found is None or one.strength > found.strength):
                found = one
        return found

    def _test(self, start: int, split: int) -> Found | None:
        begun, then, end = self._sums[start], self._sums[split], self._sums[-1]
        before, since = split - start, len(self.values) - split
        usual, now = (then[0] - begun[0]) / before, (end[0] - then[0]) / since
        if usual - now < SMALLEST:
            return None
        prior = PRIOR_SD**2 * (LIKE_ANOTHER + (1 - LIKE_ANOTHER) / self.answers)
        squares = max(0.0, then[1] - begun[1] - before * usual * usual)
        variance = (PRIOR_WEEKS * prior + squares) / (PRIOR_WEEKS + before - 1)
        if max(self.values[-2:]) > usual - LOW_SPREADS * sqrt(variance):  # one odd week is no fall, however odd
            return None
        link = self._link(start, split, usual, variance)
        error = sqrt(variance * (variance_of_mean(since, link) + variance_of_mean(before, link)))
        return Found(since, self.weeks[split], usual, sqrt(variance), now, (usual - now) / error)

    def _link(self, start: int, split: int, usual: float, variance: float) -> float:
        """The correlation of neighbouring weeks in the baseline, drawn towards the prior; never below 0."""
        begun, then = self._sums[start + 1], self._sums[split]
        pairs = then[2] - begun[2]
        together = then[4] - begun[4] - usual * (then[3] - begun[3]) + pairs * usual * usual
        link = (PRIOR_PAIRS * PRIOR_LINK + together / variance) / (PRIOR_PAIRS + pairs)
        return min(STRONGEST_LINK, max(0.0, link))
