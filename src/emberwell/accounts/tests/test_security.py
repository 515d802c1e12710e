"""The passphrase, the idle lock, new keys, and deleting a journal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from conftest import Person
from emberwell.accounts import renewal
from emberwell.accounts.records import UnprovedKit
from emberwell.accounts.rules import preferences
from emberwell.journal.records import Entry
from emberwell.vault import rotate, sessions
from emberwell.vault.opening import unlock_code, unlock_passphrase
from emberwell.vault.store import Store

NEW = "seven quiet herons wade upstream"


def change(person: Person, **sent: str) -> Any:
    return person.client.post(
        "/settings/security/passphrase/", {"do": "change", "current": person.passphrase, "passphrase": NEW, **sent}
    )


def delete(person: Person, **sent: str) -> Any:
    return person.client.post("/settings/delete/", {"name": "Ana", "passphrase": person.passphrase, **sent})


def write(person: Person) -> None:
    person.vault.put(Entry(written_at=datetime.now(UTC), zone="UTC", body="a page"))


def test_the_passphrase_is_changed_and_this_browser_stays_open(ana: Person, store: Store) -> None:
    write(ana)
    assert change(ana)["Location"] == "/settings/security/?saved=passphrase"
    assert "Your passphrase is changed" in ana.client.get("/settings/security/?saved=passphrase").text
    opened = unlock_passphrase(store, ana.account.id, NEW)
    assert [saved.value.body for saved in opened.vault.all(Entry)] == ["a page"]
    with pytest.raises(Exception, match="does not open"):
        unlock_passphrase(store, ana.account.id, ana.passphrase)


def test_other_sessions_end_and_the_code_goes_on(ana: Person, visitor: Client, store: Store) -> None:
    visitor.post("/open/", {"account": ana.account.id, "passphrase": ana.passphrase})
    change(ana)
    assert visitor.get("/settings/")["Location"].startswith("/open/")
    assert unlock_code(store, ana.account.id, ana.recovery_code)


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        ({"current": "something else entirely"}, 422, "does not open"),
        ({"current": ""}, 422, "Type your passphrase."),
        ({"passphrase": ""}, 422, "Choose a passphrase"),
        ({"passphrase": "too short"}, 422, "more characters"),
        ({"passphrase": "passwordpassword"}, 422, "Repeating"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    ana: Person, store: Store, sent: dict[str, str], status: int, says: str
) -> None:
    response = change(ana, **sent)
    assert response.status_code == status
    assert says in response.text
    store.set_failures(ana.account.id, 0, 0)
    assert unlock_passphrase(store, ana.account.id, ana.passphrase)


def test_without_javascript_words_can_be_taken_here_too(ana: Person) -> None:
    page = ana.client.post("/settings/security/passphrase/", {"do": "use", "offered": NEW})
    assert page.status_code == 200
    assert f'value="{NEW}"' in page.text


@pytest.mark.parametrize("minutes", [5, 42, 60])
def test_the_idle_lock(ana: Person, store: Store, minutes: int) -> None:
    response = ana.client.post("/settings/security/idle/", {"idle_minutes": minutes})
    assert response["Location"] == "/settings/security/?saved=idle"
    session = sessions.resume(store, ana.secret, datetime.now(UTC))
    assert session is not None
    assert session.idle_minutes == minutes
    assert preferences(session.vault).idle_minutes == minutes


@pytest.mark.parametrize("minutes", ["4", "61", "", "many", "-1"])
def test_the_idle_lock_stays_between_5_and_60(ana: Person, minutes: str) -> None:
    assert ana.client.post("/settings/security/idle/", {"idle_minutes": minutes}).status_code == 422
    assert preferences(ana.vault).idle_minutes == 15


def test_new_keys(ana: Person, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renewal, "go_on", rotate.go_on)
    write(ana)
    response = ana.client.post("/settings/security/new-keys/", {"passphrase": ana.passphrase})
    assert response["Location"] == "/settings/kit/?renewed=1"
    assert "sealed again" in ana.client.get(response["Location"]).text
    opened = unlock_passphrase(store, ana.account.id, ana.passphrase)
    assert not rotate.is_under_way(opened.vault)
    assert [saved.value.body for saved in opened.vault.all(Entry)] == ["a page"]
    (kit,) = opened.vault.all(UnprovedKit)
    assert unlock_code(store, ana.account.id, kit.value.code)
    with pytest.raises(Exception, match="does not open"):
        unlock_code(store, ana.account.id, ana.recovery_code)


def test_new_keys_ask_for_the_passphrase(ana: Person) -> None:
    assert ana.client.get("/settings/security/new-keys/").status_code == 200
    assert ana.client.post("/settings/security/new-keys/", {"passphrase": "something else"}).status_code == 422
    assert ana.client.post("/settings/security/new-keys/", {}).status_code == 422


def test_new_keys_under_way_are_shown_and_taken_up_at_the_next_opening(
    ana: Person, visitor: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_up: list[str] = []
    monkeypatch.setattr(renewal, "go_on", lambda vault: taken_up.append(vault.account_id))
    write(ana)
    ana.client.post("/settings/security/new-keys/", {"passphrase": ana.passphrase})
    assert "<progress" in ana.client.get("/settings/security/new-keys/").text
    assert "Under way" in ana.client.get("/settings/security/").text
    taken_up.clear()
    visitor.post("/open/", {"account": ana.account.id, "passphrase": ana.passphrase})
    assert taken_up == [ana.account.id]


def test_deleting_destroys_keys_and_rows(ana: Person, ben: Person, store: Store) -> None:
    write(ana)
    response = delete(ana)
    assert response["Location"] == "/gone/"
    assert response.cookies["vault_secret"]["max-age"] == 0
    assert "The keys of your journal are destroyed" in ana.client.get("/gone/").text
    assert store.account(ana.account.id) is None
    space_id = bytes.fromhex(ana.vault.space_id)
    for table in ("record", "draft", "chunk", "letter", "space"):
        assert store.database.rows(f"SELECT 1 FROM {table} WHERE space_id = %s", (space_id,)) == []
    assert len([path for path in store.keystore.folder.iterdir() if len(path.name) == 32]) == 1
    assert ben.client.get("/settings/").status_code == 200
    assert ana.client.get("/settings/")["Location"].startswith("/open/")


def test_before_deleting_it_says_what_is_true_and_offers_to_take_it_away(ana: Person) -> None:
    page = ana.client.get("/settings/delete/").text
    assert "/settings/take/" in page
    assert "someone who holds an old backup and the recovery code" in page
    assert page.index("/settings/take/") < page.index('name="passphrase"')


@pytest.mark.parametrize(
    "sent", [{"name": "Ben"}, {"name": ""}, {"passphrase": "something else entirely"}, {"passphrase": ""}]
)
def test_deleting_needs_the_name_and_the_passphrase(ana: Person, store: Store, sent: dict[str, str]) -> None:
    assert delete(ana, **sent).status_code == 422
    assert store.account(ana.account.id) is not None


def test_somebody_elses_passphrase_deletes_nothing(ana: Person, ben: Person, store: Store) -> None:
    assert delete(ana, passphrase=ben.passphrase).status_code == 422
    assert store.account(ana.account.id) is not None


PAGES = ["", "passphrase/", "new-keys/"]


@pytest.mark.parametrize("page", PAGES)
def test_locked_they_show_nothing(ana: Person, visitor: Client, page: str) -> None:
    assert visitor.get(f"/settings/security/{page}")["Location"].startswith("/open/")


def test_wrong_methods(ana: Person) -> None:
    assert ana.client.post("/settings/security/").status_code == 405
    assert ana.client.get("/settings/security/idle/").status_code == 405
    assert ana.client.put("/settings/security/passphrase/").status_code == 405
    assert ana.client.put("/settings/delete/").status_code == 405
    assert ana.client.post("/gone/").status_code == 405
