"""What is left of a walk: the keepsake on the screen, a look at it before it goes on paper, and the leaves."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from emberwell.journal.dates import in_zone
from emberwell.paths.keepsake import keepsake_pdf
from emberwell.paths.pages.keepsake import check_page, keepsake_page
from emberwell.paths.records import Walk
from emberwell.paths.walking import Standing, standing_of
from emberwell.site.access import PrivateRequest
from emberwell.site.asked import record_id, zone_of
from emberwell.site.show import show


@require_safe
def keepsake(request: PrivateRequest, id: str) -> HttpResponse:
    """The person's own words from each step, dated."""
    return show(request, "paths/keepsake.html", keepsake_page(request.vault, _standing(request, id)))


@require_safe
def check(request: PrivateRequest, id: str) -> HttpResponse:
    """What in it could say who somebody is. Nothing is changed."""
    return show(request, "paths/check.html", check_page(request.vault, _standing(request, id)))


@require_safe
def pdf(request: PrivateRequest, id: str) -> HttpResponse:
    """The same as a few A5 leaves."""
    made = keepsake_pdf(request.vault, _standing(request, id), made_on=in_zone(datetime.now(UTC), zone_of(request)))
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": 'attachment; filename="Keepsake.pdf"'}
    )


def _standing(request: PrivateRequest, id: str) -> Standing:
    return standing_of(request.vault, request.vault.get(Walk, record_id(id)))
