"""Kept lines: kept from a page, read on their own, changed, rested and woken."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.journal.forms import LineForm
from emberwell.journal.keeping import change_line, keep_line, rest_line
from emberwell.journal.pages.lines import line_page, lines_page
from emberwell.journal.pages.reading import entry_page
from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.writing import newest
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import back_or_to, record_id, to, today_of, zone_of
from emberwell.site.errors import prefers_json
from emberwell.site.show import show
from emberwell.vault.errors import StaleRevision
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved


@require_safe
def lines(request: PrivateRequest) -> HttpResponse:
    """`/journal/lines/`: every kept line, newest first."""
    return _lines(request)


@require_POST
@late_save(field="text")
def keep(request: PrivateRequest) -> HttpResponse:
    """`/journal/keep/`: keep a line, of a page or of its own. Answers JSON to a script, else shows where it stands."""
    form = LineForm(request.POST)
    if not form.is_valid():
        return _not_kept(request, form)
    text, entry = form.cleaned_data["text"], form.page_id()
    kept = keep_line(request.vault, text, entry=entry, now=datetime.now(UTC), zone=zone_of(request))
    if prefers_json(request):
        return JsonResponse({"id": kept.id, "text": kept.value.text})
    if entry and request.vault.find(Entry, entry):
        return to("journal:page", entry, said="kept")
    return back_or_to(request, "journal:lines", said="kept")


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: PrivateRequest, id: str) -> HttpResponse:
    """`/journal/lines/<id>/`: change its words, and the values it shows; left without words it goes to the trash.

    Its page is never touched.
    """
    kept = request.vault.get(KeptLine, record_id(id))
    if request.method != "POST":
        form = LineForm(initial=_as_it_is(kept))
        return show(request, "journal/line.html", line_page(request.vault, kept, form))
    form = LineForm(request.POST, may_be_empty=True)
    if not form.is_valid():
        return show(request, "journal/line.html", line_page(request.vault, kept, form), status=422)
    if (form.cleaned_data["expected"] or kept.revision) != kept.revision:
        return _changed_meanwhile(request, kept, form)
    try:
        changed = change_line(request.vault, kept, form.cleaned_data["text"], form.cleaned_data["values"])
    except StaleRevision:
        return _changed_meanwhile(request, request.vault.get(KeptLine, kept.id), form)
    return to("journal:lines") if changed else to("journal:lines", said="trashed", line=kept.id)


@require_POST
def rest(request: PrivateRequest, id: str) -> HttpResponse:
    """`Not this one again`: the line stays on its page and no longer returns."""
    kept = request.vault.get(KeptLine, record_id(id))
    rest_line(request.vault, kept, today_of(request))
    return back_or_to(request, "journal:lines", said="resting")


@require_POST
def wake(request: PrivateRequest, id: str) -> HttpResponse:
    """It may return again."""
    kept = request.vault.get(KeptLine, record_id(id))
    rest_line(request.vault, kept, None)
    return back_or_to(request, "journal:lines", said="awake")


def _lines(request: PrivateRequest, form: LineForm | None = None, status: int = 200) -> HttpResponse:
    page = lines_page(
        request.vault,
        request.vault.all(KeptLine),
        after=request.GET.get("after", ""),
        said=request.GET.get("said", ""),
        trashed=_gone(request, request.GET.get("line", "")),
        form=form,
    )
    return show(request, "journal/lines.html", page, status=status)


def _gone(request: PrivateRequest, id: str) -> str:
    return id if id and any(saved.id == RecordId(id) for saved in request.vault.trashed()) else ""


def _not_kept(request: PrivateRequest, form: LineForm) -> HttpResponse:
    if prefers_json(request):
        errors = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"error": errors[0]}, status=422)
    entry = form.page_id() if "entry" in form.cleaned_data else None
    saved = newest(request.vault, entry) if entry else None
    if saved is None:
        return _lines(request, form, status=422)
    page = entry_page(request.vault, saved, said="", zone=zone_of(request), form=form)
    return show(request, "journal/page.html", page, status=422)


def _changed_meanwhile(request: PrivateRequest, kept: Saved[KeptLine], typed: LineForm) -> HttpResponse:
    """The line as another tab saved it, beside what was typed here; the values of both are ticked."""
    said = typed.cleaned_data
    form = LineForm(initial=_as_it_is(kept) | {"text": said["text"], "values": (*kept.value.values, *said["values"])})
    page = line_page(request.vault, kept, form, saved_meanwhile=kept.value.text)
    return show(request, "journal/line.html", page, status=409)


def _as_it_is(kept: Saved[KeptLine]) -> dict[str, Any]:
    return {"text": kept.value.text, "values": kept.value.values, "expected": kept.revision}
