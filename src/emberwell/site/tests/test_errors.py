"""An error says what happened, what is safe and what to do; and the words come back with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from conftest import Person
from emberwell.site.tests.rooms import ROOMS

pytestmark = pytest.mark.urls(ROOMS)

WORDS = "The room was very quiet,\nand I let it be."
JSON = {"Accept": "application/json"}
HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/rooms/full/", 507, "This could not be saved"),
        ("/rooms/database/", 507, "This could not be saved"),
        ("/rooms/disk/", 507, "This could not be saved"),
        ("/rooms/door-full/", 409, "50 lines are waiting"),
        ("/rooms/missing/", 404, "There is no such page in this journal"),
        ("/rooms/stale/", 409, "Both versions are safe"),
    ],
)
def test_a_domain_error_is_a_page_a_fragment_and_json(visitor: Client, address: str, status: int, words: str) -> None:
    page = visitor.post(address, {"body": WORDS})
    assert page.status_code == status
    assert words in page.content.decode()
    assert "<html" in page.content.decode()
    assert WORDS in page.content.decode()
    fragment = visitor.post(address, {"body": WORDS}, headers=HTMX)
    assert fragment.status_code == status
    assert words in fragment.content.decode()
    assert "<html" not in fragment.content.decode()
    answer = visitor.post(address, {"body": WORDS}, headers=JSON)
    assert answer.status_code == status
    assert words in answer.json()["error"]
    assert WORDS not in answer.content.decode()


def test_reading_from_a_database_that_is_away(visitor: Client) -> None:
    response = visitor.get("/rooms/database/")
    assert response.status_code == 503
    assert "did not answer" in response.content.decode()


def test_a_full_disk_offers_to_send_everything_again(visitor: Client) -> None:
    sent = {"body": WORDS, "title": "Thursday", "zone": "Europe/Lisbon", "tab": "t1"}
    page = visitor.post("/rooms/full/?draft=1", sent)
    content = page.content.decode()
    assert '<form class="stack" method="post" action="/rooms/full/?draft=1" autocomplete="off" data-unsaved>' in content
    assert 'name="csrfmiddlewaretoken"' in content
    assert '<input type="hidden" name="zone" value="Europe/Lisbon">' in content
    assert {field.name: field.text for field in page.context["page"].kept} == sent


def test_words_are_escaped_on_the_way_back(visitor: Client) -> None:
    content = visitor.post("/rooms/full/", {"body": "</textarea><script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in content
    assert "&lt;script&gt;alert" in content


@pytest.mark.parametrize("name", ["passphrase", "new_passphrase", "recovery_code", "code", "secret"])
def test_a_secret_never_comes_back(visitor: Client, name: str) -> None:
    page = visitor.post("/rooms/full/", {"body": WORDS, name: "five words nobody else knows"})
    assert WORDS in page.content.decode()
    assert "nobody else knows" not in page.content.decode()
    assert page.context["page"].again is None


def test_nothing_typed_shows_no_empty_field(visitor: Client) -> None:
    assert "<textarea" not in visitor.post("/rooms/full/", {"body": " "}).content.decode()


@pytest.fixture
def quiet_failures(visitor: Client, ana: Person) -> Client:
    ana.client.raise_request_exception = False
    visitor.raise_request_exception = False
    return visitor


def test_what_nobody_foresaw_still_gives_the_words_back(quiet_failures: Client) -> None:
    response = quiet_failures.post("/rooms/broken/", {"body": WORDS, "title": "Thursday"})
    assert response.status_code == 500
    content = response.content.decode()
    assert WORDS in content
    assert "Thursday" in content
    assert "canary" not in content
    assert quiet_failures.post("/rooms/broken/", headers=JSON).json()["status"] == 500


def test_the_words_come_back_even_when_the_frame_of_the_page_fails(
    quiet_failures: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from emberwell.site.show import Site

    def away(self: Site) -> Any:
        raise RuntimeError

    monkeypatch.setattr(Site, "theme", property(away))
    response = quiet_failures.post("/rooms/full/", {"body": WORDS})
    assert response.status_code == 507
    content = response.content.decode()
    assert WORDS in content
    assert 'name="csrfmiddlewaretoken"' in content


def test_an_address_nobody_knows(visitor: Client, ana: Person) -> None:
    response = visitor.get("/nowhere/")
    assert response.status_code == 404
    assert "There is nothing at this address" in response.content.decode()


def test_the_wrong_method(visitor: Client) -> None:
    assert visitor.post("/").status_code == 405
    assert visitor.delete("/").status_code == 405
