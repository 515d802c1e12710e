"""The scenes."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from emberwell.site.access import PrivateRequest
from emberwell.site.show import show
from emberwell.why.pages.scenes import scenes_page


@require_safe
def scenes(request: PrivateRequest) -> HttpResponse:
    """`/why/scenes/`: every scene, and the pages written to it."""
    return show(request, "why/scenes.html", scenes_page(request.vault))
