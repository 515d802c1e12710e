"""What the settings keep: how a person likes the room, and a recovery code that still has to be proved."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from emberwell.vault.record import Record, record

SHORTEST_IDLE_MINUTES = 5
LONGEST_IDLE_MINUTES = 60
HARD_DAY_NAMES = 2


class Theme(StrEnum):
    """Paper, night, or whatever the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class HardDayName(NamedTuple):
    """Someone to turn to, written down when well."""

    name: str
    reach: str
    """How to reach them, in the person's own words: a number, "next door", or nothing."""


@record("settings.preferences", schema=1)
class Preferences(Record, kw_only=True, frozen=True):
    """How a person likes the room. One a vault at most; `accounts.rules.preferences` gives the defaults."""

    idle_minutes: int = 15
    """Minutes of stillness before the journal closes itself, 5..60."""
    theme: Theme = Theme.SYSTEM
    spellcheck: bool = False
    """Off: some browsers send what is typed to a server to check it."""
    week_day: int = 5
    """The day the week ends on: ISO, 1 Monday .. 7 Sunday."""
    zone: str = ""
    """The zone last seen in the browser: IANA name or fixed offset; "" when none was."""
    hard_day_names: tuple[HardDayName, ...] = ()
    """At most two."""


@record("settings.unproved_kit", schema=1)
class UnprovedKit(Record, kw_only=True, frozen=True):
    """A recovery code the person has been shown but not proved to have kept.

    It has to survive from one request to the next, so it lies here, sealed like a page: whoever can open it has the
    journal open already and could make a new code, so it gives nobody anything. Purged once two groups were proved.
    """

    code: str
    made_at: datetime
    """UTC."""
    put_off_at: datetime | None = None
    """UTC; a kit may wait once."""
    due: bool = False
    """The journal was opened again meanwhile: the kit stands before anything else now."""

    def __repr__(self) -> str:
        return "UnprovedKit(...)"
