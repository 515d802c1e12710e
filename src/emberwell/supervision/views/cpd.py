"""CPD: a tick on a page or an item, a list by year, and the list as a file."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.accounts.rules import zone_for
from emberwell.journal.dates import in_zone, local_date
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import record_id, to, today_of, zone_of
from emberwell.site.show import show
from emberwell.supervision.forms import CpdForm
from emberwell.supervision.pages import CpdNewPage, cpd_page
from emberwell.supervision.records import Cpd
from emberwell.supervision.rules import csv_of, of_year
from emberwell.supervision.sources import exists, source_of
from emberwell.vault.errors import RecordMissing, StaleRevision
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved

_RECORD = re.compile("[0-9a-f]{32}")


@require_safe
def cpd(request: PrivateRequest) -> HttpResponse:
    """`/supervision/cpd/`: this year, or `?year=2025`."""
    asked = request.GET.get("year", "")
    year = int(asked) if re.fullmatch("[1-9][0-9]{3}", asked) else today_of(request).year
    gone = request.GET.get("gone", "")
    trashed = gone if gone and any(saved.id == gone for saved in request.vault.trashed()) else ""
    page = cpd_page(request.vault, year, said=request.GET.get("said", ""), trashed=trashed)
    return show(request, "supervision/cpd.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="changed")
def cpd_new(request: PrivateRequest) -> HttpResponse:
    """`/supervision/cpd/new/`: note what was learned; `?source=ID` of a page or an item."""
    sent = (request.POST if request.method == "POST" else request.GET).get("source", "")
    source = RecordId(sent) if _RECORD.fullmatch(sent) else None
    if source and not exists(request.vault, source):
        raise RecordMissing
    if request.method != "POST":
        found = source_of(request.vault, source) if source else None
        day = found.day if found else today_of(request)
        form = CpdForm(initial={"source": source or "", "done_on": day})
        return _page(request, form, None, source)
    form = CpdForm(request.POST)
    if not form.is_valid():
        return _page(request, form, None, source, status=422)
    zone = zone_for(request.vault, request.POST.get("zone", ""))
    noted = form.cpd(source=source, noted_at=datetime.now(UTC), zone=zone)
    if not _is_noted(request, noted):
        request.vault.put(noted)
    return to("supervision:cpd", year=str(noted.done_on.year), said="saved")


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="changed")
def cpd_one(request: PrivateRequest, id: str) -> HttpResponse:
    """`/supervision/cpd/<id>/`: change one."""
    saved = request.vault.get(Cpd, record_id(id))
    if request.method != "POST":
        form = CpdForm(initial=CpdForm.initial_of(saved.value) | {"expected": saved.revision})
        return _page(request, form, saved, saved.value.source)
    form = CpdForm(request.POST)
    if not form.is_valid():
        return _page(request, form, saved, saved.value.source, status=422)
    value = form.cpd(source=saved.value.source, noted_at=saved.value.noted_at, zone=saved.value.zone)
    if value == saved.value:
        return to("supervision:cpd", year=str(value.done_on.year), said="saved")
    if (form.cleaned_data["expected"] or saved.revision) != saved.revision:
        return _meanwhile(request, form, saved)
    try:
        request.vault.put(value, id=saved.id, expected=saved.revision)
    except StaleRevision:
        return _meanwhile(request, form, request.vault.get(Cpd, saved.id))
    return to("supervision:cpd", year=str(value.done_on.year), said="saved")


@require_POST
def cpd_trash(request: PrivateRequest, id: str) -> HttpResponse:
    """Into the trash."""
    saved = request.vault.get(Cpd, record_id(id))
    request.vault.trash(saved.id)
    return to("supervision:cpd", year=str(saved.value.done_on.year), said="trashed", gone=id)


@require_safe
def cpd_csv(request: PrivateRequest, year: int) -> HttpResponse:
    """`/supervision/cpd/2026.csv`."""
    made = "\ufeff" + csv_of(of_year(request.vault.all(Cpd), _year(year)))  # spreadsheets read UTF-8 by the mark
    return _file(made.encode(), "text/csv; charset=utf-8; header=present", f"cpd-{year}.csv")


@require_safe
def cpd_pdf(request: PrivateRequest, year: int) -> HttpResponse:
    """`/supervision/cpd/2026.pdf`."""
    from emberwell.supervision.typed_cpd import cpd_pdf as printed

    learned = [each.value for each in of_year(request.vault.all(Cpd), _year(year))]
    made_on = in_zone(datetime.now(UTC), zone_of(request))
    made = printed(learned, year=year, name=request.account.name, made_on=made_on)
    return _file(made, "application/pdf", f"cpd-{year}.pdf")


def _year(year: int) -> int:
    if not 1950 <= year <= 2200:
        raise Http404
    return year


def _file(made: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made, content_type=content_type, headers=headers)


def _is_noted(request: PrivateRequest, noted: Cpd) -> bool:
    """A double press: the very same was noted within a moment."""

    def said(value: Cpd) -> tuple[object, ...]:
        return value.source, value.title, value.done_on, value.minutes, value.form, value.changed

    return any(
        said(each.value) == said(noted) and abs((noted.noted_at - each.value.noted_at).total_seconds()) < 60
        for each in request.vault.all(Cpd)
    )


def _page(
    request: PrivateRequest,
    form: CpdForm,
    saved: Saved[Cpd] | None,
    source: RecordId | None,
    *,
    status: int = 200,
    clash: bool = False,
) -> HttpResponse:
    page = CpdNewPage(
        id=saved.id if saved else None,
        form=form,
        source=source_of(request.vault, source) if source else None,
        saved_meanwhile=clash,
        year=saved.value.done_on.year if saved else local_date(datetime.now(UTC), zone_of(request)).year,
    )
    return show(request, "supervision/cpd_one.html", page, status=status)


def _meanwhile(request: PrivateRequest, form: CpdForm, saved: Saved[Cpd]) -> HttpResponse:
    """Changed in another tab: what was typed here is in the form, based on what is saved now."""
    again = CpdForm(initial=form.cleaned_data | {"expected": saved.revision})
    return _page(request, again, saved, saved.value.source, status=409, clash=True)
