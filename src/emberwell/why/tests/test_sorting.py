"""The rules of a sort: what lies where after any moves, and what moved between two."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.vault.record import RecordId
from emberwell.why.records import Move, Pile, Sort
from emberwell.why.sorting import (
    ENOUGH,
    Phase,
    can_finish,
    deck_order,
    enough,
    is_same_name,
    lay,
    name_of,
    own_name,
    reopen,
    state,
    undo,
    what_moved,
    write_own,
)
from emberwell.why.tests.made_sort import NOON, begun

NAMES = {"steadiness": "Steadiness", "play": "Play", "rest": "Rest", "candour": "Candour", "fairness": "Fairness"}
DECK = tuple(NAMES)
GONE = "thrift"
"""A card that an older deck had."""

own_words = st.sampled_from(("Slowness", "slowness", "Élan", "elan", "Rest", "RÉST", "Plain  speech", "好"))
deeds = st.one_of(
    st.tuples(st.just("lay"), st.sampled_from((*DECK, GONE, "own-1", "own-2")), st.sampled_from(Pile)),
    st.tuples(st.just("own"), own_words, st.none()),
    st.tuples(st.just("enough"), st.none(), st.none()),
)


def done(sort: Sort, deed: tuple[str, str | None, Pile | None]) -> Sort:
    what, words, pile = deed
    if what == "enough":
        return enough(sort)
    assert words is not None
    if what == "own":
        return write_own(sort, words, NAMES)
    assert pile is not None
    # One lays no card of one's own before it is written.
    return sort if words.startswith("own") and own_name(sort, words) is None else lay(sort, words, pile)


def after(sequence: list[tuple[str, str | None, Pile | None]]) -> Sort:
    sort = begun()
    for deed in sequence:
        sort = done(sort, deed)
    return sort


sorts = st.lists(deeds, max_size=24).map(after)


@given(sorts, deeds)
def test_undo_takes_back_exactly_one_deed(sort: Sort, deed: tuple[str, str | None, Pile | None]):
    further = done(sort, deed)
    assert further == sort or undo(further) == sort


@given(sorts)
def test_undo_leads_back_to_the_beginning(sort: Sort):
    for _ in range(len(sort.moves)):
        sort = undo(sort)
    assert sort == begun()
    assert undo(sort) == sort


@given(sorts)
def test_every_card_lies_in_one_place_at_most_and_none_is_lost(sort: Sort):
    now = state(sort, DECK)
    places = [*now.mine, *now.not_now, *now.left]
    assert len(places) == len(set(places))
    laid = {move.card for move in sort.moves} - {ENOUGH}
    assert set(places) == laid | set(DECK)
    assert set(now.mine) <= set(now.ever_mine) <= laid


@given(sorts)
def test_the_last_move_of_a_card_counts(sort: Sort):
    now = state(sort, DECK)
    for card in {move.card for move in sort.moves} - {ENOUGH}:
        last = [move for move in sort.moves if move.card == card][-1]
        assert (card in now.mine) is (last.to is Pile.MINE)


@given(sorts)
def test_finishing_is_possible_with_one_to_five(sort: Sort):
    assert can_finish(sort) is (len(state(sort, DECK).mine) in range(1, 6))


@given(sorts)
def test_a_phase_says_what_can_be_done(sort: Sort):
    now = state(sort, DECK)
    assert (now.next_card is not None) is (now.phase is Phase.LAYING)
    if now.phase is Phase.LAYING:
        assert now.next_card == now.left[0]
    assert (now.phase is Phase.CHOOSING) is (not now.left or Move(ENOUGH, Pile.NOT_NOW) in sort.moves)
    assert state(msgspec.structs.replace(sort, done_at=NOON), DECK).phase is Phase.DONE


@given(sorts)
def test_going_back_to_the_cards_moves_none(sort: Sort):
    before, opened = state(sort, DECK), state(reopen(enough(sort)), DECK)
    assert (opened.mine, opened.not_now, opened.left) == (before.mine, before.not_now, before.left)
    assert opened.phase is (Phase.LAYING if before.left else Phase.CHOOSING)


@given(sorts, st.sampled_from(DECK), st.sampled_from(Pile))
def test_laid_twice_is_laid_once(sort: Sort, card: str, pile: Pile):
    once = lay(sort, card, pile)
    assert lay(once, card, pile) is once
    assert enough(enough(sort)) == enough(sort)


def test_a_card_that_left_the_deck_stays_where_it_lay():
    sort = lay(lay(begun(), GONE, Pile.MINE), "play", Pile.NOT_NOW)
    now = state(sort, ("rest",))
    assert (now.mine, now.not_now, now.left) == ((GONE,), ("play",), ("rest",))
    assert name_of(sort, GONE, NAMES) == "Thrift"


@given(sorts, own_words)
def test_a_written_card_lies_on_mine_and_no_name_is_there_twice(sort: Sort, name: str):
    written = write_own(sort, name, NAMES)
    known = [*NAMES.values(), *written.own]
    assert len([each for each in known if is_same_name(each, name)]) == 1
    (card,) = (card for card in (*DECK, *_owns(written)) if is_same_name(name_of(written, card, NAMES), name))
    assert card in state(written, DECK).mine


def _owns(sort: Sort) -> list[str]:
    return [f"own-{number}" for number in range(1, len(sort.own) + 1)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Élan", "elan", True),
        ("STRASSE", "straße", True),
        ("Rest ", " rest", True),
        (unicodedata.normalize("NFD", "Übung"), "übung", True),
        ("Rest", "Nest", False),
        ("की", "का", False),  # vowel signs make the word
        ("か", "が", False),
    ],
)
def test_names_are_one_whatever_case_and_accents(one: str, other: str, same: bool):
    assert is_same_name(one, other) is same
    assert is_same_name(other, one) is same


@pytest.mark.parametrize("card", ["own-0", "own-2", "own-01", "own-1x", "play", "own-99999"])
def test_what_names_no_card_of_ones_own(card: str):
    assert own_name(begun(own=("Slowness",)), card) is None


@given(st.sets(st.text("abc", min_size=1, max_size=6), min_size=2, max_size=12), st.text("0123abc", max_size=8))
def test_the_shuffle_is_stable_and_whole(ids: set[str], seed: str):
    order = deck_order(ids, seed)
    assert sorted(order) == sorted(ids)
    assert deck_order(sorted(ids), seed) == order
    gone = order[0]
    assert deck_order(ids - {gone}, seed) == order[1:]


def test_no_card_is_always_first():
    assert len({deck_order(DECK, str(seed))[0] for seed in range(200)}) == len(DECK)


values = st.lists(st.sampled_from([RecordId(letter * 32) for letter in "abcdef0"]), max_size=5, unique=True).map(tuple)


@given(sorts, sorts, values, values)
def test_what_moved_is_a_partition(before: Sort, later: Sort, then: tuple[RecordId, ...], now: tuple[RecordId, ...]):
    before = msgspec.structs.replace(before, five=then, done_at=NOON)
    later = msgspec.structs.replace(later, five=now, done_at=NOON + timedelta(days=1))
    moved = what_moved(before, later)
    assert sorted(moved.came_in + moved.stayed) == sorted(now)
    assert sorted(moved.went_out + moved.stayed) == sorted(then)
    assert not set(moved.came_in) & set(moved.went_out)
    back = what_moved(later, before)
    assert (set(back.came_in), set(back.went_out)) == (set(moved.went_out), set(moved.came_in))
    lay_now = state(later, DECK)
    assert all((move.card in lay_now.ever_mine) is (move.to is Pile.MINE) for move in moved.turned)
    assert len(moved.turned) == len(back.turned)


@given(sorts)
def test_nothing_moves_between_a_sort_and_itself(sort: Sort):
    assert what_moved(sort, sort).turned == ()


def test_set_aside_for_the_five_counts_as_mine():
    before = lay(lay(begun(), "play", Pile.NOT_NOW), "rest", Pile.NOT_NOW)
    later = lay(lay(lay(begun(), "play", Pile.MINE), "play", Pile.NOT_NOW), "rest", Pile.NOT_NOW)
    assert what_moved(before, later).turned == (Move("play", Pile.MINE),)
