"""The pages of the library, for a visitor and for somebody with a journal."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from emberwell.journal.records import Pillar
from emberwell.library.prompts import Audience, Prompt, Tag, all_prompts, offered_to, prompts_for
from emberwell.library.rules import another, prompt_of_the_day
from emberwell.library.shelves import ROOMS
from emberwell.library.terms import terms
from emberwell.prompts.records import Offer, OwnPrompt, PromptSet, own_name

if TYPE_CHECKING:
    from conftest import Person

HTMX = {"HX-Request": "true"}


def _shown(html: str) -> set[str]:
    return {each.id for each in all_prompts() if f'/library/{each.id}/"' in html}


def _links(html: str) -> set[str]:
    return {unescape(link) for link in re.findall(r'<a [^>]*href="(/library/[^"]*)"', html)}


def _listed(visitor: Client, address: str) -> set[str]:
    """Every prompt of a list, however many pages it has."""
    found: set[str] = set()
    while address:
        html = visitor.get(address).content.decode()
        found |= _shown(html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        address = unescape(following[1]) if following else ""
    return found


def _fits(**wants: object) -> set[str]:
    return {each.id for each in all_prompts() if all(getattr(each, name) == value for name, value in wants.items())}


def test_the_front_page_offers_todays_prompt_and_the_ways_in_without_a_cookie(visitor: Client) -> None:
    response = visitor.get("/library/")
    html = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    today = response.context["page"].today
    assert today in prompts_for()
    assert html.index(today.text[:20]) < html.index(f'href="/?prompt={today.id}">Write to this now</a>')
    links = _links(html)
    assert {f"/library/?who={who}" for who in Audience} <= links
    assert {f"/library/?pillar={pillar}" for pillar in Pillar} <= links
    assert {"/library/?minutes=5", "/library/?minutes=10", "/library/?minutes=longer"} <= links
    assert {"/library/?for=hard-day", "/library/?for=good-day", "/library/?for=endings"} <= links


def test_it_is_the_prompt_of_the_visitors_page(visitor: Client) -> None:
    assert visitor.get("/library/").context["page"].today == visitor.get("/").context["page"].prompt


def test_it_is_no_wall(visitor: Client) -> None:
    response = visitor.get("/library/")
    assert len(_shown(response.content.decode())) <= 14
    shelves = response.context["page"].shelves
    assert [shelf.name for shelf in shelves] == [*Pillar, Audience.CLIENT, Audience.COLLEAGUE]
    assert all(response.context["page"].today not in shelf.prompts for shelf in shelves)


def test_every_prompt_is_three_links_away_at_most(visitor: Client) -> None:
    """From the front page, through a list, and on to the end of the list."""
    first = visitor.get("/library/").content.decode()
    lists = [link for link in _links(first) if link.startswith("/library/?")]
    found = _shown(first).union(*(_listed(visitor, link) for link in lists))
    assert found == {each.id for each in all_prompts()}


def test_no_way_leads_to_nothing(visitor: Client) -> None:
    seen: set[str] = set()
    ahead = ["/library/"]
    while ahead and len(seen) < 80:
        address = ahead.pop(0)
        html = visitor.get(address).content.decode()
        assert _shown(html), address
        seen.add(address)
        ahead += sorted(link for link in _links(html) if link.startswith("/library/?") and link not in {*seen, *ahead})
    assert len(seen) == 80


@pytest.mark.parametrize("pillar", Pillar)
def test_a_pillar_by_itself(visitor: Client, pillar: Pillar) -> None:
    found = _listed(visitor, f"/library/?pillar={pillar}")
    assert found == _fits(pillar=pillar, audience=Audience.THERAPIST)


@pytest.mark.parametrize("who", Audience)
def test_an_audience_by_itself(visitor: Client, who: Audience) -> None:
    assert _listed(visitor, f"/library/?who={who}") == _fits(audience=who)


def test_filters_narrow_together_and_keep_each_other(visitor: Client) -> None:
    html = visitor.get("/library/?pillar=growth&for=good-day&minutes=5").content.decode()
    assert _shown(html) == {
        each.id
        for each in prompts_for()
        if each.pillar is Pillar.GROWTH and Tag.GOOD_DAY in each.tags and each.minutes <= 5
    }
    assert "/library/?pillar=growth&for=good-day&minutes=10" in _links(html)
    assert html.count('aria-current="true"') == 4, "one of each: for you, growth, a good day, five minutes"
    assert "<h1>Growth, a good day, five minutes or less</h1>" in html


def test_a_list_goes_on_page_by_page(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emberwell.library.shelves.ON_A_PAGE", 10)
    first = visitor.get("/library/?pillar=why").content.decode()
    assert len(_shown(first)) == 10
    assert "/library/?pillar=why&page=2" in _links(first)
    second = visitor.get("/library/?pillar=why&page=2").content.decode()
    assert not _shown(first) & _shown(second)
    assert "/library/?pillar=why" in _links(second)
    assert _listed(visitor, "/library/?pillar=why") == _fits(pillar=Pillar.WHY, audience=Audience.THERAPIST)


@pytest.mark.parametrize("page", ["0", "-1", "99", "two", "²", "1e1", "9" * 400, "9" * 5000])
def test_a_page_that_is_not_there_is_404(visitor: Client, page: str) -> None:
    assert visitor.get("/library/", {"pillar": "why", "page": page}).status_code == 404


def test_when_nothing_fits_the_page_says_so(visitor: Client) -> None:
    html = visitor.get("/library/?who=client&for=before-session").content.decode()
    assert _shown(html) == set()
    assert "No prompt fits all of that." in html


@pytest.mark.parametrize("query", ["pillar=hope", "minutes=7", "for=nothing", "who=manager"])
def test_a_filter_that_does_not_exist_is_404(visitor: Client, query: str) -> None:
    assert visitor.get(f"/library/?{query}").status_code == 404


def test_a_word_is_looked_for(visitor: Client) -> None:
    html = visitor.get("/library/?q=barber").content.decode()
    assert _shown(html) == {"why-taught-by-a-barber"}
    assert 'value="barber"' in html
    nothing = visitor.get("/library/?q=zeppelin").content.decode()
    assert "No prompt here holds that." in nothing


def test_what_is_looked_for_is_escaped_and_cut(visitor: Client) -> None:
    html = visitor.get("/library/", {"q": '"><script>alert(1)</script>' + "x" * 300}).content.decode()
    assert "<script>alert" not in html
    assert "x" * 101 not in html


def test_the_search_says_where_else_a_word_stands(visitor: Client) -> None:
    client = prompts_for(Audience.CLIENT)[0]
    word = max(terms(client), key=lambda each: (len(each), each))
    also = visitor.get("/library/", {"q": word}).context["page"].also
    assert "For a client" in [way.label for way in also]
    assert client.id in _shown(visitor.get("/library/", {"q": word, "who": "client"}).content.decode())


def test_the_search_needs_no_script_and_keeps_nothing(visitor: Client) -> None:
    html = visitor.get("/library/").content.decode()
    (form,) = re.findall(r"<form\b[^>]*>", html)
    assert all(part in form for part in ('action="/library/"', 'method="get"', 'autocomplete="off"'))


def test_other_rooms_stand_on_the_front_page(visitor: Client) -> None:
    html = visitor.get("/library/").content.decode()
    for label, sentence, name in ROOMS:
        assert f'href="{reverse(name)}"' in html
        assert label in html
        assert sentence in unescape(html)


@pytest.mark.parametrize("each", all_prompts(), ids=lambda each: each.id)
def test_each_prompt_has_an_address(visitor: Client, each: Prompt) -> None:
    response = visitor.get(f"/library/{each.id}/")
    assert response.status_code == 200
    assert not response.cookies
    html = unescape(response.content.decode())
    assert each.text in html
    assert ("A further question" in html) == bool(each.follow_up)
    assert each.follow_up in html
    assert len(response.context["page"].likes) == 3


@pytest.mark.parametrize(
    ("who", "first"),
    [
        (Audience.THERAPIST, "Write to this now"),
        (Audience.CLIENT, "Print it, with room to write"),
        (Audience.COLLEAGUE, "Copy the words"),
    ],
)
def test_what_is_offered_first_is_what_it_is_for(visitor: Client, who: Audience, first: str) -> None:
    html = visitor.get(f"/library/{prompts_for(who)[0].id}/").content.decode()
    primary = re.findall(r'<(?:a|button) class="button button--primary[^>]*>(?:<span[^>]*>)?([^<]+)', html)
    assert primary == [first]
    assert 'data-copy="words"' in html
    assert "data-share" in html
    kind = "client" if who is Audience.CLIENT else "chosen"
    assert f"/library/cards/?kind={kind}&ids={prompts_for(who)[0].id}" in _links(html)
    assert "Select the words" in html, "without scripts"
    assert "mailto:" not in html


def test_an_address_is_shared_only_where_it_leads_somewhere(visitor: Client, settings: Any) -> None:
    address = f"/library/{prompts_for(Audience.COLLEAGUE)[0].id}/"
    assert 'data-share-url=""' in visitor.get(address).content.decode()
    settings.EMBERWELL_HOSTED = True
    assert f'data-share-url="http://testserver{address}"' in visitor.get(address).content.decode()


def test_its_occasions_lead_to_others_of_their_kind(visitor: Client) -> None:
    html = visitor.get("/library/why-helped-badly/").content.decode()
    assert "/library/?for=beginnings" in _links(html)
    client = prompts_for(Audience.CLIENT)[0]
    html = visitor.get(f"/library/{client.id}/").content.decode()
    assert f"/library/?who=client&for={client.tags[0]}" in _links(html)


def test_a_visitor_writes_at_the_front_door(visitor: Client) -> None:
    html = visitor.get("/library/why-helped-badly/").content.decode()
    assert 'href="/?prompt=why-helped-badly"' in html
    assert "was built against that afternoon" in visitor.get("/?prompt=why-helped-badly").content.decode()


def test_a_closed_journal_is_opened_on_the_way_to_the_writing_page(ana: Person, visitor: Client) -> None:
    html = visitor.get("/library/why-helped-badly/").content.decode()
    assert 'href="/journal/write/?prompt=why-helped-badly"' in html


def test_an_open_journal_writes_in_it(ana: Person) -> None:
    html = ana.client.get("/library/why-helped-badly/").content.decode()
    assert 'href="/journal/write/?prompt=why-helped-badly"' in html


def test_a_prompt_that_is_not_there_is_404(visitor: Client) -> None:
    assert visitor.get("/library/why-never-written/").status_code == 404


def test_another_by_a_plain_link_leads_to_its_page(visitor: Client) -> None:
    following = another(prompts_for(), "why-helped-badly")
    response = visitor.get("/library/another/?after=why-helped-badly")
    assert response.status_code == 302
    assert response.headers["Location"] == f"/library/{following.id}/"


def test_another_in_place_is_a_fragment_that_goes_along_with_the_form(visitor: Client) -> None:
    following = another(prompts_for(), "why-helped-badly")
    response = visitor.get("/library/another/?after=why-helped-badly", headers=HTMX)
    html = response.content.decode()
    assert f'name="prompt" value="{following.id}"' in html
    assert "<html" not in html
    assert "HX-Request" in response.headers["Vary"]


def test_another_keeps_to_a_pillar_when_asked(visitor: Client) -> None:
    following = another(prompts_for(), "why-helped-badly", pillar=Pillar.GROWTH)
    html = visitor.get("/library/another/?after=why-helped-badly&pillar=growth", headers=HTMX).content.decode()
    assert following.id in html
    assert visitor.get("/library/another/?pillar=hope").status_code == 404


@pytest.mark.parametrize(
    "address", ["/library/", "/library/?q=door", "/library/another/", "/library/why-helped-badly/"]
)
def test_nothing_can_be_sent_here(ana: Person, address: str) -> None:
    assert ana.client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/library/?for=hard-day", "/library/?q=door", "/library/feed.json"])
def test_a_list_costs_no_query(visitor: Client, address: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        visitor.get(address)


@pytest.mark.parametrize("address", ["/library/", "/library/why-helped-badly/"])
def test_where_to_write_costs_one(visitor: Client, address: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        visitor.get(address)


def test_somebody_with_a_journal_meets_the_same_prompt_as_on_today_and_their_own_room(ana: Person) -> None:
    todays = ana.client.get("/").context["page"].prompt.id
    page = ana.client.get("/library/").context["page"]
    assert page.today.id == todays
    assert page.rooms[0].label == "Your prompts"


def test_a_prompt_of_ones_own_stands_on_the_front_page_without_a_page_here(ana: Person) -> None:
    own = ana.vault.put(OwnPrompt(text="Whose coat is on your chair?", made_at=datetime.now(UTC), zone="UTC"))
    ana.vault.put(Offer(prompt=own_name(own.id), offered_at=datetime.now(UTC), zone="UTC"))
    html = ana.client.get("/library/").content.decode()
    assert "Whose coat is on your chair?" in html
    assert f"/journal/write/?prompt={own_name(own.id)}" in html
    assert "Pass it on" not in html


def test_what_one_said_of_a_prompt_stands_on_its_page(ana: Person, visitor: Client) -> None:
    address = "/library/why-helped-badly/"
    assert "Not for me" in ana.client.get(address).content.decode()
    ana.client.post("/prompts/answer/", {"prompt": "why-helped-badly", "answer": "later", "next": address})
    assert "Laid aside for later." in ana.client.get(address).content.decode()
    assert "Not for me" not in visitor.get(address).content.decode()


def test_a_prompt_is_put_into_a_set_from_its_page(ana: Person) -> None:
    made = PromptSet(name="Winter", made_at=datetime.now(UTC), zone="UTC")
    saved = ana.vault.put(made)
    for address in ("/library/why-helped-badly/", f"/library/{prompts_for(Audience.COLLEAGUE)[0].id}/"):
        assert f'name="set" value="{saved.id}"' in ana.client.get(address).content.decode()
    ana.client.post("/prompts/sets/add/", {"prompt": "why-helped-badly", "set": saved.id})
    assert "It is in" in ana.client.get("/library/why-helped-badly/").content.decode()


def test_what_one_says_of_a_prompt_stands_beside_writing_to_it_and_only_there(ana: Person) -> None:
    acts = re.search(
        r'<div class="cluster library__acts">(.*?)</div>', ana.client.get("/library/why-helped-badly/").text, re.DOTALL
    )
    assert acts
    assert re.findall(r'name="answer" value="([\w-]+)"', acts[1]) == ["later", "not-for-me"]
    assert 'name="answer"' not in ana.client.get(f"/library/{prompts_for(Audience.COLLEAGUE)[0].id}/").text


def test_what_only_comes_when_looked_for_is_listed_and_never_offered() -> None:
    waiting = {each.id for each in prompts_for() if not each.offered}
    assert waiting
    assert waiting.isdisjoint(each.id for each in offered_to())
    assert {prompt_of_the_day(offered_to(), date(2026, 1, 1) + timedelta(days=n)).id for n in range(400)}.isdisjoint(
        waiting
    )


def test_the_word_given_as_an_example_finds_something(visitor: Client) -> None:
    html = visitor.get("/library/").content.decode()
    example = re.search(r'placeholder="A word, like (\w+)"', html)
    assert example
    assert len(_listed(visitor, f"/library/?q={example[1]}")) > 1
