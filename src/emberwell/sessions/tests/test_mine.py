"""Something of mine in the room: noted, thought through, met, changed, thrown away and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import queries_of, refuses
from emberwell.sessions.records import Mine, SomethingOfMine
from emberwell.sessions.tests.made import chosen, client_of, noted, now
from emberwell.vault.record import RecordId, new_id

MINE = reverse("sessions:mine")


def one(id: str, name: str = "mine_one") -> str:
    return reverse(f"sessions:{name}", args=[id])


def note_of(person: Person, id: str) -> SomethingOfMine:
    person.vault.refresh()
    return person.vault.get(SomethingOfMine, RecordId(id)).value


def test_noted_after(ana: Person):
    client = client_of(ana)
    session = chosen(ana, client=client.id, after_at=now())
    form = ana.client.get(MINE, {"session": session.id}).context["page"].form
    assert form["client"].value() == client.id
    sent = {"what": Mine.NOT_KNOWING.value, "happened": "I said I did not know.", "client": client.id}
    sent |= {"session": session.id, "record": new_id()}
    for _ in range(2):
        answer = ana.client.post(MINE, sent)
    (saved,) = ana.vault.all(SomethingOfMine)
    assert answer.url == one(saved.id) + "?said=noted"
    said = saved.value
    assert (said.what, said.client, said.session, said.thought_before) == (
        Mine.NOT_KNOWING,
        client.id,
        session.id,
        False,
    )
    assert "I said I did not know." in ana.client.get(MINE).text


def test_thought_through_before(ana: Person):
    assert "What might they have to carry?" in ana.client.get(MINE, {"before": "1"}).text
    sent = {"what": Mine.DISCLOSURE.value, "before": "1", "who_for": "For him.", "would_say": "Me too.", "carry": "Me."}
    ana.client.post(MINE, sent)
    (saved,) = ana.vault.all(SomethingOfMine)
    said = saved.value
    assert said.thought_before
    assert (said.who_for, said.would_say, said.carry, said.happened) == ("For him.", "Me too.", "Me.", "")


@pytest.mark.parametrize(
    "sent", [{"what": "owning a mistake"}, {"happened": "It showed."}, {"what": "x", "happened": "y"}]
)
def test_what_is_missing_is_said(ana: Person, sent: dict[str, str]):
    answer = ana.client.post(MINE, sent)
    assert answer.status_code == 422
    assert sent.get("happened", "") in answer.text
    assert ana.vault.all(SomethingOfMine) == []


def test_later_what_they_did_with_it(ana: Person):
    saved = noted(ana)
    sent = {"received": "She laughed.", "expected": saved.revision}
    assert ana.client.post(one(saved.id), sent).url == one(saved.id) + "?said=saved"
    said = note_of(ana, saved.id)
    assert (said.received, said.happened, said.what) == ("She laughed.", saved.value.happened, saved.value.what)
    assert said.received_at is not None
    ana.client.post(one(saved.id), {"received": "", "happened": "Otherwise.", "expected": 2})
    said = note_of(ana, saved.id)
    assert (said.received, said.received_at, said.happened) == ("", None, "Otherwise.")


def test_two_tabs_never_overwrite(ana: Person):
    saved = noted(ana)
    ana.client.post(one(saved.id), {"received": "First.", "expected": 1})
    answer = ana.client.post(one(saved.id), {"received": "Second.", "expected": 1})
    assert answer.status_code == 409
    assert "First." in answer.text
    assert "Second.</textarea>" in answer.text
    assert note_of(ana, saved.id).received == "First."


def test_one_left_without_words_is_refused(ana: Person):
    saved = noted(ana)
    assert ana.client.post(one(saved.id), {"happened": " ", "received": "Still typed."}).status_code == 422
    assert note_of(ana, saved.id) == saved.value


def test_newest_first_in_stretches_and_no_more_queries(ana: Person):
    noted(ana)
    few = queries_of(ana, MINE)
    for number in range(45):
        noted(ana, happened=f"Note {number:02}", noted_at=now() - timedelta(days=number + 1))
    assert queries_of(ana, MINE) == few
    page = ana.client.get(MINE)
    assert "Note 00" in page.text
    assert "Note 44" not in page.text
    assert "Note 44" in ana.client.get(MINE, {"after": page.context["page"].older}).text


def test_a_question_after_ten_only(ana: Person):
    for _ in range(9):
        noted(ana)
    assert ana.client.get(MINE).context["page"].question == ""
    noted(ana)
    page = ana.client.get(MINE)
    assert page.context["page"].question
    assert page.context["page"].question in page.text


def test_to_the_trash_and_back(ana: Person):
    saved = noted(ana)
    answer = ana.client.post(one(saved.id, "trash_mine"))
    assert "Take it back" in ana.client.get(answer.url).text
    assert saved.value.happened in ana.client.get(reverse("journal:trash")).text
    assert ana.client.get(MINE, {"said": "trashed", "note": "nonsense"}).status_code == 200
    ana.client.post(one(saved.id, "restore_mine"))
    assert note_of(ana, saved.id) == saved.value
    assert ana.client.post(one(saved.id, "restore_mine")).status_code == 404


def test_after_the_lock_the_words_go_to_the_door(ana: Person, visitor):
    saved = noted(ana)
    visitor.post(one(saved.id), {"account": ana.account.id, "received": "She laughed.", "happened": "I said so."})
    assert ana.vault.left_at_door()[0].text == "She laughed.\n\nI said so."


def test_a_stranger_and_wrong_methods(ana: Person, cleo: Person):
    saved = noted(ana)
    assert cleo.client.get(one(saved.id)).status_code == 404
    for name in ("mine_one", "trash_mine", "restore_mine"):
        assert cleo.client.post(one(saved.id, name), {"received": "x"}).status_code == 404
    refuses(ana, MINE, "PUT", "DELETE")
    refuses(ana, one(saved.id), "PUT", "DELETE")
    refuses(ana, one(saved.id, "trash_mine"), "GET", "PUT")
