"""Keeping what is carried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

from emberwell.accounts.rules import change_preferences
from emberwell.journal.records import Entry

if TYPE_CHECKING:
    from conftest import Person

KEEP = "/hard-day/work/keep/"
WORDS = {"body": "Her coat was still on the chair. Joana.", "zone": "Europe/Lisbon"}


def test_it_is_kept_as_a_hard_day_page(ana: Person) -> None:
    response = ana.client.post(KEEP, WORDS)
    (kept,) = ana.vault.all(Entry)
    assert kept.value.body == WORDS["body"]
    assert kept.value.zone == "Europe/Lisbon"
    assert kept.value.hard_day
    assert response.status_code == 302
    assert response.headers["Location"] == f"/hard-day/work/?kept={kept.id}"


def test_the_page_says_that_it_was_kept(ana: Person) -> None:
    html = ana.client.post(KEEP, WORDS, follow=True).content.decode()
    assert "Saved and sealed." in html
    assert "<textarea" not in html


def test_a_zone_that_is_none_falls_back(ana: Person) -> None:
    ana.client.post(KEEP, WORDS | {"zone": "../../etc/passwd"})
    (kept,) = ana.vault.all(Entry)
    assert kept.value.zone != "../../etc/passwd"


def test_nothing_written_is_no_page(ana: Person) -> None:
    response = ana.client.post(KEEP, {"body": "  "})
    assert response.status_code == 422
    assert "nothing here to keep yet" in response.content.decode()
    assert ana.vault.all(Entry) == []


def test_too_much_is_handed_back(ana: Person) -> None:
    response = ana.client.post(KEEP, {"body": "word " * 5_000})
    assert response.status_code == 422
    assert "word word" in response.content.decode()


def test_after_the_lock_it_is_left_at_her_door(ana: Person, visitor: Client) -> None:
    response = visitor.post(KEEP, WORDS | {"account": ana.account.id})
    assert response.status_code == 303
    (left,) = ana.vault.left_at_door()
    assert left.text == WORDS["body"]


def test_another_persons_page_is_not_said_to_be_kept(ana: Person, ben: Person) -> None:
    location = ana.client.post(KEEP, WORDS).headers["Location"]
    assert "Saved and sealed." not in ben.client.get(location).content.decode()
    assert ana.client.get("/hard-day/work/?kept=nonsense").status_code == 200


def test_the_browser_checks_no_spelling_unless_asked(ana: Person) -> None:
    assert 'spellcheck="false"' in ana.client.get("/hard-day/work/").content.decode()
    change_preferences(ana.vault, spellcheck=True)
    assert 'spellcheck="true"' in ana.client.get("/hard-day/work/").content.decode()


def test_looking_is_not_keeping(ana: Person) -> None:
    assert ana.client.get(KEEP).status_code == 405


def test_a_stranger_without_a_journal_is_shown_where_to_begin(visitor: Client) -> None:
    assert visitor.post(KEEP, WORDS).status_code == 303
