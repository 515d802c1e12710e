"""What happens when a journal has just been opened: a session, its cookies, and what stands before anything else."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from emberwell.accounts import kit, renewal
from emberwell.accounts.middleware import note_head
from emberwell.accounts.rules import change_preferences, preferences
from emberwell.journal.dates import is_zone
from emberwell.site import cookies
from emberwell.vault import sessions
from emberwell.vault.errors import EmberwellError, StaleRevision
from emberwell.vault.housekeeping import tidy
from emberwell.vault.web import web_store

if TYPE_CHECKING:
    from emberwell.vault.opening import Opened
    from emberwell.vault.store import AccountRow
    from emberwell.vault.vault import Vault


def arrive(
    request: HttpRequest, opened: Opened, *, zone: str = "", next: str = "", to: str | None = None
) -> HttpResponseRedirect:
    """Start a session in this browser, ending the one it had, and go to `to`, or to what comes first before `next`."""
    store, vault = web_store(), opened.vault
    earlier = cookies.unlock_secret(request)
    if earlier:
        sessions.end(store, earlier)
    # Asked before anything is written: a write would raise what this install remembers above what is missing.
    older = vault.is_older_than_seen(cookies.seen_head(request, opened.account.id)) or vault.has_damage()
    if not older:
        with suppress(EmberwellError):  # tidying may wait; opening may not
            tidy(store, vault, datetime.now(UTC))
        _note_arrival(vault, zone=zone, anew=to is None)
    renewal.go_on(vault)
    chosen = preferences(vault)
    secret = sessions.start(store, opened, idle_minutes=chosen.idle_minutes, now=datetime.now(UTC))
    if older:
        response = HttpResponseRedirect(_with_next("accounts:older", next))
    else:
        response = HttpResponseRedirect(to or first_step(opened.account, vault, next=next))
        note_head(request, response, vault)
    cookies.set_unlock_secret(response, secret)
    cookies.remember_at_the_door(request, response, opened.account.id)
    cookies.set_theme(response, chosen.theme)
    return response


def go_on_with_older(account: AccountRow, vault: Vault, *, next: str) -> HttpResponseRedirect:
    """The person goes on with what is here: this install and this browser remember it as it is now."""
    sealed = vault.remember_head(even_if_older=True)
    _note_arrival(vault, zone="", anew=True)
    response = HttpResponseRedirect(first_step(account, vault, next=next))
    cookies.set_seen_head(response, account.id, sealed)
    return response


def _note_arrival(vault: Vault, *, zone: str, anew: bool) -> None:
    if anew:
        kit.note_opening(vault)
    with suppress(StaleRevision):  # another tab noted the zone in the same moment
        if is_zone(zone):
            change_preferences(vault, zone=zone)


def first_step(account: AccountRow, vault: Vault, *, next: str) -> str:
    """The address that comes first after opening; each of these pages leads to the next one."""
    if kit.is_due(account, vault):
        return _with_next("accounts:kit", next)
    if vault.left_at_door():
        return _with_next("accounts:waiting", next)
    return next or reverse("site:today")


def _with_next(name: str, next: str) -> str:
    return reverse(name) + (f"?{urlencode({'next': next})}" if next else "")
