"""Sets of prompts: made, changed, shared as a file, brought from one."""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime

import msgspec
from django.http import HttpResponse, HttpResponseBadRequest
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.accounts.rules import zone_for
from emberwell.exchange.bounds import CannotRead
from emberwell.library.cards import Kind, Paper, likely_paper
from emberwell.library.printing import cards_pdf
from emberwell.prompts.finding import find, find_all
from emberwell.prompts.forms import AddForm, FileForm, SetForm
from emberwell.prompts.keeping import add_to_set, as_brought, cards_of, coming, keep_changed, keep_set
from emberwell.prompts.keeping import bring as bring_file
from emberwell.prompts.pages import BringPage, ChangeSetPage, bring_page, offered_for, set_page
from emberwell.prompts.records import PromptSet
from emberwell.prompts.set_file import FILE_BYTES, read_file, write_file
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import record_id, to
from emberwell.site.show import show
from emberwell.vault.errors import RecordMissing, StaleRevision, TooLarge
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved

_late = late_save(field="words", also=("name",))
_MOST_CODED = FILE_BYTES * 4 // 3 + 8


@require_http_methods(["GET", "HEAD", "POST"])
@_late
def new(request: PrivateRequest) -> HttpResponse:
    """`/prompts/sets/`: make one; `?prompt=ID` stands in it to begin with."""
    first = find(request.vault, request.POST.get("first", "") or request.GET.get("prompt", ""))
    offered = offered_for(request.vault, None)
    if first and first.id not in dict(offered):
        offered.insert(0, (first.id, first.text))
    if request.method != "POST":
        form = SetForm(initial={"prompts": [first.id] if first else []}, offered=offered)
        return show(request, "prompts/change_set.html", ChangeSetPage(form, None))
    form = SetForm(request.POST, offered=offered)
    if not form.is_valid():
        return show(request, "prompts/change_set.html", ChangeSetPage(form, None), status=422)
    said = form.cleaned_data
    made = PromptSet(
        name=said["name"],
        about=said["words"],
        prompts=tuple(said["prompts"]),
        made_at=datetime.now(UTC),
        zone=zone_for(request.vault, request.POST.get("zone", "")),
    )
    return to("prompts:set", keep_set(request.vault, made).id, said="saved")


@require_safe
def one(request: PrivateRequest, id: str) -> HttpResponse:
    """`/prompts/sets/<id>/`: to read, write from, print and share."""
    saved = request.vault.get(PromptSet, record_id(id))
    return show(request, "prompts/set.html", set_page(request.vault, saved, said=request.GET.get("said", "")))


@require_http_methods(["GET", "HEAD", "POST"])
@_late
def change(request: PrivateRequest, id: str) -> HttpResponse:
    """`/prompts/sets/<id>/change/`: its name, and what stands in it."""
    saved = request.vault.get(PromptSet, record_id(id))
    offered = offered_for(request.vault, saved)
    if request.method != "POST":
        value = saved.value
        initial = {"name": value.name, "words": value.about, "prompts": value.prompts, "expected": saved.revision}
        form = SetForm(initial=initial, offered=offered)
        return show(request, "prompts/change_set.html", ChangeSetPage(form, saved.id))
    form = SetForm(request.POST, offered=offered)
    if not form.is_valid():
        return show(request, "prompts/change_set.html", ChangeSetPage(form, saved.id), status=422)
    changed = _changed(request, saved, form)
    try:
        keep_changed(request.vault, saved, changed, expected=form.cleaned_data["expected"])
    except StaleRevision:
        return _changed_meanwhile(request, request.vault.get(PromptSet, saved.id))
    return to("prompts:set", saved.id, said="changed")


@require_POST
def add(request: PrivateRequest) -> HttpResponse:
    """Put a prompt into a set, from the prompt's own page."""
    form = AddForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    prompt = find(request.vault, form.cleaned_data["prompt"])
    if prompt is None:
        raise RecordMissing
    saved = add_to_set(request.vault, RecordId(form.cleaned_data["set"]), prompt.id)
    return to("prompts:set", saved.id, said="added")


@require_safe
def file(request: PrivateRequest, id: str) -> HttpResponse:
    """The set as a file for a colleague."""
    value = request.vault.get(PromptSet, record_id(id)).value
    content = write_file(value.name, value.about, as_brought(find_all(request.vault, value.prompts)))
    name = slugify(value.name) or "prompts"
    headers = {"Content-Disposition": f'attachment; filename="{name}.prompts.json"'}
    return HttpResponse(content, content_type="application/json", headers=headers)


@require_safe
def cards(request: PrivateRequest, id: str) -> HttpResponse:
    """The set as cards to cut: `?paper=letter`, `?paper=a4`, or what the browser's country prints on.

    Raises WrongChoice for a set of more than a file holds, PrinterBusy.
    """
    value = request.vault.get(PromptSet, record_id(id)).value
    found = find_all(request.vault, value.prompts)
    asked = request.GET.get("paper", "")
    paper = Paper(asked) if asked in set(Paper) else likely_paper(request.headers.get("Accept-Language", ""))
    made = cards_pdf(cards_of(found), kind=Kind.PROMPTS, paper=paper, made_on=datetime.now(UTC))
    headers = {"Content-Disposition": f'attachment; filename="{slugify(value.name) or "prompts"}-{paper}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@require_POST
def trash(request: PrivateRequest, id: str) -> HttpResponse:
    """Put a set in the trash; its prompts stay."""
    saved = request.vault.get(PromptSet, record_id(id))
    request.vault.trash(saved.id)
    return to("prompts:yours", said="trashed", gone=saved.id)


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: PrivateRequest) -> HttpResponse:
    """`/prompts/bring/`: choose a file; look at what it holds; then (`content`) bring it."""
    if request.method != "POST":
        return show(request, "prompts/bring.html", BringPage(FileForm()))
    form = FileForm(request.POST, request.FILES)
    try:
        content = _sent_again(request)
        if content is None:
            if not form.is_valid():
                return show(request, "prompts/bring.html", BringPage(form), status=422)
            content = form.content()
        found = read_file(content)
    except (CannotRead, TooLarge) as problem:
        return show(request, "prompts/bring.html", BringPage(FileForm(), problem=str(problem)), status=422)
    if "content" not in request.POST:
        page = bring_page(coming(request.vault, found), base64.b64encode(content).decode("ascii"))
        return show(request, "prompts/bring.html", page)
    zone = zone_for(request.vault, request.POST.get("zone", ""))
    return to("prompts:set", bring_file(request.vault, found, now=datetime.now(UTC), zone=zone).id, said="brought")


def _sent_again(request: PrivateRequest) -> bytes | None:
    """The file that was looked at, as the page sends it again; None for one that comes for the first time."""
    coded = request.POST.get("content")
    if coded is None:
        return None
    try:
        return base64.b64decode(coded[:_MOST_CODED], validate=True)
    except binascii.Error:
        raise CannotRead("The file did not come back whole.", then="Choose it once more.") from None


def _changed(request: PrivateRequest, saved: Saved[PromptSet], form: SetForm) -> PromptSet:
    said = form.cleaned_data
    ticked = set(said["prompts"])
    shown = dict(offered_for(request.vault, saved))
    # What could not be shown keeps its place: it lies in the trash, has left the library, or a newer release wrote it.
    stay = [id for id in saved.value.prompts if id in ticked or id not in shown]
    prompts = tuple(dict.fromkeys([*stay, *said["prompts"]]))
    return msgspec.structs.replace(saved.value, name=said["name"], about=said["words"], prompts=prompts)


def _changed_meanwhile(request: PrivateRequest, saved: Saved[PromptSet]) -> HttpResponse:
    sent = request.POST.copy()
    sent["expected"] = str(saved.revision)
    form = SetForm(sent, offered=offered_for(request.vault, saved))
    return show(request, "prompts/change_set.html", ChangeSetPage(form, saved.id, saved_meanwhile=True), status=409)
