"""One press keeps a mark, and the line that was written; after the lock the line is never lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from emberwell.journal.records import KeptLine
from emberwell.practices.records import Practised
from emberwell.practices.tests.made import ADDRESS, KEEP, PRACTICE
from emberwell.vault import sessions

if TYPE_CHECKING:
    from conftest import Person
    from emberwell.vault.store import Store

LINE = "Slower, and nearer to the door. Joana."


def _sent(**more: str) -> dict[str, str]:
    ended = datetime.now(UTC) - timedelta(minutes=2)
    return {"practice": PRACTICE.id, "minutes": "3", "zone": "Europe/Lisbon", "ended_at": ended.isoformat()} | more


def test_a_mark_is_kept_by_one_press(ana: Person) -> None:
    sent = _sent()
    response = ana.client.post(KEEP, sent)
    [mark] = ana.vault.all(Practised)
    assert (mark.value.practice, mark.value.minutes, mark.value.zone) == (PRACTICE.id, 3, "Europe/Lisbon")
    assert mark.value.ended_at.isoformat() == sent["ended_at"]
    assert mark.value.line is None
    assert ana.vault.all(KeptLine) == []
    assert response.status_code == 303
    assert response.headers["Location"] == f"/practices/ring/?said=kept&mark={mark.id}"


def test_begun_from_elsewhere_it_is_said_there(ana: Person) -> None:
    there = "/library/paths/walks/1/steps/2/?at=3"
    response = ana.client.post(KEEP, _sent(next=there))
    assert (response.status_code, response.headers["Location"]) == (303, f"{there}&said=kept")
    response = ana.client.post(KEEP, _sent(next="https://elsewhere.example/"))
    assert response.headers["Location"].startswith("/practices/ring/")


def test_a_line_goes_with_it(ana: Person) -> None:
    ana.client.post(KEEP, _sent(line=f"  {LINE} "))
    [mark], [line] = ana.vault.all(Practised), ana.vault.all(KeptLine)
    assert line.value.text == LINE
    assert mark.value.line == line.id


def test_pressed_twice_it_is_one_mark(ana: Person) -> None:
    sent = _sent(line=LINE)
    ana.client.post(KEEP, sent)
    ana.client.post(KEEP, sent)
    assert len(ana.vault.all(Practised)) == len(ana.vault.all(KeptLine)) == 1


def test_practised_twice_it_is_two(ana: Person) -> None:
    ana.client.post(KEEP, _sent())
    ana.client.post(KEEP, _sent(ended_at=datetime.now(UTC).isoformat()))
    assert len(ana.vault.all(Practised)) == 2


@pytest.mark.parametrize(
    "said", ["", "never", "2999-01-01T00:00:00Z", "1999-01-01T00:00:00Z", "2026-03-05T14:02", "0001-01-01T00:00+14:00"]
)
def test_an_end_that_cannot_be_is_now(ana: Person, said: str) -> None:
    before = datetime.now(UTC)
    ana.client.post(KEEP, _sent(ended_at=said))
    [mark] = ana.vault.all(Practised)
    assert before <= mark.value.ended_at <= datetime.now(UTC)


@pytest.mark.parametrize("minutes", ["", "0", "16", "x", "-1"])
def test_a_length_that_cannot_be_is_refused_and_the_line_handed_back(ana: Person, minutes: str) -> None:
    response = ana.client.post(KEEP, _sent(minutes=minutes, line=LINE))
    assert response.status_code == 422
    assert LINE in response.content.decode()
    assert ana.vault.all(Practised) == []


def test_a_line_too_long_is_handed_back(ana: Person) -> None:
    response = ana.client.post(KEEP, _sent(line="word " * 300))
    assert response.status_code == 422
    assert "word word" in response.content.decode()
    assert "at most 1,000 characters" in response.content.decode()
    assert ana.vault.all(Practised) == []


def test_a_practice_that_is_not_there_is_404(ana: Person) -> None:
    assert ana.client.post("/practices/never-written/keep/", _sent()).status_code == 404


def test_looking_is_not_keeping(ana: Person) -> None:
    assert ana.client.get(KEEP).status_code == 405


def test_after_the_lock_the_line_is_at_her_door(ana: Person, store: Store) -> None:
    sessions.end(store, ana.secret)
    response = ana.client.post(KEEP, _sent(line=LINE, account=ana.account.id))
    assert response.status_code == 303
    assert response.headers["Location"].startswith("/open/")
    assert "left=1" in response.headers["Location"]
    [left] = ana.vault.left_at_door()
    assert left.text == LINE


def test_taken_in_from_the_door_it_brings_its_mark(ana: Person, visitor: Client) -> None:
    visitor.post(KEEP, _sent(line=LINE, account=ana.account.id))
    [left] = ana.vault.left_at_door()
    for _ in range(2):
        ana.client.post(f"/door/waiting/{left.id}/", {"do": "line"})
    [mark], [line] = ana.vault.all(Practised), ana.vault.all(KeptLine)
    assert (mark.value.practice, mark.value.minutes, mark.value.line) == (PRACTICE.id, 3, line.id)
    assert mark.value.zone == "Europe/Lisbon"
    assert line.value.text == LINE


def test_at_the_door_it_is_shown_as_the_line_it_is(ana: Person, visitor: Client) -> None:
    visitor.post(KEEP, _sent(line=LINE, account=ana.account.id))
    html = ana.client.get("/door/waiting/").content.decode()
    assert LINE in html
    assert "Keep as a line" in html
    assert "What you were writing when the journal closed" not in html


def test_taken_in_as_a_page_it_brings_its_mark_too(ana: Person, visitor: Client) -> None:
    visitor.post(KEEP, _sent(line=LINE, account=ana.account.id))
    [left] = ana.vault.left_at_door()
    ana.client.post(f"/door/waiting/{left.id}/", {"do": "page"})
    [mark] = ana.vault.all(Practised)
    assert mark.value.line is None


@pytest.mark.parametrize(
    "said", [{"practice": "never-written"}, *({"minutes": each} for each in ("99", "x", "", "001599", "0015" * 1200))]
)
def test_a_mark_that_cannot_be_does_not_hold_up_the_line(ana: Person, visitor: Client, said: dict[str, str]) -> None:
    visitor.post(KEEP, _sent(line=LINE, account=ana.account.id) | said)
    [left] = ana.vault.left_at_door()
    ana.client.post(f"/door/waiting/{left.id}/", {"do": "line"})
    assert ana.vault.all(Practised) == []
    assert [line.value.text for line in ana.vault.all(KeptLine)] == [LINE]


def test_a_mark_alone_after_the_lock_leads_to_the_lock_page(ana: Person, store: Store) -> None:
    sessions.end(store, ana.secret)
    assert ana.client.post(KEEP, _sent(account=ana.account.id)).status_code == 303
    assert ana.vault.left_at_door() == []


def test_in_another_persons_open_journal_it_goes_to_its_writers_door(ana: Person, cleo: Person) -> None:
    cleo.client.post(KEEP, _sent(line=LINE, account=ana.account.id))
    assert cleo.vault.all(Practised) == cleo.vault.all(KeptLine) == []
    assert [left.text for left in ana.vault.left_at_door()] == [LINE]


def test_somebody_without_a_journal_is_shown_where_to_begin(visitor: Client) -> None:
    assert visitor.post(KEEP, _sent(line=LINE)).status_code == 303


def test_after_opening_the_mark_can_still_be_kept(ana: Person) -> None:
    html = ana.client.get(f"{ADDRESS}after/?minutes=2&at=2026-03-05T14:02:00.000Z").content.decode()
    assert 'name="minutes" value="2"' in html
    assert "Keep this" in html
