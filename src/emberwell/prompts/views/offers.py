"""What is offered and what is said of it; the page of everything a person has of prompts."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_POST, require_safe

from emberwell.prompts.finding import find
from emberwell.prompts.forms import AnswerForm
from emberwell.prompts.offering import instead_of, say, stand_again
from emberwell.prompts.pages import CardPage, CardPart, yours_page
from emberwell.prompts.records import Answer, OwnPrompt, PromptSet
from emberwell.site.access import PrivateRequest
from emberwell.site.asked import back_or_to, record_id, to, zone_of
from emberwell.site.show import show
from emberwell.vault.errors import RecordMissing

_DIGITS = 5
"""Of the number of a page: fewer."""


@require_safe
def yours(request: PrivateRequest) -> HttpResponse:
    """`/prompts/`: one's own prompts and sets, what was laid aside, what was refused."""
    asked = request.GET.get("page", "")
    page = yours_page(
        request.vault,
        said=request.GET.get("said", ""),
        trashed=request.GET.get("gone", ""),
        page=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < _DIGITS else 1,
    )
    return show(request, "prompts/yours.html", page)


@require_POST
def answer(request: PrivateRequest) -> HttpResponse:
    """Another, later, not for me, or that taken back.

    With `instead` (the card of Today) the next prompt is offered, or the one taken back stands there again: a fragment
    for htmx, Today for a plain form. Else back to the page that asked.
    """
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    prompt, said = form.answered()
    now, zone = datetime.now(UTC), zone_of(request)
    if "instead" not in request.POST:
        say(request.vault, prompt, said, now=now, zone=zone)
        return back_or_to(request, "prompts:yours", said=said.value)
    if said is Answer.TAKEN_BACK:
        following = stand_again(request.vault, prompt, now=now, zone=zone)
    else:
        following = instead_of(request.vault, prompt, said, now=now, zone=zone)
    lasting = find(request.vault, prompt) if said in {Answer.LATER, Answer.NOT_FOR_ME} else None
    if not request.htmx:
        return to("site:today", answered=prompt) if lasting else to("site:today")
    return show(request, "prompts/_card.html", CardPage(CardPart(following, answered=lasting, answer=said.value)))


@require_POST
def restore(request: PrivateRequest, id: str) -> HttpResponse:
    """Take a prompt of one's own, or a set, out of the trash."""
    for saved in request.vault.trashed():
        if saved.id == id and isinstance(saved.value, OwnPrompt | PromptSet):
            request.vault.restore(record_id(id))
            return to("prompts:yours", said="back")
    raise RecordMissing
