"""The date between the brackets of a jrnl entry, in whichever form its owner has set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

_MONTH_NAMES = (
    ("jan", "january"),
    ("feb", "february"),
    ("mar", "march"),
    ("apr", "april"),
    ("may",),
    ("jun", "june"),
    ("jul", "july"),
    ("aug", "august"),
    ("sep", "sept", "september"),
    ("oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_DAYS = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
_TIME = (
    r"(?P<time>(?:T|,?\s+(?:at\s+)?)(?P<hour>\d{1,2})(?P<colon>[:.hH])(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2}))?(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?)?"
)
_FORMS = tuple(
    (name, re.compile(rf"(?:{_DAYS})?{pattern}{_TIME}", re.IGNORECASE))
    for name, pattern in (
        ("ymd", r"(?P<year>\d{4})(?P<gap>[-/.])(?P<a>\d{1,2})(?P=gap)(?P<b>\d{1,2})"),
        ("compact", r"(?P<year>(?:19|20)\d{2})(?P<gap>)(?P<a>\d{2})(?P<b>\d{2})"),
        ("numbers", r"(?P<a>\d{1,2})(?P<gap>[-/.])(?P<b>\d{1,2})(?P=gap)(?P<year>\d{4}|\d{2})"),
        ("day month", r"(?P<a>\d{1,2})(?:st|nd|rd|th)?\.?(?P<gap>[ -])(?P<month>[a-z]{3,9})\.?,?[ -](?P<year>\d{4})"),
        ("month day", r"(?P<month>[a-z]{3,9})\.?(?P<gap> )(?P<a>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
    )
)
_CENTURY_FROM = 70
"""Two digits of a year below this are of this century, as Python reads `%y`."""


@dataclass(frozen=True)
class ReadDate:
    """What stands between the brackets, taken apart. Which of two numbers is the day may still be open."""

    shown: str
    form: str
    """Two dates written in the same form have the same."""
    year: int
    first: int
    second: int
    """For `numbers`, as written; else the month, then the day."""
    time: tuple[int, int, int] | None

    @property
    def has_time(self) -> bool:
        return self.time is not None

    @property
    def is_open(self) -> bool:
        """Whether the form leaves open which number is the day."""
        return self.form.startswith("numbers")

    def clock(self, *, day_first: bool) -> datetime | None:
        """The clock time it says; None when there is no such day or time."""
        month, day = (self.second, self.first) if self.is_open and day_first else (self.first, self.second)
        try:
            return datetime(self.year, month, day, *(self.time or (0, 0, 0)))  # noqa: DTZ001 (local by nature)
        except ValueError:
            return None


def read_date(shown: str) -> ReadDate | None:
    """The date in `shown`, or None when it is not one in any form known."""
    for name, pattern in _FORMS:
        if found := pattern.fullmatch(shown):
            return _taken_apart(shown, name, found)
    return None


def _taken_apart(shown: str, name: str, found: re.Match[str]) -> ReadDate | None:
    parts = found.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 2000 if year < _CENTURY_FROM else 1900
    if "month" in parts:
        month = _MONTHS.get(parts["month"].lower())
        if month is None:
            return None
        first, second = month, int(parts["a"])
    else:
        first, second = int(parts["a"]), int(parts["b"])
    time = _time(parts) if parts["time"] else None
    if parts["time"] and time is None:
        return None
    detail = "" if time is None else parts["colon"] + ("s" if parts["second"] else "") + ("m" if parts["half"] else "")
    read = ReadDate(shown, f"{name} {parts['gap']} {len(parts['year'])} {detail}", year, first, second, time)
    possible = any(read.clock(day_first=order) is not None for order in (True, False))
    return read if possible else None


def _time(parts: dict[str, str | None]) -> tuple[int, int, int] | None:
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if half := parts["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "pP" else 0)
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def order_of_days(dates: Sequence[ReadDate], notes: list[str]) -> bool:
    """Whether the day comes before the month in `03/04/2024`; says so in `notes` when it had to be guessed.

    The order that makes every date a real one wins; if both do, the one in which the journal runs forward more
    often, since jrnl keeps its entries sorted.
    """
    open_dates = [date for date in dates if date.is_open]
    if not open_dates:
        return True
    read = {order: [date.clock(day_first=order) for date in open_dates] for order in (True, False)}
    real = {order: sum(clock is not None for clock in clocks) for order, clocks in read.items()}
    if real[True] != real[False]:
        return real[True] > real[False]
    steps = {order: _steps_back([clock for clock in clocks if clock]) for order, clocks in read.items()}
    if steps[True] == steps[False] and any(date.first != date.second for date in open_dates):
        notes.append(f"[{open_dates[0].shown}] was read with the day before the month; nothing in the file says which.")
    return steps[True] <= steps[False]


def _steps_back(clocks: list[datetime]) -> int:
    return sum(later < earlier for earlier, later in pairwise(clocks))
