"""Quiet lately: what counts as a touch, when a value is quiet, and what "fine for now" does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from emberwell.insight.quiet import A_QUARTER, Quiet, dismissals_of, important_values, quiet_lately, touches_of
from emberwell.journal.records import KeptLine
from emberwell.vault.record import RecordId
from emberwell.week.records import Act, FineForNow, Place, Week
from emberwell.why.records import Weight

TODAY = date(2026, 3, 14)
A, B, C = (RecordId(letter * 32) for letter in "abc")
days = st.dates(TODAY - timedelta(days=400), TODAY)
by_day = st.dictionaries(st.sampled_from([A, B, C]), days)


def ago(number: int) -> date:
    return TODAY - timedelta(days=number)


@given(by_day, by_day, by_day)
def test_only_important_values_and_only_after_six_weeks(touches, important, dismissed) -> None:
    found = quiet_lately(touches, important, dismissed, TODAY)
    assert {quiet.value for quiet in found} <= set(important)
    assert [quiet.since for quiet in found] == sorted(quiet.since for quiet in found)
    for quiet in found:
        assert quiet.last == touches.get(quiet.value)
        assert quiet.since == touches.get(quiet.value, important[quiet.value])
        assert (TODAY - quiet.since).days >= 42


@given(by_day, by_day)
def test_without_an_answer_every_important_value_is_quiet_or_was_touched(touches, important) -> None:
    said = {quiet.value for quiet in quiet_lately(touches, important, {}, TODAY)}
    for value, added in important.items():
        assert (value in said) == (touches.get(value, added) <= ago(42))


@given(by_day, by_day, by_day)
def test_a_touch_today_ends_it(touches, important, dismissed) -> None:
    assert quiet_lately(touches | dict.fromkeys((A, B, C), TODAY), important, dismissed, TODAY) == ()


@given(by_day, by_day, by_day)
def test_an_answer_today_keeps_all_away_that_were_not_touched_since(touches, important, dismissed) -> None:
    said_today = dismissed | dict.fromkeys((A, B, C), TODAY)
    assert quiet_lately(touches, important, said_today, TODAY) == ()


@given(by_day, by_day, by_day, st.integers(0, 200))
def test_nothing_that_is_fine_comes_before_a_quarter_or_a_new_silence(touches, important, dismissed, later) -> None:
    then = TODAY + timedelta(days=later)
    for quiet in quiet_lately(touches, important, dismissed, then):
        said = dismissed.get(quiet.value)
        if said is not None and (then - said).days < A_QUARTER:
            assert quiet.last is not None
            assert quiet.last >= said


def test_fine_for_now_by_hand() -> None:
    added = {A: ago(300)}
    assert quiet_lately({A: ago(42)}, added, {}, TODAY) == (Quiet(A, ago(42), ago(42)),)
    assert quiet_lately({A: ago(41)}, added, {}, TODAY) == ()
    assert quiet_lately({A: ago(200)}, added, {A: ago(90)}, TODAY) == ()
    assert quiet_lately({A: ago(200)}, added, {A: ago(91)}, TODAY) == (Quiet(A, ago(200), ago(200)),)
    # Touched again after the answer, and quiet again.
    assert quiet_lately({A: ago(50)}, added, {A: ago(60)}, TODAY) == (Quiet(A, ago(50), ago(50)),)


def test_one_never_touched_counts_from_the_day_it_was_added() -> None:
    assert quiet_lately({}, {A: ago(42)}, {}, TODAY) == (Quiet(A, None, ago(42)),)
    assert quiet_lately({}, {A: ago(41)}, {}, TODAY) == ()


def test_the_longest_silence_comes_first() -> None:
    found = quiet_lately({A: ago(50), B: ago(90)}, dict.fromkeys((A, B, C), ago(70)), {}, TODAY)
    assert [quiet.value for quiet in found] == [B, C, A]


def test_what_touches_a_value() -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    week = Week(
        ends_on=date(2026, 2, 6),
        zone="UTC",
        written_at=late,
        places=(Place(value=A, work=0), Place(value=B, home=6), Place(value=C)),
    )
    act = Act(for_week=date(2026, 3, 6), zone="Europe/Vienna", chosen_at=late, what="Sit", value=B)
    line = KeptLine(text="I stayed.", kept_at=late, zone="UTC", values=(C,))
    assert touches_of([week], [act], [line], {A: date(2026, 1, 1)}) == {
        A: date(2026, 2, 6),
        B: date(2026, 3, 2),  # past midnight where it was chosen
        C: date(2026, 3, 1),
    }
    assert touches_of([week], [], [], {A: date(2026, 2, 7)}) == {A: date(2026, 2, 7), B: date(2026, 2, 6)}
    assert touches_of([], [], [], {}) == {}


def test_what_is_important() -> None:
    weights = {
        A: Weight(value=A, work=1, home=1),
        B: Weight(value=B, work=0, home=2),
        C: Weight(value=C, work=3, home=0),
    }
    assert important_values([A], weights) == {A, B, C}
    assert important_values([], weights) == {B, C}


@given(st.lists(days, min_size=1))
def test_the_last_answer_counts(said: list[date]) -> None:
    assert dismissals_of(FineForNow(value=A, said_on=day) for day in said) == {A: max(said)}
