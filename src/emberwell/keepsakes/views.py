"""The why card, and the year's small book: choose, check, fetch."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.exchange.working import MOMENT_SECONDS, download, gone, is_gone, own_work, still_open, work_part
from emberwell.exchange.works import KEPT_SECONDS, WORKS, Work
from emberwell.journal.dates import in_zone, local_date
from emberwell.keepsakes.card import why_card_pdf
from emberwell.keepsakes.check import checked
from emberwell.keepsakes.choice import Choice, content_of, to_begin_with, years
from emberwell.keepsakes.forms import BookForm, ChoiceForm
from emberwell.keepsakes.making import Making
from emberwell.keepsakes.pages import BookPage, CheckPage, MakingPage, year_page
from emberwell.site.access import PrivateRequest, untouched
from emberwell.site.asked import to, zone_of
from emberwell.site.show import show
from emberwell.why.records import Sort, Value
from emberwell.why.rules import the_five
from emberwell.why.statement import current


@require_safe
def card(request: PrivateRequest) -> HttpResponse:
    """`/keepsakes/card/`: the why card as a PDF; without a why, the page where one is written."""
    why = current(request.vault)
    if why is None or not why.value.text.strip():
        return to("why:sentence")
    five = (request.vault.find(Value, id) for id in the_five(request.vault.all(Sort)))
    made = why_card_pdf(
        why.value.text,
        [value.value.name for value in five if value],
        day=local_date(why.value.written_at, why.value.zone),
        made_on=_now(request),
    )
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": 'attachment; filename="Why.pdf"'}
    )


@require_safe
def book(request: PrivateRequest) -> HttpResponse:
    """`/keepsakes/book/`: choose the year."""
    return show(request, "keepsakes/book.html", BookPage(years(request.vault), gone=request.GET.get("gone") == "1"))


@require_http_methods(["GET", "HEAD", "POST"])
def year(request: PrivateRequest, year: int) -> HttpResponse:
    """`/keepsakes/book/2026/`: choose what stands in it. A POST shows the same again with a month unfolded."""
    _check_year(year)
    if request.method != "POST":
        return _show_year(request, to_begin_with(request.vault, year))
    return _show_year(request, ChoiceForm(request.POST, year=year).choice)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PrivateRequest, year: int) -> HttpResponse:
    """`/keepsakes/book/2026/check/`: what in it could say who somebody is. Nothing is changed."""
    _check_year(year)
    if request.method != "POST":
        return to("keepsakes:year", year)  # the way back after the journal closed in between
    form = ChoiceForm(request.POST, year=year)
    if not form.is_valid():
        return _show_year(request, form.choice, form, status=422)
    return _show_check(request, form.choice)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: PrivateRequest, year: int) -> HttpResponse:
    """`/keepsakes/book/2026/make/`: set it, beside the requests."""
    _check_year(year)
    if request.method != "POST":
        return to("keepsakes:year", year)
    form = BookForm(request.POST, year=year)
    if not form.is_valid():
        return _show_check(request, form.choice, form, status=422)
    about = Making(
        vault=request.vault,
        choice=form.cleaned_data["item"],
        author=form.cleaned_data["name"],
        made_on=_now(request),
    )
    work = WORKS.start(request.account.id, about, still_open(request), about.make)
    work.ended.wait(MOMENT_SECONDS)
    return to("keepsakes:making", work.id)


@require_safe
def making(request: PrivateRequest, id: str) -> HttpResponse:
    """Whether it is set, and the file."""
    return show(request, "keepsakes/making.html", _making_page(own_work(request, id, Making)))


@require_safe
@untouched
def making_progress(request: PrivateRequest, id: str) -> HttpResponse:
    """The same as a fragment, asked for every second while it is under way."""
    if is_gone(request, id, Making):
        return gone("keepsakes:book")
    return show(request, "keepsakes/_making.html", _making_page(own_work(request, id, Making)))


@require_safe
def made_book(request: PrivateRequest, id: str) -> HttpResponseBase:
    """The book."""
    work = own_work(request, id, Making)
    file = cast(Making, work.about).file
    if file is None or not work.ended.is_set():
        raise Http404
    return download(file)


@require_POST
def make_leave(request: PrivateRequest, id: str) -> HttpResponse:
    """Drop what was made, or stop making it."""
    WORKS.drop(own_work(request, id, Making))
    return to("keepsakes:book")


def _check_year(year: int) -> None:
    if not 1 <= year <= 9999:
        raise Http404


def _show_year(
    request: PrivateRequest, choice: Choice, form: ChoiceForm | None = None, *, status: int = 200
) -> HttpResponse:
    opened = request.POST.get("open", request.POST.get("opened", ""))
    kept_back = "kept_back" in request.POST
    page = year_page(request.vault, choice, opened=opened, kept_back=kept_back, form=form)
    return show(request, "keepsakes/year.html", page, status=status)


def _show_check(
    request: PrivateRequest, choice: Choice, form: BookForm | None = None, *, status: int = 200
) -> HttpResponse:
    content = content_of(request.vault, choice)
    page = CheckPage(
        year=choice.year,
        form=form or BookForm(None, year=choice.year),
        ids=" ".join(sorted(choice.ids)),
        items=checked(request.vault, content),
        has_pictures=any(page.value.attachments for page in content.pages),
        left_out=form.left_out if form else frozenset(),
    )
    return show(request, "keepsakes/check.html", page, status=status)


def _now(request: PrivateRequest) -> datetime:
    return in_zone(datetime.now(UTC), zone_of(request))


def _making_page(work: Work) -> MakingPage:
    about = cast(Making, work.about)
    return MakingPage(work=work_part(work), year=about.choice.year, minutes_kept=KEPT_SECONDS // 60)
