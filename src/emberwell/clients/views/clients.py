"""The code names: looked at, added, and the sentence said before the first page about one."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from emberwell.accounts.rules import zone_for
from emberwell.clients.forms import ClientForm
from emberwell.clients.keeping import add_client, is_taken
from emberwell.clients.pages.clients import ToldPage, blank_form, clients_page
from emberwell.clients.telling import say_told
from emberwell.site.access import PrivateRequest
from emberwell.site.asked import back_or_to, next_asked, to, today_of
from emberwell.site.show import show


@require_http_methods(["GET", "HEAD", "POST"])
def clients(request: PrivateRequest) -> HttpResponse:
    """`/clients/`: every code name, and a place to add one. `do=another` offers two other words instead of adding."""
    vault, sent = request.vault, request.POST
    if request.method != "POST":
        return show(request, "clients/clients.html", clients_page(vault, said=request.GET.get("said", "")))
    if sent.get("do") == "another":
        form = blank_form(vault, shape=sent.get("shape", ""), colour=sent.get("colour", ""))
        return show(request, "clients/clients.html", clients_page(vault, said="", form=form))
    form = ClientForm(sent, taken=lambda name: is_taken(vault, name))
    if not form.is_valid():
        return show(request, "clients/clients.html", clients_page(vault, said="", form=form), status=422)
    said, zone = form.cleaned_data, zone_for(vault, sent.get("zone", ""))
    add_client(vault, name=said["name"], shape=said["shape"], colour=said["colour"], now=datetime.now(UTC), zone=zone)
    return to("clients:clients", said="added")


@require_http_methods(["GET", "HEAD", "POST"])
def told(request: PrivateRequest) -> HttpResponse:
    """`/clients/told/`: the plain sentence about courts and insurers; on to `next` once it was read."""
    if request.method != "POST":
        return show(request, "clients/told.html", ToldPage(next_asked(request)))
    say_told(request.vault, today_of(request))
    return back_or_to(request, "clients:clients")
