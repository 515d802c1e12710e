"""Back in with the code: a new passphrase, a new code, and every other session ended."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from conftest import Person
from emberwell.accounts.records import UnprovedKit
from emberwell.accounts.rules import clean_code
from emberwell.vault import sessions
from emberwell.vault.opening import unlock_code, unlock_passphrase
from emberwell.vault.store import Store

NEW = "seven quiet herons wade upstream"


def recover(client: Client, person: Person, code: str, **more: str) -> Any:
    sent = {"do": "recover", "account": person.account.id, "code": code, "passphrase": NEW}
    return client.post("/recover/", {**sent, **more})


def changed(code: str) -> str:
    """Another code that is typed correctly as far as its check can tell, is hard to make by chance: take a new one."""
    from emberwell.vault.keys import new_code

    other = new_code()
    assert other != code
    return other


def test_the_code_opens_and_gives_a_new_passphrase_and_code(ana: Person, visitor: Client, store: Store) -> None:
    response = recover(visitor, ana, ana.recovery_code)
    assert response["Location"] == "/settings/kit/?recovered=1"
    page = visitor.get(response["Location"]).text
    assert "The code you used has stopped working" in page
    opened = unlock_passphrase(store, ana.account.id, NEW)
    (kit,) = opened.vault.all(UnprovedKit)
    assert kit.value.code != ana.recovery_code
    assert kit.value.code.split("-")[0] in page
    assert unlock_code(store, ana.account.id, kit.value.code)
    with pytest.raises(Exception, match="does not open"):
        unlock_code(store, ana.account.id, ana.recovery_code)


def test_other_sessions_end(ana: Person, visitor: Client, store: Store) -> None:
    recover(visitor, ana, ana.recovery_code)
    assert sessions.resume(store, ana.secret, datetime.now(UTC)) is None


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " – "),
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: f"  {code}\n",
        lambda code: code.replace("1", "I").replace("0", "o").replace("-", "."),
    ],
)
def test_typing_is_forgiven(ana: Person, visitor: Client, typed: Any) -> None:
    assert recover(visitor, ana, typed(ana.recovery_code)).status_code == 302


def test_a_slip_is_told_apart_from_a_wrong_code(ana: Person, visitor: Client) -> None:
    swapped = "Z" if ana.recovery_code[0] != "Z" else "Y"
    slip = recover(visitor, ana, swapped + ana.recovery_code[1:])
    assert slip.status_code == 422
    assert "typing mistake" in slip.text
    wrong = recover(visitor, ana, changed(ana.recovery_code))
    assert wrong.status_code == 422
    assert "recovery code does not open this journal" in wrong.text


def test_a_slip_costs_no_wait(ana: Person, visitor: Client) -> None:
    for _ in range(3):
        recover(visitor, ana, "AAAA")
    assert recover(visitor, ana, ana.recovery_code).status_code == 302


def test_wrong_codes_wait_like_wrong_passphrases(ana: Person, visitor: Client) -> None:
    recover(visitor, ana, changed(ana.recovery_code))
    response = recover(visitor, ana, ana.recovery_code)
    assert response.status_code == 429
    assert "data-wait" in response.text


@pytest.mark.parametrize(("field", "value"), [("code", ""), ("passphrase", ""), ("passphrase", "passwordpassword")])
def test_what_is_missing_is_422_and_the_code_stays_valid(
    ana: Person, visitor: Client, store: Store, field: str, value: str
) -> None:
    assert recover(visitor, ana, **{"code": ana.recovery_code, field: value}).status_code == 422
    assert unlock_code(store, ana.account.id, ana.recovery_code)


def test_nobody_and_nothing(visitor: Client, ana: Person) -> None:
    response = visitor.post(
        "/recover/", {"do": "recover", "account": "0" * 32, "code": ana.recovery_code, "passphrase": NEW}
    )
    assert response.status_code == 422
    assert visitor.put("/recover/").status_code == 405


def test_another_persons_code_opens_nothing(ana: Person, ben: Person, visitor: Client) -> None:
    assert recover(visitor, ana, ben.recovery_code).status_code == 422


def test_several_people_choose_first(ana: Person, ben: Person, visitor: Client) -> None:
    page = visitor.get("/recover/").text
    assert "Whose journal?" in page
    assert 'name="code"' not in page
    assert "Back into Ben’s journal" in visitor.get(f"/recover/?as={ben.account.id}").text


def test_without_javascript_words_can_be_taken(ana: Person, visitor: Client) -> None:
    offered = "seven quiet herons wade upstream"
    page = visitor.post("/recover/", {"do": "use", "offered": offered, "code": "half a code"})
    assert page.status_code == 200
    assert f'value="{offered}"' in page.text
    assert 'value="half a code"' in page.text


def test_the_page_without_anybody_leads_home(visitor: Client) -> None:
    assert visitor.get("/recover/")["Location"] == "/"


def test_on_a_host_the_name_is_typed_and_an_unknown_one_answers_alike(
    ana: Person, visitor: Client, settings: Any
) -> None:
    settings.EMBERWELL_HOSTED = True
    unknown = recover(visitor, ana, changed(ana.recovery_code), name="Nobody")
    wrong = recover(visitor, ana, changed(ana.recovery_code), name="Ana")
    assert unknown.status_code == wrong.status_code == 422
    assert "recovery code does not open" in unknown.text
    assert recover(visitor, ana, ana.recovery_code, name="Ana").status_code == 302


def test_cleaning_keeps_only_what_a_code_has() -> None:
    assert clean_code("7xk2–m9qd · 04vh") == "7xk2m9qd04vh"
    assert len(clean_code("A" * 10_000)) == 400
