"""Kept lines: kept, listed, changed, emptied, rested and woken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
from django.urls import reverse

from conftest import Person
from emberwell.accounts.rules import zone_for
from emberwell.journal.dates import local_date
from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.tests.made import NOON, SCRIPT, STRANGE, entry_of, kept, queries_of, refuses, written

LINES, KEEP = reverse("journal:lines"), reverse("journal:keep")


def at(name: str, id: str) -> str:
    return reverse(f"journal:{name}", args=[id])


def lines_of(person: Person) -> list[str]:
    return [line.value.text for line in person.vault.all(KeptLine)]


def line_of(person: Person, id: str) -> KeptLine:
    return person.vault.get(KeptLine, id).value


def test_keeping_words_of_a_page(ana: Person):
    saved = written(ana, "Careful is not kind. And more.")
    answer = ana.client.post(KEEP, {"text": " Careful  is\r\n not kind. ", "entry": saved.id})
    assert answer.url == reverse("journal:page", args=[saved.id]) + "?said=kept"
    (line,) = ana.vault.all(KeptLine)
    assert (line.value.text, line.value.entry) == ("Careful is\nnot kind.", saved.id)
    assert entry_of(ana, saved.id) == saved.value


def test_a_script_gets_its_answer(ana: Person):
    saved = written(ana)
    answer = ana.client.post(KEEP, {"text": "I stayed.", "entry": saved.id}, headers=SCRIPT)
    assert answer.json()["text"] == "I stayed."
    refused = ana.client.post(KEEP, {"text": " ", "entry": saved.id}, headers=SCRIPT)
    assert refused.status_code == 422
    assert "select the words" in refused.json()["error"]


def test_the_same_words_of_the_same_page_are_one_line(ana: Person):
    saved = written(ana)
    for _ in range(2):
        ana.client.post(KEEP, {"text": "I stayed.", "entry": saved.id})
    assert lines_of(ana) == ["I stayed."]


def test_leaving_a_line_of_no_page(ana: Person):
    assert ana.client.post(KEEP, {"text": "True in the room."}).url == LINES + "?said=kept"
    assert "True in the room." in ana.client.get(LINES).content.decode()


def test_a_line_of_a_hard_day_is_quiet(ana: Person):
    saved = written(ana, hard_day=True)
    ana.client.post(KEEP, {"text": "I stayed.", "entry": saved.id})
    (line,) = ana.vault.all(KeptLine)
    assert line.value.quiet
    assert "comes back only when you look for it" in ana.client.get(LINES).content.decode()


def test_what_cannot_be_kept_is_said_where_it_was_typed(ana: Person):
    saved = written(ana)
    on_page = ana.client.post(KEEP, {"text": "x" * 1001, "entry": saved.id})
    assert on_page.status_code == 422
    assert "at most 1,000 characters" in on_page.content.decode()
    assert "x" * 1001 in on_page.content.decode()
    assert ana.client.post(KEEP, {"text": ""}).status_code == 422
    assert ana.client.post(KEEP, {"text": "", "entry": "nonsense"}).status_code == 422
    assert lines_of(ana) == []


def test_a_closed_journal_takes_the_line_at_the_door(ana: Person, visitor):
    answer = visitor.post(KEEP, {"account": ana.account.id, "text": "Late"}, headers=SCRIPT)
    assert answer.json()["left"] is True
    assert ana.vault.left_at_door()[0].text == "Late"


def test_newest_first_in_stretches(ana: Person):
    for number in range(45):
        kept(ana, f"Line {number:02}", kept_at=NOON + timedelta(minutes=number))
    first = ana.client.get(LINES).content.decode()
    assert "Line 44" in first
    assert "Line 04" not in first
    older = ana.client.get(LINES).context["page"].older
    assert "Line 04" in ana.client.get(LINES, {"after": older}).content.decode()


def test_changing_a_line_leaves_its_page(ana: Person):
    saved = written(ana)
    line = kept(ana, "I stayed.", entry=saved.id)
    assert "I stayed.</textarea>" in ana.client.get(at("line", line.id)).content.decode()
    assert ana.client.post(at("line", line.id), {"text": "I did stay.", "expected": "1"}).url == LINES
    assert line_of(ana, line.id).text == "I did stay."
    assert entry_of(ana, saved.id) == saved.value


def test_emptied_it_goes_to_the_trash_as_it_was(ana: Person):
    saved = written(ana)
    line = kept(ana, "I stayed.", entry=saved.id)
    answer = ana.client.post(at("line", line.id), {"text": "  ", "expected": "1"})
    assert [each.value.text for each in ana.vault.trashed()] == ["I stayed."]
    assert "Nothing was left of it" in ana.client.get(answer.url).content.decode()
    assert at("restore", line.id) in ana.client.get(answer.url).content.decode()
    assert ana.vault.get(Entry, saved.id).value == saved.value


def test_changed_in_two_tabs_both_are_shown(ana: Person):
    line = kept(ana, "One.")
    ana.client.post(at("line", line.id), {"text": "Two.", "expected": "1"})
    answer = ana.client.post(at("line", line.id), {"text": "Mine.", "expected": "1"})
    assert answer.status_code == 409
    assert "Two." in answer.content.decode()
    assert "Mine.</textarea>" in answer.content.decode()
    assert line_of(ana, line.id).text == "Two."
    ana.client.post(at("line", line.id), {"text": "Mine.", "expected": "2"})
    assert line_of(ana, line.id).text == "Mine."


def test_too_long_a_change_is_refused(ana: Person):
    line = kept(ana, "One.")
    assert ana.client.post(at("line", line.id), {"text": "x" * 1001, "expected": "1"}).status_code == 422
    assert line_of(ana, line.id).text == "One."


def test_resting_and_waking(ana: Person):
    line = kept(ana)
    assert ana.client.post(at("rest_line", line.id), {"next": "/"}).url == "/"
    today = local_date(datetime.now(UTC), zone_for(ana.vault))
    assert line_of(ana, line.id) == msgspec.structs.replace(line.value, rested_on=today)
    assert "Resting." in ana.client.get(LINES).content.decode()
    ana.client.post(at("rest_line", line.id))
    assert ana.client.post(at("wake_line", line.id)).url == LINES + "?said=awake"
    assert line_of(ana, line.id) == line.value


def test_strangers_and_the_unknown_get_404(ana: Person, cleo: Person):
    line = kept(ana, "Hers")
    for name in ("line", "rest_line", "wake_line"):
        assert cleo.client.post(at(name, line.id), {"text": "x"}).status_code == 404
        assert ana.client.post(at(name, STRANGE), {"text": "x"}).status_code == 404
    assert "Hers" not in cleo.client.get(LINES).content.decode()
    assert line_of(ana, line.id) == line.value


def test_wrong_methods(ana: Person):
    line = kept(ana)
    refuses(ana, LINES, "POST")
    refuses(ana, KEEP, "GET")
    refuses(ana, at("line", line.id), "PUT")
    refuses(ana, at("rest_line", line.id), "GET")
    refuses(ana, at("wake_line", line.id), "GET")


def test_a_constant_number_of_statements(ana: Person):
    kept(ana)
    alone = queries_of(ana, LINES)
    for number in range(12):
        kept(ana, f"Line {number}", entry=written(ana).id)
    assert queries_of(ana, LINES) == alone
