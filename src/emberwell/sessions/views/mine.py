"""Something of mine in the room: noted after, or thought through before; later, what they did with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from emberwell.accounts.rules import zone_for
from emberwell.sessions import noting
from emberwell.sessions.forms import MineForm
from emberwell.sessions.pages.mine import MineCard, MineOnePage, mine_card, mine_page
from emberwell.sessions.pages.sessions import clients_offered
from emberwell.sessions.records import Session, SomethingOfMine
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import record_id, to
from emberwell.site.show import show
from emberwell.vault.errors import RecordMissing, StaleRevision
from emberwell.vault.record import new_id
from emberwell.vault.vault import Saved

WORDS = ("who_for", "would_say", "carry", "happened", "received")


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="happened", also=("who_for", "would_say", "carry"))
def mine(request: PrivateRequest) -> HttpResponse:
    """`/sessions/something-of-mine/`: `?before=1` to think one through before; `?session=ID` when it is of one."""
    if request.method != "POST":
        before = request.GET.get("before") == "1"
        form = _form(request, initial={"record": new_id(), "before": "1" if before else ""} | _of_session(request))
        page = mine_page(
            request.vault,
            form,
            before=before,
            after=request.GET.get("after", ""),
            said=request.GET.get("said", ""),
            trashed=_gone(request, request.GET.get("note", "")),
        )
        return show(request, "sessions/mine.html", page)
    form = _form(request, request.POST)
    if not form.is_valid():
        page = mine_page(request.vault, form, before=bool(request.POST.get("before")))
        return show(request, "sessions/mine.html", page, status=422)
    zone = zone_for(request.vault, request.POST.get("zone", ""))
    saved = noting.note(request.vault, form.noted(), record=form.record_id(), now=datetime.now(UTC), zone=zone)
    return to("sessions:mine_one", saved.id, said="noted")


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="received", also=("happened", "who_for", "would_say", "carry"))
def mine_one(request: PrivateRequest, id: str) -> HttpResponse:
    """`/sessions/something-of-mine/<id>/`: one of them; what they did with it, and its words to change."""
    saved = request.vault.get(SomethingOfMine, record_id(id))
    if request.method != "POST":
        return _one(request, saved, _form(request, initial=_as_it_is(saved), saved=saved))
    form = _form(request, _whole(request, saved), saved=saved)
    if not form.is_valid():
        return _one(request, saved, form, status=422)
    if (form.cleaned_data["expected"] or saved.revision) != saved.revision:
        return _changed_meanwhile(request, saved)
    try:
        noting.change(request.vault, saved, form.noted(), now=datetime.now(UTC))
    except StaleRevision:
        return _changed_meanwhile(request, request.vault.get(SomethingOfMine, saved.id))
    return to("sessions:mine_one", saved.id, said="saved")


@require_POST
def trash_mine(request: PrivateRequest, id: str) -> HttpResponse:
    """Put it in the trash."""
    saved = request.vault.get(SomethingOfMine, record_id(id))
    request.vault.trash(saved.id)
    return to("sessions:mine", said="trashed", note=saved.id)


@require_POST
def restore_mine(request: PrivateRequest, id: str) -> HttpResponse:
    """Take it out of the trash."""
    for saved in request.vault.trashed():
        if saved.id == id and isinstance(saved.value, SomethingOfMine):
            request.vault.restore(saved.id)
            return to("sessions:mine", said="back")
    raise RecordMissing


def _gone(request: PrivateRequest, id: str) -> str:
    return id if id and any(saved.id == id for saved in request.vault.trashed()) else ""


def _form(
    request: PrivateRequest,
    sent: Any = None,
    *,
    initial: dict[str, Any] | None = None,
    saved: Saved[SomethingOfMine] | None = None,
) -> MineForm:
    has = saved.value.client if saved else None
    return MineForm(sent, initial=initial, clients=clients_offered(request.vault, has))


def _of_session(request: PrivateRequest) -> dict[str, Any]:
    id = request.GET.get("session", "")
    found = request.vault.find(Session, record_id(id)) if id else None
    return {"session": found.id, "client": found.value.client or ""} if found else {}


def _as_it_is(saved: Saved[SomethingOfMine]) -> dict[str, Any]:
    said = saved.value
    words = {name: getattr(said, name) for name in WORDS}
    before = "1" if said.thought_before else ""
    return words | {"what": said.what.value, "client": said.client or "", "before": before, "expected": saved.revision}


def _whole(request: PrivateRequest, saved: Saved[SomethingOfMine]) -> dict[str, Any]:
    """What was sent over what is kept: a part that the form did not show stays as it is."""
    return _as_it_is(saved) | {"expected": ""} | request.POST.dict()


def _one(
    request: PrivateRequest,
    saved: Saved[SomethingOfMine],
    form: MineForm,
    *,
    meanwhile: MineCard | None = None,
    status: int = 200,
) -> HttpResponse:
    said = request.GET.get("said", "") if request.method != "POST" else ""
    page = MineOnePage(
        note=mine_card(request.vault, saved),
        form=form,
        said=said if said in {"noted", "saved"} else "",  # type: ignore[arg-type]
        meanwhile=meanwhile,
    )
    return show(request, "sessions/mine_one.html", page, status=status)


def _changed_meanwhile(request: PrivateRequest, saved: Saved[SomethingOfMine]) -> HttpResponse:
    """What was typed here, over what another tab saved; that stands beside it."""
    typed = {name: request.POST[name] for name in (*WORDS, "what", "client") if name in request.POST}
    form = _form(request, initial=_as_it_is(saved) | typed | {"expected": saved.revision}, saved=saved)
    return _one(request, saved, form, meanwhile=mine_card(request.vault, saved), status=409)
