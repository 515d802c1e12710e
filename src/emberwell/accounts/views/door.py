"""The letterbox from outside, and what waits at the door once the journal is open."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from emberwell.accounts import door as taking
from emberwell.accounts.arrival import first_step
from emberwell.accounts.forms import DoorForm, TakeInForm
from emberwell.accounts.pages import DoorPage, Left, WaitingPage
from emberwell.accounts.people import address_of, chosen, next_address, people_here
from emberwell.accounts.rules import zone_for
from emberwell.accounts.views.opening import letterbox_for
from emberwell.site.access import PrivateRequest, PublicRequest, public
from emberwell.site.show import show
from emberwell.vault.errors import DoorFull, EmberwellError, RecordMissing, TooLarge, TooSoon
from emberwell.vault.letterbox import LeftLine, leave
from emberwell.vault.store import AccountRow
from emberwell.vault.tries import note_left_at_door
from emberwell.vault.vault import Vault
from emberwell.vault.web import web_store


@require_http_methods(["GET", "HEAD", "POST"])
@public
def door(request: PublicRequest) -> HttpResponse:
    """`/door/`: leave a line without opening. On a host only from a browser that has opened that journal before."""
    people = people_here(request)
    if request.method != "POST":
        person = chosen(request, people, request.GET.get("as", ""))
        return _door_page(request, people, person, sealed=request.GET.get("sealed") == "1")
    person = next((known for known in people if known.id == request.POST.get("account")), None)
    if person is None:
        raise Http404
    form = DoorForm(request.POST, auto_id="door_%s")
    error = _leave(request, form, person) if form.is_valid() else None
    if error is not None:
        form.add_error("text", str(error))
    if not form.is_valid():
        return _not_left(request, people, person, form, error)
    return _left(request, person)


def _leave(request: PublicRequest, form: DoorForm, person: AccountRow) -> EmberwellError | None:
    store = web_store()
    try:
        if settings.EMBERWELL_HOSTED:
            note_left_at_door(store, person.id, address_of(request), time.time())
        said = form.cleaned_data
        leave(store, person.id, said["text"], now=datetime.now(UTC), put_down=said["put_down"])
    except (DoorFull, TooLarge, TooSoon) as error:
        return error
    return None


def _left(request: PublicRequest, person: AccountRow) -> HttpResponse:
    alone = request.POST.get("alone") == "1"
    if request.htmx:
        return show(request, "accounts/_letterbox.html", letterbox_for(person, alone=alone, sealed=True))
    query = urlencode({"as": person.id, "sealed": "1"})
    return HttpResponseRedirect(f"{reverse('accounts:door' if alone else 'accounts:open')}?{query}")


def _not_left(
    request: PublicRequest, people: list[AccountRow], person: AccountRow, form: DoorForm, error: EmberwellError | None
) -> HttpResponse:
    if request.htmx:  # 422 whatever the reason: that is the one htmx shows
        box = letterbox_for(person, alone=request.POST.get("alone") == "1", form=form)
        return show(request, "accounts/_letterbox.html", box, status=422)
    return _door_page(request, people, person, form=form, status=error.status if error else 422)


def _door_page(
    request: PublicRequest,
    people: list[AccountRow],
    person: AccountRow | None,
    *,
    form: DoorForm | None = None,
    sealed: bool = False,
    status: int = 200,
) -> HttpResponse:
    if not people and not settings.EMBERWELL_HOSTED:
        return HttpResponseRedirect(reverse("site:today"))
    page = DoorPage(
        letterbox=letterbox_for(person, alone=True, form=form, sealed=sealed),
        others=tuple(account for account in people if account != person),
    )
    return show(request, "accounts/door.html", page, status=status)


@require_http_methods(["GET", "HEAD"])
def waiting(request: PrivateRequest) -> HttpResponse:
    """`/door/waiting/`: what was left while the journal was closed."""
    left = [_shown(request.vault, line) for line in taking.distinct(request.vault.left_at_door())]
    page = WaitingPage(
        lines=tuple(line for line in left if not line.is_late_save),
        late_saves=tuple(line for line in left if line.is_late_save),
        next=next_address(request),
    )
    return show(request, "accounts/waiting.html", page)


@require_POST
def take_in(request: PrivateRequest, id: str) -> HttpResponse:
    """`/door/waiting/<id>/`: `do` = line, after (both lines of a session), page, into (the page it belongs to), bin."""
    vault = request.vault
    left = next((line for line in vault.left_at_door() if line.id == id), None)
    if left is None:
        raise RecordMissing
    form = TakeInForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    zone = zone_for(vault, form.cleaned_data["zone"])
    match form.cleaned_data["do"]:
        case "line":
            taking.take_as_line(vault, left, zone=zone)
        case "after":
            taking.take_as_after(vault, left, zone=zone)
        case "page":
            taking.take_as_page(vault, left, zone=zone)
        case "into":
            draft = taking.take_into_page(vault, left, zone=zone)
            if draft is not None:
                return HttpResponseRedirect(
                    f"{reverse('journal:edit', args=[draft.page])}?{urlencode({'tab': draft.tab})}"
                )
        case "bin":
            taking.put_in_bin(vault, left, zone=zone)
    return HttpResponseRedirect(first_step(request.account, vault, next=next_address(request)))


def _shown(vault: Vault, line: LeftLine) -> Left:
    after = taking.after_of(line)
    return Left(
        id=line.id,
        text=after.text if after else line.text,
        put_down=after.put_down if after else "",
        title=line.late_save.title if line.late_save else "",
        left_at=line.left_at,
        is_late_save=line.late_save is not None and after is None and not taking.is_after_practice(line),
        is_after=after is not None,
        may_be_line=taking.may_be_line(line),
        has_page=taking.page_of(vault, line) is not None,
    )
