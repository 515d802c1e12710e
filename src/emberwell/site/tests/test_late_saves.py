"""What is handed in after the lock waits at the door, sealed; it reaches no view and nobody else's journal."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from conftest import Person
from emberwell.site import cookies
from emberwell.site.tests.rooms import ROOMS
from emberwell.vault import letterbox, sessions
from emberwell.vault.record import new_id
from emberwell.vault.store import Store

pytestmark = pytest.mark.urls(ROOMS)

WORDS = "She laughed, and so did I."


@pytest.fixture
def late(ana: Person, store: Store) -> Client:
    """Ana's browser, a moment after her journal closed by itself."""
    sessions.end(store, ana.secret)
    return ana.client


def test_words_are_left_at_the_door(ana: Person, late: Client) -> None:
    response = late.post(
        "/rooms/page/", {"body": WORDS, "title": "Thursday", "tab": "t1", "pillar": "growth", "tags": ""}
    )
    assert response.status_code == 303
    assert response.headers["Location"] == "/open/?left=1"
    (line,) = ana.vault.left_at_door()
    assert line.text == WORDS
    assert line.late_save
    assert (line.late_save.title, line.late_save.tab, line.late_save.record) == ("Thursday", "t1", None)
    assert line.late_save.form == {"pillar": "growth", "tags": ""}


def test_the_page_they_belong_to_comes_from_the_address(ana: Person, late: Client) -> None:
    id = new_id()
    late.post(f"/rooms/page/{id}/", {"body": WORDS, "based_on": "3"})
    (line,) = ana.vault.left_at_door()
    assert line.late_save
    assert (line.late_save.record, line.late_save.based_on) == (id, 3)


@pytest.mark.parametrize("sent", [{"record": "../../x"}, {"based_on": "-1"}, {"based_on": "9" * 40}, {"based_on": "³"}])
def test_odd_fields_are_passed_over_and_the_words_are_kept(ana: Person, late: Client, sent: dict[str, str]) -> None:
    assert late.post("/rooms/page/", {"body": WORDS, **sent}).status_code == 303
    (line,) = ana.vault.left_at_door()
    assert line.late_save
    assert (line.late_save.record, line.late_save.based_on) == (None, 0)


def test_a_script_is_told_that_they_wait(ana: Person, late: Client) -> None:
    response = late.post("/rooms/page/", {"body": WORDS}, headers={"Accept": "application/json"})
    assert response.status_code == 401
    assert response.json() == {"closed": True, "left": True}
    assert response.headers["HX-Redirect"] == "/open/?left=1"
    assert len(ana.vault.left_at_door()) == 1


def test_nothing_written_is_nothing_left(ana: Person, late: Client) -> None:
    assert late.post("/rooms/page/", {"body": "  "}).headers["Location"] == "/open/"
    assert ana.vault.left_at_door() == []


def test_in_time_it_reaches_the_view(ana: Person) -> None:
    assert ana.client.post("/rooms/page/", {"body": WORDS}).content == b"saved for Ana"
    assert ana.client.post("/rooms/page/", {"body": WORDS, "account": ana.account.id}).content == b"saved for Ana"


def test_a_form_of_hers_never_saves_into_his_journal(ana: Person, ben: Person) -> None:
    response = ben.client.post("/rooms/page/", {"body": WORDS, "account": ana.account.id})
    assert response.headers["Location"] == "/open/?left=1"
    assert "vault_secret" not in response.cookies
    assert [line.text for line in ana.vault.left_at_door()] == [WORDS]
    assert ben.vault.left_at_door() == []


def test_with_several_people_the_browser_says_whose_door(ana: Person, ben: Person, late: Client, rf: Any) -> None:
    assert late.post("/rooms/page/", {"body": WORDS}).headers["Location"] == "/open/"
    _remembers(late, ben, rf)
    late.post("/rooms/page/", {"body": WORDS})
    assert len(ben.vault.left_at_door()) == 1
    assert ana.vault.left_at_door() == []


def test_a_host_takes_words_only_from_a_browser_it_knows(ana: Person, late: Client, settings: Any, rf: Any) -> None:
    settings.EMBERWELL_HOSTED = True
    late.post("/rooms/page/", {"body": WORDS, "account": ana.account.id})
    assert ana.vault.left_at_door() == []
    _remembers(late, ana, rf)
    late.post("/rooms/page/", {"body": WORDS, "account": ana.account.id})
    assert len(ana.vault.left_at_door()) == 1


def test_without_a_token_nothing_is_left_and_the_words_come_back(ana: Person, late: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/rooms/page/", {"body": WORDS})
    assert response.status_code == 403
    assert WORDS in response.content.decode()
    assert ana.vault.left_at_door() == []


def test_a_full_door_gives_the_words_back(ana: Person, late: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letterbox, "MOST_WAITING", 0)
    response = late.post("/rooms/page/", {"body": WORDS})
    assert response.status_code == 409
    assert WORDS in response.content.decode()


def test_too_long_gives_the_words_back(ana: Person, late: Client) -> None:
    response = late.post("/rooms/page/", {"body": "word " * 50_000})
    assert response.status_code == 413
    assert response.content.decode().count("word ") >= 50_000


def test_reading_late_leads_to_the_lock_page(late: Client) -> None:
    assert late.get("/rooms/page/").status_code == 302
    assert late.put("/rooms/page/").status_code == 303


def _remembers(client: Client, person: Person, rf: Any) -> None:
    from django.http import HttpResponse

    response = HttpResponse()
    cookies.remember_at_the_door(rf.get("/"), response, person.account.id)
    for name, morsel in response.cookies.items():
        client.cookies[name] = morsel.value
