"""A small act as a calendar event: it parses back, whatever was typed, wherever the clocks stand."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from emberwell.exchange.calendar_event import NEUTRAL, calendar_file, plain_line, weekly_file
from emberwell.journal.dates import in_zone, moment_of

TYPED = st.text(max_size=300) | st.text(alphabet='\r\n;,:\\"=BEGINVALRMn \t\x00é界', max_size=200)
ZONES = st.sampled_from(("Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC", "+02:00"))
MADE = datetime(2026, 3, 6, 16, 0, 0, 5, tzinfo=UTC)


def file_of(**fields) -> bytes:
    told = {"start": datetime(2026, 3, 10, 9, tzinfo=UTC), "minutes": 15, "summary": NEUTRAL, "made_at": MADE}
    return calendar_file(**told | fields)


def event_in(file: bytes):
    [event] = Calendar.from_ical(file).walk("VEVENT")
    return event


def read(file: bytes, name: str) -> str | None:
    """The text of a property as RFC 5545 (3.1, 3.3.11) says to read it."""
    unfolded = file.replace(b"\r\n ", b"").decode().split("\r\n")
    found = [line.partition(":")[2] for line in unfolded if line.startswith(f"{name}:")]
    assert len(found) <= 1
    newlines = {"n": "\n", "N": "\n"}
    return re.sub(r"\\(.)", lambda sign: newlines.get(sign[1], sign[1]), found[0]) if found else None


@given(TYPED, TYPED)
def test_whatever_was_typed_stays_text(summary, description):
    file = file_of(summary=summary, description=description)
    event = event_in(file)
    told = "\n".join(plain_line(part) for part in description.split("\n"))
    assert read(file, "SUMMARY") == plain_line(summary)
    assert read(file, "DESCRIPTION") == (told if description else None)
    if "\\" not in summary + description:  # the library's own reading of one is not that of RFC 5545
        assert str(event["SUMMARY"]) == plain_line(summary)
        assert str(event.get("DESCRIPTION", "")) == told
    expected = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} | ({"DESCRIPTION"} if description else set())
    assert set(event) == expected
    assert not event.subcomponents
    lines = file.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    file.decode()


@given(
    st.dates(date(1971, 1, 1), date(2150, 1, 1)), st.times().map(lambda at: at.replace(second=0, microsecond=0)), ZONES
)
def test_it_stands_at_that_time_on_the_wall(day, at, zone):
    start = moment_of(day, at, zone)
    event = event_in(file_of(start=start, minutes=90))
    assert event["DTSTART"].dt == start
    assert event["DTSTART"].to_ical().endswith(b"Z")
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=90)
    wall = in_zone(event["DTSTART"].dt, zone)
    back = moment_of(wall.date(), wall.time(), zone)
    assert back == start


def test_when_the_clocks_change():
    before = moment_of(date(2026, 3, 28), time(9), "Europe/Vienna")
    after = moment_of(date(2026, 3, 29), time(9), "Europe/Vienna")
    assert event_in(file_of(start=before))["DTSTART"].to_ical() == b"20260328T080000Z"
    assert event_in(file_of(start=after))["DTSTART"].to_ical() == b"20260329T070000Z"


def test_it_tells_nothing_of_itself():
    one, two = event_in(file_of()), event_in(file_of())
    assert str(one["UID"]) != str(two["UID"])
    assert str(one["SUMMARY"]) == NEUTRAL
    assert "DESCRIPTION" not in one
    assert one["DTSTAMP"].dt == MADE.replace(microsecond=0)
    assert Calendar.from_ical(file_of())["PRODID"].startswith("-//Emberwell//")


WEEKLY_ZONES = st.sampled_from(("Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"))


def weekly(zone: str, day: date, at: time, summary: str = NEUTRAL) -> bytes:
    start = datetime.combine(day, at, tzinfo=ZoneInfo(zone))
    return weekly_file(starts=[start], days=[day.isoweekday()], minutes=10, summary=summary, made_at=MADE)


@settings(max_examples=60, deadline=None)
@given(TYPED)
def test_a_weekly_event_holds_its_words_and_nothing_else(summary):
    file = weekly("Europe/Dublin", date(2026, 3, 10), time(8, 30), summary)
    [event] = Calendar.from_ical(file).walk("VEVENT")
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "RRULE", "TRANSP"}
    [alarm] = event.subcomponents
    assert set(alarm) == {"ACTION", "TRIGGER", "DESCRIPTION"}
    assert read(file.partition(b"BEGIN:VALARM")[0], "SUMMARY") == plain_line(summary)
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(2026, 3, 7), date(2026, 3, 14)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    WEEKLY_ZONES,
    st.integers(0, 52 * 10),
)
def test_the_rules_told_with_a_weekly_event_are_those_of_its_zone(day, at, zone, weeks):
    """By the file's own rules, not by the zone's name: its hour stays on the wall, in each of ten years."""
    calendar = Calendar.from_ical(weekly(zone, day, at))
    later = datetime.combine(day + timedelta(weeks=weeks), at)
    away = later.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    [event] = calendar.walk("VEVENT")
    if zone == "UTC":
        assert calendar.walk("VTIMEZONE") == []
        assert event["DTSTART"].to_ical().endswith(b"Z")
        return
    [rules] = calendar.walk("VTIMEZONE")
    told = [
        (change, part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td)
        for part in rules.subcomponents
        for change in (part["DTSTART"].dt, *_dates(part))
    ]
    before = [(change, to) for change, _, to in told if change <= later]
    offset = max(before)[1]
    around = {part for change, *both in told if abs(change - later) <= timedelta(hours=3) for part in both}
    assert offset == away or away in around
    assert event["DTSTART"].params["TZID"] == rules["TZID"] == zone


def _dates(part):
    listed = part.get("RDATE")
    for each in listed if isinstance(listed, list) else [listed] if listed else []:
        yield from (one.dt for one in each.dts)


def test_every_event_has_an_id_of_its_own():
    ids = {event_in(weekly("UTC", date(2026, 3, 10), time(9)))["UID"] for _ in range(5)}
    assert len(ids) == 5
