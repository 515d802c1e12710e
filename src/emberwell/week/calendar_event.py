"""A small act as one event for one's own calendar program. Pure.

A calendar is often shown to others, and many send what they hold to a server, so the event says nothing of itself: its
id is random and not the record's, its text is the caller's alone, and there is no description unless one was asked for.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from icalendar import Calendar, Event, vText

NEUTRAL = "A small thing, as planned"
"""What the event says unless the person chooses other words."""
PRODUCT = "-//Emberwell//Small act//EN"


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
    event = Event()
    event.add("uid", str(uuid4()))
    event.add("dtstamp", made_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=minutes))
    event.add("summary", _Words(plain_line(summary)), encode=False)
    if description:
        words = "\n".join(plain_line(line) for line in description.split("\n"))
        event.add("description", _Words(words), encode=False)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def plain_line(text: str) -> str:
    """One line of what was typed: RFC 5545 allows no control characters, and a line break could begin a property."""
    visible = "".join(" " if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} else letter for letter in text)
    return " ".join(visible.split())
