"""The room of the fourth pillar, and the timeline."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from emberwell.growth.gather import gathered
from emberwell.growth.pages import Due, GrowthPage, timeline_page
from emberwell.journal.dates import local_date
from emberwell.site.access import PrivateRequest
from emberwell.site.asked import today_of
from emberwell.site.show import show
from emberwell.stayed.records import Stayed
from emberwell.stayed.rules import due


@require_safe
def growth(request: PrivateRequest) -> HttpResponse:
    """`/growth/`: one step, and the ways from here."""
    stayed = request.vault.all(Stayed)
    asks = due(stayed, today_of(request))
    shown = Due(asks.id, local_date(asks.value.written_at, asks.value.zone)) if asks else None
    return show(request, "growth/growth.html", GrowthPage(shown, bool(stayed)))


@require_safe
def timeline(request: PrivateRequest) -> HttpResponse:
    """`/growth/timeline/`: this year, or `?year=2025`; `&month=3` for all of a month."""
    year, month = request.GET.get("year", ""), request.GET.get("month", "")
    with_lost = request.GET.get("lost") == "1"
    asked = int(year) if re.fullmatch("[1-9][0-9]{3}", year) else today_of(request).year
    found = gathered(request.vault, asked, lost=with_lost)
    number = int(month) if re.fullmatch("[1-9]|1[0-2]", month) else 0
    return show(request, "growth/timeline.html", timeline_page(request.vault, found, month=number, with_lost=with_lost))
