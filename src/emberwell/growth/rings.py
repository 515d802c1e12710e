"""A year as rings: where each mark of the timeline stands. Pure geometry, a relative of the year of pages.

Four rings around the year, from the inside out: whys, what stayed, endings, kept lines. Each has a shape of its own, so
that nothing is told by colour alone; a day is at its place clockwise from 1 January at the top. A day without anything
draws nothing, several of a kind on one day draw one mark, and nothing is counted.
"""

from __future__ import annotations

import math
from calendar import isleap, monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CENTRE = 200.0
"""Half the side of the picture: the viewBox is `0 0 400 400`."""
CIRCLES = (60.0, 86.0, 111.0, 134.0, 168.0)
"""Radii of the hairlines the rings lie between."""
_NAMES = 185.0
_RAY = (139.0, 163.0)
_MIDDLES = {"why": 73.0, "stayed": 98.5, "ending": 122.5}
_GAP_DAYS = 0.35


class Kind(StrEnum):
    """What a mark stands for."""

    WHY = "why"
    STAYED = "stayed"
    ENDING = "ending"
    LINE = "line"


@dataclass(frozen=True)
class Mark:
    """One kind on one day."""

    kind: Kind
    day: date
    path: str
    """SVG path data."""


@dataclass(frozen=True)
class Month:
    """A twelfth of the rings."""

    number: int
    first: date
    marks: tuple[Mark, ...]
    ground: str
    """SVG path data: the sector, as large as a finger."""
    x: float
    y: float
    """Where its name stands (middle of the text)."""

    @property
    def paths(self) -> tuple[tuple[Kind, str], ...]:
        """Path data of all marks of each kind at once: a year of lines is drawn as twelve."""
        kinds = dict.fromkeys(mark.kind for mark in self.marks)
        return tuple((kind, "".join(mark.path for mark in self.marks if mark.kind is kind)) for kind in kinds)


@dataclass(frozen=True)
class YearRings:
    """What `growth/_rings.html` draws."""

    year: int
    months: tuple[Month, ...]
    circles: tuple[float, ...] = CIRCLES

    @property
    def is_empty(self) -> bool:
        return not any(month.marks for month in self.months)


def year_rings(year: int, days: Mapping[Kind, Iterable[date]]) -> YearRings:
    """The rings of `year` (1..9999); days of other years, and repetitions, are passed over."""
    known = {kind: sorted({day for day in days.get(kind, ()) if day.year == year}) for kind in Kind}
    return YearRings(year, tuple(_month(year, number, known) for number in range(1, 13)))


def mark_path(kind: Kind, day: date) -> str:
    """The mark of a kind at its day: a diamond, an open circle, a bow that closes, a ray."""
    angle = _angle(day.year, day.timetuple().tm_yday - 0.5)
    if kind is Kind.LINE:
        (x1, y1), (x2, y2) = (_point(angle, radius) for radius in _RAY)
        return f"M{x1} {y1}L{x2} {y2}"
    x, y = _point(angle, _MIDDLES[kind])
    return shape_path(kind, x, y, angle)


def shape_path(kind: Kind, x: float, y: float, angle: float = 0.0) -> str:
    """The same shape around any point, turned by `angle` (radians clockwise): for the legend as well."""
    if kind is Kind.STAYED:
        return f"M{_r(x - 5)} {_r(y)}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z"
    if kind is Kind.WHY:
        corners = [_around(x, y, angle, *corner) for corner in ((0, -8), (6, 0), (0, 8), (-6, 0))]
        return "M" + "L".join(f"{cx} {cy}" for cx, cy in corners) + "Z"
    if kind is Kind.ENDING:
        (ax, ay), (bx, by) = _around(x, y, angle, -7, 4), _around(x, y, angle, 7, 4)
        return f"M{ax} {ay}A7 7 0 0 1 {bx} {by}Z"
    (ax, ay), (bx, by) = _around(x, y, angle, 0, 9), _around(x, y, angle, 0, -9)
    return f"M{ax} {ay}L{bx} {by}"


def _month(year: int, number: int, days: Mapping[Kind, list[date]]) -> Month:
    first, length = date(year, number, 1), monthrange(year, number)[1]
    start = first.timetuple().tm_yday - 1
    x, y = _point(_angle(year, start + length / 2), _NAMES)
    marks = tuple(Mark(kind, day, mark_path(kind, day)) for kind in Kind for day in days[kind] if day.month == number)
    ground = _sector(_angle(year, start + _GAP_DAYS), _angle(year, start + length - _GAP_DAYS))
    return Month(number, first, marks, ground, x, y)


def _angle(year: int, days: float) -> float:
    """Radians clockwise from the top after `days` of `year`."""
    return 2 * math.pi * days / (366 if isleap(year) else 365)


def _point(angle: float, radius: float) -> tuple[float, float]:
    return _r(CENTRE + radius * math.sin(angle)), _r(CENTRE - radius * math.cos(angle))


def _around(x: float, y: float, angle: float, dx: float, dy: float) -> tuple[float, float]:
    turned = dx * math.cos(angle) - dy * math.sin(angle), dx * math.sin(angle) + dy * math.cos(angle)
    return _r(x + turned[0]), _r(y + turned[1])


def _r(number: float) -> float:
    return round(number, 2)


def _sector(start: float, end: float) -> str:
    near, far = CIRCLES[0], 199.0
    (ax, ay), (bx, by) = _point(start, far), _point(end, far)
    (cx, cy), (dx, dy) = _point(end, near), _point(start, near)
    return f"M{ax} {ay}A{far} {far} 0 0 1 {bx} {by}L{cx} {cy}A{near} {near} 0 0 0 {dx} {dy}Z"


SIGNS = {kind: shape_path(kind, 12, 12) for kind in Kind}
"""Path data of each shape, in a box of 24."""
