"""The usual band, a check-in on any day, the answer to an early word, and one's own early sign."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.accounts.rules import zone_for
from emberwell.insight.forms import AnswerForm, RevisionForm, SignForm
from emberwell.insight.hearing import NOT_NOW, answer_word, check_in_on, keep_check_in, keep_sign
from emberwell.insight.hearing import own_sign as kept_sign
from emberwell.insight.pages.bands import CheckInPage, band_page, own_sign_page
from emberwell.journal.dates import local_date
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import back_or_to, to, today_of, zone_of
from emberwell.site.show import show
from emberwell.vault.errors import StaleRevision
from emberwell.week.check_in import CheckInForm


@require_safe
def band(request: PrivateRequest) -> HttpResponse:
    """`/alignment/band/`: five answers against one's own usual, and the early word while one is due."""
    return _band(request)


@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: PrivateRequest) -> HttpResponse:
    """`/alignment/check-in/`: the five questions, any day; one check-in a day, which week's end shares."""
    now = datetime.now(UTC)
    zone = zone_for(request.vault, request.POST.get("zone", ""))
    day = local_date(now, zone)
    saved = check_in_on(request.vault, day)
    revision = saved.revision if saved else 0
    if request.method != "POST":
        form = CheckInForm(initial=CheckInForm.initial_of(saved.value if saved else None))
        return show(request, "insight/check_in.html", CheckInPage(form, revision, day, is_clash=False))
    form, expected = CheckInForm(request.POST), RevisionForm(request.POST).revision()
    if not form.is_valid():
        return show(request, "insight/check_in.html", CheckInPage(form, expected, day, is_clash=False), status=422)
    try:
        kept = keep_check_in(request.vault, day, form.answers(), expected=expected, now=now, zone=zone)
    except StaleRevision:
        return show(request, "insight/check_in.html", CheckInPage(form, revision, day, is_clash=True), status=409)
    return back_or_to(request, "insight:band", said="kept" if kept else "blank")


@require_POST
def word_answer(request: PrivateRequest) -> HttpResponse:
    """`/alignment/word/`: take it to supervision, take one thing off, or not now; then it is said no more."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _band(request, status=422)
    answer = form.cleaned_data["answer"]
    answer_word(request.vault, answer, today=today_of(request), now=datetime.now(UTC), zone=zone_of(request))
    if answer == NOT_NOW:
        return back_or_to(request, "insight:band", said=answer)
    return to("insight:band", said=answer)


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="text")
def own_sign(request: PrivateRequest) -> HttpResponse:
    """`/alignment/own-sign/`: my own early sign, and two people, written down when well."""
    saved = kept_sign(request.vault)
    if request.method != "POST":
        said = request.GET.get("said", "")
        page = own_sign_page(SignForm.of(saved), saved, said=said)
        return show(request, "insight/own_sign.html", page)
    form = SignForm(request.POST)
    if not form.is_valid():
        return show(request, "insight/own_sign.html", own_sign_page(form, saved), status=422)
    zone = zone_for(request.vault, request.POST.get("zone", ""))
    try:
        kept = keep_sign(request.vault, form.sign(), now=datetime.now(UTC), zone=zone)
    except StaleRevision:
        return _changed_meanwhile(request, form)
    return to("insight:own_sign", said="kept" if kept else "gone")


def _band(request: PrivateRequest, status: int = 200) -> HttpResponse:
    page = band_page(
        request.vault, today_of(request), span=request.GET.get("span", ""), said=request.GET.get("said", "")
    )
    return show(request, "insight/band.html", page, status=status)


def _changed_meanwhile(request: PrivateRequest, typed: SignForm) -> HttpResponse:
    """What was typed, to be kept once more on top of what another tab kept."""
    saved = kept_sign(request.vault)
    form = SignForm(initial=typed.cleaned_data | {"expected": saved.revision if saved else 0})
    return show(request, "insight/own_sign.html", own_sign_page(form, saved, is_clash=True), status=409)
