"""What can be chosen, which practices fit, and which days have a mark. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from emberwell.journal.dates import local_date
from emberwell.library.prompts import Tag

if TYPE_CHECKING:
    from emberwell.library.practices import Practice, Rhythm
    from emberwell.practices.records import Practised
    from emberwell.vault.vault import Saved

BELIEVED = timedelta(days=2)
"""How long ago a page may say that a practice ended: a journal that closed meanwhile may be opened a day later."""


@dataclass(frozen=True)
class Chosen:
    """How one practice is to be done."""

    minutes: int
    rhythm: Rhythm | None
    """None where no breath leads."""
    bell: int
    """Minutes between bells; 0 for bells at the two ends only."""


def choose(practice: Practice, *, minutes: str = "", rhythm: str = "", bell: str = "") -> Chosen | None:
    """What an address asks for, each "" for what is usual; None when the practice does not offer it.

    A bell that would not ring once within a shorter length is left out, so that choosing a length never fails.
    """
    if minutes not in {"", *map(str, practice.minutes)} or bell not in {"", "0", *map(str, practice.bell_every)}:
        return None
    if rhythm not in {"", *(each.id for each in practice.rhythms)}:
        return None
    length, every = int(minutes or practice.usual), int(bell or 0)
    led_by = next((each for each in practice.rhythms if each.id == rhythm), None)
    if led_by is None and practice.rhythms:
        led_by = practice.rhythms[0]
    return Chosen(length, led_by, every if every < length else 0)


def bells_of(practice: Practice, minutes: int) -> tuple[int, ...]:
    """The spaces between bells that can be chosen at a length, 0 first; empty when there is nothing to choose."""
    fitting = tuple(every for every in practice.bell_every if every < minutes)
    return (0, *fitting) if fitting else ()


def wanted(practices: Iterable[Practice], *, moment: Tag | None, minutes: int | None) -> tuple[Practice, ...]:
    """Those for a moment, and that can be done within so many minutes."""
    return tuple(
        each
        for each in practices
        if (moment is None or moment in each.moments) and (minutes is None or each.minutes[0] <= minutes)
    )


def moments_of(practices: Iterable[Practice]) -> tuple[Tag, ...]:
    """The moments there is a practice for, in the order of a day, a week, a career: what can be chosen by."""
    served = {moment for each in practices for moment in each.moments}
    return tuple(moment for moment in Tag if moment in served)


def ended_when(said: datetime | None, now: datetime) -> datetime:
    """When a practice ended, as its page said (UTC), so far as that can be; else now."""
    return said if said is not None and now - BELIEVED <= said <= now else now


def day_of(mark: Practised) -> date:
    """The day on the wall when it ended."""
    return local_date(mark.ended_at, mark.zone)


def in_order(marks: Iterable[Saved[Practised]]) -> list[Saved[Practised]]:
    """The newest first."""
    return sorted(marks, key=lambda saved: (saved.value.ended_at, saved.id), reverse=True)
