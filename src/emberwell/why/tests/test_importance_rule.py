"""When importance is asked: never weekly, once a quarter, and when a value has come in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from emberwell.vault.record import RecordId, new_id
from emberwell.vault.vault import Saved
from emberwell.why.records import Importance, Weight
from emberwell.why.rules import importance_is_due
from emberwell.why.values import stepped

TODAY = date(2026, 3, 14)
VALUES = [RecordId(letter * 32) for letter in "abcdef"]


def asked(days_ago: int, values: set[RecordId], seq: int = 1) -> Saved[Importance]:
    at = datetime.combine(TODAY - timedelta(days=days_ago), time(12), tzinfo=UTC)
    weights = tuple(Weight(value, 1, 2) for value in sorted(values))
    value = Importance(asked_at=at, zone="UTC", weights=weights)
    return Saved(id=new_id(), revision=1, seq=seq, saved_at=at, value=value, trashed_at=None)


fives = st.sets(st.sampled_from(VALUES), max_size=5)


@given(fives)
def test_never_asked_it_is_due_once_there_are_values(five: set[RecordId]):
    assert importance_is_due([], five, TODAY) is bool(five)


@given(fives.filter(bool), fives, st.lists(st.tuples(st.integers(0, 400), fives), min_size=1, max_size=5))
def test_only_the_last_asking_counts(five: set[RecordId], more: set[RecordId], all_asked: list[tuple[int, set]]):
    days, values = min(all_asked, key=lambda each: each[0])
    earlier = [asked(ago, of, seq) for seq, (ago, of) in enumerate(all_asked, 1) if ago > days]
    due = importance_is_due([*earlier, asked(days, values, 9)], five, TODAY)
    assert due is (days >= 91 or not five <= values)


@given(fives.filter(bool), st.integers(0, 90))
def test_not_again_within_a_quarter(five: set[RecordId], days: int):
    assert not importance_is_due([asked(days, five)], five, TODAY)
    assert importance_is_due([asked(91, five)], five, TODAY)


@given(st.permutations(VALUES).map(tuple), st.sampled_from(VALUES), st.integers(-9, 9))
def test_a_step_moves_one_value_and_keeps_all(order: tuple[RecordId, ...], value: RecordId, steps: int):
    new = stepped(order, value, steps)
    assert sorted(new) == sorted(order)
    assert [each for each in new if each != value] == [each for each in order if each != value]
    assert new.index(value) == min(max(order.index(value) + steps, 0), len(order) - 1)
