"""The usual band: own, robust, and never made from what was not answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.insight.band import CARRIED, LEAST, MOST, RUN, Side, course, side, usual
from emberwell.week.records import HIGHEST, LOWEST

answer = st.integers(LOWEST, HIGHEST)
weeks = st.lists(st.one_of(st.none(), answer), max_size=40)
kept = st.lists(answer, min_size=LEAST, max_size=MOST)


@given(weeks)
def test_the_band_lies_on_the_scale_around_its_middle(answers: list[int | None]) -> None:
    band = usual(answers)
    there = [each for each in answers if each is not None]
    assert (band is None) == (len(there) < LEAST)
    if band:
        assert LOWEST <= band.low <= band.middle <= band.high <= HIGHEST
        assert min(there[-MOST:]) <= band.middle <= max(there[-MOST:])
        assert band.weeks == min(len(there), MOST)


@given(kept, st.randoms())
def test_within_the_baseline_order_says_nothing(answers: list[int], chance) -> None:
    shuffled = answers[:]
    chance.shuffle(shuffled)
    assert usual(shuffled) == usual(answers)


@given(kept, st.data())
def test_missing_weeks_say_nothing(answers: list[int], data: st.DataObject) -> None:
    holes: list[int | None] = list(answers)
    for _ in range(data.draw(st.integers(0, 10))):
        holes.insert(data.draw(st.integers(0, len(holes))), None)
    assert usual(holes) == usual(answers)
    assert side(holes) == side(answers)


@given(st.lists(answer, min_size=2 * LEAST, max_size=MOST), answer)
def test_one_odd_week_hardly_moves_it(answers: list[int], odd: int) -> None:
    """However odd, the band stays within what the other weeks gave (or half a step around their middle)."""
    before = usual(answers)
    band = usual([*answers[1:], odd])
    assert before is not None
    assert band is not None
    others = sorted(answers[1:])
    assert others[0] <= band.middle <= others[-1]
    assert min(others[0], band.middle - 0.5) - 1e-9 <= band.low
    assert band.high <= max(others[-1], band.middle + 0.5) + 1e-9


@given(st.lists(answer, min_size=MOST, max_size=MOST + 9), st.integers(1, 30))
def test_what_lies_further_back_is_forgotten(answers: list[int], more: int) -> None:
    assert usual([7] * more + answers) == usual(answers)


@given(weeks)
def test_each_week_is_seen_against_the_weeks_before_it(answers: list[int | None]) -> None:
    found = course(answers)
    assert len(found) == len(answers)
    for at, band in enumerate(found):
        lately = answers[max(0, at - CARRIED) : at + 1]
        long_missing = len(lately) == CARRIED + 1 and all(each is None for each in lately)
        assert band == (None if long_missing else usual(answers[:at]))


@given(weeks)
def test_upside_down_it_is_the_other_side(answers: list[int | None]) -> None:
    turned = [None if each is None else LOWEST + HIGHEST - each for each in answers]
    other = {Side.BELOW: Side.ABOVE, Side.ABOVE: Side.BELOW}
    found = side(answers)
    assert side(turned) == other.get(found, found)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([4] * 6 + [2, 2, 2], Side.BELOW),
        ([4] * 6 + [2, 2, None, 2], Side.BELOW),
        ([4] * 6 + [6, 5, 6], Side.ABOVE),
        ([4] * 6 + [2, 2, 4], Side.MIXED),
        ([4] * 6 + [2, 6, 2], Side.MIXED),
        ([4] * 9, Side.WITHIN),
        ([4] * 5 + [2, 2, 2], Side.TOO_LITTLE),
        ([4] * 8, Side.TOO_LITTLE),
        ([4] * 20 + [None] * 9 + [2, 2, 2], Side.BELOW),
        ([], Side.TOO_LITTLE),
    ],
)
def test_sides_by_hand(answers: list[int | None], expected: Side) -> None:
    assert RUN == 3
    assert side(answers) == expected


def test_a_band_by_hand() -> None:
    band = usual([1, 2, 3, 4, 5, 6, 7])
    assert band is not None
    assert (band.low, band.middle, band.high) == pytest.approx((2, 4, 6))
    same = usual([4] * 6)
    assert same is not None
    assert (same.low, same.middle, same.high) == (3.5, 4, 4.5)
    edge = usual([7] * 6)
    assert edge is not None
    assert (edge.low, edge.high) == (6.5, 7)
