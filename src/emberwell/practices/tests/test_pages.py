"""The public pages: for anybody, without a cookie, whole without scripts."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from emberwell.library.practices import all_practices, cues_for
from emberwell.practices.rules import moments_of
from emberwell.practices.tests.made import ADDRESS, PRACTICE, WITH_BELLS, WITH_BREATH
from emberwell.vault import sessions

if TYPE_CHECKING:
    from conftest import Person
    from emberwell.vault.store import Store


def _text(response: object) -> str:
    return html.unescape(response.content.decode())  # type: ignore[attr-defined]


def _listed(text: str) -> list[str]:
    return [each.id for each in all_practices() for _ in range(text.count(f'href="/practices/{each.id}/"'))]


def test_every_practice_is_listed_once_without_a_cookie(visitor: Client) -> None:
    response = visitor.get("/practices/")
    assert response.status_code == 200
    assert sorted(_listed(_text(response))) == sorted(each.id for each in all_practices())
    assert not response.cookies
    assert "<form" not in _text(response)


@pytest.mark.parametrize("moment", moments_of(all_practices()))
def test_the_list_by_moment_and_length(visitor: Client, moment: str) -> None:
    for minutes in ("", "2", "5"):
        text = _text(visitor.get(f"/practices/?for={moment}" + (f"&minutes={minutes}" if minutes else "")))
        most = int(minutes or 99)
        expected = {each.id for each in all_practices() if moment in each.moments and each.minutes[0] <= most}
        assert sorted(_listed(text)) == sorted(expected)
        assert expected or "No practice fits all of that." in text


@pytest.mark.parametrize("query", ["for=teatime", "for=career", "minutes=7", "minutes=x"])
def test_a_choice_that_does_not_exist_is_404(visitor: Client, query: str) -> None:
    assert visitor.get(f"/practices/?{query}").status_code == 404


@pytest.mark.parametrize("each", all_practices(), ids=lambda each: each.id)
def test_a_practice_stands_whole_on_its_page(visitor: Client, each: object) -> None:
    for minutes in each.minutes:  # type: ignore[attr-defined]
        response = visitor.get(f"/practices/{each.id}/?minutes={minutes}")  # type: ignore[attr-defined]
        text = _text(response)
        assert not response.cookies
        for words in (each.title, each.sentence, each.for_whom, each.not_now, each.before, each.after):  # type: ignore[attr-defined]
            assert words in text
        for cue in cues_for(each, minutes):  # type: ignore[arg-type]
            assert f'data-at="{round(cue.at_seconds * 1000)}">{cue.text}<' in text
        assert f'data-minutes="{minutes}"' in text


def test_a_link_to_it_can_be_previewed(visitor: Client) -> None:
    text = _text(visitor.get(ADDRESS))
    assert f'property="og:title" content="{PRACTICE.title}"' in text
    assert f'property="og:description" content="{PRACTICE.sentence}"' in text


def test_what_is_chosen_keeps_the_other_choices(visitor: Client) -> None:
    rhythm, minutes = WITH_BREATH.rhythms[-1].id, WITH_BREATH.minutes[-1]
    text = _text(visitor.get(f"/practices/{WITH_BREATH.id}/?minutes={minutes}&rhythm={rhythm}"))
    assert f'href="/practices/{WITH_BREATH.id}/?minutes={WITH_BREATH.minutes[0]}&rhythm={rhythm}#choose"' in text
    assert f'data-out="{WITH_BREATH.rhythms[-1].out_seconds}"' in text
    assert WITH_BREATH.rhythms[-1].note in text


def test_bells_between_can_be_chosen_where_they_fit(visitor: Client) -> None:
    minutes, bell = WITH_BELLS.minutes[-1], WITH_BELLS.bell_every[0]
    text = _text(visitor.get(f"/practices/{WITH_BELLS.id}/?minutes={minutes}&bell={bell}"))
    assert f'data-bell="{bell}"' in text
    assert "At the ends only" in text


@pytest.mark.parametrize("address", ["/practices/never-written/", f"{ADDRESS}?minutes=77", f"{ADDRESS}?rhythm=waltz"])
def test_what_is_not_there_is_404(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 404


def test_afterwards_a_visitor_may_begin_a_journal_with_the_line(visitor: Client) -> None:
    text = _text(visitor.get(f"{ADDRESS}after/?minutes=1"))
    assert 'action="/begin/"' in text
    assert 'name="body"' in text
    assert PRACTICE.after in text
    assert PRACTICE.line in text


def test_afterwards_a_closed_journal_takes_it_at_its_door(visitor: Client, ana: Person) -> None:
    text = _text(visitor.get(f"{ADDRESS}after/?minutes=1&at=2026-03-05T14:02:00.000Z"))
    assert f'action="{ADDRESS}keep/"' in text
    assert f'name="account" value="{ana.account.id}"' in text
    assert 'value="2026-03-05T14:02:00+00:00"' in text


def test_with_two_closed_journals_nobodys_door_is_guessed(visitor: Client, ana: Person, cleo: Person) -> None:
    text = _text(visitor.get(f"{ADDRESS}after/?minutes=1"))
    assert 'action="/begin/"' in text
    assert ana.account.id not in text


def test_on_a_host_a_stranger_learns_of_no_door(visitor: Client, ana: Person, settings: object) -> None:
    settings.EMBERWELL_HOSTED = True  # type: ignore[attr-defined]
    assert ana.account.id not in _text(visitor.get(f"{ADDRESS}after/?minutes=1"))


def test_afterwards_an_open_journal_keeps_it(ana: Person) -> None:
    text = _text(ana.client.get(f"{ADDRESS}after/?minutes=1"))
    assert f'action="{ADDRESS}keep/"' in text
    assert "Keep this" in text


@pytest.mark.parametrize("query", ["", "?minutes=x", "?minutes=900&at=never"])
def test_an_after_that_says_nothing_sensible_is_of_the_usual_length(visitor: Client, ana: Person, query: str) -> None:
    text = _text(visitor.get(f"{ADDRESS}after/{query}"))
    assert f'name="minutes" value="{PRACTICE.usual}"' in text


def test_the_practice_page_holds_the_form_only_for_an_open_journal(ana: Person, store: Store) -> None:
    assert "csrfmiddlewaretoken" in _text(ana.client.get(ADDRESS))
    sessions.end(store, ana.secret)
    closed = ana.client.get(ADDRESS)
    assert closed.status_code == 200
    assert 'method="post"' not in _text(closed)
    assert not {"csrf", "door"} & set(closed.cookies)


@pytest.mark.parametrize("address", ["/practices/", ADDRESS, f"{ADDRESS}after/"])
def test_nothing_can_be_sent_here(ana: Person, address: str) -> None:
    assert ana.client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/practices/", ADDRESS])
def test_it_costs_no_query(visitor: Client, address: str, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        visitor.get(address)
