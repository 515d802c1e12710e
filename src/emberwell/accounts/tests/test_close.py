"""Close now, close everywhere, and the question that never keeps a journal open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from conftest import Person
from emberwell.vault import sessions
from emberwell.vault.store import Store


def test_closing_ends_the_session_and_takes_the_cookie_back(ana: Person, store: Store) -> None:
    response = ana.client.post("/close/")
    assert response.status_code == 302
    assert response["Location"] == "/open/?closed=1"
    assert response.cookies["vault_secret"]["max-age"] == 0
    assert sessions.resume(store, ana.secret, datetime.now(UTC)) is None


def test_closing_what_is_closed_is_no_error(visitor: Client, ana: Person) -> None:
    assert visitor.post("/close/").status_code == 302


def test_a_link_cannot_close(ana: Person) -> None:
    assert ana.client.get("/close/").status_code == 405
    assert ana.client.get("/settings/").status_code == 200


def test_close_everywhere(ana: Person, ben: Person, visitor: Client, store: Store) -> None:
    visitor.post("/open/", {"account": ana.account.id, "passphrase": ana.passphrase})
    assert ana.client.post("/settings/security/close-everywhere/").status_code == 302
    now = datetime.now(UTC)
    assert sessions.resume(store, ana.secret, now) is None
    assert sessions.resume(store, visitor.cookies["vault_secret"].value, now) is None
    assert sessions.resume(store, ben.secret, now) is not None


def test_close_everywhere_needs_an_open_journal_and_a_post(ana: Person, visitor: Client) -> None:
    assert visitor.post("/settings/security/close-everywhere/")["Location"].startswith("/open/")
    assert ana.client.get("/settings/security/close-everywhere/").status_code == 405


def test_still_open(ana: Person, visitor: Client) -> None:
    answer = ana.client.get("/still-open/").json()
    assert answer["open"] is True
    assert 0 < answer["seconds"] <= 900
    assert visitor.get("/still-open/").json() == {"open": False, "seconds": 0}
    assert visitor.post("/still-open/").status_code == 405


def test_asking_never_extends(ana: Person, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    touched: list[bool] = []
    resume = sessions.resume

    def note(*args: object, touch: bool = True, **more: object) -> object:
        touched.append(touch)
        return resume(*args, touch=touch, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(sessions, "resume", note)
    ana.client.get("/still-open/")
    assert touched == [False]


def test_after_the_idle_time_it_is_closed(ana: Person, store: Store) -> None:
    later = datetime.now(UTC) + timedelta(minutes=15, seconds=1)
    assert sessions.resume(store, ana.secret, later) is None
    assert ana.client.get("/still-open/").json()["open"] is False
