"""`/settings/bring/`: choose a file, see what would come, take it in, read what could not."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emberwell.accounts.rules import zone_for
from emberwell.exchange.bringing import Bringing, report_text, together
from emberwell.exchange.forms import BringForm
from emberwell.exchange.pages import BringingPage, BringPage, OutcomePart, PreviewPart
from emberwell.exchange.working import MOMENT_SECONDS, gone, is_gone, own_work, still_open, work_part
from emberwell.exchange.works import WORKS, State, Work
from emberwell.site.access import PrivateRequest, takes_archive, untouched
from emberwell.site.show import show

_CALLED = {
    "dayone": "Day One",
    "jrnl": "jrnl",
    "jrnl-json": "jrnl, as JSON",
    "markdown": "Markdown files",
    "emberwell": "an Emberwell export",
}


@require_http_methods(["GET", "HEAD", "POST"])
@takes_archive
def bring(request: PrivateRequest) -> HttpResponse:
    """Choose a file; a POST brings it, sealed as it arrives, and looks at it."""
    if request.method != "POST":
        return show(request, "exchange/bring.html", BringPage(BringForm(), gone=request.GET.get("gone") == "1"))
    form = BringForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, "exchange/bring.html", BringPage(form, gone=False), status=422)
    file = form.cleaned_data["file"]
    zone = zone_for(request.vault, form.cleaned_data["zone"])
    about = Bringing(vault=request.vault, name=str(file.name), source=file.file, zone=zone)
    work = WORKS.start(request.account.id, about, still_open(request), about.look)
    work.closing.callback(about.source.close)
    # Django closes the files of a request when it has answered; this one is needed for longer.
    request.FILES.clear()
    work.ended.wait(MOMENT_SECONDS)
    return HttpResponseRedirect(reverse("exchange:bringing", args=[work.id]))


@require_safe
def bringing(request: PrivateRequest, id: str) -> HttpResponse:
    """What would come, how far it is, or what came."""
    return show(request, "exchange/bringing.html", _page(own_work(request, id, Bringing)))


@require_safe
@untouched
def bringing_progress(request: PrivateRequest, id: str) -> HttpResponse:
    """The same as a fragment, asked for every second while it is under way."""
    if is_gone(request, id, Bringing):
        return gone("exchange:bring")
    return show(request, "exchange/_bringing.html", _page(own_work(request, id, Bringing)))


@require_POST
def bring_in(request: PrivateRequest, id: str) -> HttpResponse:
    """Take it in, after it was looked at."""
    work = own_work(request, id, Bringing)
    about = cast(Bringing, work.about)
    if about.preview is None:
        raise Http404
    if about.outcome is None and work.state is State.DONE:
        WORKS.go_on(work, about.take_in)
        work.ended.wait(MOMENT_SECONDS)
    return HttpResponseRedirect(reverse("exchange:bringing", args=[work.id]))


@require_POST
def bring_leave(request: PrivateRequest, id: str) -> HttpResponse:
    """Leave it: what was sent is dropped."""
    WORKS.drop(own_work(request, id, Bringing))
    return HttpResponseRedirect(reverse("exchange:bring"))


@require_safe
def bring_report(request: PrivateRequest, id: str) -> HttpResponse:
    """The whole report, to save."""
    about = cast(Bringing, own_work(request, id, Bringing).about)
    if about.outcome is None:
        raise Http404
    return HttpResponse(
        report_text(about.name, about.outcome),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="emberwell-brought.txt"'},
    )


def _page(work: Work) -> BringingPage:
    about = cast(Bringing, work.about)
    looked, came = about.preview, about.outcome
    preview = outcome = None
    if looked is not None:
        preview = PreviewPart(
            format=_CALLED[looked.format],
            pages=looked.pages,
            others=looked.others,
            attachments=looked.attachments,
            first=looked.first,
            last=looked.last,
            new=looked.new or 0,
            unchanged=looked.unchanged or 0,
            skipped=together(looked.skipped),
            notes=looked.notes,
        )
    if came is not None:
        outcome = OutcomePart(came.added, came.unchanged, together(came.skipped), came.notes)
    return BringingPage(work=work_part(work), name=about.name, preview=preview, outcome=outcome)
