"""The lock page: the right passphrase, the wrong one, the wait, and who is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from conftest import Person
from emberwell.accounts.rules import change_preferences, preferences
from emberwell.vault import sessions
from emberwell.vault.store import Store


def unlock(client: Client, person: Person, passphrase: str | None = None, **more: str) -> Any:
    return client.post(
        "/open/",
        {"account": person.account.id, "passphrase": person.passphrase if passphrase is None else passphrase, **more},
    )


def test_the_right_passphrase_opens(ana: Person, visitor: Client) -> None:
    response = unlock(visitor, ana)
    assert response.status_code == 302
    assert response["Location"] == "/"
    cookie = visitor.cookies["vault_secret"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/"
    assert visitor.get("/settings/").status_code == 200


def test_spaces_around_it_do_not_matter(ana: Person, visitor: Client) -> None:
    assert unlock(visitor, ana, f" {ana.passphrase} ").status_code == 302


def test_the_way_goes_on_to_where_one_was_going(ana: Person, visitor: Client) -> None:
    assert "next=%2Fsettings%2F" in visitor.get("/settings/")["Location"]
    assert 'name="next" value="/settings/"' in visitor.get("/open/?next=/settings/").text
    assert unlock(visitor, ana, next="/settings/?a=1")["Location"] == "/settings/?a=1"


@pytest.mark.parametrize(
    "next", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", "x"]
)
def test_never_to_somewhere_else(ana: Person, visitor: Client, next: str) -> None:
    assert unlock(visitor, ana, next=next)["Location"] == "/"


def test_the_wrong_passphrase_is_said_kindly_and_kept_out_of_the_page(ana: Person, visitor: Client) -> None:
    response = unlock(visitor, ana, "something else entirely")
    assert response.status_code == 422
    assert "does not open this journal. Nothing was changed." in response.text
    assert "something else entirely" not in response.text
    assert 'data-wait="1"' in response.text
    assert "vault_secret" not in visitor.cookies


def test_then_there_is_a_wait_told_in_seconds(ana: Person, visitor: Client) -> None:
    for _ in range(2):
        unlock(visitor, ana, "something else entirely")
    response = unlock(visitor, ana)
    assert response.status_code == 429
    assert "Please wait" in response.text
    assert "closed and safe meanwhile" in response.text
    assert "data-wait=" in response.text


def test_an_empty_passphrase_is_422_and_no_try(ana: Person, visitor: Client, store: Store) -> None:
    assert unlock(visitor, ana, "").status_code == 422
    secrets = store.secrets(ana.account.id)
    assert secrets is not None
    assert secrets.failures == 0


def test_one_persons_passphrase_opens_only_their_own(ana: Person, ben: Person, visitor: Client) -> None:
    assert unlock(visitor, ana, ben.passphrase).status_code == 422


def test_wrong_tries_of_one_do_not_make_another_wait(ana: Person, ben: Person, visitor: Client) -> None:
    for _ in range(3):
        unlock(visitor, ana, "something else entirely")
    assert unlock(visitor, ben).status_code == 302


def test_an_account_that_is_not_there(ana: Person, visitor: Client) -> None:
    response = visitor.post("/open/", {"account": "0" * 32, "passphrase": ana.passphrase})
    assert response.status_code == 422


def test_one_person_is_named_several_are_asked(ana: Person, visitor: Client) -> None:
    assert "Ana’s journal" in visitor.get("/open/").text


def test_several_people_choose_and_the_last_stands_first(ana: Person, ben: Person, visitor: Client) -> None:
    page = visitor.get("/open/").text
    assert "Whose journal?" in page
    assert 'name="passphrase"' not in page
    assert f"?as={ben.account.id}" in page
    assert "Ben’s journal" in visitor.get(f"/open/?as={ben.account.id}").text
    unlock(visitor, ben)
    visitor.post("/close/")
    page = visitor.get("/open/").text
    assert "Ben’s journal" in page
    assert "Someone else?" in page


def test_without_any_journal_the_way_is_to_the_first_page(visitor: Client) -> None:
    assert visitor.get("/open/")["Location"] == "/"


def test_another_persons_session_here_ends(ana: Person, ben: Person, store: Store) -> None:
    unlock(ana.client, ben)
    assert sessions.resume(store, ana.secret, datetime.now(UTC)) is None


def test_an_open_journal_goes_on(ana: Person) -> None:
    assert ana.client.get("/open/")["Location"] == "/"
    assert ana.client.get("/open/?next=/settings/")["Location"] == "/settings/"


def test_the_idle_lock_is_the_persons_own(ana: Person, visitor: Client, store: Store) -> None:
    change_preferences(ana.vault, idle_minutes=40)
    unlock(visitor, ana)
    session = sessions.resume(store, visitor.cookies["vault_secret"].value, datetime.now(UTC))
    assert session is not None
    assert session.idle_minutes == 40


def test_the_zone_of_the_browser_is_kept(ana: Person, visitor: Client) -> None:
    unlock(visitor, ana, zone="Pacific/Auckland")
    ana.vault.refresh()
    assert preferences(ana.vault).zone == "Pacific/Auckland"
    unlock(visitor, ana, zone="not/a zone")
    ana.vault.refresh()
    assert preferences(ana.vault).zone == "Pacific/Auckland"


def test_password_managers_know_what_is_asked(ana: Person, visitor: Client) -> None:
    page = visitor.get("/open/").text
    assert 'autocomplete="current-password"' in page
    assert 'value="Ana" autocomplete="username"' in page


def test_the_lock_page_offers_the_other_ways(ana: Person, visitor: Client) -> None:
    page = visitor.get("/open/").text
    for address in ("/hard-day/", "/recover/", "/begin/", "/door/"):
        assert address in page
    assert "Leave a line" in page


def test_what_the_address_says_is_told(ana: Person, visitor: Client) -> None:
    assert "sealed and left at the door" in visitor.get("/open/?left=1").text
    assert "Everything saved is sealed." in visitor.get("/open/?closed=1").text


def test_wrong_method(ana: Person) -> None:
    assert ana.client.put("/open/").status_code == 405


def test_on_a_host_nobody_is_named_to_a_stranger(ana: Person, visitor: Client, settings: Any) -> None:
    settings.EMBERWELL_HOSTED = True
    page = visitor.get("/open/").text
    assert "Ana" not in page
    assert "Leave a line" not in page
    assert "Start another journal" not in page


def test_on_a_host_the_name_is_typed(ana: Person, visitor: Client, settings: Any) -> None:
    settings.EMBERWELL_HOSTED = True
    response = visitor.post("/open/", {"name": "ana", "passphrase": ana.passphrase})
    assert response.status_code == 302
    secret = response.cookies["__Host-vault_secret"]
    assert secret["secure"]
    assert secret["httponly"]


def test_on_a_host_a_wrong_name_and_a_wrong_passphrase_answer_alike(
    ana: Person, visitor: Client, settings: Any
) -> None:
    settings.EMBERWELL_HOSTED = True
    no_name = visitor.post("/open/", {"name": "Nobody", "passphrase": "something else entirely"})
    wrong = visitor.post("/open/", {"name": "Ana", "passphrase": "something else entirely"})
    assert no_name.status_code == wrong.status_code == 422
    assert "does not open this journal" in no_name.text


def test_on_a_host_five_tries_in_a_quarter_of_an_hour(ana: Person, visitor: Client, settings: Any) -> None:
    settings.EMBERWELL_HOSTED = True
    for _ in range(5):
        visitor.post("/open/", {"name": "Ana", "passphrase": "something else entirely"})
    assert visitor.post("/open/", {"name": "Ana", "passphrase": ana.passphrase}).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post("/open/", {"name": "Ana", "passphrase": ana.passphrase}).status_code == 302


def test_queries_stay_few(ana: Person, visitor: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(2):
        visitor.get("/open/")
