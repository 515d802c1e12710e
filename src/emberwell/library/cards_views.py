"""Cards to print: a week of seven, chosen ones, or cards to write on. No account, no cookie, no script.

All of it is asked for in the address, so that a sheet can be sent to somebody as a link.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from emberwell.journal.records import Pillar
from emberwell.library.cards import (
    MOST_CARDS,
    YOURS,
    Kind,
    Paper,
    check_number,
    chosen,
    how_to_use,
    likely_paper,
    seed_of_week,
    some_of,
)
from emberwell.library.cards_pages import ChosenPage, ClientPage, Offer, Pile, Shelf, WeekPage
from emberwell.library.pages import Link, Links
from emberwell.library.printing import file_name, library_pdf
from emberwell.library.prompts import Audience, offered_to, prompts_for
from emberwell.site.access import public
from emberwell.site.show import show

if TYPE_CHECKING:
    from datetime import date

    from emberwell.library.prompts import Prompt

FOR = {Audience.THERAPIST: "For therapists", Audience.COLLEAGUE: "To ask a colleague", Audience.CLIENT: "For clients"}
"""On a page, whom prompts are for."""
_MOST_AGAIN = 999
Choice = TypeVar("Choice", bound=StrEnum)


class Way(StrEnum):
    """How the prompts of a sheet are come by: `?kind=`."""

    WEEK = "week"
    CHOSEN = "chosen"
    CLIENT = "client"


@public
@require_safe
@vary_on_headers("Accept-Language")
def cards(request: HttpRequest) -> HttpResponse:
    """`/library/cards/`: a week of seven; `?kind=chosen` and `?kind=client`; `?ids=a,b` ticks these."""
    ids = _ids(request)
    way = _one_of(Way, request.GET.get("kind", ""), Way.CHOSEN if ids else Way.WEEK)
    if way is Way.WEEK:
        return show(request, "library/cards_week.html", _week_page(request))
    ticked = chosen(ids, kind=Kind.CLIENT if way is Way.CLIENT else Kind.PROMPTS) if ids else ()
    if way is Way.CLIENT:
        return show(request, "library/cards_client.html", _client_page(request, ticked))
    return show(request, "library/cards_chosen.html", _chosen_page(request, ticked))


@public
@require_safe
@vary_on_headers("Accept-Language")
def cards_pdf(request: HttpRequest) -> HttpResponse:
    """`/library/cards/cards.pdf`: the sheet of `?ids=`; with nothing asked for, this week's seven."""
    way = _one_of(Way, request.GET.get("kind", ""), Way.WEEK)
    kind = Kind.CLIENT if way is Way.CLIENT else Kind.PROMPTS
    paper, ids, day = _paper(request), _ids(request), _today()
    found = some_of(offered_to(), seed_of_week(day)) if way is Way.WEEK and not ids else chosen(ids, kind=kind)
    made = library_pdf(found, kind=kind, paper=paper, backs=_has_backs(request), day=day)
    name = file_name(kind, paper)
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _week_page(request: HttpRequest) -> WeekPage:
    audience = _one_of(Audience, request.GET.get("for", ""), Audience.THERAPIST)
    again = _again(request)
    seven = some_of(offered_to(audience), seed_of_week(_today(), again))
    here = reverse("library:cards")
    links = (
        Link(label, f"{here}?{urlencode({'for': each})}" if each is not Audience.THERAPIST else here, each is audience)
        for each, label in FOR.items()
        if prompts_for(each)
    )
    title, how = how_to_use(len(seven))
    return WeekPage(
        paper=_paper(request),
        audiences=Links("Whom they are for", tuple(links)),
        backs=_has_backs(request),
        prompts=seven,
        how_title=title,
        how=how,
        another_url=f"{here}?{urlencode({'for': audience, 'again': (again + 1) % (_MOST_AGAIN + 1)})}",
    )


def _chosen_page(request: HttpRequest, ticked: tuple[Prompt, ...]) -> ChosenPage:
    shelves = {f"{audience}-{pillar}": (audience, pillar) for audience in FOR for pillar in Pillar}
    first = f"{ticked[0].audience}-{ticked[0].pillar}" if ticked else next(iter(shelves))
    shelf = request.GET.get("shelf", "") or first
    if shelf not in shelves:
        raise Http404
    audience, pillar = shelves[shelf]
    offered = tuple(each for each in prompts_for(audience) if each.pillar is pillar)
    return ChosenPage(
        paper=_paper(request),
        shelf=shelf,
        audiences=tuple(
            Shelf(f"{each}-{pillar}", label, current=each is audience)
            for each, label in FOR.items()
            if prompts_for(each)
        ),
        pillars=tuple(Shelf(f"{audience}-{each}", each.title(), each is pillar, each) for each in Pillar),
        offers=_offers(offered, ticked),
        elsewhere=tuple(each for each in ticked if each not in offered),
        backs=_has_backs(request),
        most=MOST_CARDS,
    )


def _client_page(request: HttpRequest, ticked: tuple[Prompt, ...]) -> ClientPage:
    offered = prompts_for(Audience.CLIENT)
    piles = (Pile(pillar, _offers([each for each in offered if each.pillar is pillar], ticked)) for pillar in Pillar)
    example = next(iter(ticked or offered), None)
    return ClientPage(
        paper=_paper(request),
        piles=tuple(pile for pile in piles if pile.offers),
        example=example.text if example else "",
        yours=YOURS,
    )


def _offers(prompts: tuple[Prompt, ...] | list[Prompt], ticked: tuple[Prompt, ...]) -> tuple[Offer, ...]:
    return tuple(Offer(each, ticked=each in ticked) for each in prompts)


def _ids(request: HttpRequest) -> list[str]:
    """`?ids=a,b` and `?ids=a&ids=b` alike; an address with far too many is refused before they are looked up."""
    asked = [id for value in request.GET.getlist("ids") for id in value.split(",") if id]
    if asked:
        check_number(len(dict.fromkeys(asked)))
    return asked


def _has_backs(request: HttpRequest) -> bool:
    return request.GET.get("backs") == "1"


def _paper(request: HttpRequest) -> Paper:
    return _one_of(Paper, request.GET.get("paper", ""), likely_paper(request.headers.get("Accept-Language", "")))


def _one_of(choices: type[Choice], asked: str, otherwise: Choice) -> Choice:
    if not asked:
        return otherwise
    if asked not in {*choices}:
        raise Http404
    return choices(asked)


def _again(request: HttpRequest) -> int:
    asked = request.GET.get("again", "0")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 9) or int(asked) > _MOST_AGAIN:
        raise Http404
    return int(asked)


def _today() -> date:
    return datetime.now(UTC).date()
