"""What a request meets when the journal is closed: the lock page, or for a script the word that it is closed."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from emberwell.site import cookies
from emberwell.site.errors import prefers_json
from emberwell.vault.web import web_store


def closed(request: HttpRequest, *, left: bool = False) -> HttpResponse:
    """302 to the lock page, or 401 with `HX-Redirect` for htmx and fetch.

    `left`: what was sent has been left at the door, and the lock page says so. On one's own machine where nobody has
    a journal yet the way leads to `/`, where one begins.
    """
    address = _lock_page(request, left=left)
    if not _is_a_page_load(request):
        response: HttpResponse = JsonResponse({"closed": True, "left": left}, status=401)
        if not prefers_json(request):
            response = HttpResponse(status=401)
        response.headers["HX-Redirect"] = address
    else:
        response = HttpResponseRedirect(address)
        if request.method not in {"GET", "HEAD"}:
            response.status_code = 303
    if cookies.unlock_secret(request) and getattr(request, "vault", None) is None:
        cookies.clear_unlock_secret(response)
    return response


def _lock_page(request: HttpRequest, *, left: bool) -> str:
    if not settings.EMBERWELL_HOSTED and not web_store().accounts():
        return reverse("site:today")
    query = {}
    came_from = _page_behind(request)
    if came_from not in {"", "/"}:
        query["next"] = came_from
    if left:
        query["left"] = "1"
    return reverse("accounts:open") + (f"?{urlencode(query)}" if query else "")


def _page_behind(request: HttpRequest) -> str:
    """The page to come back to: the one asked for, or the one whose script asked."""
    if request.headers.get("HX-Request") == "true":
        return urlsplit(request.headers.get("HX-Current-URL", "")).path
    if request.method in {"GET", "HEAD"} and _is_a_page_load(request):
        return request.get_full_path()
    return ""


def _is_a_page_load(request: HttpRequest) -> bool:
    if request.headers.get("HX-Request") == "true" or prefers_json(request):
        return False
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
