"""What was typed in a tab whose session has ended meanwhile: sealed at once and left at its writer's door.

Runs after the CSRF check. A request that arrives here without an open journal never goes further.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase, QueryDict

from emberwell.site import cookies
from emberwell.site.access import PublicRequest
from emberwell.site.closed import closed
from emberwell.site.errors import domain_error, error_response
from emberwell.site.middleware.headers import GetResponse
from emberwell.vault.letterbox import LateSave, leave
from emberwell.vault.record import AccountId, RecordId
from emberwell.vault.web import web_store

_RECORD_ID = re.compile("[0-9a-f]{32}")
_OWN_FIELDS = frozenset({"csrfmiddlewaretoken", "record", "tab", "title", "based_on", "account"})


class LateSaves:
    """Takes POSTs to views marked `@late_save` when they are late, or were written in another person's journal."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: PublicRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: PublicRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        field = getattr(view, "late_save_field", None)
        if field is None or request.method != "POST" or _is_in_time(request):
            return None
        try:
            writer = _writer(request)
            also = getattr(view, "late_save_also", ())
            text = "\n\n".join(words for name in (field, *also) if (words := request.POST.get(name, "")).strip())
            if writer is None or not text.strip():
                return closed(request)
            late = _late_save(request.POST, field, kwargs.get("id"))
            leave(web_store(), writer, text, now=datetime.now(UTC), late_save=late)
            return closed(request, left=True)
        except Exception as error:
            # Nothing raised here reaches `process_exception`.
            shown = domain_error(request, error)
            if shown is None:
                raise
            return error_response(request, shown)


def _is_in_time(request: PublicRequest) -> bool:
    if request.account is None:
        return False
    return request.POST.get("account", request.account.id) == request.account.id


def _writer(request: PublicRequest) -> AccountId | None:
    """Whose words they are: the form says, else the journal this browser opened last.

    A host believes only a browser that has opened that journal before; on one's own machine the lock page takes
    lines for anybody, so there is nothing to hide.
    """
    store = web_store()
    known = tuple(id for id in cookies.at_the_door(request) if store.account(id))
    here = () if settings.EMBERWELL_HOSTED else tuple(account.id for account in store.accounts())
    named = request.POST.get("account", "")
    if named:
        return AccountId(named) if named in (*known, *here) else None
    if known:
        return known[0]
    return here[0] if len(here) == 1 else None


def _late_save(sent: QueryDict, field: str, id: str | None) -> LateSave:
    record = sent.get("record") or id or ""
    based_on = sent.get("based_on", "")
    return LateSave(
        record=RecordId(record) if _RECORD_ID.fullmatch(record) else None,
        tab=sent.get("tab", ""),
        title=sent.get("title", ""),
        based_on=int(based_on) if based_on.isascii() and based_on.isdigit() and len(based_on) < 16 else 0,
        form={name: " ".join(sent.getlist(name)) for name in sent if name not in {*_OWN_FIELDS, field}},
    )
