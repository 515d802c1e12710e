"""The journal page, its year, and finding words in it."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from emberwell.clients.names import signs_of
from emberwell.journal.calendar import Calendar, Wanted
from emberwell.journal.forms import FilterForm
from emberwell.journal.order import read_cursor
from emberwell.journal.pages.cards import Tag, waiting_cards
from emberwell.journal.pages.found import SEARCHED, card_of
from emberwell.journal.pages.stream import (
    A_PAGE,
    Asked,
    ResultsPage,
    StreamPage,
    YearPage,
    chips_of,
    in_words,
    month_choices,
    months_of,
    neighbours_of,
    picked_day,
    picked_month,
    query_of,
    tag_chips_of,
    this_day_part,
    value_chips_of,
    year_neighbours,
)
from emberwell.journal.records import Entry
from emberwell.journal.rules import tag_sign
from emberwell.journal.values import ids_in, values_named
from emberwell.site.access import PrivateRequest
from emberwell.site.asked import today_of, zone_of
from emberwell.site.ring import year_ring
from emberwell.site.show import show
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Hit, Vault


@require_safe
def stream(request: PrivateRequest) -> HttpResponse:
    """`/journal/`: newest first; `?before=` a place, `?month=2026-03`, `?day=2026-03-14`, and the filters."""
    return show(request, "journal/stream.html", _stream_page(request))


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: PrivateRequest) -> HttpResponse:
    """`/journal/search/`: what holds every word, newest first: pages, kept lines, words of the why and of weeks.

    Our own form POSTs, since a browser writes the addresses it visits to its disk, words and all; `?q=` in an address
    is answered too, for those who make one on purpose.
    """
    sent = request.POST if request.method == "POST" else request.GET
    words = sent.get("q", "").strip()
    if request.htmx and not words:
        return show(request, "journal/_stream.html", _stream_page(request))
    asked = _asked(request)
    offset = int(given) if (given := sent.get("offset", "")).isascii() and given.isdigit() and len(given) < 7 else 0
    found = _found(request.vault, sent.get("q", ""), asked.wanted) if words else []
    cards = [card_of(request.vault, hit, words) for hit in found[offset : offset + A_PAGE]]
    more = offset + A_PAGE
    page = ResultsPage(
        query=words,
        cards=tuple(card for card in cards if card),
        offset=offset,
        next_offset=more if more < len(found) else None,
        hidden=tuple(query_of(asked).items()),
        narrowed=in_words(asked),
    )
    if request.htmx:
        return show(request, "journal/_results.html", page)
    return show(request, "journal/search.html", page)


@require_safe
def year(request: PrivateRequest, year: int) -> HttpResponse:
    """`/journal/year/2026/`: the year as a ring, and as a list."""
    if not date.min.year <= year <= date.max.year:
        raise Http404
    calendar = request.vault.index(Calendar)
    earlier, later = year_neighbours(calendar.years(), year)
    ring = year_ring(year, calendar.days(year), today=today_of(request))
    return show(request, "journal/year.html", YearPage(ring=ring, earlier=earlier, later=later))


def _stream_page(request: PrivateRequest) -> StreamPage:
    calendar = request.vault.index(Calendar)
    day, month = picked_day(request.GET.get("day", "")), picked_month(request.GET.get("month", ""))
    asked = Asked(Wanted(since=day, until=day)) if day else _asked(request)
    wanted, query = asked.wanted, query_of(asked)
    before = read_cursor(request.GET.get("before", ""))
    if month and before is None:
        before = calendar.month_key(month.year, month.month)
    stretch = calendar.stretch(wanted, before=before, limit=A_PAGE)
    older, newer = neighbours_of(stretch, query)
    months = calendar.months()
    return StreamPage(
        months=months_of(request.vault, stretch),
        chips=chips_of(query, wanted.pillar),
        value_chips=value_chips_of(request.vault, query, asked.value),
        tag_chips=tag_chips_of(request.vault, query, wanted.tag),
        narrowed=in_words(asked),
        about=asked.value,
        about_client=asked.client,
        hidden=tuple(query.items()),
        since=wanted.since,
        until=wanted.until,
        older=older,
        newer=newer,
        at_top=stretch.at_top,
        all_months=month_choices(months),
        month=f"{month:%Y-%m}" if month else "",
        latest_year=months[0][0] if months else None,
        drafts=waiting_cards(request.vault, zone_of(request)),
        this_day=this_day_part(request.vault, today_of(request)),
        has_pages=len(calendar) > 0,
        trashed=_in_trash(request.vault, request.GET.get("trashed", "")),
    )


def _asked(request: PrivateRequest) -> Asked:
    """The filters asked for; a tag is found by its sign among those in use, a value and a code name by their ids among
    the person's.
    """
    sent = request.POST if request.method == "POST" else request.GET
    sign = sent.get("tag", "")
    names = request.vault.index(Calendar).tags() if sign else ()
    key = request.vault.draft_key()
    name = next((name for name in names if tag_sign(name, key) == sign), "")
    value = next(iter(values_named(request.vault, ids_in(sent.get("value", ""))[:1])), None)
    client = next(iter(signs_of(request.vault, ids_in(sent.get("client", ""))[:1])), None)
    wanted = FilterForm(sent).wanted({sign: name}, {found.id for found in (value, client) if found})
    return Asked(
        wanted,
        Tag(name, sign) if name else None,
        value if wanted.value else None,
        client if wanted.client else None,
    )


def _found(vault: Vault, query: str, wanted: Wanted) -> list[Hit]:
    """Only pages belong to a pillar, a tag or a star, so a narrowed search finds pages only."""
    if not wanted:
        return vault.search(query, kinds=SEARCHED)
    hits = vault.search(query, kinds=(Entry,))
    pages = set(vault.index(Calendar).keep((hit.id for hit in hits), wanted))
    return [hit for hit in hits if hit.id in pages]


def _in_trash(vault: Vault, id: str) -> str:
    """The id, when it names something in the trash: only then is there something to take back."""
    if not id:
        return ""
    return id if any(saved.id == RecordId(id) for saved in vault.trashed()) else ""
