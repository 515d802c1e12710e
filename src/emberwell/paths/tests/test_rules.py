"""What is true of a walk: words said of steps, whose pages are whose, two tabs in any order."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from emberwell.library.paths import read_paths
from emberwell.paths.records import Walk, Word
from emberwell.paths.rules import (
    State,
    belongs_to,
    ended,
    is_of,
    is_open,
    left,
    said_of,
    state_of,
    taken_up,
    with_word,
)
from emberwell.paths.tests.made import BEGUN, PATH, STEPS, ZONE, said
from emberwell.vault.record import new_id

WALK = Walk(path="a-way", title="A way through", begun_at=BEGUN, zone=ZONE)
HOUR = timedelta(hours=1)


class TestWords:
    def test_the_last_word_stands_and_there_is_one_a_step(self):
        walk = with_word(WALK, "the-bench", Word.NOT_THIS_ONE, BEGUN)
        walk = with_word(walk, "the-bench", Word.DONE, BEGUN + HOUR)
        assert [(one.step, one.word, one.at) for one in walk.said] == [("the-bench", Word.DONE, BEGUN + HOUR)]

    def test_saying_the_same_again_changes_nothing(self):
        walk = with_word(WALK, "the-bench", Word.DONE, BEGUN)
        assert with_word(walk, "the-bench", Word.DONE, BEGUN + HOUR) is walk

    def test_a_word_is_taken_back(self):
        walk = with_word(WALK, "the-bench", Word.DONE, BEGUN)
        assert with_word(walk, "the-bench", None, BEGUN + HOUR) == WALK

    def test_an_act_stays_known_under_another_word(self):
        act = new_id()
        walk = with_word(WALK, "the-stone", Word.DONE, BEGUN, act)
        told = said_of(with_word(walk, "the-stone", Word.NOT_THIS_ONE, BEGUN + HOUR), "the-stone")
        assert told is not None
        assert (told.word, told.act) == (Word.NOT_THIS_ONE, act)

    def test_an_act_stays_known_when_a_word_is_taken_back(self):
        """From a tab that was loaded before the act was chosen."""
        act = new_id()
        walk = with_word(WALK, "the-stone", Word.NOT_THIS_ONE, BEGUN, act)
        told = said_of(with_word(walk, "the-stone", None, BEGUN + HOUR), "the-stone")
        assert told is not None
        assert told.act == act
        assert state_of(told, has_page=False, has_act=False) is State.OPEN
        assert state_of(told, has_page=False, has_act=True) is State.DONE

    @given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(Word)), max_size=12), st.randoms())
    def test_words_on_different_steps_meet_in_any_order(self, told, chance):
        """Two tabs, each on its own steps: whichever comes first, both are kept."""
        last = dict(told)
        shuffled = list(last.items())
        chance.shuffle(shuffled)
        one = two = WALK
        for step, word in last.items():
            one = with_word(one, step, word, BEGUN)
        for step, word in shuffled:
            two = with_word(two, step, word, BEGUN)
        assert {each.step: each.word for each in one.said} == {each.step: each.word for each in two.said} == last


class TestState:
    def test_what_is_there_counts_before_what_was_said(self):
        assert state_of(said("s", Word.NOT_THIS_ONE), has_page=True, has_act=False) is State.DONE
        assert state_of(None, has_page=False, has_act=True) is State.DONE

    def test_an_act_that_is_gone_leaves_its_step_open(self):
        assert state_of(said("s", act=new_id()), has_page=False, has_act=False) is State.OPEN

    def test_words_alone(self):
        assert state_of(None, has_page=False, has_act=False) is State.OPEN
        assert state_of(said("s"), has_page=False, has_act=False) is State.DONE
        assert state_of(said("s", Word.NOT_THIS_ONE), has_page=False, has_act=False) is State.NOT_THIS_ONE


class TestLeaving:
    def test_left_ended_and_taken_up_again(self):
        assert is_open(WALK)
        assert not is_open(left(WALK, BEGUN))
        assert not is_open(ended(WALK, BEGUN))
        assert ended(left(WALK, BEGUN), BEGUN + HOUR).left_at is None
        assert taken_up(left(WALK, BEGUN)) == taken_up(ended(WALK, BEGUN)) == WALK

    def test_the_first_moment_stays(self):
        assert left(left(WALK, BEGUN), BEGUN + HOUR).left_at == BEGUN
        assert ended(ended(WALK, BEGUN), BEGUN + HOUR).ended_at == BEGUN


class TestPages:
    def test_of_two_walks_each_has_its_own(self):
        again = Walk(path="a-way", title="", begun_at=BEGUN + 9 * HOUR, zone=ZONE, since=BEGUN + 9 * HOUR)
        for hours, first in ((-30, True), (1, True), (9, False), (10, False)):
            at = BEGUN + hours * HOUR
            assert is_of(at, WALK, [again]) is first
            assert is_of(at, again, []) is not first

    def test_the_longer_id_that_fits_has_a_page(self):
        short = PATH.replace('id = "a-way"', 'id = "a"').replace("place = 1", "place = 2")
        every = read_paths([("a-way.toml", PATH), ("a.toml", short)])
        assert belongs_to("path-a-way-the-gate", "a-way", every)
        assert not belongs_to("path-a-way-the-gate", "a", every)
        assert belongs_to("path-a-struck-out", "a", every)
        assert not belongs_to("path-b-the-gate", "a", every)
        assert belongs_to("path-gone-step", "gone", every), "a path that has left the library keeps its pages"
