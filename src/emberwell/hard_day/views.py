"""The four doors. They need no key, watch nobody, and depend on no script."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from emberwell.accounts.rules import preferences, zone_for
from emberwell.hard_day.forms import CarriedForm
from emberwell.hard_day.help_lines import help_lines
from emberwell.hard_day.pages import Person, SafePage, WorkPage
from emberwell.hard_day.rules import likely_country, phone_link
from emberwell.journal.records import Entry
from emberwell.site.access import PrivateRequest, PublicRequest, late_save, public
from emberwell.site.show import show
from emberwell.vault.record import RecordId
from emberwell.vault.web import web_store

if TYPE_CHECKING:
    from emberwell.vault.vault import Vault


@public
@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """The four doors."""
    return show(request, "hard_day/doors.html", None)


@public
@require_safe
def minute(request: HttpRequest) -> HttpResponse:
    """I need a minute."""
    return show(request, "hard_day/minute.html", None)


@public
@require_safe
def work(request: PublicRequest) -> HttpResponse:
    """Something happened at work."""
    page = WorkPage(
        form=CarriedForm(spellcheck=preferences(request.vault).spellcheck) if request.vault else None,
        kept=_just_kept(request.vault, request.GET.get("kept", "")),
        has_door=request.vault is None and _has_journal(),
    )
    return show(request, "hard_day/work.html", page)


@late_save(field="body")
@require_POST
def keep(request: PrivateRequest) -> HttpResponse:
    """Keep what is carried as a page that is never brought back unasked."""
    form = CarriedForm(request.POST, spellcheck=preferences(request.vault).spellcheck)
    if not form.is_valid():
        return show(request, "hard_day/work.html", WorkPage(form=form, kept=None, has_door=False), status=422)
    zone = zone_for(request.vault, form.cleaned_data["zone"])
    page = Entry(written_at=datetime.now(UTC), zone=zone, body=form.cleaned_data["body"], hard_day=True)
    saved = request.vault.put(page)
    return HttpResponseRedirect(f"{reverse('hard_day:work')}?kept={saved.id}")


@public
@require_safe
def client(request: HttpRequest) -> HttpResponse:
    """I'm worried about a client."""
    return show(request, "hard_day/client.html", None)


@public
@require_safe
def safe(request: PublicRequest) -> HttpResponse:
    """I'm not safe, or not sure."""
    lines = help_lines()
    mine = preferences(request.vault) if request.vault else None
    likely = likely_country(
        zone=mine.zone if mine else "",
        languages=request.headers.get("Accept-Language", ""),
        known={country.code for country in lines.country},
    )
    page = SafePage(
        is_open=mine is not None,
        has_journal=mine is None and _has_journal(),
        people=tuple(
            Person(name=each.name, reach=each.reach, link=phone_link(each.reach))
            for each in (mine.hard_day_names if mine else ())
        ),
        likely=next((each for each in lines.country if each.code == likely), None),
        countries=tuple(each for each in lines.country if each.code != likely),
        compiled=lines.compiled,
    )
    return show(request, "hard_day/safe.html", page)


def _has_journal() -> bool:
    """Whether a closed journal may be this visitor's. A host does not tell: there may always be one."""
    return bool(settings.EMBERWELL_HOSTED or web_store().accounts())


def _just_kept(vault: Vault | None, id: str) -> RecordId | None:
    kept = vault.find(Entry, RecordId(id)) if vault and id else None
    return kept.id if kept and kept.value.hard_day else None
