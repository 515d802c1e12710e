"""The day a page was written on, whatever the clock of the machine says."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.exchange.moments import all_day, at_clock, on_day, parse_moment, zone_of
from emberwell.journal.dates import in_zone, local_date

ZONES = ["America/New_York", "Europe/Vienna", "Pacific/Kiritimati", "America/Sao_Paulo", "+05:45", "Etc/GMT", "-11:00"]


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Europe/Vienna", "Europe/Vienna"),
        ("Etc\\/GMT", "Etc/GMT"),
        ("GMT+0530", "+05:30"),
        ("UTC-5", "-05:00"),
        ("+02:00", "+02:00"),
        (" Asia/Tokyo ", "Asia/Tokyo"),
        ("../../etc/passwd", None),
        ("Nowhere/Town", None),
        ("+99", None),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_zones_as_they_are_written_elsewhere(written: object, zone: str | None) -> None:
    assert zone_of(written) == zone


@given(st.dates(date(1900, 1, 3), date(2100, 1, 1)), st.sampled_from(ZONES))
def test_an_all_day_page_stays_on_its_day(day: date, zone: str) -> None:
    moment = on_day(day, zone)
    assert local_date(moment.written_at, zone) == day
    assert all_day(moment.written_at, zone) == moment


def test_an_all_day_page_stored_as_midnight_elsewhere_keeps_the_day_it_says() -> None:
    found = all_day(datetime(2024, 3, 1, tzinfo=UTC), "America/New_York")
    assert local_date(found.written_at, found.zone) == date(2024, 3, 1)


@given(st.datetimes(datetime(1900, 1, 3), datetime(2100, 1, 1)), st.sampled_from(ZONES))  # noqa: DTZ001
def test_a_clock_time_keeps_its_day(clock: datetime, zone: str) -> None:
    moment = at_clock(clock, zone)
    assert local_date(moment.written_at, zone) == clock.date()


@pytest.mark.parametrize(
    ("text", "local", "zone"),
    [
        ("2024-03-01", "2024-03-01T00:00:00", "America/New_York"),
        ("2024-03-01 23:30", "2024-03-01T23:30:00", "America/New_York"),
        ("2024-03-01T23:30:15.25", "2024-03-01T23:30:15.250000", "America/New_York"),
        ("2024-03-01T23:30:00+02:00", "2024-03-01T23:30:00", "+02:00"),
        ("2024-03-01T23:30:00-0500", "2024-03-01T23:30:00", "-05:00"),
        ("2024-03-02T04:30:00Z", "2024-03-01T23:30:00", "America/New_York"),
    ],
)
def test_moments_as_they_are_written(text: str, local: str, zone: str) -> None:
    moment = parse_moment(text, "America/New_York")
    assert moment is not None
    assert moment.zone == zone
    assert in_zone(moment.written_at, moment.zone).replace(tzinfo=None).isoformat() == local


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2024-13-01", "2024-02-30", "2024-03-01 25:00", "2024-03-01T10:00:99"]
)
def test_what_is_no_moment(text: str) -> None:
    assert parse_moment(text, "UTC") is None


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    parse_moment(text, "UTC")
    zone_of(text)
