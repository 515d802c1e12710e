"""A database older than was seen here is announced, by this install and by the browser, with the choice to go on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from conftest import Person
from emberwell.journal.records import Entry
from emberwell.vault.opening import unlock_passphrase
from emberwell.vault.store import Store


def write(person: Person, body: str = "a page") -> None:
    person.vault.put(Entry(written_at=datetime.now(UTC), zone="UTC", body=body))


def unlock(client: Client, person: Person) -> Any:
    return client.post("/open/", {"account": person.account.id, "passphrase": person.passphrase, "next": "/settings/"})


@pytest.fixture
def rolled_back(ana: Person, visitor: Client, store: Store) -> Client:
    """The browser saw three pages; then somebody put yesterday's database in place."""
    write(ana, "first")
    table = "space_id, record_id, revision, seq, digest, sealed"
    records = store.database.rows(f"SELECT {table} FROM record")
    spaces = store.database.rows("SELECT space_id, seq, head FROM space")
    write(ana, "second")
    write(ana, "third")
    unlock(visitor, ana)
    visitor.post("/close/")
    for name in ("record", "space"):
        store.database.run(f"DELETE FROM {name}")
    store.database.run_many(f"INSERT INTO record ({table}) VALUES (%s, %s, %s, %s, %s, %s)", records)
    store.database.run_many("INSERT INTO space (space_id, seq, head) VALUES (%s, %s, %s)", spaces)
    return visitor


def test_it_is_announced_before_anything_else(rolled_back: Client, ana: Person) -> None:
    response = unlock(rolled_back, ana)
    assert response["Location"] == "/open/older/?next=%2Fsettings%2F"
    page = rolled_back.get(response["Location"]).text
    assert "older than you last saw it" in page
    assert "Go on with what is here" in page


def test_until_it_is_accepted_it_is_said_each_time(rolled_back: Client, ana: Person) -> None:
    unlock(rolled_back, ana)
    rolled_back.post("/close/")
    assert unlock(rolled_back, ana)["Location"].startswith("/open/older/")


def test_going_on_takes_it_as_it_is(rolled_back: Client, ana: Person, store: Store) -> None:
    unlock(rolled_back, ana)
    assert rolled_back.post("/open/older/", {"next": "/settings/"})["Location"] == "/settings/"
    rolled_back.post("/close/")
    assert unlock(rolled_back, ana)["Location"] == "/settings/"
    vault = unlock_passphrase(store, ana.account.id, ana.passphrase).vault
    assert [saved.value.body for saved in vault.all(Entry)] == ["first"]


def test_the_browser_notices_even_when_the_keystore_was_rolled_back_too(
    rolled_back: Client, ana: Person, store: Store
) -> None:
    store.keystore.forget_seen(ana.account.space_id)
    assert unlock(rolled_back, ana)["Location"].startswith("/open/older/")
    assert unlock(Client(), ana)["Location"] == "/settings/"


def test_what_this_browser_writes_is_not_older(ana: Person, visitor: Client) -> None:
    unlock(visitor, ana)
    for _ in range(3):
        visitor.post("/settings/appearance/", {"theme": "dark"})
        visitor.post("/settings/appearance/", {"theme": "light"})
    visitor.post("/close/")
    assert unlock(visitor, ana)["Location"] == "/settings/"


def test_what_others_wrote_meanwhile_is_not_older(ana: Person, visitor: Client) -> None:
    unlock(visitor, ana)
    visitor.post("/close/")
    write(ana)
    assert unlock(visitor, ana)["Location"] == "/settings/"


@pytest.mark.parametrize("cookie", ["", "nonsense", "AAAA" * 200])
def test_a_cookie_that_means_nothing_is_passed_over(ana: Person, visitor: Client, cookie: str) -> None:
    visitor.cookies[f"seen_{ana.account.id[:16]}"] = cookie
    assert unlock(visitor, ana)["Location"] == "/settings/"


def test_it_needs_an_open_journal(ana: Person, visitor: Client) -> None:
    assert visitor.get("/open/older/")["Location"].startswith("/open/")
    assert visitor.post("/open/older/")["Location"].startswith("/open/")
    assert ana.client.put("/open/older/").status_code == 405
