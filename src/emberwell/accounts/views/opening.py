"""The lock page: open with the passphrase, close, and what is said in between."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.accounts.arrival import arrive, go_on_with_older
from emberwell.accounts.forms import DoorForm, OpenForm
from emberwell.accounts.pages import Letterbox, OlderPage, OpenPage
from emberwell.accounts.people import address_of, chosen, next_address, people_here
from emberwell.site import cookies
from emberwell.site.access import PrivateRequest, PublicRequest, public, untouched
from emberwell.site.show import show
from emberwell.vault import sessions
from emberwell.vault.errors import EmberwellError, TooSoon, WrongPassphrase
from emberwell.vault.opening import Opened, unlock_passphrase, unlock_unknown
from emberwell.vault.store import AccountRow
from emberwell.vault.tries import seconds_to_wait
from emberwell.vault.web import web_store


@require_http_methods(["GET", "HEAD", "POST"])
@public
def open_journal(request: PublicRequest) -> HttpResponse:
    """`/open/`: whose journal, and its passphrase; beside it the letterbox."""
    if request.method != "POST":
        if request.vault is not None:
            return HttpResponseRedirect(next_address(request) or reverse("site:today"))
        return _lock_page(request, OpenForm(initial={"next": next_address(request)}))
    form = OpenForm(request.POST)
    if not form.is_valid():
        return _lock_page(request, form, status=422)
    try:
        opened = _unlock(request, form)
    except (WrongPassphrase, TooSoon) as error:
        form.add_error("passphrase", str(error))
        return _lock_page(request, form, error=error)
    return arrive(request, opened, zone=form.cleaned_data["zone"], next=next_address(request))


@require_POST
@public
def close_journal(request: PublicRequest) -> HttpResponse:
    """`/close/`: end this browser's session. Closing what is closed already is no error."""
    secret = cookies.unlock_secret(request)
    if secret:
        sessions.end(web_store(), secret)
    response = HttpResponseRedirect(reverse("accounts:open") + "?closed=1")
    cookies.clear_unlock_secret(response)
    return response


@require_POST
def close_everywhere(request: PrivateRequest) -> HttpResponse:
    """`/settings/security/close-everywhere/`: end every session of this journal, this one too."""
    sessions.end_all(web_store(), request.account.id)
    response = HttpResponseRedirect(reverse("accounts:open") + "?closed=1")
    cookies.clear_unlock_secret(response)
    return response


@require_safe
@public
@untouched
def still_open(request: PublicRequest) -> JsonResponse:
    """`/still-open/`: for scripts, whether the journal is open here and for how many more seconds. Extends nothing."""
    seconds = int((request.ends_at - datetime.now(UTC)).total_seconds()) if request.ends_at else 0
    return JsonResponse({"open": request.vault is not None, "seconds": max(seconds, 0)})


@require_http_methods(["GET", "HEAD", "POST"])
def older(request: PrivateRequest) -> HttpResponse:
    """`/open/older/`: the database is older than it was seen here; go on, or close."""
    if request.method == "POST":
        return go_on_with_older(request.account, request.vault, next=next_address(request))
    return show(request, "accounts/older.html", OlderPage(next=next_address(request)))


def _unlock(request: PublicRequest, form: OpenForm) -> Opened:
    """Raises WrongPassphrase, TooSoon. A name nobody has takes as long as one that somebody has."""
    store, passphrase, address = web_store(), form.cleaned_data["passphrase"], address_of(request)
    account = account_meant(form.cleaned_data)
    if account is None:
        unlock_unknown(store, form.cleaned_data.get("name", ""), passphrase, address=address)
        raise WrongPassphrase
    return unlock_passphrase(store, account.id, passphrase, address=address)


def _lock_page(
    request: PublicRequest, form: OpenForm, *, status: int = 200, error: EmberwellError | None = None
) -> HttpResponse:
    people = people_here(request)
    person = chosen(request, people, request.POST.get("account") or request.GET.get("as", ""))
    if not people and not settings.EMBERWELL_HOSTED:
        return HttpResponseRedirect(reverse("site:today"))
    if settings.EMBERWELL_HOSTED and person and not form.is_bound:
        form.initial["name"] = person.name
    page = OpenPage(
        form=form,
        person=person,
        others=tuple(account for account in people if account != person),
        asks_name=settings.EMBERWELL_HOSTED,
        may_begin=not settings.EMBERWELL_HOSTED,
        wait_seconds=_wait_seconds(request, person, error),
        left=request.GET.get("left") == "1",
        closed=request.GET.get("closed") == "1",
        letterbox=letterbox_for(person, alone=False, sealed=request.GET.get("sealed") == "1"),
        next=next_address(request),
    )
    return show(request, "accounts/open.html", page, status=error.status if error else status)


def letterbox_for(
    person: AccountRow | None, *, alone: bool, form: DoorForm | None = None, sealed: bool = False
) -> Letterbox | None:
    """The letterbox of `person`, empty unless a form is given; None when nobody is meant yet."""
    if person is None:
        return None
    form = form or DoorForm(initial={"account": person.id}, auto_id="door_%s")
    return Letterbox(form=form, person=person, sealed=sealed, alone=alone)


def _wait_seconds(request: PublicRequest, person: AccountRow | None, error: EmberwellError | None) -> int:
    """How long the next try has to wait, also right after a wrong one."""
    if isinstance(error, TooSoon):
        return error.seconds
    if error is None or person is None:
        return 0
    return tries_wait(request, person)


def account_meant(cleaned: dict[str, str]) -> AccountRow | None:
    """The account a form names: by its id on one's own machine, by its typed name on a host."""
    store = web_store()
    if settings.EMBERWELL_HOSTED:
        return store.account_named(cleaned["name"])
    return next((known for known in store.accounts() if known.id == cleaned["account"]), None)


def tries_wait(request: HttpRequest, person: AccountRow) -> int:
    """Seconds until `person`'s passphrase may be tried again from here; 0 when it may be at once."""
    store = web_store()
    return seconds_to_wait(store, person.id, store.secrets(person.id), address_of(request), time.time())
