"""Sentences that say what a chart shows: exact, kind, and without a number."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.insight.nearness import direction
from emberwell.insight.weeks import Part
from emberwell.insight.words import Told, day_in_words, sentence, steps_in_words

TODAY = date(2026, 3, 14)
FRIDAY = date(2026, 3, 13)


def told(
    weeks: list[float | None], *, name: str = "Steadiness", ends_on: date = FRIDAY, unkept: int | None = None
) -> str:
    missing = sum(week is None for week in weeks[-4:])
    about = Told(name, Part.WORK, ends_on, len(weeks), missing if unkept is None else unkept)
    return sentence(about, direction(weeks), TODAY)


def test_nearer() -> None:
    weeks: list[float | None] = [3, 3, 3, 3, 2, 2, 2, 2]
    assert told(weeks) == "About two steps from the middle, nearer than before by about one step."
    assert told(weeks, name="") == (
        "At work, your values together have been nearer these four weeks than the four before: about one step. "
        "In the last four weeks they stood about two steps from the middle, on average."
    )


def test_further() -> None:
    weeks: list[float | None] = [2.4, 2.4, 2.4, 2.4, 4, 4, 4, 4]
    assert told(weeks) == "About four steps from the middle, further than before by about one and a half steps."
    assert told(weeks, name="") == (
        "At work, your values together have been further these four weeks than the four before: "
        "about one and a half steps. In the last four weeks they stood about four steps from the middle, on average."
    )


def test_about_the_same_with_weeks_missed() -> None:
    weeks: list[float | None] = [3, 3, 3, 3, 3, None, 3, 3]
    assert told(weeks) == (
        "About three steps from the middle, much as before. "
        "With one of four weeks not kept, this may be off by about half a step."
    )
    assert told(weeks, name="") == (
        "At work, your values together have been about as near these four weeks as the four before. "
        "In the last four weeks they stood about three steps from the middle, on average. "
        "One of these four weeks was not kept, so this may be off by about half a step."
    )


def test_too_little() -> None:
    early: list[float | None] = [1, 2, 3]
    seldom: list[float | None] = [3, 3, 3, 3, None, None, None, 0]
    assert told(early) == "About two steps from the middle. It is too early to say which way it is going."
    assert told(early, name="").startswith(
        "At work, it is too early to say which way your values together are going. In the last three weeks they stood"
    )
    assert told(seldom) == (
        "In the middle. "
        "With three of four weeks not kept, it cannot be said how far this may be off, nor which way it is going."
    )
    assert told(seldom, name="") == (
        "At work, too little is known of the last eight weeks to say which way your values together are going. "
        "In the last four weeks they stood in the middle. "
        "Three of these four weeks were not kept, so how far this may be off cannot be said."
    )
    assert told([3, 3, 3, 3, None, None, None, None]) == "None of the last four weeks has a place for it."
    assert told([3, None, None, None, 3, 3, 3, 3]) == (
        "About three steps from the middle. Too little is known of the four weeks before to say which way it is going."
    )
    assert told([2, 2, 2, 2, 1, 5, None, None]).endswith(", and which way it is going cannot be said.")


def test_kept_but_without_a_place() -> None:
    weeks: list[float | None] = [6, 6, 6, 6, 6, None, None, 6]
    assert told(weeks).startswith("At the edge")
    assert "With two of four weeks kept without a place for it, this" in told(weeks, unkept=0)
    assert "With two of four weeks not kept, or kept without a place for it, this" in told(weeks, unkept=1)
    assert "Two of these four weeks were kept without a place for them, so" in told(weeks, name="", unkept=0)


def test_long_ago_is_not_these_weeks() -> None:
    june = date(2025, 6, 6)
    weeks: list[float | None] = [3, 3, 3, 3, 2, 2, 2, 2]
    assert told(weeks, ends_on=june) == (
        "In the four weeks to 6 June 2025 about two steps from the middle, nearer than before by about one step."
    )
    together = told(weeks, name="", ends_on=june)
    assert together.startswith("At work, your values together were nearer in the four weeks to 6 June 2025 than")
    assert "these" not in together
    seldom: list[float | None] = [3, 3, 3, 3, None, None, None, None]
    assert told(seldom, ends_on=june) == "None of the four weeks to 6 June 2025 had a place for it."
    assert told(seldom, name="", ends_on=june) == (
        "At work, too little is known of the eight weeks to 6 June 2025 to say which way your values together were "
        "going."
    )


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 6)), max_size=12),
    st.integers(0, 60),
    st.sampled_from(["", "Steadiness"]),
)
def test_never_a_number_but_a_date(weeks: list[float | None], days_ago: int, name: str) -> None:
    said = told(weeks, name=name, ends_on=TODAY - timedelta(days=days_ago))
    assert not re.search(r"\d", re.sub(r"\d{1,2} [A-Z][a-z]+( \d{4})?", "", said))
    assert "  " not in said
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (0.1, "less than half a step"),
        (0.25, "about half a step"),
        (0.74, "about half a step"),
        (0.75, "about one step"),
        (1.6, "about one and a half steps"),
        (2.0, "about two steps"),
        (5.5, "about five and a half steps"),
        (6.0, "about six steps"),
    ],
)
def test_steps(steps: float, words: str) -> None:
    assert steps_in_words(steps) == words


def test_days() -> None:
    assert day_in_words(date(2026, 3, 3), TODAY) == "3 March"
    assert day_in_words(date(2025, 3, 3), TODAY) == "3 March 2025"
