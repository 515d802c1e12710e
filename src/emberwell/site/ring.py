"""The year of pages as a ring: where each mark stands. Pure geometry; `components/ring.html` draws it.

A day is a short ray at its place in the year, clockwise from 1 January at the top, like the marks of a sundial. A day
without a page draws nothing: there is no empty slot to feel behind about, and nothing is counted.
"""

from __future__ import annotations

import math
from calendar import isleap, monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

CENTRE = 200.0
"""Half the side of the picture, in its own units: the viewBox is `0 0 400 400`."""
INNER = 140.0
OUTER = 194.0
"""The band the rays stand in, between two hairlines."""
_RAY = (147.0, 187.0)
_NAMES = 119.0
_GROUND = (96.0, OUTER)
_GAP_DAYS = 0.35
"""Left free at either end of a month's ground, so that neighbours do not touch."""


@dataclass(frozen=True)
class Mark:
    """One day with a page."""

    day: date
    path: str
    """SVG path data: one straight ray."""
    is_today: bool


@dataclass(frozen=True)
class Month:
    """A twelfth of the ring."""

    first: date
    key: str
    """`2026-03`."""
    days: tuple[date, ...]
    """Days with a page, in order."""
    marks: tuple[Mark, ...]
    ground: str
    """SVG path data: the sector, as large as a finger."""
    x: float
    y: float
    """Where its name stands (middle of the text)."""


@dataclass(frozen=True)
class YearRing:
    """What `components/ring.html` draws."""

    year: int
    months: tuple[Month, ...]
    inner: float = INNER
    outer: float = OUTER

    @property
    def is_empty(self) -> bool:
        return not any(month.days for month in self.months)


def year_ring(year: int, days: Iterable[date], *, today: date | None = None) -> YearRing:
    """The ring of `year` (1..9999). `days` are local dates; those of other years, and repetitions, are passed over.

    `today`, when it has a page, is drawn last and grows into place (stillness under reduced motion).
    """
    with_pages = sorted({day for day in days if day.year == year})
    return YearRing(year, tuple(_month(date(year, month, 1), with_pages, today) for month in range(1, 13)))


def _month(first: date, with_pages: list[date], today: date | None) -> Month:
    days = tuple(day for day in with_pages if day.month == first.month)
    length = monthrange(first.year, first.month)[1]
    start = first.timetuple().tm_yday - 1
    x, y = _point(_angle(first.year, start + length / 2), _NAMES)
    return Month(
        first=first,
        key=f"{first.year:04}-{first.month:02}",
        days=days,
        marks=tuple(Mark(day, _ray(day), day == today) for day in days),
        ground=_sector(_angle(first.year, start + _GAP_DAYS), _angle(first.year, start + length - _GAP_DAYS)),
        x=x,
        y=y,
    )


def _angle(year: int, days: float) -> float:
    """Radians clockwise from the top after `days` of `year`."""
    return 2 * math.pi * days / (366 if isleap(year) else 365)


def _point(angle: float, radius: float) -> tuple[float, float]:
    return round(CENTRE + radius * math.sin(angle), 2), round(CENTRE - radius * math.cos(angle), 2)


def _ray(day: date) -> str:
    angle = _angle(day.year, day.timetuple().tm_yday - 0.5)
    (x1, y1), (x2, y2) = (_point(angle, radius) for radius in _RAY)
    return f"M{x1} {y1}L{x2} {y2}"


def _sector(start: float, end: float) -> str:
    near, far = _GROUND
    (ax, ay), (bx, by) = _point(start, far), _point(end, far)
    (cx, cy), (dx, dy) = _point(end, near), _point(start, near)
    return f"M{ax} {ay}A{far} {far} 0 0 1 {bx} {by}L{cx} {cy}A{near} {near} 0 0 0 {dx} {dy}Z"
