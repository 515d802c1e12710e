"""The axis of weeks: consecutive, whatever day a person's week ends on and whichever weeks were missed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from emberwell.insight.weeks import LONGEST, Part, axis, distances_of, distances_together
from emberwell.vault.record import RecordId
from emberwell.week.records import Place, Week
from emberwell.why.records import Weight

A, B = RecordId("a" * 32), RecordId("b" * 32)
FRIDAY = date(2026, 3, 13)


def week(ends_on: date, *places: Place) -> Week:
    return Week(ends_on=ends_on, zone="UTC", written_at=datetime(2026, 1, 1, tzinfo=UTC), places=places)


def ring(ends_on: date, work: int | None = 3, home: int | None = None) -> Week:
    return week(ends_on, Place(value=A, work=work, home=home))


@given(st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), min_size=1, max_size=40))
def test_consecutive_weeks_and_every_end_in_its_nearest(ends: list[date]) -> None:
    slots = axis(ring(end) for end in ends)
    newest = max(ends)
    assert slots[-1].ends_on == newest
    assert slots[0].kept
    assert sum(slot.kept for slot in slots) == len({round((newest - end).days / 7) for end in ends})
    for at, slot in enumerate(slots):
        nominal = newest - timedelta(days=7 * (len(slots) - 1 - at))
        assert abs((slot.ends_on - nominal).days) <= 3
        assert slot.kept == any(abs((end - nominal).days) <= 3 for end in ends)


def test_missed_weeks_have_their_place() -> None:
    slots = axis([ring(FRIDAY), ring(FRIDAY - timedelta(days=21), 5)])
    assert [slot.kept for slot in slots] == [True, False, False, True]
    assert slots[1].ends_on == FRIDAY - timedelta(days=14)
    assert distances_of(slots, A, Part.WORK) == (5, None, None, 3)
    assert distances_of(slots, A, Part.HOME) == (None,) * 4


def test_when_the_day_was_changed_two_short_weeks_share_a_slot() -> None:
    monday = FRIDAY + timedelta(days=3)
    (slot,) = axis([ring(monday, 1), ring(FRIDAY, 5, home=2)])
    assert (slot.ends_on, slot.work, slot.home) == (monday, {A: 1}, {A: 2})


def test_of_two_for_one_day_the_one_written_later_counts() -> None:
    (slot,) = axis([ring(FRIDAY, 5), ring(FRIDAY, 1)])
    assert slot.work == {A: 1}


def test_a_week_without_a_place_is_not_on_the_axis() -> None:
    assert axis([week(FRIDAY), week(FRIDAY, Place(value=A))]) == ()
    assert axis([ring(FRIDAY, 9)]) == ()  # no ring has it


def test_one_odd_date_makes_no_axis_of_millennia() -> None:
    assert len(axis([ring(date(1, 1, 5)), ring(FRIDAY)])) == 1
    assert len(axis([ring(FRIDAY - timedelta(days=7 * (LONGEST - 1))), ring(FRIDAY)])) == LONGEST


def test_together_with_the_weights_of_each_week() -> None:
    both = (Place(value=A, work=0, home=1), Place(value=B, work=6))
    slots = axis([week(FRIDAY, *both), week(FRIDAY - timedelta(days=14), *both)])

    def weights(day: date) -> dict[RecordId, Weight]:
        return {A: Weight(value=A, work=2, home=0)} if day == FRIDAY else {}

    assert distances_together(slots, Part.WORK, weights) == (3, None, 2)
    assert distances_together(slots, Part.HOME, weights) == (1, None, None)
