"""Writing: a new page, a page being edited, and what to do when two versions meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from emberwell.clients.telling import was_told
from emberwell.journal import writing
from emberwell.journal.forms import EntryForm
from emberwell.journal.pages.margin import margin_of
from emberwell.journal.pages.writing import (
    PreviewPart,
    PromptOffer,
    PromptPart,
    both_page,
    is_stale,
    prompt_named,
    prompt_part,
)
from emberwell.journal.records import Entry
from emberwell.journal.rendering import rendered
from emberwell.journal.values import ids_in
from emberwell.journal.views.desk import blank, going_on, known_page, opened, typed_again
from emberwell.journal.views.pictures import take_in
from emberwell.journal.writing import Clash, Typed
from emberwell.prompts.finding import find
from emberwell.prompts.offering import instead_of
from emberwell.prompts.records import OWN, Answer
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import back_or_to, next_asked, record_id, to, zone_of
from emberwell.site.show import show
from emberwell.vault.errors import RecordMissing
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Draft


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="body")
def write(request: PrivateRequest) -> HttpResponse:
    """`/journal/write/`: a new page; `?prompt=ID` lays a prompt or a scene beside it, `?page=ID&tab=TAB` goes on with a
    draft; when it is done the browser goes to `?next=`, a page of ours, or to the page itself.
    """
    if request.method == "POST":
        return _finish(request, page_id=None)
    draft = _asked_draft(request)
    if draft is not None:
        if writing.newest(request.vault, draft.id) is not None:
            return to("journal:edit", draft.id, tab=draft.tab, **_then(request))
        return show(request, "journal/write.html", going_on(request, draft, page_id=None))
    if request.GET.get("page") and request.vault.find(Entry, record_id(request.GET["page"])):
        return to("journal:edit", request.GET["page"], **_then(request))
    return show(request, "journal/write.html", blank(request, _asked_prompt(request)))


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
        return show(request, "journal/write.html", going_on(request, draft, page_id=page_id))
    saved = writing.page_in(request.vault, page_id)
    return show(request, "journal/write.html", opened(request, saved))


@require_POST
def preview(request: PrivateRequest) -> HttpResponse:
    """The page as it will read: a fragment for a script, the whole writing page with the preview in it without one."""
    form = EntryForm(request.POST, zone=zone_of(request))
    body = str(form.fields["body"].to_python(request.POST.get("body", "")))
    html = rendered(request.vault, body)
    if request.headers.get("X-Requested-With") == "fetch":
        return show(request, "journal/_preview.html", PreviewPart(html))
    page_id = known_page(request)
    page = typed_again(request, form, page_id=page_id, preview=html)
    margin = margin_of(request.vault, body, ids_in(page.form["clients"].value()))
    return show(request, "journal/write.html", replace(page, margin=margin))


@require_POST
def another_prompt(request: PrivateRequest) -> HttpResponse:
    """Another prompt beside the same words: a fragment for htmx, the whole writing page without scripts."""
    form = EntryForm(request.POST, zone=zone_of(request))
    passed_over = request.POST.get("prompt", "")
    found = instead_of(request.vault, passed_over, Answer.ANOTHER, now=datetime.now(UTC), zone=zone_of(request))
    part = prompt_part(found) if found else None
    if request.htmx:
        return show(request, "journal/_prompt.html", PromptOffer(part))
    page = typed_again(request, form, page_id=known_page(request))
    return show(request, "journal/write.html", replace(page, prompt=part))


@require_POST
def without_prompt(request: PrivateRequest) -> HttpResponse:
    """Take the prompt away from beside the page."""
    if request.htmx:
        return show(request, "journal/_prompt.html", PromptOffer(None))
    form = EntryForm(request.POST, zone=zone_of(request))
    page = typed_again(request, form, page_id=known_page(request))
    return show(request, "journal/write.html", replace(page, prompt=None))


def _finish(request: PrivateRequest, *, page_id: RecordId | None) -> HttpResponse:
    current = writing.newest(request.vault, page_id) if page_id else None
    files = request.FILES.getlist("files")
    sent = request.POST.copy()
    if page_id:
        sent["record"] = page_id
    zone = current.value.zone if current else zone_of(request)
    form = EntryForm(sent, zone=zone, needs_words=not files)
    if page_id is not None and current is None:
        return _erased_meanwhile(request, form)
    if not form.is_valid():
        return show(request, "journal/write.html", typed_again(request, form, page_id=page_id), status=422)
    typed = form.typed()
    if files:
        body, refused = take_in(request.vault, files, typed.body)
        typed = replace(typed, body=body)
        if refused:
            return _some_refused(request, typed, page_id=page_id, refused=refused)
    result = writing.finish(request.vault, typed)
    if isinstance(result, Clash):
        return show_both(request, result, tab=typed.tab, status=409)
    return told_first(request, back_or_to(request, "journal:page", result.id, said="saved"), result.value)


def told_first(request: PrivateRequest, done: HttpResponseRedirect, page: Entry) -> HttpResponseRedirect:
    """After a page about a client was saved, and on the way to `done`: the sentence about courts and insurers, once."""
    if not page.clients or was_told(request.vault):
        return done
    return to("clients:told", next=done.url)


def _erased_meanwhile(request: PrivateRequest, form: EntryForm) -> HttpResponse:
    """404, as for anything that is not there; the words are on that page, and sealed as a draft when there was one."""
    if form.is_valid() and form.cleaned_data["based_on"]:
        writing.keep(request.vault, form.typed())
    raise RecordMissing


def show_both(request: PrivateRequest, clash: Clash, *, tab: str, status: int) -> HttpResponse:
    page = both_page(request.vault, clash, tab=tab, zone=zone_of(request), next=next_asked(request))
    return show(request, "journal/both.html", page, status=status)


def _then(request: PrivateRequest) -> dict[str, str]:
    """`next`, for an address that goes on with the writing."""
    named = next_asked(request)
    return {"next": named} if named else {}


def _some_refused(request: PrivateRequest, typed: Typed, *, page_id: RecordId | None, refused: str) -> HttpResponse:
    sent = request.POST.copy()
    sent["body"] = typed.body
    if page_id:
        sent["record"] = page_id
    again = EntryForm(sent, zone=typed.zone)
    again.is_valid()
    again.add_error("body", refused)
    return show(request, "journal/write.html", typed_again(request, again, page_id=page_id), status=422)


def _asked_prompt(request: PrivateRequest) -> PromptPart | None:
    named = request.GET.get("prompt", "")
    own = find(request.vault, named) if named.startswith(OWN) else None
    return prompt_part(own) if own else prompt_named(named)


def _asked_draft(request: PrivateRequest) -> Draft[Entry] | None:
    return writing.draft_of(request.vault, record_id(request.GET.get("page", "")), request.GET.get("tab", ""))
