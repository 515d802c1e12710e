"""Drafts: sealed on the way to becoming pages, offered again, made pages, or put in the trash."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from emberwell.journal import writing
from emberwell.journal.forms import EntryForm
from emberwell.journal.pages.cards import DraftsPart, waiting_cards
from emberwell.journal.records import Entry
from emberwell.journal.views.writing import show_both, told_first
from emberwell.journal.writing import Clash
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import record_id, to, zone_of
from emberwell.site.show import show
from emberwell.vault.vault import Draft


@require_POST
@late_save(field="body")
def draft(request: PrivateRequest) -> HttpResponse:
    """`/journal/draft/`: seal what is being written, without finishing it. Answers JSON, once it is on the disk."""
    form = EntryForm(request.POST, zone=zone_of(request))
    if not form.is_valid():
        return JsonResponse({"error": _first_error(form)}, status=422)
    typed_at = form.fields["moment"].to_python(request.POST.get("typed_at"))
    kept_at = writing.keep(request.vault, form.typed(), typed_at=typed_at)
    return JsonResponse({"kept_at": kept_at.isoformat() if kept_at else None})


@require_safe
def drafts(request: PrivateRequest) -> HttpResponse:
    """`/journal/drafts/`: what was being written and is not a page yet."""
    return show(request, "journal/_drafts.html", DraftsPart(waiting_cards(request.vault, zone_of(request))))


@require_POST
def draft_key(request: PrivateRequest) -> HttpResponse:
    """The key a page holds in memory, for words it must keep in the browser while the server is away."""
    return JsonResponse({"key": request.vault.draft_key().hex()})


@require_POST
def finish_draft(request: PrivateRequest) -> HttpResponse:
    """Make a waiting draft a page as it is."""
    waiting = _posted_draft(request)
    result = writing.finish(request.vault, writing.typed_of(waiting))
    if isinstance(result, Clash):
        return show_both(request, result, tab=waiting.tab, status=409)
    return told_first(request, to("journal:page", result.id, said="saved"), result.value)


@require_POST
def discard_draft(request: PrivateRequest) -> HttpResponse:
    """Put a waiting draft in the trash, where it stays for 30 days."""
    return to("journal:stream", trashed=writing.discard(request.vault, _posted_draft(request)))


def _posted_draft(request: PrivateRequest) -> Draft[Entry]:
    sent = request.POST
    found = writing.draft_of(request.vault, record_id(sent.get("record", "")), sent.get("tab", ""))
    if found is None:
        raise Http404
    return found


def _first_error(form: EntryForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)
