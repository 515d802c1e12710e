"""A step on the line of a path, and a small act: what several pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from emberwell.library.paths import Kind
from emberwell.paths.rules import State, is_open, practice_name

if TYPE_CHECKING:
    from emberwell.library.paths import Step
    from emberwell.paths.walking import Place, Standing
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved
    from emberwell.week.records import Act

ASKS = {Kind.PAGE: "A page", Kind.PRACTICE: "A practice", Kind.ACT: "A small act"}


@dataclass(frozen=True)
class StepLine:
    """One step on the line of a path."""

    step: Step
    asks: str
    """`A page`."""
    practice: str
    """Name of its practice; "" for another kind."""
    practice_url: str
    state: State
    is_next: bool
    url: str
    """Its own page on a walk; "" for whoever only reads."""


@dataclass(frozen=True)
class ActPart:
    """The small act of a step, as `week/_act.html` reads one."""

    id: RecordId
    what: str
    when: str
    where: str
    if_: str
    then: str
    value: str
    for_week: date


def step_line(step: Step, standing: Standing | None, place: Place | None) -> StepLine:
    back = reverse("paths:step", args=[standing.walk.id, step.id]) if standing else ""
    practice_url = reverse("practices:practice", args=[step.practice]) if step.practice else ""
    return StepLine(
        step=step,
        asks=ASKS[step.kind],
        practice=practice_name(step.practice) if step.practice else "",
        practice_url=f"{practice_url}?{urlencode({'next': back})}" if practice_url and back else practice_url,
        state=place.state if place else State.OPEN,
        is_next=bool(place and standing and is_open(standing.walk.value) and standing.next is place),
        url=back,
    )


def act_part(act: Saved[Act]) -> ActPart:
    """A small act, to read."""
    value = act.value
    return ActPart(act.id, value.what, value.when, value.where, value.if_, value.then, "", value.for_week)
