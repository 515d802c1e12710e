"""Default deny: a view without a mark of `site/access.py` is reached only with an open journal.

This runs before anything reads the body of a request, so that a stranger's upload is refused unread.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from emberwell.accounts.rules import zone_for
from emberwell.journal.dates import zone_named
from emberwell.site import cookies
from emberwell.site.access import PublicRequest
from emberwell.site.closed import closed
from emberwell.site.errors import domain_error, error_response
from emberwell.site.middleware.headers import GetResponse
from emberwell.vault import sessions
from emberwell.vault.web import web_store


class UnlockSession:
    """Opens the vault of the session whose secret the browser sent, or turns the request away."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: PublicRequest) -> HttpResponseBase:
        request.vault = None
        request.account = None
        request.ends_at = None
        try:
            return self._get_response(request)
        finally:
            timezone.deactivate()

    def process_view(
        self, request: PublicRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        try:
            _open(request, touch=not getattr(view, "leaves_idle_clock", False))
            if request.vault or getattr(view, "needs_no_key", False) or _may_be_left_at_the_door(request, view):
                return None
            return closed(request)
        except Exception as error:
            if getattr(view, "needs_no_key", False):
                # Damage must not stand between anybody and the hard-day doors, nor keep a journal from being closed.
                request.vault = request.account = request.ends_at = None
                return None
            # Nothing raised here reaches `process_exception`.
            shown = domain_error(request, error)
            if shown is None:
                raise
            return error_response(request, shown)


def _open(request: PublicRequest, *, touch: bool) -> None:
    secret = cookies.unlock_secret(request)
    session = sessions.resume(web_store(), secret, datetime.now(UTC), touch=touch) if secret else None
    if session is None:
        return
    request.vault = session.vault
    request.account = session.account
    request.ends_at = session.ends_at
    timezone.activate(zone_named(zone_for(session.vault)))


def _may_be_left_at_the_door(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """A late save goes on as far as `LateSaves`, which comes after the CSRF check and never lets it reach the view."""
    return request.method == "POST" and hasattr(view, "late_save_field")
