"""Writing: a new page, a page being edited, and what to do when two versions meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from emberwell.journal import writing
from emberwell.journal.calendar import Calendar
from emberwell.journal.forms import EntryForm
from emberwell.journal.pages.cards import DraftCard, draft_card, tags_of, waiting_cards
from emberwell.journal.pages.reading import rendered
from emberwell.journal.pages.stream import TAGS_OFFERED
from emberwell.journal.pages.writing import (
    PreviewPart,
    PromptOffer,
    PromptPart,
    WritingPage,
    both_page,
    initial_of,
    is_stale,
    new_tab,
    prompt_part,
)
from emberwell.journal.records import Entry
from emberwell.journal.views.pictures import take_in
from emberwell.journal.writing import Clash, Typed
from emberwell.library.prompts import Prompt, all_prompts
from emberwell.library.prompts import prompt as library_prompt
from emberwell.library.rules import another
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import record_id, to, zone_of
from emberwell.site.show import show
from emberwell.vault.errors import RecordMissing
from emberwell.vault.record import RecordId, new_id
from emberwell.vault.vault import Draft, Saved


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="body")
def write(request: PrivateRequest) -> HttpResponse:
    """`/journal/write/`: a new page; `?prompt=ID` lays a prompt beside it, `?page=ID&tab=TAB` goes on with a draft."""
    if request.method == "POST":
        return _finish(request, page_id=None)
    draft = _asked_draft(request)
    if draft is not None:
        if writing.newest(request.vault, draft.id) is not None:
            return to("journal:edit", draft.id, tab=draft.tab)
        return show(request, "journal/write.html", _going_on(request, draft, page_id=None))
    if request.GET.get("page") and request.vault.find(Entry, record_id(request.GET["page"])):
        return to("journal:edit", request.GET["page"])
    prompt = library_prompt(request.GET.get("prompt", ""))
    typed = _blank(request, prompt)
    return show(request, "journal/write.html", _filled(request, typed, page_id=None, prompt=prompt))


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="body")
def edit(request: PrivateRequest, id: str) -> HttpResponse:
    """`/journal/<id>/edit/`: the same page again, from its newest version or (`?tab=TAB`) from a draft of it."""
    page_id = record_id(id)
    if request.method == "POST":
        return _finish(request, page_id=page_id)
    draft = writing.draft_of(request.vault, page_id, request.GET.get("tab", ""))
    if draft is not None:
        current = writing.newest(request.vault, page_id)
        if current is not None and is_stale(current, draft.based_on):
            return show_both(request, writing.clash_of(request.vault, current, draft), tab=draft.tab, status=200)
        return show(request, "journal/write.html", _going_on(request, draft, page_id=page_id))
    saved = writing.page_in(request.vault, page_id)
    return show(request, "journal/write.html", _opened(request, saved))


@require_POST
def preview(request: PrivateRequest) -> HttpResponse:
    """The page as it will read: a fragment for a script, the whole writing page with the preview in it without one."""
    form = EntryForm(request.POST, zone=zone_of(request))
    body = str(form.fields["body"].to_python(request.POST.get("body", "")))
    html = rendered(request.vault, body)
    if request.headers.get("X-Requested-With") == "fetch":
        return show(request, "journal/_preview.html", PreviewPart(html))
    page_id = _known_page(request)
    return show(request, "journal/write.html", _typed_again(request, form, page_id=page_id, preview=html))


@require_POST
def another_prompt(request: PrivateRequest) -> HttpResponse:
    """Another prompt beside the same words: a fragment for htmx, the whole writing page without scripts."""
    form = EntryForm(request.POST, zone=zone_of(request))
    part = prompt_part(another(all_prompts(), request.POST.get("prompt", "")))
    if request.htmx:
        return show(request, "journal/_prompt.html", PromptOffer(part))
    page = _typed_again(request, form, page_id=_known_page(request))
    return show(request, "journal/write.html", replace(page, prompt=part))


@require_POST
def without_prompt(request: PrivateRequest) -> HttpResponse:
    """Take the prompt away from beside the page."""
    if request.htmx:
        return show(request, "journal/_prompt.html", PromptOffer(None))
    form = EntryForm(request.POST, zone=zone_of(request))
    page = _typed_again(request, form, page_id=_known_page(request))
    return show(request, "journal/write.html", replace(page, prompt=None))


def _finish(request: PrivateRequest, *, page_id: RecordId | None) -> HttpResponse:
    current = writing.newest(request.vault, page_id) if page_id else None
    files = request.FILES.getlist("files")
    sent: dict[str, Any] = {name: request.POST.get(name) for name in request.POST}
    zone = current.value.zone if current else zone_of(request)
    form = EntryForm(sent | ({"record": page_id} if page_id else {}), zone=zone, needs_words=not files)
    if page_id is not None and current is None:
        return _erased_meanwhile(request, form)
    if not form.is_valid():
        return show(request, "journal/write.html", _typed_again(request, form, page_id=page_id), status=422)
    typed = form.typed()
    if files:
        body, refused = take_in(request.vault, files, typed.body)
        typed = replace(typed, body=body)
        if refused:
            return _some_refused(request, form, typed, page_id=page_id, refused=refused)
    result = writing.finish(request.vault, typed)
    if isinstance(result, Clash):
        return show_both(request, result, tab=typed.tab, status=409)
    return to("journal:page", result.id, said="saved")


def _erased_meanwhile(request: PrivateRequest, form: EntryForm) -> HttpResponse:
    """404, as for anything that is not there; the words are on that page, and sealed as a draft when there was one."""
    if form.is_valid() and form.cleaned_data["based_on"]:
        writing.keep(request.vault, form.typed())
    raise RecordMissing


def show_both(request: PrivateRequest, clash: Clash, *, tab: str, status: int) -> HttpResponse:
    return show(request, "journal/both.html", both_page(clash, tab=tab, zone=zone_of(request)), status=status)


def _blank(request: PrivateRequest, prompt: Prompt | None) -> Typed:
    return Typed(
        record=new_id(),
        tab=new_tab(),
        based_on=0,
        body="",
        moment=datetime.now(UTC),
        zone=zone_of(request),
        prompt=prompt.id if prompt else None,
        prompt_text=prompt.text if prompt else "",
        pillar=prompt.pillar if prompt else None,
    )


def _filled(
    request: PrivateRequest, typed: Typed, *, page_id: RecordId | None, prompt: Prompt | None, status: str = ""
) -> WritingPage:
    entry = writing.page_of(typed, None)
    initial = initial_of(entry, record=typed.record, tab=typed.tab, based_on=typed.based_on)
    return _page(
        request,
        EntryForm(initial=initial, zone=typed.zone),
        page_id=page_id,
        record=typed.record,
        tab=typed.tab,
        prompt=prompt_part(prompt, typed),
        status=status,
    )


def _opened(request: PrivateRequest, saved: Saved[Entry]) -> WritingPage:
    tab = new_tab()
    initial = initial_of(saved.value, record=saved.id, tab=tab, based_on=saved.revision)
    return _page(
        request,
        EntryForm(initial=initial, zone=saved.value.zone),
        page_id=saved.id,
        record=saved.id,
        tab=tab,
        prompt=prompt_part(_kept_prompt(saved.value), saved.value),
        drafts=waiting_cards(request.vault, zone_of(request), of=saved.id),
    )


def _going_on(request: PrivateRequest, draft: Draft[Entry], *, page_id: RecordId | None) -> WritingPage:
    initial = initial_of(draft.value, record=draft.id, tab=draft.tab, based_on=draft.based_on)
    card = draft_card(request.vault, draft, zone_of(request))
    return _page(
        request,
        EntryForm(initial=initial, zone=draft.value.zone),
        page_id=page_id,
        record=draft.id,
        tab=draft.tab,
        prompt=prompt_part(_kept_prompt(draft.value), draft.value),
        status=f"Saved and sealed {card.kept_at:%H:%M}",
    )


def _typed_again(
    request: PrivateRequest, form: EntryForm, *, page_id: RecordId | None, preview: str | None = None
) -> WritingPage:
    """The writing page with what was just sent in it, whether or not it was valid."""
    form.is_valid()
    said = form.cleaned_data
    prompt = library_prompt(said.get("prompt") or "")
    return _page(
        request,
        form,
        page_id=page_id,
        record=RecordId(said.get("record") or new_id()),
        tab=said.get("tab") or new_tab(),
        prompt=prompt_part(prompt, form.typed() if form.is_valid() else None),
        preview=preview,
    )


def _page(
    request: PrivateRequest,
    form: EntryForm,
    *,
    page_id: RecordId | None,
    record: RecordId,
    tab: str,
    prompt: PromptPart | None,
    status: str = "",
    preview: str | None = None,
    drafts: tuple[DraftCard, ...] = (),
) -> WritingPage:
    names = request.vault.index(Calendar).tags()[:TAGS_OFFERED]
    return WritingPage(
        form=form,
        page_id=page_id,
        record=record,
        tab=tab,
        prompt=prompt,
        status=status,
        drafts=drafts,
        tags=tags_of(request.vault, names),
        preview=preview,
    )


def _some_refused(
    request: PrivateRequest, form: EntryForm, typed: Typed, *, page_id: RecordId | None, refused: str
) -> HttpResponse:
    sent: dict[str, Any] = {name: form.data.get(name) for name in form.data}
    again = EntryForm(sent | {"body": typed.body}, zone=typed.zone)
    again.is_valid()
    again.add_error("body", refused)
    return show(request, "journal/write.html", _typed_again(request, again, page_id=page_id), status=422)


def _kept_prompt(entry: Entry) -> Prompt | None:
    """The library's prompt while its words are still those the page was written to."""
    found = library_prompt(entry.prompt or "")
    return found if found and found.text == entry.prompt_text else None


def _asked_draft(request: PrivateRequest) -> Draft[Entry] | None:
    return writing.draft_of(request.vault, record_id(request.GET.get("page", "")), request.GET.get("tab", ""))


def _known_page(request: PrivateRequest) -> RecordId | None:
    """The page a form belongs to, when it was saved before."""
    sent = record_id(request.POST.get("record", ""))
    return sent if request.vault.find(Entry, sent) else None
