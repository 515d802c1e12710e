"""The five values: read, said in one's own words, put in order, weighed."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.journal.dates import local_date
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import record_id, to, today_of, zone_of
from emberwell.site.show import Site, show
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved
from emberwell.why.forms_sort import ImportanceForm, OrderForm, ValueForm
from emberwell.why.pages.value import value_page
from emberwell.why.pages.values import ValuesPage, importance_page, values_page
from emberwell.why.records import Importance, Value
from emberwell.why.rules import importance_on
from emberwell.why.values import Clash, clear_order, five_of, put_in_order, say, weigh


@require_safe
def values(request: PrivateRequest) -> HttpResponse:
    """`/why/values/`: the five, what moved, the earlier ones."""
    return show(request, "why/values.html", _values(request, said=request.GET.get("said", "")))


@require_POST
def values_order(request: PrivateRequest) -> HttpResponse:
    """Move a value of the five up or down, or take the order off again."""
    form = OrderForm(request.POST)
    if form.is_valid() and form.cleaned_data["clear"]:
        clear_order(request.vault)
    elif form.is_valid() and form.cleaned_data["value"] and form.cleaned_data["by"]:
        put_in_order(request.vault, RecordId(form.cleaned_data["value"]), form.cleaned_data["by"])
    else:
        return show(request, "why/values.html", _values(request, said="order"), status=422)
    if request.htmx:
        return show(request, "why/_values_order.html", _values(request, said="order"))
    return to("why:values", said="order")


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="at_work", also=("at_home",))
def value(request: PrivateRequest, id: str) -> HttpResponse:
    """`/why/values/<id>/`: a value, own words for it, and what shows it."""
    saved = request.vault.get(Value, record_id(id))
    spellcheck = Site(request).spellcheck
    if request.method != "POST":
        form = ValueForm(initial=_said(saved), spellcheck=spellcheck)
        all_lines = request.GET.get("lines") == "all"
        page = value_page(request.vault, saved, form, all_lines=all_lines, said=request.GET.get("said", ""))
        return show(request, "why/value.html", page)
    form = ValueForm(request.POST, spellcheck=spellcheck)
    if not form.is_valid():
        return show(request, "why/value.html", value_page(request.vault, saved, form), status=422)
    typed = form.cleaned_data
    said = say(request.vault, saved, based_on=typed["expected"], at_work=typed["at_work"], at_home=typed["at_home"])
    return _changed_meanwhile(request, said) if isinstance(said, Clash) else to("why:value", saved.id, said="saved")


@require_http_methods(["GET", "HEAD", "POST"])
def importance(request: PrivateRequest) -> HttpResponse:
    """`/why/values/importance/`: how much each of the five matters now, at work and at home."""
    five = [(each.id, each.value.name) for each in five_of(request.vault)]
    just_sorted = request.GET.get("said") == "sorted"
    if request.method != "POST":
        form = ImportanceForm(five=five, initial=_weighed(request))
        return show(request, "why/importance.html", importance_page(form, just_sorted=just_sorted))
    form = ImportanceForm(request.POST, five=five)
    if not form.is_valid():
        return show(request, "why/importance.html", importance_page(form, just_sorted=False), status=422)
    if five:
        weigh(request.vault, form.answers(), now=datetime.now(UTC), zone=zone_of(request))
    return to("why:values", said="weighed")


def _values(request: PrivateRequest, *, said: str) -> ValuesPage:
    return values_page(request.vault, today=today_of(request), said=said)


def _said(saved: Saved[Value]) -> dict[str, object]:
    return {"at_work": saved.value.at_work, "at_home": saved.value.at_home, "expected": saved.revision}


def _weighed(request: PrivateRequest) -> dict[str, int]:
    """What was said last time, to change or leave."""
    today = local_date(datetime.now(UTC), zone_of(request))
    weights = importance_on(today, request.vault.all(Importance)).values()
    return {f"{where}_{each.value}": getattr(each, where) for each in weights for where in ("work", "home")}


def _changed_meanwhile(request: PrivateRequest, clash: Clash) -> HttpResponse:
    """Another tab said otherwise first: its words are shown, and what was typed stays in the form, to be saved."""
    mine, theirs = clash.mine, clash.theirs
    typed = {"at_work": mine.at_work, "at_home": mine.at_home, "expected": theirs.revision}
    said = (("At work", theirs.value.at_work, mine.at_work), ("At home", theirs.value.at_home, mine.at_home))
    differs = tuple((label, now) for label, now, typed_words in said if now != typed_words)
    form = ValueForm(initial=typed, spellcheck=Site(request).spellcheck)
    return show(request, "why/value.html", value_page(request.vault, theirs, form, said_meanwhile=differs), status=409)
