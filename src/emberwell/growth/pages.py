"""What the rooms of growth may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from emberwell.growth.gather import Gathered, Moment, told
from emberwell.growth.rings import SIGNS, Kind, YearRings, year_rings
from emberwell.growth.rules import some_of

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Vault


@dataclass(frozen=True)
class Due:
    """A page that asks `how is it now?`, since that was asked for."""

    id: RecordId
    day: date


@dataclass(frozen=True)
class GrowthPage:
    """`growth/growth.html`: the room of the fourth pillar."""

    due: Due | None
    has_stayed: bool


@dataclass(frozen=True)
class Sign:
    """One kind in the legend."""

    kind: Kind
    name: str
    path: str


@dataclass(frozen=True)
class MonthPart:
    """One month in the list."""

    number: int
    first: date
    moments: tuple[Moment, ...]
    has_more: bool


@dataclass(frozen=True)
class TimelinePage:
    """`growth/timeline.html`: a year as rings, and in words."""

    rings: YearRings
    month: int
    """1..12 when one month was asked for; 0 for the year."""
    months: tuple[MonthPart, ...]
    earlier: int | None
    later: int | None
    with_lost: bool
    has_lost: bool
    legend: tuple[Sign, ...]

    @property
    def year(self) -> int:
        return self.rings.year


_NAMES = {Kind.WHY: "Your why", Kind.STAYED: "Something stayed", Kind.ENDING: "An ending", Kind.LINE: "A kept line"}
LEGEND = tuple(Sign(kind, _NAMES[kind], SIGNS[kind]) for kind in Kind)


def timeline_page(vault: Vault, found: Gathered, *, month: int, with_lost: bool) -> TimelinePage:
    """A year, or one month of it (1..12)."""
    days = {kind: [moment.day for moment in found.moments if moment.kind is kind] for kind in Kind}
    parts = [_part(vault, found, number, whole=bool(month)) for number in range(1, 13) if month in {0, number}]
    years = sorted(found.years)
    return TimelinePage(
        rings=year_rings(found.year, days),
        month=month,
        months=tuple(part for part in parts if part.moments),
        earlier=max((year for year in years if year < found.year), default=None),
        later=min((year for year in years if year > found.year), default=None),
        with_lost=with_lost,
        has_lost=found.has_lost,
        legend=LEGEND,
    )


def _part(vault: Vault, found: Gathered, number: int, *, whole: bool) -> MonthPart:
    of_month = [moment for moment in found.moments if moment.day.month == number]
    shown = of_month if whole else some_of(of_month)
    moments = tuple(told(vault, moment) for moment in shown)
    return MonthPart(number, date(found.year, number, 1), moments, len(shown) < len(of_month))
