"""The paths to read: for anybody, without account, cookie or script. With an open journal they say where to go on."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from emberwell.library import paths as library
from emberwell.paths.pages.reading import path_page, paths_page
from emberwell.paths.records import Walk
from emberwell.site.access import PublicRequest, public
from emberwell.site.show import show
from emberwell.vault.web import web_store

SAID = frozenset({"written", "done", "not-this-one", "act", "left", "ended", "taken-up", "trashed"})


@public
@require_safe
def paths(request: PublicRequest) -> HttpResponse:
    """`/library/paths/`: the list."""
    return show(request, "paths/paths.html", paths_page(request.vault, library.all_paths()))


@public
@require_safe
def path(request: PublicRequest, id: str) -> HttpResponse:
    """`/library/paths/<id>/`: the opening and every step as text; with an open journal, where one is on it."""
    found = library.path(id)
    if found is None:
        raise Http404
    said, gone = request.GET.get("said", ""), request.GET.get("gone", "")
    lives_here = bool(not settings.EMBERWELL_HOSTED and request.vault is None and web_store().accounts())
    begin = reverse("site:today")
    page = path_page(
        request.vault,
        found,
        open_url=f"{reverse('accounts:open')}?{urlencode({'next': request.path})}" if lives_here else begin,
        lives_here=lives_here,
        said=said if said in SAID and request.vault else "",
        trashed=gone if _is_in_trash(request, gone) else "",
    )
    return show(request, "paths/path.html", page)


def _is_in_trash(request: PublicRequest, id: str) -> bool:
    return bool(id and request.vault) and any(
        saved.id == id and isinstance(saved.value, Walk) for saved in (request.vault.trashed() if request.vault else ())
    )
