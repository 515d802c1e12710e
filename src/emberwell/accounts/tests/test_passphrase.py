"""Strength, said honestly; five words; and an estimate that nobody can make slow."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.accounts import passphrase as p
from emberwell.accounts.passphrase import Level, check_passphrase, five_words, strength
from emberwell.vault.errors import WeakPassphrase


def test_the_list_is_whole_and_plain() -> None:
    assert len(p.words()) == 7772
    assert len(set(p.words())) == 7772
    assert all(word.isalpha() and word.islower() for word in p.words())


def test_five_words_are_five_of_the_list_and_always_accepted() -> None:
    for _ in range(100):
        offered = five_words()
        assert len(offered.split()) == 5
        assert set(offered.split()) <= set(p.words())
        assert strength(offered).accepted
        check_passphrase(offered)


def test_five_words_hold_without_being_recognised_as_ours() -> None:
    """In another order, joined otherwise, or with a capital, they are still far above the bound."""
    for _ in range(20):
        assert strength("-".join(five_words().split()).title()).accepted


@pytest.mark.parametrize(
    ("given", "level"),
    [
        ("", Level.EMPTY),
        ("fourteen chars", Level.SHORT),
        ("x" * 257, Level.LONG),
        ("passwordpassword", Level.WEAK),
        ("aaaaaaaaaaaaaaaaaaaa", Level.WEAK),
        ("iloveyou1234567", Level.WEAK),
        ("qwertyuiopasdfgh", Level.WEAK),
        ("therapist2024!!!", Level.WEAK),
        ("sunshine and rain", Level.WEAK),
        ("p@ssw0rdp@ssw0rd", Level.WEAK),
        ("correct horse battery staple", Level.STRONG),
        ("xK9(v@1!mQz7$Lp2&wB", Level.STRONG),
    ],
)
def test_levels(given: str, level: Level) -> None:
    assert strength(given).level is level


def test_a_short_one_says_how_much_is_missing() -> None:
    assert "one more character" in strength("fourteen chars").advice
    assert "12 more characters" in strength("abc").advice


def test_ones_own_name_is_not_a_passphrase() -> None:
    found = strength("Annika Wolfsberger", known=("Annika Wolfsberger",))
    assert found.level is Level.WEAK
    assert "your name" in found.advice


def test_one_persons_name_does_not_linger_for_the_next() -> None:
    strength("Annika Wolfsberger", known=("Annika Wolfsberger",))
    from zxcvbn import matching

    assert "user_inputs" not in matching.RANKED_DICTIONARIES


def test_weak_is_refused_with_what_to_do() -> None:
    with pytest.raises(WeakPassphrase, match="Add a word or two"):
        check_passphrase("passwordpassword")
    with pytest.raises(WeakPassphrase, match="five random words"):
        check_passphrase("")


@pytest.mark.parametrize(
    "hostile",
    ["4@8({[<369&#!1|/0$5+7%2" * 12, "4@8(" * 64, "1" * 256, "12" * 128, "a" * 256, "(){}[]<>" * 32, "ab1@" * 64],
)
def test_no_input_takes_long(hostile: str) -> None:
    strength("warm up the words")
    for length in (40, 64, 256):
        began = time.process_time()
        strength(hostile[:length])
        assert time.process_time() - began < 0.6


@given(st.text(max_size=80))
def test_anything_typed_gets_an_answer(typed: str) -> None:
    found = strength(typed, known=(typed[:5],))
    assert found.level is Level.EMPTY or found.advice
