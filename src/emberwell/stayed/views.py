"""Something stayed with me: the first question, the page, its drafts, and asking again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.accounts.rules import zone_for
from emberwell.journal.dates import local_date
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import back_or_to, record_id, to, today_of, zone_of
from emberwell.site.show import show
from emberwell.stayed import keeping
from emberwell.stayed.forms import AgainForm, StayedForm
from emberwell.stayed.keeping import Clash
from emberwell.stayed.pages import QuestionPage, cards, form_for, list_page, one_page, typed_again, write_page
from emberwell.stayed.records import Stayed
from emberwell.stayed.rules import WORDS, is_due
from emberwell.supervision.keeping import take
from emberwell.vault.errors import RecordMissing
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Draft, Saved

_late = late_save(field="happened", also=WORDS[1:])


@require_safe
def stayed(request: PrivateRequest) -> HttpResponse:
    """`/stayed/`: the pages, the newest first; of a raw one its day only. `?after=ID` for older ones."""
    gone = request.GET.get("gone", "")
    trashed = gone if gone and any(saved.id == gone for saved in request.vault.trashed()) else ""
    after, said = request.GET.get("after", ""), request.GET.get("said", "")
    page = list_page(request.vault, zone=zone_of(request), after=after, said=said, trashed=trashed)
    return show(request, "stayed/stayed.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@_late
def new(request: PrivateRequest) -> HttpResponse:
    """`/stayed/new/`: the first question; `?as=raw` or `?as=ready` the page, `?tab=TAB` to go on with a draft."""
    if request.method == "POST":
        return _save(request, None)
    zone, kind = zone_of(request), request.GET.get("as", "")
    draft = _draft_of(request, None, request.GET.get("tab", ""))
    if draft is None and kind not in {"raw", "ready"}:
        return show(request, "stayed/new.html", QuestionPage(cards(keeping.waiting(request.vault), zone)))
    page = write_page(request.vault, zone=zone, raw=kind == "raw", draft=draft)
    return show(request, "stayed/write.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@_late
def one(request: PrivateRequest, id: str) -> HttpResponse:
    """`/stayed/<id>/`: to read; `?change=1` to change it, `?ready=1` to look at it, `?tab=TAB` to go on with."""
    if request.method == "POST":
        newest = keeping.newest(request.vault, record_id(id))
        if newest is None:
            raise RecordMissing
        return _save(request, newest)
    saved = request.vault.get(Stayed, record_id(id))
    zone, draft = zone_of(request), _draft_of(request, saved.id, request.GET.get("tab", ""))
    if draft or "change" in request.GET or "ready" in request.GET:
        raw = saved.value.raw and "ready" not in request.GET
        page = write_page(request.vault, zone=zone, raw=raw, saved=saved, draft=draft)
        return show(request, "stayed/write.html", page)
    shown = one_page(request.vault, saved, today=today_of(request), zone=zone, said=request.GET.get("said", ""))
    return show(request, "stayed/one.html", shown)


@require_POST
@_late
def draft(request: PrivateRequest) -> HttpResponse:
    """Seal what is being written, without saving it. Answers JSON, once it is on the disk."""
    form = _form(request)
    if not form.is_valid():
        errors = [str(error) for found in form.errors.values() for error in found]
        return JsonResponse({"error": errors[0]}, status=422)
    kept_at = keeping.keep_draft(request.vault, form.said(now=datetime.now(UTC), zone=_zone(request)))
    return JsonResponse({"kept_at": kept_at.isoformat() if kept_at else None})


@require_POST
def discard_draft(request: PrivateRequest) -> HttpResponse:
    """Put a waiting draft in the trash."""
    id = RecordId(request.POST.get("record", ""))
    saved = request.vault.find(Stayed, id)
    found = _draft_of(request, saved.id if saved else None, request.POST.get("tab", ""))
    if found is None or found.id != id:
        raise Http404
    keeping.discard(request.vault, found)
    return to("stayed:one", id, said="discarded") if saved else to("stayed:stayed", said="discarded")


@require_POST
def again(request: PrivateRequest, id: str) -> HttpResponse:
    """Ask `how is it now?` on a day. What is raw is not asked about."""
    saved = request.vault.get(Stayed, record_id(id))
    today = today_of(request)
    form = AgainForm(request.POST, today=today)
    if saved.value.raw or not form.is_valid():
        shown = one_page(request.vault, saved, today=today, zone=zone_of(request), said="", again=form)
        return show(request, "stayed/one.html", shown, status=422)
    keeping.ask_again(request.vault, saved, form.cleaned_data["return_on"])
    return to("stayed:one", id, said="asked")


@require_POST
def not_again(request: PrivateRequest, id: str) -> HttpResponse:
    """`Not again`: it is not asked about."""
    keeping.ask_again(request.vault, request.vault.get(Stayed, record_id(id)), None)
    return back_or_to(request, "stayed:one", id, said="unasked")


@require_POST
def raw(request: PrivateRequest, id: str) -> HttpResponse:
    """It is raw after all."""
    keeping.call_raw(request.vault, request.vault.get(Stayed, record_id(id)))
    return to("stayed:one", id, said="raw")


@require_POST
def trash(request: PrivateRequest, id: str) -> HttpResponse:
    """Put a page in the trash."""
    request.vault.trash(request.vault.get(Stayed, record_id(id)).id)
    return to("stayed:stayed", said="trashed", gone=id)


def _zone(request: PrivateRequest) -> str:
    return zone_for(request.vault, request.POST.get("zone", ""))


def _form(request: PrivateRequest) -> StayedForm:
    return form_for(request.vault, RecordId(request.POST.get("client", "")), request.POST)


def _draft_of(request: PrivateRequest, of: RecordId | None, tab: str) -> Draft[Stayed] | None:
    found = keeping.waiting(request.vault, of) if tab else []
    return next((draft for draft in found if draft.tab == tab), None)


def _save(request: PrivateRequest, saved: Saved[Stayed] | None) -> HttpResponse:
    form, zone = _form(request), _zone(request)
    if not form.is_valid():
        return _refused(request, form, saved, zone)
    said = form.said(now=datetime.now(UTC), zone=zone)
    result = keeping.save(request.vault, replace(said, record=saved.id) if saved else said)
    if isinstance(result, Clash):
        page = typed_again(request.vault, form, zone=zone, saved=result.saved, clash=True)
        return show(request, "stayed/write.html", page, status=409)
    if request.POST.get("take"):
        take(request.vault, source=result.id, now=said.now, zone=zone)
    return to("stayed:one", result.id, said="taken" if request.POST.get("take") else "saved")


def _refused(request: PrivateRequest, form: StayedForm, saved: Saved[Stayed] | None, zone: str) -> HttpResponse:
    today = local_date(datetime.now(UTC), zone)
    if saved is not None and form.cleaned_data.get("returned") and is_due(saved.value, today):
        shown = one_page(request.vault, saved, today=today, zone=zone, said="", form=form)
        return show(request, "stayed/one.html", shown, status=422)
    page = typed_again(request.vault, form, zone=zone, saved=saved, clash=False)
    return show(request, "stayed/write.html", page, status=422)
