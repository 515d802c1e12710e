"""One code name: what matters to them, another name or sign, how it stands, and a sheet to print."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.accounts.rules import zone_for
from emberwell.clients.forms import ClientForm, DeedForm, MatterForm
from emberwell.clients.keeping import Deed, add_matter, change_client, do, is_taken
from emberwell.clients.names import sign_of
from emberwell.clients.pages.client import EditPage, client_page, sheet_page
from emberwell.clients.records import Client
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import record_id, to, today_of
from emberwell.site.show import show
from emberwell.vault.errors import NewerRecord, StaleRevision
from emberwell.vault.vault import Saved


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="text")
def client(request: PrivateRequest, id: str) -> HttpResponse:
    """`/clients/<id>/`: the code name's page; POST adds a line of what matters to them."""
    saved, today = client_in(request, id), today_of(request)
    if request.method != "POST":
        page = client_page(request.vault, saved, today, said=request.GET.get("said", ""))
        return show(request, "clients/client.html", page)
    form = MatterForm(request.POST)
    if not form.is_valid():
        page = client_page(request.vault, saved, today, said="", form=form)
        return show(request, "clients/client.html", page, status=422)
    zone = zone_for(request.vault, request.POST.get("zone", ""))
    add_matter(request.vault, saved.id, now=datetime.now(UTC), zone=zone, **form.said(today))
    return to("clients:client", saved.id, said="noted")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PrivateRequest, id: str) -> HttpResponse:
    """`/clients/<id>/edit/`: another name or another sign."""
    saved = client_in(request, id)
    value = saved.value
    if request.method != "POST":
        initial = {"name": value.name, "shape": value.shape, "colour": value.colour, "expected": saved.revision}
        return show(request, "clients/edit.html", EditPage(sign_of(saved), ClientForm(initial=initial), ""))
    form = ClientForm(request.POST, taken=lambda name: is_taken(request.vault, name, but=saved.id), had=value.name)
    if not form.is_valid():
        return show(request, "clients/edit.html", EditPage(sign_of(saved), form, ""), status=422)
    said = form.cleaned_data
    try:
        if (said["expected"] or saved.revision) != saved.revision:
            raise StaleRevision(expected=said["expected"], newest=saved.revision)
        change_client(request.vault, saved, name=said["name"], shape=said["shape"], colour=said["colour"])
    except StaleRevision:
        return _changed_meanwhile(request, client_in(request, id), form)
    return to("clients:client", saved.id, said="changed")


@require_POST
def state(request: PrivateRequest, id: str) -> HttpResponse:
    """Ended, lost, gone on after all, archived, brought back."""
    saved, form = client_in(request, id), DeedForm(request.POST)
    if not form.is_valid():
        page = client_page(request.vault, saved, today_of(request), said="")
        return show(request, "clients/client.html", page, status=422)
    deed = form.deed()
    do(request.vault, saved, deed, form.day(today_of(request)))
    if deed is Deed.ARCHIVE:
        return to("clients:clients", said="archived")
    return to("clients:client", saved.id, said=deed.value)


@require_safe
def sheet(request: PrivateRequest, id: str) -> HttpResponse:
    """`/clients/<id>/sheet/`: what matters, to print for a conversation; `?guesses=1` with the guesses."""
    saved = client_in(request, id)
    page = sheet_page(request.vault, saved, today_of(request), guesses=request.GET.get("guesses") == "1")
    return show(request, "clients/sheet.html", page)


def client_in(request: PrivateRequest, id: str) -> Saved[Client]:
    """A code name of theirs. Raises RecordMissing, and NewerRecord for one this release cannot read at all."""
    saved = request.vault.get(Client, record_id(id))
    if not isinstance(saved.value, Client):
        raise NewerRecord
    return saved


def _changed_meanwhile(request: PrivateRequest, saved: Saved[Client], typed: ClientForm) -> HttpResponse:
    said = typed.cleaned_data
    initial = {"name": said["name"], "shape": said["shape"], "colour": said["colour"], "expected": saved.revision}
    page = EditPage(sign_of(saved), ClientForm(initial=initial), saved.value.name)
    return show(request, "clients/edit.html", page, status=409)
