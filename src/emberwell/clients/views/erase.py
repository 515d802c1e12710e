"""Erase a code name for good."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from emberwell.clients.erasing import erase_client, mentions_of
from emberwell.clients.forms import EraseForm
from emberwell.clients.names import sign_of
from emberwell.clients.pages.erase import EraseFirstPage, erase_page
from emberwell.clients.views.client import client_in
from emberwell.exchange.works import WORKS
from emberwell.site.access import PrivateRequest
from emberwell.site.asked import to, zone_of
from emberwell.site.show import show
from emberwell.vault.errors import NewerRecord


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: PrivateRequest, id: str) -> HttpResponse:
    """`/clients/<id>/erase/`: first, whether to stop; `?look=1` everything that names it; then, one by one, erased.

    Looking opens every version of everything there is, which takes a moment with years of pages: so it is asked for.
    """
    saved, zone = client_in(request, id), zone_of(request)
    if request.method != "POST" and request.GET.get("look") != "1":
        return show(request, "clients/erase_first.html", EraseFirstPage(sign_of(saved)))
    mentions = mentions_of(request.vault, saved)
    known = [mention.saved.id for mention in mentions.records]
    if request.method != "POST":
        form = EraseForm(initial={"replace": True}, known=known)
        return show(request, "clients/erase.html", erase_page(saved, mentions, form, zone))
    form = EraseForm(request.POST, known=known)
    if not form.is_valid():
        return show(request, "clients/erase.html", erase_page(saved, mentions, form, zone), status=422)
    try:
        erase_client(
            request.vault,
            saved,
            also=form.ticked("item"),
            left=form.ticked("leave"),
            replace=form.cleaned_data["replace"],
        )
    except NewerRecord:
        page = erase_page(saved, mentions, form, zone, trouble=True)
        return show(request, "clients/erase.html", page, status=422)
    WORKS.drop_of(request.account.id)  # an export or a book that was made and not fetched yet holds the name too
    return to("clients:clients", said="erased")
