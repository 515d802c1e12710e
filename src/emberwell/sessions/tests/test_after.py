"""After a session: a kept line, what was put down; from the page, after midnight, after the lock, from two tabs."""

from __future__ import annotations

from datetime import UTC, datetime

from django.urls import reverse

from conftest import Person
from emberwell.journal.records import KeptLine
from emberwell.journal.tests.made import SCRIPT, STRANGE, refuses
from emberwell.sessions.records import Session
from emberwell.sessions.sweep import sweep
from emberwell.sessions.tests.made import ZONE, chosen, client_of, sessions_of
from emberwell.vault.record import RecordId, new_id

ANY = reverse("sessions:after_any")


def after(id: str) -> str:
    return reverse("sessions:after", args=[id])


def lines_of(person: Person) -> list[str]:
    person.vault.refresh()
    return sorted(line.value.text for line in person.vault.all(KeptLine))


def session_of(person: Person, id: str) -> Session:
    person.vault.refresh()
    return person.vault.get(Session, RecordId(id)).value


def test_both_lines(ana: Person):
    client = client_of(ana)
    saved = chosen(ana, client=client.id)
    assert "Something true" in ana.client.get(after(saved.id)).text
    sent = {"text": " I did not  know. ", "put_down": "The wish to be clever.\r\nAnd the clock.", "zone": ZONE}
    answer = ana.client.post(after(saved.id), sent)
    assert (answer.status_code, answer.url) == (303, after(saved.id) + "?said=kept")
    (line,) = ana.vault.all(KeptLine)
    assert (line.value.text, line.value.client, line.value.zone) == ("I did not know.", client.id, ZONE)
    assert (line.value.entry, line.value.quiet) == (None, False)
    said = session_of(ana, saved.id)
    assert (said.true, said.put_down) == (line.id, "The wish to be clever.\nAnd the clock.")
    assert said.after_at is not None
    page = ana.client.get(answer.url)
    assert "I did not know." in page.text
    assert "And the clock." in page.text


def test_either_alone_and_never_neither(ana: Person):
    one, other = chosen(ana), chosen(ana)
    ana.client.post(after(one.id), {"text": "True."})
    ana.client.post(after(other.id), {"put_down": "The clock."})
    assert lines_of(ana) == ["True."]
    assert session_of(ana, one.id).put_down == ""
    assert session_of(ana, other.id).true is None
    assert session_of(ana, other.id).after_at is not None
    empty = chosen(ana)
    assert ana.client.post(after(empty.id), {"text": " ", "put_down": "\n"}).status_code == 422
    assert session_of(ana, empty.id).after_at is None


def test_too_long_stays_in_the_form(ana: Person):
    saved = chosen(ana)
    answer = ana.client.post(after(saved.id), {"text": "x" * 1001, "put_down": "The clock."})
    assert answer.status_code == 422
    assert "x" * 1001 in answer.text
    assert "The clock." in answer.text
    assert ana.client.post(after(saved.id), {"text": "Short.", "put_down": "x" * 1001}).status_code == 422
    assert lines_of(ana) == []


def test_a_line_kept_quiet(ana: Person):
    saved = chosen(ana)
    ana.client.post(after(saved.id), {"text": "Raw.", "quiet": "1"})
    assert ana.vault.all(KeptLine)[0].value.quiet


def test_the_same_true_words_after_another_session_are_another_line(ana: Person):
    one, other = chosen(ana, client=client_of(ana).id), chosen(ana)
    for _ in range(2):
        ana.client.post(after(one.id), {"text": "I stayed."})
    ana.client.post(after(other.id), {"text": "I stayed."})
    assert lines_of(ana) == ["I stayed.", "I stayed."]
    assert session_of(ana, one.id).true != session_of(ana, other.id).true


def test_saying_it_otherwise(ana: Person):
    saved = chosen(ana)
    ana.client.post(after(saved.id), {"text": "First.", "put_down": "The clock."})
    form = ana.client.get(after(saved.id), {"change": "1"}).context["page"].form
    assert (form["text"].value(), form["put_down"].value()) == ("First.", "The clock.")
    sent = {"change": "1", "text": "Better.", "put_down": "", "expected": form["expected"].value()}
    ana.client.post(after(saved.id), sent)
    assert lines_of(ana) == ["Better."]
    assert session_of(ana, saved.id).put_down == ""
    stale = ana.client.post(after(saved.id), {**sent, "text": "From an older tab."})
    assert stale.status_code == 409
    assert "From an older tab." in stale.text
    assert "Better." in stale.text
    assert lines_of(ana) == ["Better."]
    emptied = {"change": "1", "text": "", "put_down": "All of it.", "expected": session_revision(ana, saved.id)}
    ana.client.post(after(saved.id), emptied)
    assert lines_of(ana) == []
    assert [each.value.text for each in ana.vault.trashed()] == ["Better."]
    assert session_of(ana, saved.id).true is None


def session_revision(person: Person, id: str) -> int:
    person.vault.refresh()
    return person.vault.get(Session, RecordId(id)).revision


def test_a_second_tab_adds_and_replaces_nothing(ana: Person):
    saved = chosen(ana)
    ana.client.post(after(saved.id), {"text": "First.", "put_down": "One.", "expected": "1"})
    ana.client.post(after(saved.id), {"text": "Second.", "put_down": "Two.", "expected": "1"})
    assert lines_of(ana) == ["First.", "Second."]
    assert session_of(ana, saved.id).put_down == "One.\nTwo."


def test_words_sent_after_midnight_are_kept(ana: Person):
    late, swept = chosen(ana, days_ago=1), chosen(ana, days_ago=1)
    ana.client.post(after(late.id), {"text": "Late, and true.", "put_down": "The evening."})
    assert session_of(ana, late.id).put_down == "The evening."
    sweep(ana.vault, datetime.now(UTC))
    assert swept.id in ana.vault.erased()
    answer = ana.client.post(after(swept.id), {"text": "Later still.", "put_down": "The night."})
    assert answer.status_code == 303
    assert lines_of(ana) == ["Late, and true.", "Later still."]
    assert sorted(said.put_down for said in sessions_of(ana)) == ["The evening.", "The night."]
    assert ana.client.get(after(swept.id)).url == ANY


def test_after_a_session_that_was_not_chosen(ana: Person):
    assert "Something true" in ana.client.get(ANY).text
    answer = ana.client.post(ANY, {"text": "True of all of them."})
    assert "True of all of them." in ana.client.get(answer.url).text
    assert sessions_of(ana) == []
    sent = {"put_down": "The third one.", "record": new_id(), "zone": ZONE}
    for _ in range(2):
        answer = ana.client.post(ANY, sent)
    (said,) = sessions_of(ana)
    assert (said.put_down, said.called, said.client, said.zone) == ("The third one.", "", None, ZONE)
    assert "The third one." in ana.client.get(answer.url).text
    assert ana.client.post(ANY, {}).status_code == 422


def test_after_the_lock_both_lines_find_their_session(ana: Person, visitor):
    client = client_of(ana)
    saved = chosen(ana, client=client.id)
    sent = {"account": ana.account.id, "text": "Too late?\r\nNo.", "put_down": "The\r\nclock.", "zone": ZONE}
    assert visitor.post(after(saved.id), sent, headers=SCRIPT).json()["left"] is True
    (left,) = ana.vault.left_at_door()
    page = ana.client.get("/door/waiting/")
    assert "What you put down before the next one" in page.text
    assert ana.client.post(f"/door/waiting/{left.id}/", {"do": "after"}).status_code == 302
    assert ana.vault.left_at_door() == []
    assert lines_of(ana) == ["Too late?\nNo."]
    said = session_of(ana, saved.id)
    assert said.put_down == "The\nclock."
    assert said.true is not None
    assert ana.vault.get(KeptLine, said.true).value.client == client.id


def test_a_stranger_and_wrong_methods(ana: Person, cleo: Person):
    saved = chosen(ana)
    assert cleo.client.get(after(saved.id)).status_code == 404
    assert cleo.client.post(after(saved.id), {"text": "x"}).status_code == 404
    assert ana.client.get(after(STRANGE)).status_code == 404
    assert lines_of(cleo) == []
    refuses(ana, after(saved.id), "PUT", "DELETE")
    refuses(ana, ANY, "PUT", "DELETE")
