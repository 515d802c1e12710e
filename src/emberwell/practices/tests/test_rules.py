"""What can be chosen, what fits, and when a practice is believed to have ended."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from emberwell.library.practices import Practice, all_practices
from emberwell.library.prompts import Tag
from emberwell.practices.records import Practised
from emberwell.practices.rules import BELIEVED, bells_of, choose, day_of, ended_when, moments_of, wanted
from emberwell.practices.tests.made import PRACTICE, WITH_BELLS, WITH_BREATH

NOW = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)


def test_nothing_chosen_is_what_is_usual() -> None:
    chosen = choose(PRACTICE)
    assert chosen is not None
    assert (chosen.minutes, chosen.bell) == (PRACTICE.usual, 0)
    breath = choose(WITH_BREATH)
    assert breath is not None
    assert breath.rhythm == WITH_BREATH.rhythms[0]


@pytest.mark.parametrize("each", all_practices(), ids=lambda each: each.id)
def test_every_offer_can_be_taken(each: Practice) -> None:
    for minutes in each.minutes:
        chosen = choose(each, minutes=str(minutes))
        assert chosen is not None
        assert chosen.minutes == minutes
        for bell in bells_of(each, minutes):
            rung = choose(each, minutes=str(minutes), bell=str(bell))
            assert rung is not None
            assert rung.bell == bell
    for rhythm in each.rhythms:
        led = choose(each, rhythm=rhythm.id)
        assert led is not None
        assert led.rhythm == rhythm


@pytest.mark.parametrize("asked", [{"minutes": "77"}, {"minutes": "x"}, {"rhythm": "waltz"}, {"bell": "77"}])
def test_what_is_not_offered_is_not_chosen(asked: dict[str, str]) -> None:
    assert choose(WITH_BELLS, **asked) is None


def test_a_bell_that_would_never_ring_is_left_out() -> None:
    longest = max(WITH_BELLS.bell_every)
    for minutes in WITH_BELLS.minutes:
        chosen = choose(WITH_BELLS, minutes=str(minutes), bell=str(longest))
        assert chosen is not None
        assert chosen.bell == (longest if longest < minutes else 0)
        assert all(bell < minutes for bell in bells_of(WITH_BELLS, minutes))
    assert bells_of(PRACTICE, 1) == ()


def test_they_are_narrowed_by_moment_and_by_the_shortest_they_can_be() -> None:
    every = all_practices()
    assert wanted(every, moment=None, minutes=None) == every
    for moment in moments_of(every):
        assert wanted(every, moment=moment, minutes=None) == tuple(each for each in every if moment in each.moments)
    assert wanted(every, moment=None, minutes=2) == tuple(each for each in every if min(each.minutes) <= 2)


def test_moments_are_those_that_are_served_in_the_order_of_the_tags() -> None:
    served = moments_of(all_practices())
    assert served == tuple(tag for tag in Tag if any(tag in each.moments for each in all_practices()))


@pytest.mark.parametrize(
    ("said", "believed"),
    [
        (NOW - timedelta(minutes=4), True),
        (NOW - BELIEVED, True),
        (NOW - BELIEVED - timedelta(seconds=1), False),
        (NOW + timedelta(seconds=1), False),
        (None, False),
    ],
)
def test_an_end_is_believed_for_two_days(said: datetime | None, believed: bool) -> None:
    assert ended_when(said, NOW) == (said if believed else NOW)


def test_a_mark_is_of_the_day_on_the_wall() -> None:
    assert day_of(Practised(practice="x", minutes=1, ended_at=NOW, zone="Asia/Tokyo")) == date(2026, 3, 6)
    assert day_of(Practised(practice="x", minutes=1, ended_at=NOW, zone="UTC")) == date(2026, 3, 5)
