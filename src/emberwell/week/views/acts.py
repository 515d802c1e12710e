"""Small acts: what came of one, and one's own calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from emberwell.accounts.rules import zone_for
from emberwell.exchange.calendar_event import NEUTRAL, calendar_file
from emberwell.journal.dates import moment_of
from emberwell.site.access import PrivateRequest
from emberwell.site.asked import back_or_to, record_id, today_of
from emberwell.site.show import show
from emberwell.vault.vault import Saved
from emberwell.week.forms import CalendarForm, CameForm
from emberwell.week.keeping import say_what_came
from emberwell.week.pages import ActCard, CalendarPage, CamePage, act_card
from emberwell.week.records import Act, CameOf
from emberwell.week.rules import days_of, moved
from emberwell.why.records import Value

MINUTES = 15
MORNING = time(9)


@require_POST
def came(request: PrivateRequest, id: str) -> HttpResponse:
    """Did it, partly, not this time: nothing more is asked."""
    act = request.vault.get(Act, record_id(id))
    form = CameForm(request.POST)
    if not form.is_valid():
        return show(request, "week/came.html", CamePage(_card(request, act), form), status=422)
    say_what_came(request.vault, act, CameOf(form.cleaned_data["came_of"]), datetime.now(UTC))
    return back_or_to(request, "week:week")


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: PrivateRequest, id: str) -> HttpResponse:
    """A small act as an event for one's own calendar: when, and what it says there; then the file."""
    act = request.vault.get(Act, record_id(id))
    if request.method != "POST":
        return _calendar_page(request, act, CalendarForm(initial=_suggested(act.value, today_of(request))))
    form = CalendarForm(request.POST)
    if not form.is_valid():
        return _calendar_page(request, act, form, status=422)
    said = form.cleaned_data
    day, at = form.starts()
    file = calendar_file(
        start=moment_of(day, at, zone_for(request.vault, said["zone"])),
        minutes=said["minutes"],
        summary=act.value.what if said["own_words"] else said["text"],
        description=_details(act.value) if said["own_words"] else "",
        made_at=datetime.now(UTC),
    )
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="small-thing.ics"'
    return response


def _calendar_page(request: PrivateRequest, act: Saved[Act], form: CalendarForm, *, status: int = 200) -> HttpResponse:
    page = CalendarPage(_card(request, act), form, moved(act.value.for_week, -7))
    return show(request, "week/calendar.html", page, status=status)


def _card(request: PrivateRequest, act: Saved[Act]) -> ActCard:
    card = act_card(act, {value.id: value.value.name for value in request.vault.all(Value)})
    assert card is not None
    return card


def _suggested(act: Act, today: date) -> dict[str, object]:
    """The first day of its week, or tomorrow; nine o'clock, a quarter of an hour."""
    first = days_of(act.for_week)[0]
    return {"day": max(first, today + timedelta(days=1)), "at": MORNING, "minutes": MINUTES, "text": NEUTRAL}


def _details(act: Act) -> str:
    """When, where and "if ... then ..." in the person's own words, a line each."""
    condition = f"If {act.if_}, then {act.then}" if act.if_ and act.then else ""
    return "\n".join(words for words in (act.when, act.where, condition or act.if_ or act.then) if words)
