"""A line of what matters to somebody: changed, no longer so, so again, put in the trash."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from emberwell.clients.forms import MatterForm, UntilForm
from emberwell.clients.keeping import change_matter
from emberwell.clients.names import Sign, signs_of
from emberwell.clients.pages.client import MatterPage
from emberwell.clients.records import Matter
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import record_id, to, today_of
from emberwell.site.show import show
from emberwell.vault.errors import NewerRecord, RecordMissing, StaleRevision
from emberwell.vault.vault import Saved


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="text")
def matter(request: PrivateRequest, id: str) -> HttpResponse:
    """`/clients/matter/<id>/`: change it."""
    saved, sign = _matter_in(request, id)
    if request.method != "POST":
        return show(
            request, "clients/matter.html", MatterPage(sign, saved.id, MatterForm(initial=_as_it_is(saved)), "")
        )
    form = MatterForm(request.POST)
    if not form.is_valid():
        return show(request, "clients/matter.html", MatterPage(sign, saved.id, form, ""), status=422)
    said = form.said(saved.value.noted_on) | {"until": form.cleaned_data["until"]}
    try:
        expected = form.cleaned_data["expected"] or saved.revision
        if expected != saved.revision:
            raise StaleRevision(expected=expected, newest=saved.revision)
        change_matter(request.vault, saved, **said)
    except StaleRevision:
        newest, sign = _matter_in(request, id)
        again = MatterForm(initial={**form.cleaned_data, "expected": newest.revision})
        page = MatterPage(sign, newest.id, again, newest.value.text)
        return show(request, "clients/matter.html", page, status=409)
    return to("clients:client", saved.value.client, said="changed")


@require_POST
def matter_until(request: PrivateRequest, id: str) -> HttpResponse:
    """`No longer so`, from today or from the day said; never from before it was noted."""
    saved, _ = _matter_in(request, id)
    form, today = UntilForm(request.POST), today_of(request)
    day = (form.cleaned_data["until"] if form.is_valid() else None) or today
    change_matter(request.vault, saved, until=max(saved.value.noted_on, day))
    return to("clients:client", saved.value.client, said="over")


@require_POST
def matter_again(request: PrivateRequest, id: str) -> HttpResponse:
    """It is so after all."""
    saved, _ = _matter_in(request, id)
    change_matter(request.vault, saved, until=None)
    return to("clients:client", saved.value.client, said="so again")


@require_POST
def trash_matter(request: PrivateRequest, id: str) -> HttpResponse:
    """Into the trash: for what was noted by mistake. What changed is better said to be no longer so."""
    saved, _ = _matter_in(request, id)
    request.vault.trash(saved.id, expected=saved.revision)
    return to("clients:client", saved.value.client, said="changed")


def _matter_in(request: PrivateRequest, id: str) -> tuple[Saved[Matter], Sign]:
    saved = request.vault.get(Matter, record_id(id))
    if not isinstance(saved.value, Matter):
        raise NewerRecord
    signs = signs_of(request.vault, [saved.value.client])
    if not signs:
        raise RecordMissing
    return saved, signs[0]


def _as_it_is(saved: Saved[Matter]) -> dict[str, object]:
    matter = saved.value
    return {
        "text": matter.text,
        "sort": matter.sort.value,
        "whose": matter.whose.value,
        "hoped_for": "1" if matter.hoped_for else "",
        "noted_on": matter.noted_on.isoformat(),
        "until": matter.until.isoformat() if matter.until else "",
        "expected": saved.revision,
    }
