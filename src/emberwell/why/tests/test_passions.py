"""What makes one forget the time: noted, changed, removed, taken back."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import NOON, SCRIPT, STRANGE, queries_of, refuses, written
from emberwell.why.records import Passion
from emberwell.why.tests.made_why import loved

PASSIONS = reverse("why:passions")


def at(name: str, id: str) -> str:
    return reverse(f"why:{name}", args=[id])


def lines_of(person: Person) -> list[str]:
    return [passion.text for passion in person.client.get(PASSIONS).context["page"].passions]


def test_noting_one(ana: Person):
    answer = ana.client.post(PASSIONS, {"text": " Sharpening\n tools. ", "zone": "Asia/Tokyo"})
    assert answer.url == PASSIONS + "?said=noted"
    [saved] = ana.vault.all(Passion)
    assert (saved.value.text, saved.value.zone) == ("Sharpening tools.", "Asia/Tokyo")


def test_a_double_press_is_one_line(ana: Person):
    for _ in range(2):
        assert ana.client.post(PASSIONS, {"text": "Sharpening tools."}).url == PASSIONS + "?said=noted"
    assert len(ana.vault.all(Passion)) == 1


def test_newest_first(ana: Person):
    for days, text in ((1, "b"), (0, "a"), (2, "c")):
        loved(ana, text, noted_at=NOON + timedelta(days=days))
    assert lines_of(ana) == ["c", "b", "a"]


def test_what_cannot_be_noted_stays_in_the_form(ana: Person):
    for text in (" ", "x" * 301):
        answer = ana.client.post(PASSIONS, {"text": text})
        assert answer.status_code == 422
        assert answer.context["page"].form["text"].value() == text
    assert ana.vault.all(Passion) == []


def test_changing_one(ana: Person):
    saved = loved(ana)
    assert "Sharpening tools." in ana.client.get(at("passion", saved.id)).content.decode()
    answer = ana.client.post(at("passion", saved.id), {"text": "Sharpening one tool.", "expected": "1"})
    assert answer.url == PASSIONS + "?said=changed"
    assert lines_of(ana) == ["Sharpening one tool."]
    assert ana.vault.get(Passion, saved.id).value.noted_at == NOON
    assert ana.client.post(at("passion", saved.id), {"text": ""}).status_code == 422


def test_changed_in_two_tabs_both_are_shown(ana: Person):
    saved = loved(ana)
    ana.client.post(at("passion", saved.id), {"text": "Two.", "expected": "1"})
    answer = ana.client.post(at("passion", saved.id), {"text": "Mine.", "expected": "1"})
    assert answer.status_code == 409
    assert "Two." in answer.content.decode()
    assert "Mine." in answer.content.decode()
    assert lines_of(ana) == ["Two."]
    ana.client.post(at("passion", saved.id), {"text": "Mine.", "expected": "2"})
    assert lines_of(ana) == ["Mine."]


def test_removed_and_taken_back(ana: Person):
    saved = loved(ana)
    answer = ana.client.post(at("trash_passion", saved.id))
    assert lines_of(ana) == []
    assert [each.id for each in ana.vault.trashed()] == [saved.id]
    assert at("restore_passion", saved.id) in ana.client.get(answer.url).content.decode()
    assert ana.client.post(at("restore_passion", saved.id)).url == PASSIONS + "?said=back"
    assert lines_of(ana) == ["Sharpening tools."]


def test_only_a_passion_in_the_trash_is_taken_back_here(ana: Person):
    saved, page = loved(ana), written(ana)
    ana.vault.trash(page.id)
    assert ana.client.post(at("restore_passion", page.id)).status_code == 404
    assert ana.client.post(at("restore_passion", saved.id)).status_code == 404
    assert (
        at("restore_passion", page.id)
        not in ana.client.get(PASSIONS, {"said": "trashed", "passion": saved.id}).content.decode()
    )


def test_a_closed_journal_takes_the_line_at_the_door(ana: Person, visitor):
    answer = visitor.post(PASSIONS, {"account": ana.account.id, "text": "Late"}, headers=SCRIPT)
    assert answer.json()["left"] is True
    assert ana.vault.left_at_door()[0].text == "Late"


def test_strangers_and_the_unknown_get_404(ana: Person, cleo: Person):
    saved = loved(ana)
    for name in ("passion", "trash_passion", "restore_passion"):
        assert cleo.client.post(at(name, saved.id), {"text": "x"}).status_code == 404
        assert ana.client.post(at(name, STRANGE), {"text": "x"}).status_code == 404
    assert lines_of(cleo) == []
    assert lines_of(ana) == ["Sharpening tools."]


def test_wrong_methods(ana: Person):
    saved = loved(ana)
    refuses(ana, PASSIONS, "PUT")
    refuses(ana, at("passion", saved.id), "PUT")
    refuses(ana, at("trash_passion", saved.id), "GET")
    refuses(ana, at("restore_passion", saved.id), "GET")


def test_a_constant_number_of_statements(ana: Person):
    loved(ana)
    alone = queries_of(ana, PASSIONS)
    for _ in range(12):
        loved(ana)
    assert queries_of(ana, PASSIONS) == alone
