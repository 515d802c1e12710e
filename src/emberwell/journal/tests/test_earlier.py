"""Earlier versions: listed, compared, brought back."""

from __future__ import annotations

import msgspec
from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Entry
from emberwell.journal.tests.made import STRANGE, entry_of, queries_of, refuses, written


def at(id: str, *revision: int, name: str = "earlier") -> str:
    return reverse(f"journal:{name}", args=[id, *revision])


def rewritten(person: Person, *bodies: str) -> str:
    first, *others = bodies
    saved = written(person, first, title="T")
    for body in others:
        saved = person.vault.put(msgspec.structs.replace(saved.value, body=body), id=saved.id, expected=saved.revision)
    return saved.id


def test_every_version_with_its_time(ana: Person):
    id = rewritten(ana, "One", "Two", "Three")
    text = ana.client.get(at(id)).content.decode()
    assert "As it is now" in text
    assert at(id, 2, name="earlier_one") in text
    assert at(id, 1, name="earlier_one") in text
    assert at(id, 3, name="earlier_one") not in text


def test_going_in_and_out_of_the_trash_is_said(ana: Person):
    id = rewritten(ana, "One")
    ana.vault.trash(id)
    ana.vault.restore(id)
    text = ana.client.get(at(id)).content.decode()
    assert "Put in the trash" in text
    assert "Taken back" in text


def test_what_has_changed_since(ana: Person):
    id = rewritten(ana, "Not tired, really. Braced.", "Not tired, exactly. Braced.")
    text = ana.client.get(at(id, 1, name="earlier_one")).content.decode()
    assert "<del>really</del><ins>exactly</ins>" in text
    assert "<p>Not tired, really. Braced.</p>" in text
    assert "Bring this one back" in text


def test_the_newest_has_nothing_to_bring_back(ana: Person):
    id = rewritten(ana, "One", "Two")
    text = ana.client.get(at(id, 2, name="earlier_one")).content.decode()
    assert "the page says this today" in text
    assert "Bring this one back" not in text


def test_bringing_one_back_loses_none(ana: Person):
    id = rewritten(ana, "One", "Two")
    answer = ana.client.post(at(id, 1, name="bring_back"))
    assert answer.url == reverse("journal:page", args=[id]) + "?said=back"
    assert entry_of(ana, id).body == "One"
    assert [version.value.body for version in ana.vault.history(Entry, id)] == ["One", "Two", "One"]
    ana.client.post(at(id, 1, name="bring_back"))
    assert len(ana.vault.history(Entry, id)) == 3


def test_bringing_words_back_lets_nothing_return_unasked(ana: Person):
    id = rewritten(ana, "One", "Two")
    ana.client.post(at(id, name="not_again"))
    ana.client.post(at(id, 1, name="bring_back"))
    assert entry_of(ana, id).body == "One"
    assert entry_of(ana, id).not_again


def test_strangers_and_the_unknown_get_404(ana: Person, cleo: Person):
    id = rewritten(ana, "One", "Two")
    assert cleo.client.get(at(id)).status_code == 404
    assert cleo.client.get(at(id, 1, name="earlier_one")).status_code == 404
    assert cleo.client.post(at(id, 1, name="bring_back")).status_code == 404
    assert ana.client.get(at(STRANGE)).status_code == 404
    assert ana.client.get(at(id, 9, name="earlier_one")).status_code == 404
    assert ana.client.post(at(id, 9, name="bring_back")).status_code == 404
    assert entry_of(ana, id).body == "Two"


def test_wrong_methods(ana: Person):
    id = rewritten(ana, "One", "Two")
    refuses(ana, at(id), "POST")
    refuses(ana, at(id, 1, name="earlier_one"), "POST")
    refuses(ana, at(id, 1, name="bring_back"), "GET")


def test_a_constant_number_of_statements(ana: Person):
    two, nine = rewritten(ana, "One", "Two"), rewritten(ana, *(f"Version {n}" for n in range(9)))
    assert queries_of(ana, at(two)) == queries_of(ana, at(nine))
