"""The few cookies there are, and how each is set: nowhere else.

* the **unlock secret** opens the vault for one session; HttpOnly, SameSite=Strict, gone with the browser;
* the **door** remembers which journals this browser has opened, so that the lock page and a late save know whose
  letterbox is meant. It is signed, opens nothing, and lasts a year;
* the **head last seen** of each journal, sealed under its own key: only an open journal reads it, to notice that the
  database is older than this browser saw it (security.md, *Rollback*). It lasts a year;
* the **theme** is not private and is set in the clear, so that the lock page looks like the rest.

On a host names carry `__Host-` (Secure, this host only, Path=/). On one's own machine there is no TLS, so they cannot.
"""

from __future__ import annotations

import base64
import binascii

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from emberwell.vault.record import AccountId

_DOOR_SALT = "emberwell.door"
_A_YEAR_SECONDS = 365 * 24 * 3600
_REMEMBERED_JOURNALS = 8


def _name(name: str) -> str:
    return f"__Host-{name}" if settings.EMBERWELL_HOSTED else name


def unlock_secret(request: HttpRequest) -> str | None:
    """The unlock secret this browser sent, or None."""
    return request.COOKIES.get(_name("vault_secret")) or None


def set_unlock_secret(response: HttpResponseBase, secret: str) -> None:
    """Hand the browser the secret of a session just started (`sessions.start`)."""
    response.set_cookie(
        _name("vault_secret"),
        secret,
        path="/",
        secure=settings.EMBERWELL_HOSTED,
        httponly=True,
        samesite="Strict",
    )


def clear_unlock_secret(response: HttpResponseBase) -> None:
    """Take the secret back, after the session was ended."""
    response.set_cookie(
        _name("vault_secret"),
        "",
        max_age=0,
        path="/",
        secure=settings.EMBERWELL_HOSTED,
        httponly=True,
        samesite="Strict",
    )


def at_the_door(request: HttpRequest) -> tuple[AccountId, ...]:
    """The accounts this browser has opened before, the latest first; empty for a stranger."""
    signed = request.COOKIES.get(_name("door"), "")
    try:
        ids = signing.loads(signed, salt=_DOOR_SALT, max_age=_A_YEAR_SECONDS)
    except signing.BadSignature:
        return ()
    return tuple(AccountId(str(id)) for id in ids)


def remember_at_the_door(request: HttpRequest, response: HttpResponseBase, account: AccountId) -> None:
    """Note, at unlocking, that this browser has opened `account`."""
    others = [id for id in at_the_door(request) if id != account]
    _set_door(response, [account, *others][:_REMEMBERED_JOURNALS])


def forget_at_the_door(request: HttpRequest, response: HttpResponseBase, account: AccountId) -> None:
    """The account was deleted: this browser need not remember it."""
    _set_door(response, [id for id in at_the_door(request) if id != account])


def _set_door(response: HttpResponseBase, ids: list[AccountId]) -> None:
    response.set_cookie(
        _name("door"),
        signing.dumps(ids, salt=_DOOR_SALT),
        max_age=_A_YEAR_SECONDS if ids else 0,
        path="/",
        secure=settings.EMBERWELL_HOSTED,
        httponly=True,
        samesite="Strict",
    )


def seen_head(request: HttpRequest, account: AccountId) -> bytes | None:
    """The sealed head of `account`'s log as this browser last saw it (`Vault.remember_head`), or None."""
    try:
        return base64.urlsafe_b64decode(request.COOKIES[_name(f"seen_{account[:16]}")])
    except (KeyError, ValueError, binascii.Error):
        return None


def set_seen_head(response: HttpResponseBase, account: AccountId, sealed: bytes) -> None:
    """Remember a head: after a commit, never before."""
    _set_seen(response, account, base64.urlsafe_b64encode(sealed).decode(), _A_YEAR_SECONDS)


def sets_seen_head(response: HttpResponseBase, account: AccountId) -> bool:
    """Whether `response` already says what this browser shall remember."""
    return _name(f"seen_{account[:16]}") in response.cookies


def forget_seen_head(response: HttpResponseBase, account: AccountId) -> None:
    """The account was deleted."""
    _set_seen(response, account, "", 0)


def _set_seen(response: HttpResponseBase, account: AccountId, value: str, max_age: int) -> None:
    response.set_cookie(
        _name(f"seen_{account[:16]}"),
        value,
        max_age=max_age,
        path="/",
        secure=settings.EMBERWELL_HOSTED,
        httponly=True,
        samesite="Strict",
    )


def theme(request: HttpRequest) -> str:
    """`system`, `light` or `dark`, as last chosen in this browser."""
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in {"light", "dark"} else "system"


def set_theme(response: HttpResponseBase, chosen: str) -> None:
    """Mirror the person's `theme` preference, for the pages shown while the journal is closed."""
    response.set_cookie(
        "theme",
        chosen,
        max_age=_A_YEAR_SECONDS,
        path="/",
        secure=settings.EMBERWELL_HOSTED,
        httponly=True,
        samesite="Strict",
    )
