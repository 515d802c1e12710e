"""When a page was written, out of the many ways other programs say it, without moving it to another day.

A moment with a zone keeps the zone it was lived in. A date or a clock time without one is the person's own: read as
UTC it would land on the day before or after for most of the world.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from emberwell.journal.dates import in_zone, is_zone, moment_of

_SHORT_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_DATE_ONLY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]+(\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?)\s*(Z|[+-]\d{2}(?::?\d{2})?)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Moment:
    """A point in time and how it was lived."""

    written_at: datetime
    """UTC."""
    zone: str
    all_day: bool = False


def zone_of(name: object) -> str | None:
    """The zone a source names, as Emberwell writes it; None when it is none this machine knows."""
    if not isinstance(name, str):
        return None
    name = name.strip().replace("\\", "")  # seen as `Etc\/GMT`, escaped twice
    if offset := _SHORT_OFFSET.fullmatch(name):
        hours = int(offset[2])
        if hours > 18:
            return None
        return f"{offset[1]}{hours:02}:{offset[3] or '00'}"
    return name if name and is_zone(name) else None


def on_day(day: date, zone: str) -> Moment:
    """Only the date is known: local midnight."""
    return Moment(moment_of(day, time(), zone), zone, all_day=True)


def at_clock(clock: datetime, zone: str) -> Moment:
    """A clock time without a zone, in `zone`."""
    return Moment(moment_of(clock.date(), clock.time(), zone), zone)


def all_day(moment: datetime, zone: str) -> Moment:
    """An all-day page stored as a moment. It is midnight somewhere: in its own zone, else as it was written."""
    local = in_zone(moment, zone)
    if moment_of(local.date(), time(), zone) != moment and moment.astimezone(UTC).time() == time():
        return on_day(moment.astimezone(UTC).date(), zone)
    return on_day(local.date(), zone)


def parse_moment(text: str, zone: str) -> Moment | None:
    """`2024-03-01`, `2024-03-01 21:30`, `2024-03-01T21:30:00+02:00`, `…Z`; None when it is none of these.

    A written offset is kept as the page's zone; `Z` says only when it was, so the person's own `zone` says where.
    """
    text = text.strip()
    try:
        if _DATE_ONLY.fullmatch(text):
            return on_day(date.fromisoformat(text), zone)
        if (found := _ISO.fullmatch(text)) is None:
            return None
        hours, minutes, *rest = found[2].replace(",", ".").split(":")
        whole, _, fraction = (rest[0] if rest else "0").partition(".")
        clock = time(int(hours), int(minutes), int(whole), int(fraction[:6].ljust(6, "0")) if fraction else 0)
        moment = datetime.combine(date.fromisoformat(found[1]), clock)
        if found[3] is None:
            return at_clock(moment, zone)
        if found[3].upper() == "Z":
            return Moment(moment.replace(tzinfo=UTC), zone)
        own = zone_of(found[3])
        return at_clock(moment, own) if own else None
    except ValueError:
        return None
