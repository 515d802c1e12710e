"""What makes one forget the time: noted, changed, removed, taken back."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from emberwell.accounts.rules import zone_for
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import record_id, to
from emberwell.site.show import show
from emberwell.vault.errors import RecordMissing, StaleRevision
from emberwell.vault.vault import Saved
from emberwell.why.forms import PassionForm
from emberwell.why.pages.passions import PassionPage, passion_card, passions_page
from emberwell.why.records import Passion


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="text")
def passions(request: PrivateRequest) -> HttpResponse:
    """`/why/passions/`: the lines, newest first, and a place for another."""
    if request.method != "POST":
        said, gone = request.GET.get("said", ""), request.GET.get("passion", "")
        return show(request, "why/passions.html", passions_page(request.vault, said=said, trashed=gone))
    form = PassionForm(request.POST)
    if not form.is_valid():
        page = passions_page(request.vault, said="", trashed="", form=form)
        return show(request, "why/passions.html", page, status=422)
    zone = zone_for(request.vault, request.POST.get("zone", ""))
    text = form.cleaned_data["text"]
    if all(saved.value.text != text for saved in request.vault.all(Passion)):  # a double press is one line
        request.vault.put(Passion(text=text, noted_at=datetime.now(UTC), zone=zone))
    return to("why:passions", said="noted")


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="text")
def passion(request: PrivateRequest, id: str) -> HttpResponse:
    """`/why/passions/<id>/`: change a line."""
    saved = request.vault.get(Passion, record_id(id))
    if request.method != "POST":
        form = PassionForm(initial={"text": saved.value.text, "expected": saved.revision})
        return show(request, "why/passion.html", PassionPage(passion_card(saved), form, ""))
    form = PassionForm(request.POST)
    if not form.is_valid():
        return show(request, "why/passion.html", PassionPage(passion_card(saved), form, ""), status=422)
    text = form.cleaned_data["text"]
    if (form.cleaned_data["expected"] or saved.revision) != saved.revision:
        return _changed_meanwhile(request, saved, text)
    changed = msgspec.structs.replace(saved.value, text=text)
    if changed != saved.value:
        try:
            request.vault.put(changed, id=saved.id, expected=saved.revision)
        except StaleRevision:
            return _changed_meanwhile(request, request.vault.get(Passion, saved.id), text)
    return to("why:passions", said="changed")


@require_POST
def trash_passion(request: PrivateRequest, id: str) -> HttpResponse:
    """Put a line in the trash."""
    saved = request.vault.get(Passion, record_id(id))
    request.vault.trash(saved.id)
    return to("why:passions", said="trashed", passion=saved.id)


@require_POST
def restore_passion(request: PrivateRequest, id: str) -> HttpResponse:
    """Take a line out of the trash."""
    for saved in request.vault.trashed():
        if saved.id == id and isinstance(saved.value, Passion):
            request.vault.restore(saved.id)
            return to("why:passions", said="back")
    raise RecordMissing


def _changed_meanwhile(request: PrivateRequest, saved: Saved[Passion], text: str) -> HttpResponse:
    form = PassionForm(initial={"text": text, "expected": saved.revision})
    page = PassionPage(passion_card(saved), form, saved.value.text)
    return show(request, "why/passion.html", page, status=409)
