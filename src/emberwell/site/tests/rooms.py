"""A few addresses beside the real ones, each with one mark of `site/access.py`, for the tests of the middleware."""

from __future__ import annotations

import errno
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone

from emberwell.site.access import PrivateRequest, PublicRequest, late_save, public, takes_archive, untouched
from emberwell.site.urls import handler400, handler403, handler404, handler500
from emberwell.site.urls import urlpatterns as real
from emberwell.vault.errors import DoorFull, RecordMissing, StaleRevision, StorageFailed

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

ROOMS = "emberwell.site.tests.rooms"


def private(request: PrivateRequest) -> HttpResponse:
    """Unmarked: for an open journal only."""
    return HttpResponse(f"open for {request.account.name} in {timezone.get_current_timezone_name()}")


@public
def lobby(request: PublicRequest) -> HttpResponse:
    return HttpResponse(f"hello {request.account.name if request.account else 'stranger'}")


@untouched
def glance(request: PrivateRequest) -> JsonResponse:
    return JsonResponse({"ends_at": request.ends_at.timestamp()})


@late_save(field="body")
def page(request: PrivateRequest, id: str = "") -> HttpResponse:
    return HttpResponse(f"saved for {request.account.name}")


@takes_archive
def archive(request: PrivateRequest) -> JsonResponse:
    file = request.FILES["file"]
    return JsonResponse({"kind": type(file.file).__name__, "size": file.size, "first": file.read(10).decode()})


def attach(request: PrivateRequest) -> JsonResponse:
    file = request.FILES["file"]
    return JsonResponse({"kind": type(file.file).__name__, "size": file.size})


def _raises(error: Callable[[], Exception]) -> Callable[[HttpRequest], HttpResponse]:
    @public
    def view(request: HttpRequest) -> HttpResponse:
        raise error()

    return view


urlpatterns = [
    *real,
    path("rooms/private/", private),
    path("rooms/lobby/", lobby),
    path("rooms/glance/", glance),
    path("rooms/page/", page),
    path("rooms/page/<id>/", page),
    path("rooms/archive/", archive),
    path("rooms/attach/", attach),
    path("rooms/full/", _raises(StorageFailed)),
    path("rooms/door-full/", _raises(lambda: DoorFull(50))),
    path("rooms/missing/", _raises(RecordMissing)),
    path("rooms/stale/", _raises(lambda: StaleRevision(expected=1, newest=2))),
    path("rooms/database/", _raises(lambda: OperationalError("database or disk is full"))),
    path("rooms/disk/", _raises(lambda: OSError(errno.ENOSPC, "no space left"))),
    path("rooms/broken/", _raises(lambda: ValueError("canary: a private word"))),
]
