"""What every page of a work shares: starting one for the person who asks, showing how far it is, fetching a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from emberwell.exchange.taking import pieces
from emberwell.exchange.works import WORKS, Made, Work
from emberwell.site import cookies
from emberwell.site.access import PrivateRequest
from emberwell.vault import sessions
from emberwell.vault.errors import RecordMissing
from emberwell.vault.web import web_store

MOMENT_SECONDS = 1.0
"""How long an answer waits for a work that may be done at once."""


@dataclass(frozen=True)
class WorkPart:
    """How far something is."""

    id: str
    state: str
    """`running`, `done` or `failed`."""
    done: int
    total: int
    """0 while it is not known."""
    error: str

    @property
    def running(self) -> bool:
        return self.state == "running"

    @property
    def failed(self) -> bool:
        return self.state == "failed"


def still_open(request: PrivateRequest) -> Callable[[], bool]:
    """Asks whether the journal of this request is open still, without counting as activity."""
    secret = cookies.unlock_secret(request) or ""

    def ask() -> bool:
        return sessions.resume(web_store(), secret, datetime.now(UTC), touch=False) is not None

    return ask


def own_work(request: PrivateRequest, id: str, about: type) -> Work:
    """The person's work of that kind. Raises RecordMissing."""
    work = WORKS.get(request.account.id, id)
    if not isinstance(work.about, about):
        raise RecordMissing
    return work


def work_part(work: Work) -> WorkPart:
    """How far it is, for a page."""
    return WorkPart(work.id, str(work.state), work.done, work.total, work.error)


def is_gone(request: PrivateRequest, id: str, about: type) -> bool:
    """Whether there is no such work of this person, or none any more."""
    try:
        own_work(request, id, about)
    except RecordMissing:
        return True
    return False


def gone(name: str) -> HttpResponse:
    """Tells a page that asks how far its work is that there is none: it goes back to where it began."""
    return HttpResponse(status=404, headers={"HX-Redirect": f"{reverse(name)}?gone=1"})


def download(made: Made) -> StreamingHttpResponse:
    """A file that was made, opened piece by piece as it is sent."""
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=made.name) or "attachment",
        "Content-Length": str(made.size),
    }
    return StreamingHttpResponse(pieces(made), content_type=made.media_type, headers=headers)
