"""What is true of pages and kept lines: what may come back, and when; what a tag and an attachment are.

Memory must not wound: nothing written behind the hard-day door, and nothing sent away with "not this one again", is
ever brought back unasked. Nothing here counts, scores or reminds.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING

from emberwell.journal.calendar import Calendar, Row, same_tag
from emberwell.journal.dates import is_zone, local_date, local_moment, moment_of, zone_named
from emberwell.vault.record import RecordId

if TYPE_CHECKING:
    from emberwell.journal.records import KeptLine
    from emberwell.vault.vault import Saved

__all__ = [
    "is_zone",
    "line_for_today",
    "local_date",
    "local_moment",
    "may_return",
    "moment_of",
    "on_this_day",
    "zone_named",
]

BODY_LIMIT = 200_000
"""Characters of one page; what the letterbox takes as a late save."""
TITLE_LIMIT = 300
LINE_LIMIT = 1_000
TAG_LIMIT = 60
TAGS_LIMIT = 40
TRASH_DAYS = 30

_ATTACHED = re.compile(r"attachment:([0-9a-f]{32})(?![0-9a-f])")
_TAG_EDGES = " \t\r\n\f\v#,;"


class Since(StrEnum):
    """How long ago a page that comes back was written."""

    YEARS = "years"
    MONTH = "month"
    WEEK = "week"


@dataclass(frozen=True)
class Return:
    """A page that On this day may show."""

    row: Row
    since: Since
    years: int
    """Whole years ago; 0 for a month or a week."""


def on_this_day(calendar: Calendar, today: date, held_back: Container[str] = frozenset()) -> tuple[Return, ...]:
    """Pages of this day in earlier years, the nearest first; while there are none, of a month or else a week ago.

    Never one in `held_back` (`journal.returning.held_back`).

    A page of 29 February comes back on the 28th in years without one. "A month ago" is the same day number in the
    month before, and nothing when that month has no such day.
    """
    first = calendar.first_day()
    if first is None:
        return ()
    anniversaries = [
        Return(row, Since.YEARS, today.year - year)
        for year in range(today.year - 1, first.year - 1, -1)
        for day in _same_day(today, year)
        for row in reversed(calendar.on(day))
        if row.returns and row.id not in held_back
    ]
    if anniversaries:
        return tuple(anniversaries)
    for day, since in ((_month_before(today), Since.MONTH), (today - timedelta(days=7), Since.WEEK)):
        rows = reversed(calendar.on(day) if day else ())
        found = [Return(row, since, 0) for row in rows if row.returns and row.id not in held_back]
        if found:
            return tuple(found)
    return ()


def _same_day(today: date, year: int) -> tuple[date, ...]:
    days = []
    if not (today.month == 2 and today.day == 29) or _is_leap(year):
        days.append(today.replace(year=year))
    if today.month == 2 and today.day == 28 and _is_leap(year) and not _is_leap(today.year):
        days.append(date(year, 2, 29))
    return tuple(days)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month_before(today: date) -> date | None:
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=today.day) if today.day <= last.day else None


def may_return(line: KeptLine, held_back: Container[str] = frozenset()) -> bool:
    """Whether a kept line may be shown where nobody asked for it.

    Never one that was rested or kept quiet, nor one of a page or about a code name in `held_back`: hard-day pages,
    those still raw, and archived or lost clients with their pages (`journal.returning.held_back`). What may not return
    is still found by whoever looks for it, and stands on its page.
    """
    return not (line.rested_on is not None or _is_held_back(line, held_back))


def _is_held_back(line: KeptLine, held_back: Container[str]) -> bool:
    return line.quiet or line.entry in held_back or line.client in held_back


class _Round:
    """Lines on a circle, in an order that has nothing to do with when they were kept, and a hand that goes round."""

    def __init__(self) -> None:
        self._circle: list[tuple[bytes, str]] = []
        self._hand = -1
        """Where the line shown last stands (or, after it left, the one before it)."""

    def join(self, id: str) -> None:
        place = (blake2b(id.encode(), digest_size=8).digest(), id)
        if bisect_left(self._circle, place) <= self._hand:
            self._hand += 1
        insort(self._circle, place)

    def leave(self, id: str) -> None:
        place = (blake2b(id.encode(), digest_size=8).digest(), id)
        at = bisect_left(self._circle, place)
        del self._circle[at]
        if at <= self._hand:
            self._hand -= 1

    def go_on(self, days: int) -> None:
        if self._circle and days:
            self._hand = (self._hand + days) % len(self._circle)

    def shown(self) -> str | None:
        return self._circle[self._hand][1] if self._circle else None


def line_for_today(
    lines: Sequence[Saved[KeptLine]], today: date, held_back: Container[str] = frozenset(), *, every: int = 1
) -> Saved[KeptLine] | None:
    """The one kept line Today may show, or None.

    A pure function of the lines and the day, so every device and every visit agrees and nothing about looking is
    recorded. A line joins the round on the day after it was kept and leaves it when rested; a quiet one, and one of
    a page or about a client that is held back (`may_return`), never joins.
    The round goes one line a turn, so a line returns only after every other line that was there the whole time. A
    turn lasts `every` days: two where the why and the lines take turns, or half of an even number of lines would always
    fall on the other's days. A line rested today leaves its place empty until tomorrow: one a day means one.
    """
    known: dict[str, Saved[KeptLine]] = {line.id: line for line in lines if not _is_held_back(line.value, held_back)}
    events: list[tuple[date, int, str]] = []
    for id, line in known.items():
        kept_on = local_date(line.value.kept_at, line.value.zone)
        rested_on = line.value.rested_on
        if kept_on >= today or (rested_on is not None and rested_on <= kept_on):
            continue
        events.append((kept_on + timedelta(days=1), 0, id))
        if rested_on is not None and rested_on < today:
            events.append((rested_on + timedelta(days=1), 1, id))
    if not events:
        return None
    events.sort()
    the_round = _Round()
    dawn = events[0][0]
    for day, leaving, id in events:
        the_round.go_on(_turn(day, every) - _turn(dawn, every))
        dawn = day
        (the_round.leave if leaving else the_round.join)(id)
    the_round.go_on(_turn(today, every) - _turn(dawn, every) + 1)
    shown = the_round.shown()
    if shown is None or known[shown].value.rested_on is not None:
        return None
    return known[shown]


def _turn(day: date, every: int) -> int:
    """The number of the turn that a day lies in; days before a turn's own last count to it."""
    return (day.toordinal() + every - 1) // every


def clean_tags(text: str) -> tuple[str, ...]:
    """Tags as typed, `#supervision, first year`, without repeats; at most 40, of at most 60 characters each."""
    found: dict[str, str] = {}
    for part in re.split(r"[,;\n]", text):
        tag = " ".join(part.split()).strip(_TAG_EDGES)[:TAG_LIMIT].rstrip()
        if tag:
            found.setdefault(same_tag(tag), tag)
    return tuple(found.values())[:TAGS_LIMIT]


def tag_sign(tag: str, key: bytes) -> str:
    """What stands for a tag in an address, since a browser writes addresses to its disk: 16 hex digits of a keyed hash.

    `key` is 32 secret bytes of the vault; without it the sign says nothing about the word.
    """
    return blake2b(same_tag(tag).encode(), key=key, person=b"emberwell.tag", digest_size=8).hexdigest()


def attached_in(body: str) -> tuple[RecordId, ...]:
    """The attachments a page's words refer to, in order, each once."""
    return tuple(dict.fromkeys(RecordId(id) for id in _ATTACHED.findall(body)))


def attachments_after(before: Iterable[RecordId], old_body: str, new_body: str) -> tuple[RecordId, ...]:
    """What stays attached when a page's words change.

    What the new words name is attached; what was attached without being named (a photo brought from elsewhere)
    stays; what the old words named and the new ones do not was taken out on purpose.
    """
    named = attached_in(new_body)
    taken_out = set(attached_in(old_body)) - set(named)
    return tuple(dict.fromkeys([*named, *(id for id in before if id not in taken_out)]))
