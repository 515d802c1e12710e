"""Events for one's own calendar program: a small act, once; reminders, each week. Pure.

A calendar is often shown to others, and many send what they hold to a server, so the event says nothing of itself: its
id is random and not the record's, its text is the caller's alone, and there is no description unless one was asked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vText

NEUTRAL = "A small thing, as planned"
"""What the event says unless the person chooses other words."""
PRODUCT = "-//Emberwell//Calendar//EN"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
RULES_FOR_YEARS = 15
"""How long the clock changes told with a weekly event reach; calendar programs know the zone by its name as well."""


class _Words(vText):
    """Text written as RFC 5545 (3.3.11) has it. The library takes a typed backslash and N for a line break."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()


def calendar_file(*, start: datetime, minutes: int, summary: str, made_at: datetime, description: str = "") -> bytes:
    """An iCalendar file (RFC 5545) with one event that lasts `minutes` (at least 1) from `start`.

    `start` and `made_at` are aware; they are written in UTC, so that no zone rules have to go with them and the event
    keeps its length when the clocks change in it.
    """
    begins = start.astimezone(UTC).replace(microsecond=0)
    event = _event(begins, minutes, summary, made_at)
    if description:
        words = "\n".join(plain_line(line) for line in description.split("\n"))
        event.add("description", _Words(words), encode=False)
    return _file([event])


def weekly_file(
    *, starts: Iterable[datetime], days: Iterable[int], minutes: int, summary: str, made_at: datetime
) -> bytes:
    """An iCalendar file with one event for each of `starts`, repeated on `days` of the week (ISO, 1 Monday).

    `starts` are the first moments, aware in an IANA zone, all in the same one. They are written in local time with
    the rules of that zone, so that each keeps its hour when the clocks change; in UTC where UTC is the zone. Each event
    reminds when it begins, and does not make the time look taken.
    """
    events = []
    rule = {"freq": "weekly", "byday": [DAYS[day - 1] for day in sorted(set(days))]}
    zone: ZoneInfo | None = None
    for start in starts:
        if isinstance(start.tzinfo, ZoneInfo) and start.tzinfo.key != "UTC":
            zone = start.tzinfo
        event = _event(start.replace(microsecond=0), minutes, summary, made_at)
        event.add("rrule", rule)
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", _Words("PT0S"), encode=False)
        alarm.add("description", _Words(plain_line(summary)), encode=False)
        event.add_component(alarm)
        events.append(event)
    return _file(events, [_rules_of(zone, made_at)] if zone is not None else [])


def _rules_of(zone: ZoneInfo, made_at: datetime) -> Timezone:
    """What the clocks of a zone do, from a year before (so that the hour of today is told too) until years from now."""
    year = made_at.year
    rules: Timezone = Timezone.from_tzinfo(
        zone, zone.key, first_date=date(year - 1, 1, 1), last_date=date(year + RULES_FOR_YEARS, 1, 1)
    )
    return rules


def _event(begins: datetime, minutes: int, summary: str, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", str(uuid4()))
    event.add("dtstamp", made_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=minutes))
    event.add("summary", _Words(plain_line(summary)), encode=False)
    return event


def _file(events: Iterable[Event], zones: Iterable[Timezone] = ()) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for component in (*zones, *events):
        calendar.add_component(component)
    made: bytes = calendar.to_ical()
    return made


def plain_line(text: str) -> str:
    """One line of what was typed: RFC 5545 allows no control characters, and a line break could begin a property."""
    visible = "".join(" " if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} else letter for letter in text)
    return " ".join(visible.split())
