"""When an early word is said: each rule by hand, and what must hold whatever anybody answers."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.insight.fall import LEAST_BEFORE, LONGEST, Series, variance_of_mean
from emberwell.insight.records import WordSaid
from emberwell.insight.word import FRESH_DAYS, HUSH_WEEKS, Rule, Word, due, words_of
from emberwell.week.records import CheckIn

MONDAY = date(2026, 1, 5)
Answers = tuple[int | None, int | None, int | None] | None
answer = st.one_of(st.none(), st.integers(1, 7))
answers = st.one_of(st.none(), st.tuples(answer, answer, answer))
life = st.lists(answers, max_size=40)
_calm = random.Random(4)
CALM: list[Answers] = [(4 + _calm.randint(0, 2), 4 + _calm.randint(0, 2), 4 + _calm.randint(0, 2)) for _ in range(20)]
"""Twenty weeks between 4 and 6."""


def check_in(day: date, said: tuple[int | None, int | None, int | None] | None = None, **fields: Any) -> CheckIn:
    energy, meaning, connection = said or (None, None, None)
    given_ = {"energy": energy, "meaning": meaning, "connection": connection} | fields
    return CheckIn(day=day, zone="UTC", answered_at=datetime(2026, 1, 5, tzinfo=UTC), **given_)


def weekly(weeks: list[Answers]) -> list[CheckIn]:
    """A check-in on each Monday; None for a missing week."""
    return [check_in(MONDAY + timedelta(weeks=at), said) for at, said in enumerate(weeks) if said is not None]


def rules_of(weeks: list[Answers]) -> list[Rule]:
    return [word.rule for word in words_of(weekly(weeks))]


def test_a_lasting_fall_is_said_once() -> None:
    words = words_of(weekly([*CALM, *[(2, 2, 3)] * 12]))
    assert [word.rule for word in words] == [Rule.BAND]
    word = words[0]
    assert word.begins == MONDAY + timedelta(weeks=20)
    assert 2 <= word.weeks <= 4
    assert {"energy", "meaning"} <= set(word.answers)


def test_the_answers_that_fell_are_named() -> None:
    words = words_of(weekly([*CALM, *[(2, 6, 5)] * 10]))
    assert [word.answers for word in words] == [("energy",)]


def test_one_low_week_is_no_fall() -> None:
    assert rules_of([*CALM, (1, 1, 1), (5, 5, 5), *CALM]) == []
    assert rules_of([*CALM, (1, 1, 1)]) == []


def test_nothing_is_said_while_things_are_as_usual_or_better() -> None:
    assert rules_of(CALM * 3) == []
    assert rules_of([*CALM, *[(7, 7, 7)] * 10]) == []


def test_after_being_back_a_second_fall_is_said() -> None:
    low: list[Answers] = [(2, 2, 2)] * 6
    assert rules_of([*CALM, *low, *CALM, *low]) == [Rule.BAND, Rule.BAND]


def test_what_stays_lower_becomes_usual() -> None:
    low: list[Answers] = [(2, 3, 3), (3, 2, 3), (3, 3, 2)] * 20
    assert rules_of([*CALM, *low]) == [Rule.BAND]


@pytest.mark.parametrize("name", ["energy", "meaning"])
def test_the_lowest_twice_running_needs_no_baseline(name: str) -> None:
    days = [check_in(MONDAY + timedelta(days=at), **{name: 1}) for at in (0, 1)]
    (word,) = words_of(days)
    assert (word.rule, word.since, word.begins, word.answers) == (Rule.LOWEST, days[1].day, days[0].day, (name,))


@pytest.mark.parametrize(
    "weeks",
    [
        [(1, 4, 4), (4, 1, 4), (1, 4, 4)],  # never the same one
        [(4, 4, 1), (4, 4, 1)],  # connection alone
        [(1, 4, 4), (2, 4, 4), (1, 4, 4)],
        [(1, 4, 4), None, None, None, None, (1, 4, 4)],  # five weeks apart
    ],
)
def test_what_is_not_the_lowest_twice_running(weeks: list[Answers]) -> None:
    assert Rule.LOWEST not in rules_of(weeks)


def test_a_check_in_without_that_answer_does_not_break_the_run() -> None:
    assert rules_of([(1, 5, 5), (None, 5, 5), (1, 5, 5)]) == [Rule.LOWEST]


def test_a_collapse_after_a_word_about_the_band_is_said() -> None:
    assert rules_of([*CALM, *[(3, 3, 3)] * 8, (1, 1, 1), (1, 1, 1)]) == [Rule.BAND, Rule.LOWEST]


def test_a_collapse_is_one_word_and_not_two() -> None:
    assert len(rules_of([*CALM, *[(1, 1, 1)] * 12])) == 1


def test_who_begins_low_is_told_in_the_third_week() -> None:
    (word,) = words_of(weekly([(3, 5, 5), (2, 5, 5), (3, 5, 5), (3, 5, 5), (2, 5, 5), (3, 5, 5), (3, 5, 5)]))
    assert (word.rule, word.weeks, word.answers) == (Rule.FIRST_BAND, 3, ("energy",))
    assert rules_of([(5, 5, 5)] * 7) == []


@given(life, st.data())
def test_self_doubt_and_load_never_say_a_word(weeks: list[Answers], data: st.DataObject) -> None:
    without = weekly(weeks)
    extra = st.one_of(st.none(), st.integers(1, 7))
    doubtful = [
        check_in(one.day, (one.energy, one.meaning, one.connection), doubt=data.draw(extra), load=data.draw(extra))
        for one in without
    ]
    days = [MONDAY + timedelta(weeks=at, days=2) for at in range(10)]
    more = [check_in(day, None, doubt=7, load=7) for day in days]
    assert words_of(doubtful) == words_of(without)
    assert words_of([*without, *more]) == words_of(without)


@given(life)
def test_the_future_changes_nothing_that_was_said(weeks: list[Answers]) -> None:
    words = words_of(weekly(weeks))
    for at in range(0, len(weeks), 5):
        assert words_of(weekly(weeks[:at])) == tuple(
            word for word in words if word.since < MONDAY + timedelta(weeks=at)
        )


@given(life)
def test_a_word_is_always_about_weeks_that_were_answered(weeks: list[Answers]) -> None:
    made = weekly(weeks)
    days = {one.day for one in made}
    for word in words_of(made):
        assert word.begins in days
        assert word.since in days
        assert word.begins <= word.since
        assert word.weeks >= 1
        assert word.answers


@given(life)
def test_words_do_not_nag(weeks: list[Answers]) -> None:
    """Of one rule, at least eight weeks apart; the first band once at most."""
    words = words_of(weekly(weeks))
    for rule in Rule:
        days = [word.since for word in words if word.rule == rule]
        assert all((later - day).days >= 7 * HUSH_WEEKS for day, later in pairwise(days))
    assert sum(word.rule == Rule.FIRST_BAND for word in words) <= 1


@given(life, st.randoms())
def test_the_order_they_are_read_in_does_not_matter(weeks: list[Answers], chance) -> None:
    made = weekly(weeks)
    shuffled = made[:]
    chance.shuffle(shuffled)
    assert words_of(shuffled) == words_of(made)


@given(life, st.integers(1, 400))
def test_moved_as_a_whole_by_weeks_it_is_the_same(weeks: list[Answers], by: int) -> None:
    moved = [
        check_in(one.day + timedelta(weeks=by), (one.energy, one.meaning, one.connection)) for one in weekly(weeks)
    ]
    assert [(w.rule, w.answers, w.weeks) for w in words_of(moved)] == [
        (w.rule, w.answers, w.weeks) for w in words_of(weekly(weeks))
    ]


# ---- Once ------------------------------------------------------------------------------------------------------------

LOW = weekly([*CALM, *[(2, 2, 2)] * 3])
TODAY = LOW[-1].day


def said(word: Word, on: date) -> WordSaid:
    return WordSaid(rule=word.rule.value, since=word.since, answered_on=on, answer="not now")


def word_now() -> Word:
    word = due(LOW, (), TODAY)
    assert word is not None
    return word


def test_due_until_it_was_answered() -> None:
    word = word_now()
    assert due(LOW, [said(word, TODAY)], TODAY) is None
    again = [*LOW, check_in(TODAY + timedelta(days=7), (2, 2, 2))]
    assert due(again, [said(word, TODAY)], TODAY + timedelta(days=7)) is None


def test_it_is_not_kept_for_ever() -> None:
    last = word_now().since + timedelta(days=FRESH_DAYS)
    assert due(LOW, (), last) is not None
    assert due(LOW, (), last + timedelta(days=1)) is None


def test_a_changed_check_in_does_not_bring_it_back() -> None:
    word = word_now()
    changed = [*LOW[:-1], check_in(LOW[-1].day + timedelta(days=1), (3, 2, 2))]
    assert due(changed, [said(word, word.since)], TODAY + timedelta(days=1)) is None


def test_a_word_from_long_ago_answers_nothing_new() -> None:
    word = word_now()
    long_ago = WordSaid(rule="band", since=TODAY - timedelta(weeks=30), answered_on=TODAY - timedelta(weeks=30))
    assert due(LOW, [long_ago], TODAY) == word


def test_the_lowest_is_said_on_the_day_another_word_was_answered() -> None:
    low = [*LOW, check_in(TODAY + timedelta(days=1), (1, 1, 1)), check_in(TODAY + timedelta(days=2), (1, 1, 1))]
    day = TODAY + timedelta(days=2)
    found = due(low, [said(word_now(), day)], day)
    assert found is not None
    assert found.rule == Rule.LOWEST


# ---- A fall ----------------------------------------------------------------------------------------------------------


def series(values: list[float], answers_: int = 1) -> Series:
    made = Series(answers=answers_)
    for week, value in enumerate(values):
        made.add(week, value)
    return made


def test_where_a_fall_begins() -> None:
    found = series([5, 4, 5, 4, 5, 4, 5, 4, 5, 4, 2, 2, 2]).fallen(3.0)
    assert found is not None
    assert (found.first, found.weeks, found.usual, found.now) == (10, 3, 4.5, 2)


@given(st.lists(st.integers(1, 7), max_size=30), st.integers(0, 10))
def test_a_fall_is_below_what_was_usual(values: list[int], since: int) -> None:
    found = series(list(map(float, values))).fallen(2.0, since)
    if found is not None:
        assert found.now < found.usual
        assert 2 <= found.weeks <= LONGEST
        assert len(values) - found.weeks - since >= LEAST_BEFORE
        assert found.spread > 0
        assert found.strength > 2


@given(st.lists(st.integers(1, 7), min_size=12, max_size=30), st.integers(0, 40))
def test_only_the_difference_counts(values: list[int], up: int) -> None:
    one = series(list(map(float, values))).fallen(1.0)
    other = series([value + float(up) for value in values]).fallen(1.0)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (other.first, other.strength) == pytest.approx((one.first, one.strength))


@pytest.mark.parametrize("link", [0.0, 0.3, 0.7])
@pytest.mark.parametrize("count", [1, 2, 5, 30])
def test_the_variance_of_a_mean(count: int, link: float) -> None:
    by_hand = sum(link ** abs(one - other) for one in range(count) for other in range(count)) / count**2
    assert variance_of_mean(count, link) == pytest.approx(by_hand)


def test_one_lowest_answer_is_not_two_whatever_its_day():
    odd = CheckIn(day=date.min, zone="UTC", answered_at=datetime(2026, 3, 1, tzinfo=UTC), energy=1)
    assert words_of([odd]) == ()
