"""The ring of values, for one to five of them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.week.records import STEPS
from emberwell.week.ring import CENTRE, EDGE, INNERMOST, OUTSIDE, STEP, TOKEN, WORDS, in_words, marks, spoke, stand

COUNTS = st.integers(1, 5)
PLACES = st.none() | st.integers(0, STEPS)


def far(point) -> float:
    return math.dist((point.x, point.y), (CENTRE, CENTRE))


@given(COUNTS.flatmap(lambda n: st.lists(PLACES, min_size=n, max_size=n)))
def test_no_token_covers_another_or_leaves_the_picture(steps):
    stands = [stand(index, len(steps), step) for index, step in enumerate(steps)]
    for index, one in enumerate(stands):
        assert TOKEN <= one.x <= 2 * CENTRE - TOKEN
        assert TOKEN <= one.y <= 2 * CENTRE - TOKEN
        for other in stands[index + 1 :]:
            assert math.dist((one.x, one.y), (other.x, other.y)) > 2 * TOKEN


@given(COUNTS, st.integers(0, 4))
def test_further_is_further_out_on_the_same_line(count, index):
    index %= count
    out = [stand(index, count, step) for step in (*range(STEPS + 1), None)]
    distances = [far(point) for point in out]
    assert distances == sorted(set(distances))
    along = spoke(index, count).along
    for point, distance in zip(out, distances, strict=True):
        assert point.x == pytest.approx(CENTRE + along.x * distance, abs=0.02)
        assert point.y == pytest.approx(CENTRE + along.y * distance, abs=0.02)


def test_the_middle_the_edge_and_outside():
    assert far(stand(2, 5, 0)) == pytest.approx(INNERMOST, abs=0.02)
    assert far(stand(2, 5, STEPS)) == pytest.approx(EDGE, abs=0.02)
    assert far(stand(2, 5, None)) == pytest.approx(OUTSIDE, abs=0.02)
    assert pytest.approx(INNERMOST + 6 * STEP) == EDGE
    top = stand(0, 3, 3)
    assert (top.x, top.y < CENTRE) == (CENTRE, True)


def test_each_step_has_words_of_its_own():
    assert len(set(WORDS)) == STEPS + 1
    assert (in_words(0), in_words(STEPS), in_words(None)) == ("in the middle", "at the edge", "not placed")


@given(st.lists(st.text(max_size=24), max_size=5))
def test_every_name_has_a_mark_of_its_own(names):
    found = marks(names)
    assert len({mark.casefold() for mark in found}) == len(names)
    assert all(1 <= len(mark) <= 2 for mark in found)


def test_marks_are_the_first_letters_while_they_differ():
    assert marks(["Steadiness", "Courage", "Being of use"]) == ("St", "Co", "Be")
    assert marks(["Steadiness", "Stillness", "still"]) == ("St", "Si", "Sl")
    assert marks(["Being of use", "Being there", "Being"]) == ("Be", "Bt", "Bi")
    assert marks(["勇気", "A", "!"]) == ("勇気", "A", "•")
