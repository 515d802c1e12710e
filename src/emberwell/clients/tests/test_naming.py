"""The words of an offer, and the doubt about a name that looks real."""

from __future__ import annotations

import re
from importlib.resources import files
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emberwell.clients.naming import (
    EVERYDAY_NAMES,
    FAMILY_NAMES,
    FIRST,
    SECOND,
    clean_name,
    looks_real,
    offer,
    offered_sign,
    same_name,
)
from emberwell.clients.records import Colour, Shape
from emberwell.journal.name_words import FIRST_NAMES, NOT_NAMES, RELATIVES, TITLES

JUDGES = frozenset(
    [
        "small",
        "big",
        "tall",
        "short",
        "old",
        "young",
        "slow",
        "quick",
        "loud",
        "weak",
        "strong",
        "cold",
        "warm",
        "hard",
        "soft",
        "broken",
        "sad",
        "blue",
        "green",
        "happy",
        "angry",
        "lonely",
        "lost",
        "good",
        "bad",
        "bright",
        "dark",
        "dull",
        "brave",
        "kind",
        "nice",
        "wild",
        "crazy",
        "mad",
        "poor",
        "rich",
        "dirty",
        "clean",
        "fat",
        "thin",
        "drifting",
        "wandering",
        "passing",
        "stormy",
        "bitter",
        "sweet",
        "faded",
    ]
)


def test_the_lists_are_long_enough_and_hold_no_word_twice():
    assert len(FIRST) >= 60
    assert len(SECOND) >= 60
    text = files("emberwell.clients").joinpath("words.toml").read_text(encoding="utf-8")
    for name in ("first", "second"):
        words = text.partition(f'{name} = """')[2].partition('"""')[0].split()
        assert len(words) == len(set(words))


def test_no_word_is_a_name_or_judges_anybody():
    for word in (*FIRST, *SECOND):
        assert word.isascii()
        assert word.isalpha()
        assert word.islower()
    assert not {*FIRST, *SECOND} & (FIRST_NAMES | FAMILY_NAMES | EVERYDAY_NAMES | RELATIVES | TITLES)
    assert not set(FIRST) & JUDGES
    assert not {*FIRST, *SECOND} & NOT_NAMES


@settings(max_examples=200)
@given(st.integers(0, 10**9), st.lists(st.tuples(st.sampled_from(FIRST), st.sampled_from(SECOND)), max_size=70))
def test_an_offer_is_two_of_the_words_and_not_taken(seed: int, pairs: list[tuple[str, str]]):
    taken = [" ".join(pair) for pair in pairs]
    words = offer(taken, Random(seed))
    first, second = words.lower().split()
    assert first in FIRST
    assert second in SECOND
    assert first != second
    assert same_name(words) not in {same_name(name) for name in taken}
    assert re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", words)
    assert not looks_real(words)


def test_every_pair_that_could_be_offered_is_free_of_doubt():
    assert not [(a, b) for a in FIRST for b in SECOND[:3] if looks_real(f"{a.capitalize()} {b.capitalize()}")]
    assert not [(a, b) for a in FIRST[:3] for b in SECOND if looks_real(f"{a.capitalize()} {b.capitalize()}")]


@pytest.mark.parametrize(
    "name",
    [
        "Jonathan",
        "jonathan",
        "Anna from Tuesday",
        "Mark Grace",
        "Grace",
        "Murphy",
        "the Murphys’ Anna",
        "Siobhán",
        "JS",
        "J. S.",
        "J.",
        "Mrs Kettle",
        "O’Brien",
        "McGrath",
        "anna@example.org",
        "087 123 4567",
        "born 7 March 1980",
    ],
)
def test_what_could_be_a_name_is_doubted(name: str):
    assert looks_real(name)


@pytest.mark.parametrize(
    "name", ["Quiet Harbour", "quiet harbour", "Copper Kettle", "The one with the umbrella", "Blue Kettle", "Tuesday"]
)
def test_what_could_not_is_left_alone(name: str):
    assert not looks_real(name)


@given(st.text(max_size=80))
def test_any_text_can_be_asked_about(text: str):
    assert looks_real(text) in {True, False}
    assert clean_name(clean_name(text)) == clean_name(text)


def test_the_first_thirty_six_signs_all_differ():
    taken: list[tuple[Shape, Colour]] = []
    for _ in range(36):
        taken.append(offered_sign(taken))
    assert len(set(taken)) == 36
    assert offered_sign(taken) == taken[0]
    assert len({shape for shape, _ in taken[:6]}) == len({colour for _, colour in taken[:6]}) == 6
