"""Who may be asked for at the lock page of this browser, and from where a request comes."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from emberwell.accounts.rules import in_order
from emberwell.site import cookies
from emberwell.vault.web import web_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from emberwell.vault.store import AccountRow


def people_here(request: HttpRequest) -> list[AccountRow]:
    """The people this page may name: on one's own machine everyone, on a host those who opened a journal in this
    browser before. The last one here stands first."""
    before = cookies.at_the_door(request)
    accounts = web_store().accounts()
    if settings.EMBERWELL_HOSTED:
        accounts = [account for account in accounts if account.id in before]
    return in_order(accounts, before)


def chosen(request: HttpRequest, people: Sequence[AccountRow], asked: str) -> AccountRow | None:
    """Whose journal this is about: the one asked for, else who was last here, else the only one; None when open."""
    named = next((account for account in people if account.id == asked), None)
    if named is not None:
        return named
    before = cookies.at_the_door(request)
    return people[0] if people and (len(people) == 1 or people[0].id in before) else None


def address_of(request: HttpRequest) -> str:
    """Where the request comes from, for counting wrong tries; behind a trusted proxy, what the proxy saw."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        # The last entry is the one our own proxy wrote; those before it are whatever the sender liked.
        return network_of(forwarded.rsplit(",", 1)[-1].strip())
    return network_of(str(request.META.get("REMOTE_ADDR", "")))


def network_of(address: str) -> str:
    """What one sender can easily change is left out: of an IPv6 address only its /64 counts."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def next_address(request: HttpRequest) -> str:
    """Where the person was going, when it is an address of ours; "" else."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else ""
