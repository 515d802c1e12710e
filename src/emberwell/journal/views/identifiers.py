"""Possible identifiers, pointed out while a page is being written. Nothing is kept, and nothing leaves the program."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from emberwell.journal.forms import MarginForm
from emberwell.journal.pages.margin import Margin, MarginPart, margin_of
from emberwell.journal.values import ids_in
from emberwell.site.access import PrivateRequest
from emberwell.site.show import show


@require_POST
def identifiers(request: PrivateRequest) -> HttpResponse:
    """`/journal/identifiers/`: what in these words could say who somebody is, a fragment; 422 when too long.

    Asked for as one types, so it counts as activity like the typing it follows.
    """
    form = MarginForm(request.POST)
    if not form.is_valid():
        return show(request, "journal/_margin.html", MarginPart(Margin((), more=False)), status=422)
    margin = margin_of(request.vault, form.cleaned_data["body"], ids_in(form.cleaned_data["clients"]))
    return show(request, "journal/_margin.html", MarginPart(margin))
