"""The geometry of a chart: nothing outside its box, gaps where nothing is known, a table that equals the numbers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.insight.chart import SIDE, Chart, Labels, Point, line_chart, spread

LABELS = Labels(top="up", bottom="down", point="Week to", value="Steps", middle="Mean", absent="none")
number = st.floats(-1, 8)


@st.composite
def points(draw: Any) -> list[Point]:
    found = []
    for at in range(draw(st.integers(0, 20))):
        middle = draw(st.one_of(st.none(), number))
        band = (None, None) if middle is None else (middle - draw(st.floats(0, 2)), middle + draw(st.floats(0, 2)))
        found.append(Point(f"week {at}", draw(st.one_of(st.none(), number)), middle, *band))
    return found


def chart(made: list[Point], **changes: Any) -> Chart:
    given_ = {"id": "x", "title": "T", "aside": "", "sentence": "S.", "tone": "one", "points": made, "labels": LABELS}
    return line_chart(**({"top": 0, "bottom": 6, "grid": (0, 6), "ticks": ()} | given_ | changes))


def numbers(path: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?\d+", path)]


@given(points())
def test_nothing_is_drawn_outside_the_box(made: list[Point]) -> None:
    drawn = chart(made)
    for path in (drawn.dots, drawn.line, drawn.band, drawn.grid):
        assert all(0 <= each <= SIDE for each in numbers(path))


@given(points())
def test_a_dot_for_each_value_and_a_gap_wherever_nothing_is_known(made: list[Point]) -> None:
    drawn = chart(made)
    assert drawn.dots.count("M") == sum(point.value is not None for point in made)
    runs = sum(point.middle is not None and (at == 0 or made[at - 1].middle is None) for at, point in enumerate(made))
    assert drawn.line.count("M") == drawn.band.count("Z") == runs
    assert drawn.line.count("L") == sum(point.middle is not None for point in made) - runs


@given(points())
def test_the_table_has_every_week_that_was_lived(made: list[Point]) -> None:
    rows = chart(made).rows[::-1]
    there = [at for at, point in enumerate(made) if point.value is not None or point.middle is not None]
    lived = made[there[0] : there[-1] + 1] if there else []
    assert [row[0] for row in rows] == [point.label for point in lived]
    for (_, value, middle), point in zip(rows, lived, strict=True):
        assert value == ("none" if point.value is None else f"{point.value:.1f}")
        assert middle.split(" ")[0] == ("none" if point.middle is None else f"{point.middle:.1f}")


def test_places_by_hand() -> None:
    made = [Point("a", 0, 0, 0, 0), Point("b", 6, 3, 1.5, 4.5), Point("c", None, None, None, None)]
    drawn = chart(made)
    assert drawn.dots == "M12 0h0M500 1000h0"
    assert drawn.line == "M12 0L500 500"
    assert drawn.band == "M12 0L500 250L500 750L12 0Z"
    assert drawn.rows == (("b", "6.0", "3.0 (1.5 to 4.5)"), ("a", "0.0", "0.0"))
    assert chart(made, top=6, bottom=0).line == "M12 1000L500 500"  # the other way up
    assert chart([Point("a", 3, 3, 2, 4)]).line == "M500 500h0"


def test_words_under_the_axis_stay_inside() -> None:
    made = [Point(str(at), 1, 1, 1, 1) for at in range(9)]
    ticks = chart(made, ticks=[(0, "first"), (4, "half"), (8, "last")]).ticks
    assert [(tick.x, tick.anchor) for tick in ticks] == [("0%", "start"), ("50.0%", "middle"), ("100%", "end")]


@pytest.mark.parametrize(
    ("count", "expected"), [(0, ()), (1, (0,)), (3, (0, 1, 2)), (26, (0, 12, 25)), (150, (0, 74, 149))]
)
def test_sparse_and_even(count: int, expected: tuple[int, ...]) -> None:
    assert spread(count, 3) == expected
