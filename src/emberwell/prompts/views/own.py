"""A prompt of one's own: written, changed, put in the trash."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from emberwell.accounts.rules import zone_for
from emberwell.prompts.forms import OwnPromptForm
from emberwell.prompts.keeping import keep_changed, keep_own
from emberwell.prompts.pages import OwnPage, own_page
from emberwell.prompts.records import OwnPrompt
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import record_id, to
from emberwell.site.show import show
from emberwell.vault.errors import StaleRevision
from emberwell.vault.vault import Saved

_late = late_save(field="text", also=("note",))


@require_http_methods(["GET", "HEAD", "POST"])
@_late
def new(request: PrivateRequest) -> HttpResponse:
    """`/prompts/own/`: write one."""
    if request.method != "POST":
        return show(request, "prompts/own.html", OwnPage(OwnPromptForm(initial={"is_offered": True}), None))
    form = OwnPromptForm(request.POST)
    if not form.is_valid():
        return show(request, "prompts/own.html", OwnPage(form, None), status=422)
    zone = zone_for(request.vault, request.POST.get("zone", ""))
    keep_own(request.vault, OwnPrompt(**form.fields_of(), made_at=datetime.now(UTC), zone=zone))
    return to("prompts:yours", said="saved")


@require_http_methods(["GET", "HEAD", "POST"])
@_late
def own(request: PrivateRequest, id: str) -> HttpResponse:
    """`/prompts/own/<id>/`: change one. Pages written to it keep the words it had."""
    saved = request.vault.get(OwnPrompt, record_id(id))
    if request.method != "POST":
        return show(request, "prompts/own.html", own_page(saved))
    form = OwnPromptForm(request.POST)
    if not form.is_valid():
        return show(request, "prompts/own.html", OwnPage(form, saved.id), status=422)
    changed = msgspec.structs.replace(saved.value, **form.fields_of())
    try:
        keep_changed(request.vault, saved, changed, expected=form.cleaned_data["expected"])
    except StaleRevision:
        return _changed_meanwhile(request, request.vault.get(OwnPrompt, saved.id))
    return to("prompts:yours", said="changed")


@require_POST
def trash(request: PrivateRequest, id: str) -> HttpResponse:
    """Put one in the trash. Sets keep its place."""
    saved = request.vault.get(OwnPrompt, record_id(id))
    request.vault.trash(saved.id)
    return to("prompts:yours", said="trashed", gone=saved.id)


def _changed_meanwhile(request: PrivateRequest, saved: Saved[OwnPrompt]) -> HttpResponse:
    sent = request.POST.copy()
    sent["expected"] = str(saved.revision)
    page = OwnPage(OwnPromptForm(sent), saved.id, saved_meanwhile=saved.value.text)
    return show(request, "prompts/own.html", page, status=409)
