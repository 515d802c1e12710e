"""Drafts: sealed while writing, offered again, made pages, put in the trash; and handed in late by a browser."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Entry
from emberwell.journal.tests.made import SCRIPT, STRANGE, queries_of, refuses, written
from emberwell.vault.record import new_id

DRAFT, DRAFTS, KEY = reverse("journal:draft"), reverse("journal:drafts"), reverse("journal:draft_key")
FINISH, DISCARD = reverse("journal:finish_draft"), reverse("journal:discard_draft")


def keep(person: Person, body: str, **fields: str):
    sent = {"record": new_id(), "tab": "t", "body": body} | fields
    return sent, person.client.post(DRAFT, sent, headers=SCRIPT)


def test_a_draft_is_sealed_and_acknowledged(ana: Person):
    sent, answer = keep(ana, "Half", title="T", tags="a, b")
    (draft,) = ana.vault.drafts()
    assert answer.json() == {"kept_at": draft.kept_at.isoformat()}
    assert (draft.id, draft.tab, draft.based_on) == (sent["record"], "t", 0)
    assert (draft.value.body, draft.value.title, draft.value.tags) == ("Half", "T", ("a", "b"))
    assert ana.vault.all(Entry) == []


def test_the_next_words_replace_it(ana: Person):
    sent, _ = keep(ana, "Half")
    ana.client.post(DRAFT, sent | {"body": "Half and more"})
    assert [draft.value.body for draft in ana.vault.drafts()] == ["Half and more"]


def test_each_tab_has_its_own(ana: Person):
    sent, _ = keep(ana, "Here")
    ana.client.post(DRAFT, sent | {"tab": "u", "body": "There"})
    assert {draft.value.body for draft in ana.vault.drafts()} == {"Here", "There"}


def test_words_taken_out_again_leave_no_draft(ana: Person):
    sent, _ = keep(ana, "Half")
    answer = ana.client.post(DRAFT, sent | {"body": " "}, headers=SCRIPT)
    assert answer.json() == {"kept_at": None}
    assert ana.vault.drafts() == []


def test_an_edited_page_may_be_emptied_in_a_draft(ana: Person):
    saved = written(ana, "Words")
    keep(ana, "", record=saved.id, based_on="1")
    assert [draft.value.body for draft in ana.vault.drafts()] == [""]


def test_what_cannot_be_kept_says_why(ana: Person):
    _, answer = keep(ana, "x" * 200_001)
    assert answer.status_code == 422
    assert "at most 200,000 characters" in answer.json()["error"]
    assert ana.vault.drafts() == []


def test_a_closed_journal_answers_a_script_and_takes_the_words_at_the_door(ana: Person, visitor):
    sent = {"account": ana.account.id, "record": STRANGE, "tab": "t", "body": "Late"}
    answer = visitor.post(DRAFT, sent, headers=SCRIPT)
    assert answer.status_code == 401
    assert answer.json() == {"closed": True, "left": True}
    assert answer.headers["HX-Redirect"].startswith(reverse("accounts:open"))
    assert ana.vault.left_at_door()[0].text == "Late"


def test_drafts_are_offered_with_their_time(ana: Person):
    keep(ana, "Half a *thought*")
    for address in (DRAFTS, reverse("journal:stream")):
        page = ana.client.get(address).content.decode()
        assert "You were writing this on" in page
        assert "Half a thought" in page
        assert "Go on" in page


def test_a_draft_that_says_what_is_saved_is_not_offered(ana: Person):
    saved = written(ana, "Words")
    ana.vault.keep_draft(saved.id, "t", saved.value, based_on=1)
    assert "You were writing" not in ana.client.get(DRAFTS).content.decode()


def test_a_draft_becomes_a_page_as_it_is(ana: Person):
    sent, _ = keep(ana, "Half", when="2026-03-14T12:00", zone="Europe/Vienna")
    answer = ana.client.post(FINISH, sent)
    assert answer.url == reverse("journal:page", args=[sent["record"]]) + "?said=saved"
    (saved,) = ana.vault.all(Entry)
    assert saved.value.body == "Half"
    assert saved.value.written_at == datetime(2026, 3, 14, 11, 0, tzinfo=UTC)
    assert ana.vault.drafts() == []


def test_a_draft_of_an_older_version_meets_the_newer(ana: Person):
    saved = written(ana, "One.")
    sent, _ = keep(ana, "One. Mine.", record=saved.id, based_on="1")
    ana.vault.put(msgspec.structs.replace(saved.value, body="One. Theirs."), id=saved.id, expected=1)
    assert ana.client.post(FINISH, sent).status_code == 409
    assert ana.vault.get(Entry, saved.id).value.body == "One. Theirs."
    assert len(ana.vault.drafts()) == 1


def test_a_discarded_draft_lies_in_the_trash(ana: Person):
    sent, _ = keep(ana, "Half")
    answer = ana.client.post(DISCARD, sent)
    (trashed,) = ana.vault.trashed()
    assert answer.url == reverse("journal:stream") + f"?trashed={trashed.id}"
    assert trashed.value.body == "Half"
    assert ana.vault.drafts() == []
    assert "Take it back" in ana.client.get(answer.url).content.decode()


def test_a_discarded_draft_of_a_page_leaves_the_page(ana: Person):
    saved = written(ana, "One.")
    sent, _ = keep(ana, "One. Two.", record=saved.id, based_on="1")
    ana.client.post(DISCARD, sent)
    assert ana.vault.get(Entry, saved.id).value.body == "One."
    assert [each.value.body for each in ana.vault.trashed()] == ["One. Two."]


def test_a_discarded_draft_of_an_erased_page_is_not_lost(ana: Person):
    saved = written(ana, "One.")
    ana.vault.trash(saved.id)
    ana.vault.purge(saved.id)
    sent, _ = keep(ana, "One. Two.", record=saved.id, based_on="1")
    ana.client.post(DISCARD, sent)
    assert [each.value.body for each in ana.vault.trashed()] == ["One. Two."]


def test_what_a_browser_kept_comes_in_once(ana: Person):
    typed_at = (datetime.now(UTC) + timedelta(seconds=5)).isoformat()
    sent, _ = keep(ana, "Half")
    ana.client.post(DRAFT, sent | {"body": "Half and more", "typed_at": typed_at})
    assert [draft.value.body for draft in ana.vault.drafts()] == ["Half and more"]
    ana.client.post(FINISH, sent)
    ana.client.post(DRAFT, sent | {"moment": "", "body": "Half and more", "typed_at": typed_at, "tab": "t"})
    assert len(ana.vault.all(Entry)) == 1


def test_what_a_browser_kept_never_overwrites_something_newer(ana: Person):
    sent, _ = keep(ana, "Newer")
    earlier = (datetime.now(UTC) - timedelta(minutes=5)).isoformat()
    ana.client.post(DRAFT, sent | {"body": "Older", "typed_at": earlier})
    assert {draft.value.body for draft in ana.vault.drafts()} == {"Newer", "Older"}


def test_the_key_is_given_only_while_the_journal_is_open(ana: Person, cleo: Person, visitor):
    answer = ana.client.post(KEY, headers=SCRIPT)
    assert answer.json() == {"key": ana.vault.draft_key().hex()}
    assert answer.headers["Cache-Control"] == "no-store"
    assert cleo.client.post(KEY).json() != answer.json()
    assert visitor.post(KEY, headers=SCRIPT).status_code == 401


def test_a_stranger_finds_no_draft(ana: Person, cleo: Person):
    sent, _ = keep(ana, "Half")
    assert cleo.client.post(FINISH, sent).status_code == 404
    assert cleo.client.post(DISCARD, sent).status_code == 404
    assert "Half" not in cleo.client.get(DRAFTS).content.decode()
    assert len(ana.vault.drafts()) == 1


def test_wrong_methods(ana: Person):
    for address in (DRAFT, KEY, FINISH, DISCARD):
        refuses(ana, address, "GET", "PUT")
    refuses(ana, DRAFTS, "POST")


def test_a_constant_number_of_statements(ana: Person):
    keep(ana, "One")
    alone = queries_of(ana, DRAFTS)
    for number in range(8):
        keep(ana, f"Draft {number}")
    assert queries_of(ana, DRAFTS) == alone
