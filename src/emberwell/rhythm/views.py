"""Reminders: chosen, paused, taken up again; told to open pages, and as a file for a calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.exchange.calendar_event import weekly_file
from emberwell.rhythm.forms import RemindersForm
from emberwell.rhythm.pages import reminders_page
from emberwell.rhythm.rules import (
    PAUSE,
    TAKE_UP,
    change_reminders,
    days_of,
    due,
    first_of_each_time,
    pause_for_a_week,
    reminders,
    words_of,
)
from emberwell.site.access import PrivateRequest, untouched
from emberwell.site.asked import to, zone_of
from emberwell.site.errors import prefers_json
from emberwell.site.show import show

MINUTES = 10
"""How long an event in the calendar lasts."""
TOLD_BEFORE = timedelta(minutes=10)
"""A page asks once more at the moment itself, and may come a little late: this long a moment is still told."""
TOLD_AHEAD = timedelta(days=1)
"""A journal stays open for a working day at most, so a page needs to know no more."""


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: PrivateRequest) -> HttpResponse:
    """`/settings/reminders/`."""
    if request.method != "POST":
        form = RemindersForm.of(reminders(request.vault), zone=zone_of(request))
        return _page(request, form)
    form = RemindersForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    change_reminders(request.vault, **form.chosen(zone=reminders(request.vault).zone or "UTC"))
    return to("rhythm:settings", said="saved")


@require_POST
def pause(request: PrivateRequest) -> HttpResponse:
    """Pause: `for=week`, else until taken up again. JSON to a script."""
    week = request.POST.get("for") == "week"
    change_reminders(request.vault, **(pause_for_a_week(datetime.now(UTC)) if week else PAUSE))
    return JsonResponse({"paused": True}) if prefers_json(request) else to("rhythm:settings", said="paused")


@require_POST
def take_up(request: PrivateRequest) -> HttpResponse:
    """End a pause."""
    change_reminders(request.vault, **TAKE_UP)
    return to("rhythm:settings", said="taken_up")


@untouched
@require_safe
def moments(request: PrivateRequest) -> JsonResponse:
    """For the pages that are open: when to remind within a day, in milliseconds since 1970, and in which words."""
    kept, now = reminders(request.vault), datetime.now(UTC)
    told = due(kept, after=now - TOLD_BEFORE, until=now + TOLD_AHEAD, now=now)
    return JsonResponse({"words": words_of(kept), "moments": [round(moment.timestamp() * 1000) for moment in told]})


@require_safe
def calendar(request: PrivateRequest) -> HttpResponse:
    """A file with a weekly event for each time; 404 while no day or time is chosen."""
    kept, now = reminders(request.vault), datetime.now(UTC)
    starts = first_of_each_time(kept, now)
    if not starts:
        raise Http404
    file = weekly_file(starts=starts, days=days_of(kept), minutes=MINUTES, summary=words_of(kept), made_at=now)
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="a-few-minutes.ics"'
    return response


def _page(request: PrivateRequest, form: RemindersForm, *, status: int = 200) -> HttpResponse:
    page = reminders_page(
        reminders(request.vault),
        form,
        now=datetime.now(UTC),
        said=request.GET.get("said", ""),
        shown_as=request.get_host(),
    )
    return show(request, "rhythm/reminders.html", page, status=status)
