"""Requests that change something come from our own pages only: a second lock beside the CSRF token.

The token stops a page that cannot read ours. This also stops whatever else runs on `localhost` (another port is the
same *site*, so that SameSite cookies are sent along) and needs neither form nor cookie to be right.
"""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponseBase

from emberwell.site.errors import refuse
from emberwell.site.middleware.headers import GetResponse

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

_log = logging.getLogger("emberwell.site")


class OwnOriginOnly:
    """Refuses an unsafe method that a browser says comes from elsewhere.

    Old browsers and scripts send neither header: for them the CSRF token alone decides.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Raises DisallowedHost (400) for a name that is not served here, static files included: a page elsewhere whose
        # name was made to lead to this machine reads nothing.
        request.get_host()
        if request.method not in SAFE_METHODS and not _is_ours(request):
            _log.warning("request from another origin refused")
            return refuse(request)
        return self._get_response(request)


def _is_ours(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if site not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"
