"""One page: read, starred, sent away from On this day, its earlier versions, and its way into the trash and back."""

from __future__ import annotations

from typing import cast

import msgspec
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.journal import writing
from emberwell.journal.keeping import let_page_return, put_page_in_trash, take_page_back
from emberwell.journal.pages.reading import earlier_one_page, earlier_page, entry_page
from emberwell.journal.pages.stream import this_day_part
from emberwell.journal.pages.trash import ErasePage, Trashed, trash_page, trashed
from emberwell.journal.records import Entry
from emberwell.site.access import PrivateRequest
from emberwell.site.asked import back_or_to, record_id, to, today_of, zone_of
from emberwell.site.show import show
from emberwell.vault.errors import RecordMissing
from emberwell.vault.record import Record, RecordId
from emberwell.vault.vault import Saved


@require_safe
def page(request: PrivateRequest, id: str) -> HttpResponse:
    """`/journal/<id>/`: a page to read; one in the trash too, saying so."""
    saved = writing.newest(request.vault, record_id(id))
    if saved is None:
        raise RecordMissing
    shown = entry_page(request.vault, saved, said=request.GET.get("said", ""), zone=zone_of(request))
    return show(request, "journal/page.html", shown)


@require_POST
def star(request: PrivateRequest, id: str) -> HttpResponse:
    """Put the star on a page, or take it off."""
    saved = writing.page_in(request.vault, record_id(id))
    starred = request.POST.get("starred") == "1"
    if saved.value.starred != starred:
        changed = msgspec.structs.replace(saved.value, starred=starred)
        request.vault.put(changed, id=saved.id, expected=saved.revision)
    return to("journal:page", saved.id)


@require_POST
def not_again(request: PrivateRequest, id: str) -> HttpResponse:
    """`Not this one again`: On this day never brings this page back; in its place, the next one of this day."""
    saved = writing.page_in(request.vault, record_id(id))
    if not saved.value.not_again:
        changed = msgspec.structs.replace(saved.value, not_again=True)
        request.vault.put(changed, id=saved.id, expected=saved.revision)
    if request.htmx:
        return show(request, "journal/_this_day.html", this_day_part(request.vault, today_of(request)))
    return to("journal:stream")


@require_POST
def raw(request: PrivateRequest, id: str) -> HttpResponse:
    """`It may come back now`: a page that was still raw is so no more."""
    let_page_return(request.vault, writing.page_in(request.vault, record_id(id)))
    return to("journal:page", id, said="awake")


@require_safe
def earlier(request: PrivateRequest, id: str) -> HttpResponse:
    """`/journal/<id>/earlier/`: every version there was."""
    history = request.vault.history(Entry, record_id(id))
    return show(request, "journal/earlier.html", earlier_page(history, zone=zone_of(request)))


@require_safe
def earlier_one(request: PrivateRequest, id: str, revision: int) -> HttpResponse:
    """One earlier version, and what has changed since."""
    history = request.vault.history(Entry, record_id(id))
    old = next((saved for saved in history if saved.revision == revision), None)
    if old is None:
        raise Http404
    shown = earlier_one_page(request.vault, old, history[0], zone=zone_of(request))
    return show(request, "journal/earlier_one.html", shown)


@require_POST
def bring_back(request: PrivateRequest, id: str, revision: int) -> HttpResponse:
    """Make an earlier version the newest."""
    writing.bring_back(request.vault, record_id(id), revision)
    return to("journal:page", id, said="back")


@require_POST
def put_in_trash(request: PrivateRequest, id: str) -> HttpResponse:
    """Put a page in the trash."""
    put_page_in_trash(request.vault, writing.page_in(request.vault, record_id(id)))
    return to("journal:stream", trashed=id)


@require_safe
def trash(request: PrivateRequest) -> HttpResponse:
    """`/journal/trash/`: what is there, and until when."""
    shown = trash_page(request.vault, zone=zone_of(request), said=request.GET.get("said", ""))
    return show(request, "journal/trash.html", shown)


@require_POST
def restore(request: PrivateRequest, id: str) -> HttpResponse:
    """Take something out of the trash, unless something else is kept in its place."""
    saved, item = _in_trash(request, record_id(id))
    if item.in_its_place:
        return to("journal:trash", said="kept")
    if isinstance(saved.value, Entry):
        take_page_back(request.vault, cast("Saved[Entry]", saved))
        return back_or_to(request, "journal:page", saved.id, said="back")
    request.vault.restore(saved.id)
    return back_or_to(request, "journal:trash", said="restored")


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: PrivateRequest, id: str) -> HttpResponse:
    """Erase something in the trash for good, after asking once more."""
    saved, item = _in_trash(request, record_id(id))
    if request.method == "POST":
        request.vault.purge(saved.id)
        return to("journal:trash", said="erased")
    return show(request, "journal/erase.html", ErasePage(item))


def _in_trash(request: PrivateRequest, id: RecordId) -> tuple[Saved[Record], Trashed]:
    """Something of the trash, and what is shown of it; 404 for what nobody puts there by hand."""
    for saved in request.vault.trashed():
        if saved.id == id and (item := trashed(saved, zone_of(request), request.vault)):
            return saved, item
    raise RecordMissing
