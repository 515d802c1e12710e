"""The library: free prompts, for anybody. No account, no cookie, no script."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import etag, require_safe
from django.views.decorators.vary import vary_on_headers

from emberwell.accounts.rules import zone_for
from emberwell.journal.dates import local_date
from emberwell.journal.records import Pillar
from emberwell.library import prompts
from emberwell.library.feed import MEDIA_TYPE, feed
from emberwell.library.pages import IndexPage, Link, OfferedPrompt, Preview, PromptPage
from emberwell.library.preview import preview_words, tab_title
from emberwell.library.prompts import TAGS, Audience, Tag, all_prompts, offered_to
from emberwell.library.rules import Length, Wanted, prompt_of_the_day
from emberwell.library.rules import another as next_after
from emberwell.library.shelves import FOR, HEADINGS, address, found_page, front_shelves, likes, rooms, themes, ways_in
from emberwell.prompts.offering import on_today
from emberwell.prompts.standing import standing
from emberwell.site.access import PublicRequest, kept_by_anybody, public
from emberwell.site.show import SIGN, show
from emberwell.vault.web import web_store

if TYPE_CHECKING:
    from emberwell.library.prompts import Prompt
    from emberwell.prompts.finding import Found

LONGEST_SEARCH = 100
"""Characters."""
FEED_SECONDS = 3600


@public
@require_safe
def index(request: PublicRequest) -> HttpResponse:
    """The front page; with anything asked for in the address, the list of what fits it.

    What does not exist as a filter does not exist as a page.
    """
    want = _wanted(request)
    if not any(request.GET.get(name) for name in ("who", "pillar", "for", "minutes", "q")):
        return show(request, "library/index.html", _front(request))
    page = found_page(want, _page(request))
    if page is None:
        raise Http404
    return show(request, "library/found.html", page)


@public
@require_safe
def prompt(request: PublicRequest, id: str) -> HttpResponse:
    """One prompt, to be read, sent, asked or written to."""
    found = _found(id)
    title, description = preview_words(found)
    here = request.build_absolute_uri(request.path)
    page = PromptPage(
        prompt=found,
        heading=HEADINGS[found.audience],
        tab=tab_title(found),
        occasions=tuple(Link(TAGS[tag], address(Wanted(who=found.audience, occasion=tag))) for tag in found.tags),
        write_url=_write_url(request, found.id),
        back=_back(found),
        likes=likes(found.id, found.audience),
        preview=Preview(title, description),
        share_url=here if settings.EMBERWELL_HOSTED else "",
        standing=standing(request.vault, found.id) if request.vault else None,
    )
    return show(request, "library/prompt.html", page)


def _etag(request: HttpRequest) -> str:
    return f'"{sha256(_feed(request)).hexdigest()[:32]}"'


@public
@kept_by_anybody(seconds=FEED_SECONDS)
@require_safe
@gzip_page
@etag(_etag)
def json_feed(request: HttpRequest) -> HttpResponse:
    """Every prompt as a JSON Feed. Compressed, which pages are not: it holds no secret and repeats nothing asked."""
    return HttpResponse(_feed(request), content_type=MEDIA_TYPE)


@public
@require_safe
@vary_on_headers("HX-Request")
def another(request: PublicRequest) -> HttpResponse:
    """Another prompt than `?after=ID`, kept to `?pillar=` when given.

    For htmx a fragment: the exchangeable prompt of a visitor's page. A plain link leads to the page of the prompt.
    """
    pillar = _pillar(request.GET.get("pillar", ""))
    offered = next_after(offered_to(), request.GET.get("after", ""), pillar=pillar)
    if not request.htmx:
        return HttpResponseRedirect(reverse("library:prompt", args=[offered.id]))
    return show(request, "library/_prompt.html", OfferedPrompt(prompt=offered))


def _found(id: str) -> Prompt:
    found = prompts.prompt(id)
    if found is None:
        raise Http404
    return found


def _front(request: PublicRequest) -> IndexPage:
    day = _today()
    chosen: Prompt | Found = prompt_of_the_day(offered_to(), day)
    if request.vault:
        zone = zone_for(request.vault)
        chosen = on_today(request.vault, now=datetime.now(UTC), zone=zone) or chosen
    return IndexPage(
        today=chosen,
        write_url=_write_url(request, chosen.id),
        is_of_the_library=prompts.prompt(chosen.id) is not None,
        ways=ways_in(),
        themes=themes(),
        shelves=front_shelves(day, chosen),
        rooms=rooms(request.vault is not None),
        preview=Preview(
            title="Prompts for psychotherapists",
            description="Something to write to, to send home with a client, to ask a colleague. Free, and no account.",
        ),
    )


def _today() -> date:
    """The day it is here, as on the page at `/`."""
    return local_date(datetime.now(UTC), zone_for(None))


def _feed(request: HttpRequest) -> bytes:
    return _feed_of(_today(), request.build_absolute_uri("/").rstrip("/"))


@lru_cache(maxsize=8)
def _feed_of(day: date, origin: str) -> bytes:
    """Worked out once a day for every name this server goes by."""
    known = {"": reverse("library:index"), "feed": reverse("library:feed"), "picture": static(SIGN)}
    return feed(
        all_prompts(),
        prompt_of_the_day(offered_to(), day),
        day,
        url_of=lambda name: origin + (known.get(name) or reverse("library:prompt", args=[name])),
    )


def _back(prompt: Prompt) -> Link:
    if prompt.audience is Audience.THERAPIST:
        return Link("Library", reverse("library:index"))
    return Link(FOR[prompt.audience][0], address(Wanted(who=prompt.audience)))


def _write_url(request: PublicRequest, prompt: str) -> str:
    """The writing page, whose lock leads back to it; for somebody without a journal, the page that needs none."""
    lives_here = not settings.EMBERWELL_HOSTED and web_store().accounts()
    place = reverse("journal:write" if request.account or lives_here else "site:today")
    return f"{place}?{urlencode({'prompt': prompt})}"


def _wanted(request: HttpRequest) -> Wanted:
    who, pillar = request.GET.get("who", ""), _pillar(request.GET.get("pillar", ""))
    length, occasion = request.GET.get("minutes", ""), request.GET.get("for", "")
    if who not in {"", *Audience} or length not in {"", *Length} or occasion not in {"", *Tag}:
        raise Http404
    return Wanted(
        who=Audience(who) if who else Audience.THERAPIST,
        pillar=pillar,
        length=Length(length) if length else None,
        occasion=Tag(occasion) if occasion else None,
        words=" ".join(request.GET.get("q", "")[:LONGEST_SEARCH].split()),
    )


def _page(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdigit() and len(number) < 5 and int(number)):
        raise Http404
    return int(number)


def _pillar(name: str) -> Pillar | None:
    if name not in {"", *Pillar}:
        raise Http404
    return Pillar(name) if name else None
