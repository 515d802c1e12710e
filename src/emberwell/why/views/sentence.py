"""The why statement: composed, sealed as a draft, read in its earlier wordings, and asked about at a month's end."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.accounts.rules import zone_for
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import back_or_to, record_id, to, today_of, zone_of
from emberwell.site.show import show
from emberwell.why import statement
from emberwell.why.forms import DraftForm, SentenceForm, StillForm
from emberwell.why.pages.sentence import earlier_page, sentence_page, still_page
from emberwell.why.records import WhyStatement
from emberwell.why.rules import asks_if_still_so, latest_whole_month
from emberwell.why.statement import Composed, Meanwhile


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="text")
def sentence(request: PrivateRequest) -> HttpResponse:
    """`/why/sentence/`: compose the why; `?afresh=1` begins from what is saved though a draft waits."""
    zone = zone_of(request)
    if request.method != "POST":
        afresh, next_page = request.GET.get("afresh") == "1", request.GET.get("next", "")
        page = sentence_page(request.vault, zone=zone, afresh=afresh, next=next_page)
        return show(request, "why/sentence.html", page)
    form, next_page = SentenceForm(request.POST), request.POST.get("next", "")
    if not form.is_valid():
        page = sentence_page(request.vault, zone=zone, form=form, next=next_page)
        return show(request, "why/sentence.html", page, status=422)
    result = statement.save(request.vault, _composed(request, form))
    if isinstance(result, Meanwhile):
        again = DraftForm(
            initial={**form.cleaned_data, "statement": result.saved.id, "expected": result.saved.revision}
        )
        theirs = result.saved.value.text
        page = sentence_page(request.vault, zone=zone, form=again, next=next_page, meanwhile=theirs)
        return show(request, "why/sentence.html", page, status=409)
    return back_or_to(request, "why:why", said="saved")


@require_POST
@late_save(field="text")
def sentence_draft(request: PrivateRequest) -> HttpResponse:
    """`/why/sentence/draft/`: seal what is being composed. Answers JSON, once it is on the disk."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return JsonResponse(
            {"error": next(str(each) for errors in form.errors.values() for each in errors)}, status=422
        )
    kept_at = statement.keep(request.vault, _composed(request, form))
    return JsonResponse({"kept_at": kept_at.isoformat() if kept_at else None})


@require_POST
def erase_draft(request: PrivateRequest) -> HttpResponse:
    """`/why/sentence/draft/erase/`: let go of words that were never made the why."""
    id, tab = record_id(request.POST.get("statement", "")), request.POST.get("tab", "")
    for draft in request.vault.drafts():
        if draft.id == id and draft.tab == tab and isinstance(draft.value, WhyStatement):
            request.vault.drop_draft(draft.id, draft.tab)
    return to("why:sentence")


@require_safe
def sentence_earlier(request: PrivateRequest) -> HttpResponse:
    """`/why/sentence/earlier/`: every wording there was."""
    saved = statement.current(request.vault)
    if saved is None:
        return to("why:sentence")
    history = request.vault.history(WhyStatement, saved.id)
    return show(request, "why/sentence_earlier.html", earlier_page(history))


@require_http_methods(["GET", "HEAD", "POST"])
def still(request: PrivateRequest) -> HttpResponse:
    """`/why/still/`: is this still so? About the month asked about, else the latest whole one."""
    saved, today = statement.current(request.vault), today_of(request)
    if request.method == "POST" and saved is not None:
        form = StillForm(request.POST)
        if form.is_valid() and (form.cleaned_data["expected"] or saved.revision) == saved.revision:
            statement.say_still_so(request.vault, saved, today)
            return to("why:why", said="still")
    month = asks_if_still_so(saved.value if saved else None, today) or latest_whole_month(today)
    was_changed = request.method == "POST"
    page = still_page(request.vault, month, was_changed=was_changed)
    return show(request, "why/still.html", page, status=409 if was_changed else 200)


def _composed(request: PrivateRequest, form: DraftForm) -> Composed:
    return form.composed(now=datetime.now(UTC), zone=zone_for(request.vault, request.POST.get("zone", "")))
