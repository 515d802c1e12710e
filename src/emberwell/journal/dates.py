"""Zones and local days: which day a page belongs to, wherever its writer has travelled since.

A moment is kept in UTC beside the name of the zone it was lived in. The local day comes from both, and never from
the zone of the machine that shows it: a page written on a Tuesday evening in Lisbon stays a Tuesday page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo, available_timezones

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])([01]\d|2[0-3]|\d)(?::?([0-5]\d))?")
_NAME_LIMIT = 64


class Written(Protocol):
    """Whatever was written at a moment, somewhere."""

    @property
    def written_at(self) -> datetime: ...

    @property
    def zone(self) -> str: ...


@lru_cache(maxsize=512)
def _find_zone(name: str) -> tzinfo | None:
    if len(name) > _NAME_LIMIT:
        return None
    if name in {"UTC", "Z"}:
        return UTC
    if offset := _OFFSET.fullmatch(name):
        sign, hours, minutes = offset.groups()
        away = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-away if sign == "-" else away)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None  # unknown, a path outside the zone folder, or a folder's name


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA zone this machine knows or a fixed offset such as `+02:00`."""
    return _find_zone(name) is not None


def zone_named(name: str) -> tzinfo:
    """The zone called `name`; UTC when this release does not know it, so that an odd import can still be read."""
    return _find_zone(name) or UTC


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """The zones to offer, `Region/City` ones only, in order."""
    regions = ("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/")
    offered = (name for name in available_timezones() if name.startswith((*regions, "Indian/", "Pacific/")))
    return (*sorted(offered), "UTC")


def in_zone(moment: datetime, zone: str) -> datetime:
    """`moment` as the clocks of `zone` showed it. At the two ends of the calendar, where it cannot be, in UTC."""
    try:
        return moment.astimezone(zone_named(zone))
    except OverflowError:
        return moment.astimezone(UTC)


def local_date(written_at: datetime, zone: str) -> date:
    """The day on the wall when this was written."""
    return in_zone(written_at, zone).date()


def local_moment(entry: Written) -> datetime:
    """When a page was written, in its own zone (aware)."""
    return in_zone(entry.written_at, entry.zone)


def moment_of(day: date, at: time, zone: str) -> datetime:
    """The UTC moment of a wall-clock time.

    A time the clocks skipped in spring counts as the hour after; one they showed twice in autumn, as the first.
    """
    try:
        return datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=zone_named(zone)).astimezone(UTC)
    except OverflowError:
        return datetime.combine(day, at.replace(tzinfo=UTC))


def moved(moment: datetime, when: datetime, zone: str) -> datetime:
    """The UTC moment of a page whose date fields say `when` (no zone, whole minutes) in `zone`; `moment` is its own.

    When the fields say what the page says already, its own moment is kept to the microsecond: a form shows minutes,
    and opening and saving a page must not move it among the pages of the same minute, nor across an autumn hour.
    """
    said = when.replace(tzinfo=None, second=0, microsecond=0, fold=0)
    shown = in_zone(moment, zone).replace(tzinfo=None, second=0, microsecond=0, fold=0)
    return moment if said == shown else moment_of(said.date(), said.time(), zone)


def day_finder() -> Callable[[datetime, str], int]:
    """A function from (moment, zone) to the ordinal of the local day, for going through many at once."""
    zones: dict[str, tzinfo] = {}

    def find(moment: datetime, zone: str) -> int:
        known = zones.get(zone)
        if known is None:
            known = zones[zone] = zone_named(zone)
        try:
            return moment.astimezone(known).toordinal()
        except OverflowError:
            return moment.astimezone(UTC).toordinal()

    return find
