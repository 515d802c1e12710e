"""How the library is laid out: what it calls things, its shelves, and the ways from one list to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from emberwell.journal.records import Pillar
from emberwell.library.likes import also_like
from emberwell.library.pages import Door, FoundPage, Link, Links, Shelf
from emberwell.library.prompts import TAGS, Audience, Prompt, Tag, prompt, prompts_for
from emberwell.library.rules import Length, Wanted, a_few, wanted

if TYPE_CHECKING:
    from emberwell.library.likes import Like
    from emberwell.prompts.finding import Found

ABOUT = {
    Pillar.WHY: "What brought you here, and what asks you to stay or go.",
    Pillar.CONNECTION: "How you are with the people you see, and with those who work beside you.",
    Pillar.ALIGNMENT: "Whether your weeks hold what you care about.",
    Pillar.GROWTH: "What stayed with you, good and bad, and what you know now.",
}
FOR = {
    Audience.THERAPIST: ("For you", "To write to by yourself, for nobody else to read."),
    Audience.CLIENT: (
        "For a client",
        "To take home between sessions, on paper or as a message. They ask about what matters to somebody, never about "
        "what was worst.",
    ),
    Audience.COLLEAGUE: (
        "To ask a colleague",
        "For two people of the trade and a cup of something. Whoever is asked may always pass.",
    ),
}
WHOM = {Audience.THERAPIST: "you", Audience.CLIENT: "a client", Audience.COLLEAGUE: "a colleague"}
"""After “For”, where the ways in stand in a row."""
HEADINGS = {
    Audience.THERAPIST: "Something to write to",
    Audience.CLIENT: "For a client, to send or to print",
    Audience.COLLEAGUE: "Ask a colleague this",
}
"""What stands over a prompt on its page."""
MOMENTS = (
    Tag.BEFORE_SESSION,
    Tag.BETWEEN_SESSIONS,
    Tag.AFTER_SESSION,
    Tag.WEEK,
    Tag.SEASON,
    Tag.CAREER,
    Tag.GOOD_DAY,
    Tag.HARD_DAY,
)
"""The tags that are a kind of day; the others are what a prompt is about."""
THEMES = tuple(tag for tag in Tag if tag not in MOMENTS)
LENGTHS = {Length.FIVE: "five minutes or less", Length.TEN: "ten minutes or less", Length.LONGER: "when there is time"}

ROOMS: tuple[tuple[str, str, str], ...] = (
    ("Practices", "A minute before a session, a breath pacer, silence with bells. With a timer.", "practices:index"),
    ("Paths", "Four short programmes, a step at a time, at your own pace.", "paths:paths"),
    ("Two chairs", "Ten minutes each and a bell, with a colleague. No advice.", "peers:two_chairs"),
    ("Cards", "Prompts on paper: a week of seven, the ones you choose, or with room to write.", "library:cards"),
    ("Hard day", "Four doors for the worst of them. No key, and nothing to write.", "hard_day:doors"),
)
YOURS = ("Your prompts", "Your own, your sets, and what you laid aside for later.", "prompts:yours")
"""Other rooms that are open to everybody: what it is called, one sentence, the name of its address."""

ON_A_SHELF = 2
ON_A_PAGE = 20


def address(want: Wanted, *, page: int = 1) -> str:
    """Of the list of what is wanted. Everything for therapists is said too: bare, `/library/` is the front page."""
    chosen = {"q": want.words, "pillar": want.pillar, "for": want.occasion, "minutes": want.length}
    query = {name: str(value) for name, value in chosen.items() if value}
    if want.who is not Audience.THERAPIST or not query:
        query = {"who": want.who.value, **query}
    if page > 1:
        query["page"] = str(page)
    return f"{reverse('library:index')}?{urlencode(query)}"


@cache
def likes(id: str, audience: Audience) -> tuple[Like, ...]:
    """“You may also like” on the page of a prompt, worked out once."""
    found = prompt(id)
    return also_like(prompts_for(audience), found) if found and found.audience is audience else ()


@lru_cache(maxsize=2048)
def _fitting(want: Wanted) -> tuple[Prompt, ...]:
    """What fits, without words: asked for again by every way on every page. There are some 1,300 such lists."""
    return wanted(prompts_for(want.who), want)


def fitting(want: Wanted) -> tuple[Prompt, ...]:
    """What fits."""
    return wanted(prompts_for(want.who), want) if want.words else _fitting(want)


def rooms(is_open: bool) -> tuple[Door, ...]:
    """The other rooms, with their addresses; for an open journal (`is_open`) also its own prompts."""
    there = (YOURS, *ROOMS) if is_open else ROOMS
    return tuple(Door(label, sentence, reverse(name)) for label, sentence, name in there)


@cache
def ways_in() -> tuple[Links, ...]:
    """Of the front page: whom for, what sort of day, how long one has, which pillar."""
    return tuple(row for row in ways(Wanted(), say_all=False) if row.name != "About")


@cache
def themes() -> tuple[Links, ...]:
    """What they are about."""
    return tuple(row for row in ways(Wanted(), say_all=False) if row.name == "About")


def front_shelves(day: date, shown: Prompt | Found) -> tuple[Shelf, ...]:
    """A few of each pillar, then of those for clients and colleagues; never the prompt that stands above them."""
    pillars = [
        Shelf(
            name=pillar.value,
            title=pillar.title(),
            pillar=pillar,
            about=about,
            prompts=_few([each for each in prompts_for() if each.pillar is pillar], day, shown),
            all=Link(f"All of {pillar.title()}", address(Wanted(pillar=pillar))),
        )
        for pillar, about in ABOUT.items()
    ]
    others = [
        Shelf(
            name=who.value,
            title=FOR[who][0],
            pillar=None,
            about=FOR[who][1],
            prompts=_few(prompts_for(who), day, shown),
            all=Link(f"All for {who}s", address(Wanted(who=who))),
        )
        for who in (Audience.CLIENT, Audience.COLLEAGUE)
    ]
    return tuple(shelf for shelf in (*pillars, *others) if shelf.prompts)


def _few(prompts: Sequence[Prompt], day: date, shown: Prompt | Found) -> tuple[Prompt, ...]:
    return a_few([each for each in prompts if each.offered and each.id != shown.id], day, ON_A_SHELF)


def found_page(want: Wanted, page: int) -> FoundPage | None:
    """The list of what is wanted; None for a page of it that is not there."""
    found = fitting(want)
    last = max(1, -(-len(found) // ON_A_PAGE))
    if page > last:
        return None
    return FoundPage(
        title=_title(want),
        about=_about(want),
        prompts=found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        says_pillar=want.pillar is None,
        ways=() if want.words else ways(want),
        also=_also(want),
        words=want.words,
        who=want.who,
        earlier=address(want, page=page - 1) if page > 1 else "",
        more=address(want, page=page + 1) if page < last else "",
    )


@lru_cache(maxsize=2048)
def ways(want: Wanted, *, say_all: bool = True) -> tuple[Links, ...]:
    """Every other list one step away that has something on it, by what the step changes."""

    def row(name: str, no_matter: str, chosen: Wanted, choices: Iterable[tuple[str, Wanted]]) -> Links:
        every = [(no_matter, chosen)] if say_all and no_matter else []
        some = [(label, choice) for label, choice in choices if fitting(choice)]
        links = [*every, *some] if some else []
        return Links(name, tuple(Link(_capital(label), address(to), say_all and to == want) for label, to in links))

    def tagged(tags: Iterable[Tag]) -> Iterable[tuple[str, Wanted]]:
        return ((TAGS[tag], replace(want, occasion=tag)) for tag in tags)

    everyone = ((WHOM[who], want if who is want.who else Wanted(who=who)) for who in Audience)
    rows = (
        row("For", "", want, everyone),
        row("Kind of day", "any", replace(want, occasion=None), tagged(MOMENTS)),
        row(
            "Time",
            "any",
            replace(want, length=None),
            ((said, replace(want, length=length)) for length, said in LENGTHS.items()),
        ),
        row("Pillar", "any", replace(want, pillar=None), ((p.value, replace(want, pillar=p)) for p in Pillar)),
        row("About", "anything", replace(want, occasion=None), tagged(THEMES)),
    )
    return tuple(each for each in rows if len(each.links) > 1)


def _also(want: Wanted) -> tuple[Link, ...]:
    """Whom else the same words find something for."""
    others = (Wanted(who=who, words=want.words) for who in Audience if want.words and who is not want.who)
    return tuple(Link(FOR[each.who][0], address(each)) for each in others if fitting(each))


def _title(want: Wanted) -> str:
    said = [
        f"“{want.words}”" if want.words else "",
        FOR[want.who][0] if want.who is not Audience.THERAPIST else "",
        want.pillar.title() if want.pillar else "",
        TAGS[want.occasion] if want.occasion else "",
        LENGTHS[want.length] if want.length else "",
    ]
    return _capital(", ".join(each for each in said if each)) or FOR[Audience.THERAPIST][0]


def _about(want: Wanted) -> str:
    """One sentence, where there is one to say."""
    if want.words:
        return ""
    if want == Wanted(occasion=Tag.HARD_DAY):
        return "Any one of these, or none. You can stop in the middle."
    if want.pillar and want.who is Audience.THERAPIST:
        return ABOUT[want.pillar] if want == Wanted(pillar=want.pillar) else ""
    return FOR[want.who][1] if want == Wanted(who=want.who) or want.who is not Audience.THERAPIST else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
