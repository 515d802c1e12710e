"""The library: free prompts, for anybody. No account, no cookie, no script."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from emberwell.journal.records import Pillar
from emberwell.library import prompts
from emberwell.library.pages import Filter, FilterLink, IndexPage, OfferedPrompt, PromptPage, Shelf
from emberwell.library.prompts import TAGS, Tag, prompts_for
from emberwell.library.rules import Wanted, wanted
from emberwell.library.rules import another as next_after
from emberwell.site.access import PublicRequest, public
from emberwell.site.show import show
from emberwell.vault.web import web_store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from emberwell.library.prompts import Prompt

ABOUT = {
    Pillar.WHY: "What brought you here, and what asks you to stay or go.",
    Pillar.CONNECTION: "How you are with the people you see, and with those who work beside you.",
    Pillar.ALIGNMENT: "Whether your weeks hold what you care about.",
    Pillar.GROWTH: "What stayed with you, good and bad, and what you know now.",
}
OCCASIONS = (Tag.BEFORE_SESSION, Tag.AFTER_SESSION, Tag.WEEK, Tag.GOOD_DAY, Tag.HARD_DAY)
"""The tags one can choose by: moments, not themes."""
TIMES = (5, 10)
"""Minutes one can choose by."""


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All prompts by pillar, or those that fit. A filter that does not exist is a page that does not exist."""
    want = _wanted(request)
    found = wanted(prompts_for(), want)
    shelves = (
        Shelf(pillar=pillar, about=about, prompts=tuple(each for each in found if each.pillar is pillar))
        for pillar, about in ABOUT.items()
    )
    pillars, *more = _filters(want)
    page = IndexPage(
        pillars=pillars,
        more=tuple(more),
        narrowed=(want.minutes, want.occasion) != (None, None),
        shelves=tuple(shelf for shelf in shelves if shelf.prompts),
    )
    return show(request, "library/index.html", page)


@public
@require_safe
def prompt(request: PublicRequest, id: str) -> HttpResponse:
    """One prompt, to be read, sent to a colleague, or written to."""
    page = PromptPage(
        prompt=(found := _found(id)),
        occasions=tuple(TAGS[tag] for tag in found.tags),
        write_url=f"{_where_to_write(request)}?{urlencode({'prompt': found.id})}",
    )
    return show(request, "library/prompt.html", page)


@public
@require_safe
@vary_on_headers("HX-Request")
def another(request: PublicRequest) -> HttpResponse:
    """Another prompt than `?after=ID`, kept to `?pillar=` when given.

    For htmx a fragment: the exchangeable prompt of the writing page, or with `?as=card` the card of Today. A plain
    link leads to the page of the prompt.
    """
    pillar = _pillar(request.GET.get("pillar", ""))
    offered = next_after(prompts_for(), request.GET.get("after", ""), pillar=pillar)
    if not request.htmx:
        return HttpResponseRedirect(reverse("library:prompt", args=[offered.id]))
    as_card = request.GET.get("as") == "card"
    return show(request, "library/_card.html" if as_card else "library/_prompt.html", OfferedPrompt(prompt=offered))


def _found(id: str) -> Prompt:
    found = prompts.prompt(id)
    if found is None:
        raise Http404
    return found


def _where_to_write(request: PublicRequest) -> str:
    """The writing page, whose lock leads back to it; for somebody without a journal, the page that needs none."""
    lives_here = not settings.EMBERWELL_HOSTED and web_store().accounts()
    return reverse("journal:write" if request.account or lives_here else "site:today")


def _wanted(request: HttpRequest) -> Wanted:
    minutes, occasion = request.GET.get("minutes", ""), request.GET.get("for", "")
    if minutes not in {"", *map(str, TIMES)} or occasion not in {"", *Tag}:
        raise Http404
    return Wanted(
        pillar=_pillar(request.GET.get("pillar", "")),
        minutes=int(minutes) if minutes else None,
        occasion=Tag(occasion) if occasion else None,
    )


def _pillar(name: str) -> Pillar | None:
    if name not in {"", *Pillar}:
        raise Http404
    return Pillar(name) if name else None


def _filters(want: Wanted) -> tuple[Filter, ...]:
    def links(choices: Iterable[tuple[Wanted, str]]) -> tuple[FilterLink, ...]:
        return tuple(FilterLink(label, _address(choice), current=choice == want) for choice, label in choices)

    pillars = [(replace(want, pillar=pillar), pillar.title()) for pillar in Pillar]
    occasions = [(replace(want, occasion=tag), TAGS[tag].capitalize()) for tag in OCCASIONS]
    times = [(replace(want, minutes=most), f"{most} minutes or less") for most in TIMES]
    return (
        Filter("Pillar", links([(replace(want, pillar=None), "All"), *pillars])),
        Filter("Occasion", links([(replace(want, occasion=None), "Any time"), *occasions])),
        Filter("Length", links([(replace(want, minutes=None), "Any length"), *times])),
    )


def _address(want: Wanted) -> str:
    chosen = {"pillar": want.pillar, "for": want.occasion, "minutes": want.minutes}
    query = urlencode({name: value for name, value in chosen.items() if value is not None})
    return reverse("library:index") + (f"?{query}" if query else "")
