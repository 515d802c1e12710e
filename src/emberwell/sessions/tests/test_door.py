"""The letterbox takes both lines after a session; accepted, they are a kept line and what was put down that day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from conftest import Person
from emberwell.journal.dates import local_date
from emberwell.journal.records import Entry, KeptLine
from emberwell.sessions.records import Session
from emberwell.vault import letterbox

TRUE, DOWN = "I did not know.", "The wish to be clever."


def leave(visitor: Client, person: Person, **words: str) -> Any:
    return visitor.post("/door/", {"account": person.account.id, **words})


def take(person: Person, do: str) -> Any:
    (left,) = person.vault.left_at_door()
    return person.client.post(f"/door/waiting/{left.id}/", {"do": do, "zone": "Pacific/Kiritimati"})


def test_the_lock_page_has_one_field_and_one_button_first(ana: Person, visitor: Client):
    page = visitor.get("/open/").text
    box = page[page.index('id="letterbox"') :]
    assert box.index('name="text"') < box.index("<details") < box.index('name="put_down"')
    assert box.count("<button") == 1
    assert "<details open" not in box


def test_both_lines(ana: Person, visitor: Client):
    before = datetime.now(UTC)
    assert leave(visitor, ana, text=TRUE, put_down=DOWN).status_code == 302
    waits = ana.client.get("/door/waiting/").context["page"]
    ((shown,), ()) = waits.lines, waits.late_saves
    assert (shown.text, shown.put_down) == (TRUE, DOWN)
    assert take(ana, "after").status_code == 302
    (line,) = ana.vault.all(KeptLine)
    (session,) = ana.vault.all(Session)
    assert line.value.text == TRUE
    said = session.value
    assert (said.called, said.true, said.put_down, said.zone) == ("", line.id, DOWN, "Pacific/Kiritimati")
    assert said.after_at is not None
    assert said.after_at >= before.replace(microsecond=0)
    assert said.day == local_date(line.value.kept_at, said.zone)
    assert ana.vault.left_at_door() == []


def test_only_what_was_put_down(ana: Person, visitor: Client):
    leave(visitor, ana, text="", put_down=DOWN)
    take(ana, "after")
    assert ana.vault.all(KeptLine) == []
    assert [saved.value.put_down for saved in ana.vault.all(Session)] == [DOWN]


@pytest.mark.parametrize(("do", "is_trash"), [("page", False), ("bin", True)])
def test_otherwise_both_are_in_the_page(ana: Person, visitor: Client, do: str, is_trash: bool):
    leave(visitor, ana, text=TRUE, put_down=DOWN)
    take(ana, do)
    found = ana.vault.trashed() if is_trash else ana.vault.all(Entry)
    assert [saved.value.body for saved in found] == [f"{TRUE}\n\n{DOWN}"]
    assert ana.vault.left_at_door() == []


def test_too_long_keeps_both_in_the_form(ana: Person, visitor: Client):
    answer = leave(visitor, ana, text=TRUE, put_down="x" * 1001)
    assert answer.status_code == 422
    assert TRUE in answer.text
    assert "x" * 1001 in answer.text
    assert leave(visitor, ana, text=" ", put_down=" ").status_code == 422
    assert ana.vault.left_at_door() == []


def test_a_long_line_is_taken_in_as_a_page(ana: Person, visitor: Client):
    leave(visitor, ana, text="word " * 300, put_down=DOWN)
    assert take(ana, "after").status_code == 413
    assert ana.client.get("/door/waiting/").context["page"].lines[0].may_be_line is False
    take(ana, "page")
    assert DOWN in ana.vault.all(Entry)[0].value.body


def test_it_takes_no_more_room_at_the_door_than_a_line(ana: Person, visitor: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(letterbox, "MOST_WAITING", 1)
    leave(visitor, ana, text=TRUE, put_down=DOWN)
    full = leave(visitor, ana, text="one more", put_down="and this")
    assert full.status_code == 409
    assert "and this" in full.text


def test_accepting_twice_keeps_it_once(ana: Person, visitor: Client):
    from emberwell.accounts import door

    leave(visitor, ana, text=TRUE, put_down=DOWN)
    (left,) = ana.vault.left_at_door()
    for _ in range(2):
        door.take_as_after(ana.vault, left, zone="UTC")
    assert (len(ana.vault.all(KeptLine)), len(ana.vault.all(Session))) == (1, 1)
