"""What `/alignment/` may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from emberwell.insight.chart import Chart, Labels, Point, line_chart, spread
from emberwell.insight.looking import act_of_this_week, five_values, quiet_now, slots_of, weights_of
from emberwell.insight.nearness import WINDOW, course, direction
from emberwell.insight.weeks import Part, Slot, distances_of, distances_together
from emberwell.insight.words import Told, day_in_words, full_day, month_and_year, sentence, short_day
from emberwell.week.records import STEPS
from emberwell.why.records import Value

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Vault
    from emberwell.week.records import CameOf

AT_LEAST = 2
"""Weeks with a place, before a chart is drawn."""
_LABELS = Labels(
    top="nearer",
    bottom="further",
    point="Week to",
    value="Steps from the middle",
    middle="Mean of four weeks (band)",
    absent="no place",
)
_GRID = (0, 2, 4, STEPS)


class Span(StrEnum):
    """How far back the charts go, from the newest week."""

    HALF = "half"
    YEAR = "year"
    ALL = "all"


WEEKS_OF: Mapping[Span, int | None] = {Span.HALF: 26, Span.YEAR: 52, Span.ALL: None}


@dataclass(frozen=True)
class SpanChoice:
    """One of the links above the charts."""

    span: Span
    words: str
    current: bool


@dataclass(frozen=True)
class QuietPart:
    """A value that has gone quiet."""

    value: RecordId
    name: str
    last: str
    """`3 March`; "" when nothing has touched it since it was added."""


@dataclass(frozen=True)
class ActPart:
    """This week's small act."""

    what: str
    details: tuple[str, ...]
    """When and where."""
    if_: str
    then: str
    came_of: CameOf | None


@dataclass(frozen=True)
class PartOfLife:
    """Work, or home."""

    part: Part
    name: str
    together: Chart | None
    """None while fewer than two weeks have a place here."""
    charts: tuple[Chart, ...]
    """One for each of the five that has enough weeks."""
    too_few: tuple[str, ...]
    """Names of those that have not."""


@dataclass(frozen=True)
class AlignmentPage:
    """`insight/alignment.html`: quiet lately, this week's small act, nearer and further."""

    quiet: QuietPart | None
    act: ActPart | None
    parts: tuple[PartOfLife, ...]
    """Empty while fewer than two weeks have a place on the ring."""
    earlier: tuple[Chart, ...]
    """Of values that are no longer among the five."""
    weeks_kept: int
    """0, 1 or 2: two stands for two or more."""
    spans: tuple[SpanChoice, ...]
    """Empty while every span shows the same."""
    said: Literal["", "fine"]


def alignment_page(vault: Vault, today: date, *, span: str, said: str) -> AlignmentPage:
    """Everything of `/alignment/`; an unknown `span` is half a year."""
    chosen = Span(span) if span in set(Span) else Span.HALF
    slots = slots_of(vault)
    kept = min(sum(slot.kept for slot in slots), AT_LEAST)
    five = five_values(vault)
    drawer = _Drawer(slots, WEEKS_OF[chosen], today)
    parts: tuple[PartOfLife, ...] = ()
    earlier: tuple[Chart, ...] = ()
    if kept >= AT_LEAST:
        weights = weights_of(vault)
        names = {saved.id: saved.value.name for saved in five}
        parts = tuple(
            _part(drawer, part, names, distances_together(slots, part, weights)) for part in (Part.WORK, Part.HOME)
        )
        earlier = _earlier(drawer, _left_the_five(vault, slots, names))
    return AlignmentPage(
        quiet=_quiet(vault, today),
        act=_act(vault, today),
        parts=parts,
        earlier=earlier,
        weeks_kept=kept,
        spans=span_choices(chosen, len(slots)) if parts else (),
        said="fine" if said == "fine" else "",
    )


class _Drawer:
    """Draws charts on one axis of weeks."""

    def __init__(self, slots: Sequence[Slot], weeks: int | None, today: date) -> None:
        self._slots = slots
        self._today = today
        self._from = max(0, len(slots) - weeks) if weeks else 0
        self._labels = [full_day(slot.ends_on) for slot in slots[self._from :]]
        shown = slots[self._from :]
        word = month_and_year if len(shown) > 52 else short_day
        self._ticks = {size: [(at, word(shown[at].ends_on)) for at in spread(len(shown), size)] for size in (3, 4)}

    @property
    def slots(self) -> Sequence[Slot]:
        return self._slots

    def draw(
        self, part: Part, weeks: Sequence[float | None], *, name: str = "", id: str = "", ends: bool = False
    ) -> Chart | None:
        """The chart of `weeks`, one for each slot; None while too few of those shown have a value.

        `name` and `id` are a value's, both "" for all together. A value's weeks begin with its first place; with
        `ends` (it left the five) they end with its last, since later weeks are not missed.
        """
        there = [at for at, week in enumerate(weeks) if week is not None]
        if sum(at >= self._from for at in there) < AT_LEAST:
            return None
        first, last = there[0], there[-1] if ends else len(weeks) - 1
        lived = weeks[first : last + 1]
        unkept = sum(not slot.kept for slot in self._slots[max(first, last + 1 - WINDOW) : last + 1])
        told = Told(name, part, self._slots[last].ends_on, len(lived), unkept)
        estimates = [None] * first + list(course(lived)) + [None] * (len(weeks) - 1 - last)
        points = [
            Point(label, week, found.mean, found.low, found.high) if found else Point(label, week, None, None, None)
            for label, week, found in zip(self._labels, weeks[self._from :], estimates[self._from :], strict=True)
        ]
        return line_chart(
            id=f"{part.value}-{id or 'together'}",
            title=name or "Together",
            aside=f"at {part.value}",
            sentence=sentence(told, direction(lived), self._today),
            tone="one" if name else "overall",
            points=points,
            top=0,
            bottom=STEPS,
            grid=_GRID,
            labels=_LABELS,
            # A value of the five stands under all together, which names the axes of both.
            ticks=() if name and not ends else self._ticks[3 if name else 4],
        )


def _part(drawer: _Drawer, part: Part, five: Mapping[RecordId, str], together: Sequence[float | None]) -> PartOfLife:
    drawn = {id: drawer.draw(part, distances_of(drawer.slots, id, part), name=name, id=id) for id, name in five.items()}
    return PartOfLife(
        part=part,
        name=f"At {part.value}",
        together=drawer.draw(part, together),
        charts=tuple(chart for chart in drawn.values() if chart is not None),
        too_few=tuple(five[id] for id, chart in drawn.items() if chart is None),
    )


def _left_the_five(vault: Vault, slots: Sequence[Slot], five: Mapping[RecordId, str]) -> dict[RecordId, str]:
    """Values with a place in some week that are not among the five today, the one placed last first."""
    placed = dict.fromkeys(id for slot in reversed(slots) for id in (*slot.work, *slot.home) if id not in five)
    found = (vault.find(Value, id) for id in placed)
    return {saved.id: saved.value.name for saved in found if saved is not None and isinstance(saved.value, Value)}


def _earlier(drawer: _Drawer, values: Mapping[RecordId, str]) -> tuple[Chart, ...]:
    drawn = (
        drawer.draw(part, distances_of(drawer.slots, id, part), name=name, id=id, ends=True)
        for id, name in values.items()
        for part in (Part.WORK, Part.HOME)
    )
    return tuple(chart for chart in drawn if chart is not None)


def span_choices(chosen: Span, weeks: int) -> tuple[SpanChoice, ...]:
    """The links above charts; none while every span shows the same."""
    if weeks <= 26 and chosen == Span.HALF:
        return ()
    words = {Span.HALF: "Half a year", Span.YEAR: "A year", Span.ALL: "All"}
    return tuple(SpanChoice(span, words[span], span == chosen) for span in Span)


def _quiet(vault: Vault, today: date) -> QuietPart | None:
    found = quiet_now(vault, today)
    if found is None:
        return None
    saved, quiet = found
    return QuietPart(saved.id, saved.value.name, day_in_words(quiet.last, today) if quiet.last else "")


def _act(vault: Vault, today: date) -> ActPart | None:
    saved = act_of_this_week(vault, today)
    if saved is None:
        return None
    act = saved.value
    details = tuple(words for words in (act.when, act.where) if words)
    return ActPart(act.what, details, act.if_, act.then, act.came_of)
