"""Week's end: filled in, kept, read, and sealed on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Literal, cast

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.accounts.rules import change_preferences, preferences, zone_for
from emberwell.journal.dates import in_zone, local_date
from emberwell.journal.keeping import resting
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import to, today_of, zone_of
from emberwell.site.show import show
from emberwell.week import drafts, keeping
from emberwell.week.check_in import CheckInForm
from emberwell.week.desk import Desk, desk_of
from emberwell.week.drafts import Waiting
from emberwell.week.forms import PARTS, WeekDayForm, WeekForm, placed_in
from emberwell.week.keeping import Clash, Filled
from emberwell.week.pages import KeptPage, Summary, WeekPage, act_card
from emberwell.week.records import Week
from emberwell.week.rules import can_open, may_be_kept, week_to_close

SAID = ("saved", "act", "discarded")
ACT_WORDS = ("act_what", "act_when", "act_where", "act_if", "act_then")
"""The words of a small act: late, they go to the door as well."""


@require_safe
def week(request: PrivateRequest) -> HttpResponse:
    """`/week/`: the week that just ended while it waits, else the one that ends next."""
    return _shown(request, _this_week(request))


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="in_the_way", also=ACT_WORDS)
def one(request: PrivateRequest, day: date) -> HttpResponse:
    """`/week/<day>/`: the week that ends on that day; `?change=1` to change what is kept, `?tab=TAB` to go on."""
    desk = _desk(request, day)
    return _keep(request, desk) if request.method == "POST" else _shown(request, desk)


@require_POST
@late_save(field="in_the_way", also=ACT_WORDS)
def draft(request: PrivateRequest, day: date) -> HttpResponse:
    """Seal what is filled in, without keeping it. Answers JSON, once it is on the disk."""
    desk = _desk(request, day)
    form, check_in, filled = _asked(request, desk, unfinished=True)
    if filled is None:
        errors = [str(error) for each in (form, check_in) for found in each.errors.values() for error in found]
        return JsonResponse({"error": errors[0]}, status=422)
    kept_at = drafts.keep_draft(request.vault, desk.stands, filled, datetime.now(UTC))
    return JsonResponse({"kept_at": kept_at.isoformat() if kept_at else None})


@require_POST
def discard_draft(request: PrivateRequest, day: date) -> HttpResponse:
    """Put a waiting draft in the trash."""
    desk = _desk(request, day)
    found = _draft_of(desk, request.POST.get("tab", ""))
    if found is None:
        raise Http404
    drafts.discard(request.vault, found)
    return to("week:one", day, said="discarded")


@require_POST
def ends_on(request: PrivateRequest) -> HttpResponse:
    """Choose the day one's week ends on."""
    form = WeekDayForm(request.POST)
    if not form.is_valid():
        return _shown(request, _this_week(request), week_day=form, status=422)
    change_preferences(request.vault, week_day=form.cleaned_data["week_day"])
    return to("week:week")


def _this_week(request: PrivateRequest) -> Desk:
    weeks = request.vault.all(Week)
    today = today_of(request)
    closed = {week.value.ends_on for week in weeks}
    day = week_to_close(today, preferences(request.vault).week_day, closed)
    return desk_of(request.vault, day, today=today, zone=zone_of(request), weeks=weeks)


def _desk(request: PrivateRequest, day: date) -> Desk:
    weeks = request.vault.all(Week)
    zone = zone_for(request.vault, request.POST.get("zone", ""))
    today = local_date(datetime.now(UTC), zone)
    closed = {week.value.ends_on for week in weeks}
    # A form that was open when another day was chosen is still taken.
    is_sent = bool(request.POST.get("week")) and may_be_kept(day, today)
    week_day = preferences(request.vault).week_day
    if not (is_sent or can_open(day, today=today, week_day=week_day, closed=closed)):
        begun = drafts.begun(request.vault.drafts())
        if not can_open(day, today=today, week_day=week_day, closed=closed, begun=begun):
            raise Http404
    unkept = placed_in(request.POST)
    return desk_of(request.vault, day, today=today, zone=zone, weeks=weeks, unkept=unkept)


def _draft_of(desk: Desk, tab: str) -> Waiting | None:
    return next((one for one in desk.waits if one.tab == tab), None)


def _shown(
    request: PrivateRequest, desk: Desk, *, week_day: WeekDayForm | None = None, status: int = 200
) -> HttpResponse:
    """What is kept, to read; else the form, with the latest draft in it."""
    is_kept = desk.stands.week is not None
    rested = resting(request.vault, request.GET.get("rested", ""))
    tab = request.GET.get("tab", "")
    if is_kept and not tab and "change" not in request.GET:
        said = request.GET.get("said", "")
        kept = KeptPage(
            around=replace(desk.around(week_day=week_day), rested=rested),
            week=desk.summary(),
            said=cast(Literal["", "saved", "act", "discarded"], said if said in SAID else ""),
        )
        return show(request, "week/kept.html", kept, status=status)
    latest = desk.waits[0] if desk.waits and not is_kept else None
    going_on = _draft_of(desk, tab) or latest
    if going_on is not None:
        desk = replace(desk, unkept=tuple(place.value for place in going_on.week.places))
    page = _form_page(desk, going_on, week_day)
    page = replace(page, around=replace(page.around, rested=rested))
    if request.GET.get("said") == "discarded":
        page = replace(page, said="discarded")
    return show(request, "week/week.html", page, status=status)


def _form_page(desk: Desk, going_on: Waiting | None, week_day: WeekDayForm | None) -> WeekPage:
    initial, answers, ids = desk.initial(going_on)
    sealed_at = in_zone(going_on.kept_at, desk.zone).replace(tzinfo=None) if going_on else None
    return WeekPage(
        around=desk.around(week_day=week_day, without=going_on.tab if going_on else ""),
        form=desk.form(initial=initial),
        check_in=CheckInForm(initial=answers),
        rings=desk.rings(initial),
        ids=ids,
        last_act=act_card(desk.stands.last_act, desk.names),
        going_on=sealed_at,
        saved_meanwhile=None,
        is_kept=desk.stands.week is not None,
        values=tuple(desk.served.items()),
    )


def _keep(request: PrivateRequest, desk: Desk) -> HttpResponse:
    form, check_in, filled = _asked(request, desk)
    if filled is None:
        return show(request, "week/week.html", _typed_again(request, desk, form, check_in), status=422)
    result = keeping.keep(request.vault, desk.ends_on, filled, datetime.now(UTC))
    if isinstance(result, Clash):
        drafts.keep_draft(request.vault, result.stands, filled, datetime.now(UTC))
        now = desk_of(request.vault, desk.ends_on, today=desk.today, zone=desk.zone, unkept=desk.unkept)
        form, check_in, _ = _asked(request, now)
        page = _typed_again(request, now, form, check_in, saved=now.summary(result.stands))
        return show(request, "week/week.html", page, status=409)
    is_gone = desk.stands.act is not None and result.act is None
    return to("week:one", desk.ends_on, said="act" if is_gone else "saved")


def _asked(
    request: PrivateRequest, desk: Desk, *, unfinished: bool = False
) -> tuple[WeekForm, CheckInForm, Filled | None]:
    """Both forms as they were sent, and what they said when both are valid."""
    form, check_in = desk.form(request.POST, unfinished=unfinished), CheckInForm(request.POST)
    is_valid = form.is_valid() & check_in.is_valid()
    return form, check_in, form.filled(check_in, zone=desk.zone) if is_valid else None


def _typed_again(
    request: PrivateRequest, desk: Desk, form: WeekForm, check_in: CheckInForm, *, saved: Summary | None = None
) -> WeekPage:
    """The page with what was just sent in it. After a clash it is based on what is kept now."""
    fields = [f"{part}-{id}" for part in PARTS for id in desk.values]
    ids = desk.ids()
    sent = {name: form.cleaned_data.get(name) or ids[name] for name in ids}
    return WeekPage(
        around=desk.around(without=sent["tab"]),
        form=form,
        check_in=check_in,
        rings=desk.rings(
            {name: request.POST.get(name, "") for name in fields},
            {name: str(form.errors[name][0]) for name in fields if name in form.errors},
        ),
        ids=ids | {"tab": sent["tab"]} if saved else sent,
        last_act=act_card(desk.stands.last_act, desk.names),
        going_on=None,
        saved_meanwhile=saved,
        is_kept=desk.stands.week is not None,
        values=tuple(desk.served.items()),
    )
