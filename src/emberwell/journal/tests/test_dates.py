"""Zones and local days, with the clocks changing and people travelling."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.journal.dates import (
    day_finder,
    in_zone,
    is_zone,
    local_date,
    local_moment,
    moment_of,
    moved,
    zone_named,
    zone_names,
)
from emberwell.journal.records import Entry

ZONES = st.sampled_from(
    (
        *("Europe/Vienna", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"),
        *("+02:00", "-11:00", "+05:45", "+14:00", "GMT-3", "-0930"),
    )
)
MOMENTS = st.datetimes(
    datetime.fromisoformat("1960-01-01"), datetime.fromisoformat("2090-01-01"), timezones=st.just(UTC)
)


@pytest.mark.parametrize("name", ["Europe/Lisbon", "UTC", "Z", "+02:00", "-0930", "+14", "GMT+1", "Etc/GMT-2"])
def test_names_that_are_zones(name):
    assert is_zone(name)


@pytest.mark.parametrize(
    "name",
    ["", "Europe", "Nowhere/Here", "../../etc/passwd", "/etc/passwd", "+24:00", "+2h", "\x00", "x" * 500, "+02:60"],
)
def test_names_that_are_none(name):
    assert not is_zone(name)
    assert zone_named(name) is UTC


def test_a_page_belongs_to_the_day_on_the_wall():
    moment = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    assert local_date(moment, "Europe/Lisbon") == date(2026, 3, 3)
    assert local_date(moment, "Europe/Vienna") == date(2026, 3, 4)
    assert local_date(moment, "-03:30") == date(2026, 3, 3)
    assert local_moment(Entry(written_at=moment, zone="+05:45")).time() == time(5, 15)


def test_an_hour_the_clocks_skip_is_the_hour_after():
    moment = moment_of(date(2026, 3, 29), time(2, 30), "Europe/Vienna")
    assert in_zone(moment, "Europe/Vienna").time() == time(3, 30)


def test_an_hour_the_clocks_show_twice_is_the_first():
    assert moment_of(date(2026, 10, 25), time(2, 30), "Europe/Vienna") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_opening_and_saving_moves_nothing_even_in_the_second_autumn_hour():
    second = datetime(2026, 10, 25, 1, 30, 12, 345678, tzinfo=UTC)
    assert moved(second, datetime.fromisoformat("2026-10-25T02:30"), "Europe/Vienna") == second


def test_another_minute_moves_it():
    moment = datetime(2026, 5, 5, 12, 0, 30, tzinfo=UTC)
    assert moved(moment, datetime.fromisoformat("2026-05-05T14:01"), "Europe/Vienna") == datetime(
        2026, 5, 5, 12, 1, tzinfo=UTC
    )


def test_another_zone_with_the_same_clock_moves_nothing():
    moment = datetime(2026, 5, 5, 12, 0, 30, tzinfo=UTC)
    assert moved(moment, datetime.fromisoformat("2026-05-05T14:00"), "Europe/Berlin") == moment


def test_the_ends_of_the_calendar_are_read():
    assert local_date(datetime.max.replace(tzinfo=UTC), "+14:00") == date.max
    assert local_date(datetime.min.replace(tzinfo=UTC), "-11:00") == date.min
    assert day_finder()(datetime.max.replace(tzinfo=UTC), "+14:00") == date.max.toordinal()
    assert moment_of(date.min, time(0), "+10:00").date() == date.min


@given(MOMENTS, ZONES)
def test_what_a_form_shows_comes_back(moment, zone):
    shown = in_zone(moment, zone).replace(tzinfo=None, second=0, microsecond=0)
    assert moved(moment, shown, zone) == moment


@given(MOMENTS, ZONES)
def test_the_quick_day_is_the_day(moment, zone):
    assert date.fromordinal(day_finder()(moment, zone)) == local_date(moment, zone)


@given(MOMENTS, ZONES)
def test_a_wall_clock_time_is_within_an_hour_of_what_was_asked(moment, zone):
    wall = in_zone(moment, zone).replace(tzinfo=None)
    again = in_zone(moment_of(wall.date(), wall.time(), zone), zone).replace(tzinfo=None)
    assert abs(again - wall) <= timedelta(hours=1)


def test_zones_to_offer_are_all_known():
    assert all(is_zone(name) for name in zone_names())
    assert "Europe/Vienna" in zone_names()
