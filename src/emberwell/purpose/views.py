"""The four pillars on one page, each with a sentence of the person's own and one step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from emberwell.accounts.rules import preferences
from emberwell.journal.dates import local_date
from emberwell.journal.records import KeptLine, Pillar
from emberwell.journal.returning import held_back
from emberwell.prompts.offering import of_pillar
from emberwell.purpose.pages import PillarPart, PurposePage
from emberwell.purpose.rules import own_lines
from emberwell.site.access import PrivateRequest
from emberwell.site.asked import today_of
from emberwell.site.show import show
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved, Vault
from emberwell.week.records import Act
from emberwell.week.rules import this_weeks_act, week_ending
from emberwell.why.records import Sort, Strength, Value
from emberwell.why.rules import the_five
from emberwell.why.statement import current


@require_safe
def purpose(request: PrivateRequest) -> HttpResponse:
    """`/purpose/`: no balance between the pillars, no score, no progress."""
    today, vault = today_of(request), request.vault
    named = {strength.id: strength.value.name for strength in vault.all(Strength)}
    lines = own_lines(vault.all(KeptLine), held_back=held_back(vault), strengths=named)
    parts = (
        _why(vault),
        _connection(lines.connection),
        _alignment(vault, today),
        _growth(vault, lines.growth, named, today),
    )
    return show(request, "purpose/purpose.html", PurposePage(today, parts))


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _kept_on(line: Saved[KeptLine]) -> str:
    return _spoken(local_date(line.value.kept_at, line.value.zone))


def _why(vault: Vault) -> PillarPart:
    room = reverse("why:why")
    statement = current(vault)
    if statement is not None:
        written = _spoken(local_date(statement.value.written_at, statement.value.zone))
        note = f"Your why, in your words of {written}."
        return PillarPart(Pillar.WHY, room, statement.value.text, True, note, "Look at it again", room)
    names = [value.value.name for id in the_five(vault.all(Sort)) if (value := vault.find(Value, id))]
    if names:
        note = "What you value. One sentence is still to come, whenever you like."
        return PillarPart(Pillar.WHY, room, f"{', '.join(names)}.", True, note, "Go on", reverse("why:ten"))
    invitation = "One scene, a handful of values, one sentence. It takes about ten minutes, in one go or in several."
    return PillarPart(Pillar.WHY, room, invitation, False, "", "Begin", reverse("why:ten"))


def _connection(line: Saved[KeptLine] | None) -> PillarPart:
    room, after = reverse("sessions:sessions"), reverse("sessions:after_any")
    if line is not None:
        note = f"You kept this on {_kept_on(line)}."
        return PillarPart(Pillar.CONNECTION, room, line.value.text, True, note, "Leave a line", after)
    invitation = "After your next session, leave one line: something that was true in the room."
    return PillarPart(Pillar.CONNECTION, room, invitation, False, "", "Leave a line", after)


def _alignment(vault: Vault, today: date) -> PillarPart:
    room, week = reverse("insight:alignment"), reverse("week:week")
    ends_on = week_ending(today, preferences(vault).week_day)
    act = this_weeks_act(vault.all(Act), ends_on)
    if act is not None and act.value.came_of is None:
        note = f"Your small act for the week that ends on {ends_on:%A}."
        return PillarPart(Pillar.ALIGNMENT, room, act.value.what, True, note, "Look at this week", week)
    invitation = f"On {ends_on:%A}, five minutes: where did this week stand, beside what you care about?"
    return PillarPart(Pillar.ALIGNMENT, room, invitation, False, "", "Look at this week", week)


def _growth(vault: Vault, line: Saved[KeptLine] | None, named: Mapping[RecordId, str], today: date) -> PillarPart:
    room, strengths = reverse("growth:growth"), reverse("why:strengths")
    if line is not None:
        met = [named[id] for id in line.value.strengths if id in named]
        note = f"{' and '.join(met)}: you met {'it' if len(met) == 1 else 'them'} here, on {_kept_on(line)}."
        return PillarPart(Pillar.GROWTH, room, line.value.text, True, note, "See your strengths", strengths)
    prompt = of_pillar(vault, Pillar.GROWTH, today)
    write = reverse("journal:write")
    if prompt is None:
        return PillarPart(Pillar.GROWTH, room, "What stayed with you, good or bad.", False, "", "Write", write)
    return PillarPart(Pillar.GROWTH, room, prompt.text, False, "", "Write to this", f"{write}?prompt={prompt.id}")
