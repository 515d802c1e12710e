"""Write first, then a name and a passphrase: the page is sealed, and the code waits to be proved."""

from __future__ import annotations

import pytest
from django.test import Client

from conftest import Person
from emberwell.accounts.passphrase import words
from emberwell.accounts.records import UnprovedKit
from emberwell.accounts.rules import preferences
from emberwell.journal.records import Entry
from emberwell.library.prompts import prompts_for
from emberwell.vault import sessions
from emberwell.vault.opening import unlock_passphrase
from emberwell.vault.store import Store
from emberwell.vault.vault import Vault

PASSPHRASE = "correct horse battery staple"
WORDS = "She laughed, and I did too."


def begin(visitor: Client, **more: str) -> object:
    sent = {"do": "keep", "body": WORDS, "name": "Ada", "passphrase": PASSPHRASE, "zone": "Europe/Lisbon"}
    return visitor.post("/begin/", {**sent, **more})


def vault_of(store: Store, name: str) -> Vault:
    account = store.account_named(name)
    assert account is not None
    return unlock_passphrase(store, account.id, PASSPHRASE).vault


def test_the_words_of_the_first_page_arrive_by_post_and_stand_in_the_form(visitor: Client) -> None:
    response = visitor.post("/begin/", {"body": WORDS, "prompt": prompts_for()[0].id, "zone": "Europe/Lisbon"})
    assert response.status_code == 200
    assert WORDS in response.text
    assert prompts_for()[0].text in response.text.replace("&#x27;", "'")
    assert "Europe/Lisbon" in response.text
    assert "field__error" not in response.text


def test_the_page_becomes_the_first_entry(visitor: Client, store: Store) -> None:
    prompt = prompts_for()[0]
    response = begin(visitor, prompt=prompt.id)
    assert response.status_code == 302
    assert response["Location"] == "/settings/kit/?begun=1"
    (entry,) = vault_of(store, "Ada").all(Entry)
    assert (entry.value.body, entry.value.zone) == (WORDS, "Europe/Lisbon")
    assert (entry.value.prompt, entry.value.prompt_text) == (prompt.id, prompt.text)
    assert entry.value.pillar == prompt.pillar


def test_a_journal_may_begin_without_words(visitor: Client, store: Store) -> None:
    assert begin(visitor, body="").status_code == 302
    vault = vault_of(store, "Ada")
    assert vault.all(Entry) == []
    assert preferences(vault).zone == "Europe/Lisbon"


def test_it_says_saved_and_sealed_and_then_shows_the_kit(visitor: Client, store: Store) -> None:
    begin(visitor)
    page = visitor.get("/settings/kit/?begun=1").text
    assert "Saved and sealed." in page
    (kit,) = vault_of(store, "Ada").all(UnprovedKit)
    for group in kit.value.code.split("-"):
        assert group in page


def test_the_browser_is_signed_in_and_known_at_the_door(visitor: Client, store: Store) -> None:
    begin(visitor)
    assert visitor.cookies["vault_secret"]["httponly"]
    assert visitor.cookies["vault_secret"]["samesite"] == "Strict"
    assert "door" in visitor.cookies
    assert visitor.get("/still-open/").json()["open"] is True


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Choose a name"),
        ("name", "\u200b", "Choose a name"),
        ("name", "x" * 61, "60"),
        ("passphrase", "", "Choose a passphrase"),
        ("passphrase", "too short", "more characters"),
        ("passphrase", "passwordpassword", "Repeating something"),
        ("passphrase", "x" * 2000, "1024"),
        ("body", "x" * 200_001, "200000"),
    ],
)
def test_what_cannot_be_accepted_is_422_and_loses_no_word(
    visitor: Client, store: Store, field: str, value: str, says: str
) -> None:
    response = begin(visitor, **{field: value})
    assert response.status_code == 422
    assert says in response.text
    assert (WORDS if field != "body" else value) in response.text
    assert store.accounts() == []


def test_ones_own_name_is_no_passphrase(visitor: Client) -> None:
    response = begin(visitor, name="Annika Wolfsberger", passphrase="annika wolfsberger")
    assert response.status_code == 422
    assert "your name" in response.text


def test_two_people_cannot_have_one_name(ana: Person, visitor: Client) -> None:
    response = begin(visitor, name="  aNa ")
    assert response.status_code == 422
    assert "already goes by that name" in response.text


def test_several_people_on_one_computer(ana: Person, visitor: Client, store: Store) -> None:
    begin(visitor)
    assert {account.name for account in store.accounts()} == {"Ana", "Ada"}
    assert ana.vault.all(Entry) == []


def test_what_fails_leaves_no_half_made_journal(visitor: Client, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Vault, "put_many", refuse)
    response = begin(visitor)
    assert response.status_code == 507
    assert WORDS in response.text
    assert PASSPHRASE not in response.text
    assert store.accounts() == []
    assert store.database.rows("SELECT * FROM space") == []


@pytest.mark.parametrize("do", ["use", "show"])
def test_without_javascript_the_words_can_be_taken_and_shown(visitor: Client, do: str) -> None:
    offered = " ".join(words()[:5])
    sent = {"do": do, "body": WORDS, "name": "Ada", "offered": offered, "passphrase": "half typed"}
    page = visitor.post("/begin/", sent)
    assert page.status_code == 200
    assert WORDS in page.text
    assert f'value="{offered if do == "use" else "half typed"}"' in page.text
    assert 'type="text" name="passphrase"' in page.text
    assert 'autocomplete="new-password"' not in page.text


def test_without_javascript_other_words_can_be_asked_for(visitor: Client) -> None:
    offered = " ".join(words()[:5])
    page = visitor.post("/begin/", {"do": "words", "body": WORDS, "offered": offered})
    assert page.status_code == 200
    assert offered not in page.text


def test_other_words_as_a_fragment(visitor: Client) -> None:
    first, second = visitor.get("/words/"), visitor.get("/words/")
    assert first.status_code == 200
    assert "<html" not in first.text
    assert first.text != second.text
    assert visitor.post("/words/").status_code == 405


def test_strength_as_a_fragment(visitor: Client) -> None:
    weak = visitor.post("/strength/", {"passphrase": "passwordpassword", "name": "Ada"})
    assert "Repeating something" in weak.text
    assert "passwordpassword" not in weak.text
    assert "<meter" in weak.text
    assert visitor.post("/strength/", {}).text.strip() == ""
    assert visitor.get("/strength/").status_code == 405


def test_discarding_keeps_nothing(visitor: Client, store: Store) -> None:
    response = visitor.post("/begin/discard/")
    assert response.status_code == 302
    assert response["Location"] == "/"
    assert store.accounts() == []
    assert visitor.get("/begin/discard/").status_code == 405


def test_wrong_method(visitor: Client) -> None:
    assert visitor.put("/begin/").status_code == 405


def test_somebody_whose_journal_is_open_is_led_home(ana: Person) -> None:
    assert ana.client.get("/begin/")["Location"] == "/"


def test_private_words_are_never_autocompleted(visitor: Client) -> None:
    page = visitor.post("/begin/", {"body": WORDS}).text
    form = page[page.index('<form class="room begin"') :]
    assert 'autocomplete="off"' in form.split(">")[0]
    assert 'autocomplete="username"' in form
    assert 'autocomplete="new-password"' in form


def test_a_host_begins_no_more_when_crowded(
    visitor: Client, store: Store, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from emberwell.accounts import rules

    settings.EMBERWELL_HOSTED = True  # type: ignore[attr-defined]
    assert visitor.get("/begin/").status_code == 200
    monkeypatch.setattr(rules, "NEW_JOURNALS_AN_HOUR", 0)
    assert begin(visitor).status_code == 429


def test_the_session_it_makes_is_a_session(visitor: Client, store: Store) -> None:
    begin(visitor)
    from datetime import UTC, datetime

    session = sessions.resume(store, visitor.cookies["vault_secret"].value, datetime.now(UTC))
    assert session is not None
    assert session.account.name == "Ada"


def test_words_sent_while_another_journal_is_open_are_not_lost(ana: Person, store: Store) -> None:
    page = ana.client.post("/begin/", {"body": WORDS}).text
    assert WORDS in page
    assert "Ana’s journal is open in this browser." in page
    assert begin(ana.client).status_code == 302
    assert ana.client.get("/settings/").text.count("Ada’s journal") == 1
