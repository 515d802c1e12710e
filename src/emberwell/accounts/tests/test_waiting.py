"""What was left at the door, taken in or binned; and late saves, put where they belong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from conftest import Person
from emberwell.journal.records import Entry, KeptLine, Pillar
from emberwell.vault.letterbox import LateSave, leave
from emberwell.vault.record import RecordId, new_id
from emberwell.vault.store import Store

LEFT_AT = datetime(2026, 3, 3, 17, 5, tzinfo=UTC)
LINE = "He closed the door so carefully."


@pytest.fixture
def line(ana: Person, store: Store) -> str:
    leave(store, ana.account.id, LINE, now=LEFT_AT)
    return ana.vault.left_at_door()[0].id


def late(person: Person, store: Store, text: str = "and then I", *, left_at: datetime = LEFT_AT, **more: Any) -> str:
    leave(store, person.account.id, text, now=left_at, late_save=LateSave(**more))
    return person.vault.left_at_door()[-1].id


def take(person: Person, id: str, do: str, **more: str) -> Any:
    return person.client.post(f"/door/waiting/{id}/", {"do": do, "zone": "Europe/Lisbon", **more})


def page_of(person: Person, body: str = "before") -> Any:
    return person.vault.put(Entry(written_at=LEFT_AT, zone="Europe/Lisbon", title="A title", body=body, starred=True))


def test_after_opening_they_come_first(ana: Person, visitor: Client, line: str) -> None:
    response = visitor.post("/open/", {"account": ana.account.id, "passphrase": ana.passphrase, "next": "/settings/"})
    assert response["Location"] == "/door/waiting/?next=%2Fsettings%2F"
    page = visitor.get(response["Location"]).text
    assert LINE in page
    assert 'href="/settings/"' in page


def test_as_a_kept_line(ana: Person, line: str) -> None:
    assert take(ana, line, "line").status_code == 302
    (kept,) = ana.vault.all(KeptLine)
    assert (kept.value.text, kept.value.kept_at, kept.value.zone) == (LINE, LEFT_AT, "Europe/Lisbon")
    assert ana.vault.left_at_door() == []


def test_as_a_page(ana: Person, line: str) -> None:
    assert take(ana, line, "page").status_code == 302
    (entry,) = ana.vault.all(Entry)
    assert (entry.value.body, entry.value.written_at) == (LINE, LEFT_AT)
    assert ana.vault.left_at_door() == []


def test_binned_it_lies_in_the_trash(ana: Person, line: str) -> None:
    assert take(ana, line, "bin").status_code == 302
    assert ana.vault.all(Entry) == []
    (trashed,) = ana.vault.trashed()
    assert trashed.value.body == LINE
    assert ana.vault.left_at_door() == []


def test_after_the_last_one_the_way_goes_on(ana: Person, line: str, store: Store) -> None:
    leave(store, ana.account.id, "another", now=LEFT_AT)
    assert take(ana, line, "line", next="/settings/")["Location"] == "/door/waiting/?next=%2Fsettings%2F"
    (other,) = ana.vault.left_at_door()
    assert take(ana, other.id, "line", next="/settings/")["Location"] == "/settings/"


def test_a_line_too_long_to_keep_stays_at_the_door(ana: Person, store: Store) -> None:
    leave(store, ana.account.id, "x" * 1001, now=LEFT_AT)
    (left,) = ana.vault.left_at_door()
    assert take(ana, left.id, "line").status_code == 413
    assert len(ana.vault.left_at_door()) == 1
    assert "Keep as a line" not in ana.client.get("/door/waiting/").text


@pytest.mark.parametrize("do", ["line", "page", "bin", "into"])
def test_a_stranger_gets_404(ana: Person, cleo: Person, line: str, do: str) -> None:
    assert take(cleo, line, do).status_code == 404
    assert len(ana.vault.left_at_door()) == 1


def test_wrong_method_and_nonsense(ana: Person, line: str) -> None:
    assert ana.client.get(f"/door/waiting/{line}/").status_code == 405
    assert ana.client.post("/door/waiting/").status_code == 405
    assert take(ana, line, "eat").status_code == 422
    assert take(ana, "0" * 32, "line").status_code == 404
    assert len(ana.vault.left_at_door()) == 1


def test_nothing_waiting_says_so(ana: Person) -> None:
    assert "Nothing is waiting." in ana.client.get("/door/waiting/").text


def test_locked_it_shows_nothing(ana: Person, visitor: Client, line: str) -> None:
    assert visitor.get("/door/waiting/")["Location"].startswith("/open/")


def test_a_late_save_of_a_new_page_becomes_that_page_and_its_draft_goes(ana: Person, store: Store) -> None:
    record = new_id()
    ana.vault.keep_draft(record, "tab1", Entry(written_at=LEFT_AT, zone="UTC", body="and"), based_on=0)
    form = {"tags": "supervision, #week", "pillar": "growth", "zone": "Asia/Tokyo"}
    id = late(ana, store, left_at=datetime.now(UTC), record=record, tab="tab1", title="Thursday", form=form)
    page = ana.client.get("/door/waiting/").text
    assert "What you were writing when the journal closed" in page
    assert "Put it into its page" not in page
    take(ana, id, "page")
    saved = ana.vault.get(Entry, record)
    assert (saved.value.title, saved.value.body) == ("Thursday", "and then I")
    assert (saved.value.pillar, saved.value.tags) == (Pillar.GROWTH, ("supervision", "week"))
    assert saved.value.zone == "Asia/Tokyo"
    assert ana.vault.drafts() == []


def test_words_sealed_after_a_late_save_stay_as_a_draft(ana: Person, store: Store) -> None:
    record = new_id()
    id = late(ana, store, text="one two", record=record, tab="tab1")
    ana.vault.keep_draft(record, "tab1", Entry(written_at=LEFT_AT, zone="UTC", body="one two three"), based_on=0)
    take(ana, id, "page")
    assert ana.vault.get(Entry, record).value.body == "one two"
    assert [draft.value.body for draft in ana.vault.drafts()] == ["one two three"]  # type: ignore[attr-defined]


def test_a_late_save_goes_into_its_page_as_a_draft(ana: Person, store: Store) -> None:
    page = page_of(ana)
    id = late(ana, store, record=page.id, tab="tab1", title="A better title", based_on=page.revision)
    assert "Put it into its page" in ana.client.get("/door/waiting/").text
    response = take(ana, id, "into")
    assert response["Location"] == f"/journal/{page.id}/edit/?tab=tab1"
    (draft,) = ana.vault.drafts()
    assert (draft.id, draft.based_on) == (page.id, page.revision)
    assert isinstance(draft.value, Entry)
    assert (draft.value.title, draft.value.body, draft.value.starred) == ("A better title", "and then I", True)
    assert ana.vault.get(Entry, page.id).value.body == "before"
    assert ana.vault.left_at_door() == []


def test_a_newer_draft_of_the_same_tab_is_not_overwritten(ana: Person, store: Store) -> None:
    page = page_of(ana)
    newer = Entry(written_at=LEFT_AT, zone="UTC", body="written after opening again")
    ana.vault.keep_draft(page.id, "tab1", newer, based_on=1)
    response = take(ana, late(ana, store, record=page.id, tab="tab1", based_on=1), "into")
    assert "tab=tab1" not in response["Location"]
    bodies = {draft.value.body for draft in ana.vault.drafts() if isinstance(draft.value, Entry)}
    assert bodies == {"written after opening again", "and then I"}


def test_a_late_save_of_a_page_that_stands_can_be_a_page_of_its_own(ana: Person, store: Store) -> None:
    page = page_of(ana)
    take(ana, late(ana, store, record=page.id, tab="tab1", based_on=1), "page")
    bodies = {saved.value.body for saved in ana.vault.all(Entry)}
    assert bodies == {"before", "and then I"}


def test_its_page_may_be_gone_meanwhile(ana: Person, store: Store) -> None:
    page = page_of(ana)
    id = late(ana, store, record=page.id, tab="tab1", based_on=1)
    ana.vault.trash(page.id)
    assert take(ana, id, "into")["Location"] == "/door/waiting/"
    assert len(ana.vault.left_at_door()) == 1
    take(ana, id, "page")
    assert [saved.value.body for saved in ana.vault.all(Entry)] == ["and then I"]


@pytest.mark.parametrize(
    "form", [{"pillar": "nonsense"}, {"tags": ",;#"}, {"zone": "Nowhere/Land"}, {"prompt": "x" * 999}]
)
def test_what_the_form_held_unreadably_does_no_harm(ana: Person, store: Store, form: dict[str, str]) -> None:
    record = RecordId("") if "tags" in form else None
    take(ana, late(ana, store, record=record, tab="", form=form), "page")
    (saved,) = ana.vault.all(Entry)
    assert saved.value.body == "and then I"


def test_a_late_save_of_the_writing_page_arrives_here(ana: Person, visitor: Client, store: Store) -> None:
    """The whole way: a tab whose session has ended saves, the lock page says so, and the words are found."""
    ana.client.post("/close/")
    sent = {"body": "half a sent", "title": "T", "account": ana.account.id}
    response = ana.client.post("/journal/write/", sent)
    assert response.status_code in {302, 303}
    assert "left at the door" in ana.client.get(response["Location"]).text
    response = ana.client.post("/open/", {"account": ana.account.id, "passphrase": ana.passphrase})
    assert response["Location"].startswith("/door/waiting/")
    assert "half a sent" in ana.client.get(response["Location"]).text


def test_the_same_words_handed_in_twice_are_shown_once_and_go_together(ana: Person, store: Store) -> None:
    record = new_id()
    for _ in range(2):
        late(ana, store, record=record, tab="tab1")
    late(ana, store, "something else", record=record, tab="tab1")
    page = ana.client.get("/door/waiting/").text
    assert page.count("and then I") == 1
    left = next(line for line in ana.vault.left_at_door() if line.text == "and then I")
    take(ana, left.id, "page")
    assert [line.text for line in ana.vault.left_at_door()] == ["something else"]


def test_what_was_written_behind_the_hard_day_door_stays_quiet(ana: Person, store: Store) -> None:
    take(ana, late(ana, store, "one", form={"hard_day": "1"}), "page")
    take(ana, late(ana, store, "two", form={"hard_day": "1"}), "line")
    assert ana.vault.all(Entry)[0].value.hard_day
    assert ana.vault.all(KeptLine)[0].value.quiet


def test_a_line_keeps_the_page_it_was_taken_from(ana: Person, store: Store) -> None:
    page = page_of(ana)
    take(ana, late(ana, store, "before", form={"entry": page.id}), "line")
    take(ana, late(ana, store, "other", form={"entry": "0" * 32}), "line")
    assert {kept.value.text: kept.value.entry for kept in ana.vault.all(KeptLine)} == {"before": page.id, "other": None}


def test_the_date_in_the_form_is_the_date_of_the_page(ana: Person, store: Store) -> None:
    form = {"when": "2026-03-01T09:30", "zone": "Asia/Tokyo", "moment": "2026-03-03T16:00:00+00:00"}
    take(ana, late(ana, store, form=form), "page")
    (saved,) = ana.vault.all(Entry)
    assert saved.value.written_at == datetime(2026, 3, 1, 0, 30, tzinfo=UTC)
