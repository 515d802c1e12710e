"""Strengths met in one's own pages: read with their evidence, put in own words, named in a kept line."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from emberwell.accounts.rules import zone_for
from emberwell.journal.records import KeptLine
from emberwell.library.purpose import strengths as vocabulary
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import back_or_to, record_id, to
from emberwell.site.show import show
from emberwell.vault.errors import StaleRevision
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved
from emberwell.why.forms import NamingForm, StrengthForm
from emberwell.why.pages.strengths import naming_page, strength_page, strengths_page
from emberwell.why.records import Strength
from emberwell.why.strengths import Naming, is_taken, name_in_line, named


@require_safe
def strengths(request: PrivateRequest) -> HttpResponse:
    """`/why/strengths/`: every strength the person has named, and the lines it was met in."""
    return show(request, "why/strengths.html", strengths_page(request.vault, said=request.GET.get("said", "")))


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="words", also=("name",))
def strength(request: PrivateRequest, id: str) -> HttpResponse:
    """`/why/strengths/<id>/`: its evidence, its name, and what it is like in the one who has it."""
    saved = request.vault.get(Strength, record_id(id))
    if request.method != "POST":
        page = strength_page(request.vault, saved, said=request.GET.get("said", ""))
        return show(request, "why/strength.html", page)
    form = StrengthForm(request.POST)
    if form.is_valid() and is_taken(request.vault, form.cleaned_data["name"], but=saved.id):
        form.add_error("name", "You have named a strength so already. Give this one another name.")
    if not form.is_valid():
        return show(request, "why/strength.html", strength_page(request.vault, saved, form=form), status=422)
    said = form.cleaned_data
    if (said["expected"] or saved.revision) != saved.revision:
        return _changed_meanwhile(request, saved, form)
    changed = msgspec.structs.replace(saved.value, name=said["name"], words=said["words"])
    if changed != saved.value:
        try:
            request.vault.put(changed, id=saved.id, expected=saved.revision)
        except StaleRevision:
            return _changed_meanwhile(request, request.vault.get(Strength, saved.id), form)
    return to("why:strength", saved.id, said="saved")


def _changed_meanwhile(request: PrivateRequest, saved: Saved[Strength], form: StrengthForm) -> HttpResponse:
    again = StrengthForm(initial={**form.cleaned_data, "expected": saved.revision})
    page = strength_page(request.vault, saved, form=again, was_changed=True)
    return show(request, "why/strength.html", page, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="name")
def name_strength(request: PrivateRequest, line: str) -> HttpResponse:
    """`/why/strengths/name/<line>/`: which strengths a kept line shows; unticked, they come off it."""
    kept = request.vault.get(KeptLine, record_id(line))
    if request.method != "POST":
        form = _form(request, initial=_ticked(kept))
        return _naming(request, kept, form, next=request.GET.get("next", ""))
    form, next_page = _form(request, sent=True), request.POST.get("next", "")
    if not form.is_valid():
        return _naming(request, kept, form, next=next_page, status=422)
    said = form.cleaned_data
    if (said["expected"] or kept.revision) != kept.revision:
        return _line_changed(request, kept, form, next=next_page)
    naming = Naming(
        strengths=tuple(RecordId(id) for id in said["strength"]),
        words=tuple(said["word"]),
        name=said["name"],
        now=datetime.now(UTC),
        zone=zone_for(request.vault, request.POST.get("zone", "")),
    )
    try:
        name_in_line(request.vault, kept, naming, vocabulary())
    except StaleRevision:
        return _line_changed(request, request.vault.get(KeptLine, kept.id), form, next=next_page)
    return back_or_to(request, "why:strengths", said="named")


def _ticked(kept: Saved[KeptLine]) -> dict[str, object]:
    return {"strength": kept.value.strengths, "expected": kept.revision}


def _form(request: PrivateRequest, *, sent: bool = False, initial: dict[str, object] | None = None) -> NamingForm:
    own, words = [each.id for each in named(request.vault)], list(vocabulary())
    return NamingForm(request.POST if sent else None, own=own, words=words, initial=initial)


def _line_changed(request: PrivateRequest, kept: Saved[KeptLine], form: NamingForm, *, next: str) -> HttpResponse:
    """Ticked and typed as it was sent, over the line as it is now."""
    again = _form(request, initial={**form.cleaned_data, "expected": kept.revision})
    return _naming(request, kept, again, next=next, was_changed=True, status=409)


def _naming(
    request: PrivateRequest,
    kept: Saved[KeptLine],
    form: NamingForm,
    *,
    next: str,
    was_changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    page = naming_page(request.vault, kept, form, named(request.vault), next=next, was_changed=was_changed)
    return show(request, "why/name_strength.html", page, status=status)
