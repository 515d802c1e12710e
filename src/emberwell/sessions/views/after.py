"""After a session: something true, and what is put down before the next one. Twenty seconds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from emberwell.accounts.rules import zone_for
from emberwell.journal.records import KeptLine
from emberwell.sessions.forms import AfterForm
from emberwell.sessions.keeping import add_after, change_after
from emberwell.sessions.pages.sessions import AfterPage, KeptPage, SessionCard, session_card
from emberwell.sessions.records import Session
from emberwell.sessions.rules import is_over
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import record_id, to
from emberwell.site.show import show
from emberwell.vault.errors import RecordMissing, StaleRevision
from emberwell.vault.record import new_id
from emberwell.vault.vault import Saved


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="text", also=("put_down",))
def after(request: PrivateRequest, id: str) -> HttpResponse:
    """`/sessions/<id>/after/`: to write, then what was kept; `?change=1` to say it otherwise.

    Words written before midnight and sent after it are kept all the same: the session is then as good as chosen, or,
    swept away meanwhile, they are after-lines of no session.
    """
    now, vault = datetime.now(UTC), request.vault
    saved = vault.find(Session, record_id(id))
    if saved is None and record_id(id) not in vault.erased():
        raise RecordMissing
    if request.method == "POST":
        return _keep(request, saved, now)
    if saved is None or is_over(saved.value, now):
        return to("sessions:after_any")
    if saved.value.after_at is not None and "change" not in request.GET:
        card = session_card(vault, saved, now)
        said = "kept" if request.GET.get("said") == "kept" else ""
        page = KeptPage(card, card.line, card.true, card.put_down, said)  # type: ignore[arg-type]
        return show(request, "sessions/kept.html", page)
    return _to_write(request, saved, AfterForm(initial=_as_it_is(request, saved)), now)


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="text", also=("put_down",))
def after_any(request: PrivateRequest) -> HttpResponse:
    """`/sessions/after/`: the same after a session that was not chosen. `?line=ID` shows the line that was kept."""
    if request.method == "POST":
        return _keep(request, None, datetime.now(UTC))
    id = request.GET.get("line", "")
    line = request.vault.find(KeptLine, record_id(id)) if id else None
    if line is not None:
        return show(request, "sessions/kept.html", KeptPage(None, line.id, line.value.text, "", "kept"))
    return _to_write(request, None, AfterForm(initial={"record": new_id()}), datetime.now(UTC))


def _keep(request: PrivateRequest, saved: Saved[Session] | None, now: datetime) -> HttpResponse:
    form = AfterForm(request.POST)
    if not form.is_valid():
        return _to_write(request, saved, form, now, status=422)
    zone = zone_for(request.vault, request.POST.get("zone", ""))
    if saved is not None and request.POST.get("change") == "1":
        if (form.cleaned_data["expected"] or saved.revision) != saved.revision:
            return _changed_meanwhile(request, saved, now)
        try:
            change_after(request.vault, saved, form.said(), now=now, zone=zone)
        except StaleRevision:
            return _changed_meanwhile(request, request.vault.get(Session, saved.id), now)
        return to("sessions:after", saved.id, said="kept")
    kept = add_after(request.vault, saved, form.said(), now=now, zone=zone, record=form.record_id())
    if kept.session is not None:
        return to("sessions:after", kept.session.id, said="kept")
    return to("sessions:after_any", line=kept.line.id if kept.line else "")


def _to_write(
    request: PrivateRequest,
    saved: Saved[Session] | None,
    form: AfterForm,
    now: datetime,
    *,
    meanwhile: SessionCard | None = None,
    status: int = 200,
) -> HttpResponse:
    card = session_card(request.vault, saved, now) if saved else None
    return show(request, "sessions/after.html", AfterPage(card, form, meanwhile), status=status)


def _as_it_is(request: PrivateRequest, saved: Saved[Session]) -> dict[str, Any]:
    line = request.vault.find(KeptLine, saved.value.true) if saved.value.true else None
    return {
        "text": line.value.text if line else "",
        "put_down": saved.value.put_down,
        "quiet": line.value.quiet if line else False,
        "expected": saved.revision,
    }


def _changed_meanwhile(request: PrivateRequest, saved: Saved[Session], now: datetime) -> HttpResponse:
    """What was typed here, over what another tab saved; that stands beside it."""
    typed = {name: request.POST.get(name, "") for name in ("text", "put_down", "quiet")}
    form = AfterForm(initial=typed | {"expected": saved.revision})
    card = session_card(request.vault, saved, now)
    return _to_write(request, saved, form, now, meanwhile=card, status=409)
