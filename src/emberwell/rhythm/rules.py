"""When a reminder comes: local times on chosen days, true across clock changes. Pure functions."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from emberwell.journal.dates import local_date, moment_of
from emberwell.rhythm.records import Reminders
from emberwell.vault.single import change_the_one, the_one

if TYPE_CHECKING:
    from emberwell.vault.vault import Vault

NEUTRAL = "A few minutes, if you like."
"""What a reminder says unless the person chooses other words: anybody who sees the screen may read it."""
WORDS_LIMIT = 80
MOST_TIMES = 3
A_WEEK = timedelta(days=7)
_LONGEST_WAIT_DAYS = 9
"""From any moment to the next one chosen it is a week at most, and a day each way for where days begin."""


def reminders(vault: Vault) -> Reminders:
    """What the person chose; nothing is on when nothing was."""
    return the_one(vault, Reminders)


def change_reminders(vault: Vault, **changes: Any) -> Reminders:
    """Keep some of it anew; writes nothing when it is so already.

    Raises StaleRevision when another tab saved in the same moment.
    """
    return change_the_one(vault, Reminders, **changes)


def words_of(kept: Reminders) -> str:
    """What a reminder says."""
    return kept.words or NEUTRAL


def days_of(kept: Reminders) -> tuple[int, ...]:
    """The chosen days that are days, in order."""
    return tuple(sorted({day for day in kept.days if 1 <= day <= 7}))


def times_of(kept: Reminders) -> tuple[time, ...]:
    """The chosen times that are times, in order."""
    return tuple(sorted({at for at in map(_time, kept.times) if at is not None}))


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return None


def is_chosen(kept: Reminders) -> bool:
    """Whether there is a day and a time to remind at."""
    return bool(days_of(kept) and times_of(kept))


def is_paused(kept: Reminders, now: datetime) -> bool:
    """Whether it is paused, until taken up again or until a day that has not come."""
    return kept.paused or (kept.paused_until is not None and now < kept.paused_until)


def is_running(kept: Reminders, now: datetime) -> bool:
    """Whether pages remind at present."""
    return kept.on and is_chosen(kept) and not is_paused(kept, now)


def moments(kept: Reminders, *, after: datetime, until: datetime) -> tuple[datetime, ...]:
    """The UTC moments chosen, later than `after` and no later than `until`, in order; also while paused or off.

    A time the clocks skip in spring counts as the hour after; one they show twice in autumn, as the first.
    """
    found: set[datetime] = set()
    days, times = days_of(kept), times_of(kept)
    first, last = local_date(after, kept.zone) - timedelta(days=1), local_date(until, kept.zone)
    for day in (first + timedelta(days=away) for away in count()):
        if day > last or not days:
            break
        if day.isoweekday() in days:
            found |= {moment_of(day, at, kept.zone) for at in times}
    return tuple(sorted(moment for moment in found if after < moment <= until))


def due(kept: Reminders, *, after: datetime, until: datetime, now: datetime) -> tuple[datetime, ...]:
    """The moments at which pages are to remind: none while it is off or paused."""
    return moments(kept, after=after, until=until) if is_running(kept, now) else ()


def next_moment(kept: Reminders, after: datetime) -> datetime | None:
    """The first chosen moment later than `after`, or than the pause; None when there is none to come by itself."""
    if kept.paused or not is_chosen(kept):
        return None
    begins = max(after, kept.paused_until) if kept.paused_until else after
    try:
        return next(iter(moments(kept, after=begins, until=begins + timedelta(days=_LONGEST_WAIT_DAYS))), None)
    except OverflowError:  # paused beyond the end of the calendar
        return None


def first_of_each_time(kept: Reminders, after: datetime) -> tuple[datetime, ...]:
    """For each chosen time its first moment later than `after`, in its own zone: where weekly events begin.

    Empty when there is no day or time, or the zone is one this machine does not know by a name.
    """
    try:
        zone = ZoneInfo(kept.zone)
    except (KeyError, ValueError, OSError):
        return ()
    days, today = days_of(kept), local_date(after, kept.zone)
    try:
        near = [today + timedelta(days=away) for away in range(_LONGEST_WAIT_DAYS)]
    except OverflowError:  # at the end of the calendar
        return ()
    firsts = (
        next((day for day in near if day.isoweekday() in days and moment_of(day, at, kept.zone) > after), None)
        for at in times_of(kept)
    )
    # The day and the hour that repeat are those asked for, also when the clocks skip them the first time.
    return tuple(
        datetime.combine(day, at, tzinfo=zone)
        for day, at in zip(firsts, times_of(kept), strict=True)
        if day is not None
    )


def pause_for_a_week(now: datetime) -> dict[str, object]:
    """What to change for a pause that ends by itself."""
    return {"paused": False, "paused_until": now.astimezone(UTC) + A_WEEK}


PAUSE: dict[str, object] = {"paused": True, "paused_until": None}
TAKE_UP: dict[str, object] = {"paused": False, "paused_until": None}
