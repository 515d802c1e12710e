"""Practices for anybody: no account, no cookie; and for an open journal the marks that were kept of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from emberwell.accounts.rules import zone_for
from emberwell.library import practices
from emberwell.library.prompts import Tag
from emberwell.practices.forms import KeepForm
from emberwell.practices.keeping import keep_mark
from emberwell.practices.pages import TIMES, AfterPage, index_page, practice_page, ring_page
from emberwell.practices.records import Practised
from emberwell.practices.rules import choose, ended_when, moments_of
from emberwell.site import cookies
from emberwell.site.access import PrivateRequest, PublicRequest, late_save, public
from emberwell.site.asked import back_saying, next_asked, record_id, to, today_of
from emberwell.site.show import show
from emberwell.vault.web import web_store

if TYPE_CHECKING:
    from emberwell.library.practices import Practice
    from emberwell.vault.record import AccountId


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/practices/`: all of them by moment; `?for=` a moment, `?minutes=` at most. What does not exist is 404."""
    moment, minutes = request.GET.get("for", ""), request.GET.get("minutes", "")
    if moment not in {"", *moments_of(practices.all_practices())} or minutes not in {"", *map(str, TIMES)}:
        raise Http404
    page = index_page(Tag(moment) if moment else None, int(minutes) if minutes else None)
    return show(request, "practices/index.html", page)


@public
@require_safe
def practice(request: PublicRequest, id: str) -> HttpResponse:
    """`/practices/<id>/`: one practice, its script, and the timer; `?minutes=`, `?rhythm=`, `?bell=` as chosen, and
    `?next=` the page of ours to go back to."""
    found = _found(id)
    asked = {name: request.GET.get(name, "") for name in ("minutes", "rhythm", "bell")}
    chosen = choose(found, **asked)
    if chosen is None:
        raise Http404
    form = KeepForm(initial={"minutes": chosen.minutes}) if request.vault else None
    return show(request, "practices/practice.html", practice_page(found, chosen, form, next_asked(request)))


@public
@require_safe
def after(request: PublicRequest, id: str) -> HttpResponse:
    """`/practices/<id>/after/`: what stands after it, and what can be kept; `?minutes=` it lasted, `?at=` its end."""
    found = _found(id)
    sent = KeepForm(request.GET.dict() | {"ended_at": request.GET.get("at", "")})
    minutes, ended_at = found.usual, None
    if sent.is_valid():
        minutes, ended_at = sent.cleaned_data["minutes"], sent.cleaned_data["ended_at"]
    form = KeepForm(initial={"minutes": minutes, "ended_at": ended_at.isoformat() if ended_at else ""})
    return show(request, "practices/after.html", _after(request, found, form))


@late_save(field="line")
@require_POST
def keep(request: PrivateRequest, id: str) -> HttpResponse:
    """`/practices/<id>/keep/`: one mark on the ring, and the line when one was written."""
    found = _found(id)
    form = KeepForm(request.POST)
    if not form.is_valid():
        return show(request, "practices/after.html", _after(request, found, form), status=422)
    said, zone = form.cleaned_data, zone_for(request.vault, form.cleaned_data["zone"])
    ended_at = ended_when(said["ended_at"], datetime.now(UTC))
    kept = keep_mark(request.vault, found.id, minutes=said["minutes"], ended_at=ended_at, zone=zone, line=said["line"])
    return back_saying(request, "kept", "practices:ring", mark=kept.id)


@require_safe
def ring(request: PrivateRequest, year: int | None = None) -> HttpResponse:
    """`/practices/ring/`: the marks of this year, or of `<year>`; `?day=2026-03-14` those of one day."""
    today, day = today_of(request), _day(request.GET.get("day", ""))
    shown = year if year is not None else (day or today).year
    if not date.min.year <= shown <= date.max.year:
        raise Http404
    gone = request.GET.get("mark", "")
    page = ring_page(
        request.vault,
        year=shown,
        today=today,
        day=day,
        said=request.GET.get("said", ""),
        trashed=gone if gone and any(saved.id == gone for saved in request.vault.trashed()) else "",
    )
    return show(request, "practices/ring.html", page)


@require_POST
def trash_mark(request: PrivateRequest, id: str) -> HttpResponse:
    """Put a mark in the trash. The line kept with it stays."""
    saved = request.vault.get(Practised, record_id(id))
    request.vault.trash(saved.id)
    return to("practices:ring", said="trashed", mark=saved.id)


def _found(id: str) -> Practice:
    found = practices.practice(id)
    if found is None:
        raise Http404
    return found


def _after(request: PublicRequest | PrivateRequest, found: Practice, form: KeepForm) -> AfterPage:
    if request.account is not None:
        return AfterPage(found, form, "journal", request.account.id, closed=False, back=next_asked(request))
    whose = _whose_door(request)
    return AfterPage(found, form, "door" if whose else "begin", whose, whose is not None, next_asked(request))


def _whose_door(request: HttpRequest) -> AccountId | None:
    """The closed journal a line can be left at: the one this browser opened last, or the only one on this machine."""
    store = web_store()
    known = next((id for id in cookies.at_the_door(request) if store.account(id)), None)
    if known or settings.EMBERWELL_HOSTED:
        return known
    here = store.accounts()
    return here[0].id if len(here) == 1 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
