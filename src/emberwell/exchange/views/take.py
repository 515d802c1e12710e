"""`/settings/take/`: choose a shape, wait while it is made, fetch it; and one page as a PDF."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import cast

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.accounts.rules import zone_for
from emberwell.exchange.forms import TakeForm
from emberwell.exchange.names import safe_name
from emberwell.exchange.pages import FilePart, TakePage, TakingPage
from emberwell.exchange.taking import Shape, Taking
from emberwell.exchange.working import MOMENT_SECONDS, download, gone, is_gone, own_work, still_open, work_part
from emberwell.exchange.works import KEPT_SECONDS, WORKS, Work
from emberwell.journal.dates import in_zone, local_moment
from emberwell.journal.records import Entry
from emberwell.site.access import PrivateRequest, untouched
from emberwell.site.show import show
from emberwell.vault.record import RecordId


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: PrivateRequest) -> HttpResponse:
    """Choose a shape; a POST begins to make it."""
    if request.method != "POST":
        form = TakeForm(initial=_offered(_now(request, "").date()))
        return show(request, "exchange/take.html", TakePage(form, gone=request.GET.get("gone") == "1"))
    form = TakeForm(request.POST)
    if not form.is_valid():
        return show(request, "exchange/take.html", TakePage(form, gone=False), status=422)
    chosen = form.cleaned_data
    about = Taking(
        vault=request.vault,
        shape=Shape(chosen["shape"]),
        author=request.account.name,
        made_on=_now(request, chosen["zone"]),
        revisions="all" if chosen["everything"] else "latest",
        since=chosen["since"] or date.min,
        until=chosen["until"] or date.max,
        passphrase=chosen["passphrase"],
    )
    work = WORKS.start(request.account.id, about, still_open(request), about.make)
    work.ended.wait(MOMENT_SECONDS)
    return HttpResponseRedirect(reverse("exchange:taking", args=[work.id]))


@require_safe
def taking(request: PrivateRequest, id: str) -> HttpResponse:
    """How far it is, and the files."""
    return show(request, "exchange/taking.html", _page(own_work(request, id, Taking)))


@require_safe
@untouched
def taking_progress(request: PrivateRequest, id: str) -> HttpResponse:
    """The same as a fragment, asked for every second while it is under way."""
    if is_gone(request, id, Taking):
        return gone("exchange:take")
    return show(request, "exchange/_taking.html", _page(own_work(request, id, Taking)))


@require_safe
def taken_file(request: PrivateRequest, id: str, number: int) -> HttpResponseBase:
    """One file, opened piece by piece as it is sent."""
    work = own_work(request, id, Taking)
    files = cast(Taking, work.about).files
    if not work.ended.is_set() or not 1 <= number <= len(files):
        raise Http404
    return download(files[number - 1])


@require_POST
def take_leave(request: PrivateRequest, id: str) -> HttpResponse:
    """Drop what was made, or stop making it."""
    WORKS.drop(own_work(request, id, Taking))
    return HttpResponseRedirect(reverse("exchange:take"))


@require_safe
def page_pdf(request: PrivateRequest, id: str) -> HttpResponse:
    """One page of the journal as a PDF."""
    from emberwell.exchange.pdf import page_pdf as printed

    saved = request.vault.get(Entry, RecordId(id))
    made = printed(request.vault, saved.id, author=request.account.name, made_on=_now(request, ""))
    name = f"{local_moment(saved.value).date().isoformat()} {safe_name(saved.value.title, otherwise='')}".strip()
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.pdf")
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": disposition or "attachment"}
    )


def _now(request: PrivateRequest, zone: str) -> datetime:
    return in_zone(datetime.now(UTC), zone_for(request.vault, zone))


def _offered(today: date) -> dict[str, object]:
    return {"shape": Shape.FILES, "since": date(today.year, 1, 1), "until": today}


def _page(work: Work) -> TakingPage:
    about = cast(Taking, work.about)
    return TakingPage(
        work=work_part(work),
        shape=about.shape,
        files=tuple(FilePart(number, made.name, made.size) for number, made in enumerate(about.files, start=1)),
        left=about.left,
        minutes_kept=KEPT_SECONDS // 60,
    )
