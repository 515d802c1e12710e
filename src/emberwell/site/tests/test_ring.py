"""The year of pages as a ring: every day with a page, and only those, in its own place."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from emberwell.site.ring import CENTRE, INNER, OUTER, Mark, year_ring

years = st.integers(min_value=1, max_value=9999)
days = st.dates(min_value=date(1999, 12, 25), max_value=date(2001, 1, 7))


def _ends(mark: Mark) -> list[tuple[float, float]]:
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", mark.path)]
    return [(numbers[0], numbers[1]), (numbers[2], numbers[3])]


def _part_of_the_year(mark: Mark) -> float:
    """0 at the top, growing clockwise to 1."""
    x, y = _ends(mark)[1]
    return math.atan2(x - CENTRE, CENTRE - y) / (2 * math.pi) % 1


@given(st.lists(days))
def test_each_day_with_a_page_leaves_one_mark_and_absent_days_draw_nothing(written: list[date]) -> None:
    ring = year_ring(2000, written)
    marked = [mark.day for month in ring.months for mark in month.marks]
    assert marked == sorted({day for day in written if day.year == 2000})
    assert ring.is_empty == (not marked)


@given(years)
def test_the_months_are_all_there_and_hold_their_own_days(year: int) -> None:
    ring = year_ring(year, [date(year, 1, 1), date(year, 12, 31)])
    assert [month.first.month for month in ring.months] == list(range(1, 13))
    assert ring.months[0].days == (date(year, 1, 1),)
    assert ring.months[11].days == (date(year, 12, 31),)


def test_marks_go_round_clockwise_inside_the_band() -> None:
    every_day = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]
    marks = [mark for month in year_ring(2024, every_day).months for mark in month.marks]
    places = [_part_of_the_year(mark) for mark in marks]
    assert places == sorted(places)
    assert places[0] < 0.01
    assert places[-1] > 0.99
    for mark in marks:
        for x, y in _ends(mark):
            assert INNER < math.hypot(x - CENTRE, y - CENTRE) < OUTER


def test_only_today_is_drawn_as_today() -> None:
    today = date(2026, 11, 22)
    ring = year_ring(2026, [today, date(2026, 11, 21)], today=today)
    assert [mark.day for month in ring.months for mark in month.marks if mark.is_today] == [today]


def test_a_month_is_named_for_its_address() -> None:
    assert year_ring(2026, []).months[2].key == "2026-03"
