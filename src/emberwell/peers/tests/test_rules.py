"""Which questions are offered, and how two people may sit."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from emberwell.library.prompts import Audience, prompts_for
from emberwell.peers.rules import OFFERED, USUAL, Chosen, choose, offered

QUESTIONS = prompts_for(Audience.COLLEAGUE)
IDS = st.sampled_from([each.id for each in QUESTIONS])
DAYS = st.dates()


def test_what_is_usual() -> None:
    assert choose() == Chosen(USUAL, "flat", "here", "")
    assert choose(minutes="5", seats="call", first="there") == Chosen(5, "call", "there", "")


def test_what_there_is_not() -> None:
    assert choose(minutes="0") is None
    assert choose(minutes="²") is None
    assert choose(seats="sofa") is None
    assert choose(first="nobody") is None


@settings(deadline=None)
@given(DAYS)
def test_going_on_meets_every_question_once_before_any_again(day: date) -> None:
    met: list[str] = []
    after = ""
    for _ in range(-(-len(QUESTIONS) // OFFERED)):
        shown = offered(QUESTIONS, day=day, after=after)
        assert len(shown) == OFFERED
        met += [each.id for each in shown]
        after = shown[-1].id
    assert set(met) == {each.id for each in QUESTIONS}
    assert len(set(met[: len(QUESTIONS)])) == len(QUESTIONS)


@settings(deadline=None)
@given(DAYS, IDS, IDS)
def test_the_chosen_one_stays_and_stands_first(day: date, after: str, chosen: str) -> None:
    shown = [each.id for each in offered(QUESTIONS, day=day, after=after, chosen=chosen)]
    assert shown[0] == chosen
    assert len(set(shown)) == len(shown) == OFFERED + 1


def test_another_day_begins_with_others() -> None:
    first = {tuple(each.id for each in offered(QUESTIONS, day=date(2026, 12, day))) for day in range(1, 15)}
    assert len(first) > 7


def test_without_questions_there_are_none() -> None:
    assert offered((), day=date(2026, 12, 1), after="gone") == ()
