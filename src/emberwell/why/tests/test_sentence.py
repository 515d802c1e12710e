"""Composing the why: saved, sealed as a draft, never overwritten by another tab."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import NOON, SCRIPT, kept, queries_of, refuses, written
from emberwell.vault.record import new_id
from emberwell.why.records import WhyStatement
from emberwell.why.statement import current
from emberwell.why.tests.made_why import SCENE, five_of, whyed

SENTENCE, DRAFT = reverse("why:sentence"), reverse("why:sentence_draft")
ERASE, WHY = reverse("why:erase_draft"), reverse("why:why")


def page_of(person: Person, **query: str):
    return person.client.get(SENTENCE, query).context["page"]


def form_of(person: Person, text: str, **query: str) -> dict[str, str]:
    """What the form of the page would send with these words in it."""
    page = page_of(person, **query)
    return {"text": text, **{name: str(page.form[name].value()) for name in ("statement", "expected", "tab")}}


def why_of(person: Person) -> WhyStatement:
    saved = current(person.vault)
    assert saved is not None
    return saved.value


def drafts_of(person: Person) -> list[str]:
    return [draft.value.text for draft in person.vault.drafts() if isinstance(draft.value, WhyStatement)]


def test_the_first_words(ana: Person):
    answer = ana.client.post(
        SENTENCE, form_of(ana, " To keep  a door open.\r\n\r\nThat is all. ") | {"zone": "Asia/Tokyo"}
    )
    assert answer.url == WHY + "?said=saved"
    assert why_of(ana).text == "To keep a door open.\nThat is all."
    assert why_of(ana).zone == "Asia/Tokyo"


def test_on_to_where_one_came_from(ana: Person):
    ten = reverse("why:ten")
    assert page_of(ana, next=ten).next == ten
    assert ana.client.post(SENTENCE, form_of(ana, "x") | {"next": ten}).url == ten
    assert (
        ana.client.post(SENTENCE, form_of(ana, "y") | {"next": "https://elsewhere.example"}).url == WHY + "?said=saved"
    )


def test_new_words_are_new(ana: Person):
    before = whyed(ana, still_so_on=(date(2026, 3, 31),))
    ana.client.post(SENTENCE, form_of(ana, "Another."))
    now = why_of(ana)
    assert (now.text, now.still_so_on) == ("Another.", ())
    assert now.written_at > before.value.written_at
    assert len(ana.vault.all(WhyStatement)) == 1


def test_the_same_words_change_nothing(ana: Person):
    before = whyed(ana, still_so_on=(date(2026, 3, 31),))
    ana.client.post(SENTENCE, form_of(ana, " To keep a door open. "))
    assert current(ana.vault) == before


@pytest.mark.parametrize("text", ["", " \n ", "x" * 401])
def test_what_cannot_be_a_why_stays_in_the_form(ana: Person, text: str):
    answer = ana.client.post(SENTENCE, form_of(ana, text))
    assert answer.status_code == 422
    assert answer.context["page"].form["text"].value() == text
    assert current(ana.vault) is None


def test_four_hundred_characters_are_a_why(ana: Person):
    assert ana.client.post(SENTENCE, form_of(ana, "x" * 400)).status_code == 303


def test_changed_in_two_tabs_both_are_shown_and_nothing_is_lost(ana: Person):
    whyed(ana, "One.")
    mine = form_of(ana, "Mine.")
    ana.client.post(SENTENCE, form_of(ana, "Two."))
    answer = ana.client.post(SENTENCE, mine)
    assert answer.status_code == 409
    assert "Two." in answer.content.decode()
    assert "Mine.</textarea>" in answer.content.decode()
    assert why_of(ana).text == "Two."
    assert drafts_of(ana) == ["Mine."]
    page = answer.context["page"]
    again = {name: page.form[name].value() for name in ("text", "statement", "expected", "tab")}
    assert ana.client.post(SENTENCE, again).status_code == 303
    assert why_of(ana).text == "Mine."
    assert drafts_of(ana) == []


def test_two_first_words_are_one_why(ana: Person):
    first, second = form_of(ana, "One."), form_of(ana, "Two.")
    ana.client.post(SENTENCE, first)
    assert ana.client.post(SENTENCE, second).status_code == 409
    assert [saved.value.text for saved in ana.vault.all(WhyStatement)] == ["One."]


def test_an_id_that_is_spent_costs_no_words(ana: Person):
    page = written(ana)
    ana.client.post(SENTENCE, form_of(ana, "One.") | {"statement": page.id})
    assert why_of(ana).text == "One."
    assert ana.vault.get(type(page.value), page.id).value == page.value


def test_a_draft_is_sealed_and_gone_on_with(ana: Person):
    whyed(ana)
    answer = ana.client.post(DRAFT, form_of(ana, "To keep"), headers=SCRIPT)
    assert answer.json()["kept_at"]
    page = page_of(ana)
    assert page.form["text"].value() == "To keep"
    assert page.goes_on_from is not None
    assert why_of(ana).text == "To keep a door open."
    assert page_of(ana, afresh="1").form["text"].value() == "To keep a door open."
    ana.client.post(SENTENCE, form_of(ana, "To keep one door open."))
    assert drafts_of(ana) == []


def test_a_draft_before_the_first_words_goes_with_them(ana: Person):
    form = form_of(ana, "To keep")
    ana.client.post(DRAFT, form, headers=SCRIPT)
    assert page_of(ana).form["statement"].value() == form["statement"]
    ana.client.post(SENTENCE, form_of(ana, "To keep a door."))
    assert drafts_of(ana) == []
    assert current(ana.vault).id == form["statement"]


def test_a_draft_that_says_nothing_new_is_none(ana: Person):
    whyed(ana)
    for text in ("Else.", "", "To keep a door open.\n"):
        answer = ana.client.post(DRAFT, form_of(ana, text) | {"tab": "sentence"}, headers=SCRIPT)
        assert (answer.json()["kept_at"] is not None) == (text == "Else.")
    assert drafts_of(ana) == []


def test_a_draft_may_be_longer_than_a_why_and_has_an_end(ana: Person):
    assert ana.client.post(DRAFT, form_of(ana, "x" * 4000), headers=SCRIPT).status_code == 200
    refused = ana.client.post(DRAFT, form_of(ana, "x" * 4001), headers=SCRIPT)
    assert refused.status_code == 422
    assert "4,000" in refused.json()["error"]


def test_other_tabs_have_drafts_of_their_own(ana: Person):
    whyed(ana)
    ana.client.post(DRAFT, form_of(ana, "Here.") | {"tab": "sentence"}, headers=SCRIPT)
    other = form_of(ana, "There.", afresh="1")
    assert other["tab"] != "sentence"
    ana.client.post(DRAFT, other, headers=SCRIPT)
    assert sorted(drafts_of(ana)) == ["Here.", "There."]
    page = page_of(ana)
    assert {page.form["text"].value(), *(each.text for each in page.others)} == {"Here.", "There."}


def test_a_draft_of_older_words_waits_beside_and_can_be_erased(ana: Person):
    whyed(ana)
    mine = form_of(ana, "Mine.") | {"tab": "sentence-2"}
    ana.client.post(DRAFT, mine, headers=SCRIPT)
    ana.client.post(SENTENCE, form_of(ana, "Newer.", afresh="1"))
    page = page_of(ana)
    assert page.form["text"].value() == "Newer."
    [other] = page.others
    assert other.text == "Mine."
    answer = ana.client.post(ERASE, {"statement": other.statement, "tab": other.tab})
    assert answer.url == SENTENCE
    assert drafts_of(ana) == []


def test_erasing_touches_no_page_draft(ana: Person):
    page = written(ana)
    ana.vault.keep_draft(page.id, "tab", page.value, based_on=1)
    ana.client.post(ERASE, {"statement": page.id, "tab": "tab"})
    assert len(ana.vault.drafts()) == 1


def test_a_closed_journal_takes_the_words_at_the_door(ana: Person, visitor):
    for address in (SENTENCE, DRAFT):
        answer = visitor.post(
            address, {"account": ana.account.id, "text": "Late", "statement": new_id()}, headers=SCRIPT
        )
        assert answer.json()["left"] is True
    assert {left.text for left in ana.vault.left_at_door()} == {"Late"}


def test_ones_own_words_lie_beside_it(ana: Person):
    values = five_of(ana, "Rest", at_work="I stop at six.")
    scene = written(ana, "The back stairs.", prompt=SCENE)
    line = kept(ana, "I laughed first.")
    material = page_of(ana).material
    assert [(value.name, value.words) for value in material.values] == [("Rest", ("I stop at six.",))]
    assert [(own.id, own.text) for own in material.scenes] == [(scene.id, "The back stairs.")]
    assert [each.id for each in material.lines] == [line.id]
    assert values
    html = ana.client.get(SENTENCE).content.decode()
    assert all(words in html for words in ("I stop at six.", "The back stairs.", "I laughed first."))


def test_nothing_of_a_hard_day_nor_raw_nor_resting_lies_beside_it(ana: Person):
    for fields in ({"hard_day": True}, {"raw": True}, {"not_again": True}):
        page = written(ana, "Scene words", prompt=SCENE, **fields)
        if "not_again" not in fields:
            kept(ana, "Line words", entry=page.id)
    kept(ana, "Line words", quiet=True)
    kept(ana, "Line words", rested_on=NOON.date())
    material = page_of(ana).material
    assert (material.scenes, material.lines) == ((), ())


def test_strangers_find_nothing(ana: Person, cleo: Person):
    saved = whyed(ana)
    assert page_of(cleo).saved_text == ""
    cleo.client.post(SENTENCE, {"text": "Hers", "statement": saved.id, "expected": "1"})
    ana.vault.refresh()
    assert why_of(ana) == saved.value


def test_wrong_methods(ana: Person):
    refuses(ana, SENTENCE, "PUT")
    refuses(ana, DRAFT, "GET")
    refuses(ana, ERASE, "GET")


def test_a_constant_number_of_statements(ana: Person):
    kept(ana)
    alone = queries_of(ana, SENTENCE)
    five_of(ana, "a", "b", "c")
    for _ in range(14):
        kept(ana, entry=written(ana, prompt=SCENE).id)
    assert queries_of(ana, SENTENCE) == alone


def test_earlier_wordings(ana: Person):
    saved = whyed(ana, "One door.")
    still = msgspec.structs.replace(saved.value, still_so_on=(date(2026, 3, 31),))
    ana.vault.put(still, id=saved.id, expected=1)
    ana.client.post(SENTENCE, form_of(ana, "One open door."))
    address = reverse("why:sentence_earlier")
    found = ana.client.get(address).context["page"].wordings
    assert [wording.text for wording in found] == ["One open door.", "One door."]
    assert found[1].still_so_on == (date(2026, 3, 31),)
    html = ana.client.get(address).content.decode()
    assert "<ins>open </ins>" in html
    assert "31 March 2026" in html


def test_earlier_wordings_of_none(ana: Person, cleo: Person):
    whyed(ana)
    address = reverse("why:sentence_earlier")
    assert cleo.client.get(address).url == SENTENCE
    refuses(ana, address, "POST")


@pytest.mark.parametrize(
    "odd", [{"expected": "9" * 40}, {"statement": "g" + "0" * 32}, {"tab": "What she WROTE"}, {"tab": "a\n"}]
)
def test_hidden_fields_are_what_they_are(ana: Person, odd: dict[str, str]):
    said = form_of(ana, "Mine.") | odd
    assert ana.client.post(DRAFT, said, headers=SCRIPT).status_code == 422
    assert ana.client.post(SENTENCE, said).status_code == 422
    assert ana.vault.drafts() == []


def test_an_older_why_that_is_brought_in_takes_no_place(ana: Person):
    whyed(ana, "Now.", written_at=NOON)
    whyed(ana, "Years ago.", written_at=NOON - timedelta(days=700))
    assert why_of(ana).text == "Now."
    assert ana.client.post(SENTENCE, form_of(ana, "Newer.")).status_code == 303
    assert why_of(ana).text == "Newer."
