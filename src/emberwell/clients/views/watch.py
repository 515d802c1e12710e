"""Words of one's own to look for when possible identifiers are pointed out."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from emberwell.clients.pages.watch import watch_page
from emberwell.clients.watch_form import WatchForm
from emberwell.clients.watching import watch
from emberwell.site.access import PrivateRequest, late_save
from emberwell.site.asked import back_or_to, next_asked
from emberwell.site.show import show
from emberwell.vault.errors import StaleRevision


@require_http_methods(["GET", "HEAD", "POST"])
@late_save(field="words")
def watch_words(request: PrivateRequest) -> HttpResponse:
    """`/clients/watch/`: the list, one a line. Saved, the browser goes to `?next=`, a page of ours, or here."""
    next = next_asked(request)
    if request.method != "POST":
        page = watch_page(request.vault, next=next, saved=request.GET.get("said") == "saved")
        return show(request, "clients/watch.html", page)
    form = WatchForm(request.POST)
    if not form.is_valid():
        return show(request, "clients/watch.html", watch_page(request.vault, next=next, form=form), status=422)
    words = form.cleaned_data["words"]
    try:
        watch(request.vault, words, expected=form.cleaned_data["expected"] or 0)
    except StaleRevision:
        page = watch_page(request.vault, next=next, typed="\n".join(words))
        return show(request, "clients/watch.html", page, status=409)
    return back_or_to(request, "clients:watch", said="saved")
