"""The list for supervision: one tap to put something on it, ticked off, printed on one sheet."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.accounts.rules import zone_for
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import back_or_to, record_id, to, today_of
from emberwell.site.show import show
from emberwell.supervision import keeping
from emberwell.supervision.forms import ItemForm, TakeForm, TickForm
from emberwell.supervision.pages import item_page, items_page, sheet_page
from emberwell.supervision.records import Item
from emberwell.vault.errors import StaleRevision
from emberwell.vault.vault import Saved


@require_safe
def items(request: PrivateRequest) -> HttpResponse:
    """`/supervision/`: what is to be taken; folded below, what was. `?after=ID` for older ones."""
    gone = request.GET.get("gone", "")
    trashed = gone if gone and any(saved.id == gone for saved in request.vault.trashed()) else ""
    after, said = request.GET.get("after", ""), request.GET.get("said", "")
    return show(request, "supervision/items.html", items_page(request.vault, said=said, trashed=trashed, after=after))


@require_POST
@late_save(field="text")
def take(request: PrivateRequest) -> HttpResponse:
    """Put a page, a line or own words on the list. To htmx it answers with what stands in place of the button."""
    form = TakeForm(request.POST)
    if not form.is_valid():
        return show(request, "supervision/items.html", items_page(request.vault, said="", form=form), status=422)
    now, zone = datetime.now(UTC), zone_for(request.vault, request.POST.get("zone", ""))
    keeping.take(request.vault, source=form.source_id(), text=form.cleaned_data["text"], now=now, zone=zone)
    if request.htmx:
        return show(request, "supervision/_taken.html", None)
    return back_or_to(request, "supervision:items", said="taken")


@require_safe
def sheet(request: PrivateRequest) -> HttpResponse:
    """`/supervision/sheet/`: for paper; `?names=1` with code names."""
    page = sheet_page(request.vault, today=today_of(request), with_names=request.GET.get("names") == "1")
    return show(request, "supervision/sheet.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="text", also=("came_of",))
def item(request: PrivateRequest, id: str) -> HttpResponse:
    """`/supervision/<id>/`: change its words, and what came of it."""
    saved = request.vault.get(Item, record_id(id))
    if request.method != "POST":
        return show(request, "supervision/item.html", item_page(request.vault, saved))
    form = ItemForm(request.POST)
    if not form.is_valid():
        return show(request, "supervision/item.html", item_page(request.vault, saved, form), status=422)
    if (form.cleaned_data["expected"] or saved.revision) != saved.revision:
        return _meanwhile(request, saved, form.cleaned_data["text"], form.cleaned_data["came_of"])
    try:
        changed = keeping.change(request.vault, saved, form.cleaned_data["text"], form.cleaned_data["came_of"])
    except StaleRevision:
        return _meanwhile(request, saved, form.cleaned_data["text"], form.cleaned_data["came_of"])
    return to("supervision:items") if changed else to("supervision:items", said="trashed", gone=saved.id)


@require_POST
@late_save(field="came_of")
def tick(request: PrivateRequest, id: str) -> HttpResponse:
    """It was taken, and what came of it, if anything is said."""
    saved = request.vault.get(Item, record_id(id))
    form = TickForm(request.POST)
    if not form.is_valid():
        again = ItemForm(request.POST.dict() | {"text": saved.value.text})
        return show(request, "supervision/item.html", item_page(request.vault, saved, again), status=422)
    said = form.cleaned_data
    if (said["expected"] or saved.revision) != saved.revision and saved.value.taken_on is None:
        return _meanwhile(request, saved, saved.value.text, said["came_of"])
    try:
        # Pressed twice, or ticked off elsewhere meanwhile: words that stand already are not emptied.
        keeping.tick(request.vault, saved, today_of(request), said["came_of"] or saved.value.came_of)
    except StaleRevision:
        return _meanwhile(request, saved, saved.value.text, said["came_of"])
    return to("supervision:items", said="ticked")


@require_POST
def untick(request: PrivateRequest, id: str) -> HttpResponse:
    """On the list again."""
    keeping.untick(request.vault, request.vault.get(Item, record_id(id)))
    return to("supervision:items", said="unticked")


@require_POST
def trash(request: PrivateRequest, id: str) -> HttpResponse:
    """Take it off the list: into the trash. What it was taken from stays as it is."""
    request.vault.trash(request.vault.get(Item, record_id(id)).id)
    return to("supervision:items", said="trashed", gone=id)


def _meanwhile(request: PrivateRequest, saved: Saved[Item], text: str, came_of: str) -> HttpResponse:
    """The item as another tab saved it, beside what was typed here."""
    now = request.vault.get(Item, saved.id)
    form = ItemForm(initial={"text": text, "came_of": came_of, "expected": now.revision})
    return show(request, "supervision/item.html", item_page(request.vault, now, form, clash=True), status=409)
