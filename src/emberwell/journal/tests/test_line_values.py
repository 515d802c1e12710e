"""What a kept line shows: its values, ticked on its own page, and the strengths it names."""

from __future__ import annotations

from django.urls import reverse

from conftest import Person
from emberwell.journal.records import KeptLine
from emberwell.journal.tests.made import NOON, STRANGE, five_of, kept, queries_of, value_of, written
from emberwell.why.records import Strength

LINES = reverse("journal:lines")


def at(id: str) -> str:
    return reverse("journal:line", args=[id])


def line_of(person: Person, id: str) -> KeptLine:
    return person.vault.get(KeptLine, id).value


def strength_of(person: Person, name: str = "Patience"):
    return person.vault.put(Strength(name=name, noted_at=NOON, zone="UTC")).id


def test_todays_five_and_its_own_are_offered(ana: Person):
    candour, _ = five_of(ana, "Candour", "Rest")
    craft = value_of(ana, "Craft")
    line = kept(ana, values=(craft, candour))
    values = ana.client.get(at(line.id)).context["page"].values
    assert [(value.name, value.chosen) for value in values] == [("Candour", True), ("Rest", False), ("Craft", True)]


def test_ticked_they_are_kept_and_shown(ana: Person):
    candour, rest = five_of(ana, "Candour", "Rest")
    line = kept(ana, "One.", entry=written(ana).id)
    sent = {"text": "One.", "expected": "1", "values": [candour, rest, STRANGE]}
    assert ana.client.post(at(line.id), sent).url == LINES
    assert line_of(ana, line.id).values == (candour, rest)
    text = ana.client.get(LINES).content.decode()
    assert f'href="{reverse("journal:stream")}?value={candour}">Candour</a>' in text
    ana.client.post(at(line.id), {"text": "One.", "expected": "2", "values": [rest]})
    assert line_of(ana, line.id).values == (rest,)


def test_nothing_changed_makes_no_revision(ana: Person):
    candour, rest = five_of(ana, "Candour", "Rest")
    line = kept(ana, "One.", values=(rest, candour))
    ana.client.post(at(line.id), {"text": "One.", "expected": "1", "values": [candour, rest]})
    assert ana.vault.get(KeptLine, line.id).revision == 1


def test_its_words_change_and_all_else_stays(ana: Person):
    (candour,) = five_of(ana, "Candour")
    patience = strength_of(ana)
    line = kept(ana, "One.", values=(candour,), strengths=(patience,), entry=written(ana).id)
    ana.client.post(at(line.id), {"text": "Two.", "expected": "1", "values": [candour]})
    changed = line_of(ana, line.id)
    assert (changed.text, changed.values, changed.strengths) == ("Two.", (candour,), (patience,))
    assert (changed.entry, changed.kept_at) == (line.value.entry, line.value.kept_at)


def test_changed_in_two_tabs_the_values_of_both_are_ticked(ana: Person):
    candour, rest, play = five_of(ana, "Candour", "Rest", "Play")
    line = kept(ana, "One.", values=(candour,))
    ana.client.post(at(line.id), {"text": "One.", "expected": "1", "values": [candour, rest]})
    answer = ana.client.post(at(line.id), {"text": "Mine.", "expected": "1", "values": [play]})
    assert answer.status_code == 409
    assert [value.name for value in answer.context["page"].values if value.chosen] == ["Candour", "Rest", "Play"]
    assert line_of(ana, line.id).values == (candour, rest)


def test_a_fault_in_its_words_leaves_them_ticked(ana: Person):
    candour, _ = five_of(ana, "Candour", "Rest")
    line = kept(ana, "One.")
    answer = ana.client.post(at(line.id), {"text": "x" * 1001, "expected": "1", "values": [candour]})
    assert answer.status_code == 422
    assert [value.name for value in answer.context["page"].values if value.chosen] == ["Candour"]


def test_its_strengths_are_shown_with_a_way_to_name_one(ana: Person):
    patience = strength_of(ana)
    line = kept(ana, strengths=(patience, strength_of(ana, "Nerve")))
    for address in (at(line.id), LINES):
        text = ana.client.get(address).content.decode()
        assert f'href="{reverse("why:strength", args=[patience])}">Patience</a>' in text
        assert "Nerve</a>" in text
    assert reverse("why:name_strength", args=[line.id]) in ana.client.get(at(line.id)).content.decode()


def test_what_is_in_the_trash_is_not_named(ana: Person):
    (candour,), patience = five_of(ana, "Candour"), strength_of(ana)
    line = kept(ana, "One.", values=(candour,), strengths=(patience,))
    for gone in (candour, patience):
        ana.vault.trash(gone)
    for address in (at(line.id), LINES):
        text = ana.client.get(address).content.decode()
        assert "Candour" not in text
        assert "Patience" not in text
    ana.client.post(at(line.id), {"text": "Two.", "expected": "1", "values": [candour]})
    assert (line_of(ana, line.id).values, line_of(ana, line.id).strengths) == ((candour,), (patience,))


def test_a_constant_number_of_statements(ana: Person):
    five = five_of(ana, "Candour", "Rest")
    line = kept(ana, values=five, strengths=(strength_of(ana),))
    alone = [queries_of(ana, address) for address in (LINES, at(line.id))]
    for number in range(12):
        kept(ana, f"Line {number}", values=five, strengths=(strength_of(ana, f"Strength {number}"),))
    assert [queries_of(ana, address) for address in (LINES, at(line.id))] == alone
