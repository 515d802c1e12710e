"""A line left without a key: sealed at once, said so, and bounded."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from conftest import Person
from emberwell.vault import letterbox
from emberwell.vault.store import Store

LINE = "He closed the door so carefully."
SAID = "Sealed and left at the door. You will find it when you open your journal."


def leave(client: Client, person: Person, text: str = LINE, **more: Any) -> Any:
    return client.post("/door/", {"account": person.account.id, "text": text, **more})


def htmx(client: Client, person: Person, text: str = LINE) -> Any:
    sent = {"account": person.account.id, "text": text}
    return client.post("/door/", sent, headers={"HX-Request": "true"})


def test_a_line_is_sealed_and_left(ana: Person, visitor: Client, store: Store) -> None:
    response = leave(visitor, ana)
    assert response.status_code == 302
    assert visitor.get(response["Location"]).text.count(SAID) == 1
    (left,) = ana.vault.left_at_door()
    assert left.text == LINE
    (row,) = store.database.rows("SELECT sealed FROM letter WHERE space_id = %s", (bytes.fromhex(ana.vault.space_id),))
    assert LINE.encode() not in bytes(row[0])


def test_as_a_fragment(ana: Person, visitor: Client) -> None:
    response = htmx(visitor, ana)
    assert response.status_code == 200
    assert SAID in response.text
    assert "<html" not in response.text
    assert LINE not in response.text


def test_from_its_own_page_it_comes_back_there(ana: Person, visitor: Client) -> None:
    page = visitor.get("/door/").text
    assert "Leave a line for Ana" in page
    assert "autofocus" in page
    assert leave(visitor, ana, alone="1")["Location"].startswith("/door/?as=")


@pytest.mark.parametrize(("text", "says"), [("", "nothing written"), ("  \n ", "nothing written")])
def test_nothing_is_no_line(ana: Person, visitor: Client, text: str, says: str) -> None:
    response = leave(visitor, ana, text)
    assert response.status_code == 422
    assert says in response.text
    assert ana.vault.left_at_door() == []


def test_too_long_keeps_every_word_in_the_form(ana: Person, visitor: Client) -> None:
    long = "word " * 801
    for response in (leave(visitor, ana, long), htmx(visitor, ana, long)):
        assert response.status_code == 422
        assert "4,000 characters" in response.text
        assert long.strip() in response.text


def test_a_full_door_says_so_and_keeps_the_words(ana: Person, visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letterbox, "MOST_WAITING", 1)
    leave(visitor, ana)
    response = leave(visitor, ana, "one more")
    assert response.status_code == 409
    assert "waiting at the door already" in response.text
    assert "one more" in response.text
    assert htmx(visitor, ana, "one more").status_code == 422


def test_each_has_their_own_door(ana: Person, ben: Person, visitor: Client) -> None:
    assert "Whose door?" in visitor.get("/door/").text
    leave(visitor, ben)
    assert ana.vault.left_at_door() == []
    assert len(ben.vault.left_at_door()) == 1


def test_a_door_that_is_not_there_is_404(ana: Person, visitor: Client) -> None:
    assert visitor.post("/door/", {"account": "0" * 32, "text": LINE}).status_code == 404
    assert visitor.post("/door/", {"text": LINE}).status_code == 404


def test_wrong_method(ana: Person) -> None:
    assert ana.client.put("/door/").status_code == 405


def test_it_tells_the_browser_to_remember_nothing(ana: Person, visitor: Client) -> None:
    page = visitor.get("/door/").text
    form = page[page.index("<form") :]
    assert 'autocomplete="off"' in form.split(">")[0]
    assert 'type="password" value="-"' in form


def test_on_a_host_only_from_a_browser_that_has_opened_it(ana: Person, settings: Any) -> None:
    settings.EMBERWELL_HOSTED = True
    stranger, known = Client(), Client()
    assert "No door here yet" in stranger.get("/door/").text
    assert leave(stranger, ana).status_code == 404
    response = known.post("/open/", {"name": "Ana", "passphrase": ana.passphrase})
    assert response.cookies["__Host-door"]["max-age"] > 300 * 24 * 3600
    known.post("/close/")
    assert "Leave a line for Ana" in known.get("/door/").text
    assert leave(known, ana).status_code == 302
    known.cookies["__Host-door"] = known.cookies["__Host-door"].value[:-2] + "xx"
    assert leave(known, ana).status_code == 404


def test_on_a_host_lines_are_limited(ana: Person, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from emberwell.vault import tries

    settings.EMBERWELL_HOSTED = True
    monkeypatch.setattr(tries, "HOSTED_LINES", 2)
    known = Client()
    known.post("/open/", {"name": "Ana", "passphrase": ana.passphrase})
    for _ in range(2):
        assert leave(known, ana).status_code == 302
    response = leave(known, ana)
    assert response.status_code == 429
    assert LINE in response.text


def test_the_door_cookie_opens_nothing(ana: Person, visitor: Client) -> None:
    visitor.post("/open/", {"account": ana.account.id, "passphrase": ana.passphrase})
    del visitor.cookies["vault_secret"]
    assert visitor.get("/settings/")["Location"].startswith("/open/")
