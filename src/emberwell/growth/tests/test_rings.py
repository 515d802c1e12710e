"""The rings of a year, and what of a month stands on its page: without a database."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from emberwell.growth.rings import CENTRE, CIRCLES, Kind, mark_path, year_rings
from emberwell.growth.rules import some_of

days = st.dates(date(2023, 12, 20), date(2025, 1, 10))


@dataclass(frozen=True)
class Thing:
    kind: Kind
    number: int


def first_point(path: str) -> tuple[float, float]:
    found = re.match(r"M(-?[\d.]+) (-?[\d.]+)", path)
    assert found
    return float(found[1]) - CENTRE, float(found[2]) - CENTRE


@given(st.dictionaries(st.sampled_from(list(Kind)), st.lists(days)))
def test_a_mark_for_each_kind_on_each_day_of_that_year_once(known: dict[Kind, list[date]]):
    rings = year_rings(2024, known)
    drawn = [(mark.kind, mark.day) for month in rings.months for mark in month.marks]
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == {(kind, day) for kind, found in known.items() for day in found if day.year == 2024}
    assert all(mark.day.month == month.number for month in rings.months for mark in month.marks)
    assert rings.is_empty is not bool(drawn)


@given(st.sampled_from(list(Kind)), st.dates(date(2023, 1, 1), date(2024, 12, 31)))
def test_a_mark_stands_in_its_own_ring_at_its_day(kind: Kind, day: date):
    x, y = first_point(mark_path(kind, day))
    inner = CIRCLES[list(Kind).index(kind)]
    assert inner - 1 < math.hypot(x, y) < CIRCLES[list(Kind).index(kind) + 1] + 1
    turned = math.atan2(x, -y) % (2 * math.pi) / (2 * math.pi) * 365.5
    away = abs(turned - (day.timetuple().tm_yday - 0.5))
    assert min(away, 365.5 - away) < 8


def test_each_kind_has_a_shape_of_its_own():
    shapes = {re.sub(r"[-\d. ]+", "", mark_path(kind, date(2026, 3, 14))) for kind in Kind}
    assert len(shapes) == len(Kind)


@given(st.lists(st.sampled_from(list(Kind))), st.integers(1, 8))
def test_some_of_a_month_keeps_what_is_rare_and_the_order(kinds: list[Kind], at_most: int):
    things = [Thing(kind, number) for number, kind in enumerate(kinds)]
    shown = some_of(things, at_most)
    assert len(shown) == min(at_most, len(things))
    assert [thing.number for thing in shown] == sorted({thing.number for thing in shown})
    rare = [thing for thing in things if thing.kind is not Kind.LINE]
    if len(rare) <= at_most:
        assert set(rare) <= set(shown)
    else:
        assert all(thing.kind is not Kind.LINE for thing in shown)
