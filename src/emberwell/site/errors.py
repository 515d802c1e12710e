"""What went wrong, as a page, a fragment or JSON; and what was typed, handed back with it.

A form that could not be saved is shown again on the error page, so that a full disk or a lost connection costs
nobody their words. Fields that hold a secret are never among them.
"""

from __future__ import annotations

import errno
import logging
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from emberwell.site.pages import ErrorPage, Kept
from emberwell.site.show import show
from emberwell.vault.errors import EmberwellError, StorageFailed

LONG_FIELDS = frozenset(
    {"body", "text", "line", "note", "words"}
    | {"at_work", "at_home", "in_the_way", "act_what"}
    | {"to_be", "question", "put_down", "who_for", "would_say", "carry", "happened", "received", "came_of", "changed"}
    | {"need_tonight", "who_can_know", "told_myself", "to_a_colleague", "know_now", "next_step", "is_now"}
)
"""Names of the fields people write in (a test holds every textarea to them). Handed back in a textarea."""

_SHORT_FIELDS = frozenset({"title"})
_SECRET_MARKS = ("passphrase", "password", "secret", "code")
_DISK_TROUBLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})

_log = logging.getLogger("emberwell.site")

_TITLES = {
    400: "That request could not be read",
    403: "This did not come from a page here",
    404: "There is nothing at this address",
    405: "This address does not take that",
    409: "Something else came first",
    413: "Too large to bring in",
    422: "That cannot be done as it stands",
    429: "A moment, please",
    503: "Your journal cannot be reached just now",
    507: "Not saved yet",
}


class StorageAway(EmberwellError):
    """The database or the disk did not answer a question."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            "The disk or the database did not answer. What was saved before is safe. Wait a moment, then load this "
            "page again."
        )


def domain_error(request: HttpRequest, error: BaseException) -> EmberwellError | None:
    """The error to show for `error`, or None when it is one that nobody foresaw."""
    if isinstance(error, EmberwellError):
        return error
    disk = isinstance(error, OSError) and error.errno in _DISK_TROUBLE
    if disk or isinstance(error, (OperationalError, InterfaceError)):
        return StorageAway() if request.method in {"GET", "HEAD"} else StorageFailed()
    return None


def error_response(request: HttpRequest, error: EmberwellError) -> HttpResponse:
    """The answer that shows `error`, with everything that was typed."""
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s at %s", type(error).__name__, _view_name(request))
    again = isinstance(error, StorageFailed)
    return _answer(request, status=error.status, message=str(error), title=error.title, again=again)


def refuse(request: HttpRequest) -> HttpResponse:
    """403: from another origin. What it sent is not shown back, since it was not typed here."""
    message = (
        "It was sent from another site, so nothing was changed. If you came here by a link, open Emberwell itself "
        "and do it there."
    )
    return _answer(request, status=403, message=message, hand_back=False)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is missing or old."""
    _log.warning("CSRF token refused at %s", _view_name(request))
    message = (
        "The page it was sent from is older than this browser's key for it, or came from somewhere else. Nothing was "
        "changed. Load the page again and send it once more."
    )
    return _answer(request, status=403, message=message)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler400`."""
    message = "It was too large or not whole, or it asked for a host that is not served here. Nothing was changed."
    return _answer(request, status=400, message=message, hand_back=False)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler403`."""
    return refuse(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler404`."""
    message = "It may have been erased for good, or the address was mistyped. Nothing else is affected."
    return _answer(request, status=404, message=message)


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`: nobody foresaw this one."""
    message = (
        "Something in Emberwell itself failed. What was saved before is safe. Go back and try once more; if it "
        "happens again, run `emberwell check`."
    )
    return _answer(request, status=500, message=message)


def prefers_json(request: HttpRequest) -> bool:
    """Whether a script asked, and wants an object rather than a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _answer(
    request: HttpRequest,
    *,
    status: int,
    message: str,
    title: str = "",
    again: bool = False,
    hand_back: bool = True,
) -> HttpResponse:
    if prefers_json(request):
        return JsonResponse({"error": message, "status": status}, status=status)
    kept, secret = _handed_in(request) if hand_back else ((), False)
    page = ErrorPage(
        status=status,
        title=title or _TITLES.get(status, "Something went wrong"),
        message=message,
        kept=kept if again and not secret else tuple(field for field in kept if field.shown),
        again=request.get_full_path() if again and not secret and kept else None,
    )
    if request.headers.get("HX-Request") == "true":
        return show(request, "site/_error.html", page, status=status)
    try:
        return show(request, "site/error.html", page, status=status)
    except Exception as error:
        # The frame of the page may be what fails, with the database for one. Words come first.
        _log.error("%s while showing an error", type(error).__name__)
        bare = {"page": page, "csrf_token": get_token(request)}
        return HttpResponse(render_to_string("site/bare_error.html", bare), status=status)


def _handed_in(request: HttpRequest) -> tuple[tuple[Kept, ...], bool]:
    """The fields of the form that was sent, and whether a secret was among them (it is left out)."""
    if request.method != "POST":
        return (), False
    try:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
    except (RequestDataTooBig, UnreadablePostError, EmberwellError):
        return (), False
    kept = []
    secret = False
    for name, value in sent:
        if any(mark in name.lower() for mark in _SECRET_MARKS):
            secret = True
        elif name != "csrfmiddlewaretoken" and isinstance(value, str):
            kept.append(Kept(name=name, text=value, long=name in LONG_FIELDS, shown=_is_shown(name, value)))
    return tuple(kept), secret


def _is_shown(name: str, value: str) -> bool:
    return name in LONG_FIELDS | _SHORT_FIELDS and bool(value.strip())


def _view_name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else "no view"
