"""Weeks: whichever zone, whatever the clocks do, and whoever changes the day their week ends on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from emberwell.journal.dates import local_date, moment_of, zone_named
from emberwell.journal.records import KeptLine
from emberwell.vault.record import RecordId, new_id
from emberwell.vault.vault import Saved
from emberwell.week.records import STEPS, Act, Place, Week
from emberwell.week.rules import (
    DAYS_AFTER,
    can_open,
    days_of,
    earlier_ends,
    is_its_day,
    lines_of_week,
    may_be_kept,
    next_end,
    placed_before,
    places_after,
    this_weeks_act,
    values_on_ring,
    week_ending,
    week_kept_for,
    week_to_close,
)

DAYS = st.dates(date(1971, 1, 1), date(2150, 12, 31))
WEEK_DAYS = st.integers(1, 7)
ZONES = st.sampled_from(
    (
        *("Europe/Vienna", "America/New_York", "America/Sao_Paulo", "Africa/Casablanca", "Asia/Kathmandu"),
        *("Pacific/Kiritimati", "Pacific/Apia", "Australia/Lord_Howe", "UTC", "+14:00", "-11:00"),
    )
)
MOMENTS = st.datetimes(datetime(1971, 1, 2), datetime(2150, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
STEPS_OR_NONE = st.none() | st.integers(0, STEPS)
IDS = [RecordId(f"{number:032x}") for number in range(8)]
PLACES = st.lists(
    st.builds(Place, value=st.sampled_from(IDS), work=STEPS_OR_NONE, home=STEPS_OR_NONE),
    max_size=8,
    unique_by=lambda place: place.value,
)


def saved(value, *, seq: int = 1, id: str = "") -> Saved:
    return Saved(id=RecordId(id or new_id()), revision=1, seq=seq, saved_at=datetime.now(UTC), value=value)


def line(at: datetime, zone: str, **fields) -> Saved[KeptLine]:
    return saved(KeptLine(text="I stayed.", kept_at=at, zone=zone, **fields))


def week(ends_on: date, places=(), seq: int = 1) -> Saved[Week]:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return saved(Week(ends_on=ends_on, zone="UTC", written_at=at, places=tuple(places)), seq=seq)


def act(for_week: date, seq: int = 1) -> Saved[Act]:
    return saved(Act(for_week=for_week, zone="UTC", chosen_at=datetime(2026, 1, 1, tzinfo=UTC), what="x"), seq=seq)


@given(DAYS, WEEK_DAYS)
def test_a_week_is_seven_days_and_ends_on_the_chosen_one(day, week_day):
    end = week_ending(day, week_day)
    first, last = days_of(end)
    assert end.isoweekday() == week_day
    assert first <= day <= last == end
    assert (last - first).days == 6
    assert {week_ending(first + timedelta(days=n), week_day) for n in range(7)} == {end}
    assert week_ending(end + timedelta(days=1), week_day) == next_end(end) == end + timedelta(days=7)


@given(MOMENTS, ZONES, WEEK_DAYS)
def test_every_moment_belongs_to_exactly_one_week(moment, zone, week_day):
    end = week_ending(local_date(moment, zone), week_day)
    around = [end + timedelta(days=7 * n) for n in (-2, -1, 0, 1, 2)]
    kept = line(moment, zone)
    assert [each for each in around if lines_of_week([kept], each)] == [end]


@given(DAYS, ZONES, WEEK_DAYS)
def test_the_last_minute_of_the_last_day_is_in_and_the_next_is_not(day, zone, week_day):
    end = week_ending(day, week_day)
    last_minute = moment_of(end, time(23, 59), zone)
    # A whole local day may be missing, or its midnight, where a country crossed the date line or moved its clocks then.
    if last_minute.astimezone(zone_named(zone)).date() == end:
        assert lines_of_week([line(last_minute, zone)], end)
    midnight = moment_of(end + timedelta(days=1), time(0), zone)
    assert not lines_of_week([line(midnight, zone)], end)


@given(st.lists(st.tuples(MOMENTS, ZONES), max_size=12), WEEK_DAYS)
def test_travelling_never_tears_a_week(kept, week_day):
    """Each line is in the week of the day on its writer's wall, wherever the others were written."""
    lines = [line(moment, zone) for moment, zone in kept]
    ends = {week_ending(local_date(one.value.kept_at, one.value.zone), week_day) for one in lines}
    found = [one.id for end in ends for one in lines_of_week(lines, end)]
    assert sorted(found) == sorted(one.id for one in lines)


@given(MOMENTS, st.booleans(), st.booleans(), st.booleans())
def test_what_may_not_return_is_not_among_the_lines(moment, quiet, rested, held):
    page = IDS[0]
    kept = line(moment, "UTC", quiet=quiet, rested_on=moment.date() if rested else None, entry=page)
    found = lines_of_week([kept], week_ending(moment.date(), 5), {page} if held else set())
    assert bool(found) == (not (quiet or rested or held))


@given(st.lists(MOMENTS, max_size=8))
def test_lines_stand_as_they_were_kept(moments):
    lines = [line(moment, "UTC") for moment in moments]
    for end in {week_ending(moment.date(), 7) for moment in moments}:
        at = [one.value.kept_at for one in lines_of_week(lines, end)]
        assert at == sorted(at)


@given(DAYS, WEEK_DAYS, st.integers(0, 3))
def test_the_week_to_close(today, week_day, kept):
    end = week_ending(today, week_day)
    closed = {end - timedelta(days=7 * n) for n in range(1, kept + 1)}
    about = week_to_close(today, week_day, closed)
    assert about.isoweekday() == week_day
    if about < today:
        assert about not in closed
        assert (today - about).days <= DAYS_AFTER
    else:
        assert about == end
    assert can_open(about, today=today, week_day=week_day, closed=closed)
    # Kept, it is asked about no more but on its own day or before.
    after = week_to_close(today, week_day, closed | {about})
    assert after >= today


@given(DAYS, WEEK_DAYS, st.booleans())
def test_its_day_is_one_of_seven(today, week_day, is_kept):
    days = [today + timedelta(days=n) for n in range(7)]
    closed = {week_ending(today, week_day)} if is_kept else set()
    its = [day for day in days if is_its_day(day, week_day, closed)]
    assert its == ([] if is_kept else [week_ending(today, week_day)])


def test_around_the_turn_of_the_year():
    assert week_ending(date(2026, 12, 31), 5) == date(2027, 1, 1)
    assert days_of(date(2027, 1, 1)) == (date(2026, 12, 26), date(2027, 1, 1))
    assert week_to_close(date(2027, 1, 3), 5, set()) == date(2027, 1, 1)
    assert week_to_close(date(2027, 1, 5), 5, set()) == date(2027, 1, 8)


@given(DAYS, WEEK_DAYS, st.integers(-30, 30), st.booleans())
def test_which_days_open(today, week_day, away, is_kept):
    day = today + timedelta(days=away)
    opens = can_open(day, today=today, week_day=week_day, closed={day} if is_kept else set())
    assert opens == (is_kept or (day.isoweekday() == week_day and day <= week_ending(today, week_day)))


@given(DAYS, WEEK_DAYS, st.integers(-30, 30))
def test_what_was_begun_opens_and_what_opened_may_be_kept(today, week_day, away):
    day = today + timedelta(days=away)
    assert can_open(day, today=today, week_day=week_day, closed=(), begun={day})
    if can_open(day, today=today, week_day=week_day, closed=()):
        assert may_be_kept(day, today)
    assert may_be_kept(day, today) == (away <= 6)


def test_the_calendar_has_two_ends():
    assert days_of(date.min) == (date.min, date.min)
    assert next_end(date.max) == date.max
    assert week_ending(date.max, 1) == date.max


@given(DAYS, WEEK_DAYS, WEEK_DAYS)
def test_an_act_is_found_though_the_week_moved_to_another_day(day, before, after):
    chosen = act(week_ending(day, before))
    ends = [week_ending(chosen.value.for_week, after) + timedelta(days=7 * n) for n in (-1, 0, 1)]
    assert [this_weeks_act([chosen], end) is chosen for end in ends] == [False, True, False]


def test_of_several_acts_the_one_for_this_very_end_and_then_the_latest():
    end = date(2026, 3, 6)
    other, exact, later = act(end - timedelta(days=2), seq=9), act(end, seq=1), act(end, seq=2)
    assert this_weeks_act([other, exact], end) is exact
    assert this_weeks_act([later, exact, other], end) is later
    assert this_weeks_act([], end) is None


def test_of_two_weeks_for_one_day_the_one_written_last():
    end = date(2026, 3, 6)
    one, two = week(end, seq=1), week(end, seq=2)
    assert week_kept_for([two, one, week(date(2026, 2, 27), seq=9)], end) is two
    assert week_kept_for([one], next_end(end)) is None


def test_beneath_lies_the_latest_week_with_places():
    end = date(2026, 3, 6)
    placed = [Place(value=IDS[0], work=2)]
    old, older, empty = (
        week(date(2026, 2, 20), placed),
        week(date(2026, 2, 13), placed),
        week(date(2026, 2, 27)),
    )
    assert placed_before([older, empty, old, week(end, placed)], end) is old
    assert placed_before([empty], end) is None


@given(PLACES, PLACES)
def test_a_ring_kept_twice_is_no_change_and_what_it_did_not_show_stays(before, said):
    told = {place.value: place for place in said}
    after = places_after(before, told)
    assert places_after(after, told) == after
    found = {place.value: place for place in after}
    assert all(place.work is not None or place.home is not None for place in after)
    for place in before:
        if place.value not in told and (place.work, place.home) != (None, None):
            assert found[place.value] == place
    for id, place in told.items():
        assert found.get(id, Place(value=id)) == place


@given(PLACES, st.lists(st.sampled_from(IDS), max_size=5, unique=True), st.sets(st.sampled_from(IDS)))
def test_a_ring_shows_at_most_five_its_own_first(places, five, known):
    shown = values_on_ring(week(date(2026, 3, 6), places).value, five, known)
    assert len(shown) == len(set(shown)) <= 5
    assert set(shown) <= known
    own = [place.value for place in places if place.value in known]
    assert list(shown[: len(own)]) == own[:5]
    assert values_on_ring(None, five, known) == tuple(id for id in five if id in known)


def test_earlier_weeks_are_those_that_were_kept():
    kept = [date(2026, 2, 27), date(2026, 1, 2), date(2026, 3, 6)]
    assert earlier_ends(kept, date(2026, 3, 6), 8) == (date(2026, 2, 27), date(2026, 1, 2))
    assert earlier_ends(kept, date(2026, 3, 13), 1) == (date(2026, 3, 6),)
