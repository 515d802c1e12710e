"""The pages of the library, for a visitor and for somebody with a journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from emberwell.journal.records import Pillar
from emberwell.library.prompts import Tag, prompts_for
from emberwell.library.rules import another

if TYPE_CHECKING:
    from conftest import Person

HTMX = {"HX-Request": "true"}


def _shown(html: str) -> set[str]:
    return {each.id for each in prompts_for() if f'/library/{each.id}/"' in html}


def test_every_prompt_is_listed_for_a_visitor_without_a_cookie(visitor: Client) -> None:
    response = visitor.get("/library/")
    assert response.status_code == 200
    assert len(_shown(response.content.decode())) == 60
    assert not response.cookies
    assert "<form" not in response.content.decode()


@pytest.mark.parametrize("pillar", Pillar)
def test_a_pillar_by_itself(visitor: Client, pillar: Pillar) -> None:
    shown = _shown(visitor.get(f"/library/?pillar={pillar}").content.decode())
    assert shown == {each.id for each in prompts_for() if each.pillar is pillar}


def test_filters_narrow_together_and_keep_each_other(visitor: Client) -> None:
    html = visitor.get("/library/?pillar=growth&for=good-day&minutes=5").content.decode()
    assert _shown(html) == {
        each.id
        for each in prompts_for()
        if each.pillar is Pillar.GROWTH and Tag.GOOD_DAY in each.tags and each.minutes <= 5
    }
    assert 'href="/library/?pillar=growth&amp;for=good-day&amp;minutes=10"' in html
    assert html.count('aria-current="true"') == 3


def test_when_nothing_fits_the_page_says_so(visitor: Client) -> None:
    html = visitor.get("/library/?pillar=why&for=before-session").content.decode()
    assert _shown(html) == set()
    assert "No prompt fits all of that." in html


@pytest.mark.parametrize("query", ["pillar=hope", "minutes=7", "for=nothing"])
def test_a_filter_that_does_not_exist_is_404(visitor: Client, query: str) -> None:
    assert visitor.get(f"/library/?{query}").status_code == 404


@pytest.mark.parametrize("each", prompts_for(), ids=lambda each: each.id)
def test_each_prompt_has_an_address(visitor: Client, each: object) -> None:
    response = visitor.get(f"/library/{each.id}/")  # type: ignore[attr-defined]
    assert response.status_code == 200
    assert not response.cookies


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


def test_another_as_the_card_of_today(ana: Person) -> None:
    following = another(prompts_for(), "why-helped-badly")
    html = ana.client.get("/library/another/?after=why-helped-badly&as=card", headers=HTMX).content.decode()
    assert f"/journal/write/?prompt={following.id}" in html
    assert f"after={following.id}" in html


def test_another_keeps_to_a_pillar_when_asked(visitor: Client) -> None:
    following = another(prompts_for(), "why-helped-badly", pillar=Pillar.GROWTH)
    html = visitor.get("/library/another/?after=why-helped-badly&pillar=growth", headers=HTMX).content.decode()
    assert following.id in html
    assert visitor.get("/library/another/?pillar=hope").status_code == 404


@pytest.mark.parametrize("address", ["/library/", "/library/another/", "/library/why-helped-badly/"])
def test_nothing_can_be_sent_here(ana: Person, address: str) -> None:
    assert ana.client.post(address).status_code == 405


def test_the_list_costs_no_query(visitor: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        visitor.get("/library/")
