"""Default deny: what a closed journal answers, and what an open one knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from conftest import Person
from emberwell.accounts.rules import change_preferences
from emberwell.site.tests.rooms import ROOMS
from emberwell.vault import sessions
from emberwell.vault.store import Store

pytestmark = pytest.mark.urls(ROOMS)


def test_an_open_journal_reaches_it(ana: Person) -> None:
    assert b"open for Ana" in ana.client.get("/rooms/private/").content


def test_a_closed_one_leads_to_the_lock_page_and_back(ana: Person, visitor: Client) -> None:
    response = visitor.get("/rooms/private/?q=1")
    assert response.status_code == 302
    assert response.headers["Location"] == "/open/?next=%2Frooms%2Fprivate%2F%3Fq%3D1"


def test_nobody_has_a_journal_yet(visitor: Client) -> None:
    assert visitor.get("/rooms/private/").headers["Location"] == "/"


def test_htmx_is_told_where_to_go(ana: Person, visitor: Client) -> None:
    response = visitor.get("/rooms/private/", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response.headers["HX-Redirect"] == "/open/"
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/journal/?month=5"}
    assert visitor.get("/rooms/private/", headers=here).headers["HX-Redirect"] == "/open/?next=%2Fjournal%2F"


def test_a_script_is_told_in_json(ana: Person, visitor: Client) -> None:
    response = visitor.get("/rooms/private/", headers={"Accept": "application/json"})
    assert response.status_code == 401
    assert response.json() == {"closed": True, "left": False}


def test_a_picture_is_not_redirected(ana: Person, visitor: Client) -> None:
    assert visitor.get("/rooms/private/", headers={"Sec-Fetch-Mode": "no-cors"}).status_code == 401


def test_a_closed_post_that_cannot_wait_changes_nothing(ana: Person, visitor: Client) -> None:
    response = visitor.post("/rooms/private/", {"body": "words"})
    assert response.status_code == 303
    assert response.headers["Location"] == "/open/"
    assert ana.vault.left_at_door() == []


def test_a_made_up_secret_opens_nothing_and_is_taken_back(ana: Person, visitor: Client) -> None:
    visitor.cookies["vault_secret"] = "A" * 43
    response = visitor.get("/rooms/private/")
    assert response.status_code == 302
    assert response.cookies["vault_secret"]["max-age"] == 0


def test_a_public_room_knows_who_is_in(ana: Person, visitor: Client) -> None:
    assert visitor.get("/rooms/lobby/").content == b"hello stranger"
    assert ana.client.get("/rooms/lobby/").content == b"hello Ana"


def test_an_ended_session_is_closed(ana: Person, store: Store) -> None:
    sessions.end(store, ana.secret)
    assert ana.client.get("/rooms/private/").status_code == 302


def test_a_host_reads_the_cookie_bound_to_it_alone(ana: Person, settings: Any) -> None:
    settings.EMBERWELL_HOSTED = True
    assert ana.client.get("/rooms/private/").status_code == 302
    ana.client.cookies["__Host-vault_secret"] = ana.secret
    assert ana.client.get("/rooms/private/").status_code == 200


def _move_back(store: Store, seconds: int) -> None:
    store.database.run("UPDATE unlock_session SET seen_at = seen_at - %s", (seconds,))


def test_asking_whether_it_is_still_open_keeps_nobody_in(ana: Person, store: Store) -> None:
    _move_back(store, 600)
    before = ana.client.get("/rooms/glance/").json()["ends_at"]
    assert ana.client.get("/rooms/glance/").json()["ends_at"] == before
    soon = datetime.now(UTC) + timedelta(minutes=5, seconds=5)
    assert before <= soon.timestamp()
    ana.client.get("/rooms/private/")
    assert ana.client.get("/rooms/glance/").json()["ends_at"] >= before + 590


def test_stillness_closes_it(ana: Person, store: Store) -> None:
    _move_back(store, 15 * 60)
    assert ana.client.get("/rooms/private/").status_code == 302


def test_a_page_is_shown_in_the_zone_of_its_reader(ana: Person) -> None:
    change_preferences(ana.vault, zone="Asia/Kolkata")
    assert b"in Asia/Kolkata" in ana.client.get("/rooms/private/").content


@pytest.mark.django_db
def test_closed_pages_cost_few_queries(ana: Person, visitor: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(1):
        visitor.get("/rooms/private/")
