"""The value cards: laid one at a time, chosen from, finished; and put away or taken up again."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from emberwell.library.purpose import cards
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import back_or_to, to, zone_of
from emberwell.site.show import show
from emberwell.vault.errors import StaleRevision
from emberwell.vault.record import RecordId, new_id
from emberwell.why import sitting
from emberwell.why.forms_sort import RECORD, CardForm, OwnForm
from emberwell.why.pages.sort import deck_page, sorted_page
from emberwell.why.records import Pile, Sort
from emberwell.why.rules import latest_sort
from emberwell.why.sorting import can_finish, enough, lay, reopen, undo, write_own

_NOT_IN_DECK = "That card is not in the deck any more. The others lie as they lay."
_AT_MOST_FIVE = "One to five can stay."


@require_safe
def sort(request: PrivateRequest) -> HttpResponse:
    """`/why/sort/`: the cards; or, once there are five, those. `?again=1` sorts anew, `?next=` is where to go on."""
    draft = sitting.in_progress(request.vault)
    latest = latest_sort(request.vault.all(Sort))
    if draft is None and latest is not None and not request.GET.get("again"):
        waiting = sitting.put_away(request.vault)
        return show(request, "why/sorted.html", sorted_page(request.vault, latest, waiting, next=_next(request)))
    id, begun = (draft.id, draft.value) if draft else (new_id(), _new(request))
    return _shown(request, id, begun)


@require_POST
def sort_lay(request: PrivateRequest) -> HttpResponse:
    """Lay a card on a pile: from the deck, or while choosing, set aside and taken back."""
    sitting_now = _sitting(request)
    if sitting_now is None:
        return _on_to_values(request)
    id, now = sitting_now
    form = CardForm(request.POST, known={*cards(), *(move.card for move in now.moves)})
    if not form.is_valid():
        return _shown(request, id, now, trouble=_NOT_IN_DECK, status=422)
    return _keep(request, id, now, lay(now, form.cleaned_data["card"], Pile(form.cleaned_data["pile"])))


@require_POST
def sort_undo(request: PrivateRequest) -> HttpResponse:
    """Take the last move back."""
    sitting_now = _sitting(request)
    return _keep(request, *sitting_now, undo(sitting_now[1])) if sitting_now else _on_to_values(request)


@require_POST
def sort_enough(request: PrivateRequest) -> HttpResponse:
    """`That is enough`; with `reopen`, back to the cards that were left."""
    sitting_now = _sitting(request)
    if sitting_now is None:
        return _on_to_values(request)
    turn = reopen if request.POST.get("reopen") else enough
    return _keep(request, *sitting_now, turn(sitting_now[1]))


@require_POST
@late_save(field="name")
def sort_own(request: PrivateRequest) -> HttpResponse:
    """Write a card of one's own; it lies on mine at once."""
    sitting_now = _sitting(request)
    if sitting_now is None:
        return _on_to_values(request)
    form = OwnForm(request.POST)
    if not form.is_valid():
        return _shown(request, *sitting_now, form=form, status=422)
    after = write_own(sitting_now[1], form.cleaned_data["name"], sitting.card_names())
    return _keep(request, *sitting_now, after)


@require_POST
def sort_finish(request: PrivateRequest) -> HttpResponse:
    """`These are mine`: the cards on mine become the five. On to `next`, else to how much they matter."""
    draft = sitting.in_progress(request.vault)
    if draft is None:
        return _on_to_values(request)
    if not can_finish(draft.value):
        return _shown(request, draft.id, draft.value, trouble=_AT_MOST_FIVE, status=422)
    try:
        sitting.finish(request.vault, draft, now=datetime.now(UTC), zone=zone_of(request))
    except StaleRevision:
        return _on_to_values(request)  # another tab was quicker, with the same cards
    return back_or_to(request, "why:importance", said="sorted")


@require_POST
def sort_discard(request: PrivateRequest) -> HttpResponse:
    """Put a sort away unfinished; with `take_back`, go on with the one put away last."""
    if request.POST.get("take_back"):
        sitting.take_back(request.vault)
        return _back(request)
    draft = sitting.in_progress(request.vault)
    if draft is not None:
        sitting.lay_away(request.vault, draft)
    return _back(request)


def _sitting(request: PrivateRequest) -> tuple[RecordId, Sort] | None:
    """The sort in progress, or the one its page began; None when that one was finished in another tab."""
    draft = sitting.in_progress(request.vault)
    if draft is not None:
        return draft.id, draft.value
    sent = request.POST.get("sort", "")
    id = RecordId(sent) if re.fullmatch(RECORD, sent) else new_id()
    return None if request.vault.find(Sort, id) else (id, _new(request))


def _new(request: PrivateRequest) -> Sort:
    return Sort(begun_at=datetime.now(UTC), zone=zone_of(request))


def _keep(request: PrivateRequest, id: RecordId, before: Sort, after: Sort) -> HttpResponse:
    if after is not before:
        sitting.keep(request.vault, id, after)
    return _shown(request, id, after) if request.htmx else _back(request)


def _shown(
    request: PrivateRequest,
    id: RecordId,
    now: Sort,
    *,
    form: OwnForm | None = None,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    may_take_back = not now.moves and sitting.in_progress(request.vault) is None
    waiting = sitting.put_away(request.vault) if may_take_back else None
    page = deck_page(id, now, next=_next(request), put_away=waiting, form=form or OwnForm(), trouble=trouble)
    return show(request, "why/_deck.html" if request.htmx else "why/sort.html", page, status=status)


def _next(request: PrivateRequest) -> str:
    """Where to go on afterwards: a page of ours, or "" for none."""
    sent = request.POST.get("next", "") or request.GET.get("next", "")
    return sent if sent and url_has_allowed_host_and_scheme(sent, allowed_hosts=None) else ""


def _back(request: PrivateRequest) -> HttpResponse:
    return to("why:sort", next=_next(request)) if _next(request) else to("why:sort")


def _on_to_values(request: PrivateRequest) -> HttpResponse:
    """The sort was finished in another tab: what it came to."""
    if request.htmx:
        return HttpResponseClientRedirect(reverse("why:values"))
    return to("why:values")
