"""When a reminder comes: on the chosen days, at the hour the wall says, across every change of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from emberwell.journal.dates import in_zone, moment_of
from emberwell.rhythm.records import Reminders
from emberwell.rhythm.rules import (
    PAUSE,
    TAKE_UP,
    days_of,
    due,
    first_of_each_time,
    is_paused,
    is_running,
    moments,
    next_moment,
    pause_for_a_week,
    times_of,
)

ZONES = st.sampled_from(
    (
        "Europe/Dublin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "America/Nuuk",
        "Africa/Casablanca",
        "Pacific/Kiritimati",
        "UTC",
    )
)
TIMES = st.times().map(lambda at: at.strftime("%H:%M"))
CHOSEN = st.builds(
    Reminders,
    on=st.just(True),
    days=st.sets(st.integers(1, 7), min_size=1).map(tuple),
    times=st.sets(TIMES, min_size=1, max_size=3).map(tuple),
    zone=ZONES,
)
MOMENTS = st.integers(0, 12 * 365 * 24 * 60).map(
    lambda gone: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=gone)
)
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
MONDAYS = Reminders(on=True, days=(1,), times=("08:30",), zone="Europe/Dublin")


def _was_skipped(day: datetime, at: time, zone: str) -> bool:
    """Whether the clocks of the zone never showed this time."""
    return in_zone(moment_of(day.date(), at, zone), zone).time() != at


@settings(deadline=None)
@given(CHOSEN, MOMENTS)
@example(Reminders(on=True, days=(7,), times=("01:30",), zone="Europe/Dublin"), datetime(2026, 3, 28, 12, tzinfo=UTC))
@example(Reminders(on=True, days=(7,), times=("01:30",), zone="Europe/Dublin"), datetime(2026, 10, 25, 0, tzinfo=UTC))
def test_the_next_is_later_within_a_week_on_a_chosen_day_at_a_chosen_time(kept: Reminders, after: datetime) -> None:
    found = next_moment(kept, after)
    assert found is not None
    assert after < found <= after + timedelta(days=7, hours=2)
    local = in_zone(found, kept.zone)
    shown = local.replace(tzinfo=None)
    if shown.time() in times_of(kept):
        assert local.isoweekday() in kept.days
    else:
        asked = [day for day in (shown, shown - timedelta(hours=2)) if day.isoweekday() in kept.days]
        assert any(_was_skipped(day, at, kept.zone) for day in asked for at in times_of(kept))


@settings(deadline=None)
@given(CHOSEN, MOMENTS)
def test_none_is_left_out_and_none_comes_twice(kept: Reminders, after: datetime) -> None:
    until = after + timedelta(days=15)
    one_by_one = []
    at = next_moment(kept, after)
    while at is not None and at <= until:
        one_by_one.append(at)
        at = next_moment(kept, at)
    assert tuple(one_by_one) == moments(kept, after=after, until=until)
    wanted = {
        moment_of(day, at, kept.zone)
        for day in (after.date() + timedelta(days=away) for away in range(-2, 18))
        if day.isoweekday() in kept.days
        for at in times_of(kept)
    }
    assert set(one_by_one) == {moment for moment in wanted if after < moment <= until}


def test_it_keeps_its_hour_when_the_clocks_change() -> None:
    before, after = datetime(2026, 3, 23, 9, tzinfo=UTC), datetime(2026, 3, 29, 12, tzinfo=UTC)
    assert next_moment(MONDAYS, before - timedelta(days=1)) == datetime(2026, 3, 23, 8, 30, tzinfo=UTC)
    assert next_moment(MONDAYS, after) == datetime(2026, 3, 30, 7, 30, tzinfo=UTC)


def test_an_hour_shown_twice_reminds_once_and_a_skipped_one_an_hour_later() -> None:
    sundays = Reminders(on=True, days=(7,), times=("01:30",), zone="Europe/Dublin")
    twice = moments(sundays, after=datetime(2026, 10, 24, 12, tzinfo=UTC), until=datetime(2026, 10, 25, 12, tzinfo=UTC))
    assert twice == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC),)
    skipped = next_moment(sundays, datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert skipped == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert in_zone(skipped, sundays.zone).time() == time(2, 30)


def test_off_paused_or_nothing_chosen_is_due_never() -> None:
    window = {"after": NOW, "until": NOW + timedelta(days=8), "now": NOW}
    assert len(due(MONDAYS, **window)) == 1
    for change in ({"on": False}, {"days": ()}, {"times": ()}, PAUSE, pause_for_a_week(NOW)):
        assert due(msgspec.structs.replace(MONDAYS, **change), **window) == ()


def test_a_pause_of_a_week_ends_by_itself_and_the_other_does_not() -> None:
    week = msgspec.structs.replace(MONDAYS, **pause_for_a_week(NOW))
    assert is_paused(week, NOW + timedelta(days=6, hours=23))
    assert is_running(week, NOW + timedelta(days=7))
    assert next_moment(week, NOW) == datetime(2026, 12, 14, 8, 30, tzinfo=UTC)
    paused = msgspec.structs.replace(MONDAYS, **PAUSE)
    assert is_paused(paused, NOW + timedelta(days=4000))
    assert next_moment(paused, NOW) is None
    assert is_running(msgspec.structs.replace(paused, **TAKE_UP), NOW)


@settings(deadline=None)
@given(CHOSEN, MOMENTS)
def test_a_weekly_event_begins_on_a_chosen_day_at_its_own_hour(kept: Reminders, after: datetime) -> None:
    begins = first_of_each_time(kept, after)
    assert [start.time() for start in begins] == list(times_of(kept))
    for start in begins:
        assert start.isoweekday() in kept.days
        assert after - timedelta(hours=2) < start <= after + timedelta(days=7, hours=2)


@settings(deadline=None)
@given(
    st.builds(
        Reminders,
        on=st.booleans(),
        days=st.lists(st.integers(), max_size=9).map(tuple),
        times=st.lists(st.text(max_size=8) | TIMES, max_size=9).map(tuple),
        zone=st.text(max_size=9) | ZONES,
        paused_until=st.none() | st.datetimes(timezones=st.just(UTC)),
    ),
    MOMENTS,
)
def test_whatever_another_program_wrote_breaks_nothing(kept: Reminders, now: datetime) -> None:
    assert all(1 <= day <= 7 for day in days_of(kept))
    next_moment(kept, now)
    first_of_each_time(kept, now)
    due(kept, after=now, until=now + timedelta(days=1), now=now)
