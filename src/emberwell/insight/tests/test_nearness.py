"""Nearer, further: the formulas, over whatever weeks a person may live."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from emberwell.insight.nearness import (
    HALF_A_STEP,
    RESOLUTION,
    Way,
    course,
    direction,
    estimate,
    student_t_975,
    weighted_distance,
)

steps = st.integers(0, 6)
weights = st.integers(0, 3)
places = st.lists(st.tuples(steps, weights), max_size=8)
week = st.one_of(st.none(), st.floats(0, 6))
some_weeks = st.lists(week, max_size=30)
window = st.lists(week, min_size=4, max_size=4)


@given(places)
def test_a_distance_stays_on_the_ring(placed: list[tuple[int, int]]) -> None:
    found = weighted_distance(placed)
    counting = [d for d, w in placed if w]
    if not counting:
        assert found is None
    else:
        assert found is not None
        assert min(counting) - 1e-9 <= found <= max(counting) + 1e-9
        assert 0 <= found <= 6


def test_a_distance_by_hand() -> None:
    assert weighted_distance([(0, 3), (6, 1)]) == 1.5
    assert weighted_distance([(2, 1), (3, 1), (5, 0)]) == 2.5
    assert weighted_distance([]) is None
    assert weighted_distance([(4, 0)]) is None


@given(places, st.floats(0.01, 100))
def test_weights_have_no_unit(placed: list[tuple[int, int]], unit: float) -> None:
    one, other = weighted_distance(placed), weighted_distance([(d, w * unit) for d, w in placed])
    assert (one is None) == (other is None)
    assert one is None or one == pytest.approx(other)


@given(places, st.randoms())
def test_the_order_of_values_says_nothing(placed: list[tuple[int, int]], chance) -> None:
    shuffled = placed[:]
    chance.shuffle(shuffled)
    assert weighted_distance(shuffled) == weighted_distance(placed)


@pytest.mark.parametrize(("degrees", "quantile"), [(1, 12.7062), (3, 3.1824), (11, 2.2010), (12, 2.1788), (30, 2.0423)])
def test_student_t(degrees: int, quantile: float) -> None:
    assert student_t_975(degrees) == pytest.approx(quantile, abs=1e-4)


def test_student_t_falls_towards_the_normal() -> None:
    quantiles = [student_t_975(degrees) for degrees in range(1, 60)]
    assert quantiles == sorted(quantiles, reverse=True)
    assert student_t_975(100_000) == pytest.approx(1.95996, abs=1e-4)


def test_an_estimate_by_hand() -> None:
    """Kept 1, 2, 4 of four: s = 1.5275, t(2) = 4.3027, so 4.3027 * 1.5275 / sqrt(3) * sqrt(1 - 3/4) = 1.8973."""
    found = estimate([1, None, 2, 4])
    assert found is not None
    assert found.mean == pytest.approx(7 / 3)
    assert found.half_width == pytest.approx(1.8973, abs=1e-4)
    assert (found.kept, found.weeks, found.missing) == (3, 4, 1)
    assert found.low == pytest.approx(7 / 4)  # had the missing week stood in the middle
    assert found.high == pytest.approx(13 / 4)  # had it stood at the edge


def test_what_is_known_and_what_cannot_be() -> None:
    whole, single = estimate([3, 4, 5, 3]), estimate([None, 3, None, None])
    assert whole is not None
    assert (whole.half_width, whole.low, whole.high, whole.off_by) == (0, 3.75, 3.75, 0)
    assert single is not None
    assert single.half_width is None
    assert (single.low, single.high) == (0.75, 5.25)
    assert estimate([2]) is not None
    assert estimate([2]).half_width == 0  # type: ignore[union-attr]
    assert estimate([None] * 4) is None
    assert estimate([]) is None


def test_alike_on_the_ring_is_not_alike_to_a_hair() -> None:
    found = estimate([2, 2, 2, None])
    assert found is not None
    assert found.half_width == pytest.approx(student_t_975(2) * RESOLUTION / math.sqrt(3) / 2)


@given(st.lists(week, min_size=1, max_size=15))
def test_the_band_holds_the_mean_and_stays_on_the_ring(weeks: list[float | None]) -> None:
    found = estimate(weeks)
    assert (found is None) == all(each is None for each in weeks)
    if found is not None:
        assert -1e-9 <= found.low <= found.mean + 1e-9
        assert found.mean - 1e-9 <= found.high <= 6 + 1e-9
        assert found.off_by >= 0


@given(st.lists(week, min_size=1, max_size=12))
def test_missing_weeks_only_widen(weeks: list[float | None]) -> None:
    one, more = estimate(weeks), estimate([*weeks, None])
    assume(one is not None)
    assert one is not None
    assert more is not None
    assert more.mean == one.mean
    assert more.low <= one.low + 1e-9
    assert more.high >= one.high - 1e-9
    if one.half_width is not None and more.half_width is not None:
        assert more.half_width >= one.half_width


@given(st.lists(week, min_size=1, max_size=12), st.randoms())
def test_within_a_window_order_says_nothing(weeks: list[float | None], chance) -> None:
    shuffled = weeks[:]
    chance.shuffle(shuffled)
    one, other = estimate(weeks), estimate(shuffled)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (one.mean, one.low, one.high) == pytest.approx((other.mean, other.low, other.high))


@given(some_weeks)
def test_the_course_is_the_estimate_of_each_window(weeks: list[float | None]) -> None:
    found = course(weeks)
    assert len(found) == len(weeks)
    for at, each in enumerate(found):
        assert each == estimate(weeks[max(0, at - 3) : at + 1])


@given(window, window)
def test_reversing_time_swaps_nearer_and_further(before: list[float | None], latest: list[float | None]) -> None:
    swapped = {Way.NEARER: Way.FURTHER, Way.FURTHER: Way.NEARER}
    one, other = direction(before + latest), direction((before + latest)[::-1])
    assert other.way == swapped.get(one.way, one.way)
    assert other.change == pytest.approx(-one.change)


@given(some_weeks)
def test_a_direction_is_never_said_of_less_than_half_a_step(weeks: list[float | None]) -> None:
    found = direction(weeks)
    if found.way in {Way.NEARER, Way.FURTHER}:
        assert len(weeks) >= 8
        assert abs(found.change) >= HALF_A_STEP - 1e-6
        assert (found.change > 0) == (found.way == Way.NEARER)
        assert found.latest is not None
        assert found.before is not None
        assert found.latest.high < found.before.low or found.latest.low > found.before.high
    if found.way == Way.THE_SAME:
        assert abs(found.change) < HALF_A_STEP


@given(st.floats(0, 6), st.integers(8, 30))
def test_a_constant_series_is_about_the_same(distance: float, weeks: int) -> None:
    assert direction([distance] * weeks).way == Way.THE_SAME


@given(st.lists(st.none(), max_size=20))
def test_where_all_is_missing_nothing_is_said(weeks: list[None]) -> None:
    assert direction(weeks).way == Way.TOO_LITTLE
    assert course(weeks) == (None,) * len(weeks)


@given(steps, st.integers(0, 7))
def test_of_a_single_week_no_direction_is_said(distance: int, at: int) -> None:
    weeks: list[float | None] = [None] * 8
    weeks[at] = distance
    assert direction(weeks).way == Way.TOO_LITTLE
    assert direction([distance]).way == Way.TOO_LITTLE


@pytest.mark.parametrize(
    ("weeks", "way"),
    [
        ([4, 4, 4, 4, 3, 3, 3, 3], Way.NEARER),
        ([3, 3, 3, 3, 4, 4, 4, 4], Way.FURTHER),
        ([4, 4, 4, 4, 4, 4, 3, 3], Way.NEARER),  # half a step, all of it known
        ([4, 4, 4, 4, 4, 4, 4, 3], Way.THE_SAME),
        ([4, 4, 4, None, 3, 3, 3, 3], Way.NEARER),
        ([5, 4, 4, None, 3, 4, 4, 4], Way.TOO_LITTLE),  # 4.3, off by 0.7, against 3.8
        ([4, 4, None, None, 3, 3, 3, 3], Way.TOO_LITTLE),
        ([3, 3, 3, None, 3, 3, 3, 3], Way.THE_SAME),
        ([3, 3, None, None, 3, 3, 3, 3], Way.TOO_LITTLE),
        ([4, 4, 4, 3, 3, 3, 3], Way.TOO_LITTLE),  # seven weeks
    ],
)
def test_directions_by_hand(weeks: list[float | None], way: Way) -> None:
    assert direction(weeks).way == way


@given(some_weeks, window, window)
def test_what_lies_further_back_says_nothing(further, before, latest) -> None:
    assert direction(further + before + latest) == direction(before + latest)
