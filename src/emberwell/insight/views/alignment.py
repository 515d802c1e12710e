"""Nearer, further, quiet lately: the first page of pillar three."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from emberwell.insight.looking import say_fine
from emberwell.insight.pages.alignment import alignment_page
from emberwell.site.access import PrivateRequest
from emberwell.site.asked import record_id, to, today_of
from emberwell.site.show import show
from emberwell.why.records import Value


@require_safe
def alignment(request: PrivateRequest) -> HttpResponse:
    """`/alignment/`: quiet lately, this week's small act; nearer, further."""
    page = alignment_page(
        request.vault, today_of(request), span=request.GET.get("span", ""), said=request.GET.get("said", "")
    )
    return show(request, "insight/alignment.html", page)


@require_POST
def fine(request: PrivateRequest, id: str) -> HttpResponse:
    """`Fine for now`: this value is not brought up for a quarter, unless it is touched and goes quiet again."""
    value = request.vault.get(Value, record_id(id))
    say_fine(request.vault, value.id, today_of(request))
    return to("insight:alignment", said="fine")
