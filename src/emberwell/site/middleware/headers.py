"""Security headers on every response there is, static files and errors included: hence the outermost middleware."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # Else a browser may ask the name servers about every link on a page before anybody follows one.
    "X-DNS-Prefetch-Control": "off",
    # Not `no-referrer`: under it browsers send `Origin: null` with our own forms, which are then refused.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Names every browser knows: an unknown one is a complaint in its console.
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), usb=()"
    ),
}
_TWO_YEARS_SECONDS = 2 * 365 * 24 * 3600


class SecurityHeaders:
    """A page may load from itself only, is never framed, never cached, and never told apart by its referrer."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        for name, value in _HEADERS.items():
            # A view may only add to the policy (a sandbox round an attachment), never take from it.
            if not response.headers.get(name, "").startswith(f"{value}; "):
                response.headers[name] = value
        if settings.EMBERWELL_HOSTED:
            response.headers["Strict-Transport-Security"] = f"max-age={_TWO_YEARS_SECONDS}"
        found_static = request.path_info.startswith(settings.STATIC_URL) and response.status_code in {200, 206, 304}
        if not found_static:
            response.headers["Cache-Control"] = _how_long(request, response)
        return response


def _how_long(request: HttpRequest, response: HttpResponseBase) -> str:
    """Nothing is kept but what is the same for everybody (`kept_by_anybody`), and that never with somebody's cookie."""
    match = request.resolver_match
    seconds = getattr(match.func, "kept_seconds", 0) if match else 0
    if seconds and response.status_code in {200, 304} and not response.cookies:
        return f"public, max-age={seconds}"
    return "no-store"
