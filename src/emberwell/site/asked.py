"""What views begin and end with: the person's zone, their day, ids of addresses, and the way on after a deed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, urlsplit

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from emberwell.accounts.rules import zone_for
from emberwell.journal.dates import local_date
from emberwell.site.access import PrivateRequest
from emberwell.vault.record import RecordId


def zone_of(request: PrivateRequest) -> str:
    """The zone this person last was in."""
    return zone_for(request.vault)


def today_of(request: PrivateRequest) -> date:
    """The day on their wall."""
    return local_date(datetime.now(UTC), zone_of(request))


def to(name: str, *args: object, **query: str) -> HttpResponseRedirect:
    """After something was done: on to the page that shows it (303, so that it is not done again).

    `name` is that of an address, `journal:page`; `args` are its ids.
    """
    address = reverse(name, args=args)
    response = HttpResponseRedirect(address + (f"?{urlencode(query)}" if query else ""))
    response.status_code = 303
    return response


def next_asked(request: HttpRequest) -> str:
    """The page of ours to go to afterwards, as an address or a form names it in `next`; "" when none of ours is."""
    named = (request.POST if request.method == "POST" else request.GET).get("next", "")
    return named if named and url_has_allowed_host_and_scheme(named, allowed_hosts=None) else ""


def back_or_to(request: PrivateRequest, name: str, *args: object, **query: str) -> HttpResponseRedirect:
    """Back to the page of ours that a form named as `next`, else on."""
    next_page = next_asked(request) if request.method == "POST" else ""
    if next_page:
        response = HttpResponseRedirect(next_page)
        response.status_code = 303
        return response
    return to(name, *args, **query)


def back_saying(request: PrivateRequest, said: str, name: str, *args: object, **query: str) -> HttpResponseRedirect:
    """As `back_or_to`, and the page that was left is told `said` as well."""
    asked = urlsplit(next_asked(request))
    if not asked.path:
        return to(name, *args, said=said, **query)
    response = HttpResponseRedirect(asked._replace(query=urlencode([*parse_qsl(asked.query), ("said", said)])).geturl())
    response.status_code = 303
    return response


def record_id(text: str) -> RecordId:
    """An id that the address has already been matched against."""
    return RecordId(text)
