"""The room of the why."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from emberwell.site.access import PrivateRequest
from emberwell.site.show import show
from emberwell.why.pages.why import why_page


@require_safe
def why(request: PrivateRequest) -> HttpResponse:
    """`/why/`: the why, and what lies around it."""
    return show(request, "why/why.html", why_page(request.vault, said=request.GET.get("said", "")))
