"""Walking a path: begin, one step, a word on it, its small act; leave it, end it, take it up, throw it away."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from emberwell.accounts.rules import preferences, zone_for
from emberwell.library import paths as library
from emberwell.library.paths import Kind, Path
from emberwell.paths import forms, walking
from emberwell.paths.acts import ActClash, keep_act, week_for
from emberwell.paths.forms import ActForm, BeginForm, WalkForm, WordForm
from emberwell.paths.pages.step import step_page
from emberwell.paths.records import Walk, Word
from emberwell.paths.rules import ended, left, taken_up, with_word
from emberwell.paths.walking import Place, Standing, standing_of
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import record_id, to, today_of
from emberwell.site.show import show
from emberwell.vault.vault import Saved
from emberwell.week.records import Act

_WORDS = {forms.DONE: Word.DONE, forms.NOT_THIS_ONE: Word.NOT_THIS_ONE, forms.LEAVE_OPEN: None}


@require_POST
def begin(request: PrivateRequest, id: str) -> HttpResponse:
    """Begin a path, or again once the walk before was left or ended; an open walk is gone on with."""
    path = library.path(id)
    if path is None:
        raise Http404
    form = BeginForm(request.POST)
    form.full_clean()
    said = form.cleaned_data
    zone = zone_for(request.vault, said.get("zone", ""))
    walk = walking.begin(request.vault, path, id=said["walk"], now=datetime.now(UTC), zone=zone)
    following = standing_of(request.vault, walk).next
    return to("paths:step", walk.id, following.step.id) if following else to("paths:path", path.id)


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="act_what", also=("act_when", "act_where", "act_if", "act_then"))
def step(request: PrivateRequest, id: str, step: str) -> HttpResponse:
    """One step; a POST keeps its small act."""
    standing, path, place = _place(request, id, step)
    if request.method != "POST":
        return _show_step(request, standing, path, place)
    if place.step.kind is not Kind.ACT:
        raise Http404
    form = ActForm(request.POST)
    if not form.is_valid():
        return _show_step(request, standing, path, place, form, status=422)
    kept = keep_act(
        request.vault,
        standing.walk.id,
        place.step.id,
        form.said(),
        id=form.cleaned_data["act"],
        expected=form.cleaned_data["expected"] or 0,
        for_week=_week_for(request),
        now=datetime.now(UTC),
        zone=zone_for(request.vault, form.cleaned_data["zone"]),
    )
    if isinstance(kept, ActClash):
        return _show_step(request, standing, path, place, _on_newest(request, kept), status=409, clash=kept.saved)
    return to("paths:path", path.id, said="act")


@require_POST
def word(request: PrivateRequest, id: str, step: str) -> HttpResponse:
    """`I did this`, `Not this one`, or neither after all."""
    standing, path, place = _place(request, id, step)
    form = WordForm(request.POST)
    if not form.is_valid():
        return _show_step(request, standing, path, place, status=422)
    said, now = form.cleaned_data["do"], datetime.now(UTC)
    walking.change(request.vault, standing.walk.id, lambda walk: with_word(walk, place.step.id, _WORDS[said], now))
    if said == forms.LEAVE_OPEN:
        return to("paths:step", standing.walk.id, place.step.id)
    return to("paths:path", path.id, said=said)


@require_POST
def state(request: PrivateRequest, id: str) -> HttpResponse:
    """Leave a walk, end it, or take it up again where it was. What was written stays in any case."""
    walk, now = request.vault.get(Walk, record_id(id)), datetime.now(UTC)
    form = WalkForm(request.POST)
    if not form.is_valid():
        raise Http404
    asked = form.cleaned_data["do"]
    how = {forms.LEAVE: lambda one: left(one, now), forms.END: lambda one: ended(one, now), forms.TAKE_UP: taken_up}
    walking.change(request.vault, walk.id, how[asked])
    said = {forms.LEAVE: "left", forms.END: "ended", forms.TAKE_UP: "taken-up"}[asked]
    return _to_path(walk, said=said)


@require_POST
def trash(request: PrivateRequest, id: str) -> HttpResponse:
    """Put a walk in the trash: what it knew of the steps, and no word that was written."""
    walk = request.vault.get(Walk, record_id(id))
    request.vault.trash(walk.id, expected=walk.revision)
    return _to_path(walk, said="trashed", gone=walk.id)


def _to_path(walk: Saved[Walk], **query: str) -> HttpResponse:
    """The path's page; the list when the path has left the library."""
    path = library.path(walk.value.path)
    return to("paths:path", path.id, **query) if path else to("paths:paths")


def _place(request: PrivateRequest, id: str, step_id: str) -> tuple[Standing, Path, Place]:
    """A step of one of this person's walks; 404 for one that the path does not have (any more)."""
    standing = standing_of(request.vault, request.vault.get(Walk, record_id(id)))
    place = standing.place(step_id)
    if standing.path is None or place is None:
        raise Http404
    return standing, standing.path, place


def _show_step(
    request: PrivateRequest,
    standing: Standing,
    path: Path,
    place: Place,
    form: ActForm | None = None,
    *,
    clash: Saved[Act] | None = None,
    status: int = 200,
) -> HttpResponse:
    for_week = _week_for(request) if place.step.kind is Kind.ACT else None
    page = step_page(
        request.vault,
        standing,
        path,
        place,
        for_week=for_week,
        form=form,
        clash=clash,
        has_practised=request.GET.get("said") == "kept",
    )
    return show(request, "paths/step.html", page, status=status)


def _on_newest(request: PrivateRequest, clash: ActClash) -> ActForm:
    """The form with what was typed, to stand in place of what is saved now if it is sent once more."""
    sent = request.POST.copy()
    sent["expected"], sent["act"] = str(clash.saved.revision), clash.saved.id
    return ActForm(sent)


def _week_for(request: PrivateRequest) -> date:
    return week_for(request.vault.all(Act), today_of(request), preferences(request.vault).week_day)
