"""The kit: shown, proved by two groups, put off once, made anew; and never kept once it is proved."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from conftest import Person
from emberwell.accounts import kit
from emberwell.accounts.records import UnprovedKit
from emberwell.journal.records import Entry
from emberwell.vault.keys import code_groups, new_code
from emberwell.vault.letterbox import leave
from emberwell.vault.opening import unlock_code
from emberwell.vault.store import Store

NOW = datetime(2026, 3, 3, 17, 5, tzinfo=UTC)


@pytest.fixture
def code(ana: Person) -> str:
    """Ana's code waits to be proved, as after beginning."""
    kit.keep_until_proved(ana.vault, ana.recovery_code, NOW)
    return ana.recovery_code


def proof(code: str) -> dict[str, str]:
    first, second = kit.groups_to_prove(code)
    return {"first": code_groups(code)[first], "second": code_groups(code)[second]}


def prove(person: Person, sent: dict[str, str]) -> Any:
    return person.client.post("/settings/kit/prove/", sent)


def kit_state(store: Store, person: Person) -> str:
    account = store.account(person.account.id)
    assert account is not None
    return account.kit


@given(st.text(max_size=60))
def test_two_different_groups_are_asked_always_the_same_ones(code: str) -> None:
    first, second = kit.groups_to_prove(code)
    assert 0 <= first < second <= 8
    assert kit.groups_to_prove(code) == (first, second)


def test_every_group_may_be_asked_for() -> None:
    asked = {place for _ in range(300) for place in kit.groups_to_prove(new_code())}
    assert asked == set(range(9))


def test_typing_is_forgiven_and_mistakes_are_not() -> None:
    code = "0O1I-AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH".replace("O", "0").replace("I", "1")
    first, second = (code_groups(code)[place] for place in kit.groups_to_prove(code))
    assert kit.is_proof(code, (f" {first.lower()} ", f"{second[:2]}-{second[2:]}"))
    assert kit.is_proof("-".join(["0011"] * 9), ("OoIl", "0O1i"))
    assert not kit.is_proof(code, (second, first))
    assert not kit.is_proof(code, ("", ""))
    assert not kit.is_proof(code, (first, ""))


def test_the_code_is_shown_in_groups(ana: Person, code: str) -> None:
    page = ana.client.get("/settings/kit/").text
    for group in code_groups(code):
        assert f">{group}</span>" in page
    assert "/settings/kit/kit.pdf" in page
    assert "Later, when I next open it" in page


def test_asking_for_the_proof_does_not_show_the_code(ana: Person, code: str) -> None:
    page = ana.client.get("/settings/kit/prove/").text
    first, second = kit.groups_to_prove(code)
    assert f"Group {first + 1}</label>" in page
    assert f"Group {second + 1}</label>" in page
    assert not any(group in page for group in code_groups(code))


def test_proved_it_is_kept_nowhere(ana: Person, code: str, store: Store) -> None:
    assert prove(ana, proof(code)).status_code == 302
    assert kit_state(store, ana) == "proved"
    assert ana.vault.all(UnprovedKit) == []
    page = ana.client.get("/settings/kit/").text
    assert not any(group in page for group in code_groups(code))
    assert "showed that you do" in page
    assert ana.client.get("/settings/kit/prove/")["Location"] == "/settings/kit/"
    assert ana.client.get("/settings/kit/kit.pdf").status_code == 404
    record_id = bytes.fromhex(ana.vault.space_id)
    rows = store.database.rows("SELECT sealed FROM record WHERE space_id = %s AND sealed IS NOT NULL", (record_id,))
    assert len(rows) == 1  # the tombstone of the purge
    assert unlock_code(store, ana.account.id, code).vault.account_id == ana.account.id


@pytest.mark.parametrize("sent", [{}, {"first": "AAAA"}, {"first": "AAAA", "second": "AAAA"}])
def test_a_wrong_proof_is_422_and_changes_nothing(ana: Person, code: str, store: Store, sent: dict[str, str]) -> None:
    assert prove(ana, sent).status_code == 422
    assert kit_state(store, ana) == "none"
    assert len(ana.vault.all(UnprovedKit)) == 1


def test_it_may_wait_once(ana: Person, code: str, store: Store) -> None:
    assert ana.client.post("/settings/kit/later/", {"next": "/settings/"})["Location"] == "/settings/"
    assert kit_state(store, ana) == "put_off"
    assert ana.client.get("/settings/").status_code == 200
    assert "Later, when I next open it" not in ana.client.get("/settings/kit/").text
    assert ana.client.post("/settings/kit/later/").status_code == 409


@pytest.mark.parametrize("put_off", [True, False])
def test_at_the_next_unlock_it_stands_first(ana: Person, code: str, visitor: Client, put_off: bool) -> None:
    """Also when it was only walked away from."""
    if put_off:
        ana.client.post("/settings/kit/later/")
    response = visitor.post("/open/", {"account": ana.account.id, "passphrase": ana.passphrase, "next": "/settings/"})
    assert response["Location"] == "/settings/kit/?next=%2Fsettings%2F"
    page = visitor.get(response["Location"]).text
    assert "You let this wait last time." in page
    assert "Later, when I next open it" not in page
    for address in ("/", "/journal/", "/settings/"):
        assert visitor.get(address)["Location"].startswith("/settings/kit/?next=")
    assert visitor.post("/settings/kit/later/").status_code == 409


def test_what_needs_no_key_and_what_was_typed_never_wait(ana: Person, code: str, visitor: Client) -> None:
    visitor.post("/open/", {"account": ana.account.id, "passphrase": ana.passphrase})
    assert visitor.get("/hard-day/").status_code == 200
    assert visitor.get("/still-open/").status_code == 200
    assert visitor.post("/journal/write/", {"body": "x"}).status_code in {200, 302, 303, 422}
    assert visitor.post("/close/").status_code == 302


def test_proved_the_way_goes_on(ana: Person, code: str, visitor: Client) -> None:
    visitor.post("/open/", {"account": ana.account.id, "passphrase": ana.passphrase})
    response = visitor.post("/settings/kit/prove/", {**proof(code), "next": "/settings/"})
    assert response["Location"] == "/settings/kit/?next=%2Fsettings%2F"
    assert 'href="/settings/"' in visitor.get(response["Location"]).text
    assert visitor.get("/settings/").status_code == 200


def test_a_vault_whose_code_was_written_to_a_file_is_never_stopped(ana: Person, visitor: Client) -> None:
    """`emberwell init --recovery-out` hands the code over: nothing waits to be proved here."""
    response = visitor.post("/open/", {"account": ana.account.id, "passphrase": ana.passphrase})
    assert response["Location"] == "/"
    assert "is not kept here in any readable form" in visitor.get("/settings/kit/").text


def test_a_new_code_ends_the_old_one(ana: Person, code: str, store: Store) -> None:
    assert "stops working" in ana.client.get("/settings/kit/new/").text
    response = ana.client.post("/settings/kit/new/", {"passphrase": ana.passphrase})
    assert response["Location"] == "/settings/kit/"
    (kept,) = ana.vault.all(UnprovedKit)
    assert kept.value.code != code
    assert unlock_code(store, ana.account.id, kept.value.code).vault.account_id == ana.account.id
    with pytest.raises(Exception, match="does not open"):
        unlock_code(store, ana.account.id, code)


def test_a_new_code_asks_for_the_passphrase(ana: Person, store: Store) -> None:
    response = ana.client.post("/settings/kit/new/", {"passphrase": "something else entirely"})
    assert response.status_code == 422
    assert ana.vault.all(UnprovedKit) == []
    assert ana.client.post("/settings/kit/new/", {}).status_code == 422
    assert ana.client.post("/settings/kit/new/", {"passphrase": ana.passphrase}).status_code == 429


@pytest.mark.parametrize("address", ["", "prove/", "new/", "kit.pdf"])
def test_locked_it_shows_nothing(ana: Person, code: str, visitor: Client, address: str) -> None:
    assert visitor.get(f"/settings/kit/{address}")["Location"].startswith("/open/")


def test_another_person_sees_their_own(ana: Person, code: str, cleo: Person) -> None:
    assert not any(group in cleo.client.get("/settings/kit/").text for group in code_groups(code))
    assert cleo.client.get("/settings/kit/kit.pdf").status_code == 404


def test_wrong_methods(ana: Person) -> None:
    assert ana.client.post("/settings/kit/").status_code == 405
    assert ana.client.get("/settings/kit/later/").status_code == 405
    assert ana.client.put("/settings/kit/prove/").status_code == 405
    assert ana.client.post("/settings/kit/kit.pdf").status_code == 405


def test_the_pdf(ana: Person, code: str) -> None:
    pytest.importorskip("emberwell.exchange.pdf")
    response = ana.client.get("/settings/kit/kit.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert response["Cache-Control"] == "no-store"


def test_the_record_does_not_show_itself(code: str) -> None:
    assert code not in repr(UnprovedKit(code=code, made_at=NOW))


def test_proved_what_waits_at_the_door_comes_next(ana: Person, code: str, store: Store) -> None:
    leave(store, ana.account.id, "a line", now=NOW)
    prove(ana, proof(code))
    assert 'href="/door/waiting/"' in ana.client.get("/settings/kit/").text


def test_saved_and_sealed_is_said_only_of_a_page(ana: Person, code: str) -> None:
    assert "Saved and sealed" not in ana.client.get("/settings/kit/?begun=1").text
    ana.vault.put(Entry(written_at=NOW, zone="UTC", body="a page"))
    assert "Saved and sealed" in ana.client.get("/settings/kit/?begun=1").text
