"""One accessible line chart: where dots, line and band stand. Pure geometry; `insight/_chart.html` draws it.

The plot is a box of 1000 by 1000 that the page stretches to whatever room there is. Lines keep their width in it, and
dots are strokes of no length with round ends, so nothing is distorted and no text is ever scaled. A week without a
dot draws nothing; where nothing is known the line has a gap. Nothing in it depends on colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

SIDE = 1000
"""Units of the plot's box, both ways."""
TOP_Y = 8
"""CSS pixels above the plot."""
_HEIGHTS = {"overall": 152, "one": 72}
_EDGE = 12
"""Units kept free at the left and the right, so that the first and the last dot are whole."""
_MANY = 60
"""Points from which on dots are drawn small."""
_LONE = 0.3
"""Half the width, in points, of a band that stands alone between two gaps."""


@dataclass(frozen=True, slots=True)
class Point:
    """One place on the x axis. Values are in the units of the chart's y range; None where there is none."""

    label: str
    """Names its row of the table: `6 Mar 2026`."""
    value: float | None
    """The dot."""
    middle: float | None
    """The line."""
    low: float | None
    high: float | None
    """The band; both or neither."""


@dataclass(frozen=True)
class Tick:
    """A word under the axis."""

    x: str
    """Percent of the plot's width."""
    anchor: Literal["start", "middle", "end"]
    words: str


Row = tuple[str, str, str]
"""A row of the table, the same in numbers: the point's label, its value, the line with its band."""


@dataclass(frozen=True)
class Labels:
    """The words around the numbers."""

    top: str
    bottom: str
    """The two ends of the y axis."""
    point: str
    value: str
    middle: str
    """Heads of the table's columns."""
    absent: str
    """What the table says where there is no value."""


@dataclass(frozen=True)
class Chart:
    """`insight/_chart.html`."""

    id: str
    """Unique on the page."""
    title: str
    aside: str
    """Goes on with the title, `at work`; a page that says so already may hide it from the eye. "" for none."""
    sentence: str
    """What it shows, in words; also its accessible description."""
    tone: Literal["overall", "one"]
    labels: Labels
    dots: str
    """SVG path data in the plot's box, as are `line`, `band` and `grid`."""
    line: str
    band: str
    grid: str
    height: int
    """Of the plot, CSS pixels."""
    many: bool
    """So many dots that they are drawn small."""
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    """The newest first; without the points before the first and after the last that has something."""

    @property
    def bottom_y(self) -> int:
        """Where the plot ends, CSS pixels under the picture's upper edge."""
        return TOP_Y + self.height

    @property
    def ticks_y(self) -> int:
        """The baseline of the words under the axis."""
        return self.bottom_y + 22

    @property
    def full_height(self) -> int:
        """Of the picture; one without ticks has no words around its plot."""
        return self.bottom_y + (28 if self.ticks else 8)


def line_chart(
    *,
    id: str,
    title: str,
    aside: str,
    sentence: str,
    tone: Literal["overall", "one"],
    points: Sequence[Point],
    top: float,
    bottom: float,
    grid: Sequence[float],
    labels: Labels,
    ticks: Sequence[tuple[int, str]],
) -> Chart:
    """A chart of `points`, from left to right at equal distances.

    `top` and `bottom` are the values at the two ends of the y axis, in either order and not equal; what lies beyond
    is drawn at the end. `grid` are values with a hairline; `ticks` pairs of a point's index and its word: without
    any, the chart stands under another that has the same axes and names them.
    """
    plot = _Plot(points, top, bottom)
    return Chart(
        id=id,
        title=title,
        aside=aside,
        sentence=sentence,
        tone=tone,
        labels=labels,
        dots=plot.dots(),
        line="".join(plot.line(run) for run in _runs([point.middle is not None for point in points])),
        band="".join(plot.band(run) for run in _runs([point.low is not None for point in points])),
        grid="".join(f"M0 {plot.y(value)}H{SIDE}" for value in grid),
        height=_HEIGHTS[tone],
        many=len(points) > _MANY,
        ticks=tuple(_tick(plot, at, words) for at, words in ticks),
        rows=_rows(points, labels.absent),
    )


class _Plot:
    """From points and values to places in the box, in whole units: each is less than a pixel."""

    def __init__(self, points: Sequence[Point], top: float, bottom: float) -> None:
        count = len(points)
        self._points = points
        self._top = top
        self._scale = SIDE / (bottom - top)
        self._step = (SIDE - 2 * _EDGE) / (count - 1) if count > 1 else 0.0
        self.x = [round(_EDGE + at * self._step) for at in range(count)] if count != 1 else [SIDE // 2]
        """Of each point; a single one stands in the middle."""

    def y(self, value: float) -> int:
        y = round((value - self._top) * self._scale)
        return 0 if y < 0 else min(y, SIDE)

    def dots(self) -> str:
        return "".join(
            [f"M{x} {self.y(p.value)}h0" for x, p in zip(self.x, self._points, strict=True) if p.value is not None]
        )

    def line(self, run: range) -> str:
        places = [f"{self.x[at]} {self.y(self._points[at].middle or 0.0)}" for at in run]
        return "M" + "L".join(places) + ("h0" if len(places) == 1 else "")

    def band(self, run: range) -> str:
        lows = [self.y(self._points[at].low or 0.0) for at in run]
        highs = [self.y(self._points[at].high or 0.0) for at in run]
        if len(run) == 1:
            half = round(_LONE * self._step)
            left, right = max(0, self.x[run[0]] - half), min(SIDE, self.x[run[0]] + half)
            return f"M{left} {lows[0]}H{right}V{highs[0]}H{left}Z"
        near = [f"{self.x[at]} {low}" for at, low in zip(run, lows, strict=True)]
        far = [f"{self.x[at]} {high}" for at, high in zip(run, highs, strict=True)]
        return "M" + "L".join(near + far[::-1]) + "Z"


def _runs(there: Sequence[bool]) -> list[range]:
    """The stretches without a gap."""
    found, start = [], 0
    for is_there, group in groupby(there):
        length = len(list(group))
        if is_there:
            found.append(range(start, start + length))
        start += length
    return found


def _tick(plot: _Plot, at: int, words: str) -> Tick:
    x = plot.x[at]
    if x < SIDE / 4:
        return Tick("0%", "start", words)
    if x > 3 * SIDE / 4:
        return Tick("100%", "end", words)
    return Tick(f"{x / SIDE:.1%}", "middle", words)


def _rows(points: Sequence[Point], absent: str) -> tuple[Row, ...]:
    there = [at for at, point in enumerate(points) if point.value is not None or point.middle is not None]
    lived = points[there[0] : there[-1] + 1] if there else ()
    return tuple([_row(point, absent) for point in reversed(lived)])


def _row(point: Point, absent: str) -> Row:
    value = absent if point.value is None else f"{point.value:.1f}"
    if point.middle is None:
        return point.label, value, absent
    if point.low is None or point.high is None or point.high - point.low < 0.05:
        return point.label, value, f"{point.middle:.1f}"
    return point.label, value, f"{point.middle:.1f} ({point.low:.1f} to {point.high:.1f})"


def spread(count: int, at_most: int) -> tuple[int, ...]:
    """Indices of at most `at_most` (2 or more) of `count` points, evenly apart, with the first and the last."""
    if count <= at_most:
        return tuple(range(count))
    return tuple(round(at * (count - 1) / (at_most - 1)) for at in range(at_most))
