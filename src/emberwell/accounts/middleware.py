"""Two things that concern every page of an open journal: a kit that is due stands first, and this browser remembers
how far the log had come."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from emberwell.accounts import kit
from emberwell.site import cookies
from emberwell.site.access import PublicRequest
from emberwell.vault import log
from emberwell.vault.errors import EmberwellError, SealBroken
from emberwell.vault.seal import Object

if TYPE_CHECKING:
    from emberwell.vault.vault import Vault

_ROOMS = frozenset(
    {
        "journal",
        "exchange",
        "purpose",
        "why",
        "week",
        "insight",
        "keepsakes",
        "clients",
        "sessions",
        "supervision",
        "stayed",
        "growth",
    }
)
"""Folders whose pages wait for a kit that is due. Public ones (library, hard day) never do."""
_PAGES = frozenset({"site:today", "accounts:settings", "accounts:waiting"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class KitFirst:
    """Leads to the kit once it has waited. Only whole pages are led there: what was typed is still saved."""

    def __init__(self, get_response: Callable[[PublicRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: PublicRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(  # Django gives all four
        self,
        request: PublicRequest,
        view: Callable[..., Any],  # noqa: ARG002
        args: tuple[Any, ...],  # noqa: ARG002
        kwargs: dict[str, Any],  # noqa: ARG002
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if request.vault is None or request.account is None or match is None or not _is_a_page(request):
            return None
        if match.app_name not in _ROOMS and match.view_name not in _PAGES:
            return None
        if not kit.is_due(request.account, request.vault):
            return None
        return HttpResponseRedirect(f"{reverse('accounts:kit')}?{urlencode({'next': request.get_full_path()})}")


class BrowserRemembersHead:
    """After a request that may have written, the browser's cookie holds the newest head (security.md, *Rollback*).

    An older database was announced at unlocking. Until the person goes on with it, the cookie keeps what it saw.
    """

    def __init__(self, get_response: Callable[[PublicRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: PublicRequest) -> HttpResponseBase:
        response = self._get_response(request)
        vault: Vault | None = getattr(request, "vault", None)
        # A view that renewed every key, or deleted the journal, has said itself what to remember.
        if vault and request.method not in _SAFE and not cookies.sets_seen_head(response, vault.account_id):
            # A log that does not open is told by whatever reads it; the answer to what was just saved stands.
            with suppress(EmberwellError):
                note_head(request, response, vault)
        return response


def note_head(request: HttpRequest, response: HttpResponseBase, vault: Vault) -> None:
    """Raise the browser's cookie to the head as it is now, unless it has seen a later one."""
    if not _saw_later(vault, cookies.seen_head(request, vault.account_id)):
        cookies.set_seen_head(response, vault.account_id, vault.remember_head())


def _saw_later(vault: Vault, sealed: bytes | None) -> bool:
    if sealed is None:
        return False
    try:
        seen = log.open_head(vault.keys, sealed, Object.SEEN)
    except SealBroken:
        return False
    now = log.read_head(vault.store.database, vault.keys)
    return (seen.rotations, seen.seq) > (now.rotations, now.seq)


def _is_a_page(request: PublicRequest) -> bool:
    is_fragment = request.headers.get("HX-Request") == "true"
    return request.method == "GET" and not is_fragment and request.get_preferred_type(["text/html"]) is not None
