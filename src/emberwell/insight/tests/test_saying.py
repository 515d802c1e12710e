"""The sentences of the early word: against what is usual for you, never why, and no digit but a date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.insight.band import LEAST, Side
from emberwell.insight.records import OwnSign
from emberwell.insight.saying import and_, band_says, for_supervision, says, word_card
from emberwell.insight.word import Rule, Word

TODAY = date(2026, 3, 9)
SIGN = OwnSign(
    text="I know it’s starting when I hope they cancel.",
    written_at=datetime(2025, 3, 4, tzinfo=UTC),
    zone="UTC",
    people=("Joana", "Marek"),
)


def word(rule: Rule = Rule.BAND, *answers: str, weeks: int = 4, ago: int = 0) -> Word:
    since = TODAY - timedelta(days=ago)
    return Word(rule, since, since - timedelta(weeks=weeks - 1), answers or ("energy",), weeks, 4.0)


def test_as_it_is_said() -> None:
    assert says(word(), TODAY) == "For four weeks your energy has been lower than is usual for you."
    assert says(word(Rule.BAND, "energy", "meaning", ago=14), TODAY) == (
        "In the four weeks up to 23 February your energy and meaning were lower than is usual for you."
    )
    assert says(word(Rule.LOWEST, "meaning"), TODAY) == (
        "In your last two check-ins you put your meaning at the lowest there is."
    )
    assert says(word(Rule.FIRST_BAND, weeks=3), TODAY).startswith("In your first three weeks here your energy has been")


@given(
    st.sampled_from(Rule),
    st.lists(st.sampled_from(("energy", "meaning", "connection")), min_size=1, unique=True),
    st.integers(1, 60),
    st.integers(0, 21),
)
def test_one_sentence_always(rule: Rule, answers: list[str], weeks: int, ago: int) -> None:
    said = says(word(rule, *answers, weeks=weeks, ago=ago), TODAY)
    assert said.count(".") == 1
    assert said.endswith(".")
    assert all(name in said for name in answers)
    if weeks <= 12:
        assert not re.search(r"\d", re.sub(r"\d{1,2} [A-Z][a-z]+( \d{4})?", "", said))


@pytest.mark.parametrize("rule", list(Rule))
def test_for_supervision_it_is_in_the_first_person(rule: Rule) -> None:
    said = for_supervision(word_card(word(rule), None, (), TODAY), TODAY)
    assert not re.search(r"\byou\b|\byour\b", said)
    assert re.search(r"\bmy\b", said)


def test_people_of_the_sign_come_before_those_of_a_hard_day() -> None:
    names = ("Ines", "Tomas", "Vera")
    assert word_card(word(), SIGN, names, TODAY).people == ("Joana", "Marek")
    assert word_card(word(), None, names, TODAY).people == ("Ines", "Tomas")
    assert word_card(word(), SIGN, names, TODAY).sign_when == "March 2025"
    assert word_card(word(), None, (), TODAY).sign == ""


def test_lists() -> None:
    assert [and_(names) for names in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


def test_every_side_has_a_sentence_of_its_own() -> None:
    said = {band_says(side, 20, LEAST) for side in Side}
    assert len(said) == len(Side)
    assert band_says(Side.TOO_LITTLE, 3, LEAST) == "What is usual for you shows after six weeks with an answer."
