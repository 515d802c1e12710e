"""Choosing one session to meet on purpose; changing it until midnight; letting it go."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from emberwell.accounts.rules import zone_for
from emberwell.journal.dates import local_date
from emberwell.sessions import keeping
from emberwell.sessions.forms import ChooseForm
from emberwell.sessions.pages.sessions import (
    SessionPage,
    clients_offered,
    session_card,
    sessions_page,
    values_offered,
    was_so,
)
from emberwell.sessions.records import Session
from emberwell.sessions.rules import is_its_day, is_over
from emberwell.sessions.sweep import sweep
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import back_or_to, record_id, to
from emberwell.site.show import show
from emberwell.vault.errors import RecordMissing, StaleRevision
from emberwell.vault.record import new_id
from emberwell.vault.vault import Saved


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="to_be", also=("question", "called"))
def sessions(request: PrivateRequest) -> HttpResponse:
    """`/sessions/`: choose one, and today's. `?like=ID` begins with how one wanted to be before that session."""
    now = datetime.now(UTC)
    sweep(request.vault, now)
    if request.method != "POST":
        return _room(request, _form(request, initial=_begun(request)), now)
    form = _form(request, request.POST)
    if not form.is_valid():
        return _room(request, form, now, status=422)
    zone = zone_for(request.vault, request.POST.get("zone", ""))
    keeping.choose(request.vault, form.chosen(), record=form.record_id(), now=now, zone=zone)
    return back_or_to(request, "sessions:sessions", said="chosen")


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="to_be", also=("question", "called"))
def session(request: PrivateRequest, id: str) -> HttpResponse:
    """`/sessions/<id>/`: change it, until its day is over; after that it stays as it was."""
    now = datetime.now(UTC)
    saved = _not_over(request, id, now)
    if request.method != "POST":
        if not is_its_day(saved.value, now):
            return to("sessions:after", saved.id)
        like = _like(request)
        initial = _as_it_is(saved) | ({"to_be": like.value.to_be} if like else {})
        return _to_change(request, saved, _form(request, initial=initial, saved=saved), now)
    form = _form(request, request.POST, saved=saved)
    if form.is_valid() and not is_its_day(saved.value, now):
        form.add_error(None, "Its day is over, so it stays as it was. Your words are still here, to take elsewhere.")
    if not form.is_valid():
        return _to_change(request, saved, form, now, status=422)
    if (form.cleaned_data["expected"] or saved.revision) != saved.revision:
        return _changed_meanwhile(request, saved, now)
    try:
        keeping.change(request.vault, saved, form.chosen())
    except StaleRevision:
        return _changed_meanwhile(request, request.vault.get(Session, saved.id), now)
    return to("sessions:sessions", said="changed")


@require_POST
def let_go(request: PrivateRequest, id: str) -> HttpResponse:
    """An intention that is not wanted any more: erased, as midnight would. Not once something was written after."""
    saved = _not_over(request, id, datetime.now(UTC))
    if saved.value.after_at is not None:
        return to("sessions:after", saved.id)
    request.vault.purge(saved.id, expected=saved.revision)
    return to("sessions:sessions", said="gone")


def _not_over(request: PrivateRequest, id: str, now: datetime) -> Saved[Session]:
    """Raises RecordMissing for one that is gone, swept away already or not."""
    saved = request.vault.get(Session, record_id(id))
    if is_over(saved.value, now):
        raise RecordMissing
    return saved


def _form(
    request: PrivateRequest,
    sent: Any = None,
    *,
    initial: dict[str, Any] | None = None,
    saved: Saved[Session] | None = None,
) -> ChooseForm:
    has = saved.value if saved else None
    return ChooseForm(
        sent,
        initial=initial,
        clients=clients_offered(request.vault, has.client if has else None),
        values=values_offered(request.vault, has.value if has else None),
    )


def _begun(request: PrivateRequest) -> dict[str, Any]:
    like = _like(request)
    client = request.GET.get("client", "")
    return {"record": new_id(), "to_be": like.value.to_be if like else "", "client": client}


def _like(request: PrivateRequest) -> Saved[Session] | None:
    """The session whose words a chip was pressed for, without scripts."""
    id = request.GET.get("like", "")
    return request.vault.find(Session, record_id(id)) if id else None


def _as_it_is(saved: Saved[Session]) -> dict[str, Any]:
    said = saved.value
    return {
        "called": said.called,
        "client": said.client or "",
        "to_be": said.to_be,
        "question": said.question,
        "value": said.value or "",
        "expected": saved.revision,
    }


def _room(request: PrivateRequest, form: ChooseForm, now: datetime, *, status: int = 200) -> HttpResponse:
    today = local_date(now, zone_for(request.vault, request.POST.get("zone", "")))
    page = sessions_page(request.vault, form, today=today, now=now, said=request.GET.get("said", ""))
    return show(request, "sessions/sessions.html", page, status=status)


def _to_change(
    request: PrivateRequest, saved: Saved[Session], form: ChooseForm, now: datetime, *, status: int = 200
) -> HttpResponse:
    page = SessionPage(session_card(request.vault, saved, now), form, was_so(request.vault), meanwhile=None)
    return show(request, "sessions/session.html", page, status=status)


def _changed_meanwhile(request: PrivateRequest, saved: Saved[Session], now: datetime) -> HttpResponse:
    """What was typed here, over what another tab saved; that stands beside it."""
    typed = {name: request.POST.get(name, "") for name in ("called", "client", "to_be", "question", "value")}
    form = _form(request, initial=typed | {"expected": saved.revision}, saved=saved)
    card = session_card(request.vault, saved, now)
    page = SessionPage(card, form, was_so(request.vault), meanwhile=card)
    return show(request, "sessions/session.html", page, status=409)
