"""The four doors: no key, no cookie, no script, nobody watching."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from emberwell.accounts.records import HardDayName
from emberwell.accounts.rules import change_preferences
from emberwell.hard_day.help_lines import help_lines

if TYPE_CHECKING:
    from conftest import Person

PAGES = ["/hard-day/", "/hard-day/minute/", "/hard-day/work/", "/hard-day/client/", "/hard-day/safe/"]
NOBODY = "Nobody is watching this page, and Emberwell does not read your words for signs of risk."


@pytest.mark.parametrize("address", PAGES)
def test_a_door_needs_no_key_and_sets_no_cookie(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert response.status_code == 200
    assert NOBODY in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("address", PAGES)
def test_a_door_opens_as_well_when_the_journal_is_open(ana: Person, address: str) -> None:
    assert ana.client.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_nothing_can_be_sent_to_a_door(ana: Person, address: str) -> None:
    assert ana.client.post(address).status_code == 405


@pytest.mark.parametrize("address", PAGES)
def test_no_prompt_lesson_or_old_page_waits_behind_a_door(ana: Person, address: str) -> None:
    html = ana.client.get(address).content.decode()
    main = html.split("<main", 1)[1].split("</main>", 1)[0]
    assert 'class="prompt"' not in main
    assert "/library/" not in main
    assert "/journal/" not in main


def test_the_four_doors_have_their_names(visitor: Client) -> None:
    html = visitor.get("/hard-day/").content.decode()
    for words in (
        "I need a minute",
        "Something happened at work",
        "I’m worried about a client",
        "I’m not safe, or not sure",
    ):
        assert words in html


def test_the_supervisor_comes_first_and_risk_belongs_in_the_record(visitor: Client) -> None:
    html = visitor.get("/hard-day/client/").content.decode()
    assert "Your supervisor or on-call procedure first" in html
    assert "Risk belongs there, not only here" in html


def test_every_line_stands_on_the_page_with_the_date_of_the_list(visitor: Client) -> None:
    html = visitor.get("/hard-day/safe/").content.decode()
    for country in help_lines().country:
        assert f'id="{country.code}"' in html
        for line in country.line:
            assert (line.call or line.text or "") in html
    assert "put together on 22 November 2026" in html
    assert "check yours before you need it" in html


def test_the_likely_country_stands_open(visitor: Client) -> None:
    html = visitor.get("/hard-day/safe/", headers={"Accept-Language": "de-AT,de;q=0.9"}).content.decode()
    assert html.index("<h3>Austria</h3>") < html.index("Other countries")
    assert html.count('id="AT"') == 1


def test_her_two_names_come_first_when_the_journal_is_open(ana: Person) -> None:
    names = (HardDayName("Joana", "+351 912 345 678"), HardDayName("Tom", "the flat upstairs"))
    change_preferences(ana.vault, hard_day_names=names)
    html = ana.client.get("/hard-day/safe/").content.decode()
    assert 'href="tel:+351912345678"' in html
    assert "the flat upstairs" in html
    assert "do not wait: call a line below" in html
    assert html.index("Joana") < html.index("Then lines, by country")


def test_nobody_sees_her_names_without_the_key(ana: Person, ben: Person, visitor: Client) -> None:
    change_preferences(ana.vault, hard_day_names=(HardDayName("Joana", "next door"),))
    for client in (visitor, ben.client):
        assert "Joana" not in client.get("/hard-day/safe/").content.decode()


def test_a_closed_journal_offers_to_open_but_not_to_wait(ana: Person, visitor: Client) -> None:
    html = visitor.get("/hard-day/safe/").content.decode()
    assert 'href="/open/?next=/hard-day/safe/"' in html
    assert "do not wait for that" in html


def test_without_any_journal_there_is_nothing_to_open(visitor: Client) -> None:
    assert "/open/" not in visitor.get("/hard-day/safe/").content.decode()
    assert "scrap of paper" in visitor.get("/hard-day/work/").content.decode()


def test_the_door_is_offered_when_the_journal_is_closed(ana: Person, visitor: Client) -> None:
    assert 'href="/door/"' in visitor.get("/hard-day/work/").content.decode()


@pytest.mark.parametrize("address", ["/hard-day/", "/hard-day/minute/", "/hard-day/client/"])
def test_a_door_asks_the_database_nothing(visitor: Client, django_assert_num_queries: object, address: str) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        visitor.get(address)
