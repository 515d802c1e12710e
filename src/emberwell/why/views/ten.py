"""Why in ten minutes."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from emberwell.site.access import PrivateRequest
from emberwell.site.asked import today_of
from emberwell.site.show import show
from emberwell.why.pages.ten import ten_page


@require_safe
def ten(request: PrivateRequest) -> HttpResponse:
    """`/why/ten/`: three steps. Where one is follows from what is there."""
    return show(request, "why/ten.html", ten_page(request.vault, today_of(request)))
