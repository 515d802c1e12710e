"""One step of a walk."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from emberwell.journal import writing
from emberwell.journal.dates import local_moment
from emberwell.journal.markdown import excerpt
from emberwell.journal.returning import held_back
from emberwell.library.paths import Kind, Path, prompt_id
from emberwell.paths.forms import ActForm, act_initial
from emberwell.paths.pages.parts import ActPart, StepLine, act_part, step_line
from emberwell.paths.rules import why_closed
from emberwell.vault.record import RecordId, new_id

if TYPE_CHECKING:
    from emberwell.journal.records import Entry
    from emberwell.paths.walking import Place, Standing
    from emberwell.vault.vault import Saved, Vault
    from emberwell.week.records import Act

_WORDS = 90
"""Characters of a page without a title, where it is named."""


@dataclass(frozen=True)
class WrittenPage:
    """A page that was written for a step."""

    id: RecordId
    day: date
    label: str
    """Its title or first words; "" for one that never comes back unasked (`rules.why_closed`)."""


@dataclass(frozen=True)
class Neighbour:
    """The step before or after."""

    title: str
    url: str


@dataclass(frozen=True)
class StepPage:
    """`paths/step.html`: one step of a walk."""

    walk: RecordId
    path: Path
    line: StepLine
    written: tuple[WrittenPage, ...]
    draft: str
    """The address that goes on with a page begun for it; "" for none."""
    write_url: str
    act: ActPart | None
    form: ActForm | None
    """Of an act's step."""
    form_is_open: bool
    for_week: date | None
    """The day on which the week a new act stands for ends."""
    saved_meanwhile: ActPart | None
    """The act as it was saved elsewhere, when that clashed."""
    has_practised: bool
    """Whether a mark of its practice was kept a moment ago, from here."""
    earlier: Neighbour | None
    later: Neighbour | None

    @property
    def condition_is_open(self) -> bool:
        """Whether "if ... then ..." stands unfolded."""
        return bool(
            self.form and any(self.form[name].value() or self.form[name].errors for name in ("act_if", "act_then"))
        )


def step_page(
    vault: Vault,
    standing: Standing,
    path: Path,
    place: Place,
    *,
    for_week: date | None,
    form: ActForm | None = None,
    clash: Saved[Act] | None = None,
    has_practised: bool = False,
) -> StepPage:
    """One step of a walk. `form` is one that was sent and not kept; `clash` the act another tab saved meanwhile."""
    step, at = place.step, standing.places.index(place)
    then = urlencode({"next": f"{reverse('paths:path', args=[path.id])}?said=written"})
    prompt = prompt_id(path.id, step.id)
    drafts = (
        [draft for draft in writing.waiting(vault) if draft.value.prompt == prompt] if step.kind is Kind.PAGE else []
    )
    going_on = urlencode({"page": drafts[0].id, "tab": drafts[0].tab}) if drafts else ""
    write, away = reverse("journal:write"), held_back(vault) if place.pages else frozenset()
    return StepPage(
        walk=standing.walk.id,
        path=path,
        line=step_line(step, standing, place),
        written=tuple(_written(page, away) for page in place.pages),
        draft=f"{write}?{going_on}&{then}" if drafts else "",
        write_url=f"{write}?{urlencode({'prompt': prompt})}&{then}",
        act=act_part(place.act) if place.act else None,
        form=(form or _act_form(place.act)) if step.kind is Kind.ACT else None,
        form_is_open=form is not None or place.act is None,
        for_week=for_week,
        saved_meanwhile=act_part(clash) if clash else None,
        has_practised=has_practised and step.kind is Kind.PRACTICE,
        earlier=_neighbour(standing, at - 1),
        later=_neighbour(standing, at + 1),
    )


def _written(page: Saved[Entry], away: Container[str]) -> WrittenPage:
    entry = page.value
    label = "" if why_closed(page, away) else entry.title or excerpt(entry.body, _WORDS)
    return WrittenPage(page.id, local_moment(entry).date(), label)


def _act_form(act: Saved[Act] | None) -> ActForm:
    initial = (
        act_initial(act.value, id=act.id, revision=act.revision) if act else act_initial(None, id=new_id(), revision=0)
    )
    return ActForm(initial=initial)


def _neighbour(standing: Standing, at: int) -> Neighbour | None:
    if not 0 <= at < len(standing.places):
        return None
    step = standing.places[at].step
    return Neighbour(step.title, reverse("paths:step", args=[standing.walk.id, step.id]))
