"""Today, for the person whose journal is open; what a visitor meets at the same address; and this program's source."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from emberwell.accounts.rules import preferences, zone_for
from emberwell.clients.records import Client
from emberwell.insight.hearing import word_now
from emberwell.journal.keeping import resting
from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.returning import held_back
from emberwell.journal.rules import line_for_today, local_date
from emberwell.library.prompts import offered_to
from emberwell.library.prompts import prompt as prompt_named
from emberwell.library.rules import prompt_of_the_day
from emberwell.paths.walking import walk_to_go_on
from emberwell.prompts.finding import find
from emberwell.prompts.offering import is_written_on, on_today, said_lately
from emberwell.sessions.sweep import chosen_now
from emberwell.site.access import PublicRequest, public
from emberwell.site.components import components_page
from emberwell.site.pages import (
    EarlyWord,
    PromptCard,
    ReturnCard,
    SessionCard,
    TodayLine,
    TodayPage,
    TodayPath,
    TodayWhy,
    VisitorPage,
)
from emberwell.site.rules import card_for_today
from emberwell.site.show import VERSION, show
from emberwell.site.source import source_archive
from emberwell.stayed.records import Stayed
from emberwell.stayed.rules import due
from emberwell.vault.vault import Saved, Vault
from emberwell.vault.web import web_store
from emberwell.week.records import Week
from emberwell.week.rules import is_its_day
from emberwell.why.records import WhyStatement
from emberwell.why.rules import asks_if_still_so, why_or_line
from emberwell.why.statement import current


@public
@require_safe
def today(request: PublicRequest) -> HttpResponse:
    """`/`: Today when a journal is open, else the visitor's page.

    On one's own machine where journals exist, a closed one leads to the lock page: whoever sits here lives here.
    `?prompt=ID` brings a visitor from the library with the prompt they chose.
    """
    if request.vault is not None:
        return show(request, "site/today.html", _with_said(request, request.vault, _today_page(request.vault)))
    if not settings.EMBERWELL_HOSTED and web_store().accounts():
        return HttpResponseRedirect(reverse("accounts:open"))
    chosen = prompt_named(request.GET.get("prompt", ""))
    prompt = chosen or prompt_of_the_day(offered_to(), local_date(datetime.now(UTC), zone_for(None)))
    return show(request, "site/visitor.html", VisitorPage(prompt=prompt, can_open=settings.EMBERWELL_HOSTED))


@public
@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """The source of the version that is running, for whoever uses it (AGPL, section 13)."""
    archive = source_archive()
    response = HttpResponse(archive, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="emberwell-{VERSION}.zip"'
    return response


@public
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every part pages are made of, for whoever builds one: in debug only."""
    if not settings.DEBUG:
        raise Http404
    return show(request, "site/components.html", components_page())


def _today_page(vault: Vault) -> TodayPage:
    now = datetime.now(UTC)
    zone = zone_for(vault)
    day = local_date(now, zone)
    prompt = on_today(vault, now=now, zone=zone)
    why = current(vault)
    line = line_for_today(vault.all(KeptLine), day, held_back(vault), every=2 if why else 1)
    shown = why_or_line(day, has_why=why is not None, has_line=line is not None)
    closed = {week.value.ends_on for week in vault.all(Week)}
    return TodayPage(
        today=day,
        line=_today_line(vault, line) if line and shown == "line" else None,
        why=_today_why(why.value, day) if why and shown == "why" else None,
        card=card_for_today(
            waiting=len(vault.left_at_door()),
            session=_session(vault, now),
            is_weeks_end=is_its_day(day, preferences(vault).week_day, closed),
            word=_word(vault, day),
            back=_return(vault, day),
            prompt=prompt,
            is_written=prompt is not None and is_written_on(vault, prompt.id, day),
        ),
        prompt=prompt,
        path=_path(vault),
    )


def _with_said(request: PublicRequest, vault: Vault, page: TodayPage) -> TodayPage:
    """What was put away a moment ago (`?rested=ID` of a line, `?answered=ID` of a prompt) can be taken back here."""
    page = replace(page, rested=resting(vault, request.GET.get("rested", "")))
    answered, card = request.GET.get("answered", ""), page.card
    said = said_lately(vault, answered) if answered else None
    if said and isinstance(card, PromptCard):
        page = replace(page, card=replace(card, answered=find(vault, answered), answer=said.value))
    return page


def _path(vault: Vault) -> TodayPath | None:
    """The path taken up last that has a step left: nothing is said of how long ago."""
    on = walk_to_go_on(vault)
    return TodayPath(on.path.title, reverse("paths:step", args=[on.walk, on.step.id])) if on else None


def _session(vault: Vault, now: datetime) -> SessionCard | None:
    """The first of today's sessions that is still to be met; what midnight has taken is erased on the way."""
    chosen = chosen_now(vault, now)
    if not chosen:
        return None
    session = chosen[0].value
    client = vault.find(Client, session.client) if session.client else None
    called = session.called or (client.value.name if client else "")
    return SessionCard(id=chosen[0].id, called=called, to_be=session.to_be, question=session.question)


def _word(vault: Vault, day: date) -> EarlyWord | None:
    word = word_now(vault, day)
    return EarlyWord(word) if word else None


def _return(vault: Vault, day: date) -> ReturnCard | None:
    back = due(vault.all(Stayed), day)
    return ReturnCard(back.id, local_date(back.value.written_at, back.value.zone)) if back else None


def _today_why(why: WhyStatement, day: date) -> TodayWhy:
    written_on = local_date(why.written_at, why.zone)
    return TodayWhy(why.text, written_on, asks=asks_if_still_so(why, day) is not None)


def _today_line(vault: Vault, line: Saved[KeptLine]) -> TodayLine:
    kept = line.value
    entry = kept.entry if kept.entry and vault.find(Entry, kept.entry) else None
    return TodayLine(id=line.id, text=kept.text, kept_on=local_date(kept.kept_at, kept.zone), entry=entry)
