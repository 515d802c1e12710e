"""A page's values: offered, ticked, kept on every way into the journal, and shown."""

from __future__ import annotations

import re

import msgspec
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from conftest import Person
from emberwell.accounts import door
from emberwell.journal.records import Entry
from emberwell.journal.tests.made import (
    SCRIPT,
    STRANGE,
    entry_of,
    five_of,
    form_of,
    queries_of,
    value_of,
    written,
)
from emberwell.journal.values import ids_in, in_their_order
from emberwell.vault.record import new_id
from emberwell.why.records import Value

WRITE, DRAFT = reverse("journal:write"), reverse("journal:draft")
IDS = st.integers(0, 2**128 - 1).map(lambda number: f"{number:032x}")


def at(name: str, id: str) -> str:
    return reverse(f"journal:{name}", args=[id])


def offered(page) -> dict[str, bool]:
    return {value.name: value.chosen for value in page.context["page"].values}


def the_page(person: Person) -> Entry:
    (saved,) = person.vault.all(Entry)
    return saved.value


def test_todays_five_are_offered_and_those_the_page_has(ana: Person):
    five_of(ana, "Candour", "Rest")
    once = value_of(ana, "Craft")
    assert offered(ana.client.get(WRITE)) == {"Candour": False, "Rest": False}
    saved = written(ana, values=(once,))
    assert offered(ana.client.get(at("edit", saved.id))) == {"Candour": False, "Rest": False, "Craft": True}


def test_nothing_is_offered_before_there_are_values(ana: Person):
    assert "Values it touches" not in ana.client.get(WRITE).content.decode()


def test_ticked_values_are_kept_and_lead_to_their_pages(ana: Person):
    candour, rest, _ = five_of(ana, "Candour", "Rest", "Play")
    answer = ana.client.post(WRITE, {"body": "I said it.", "values": [candour, rest]})
    assert the_page(ana).values == (candour, rest)
    text = ana.client.get(answer.url).content.decode()
    assert f'href="{reverse("journal:stream")}?value={candour}">Candour</a>' in text
    assert "Play</a>" not in text


def test_unticked_they_come_off(ana: Person):
    candour, rest = five_of(ana, "Candour", "Rest")
    saved = written(ana, values=(candour, rest))
    ana.client.post(at("edit", saved.id), form_of(ana.client.get(at("edit", saved.id))) | {"values": [rest]})
    assert entry_of(ana, saved.id).values == (rest,)


def test_an_untouched_form_makes_no_revision(ana: Person):
    candour, rest = five_of(ana, "Candour", "Rest")
    saved = written(ana, values=(rest, candour))
    sent = form_of(ana.client.get(at("edit", saved.id)))
    ana.client.post(at("edit", saved.id), sent | {"values": [candour, rest]})
    assert ana.vault.get(Entry, saved.id).revision == 1


def test_what_is_no_value_of_hers_is_left_out_and_nothing_is_lost(ana: Person, cleo: Person):
    (mine,) = five_of(ana, "Candour")
    page, foreign = written(ana), value_of(cleo)
    sent = [mine, foreign, STRANGE, page.id, "nonsense", "<b>"]
    ana.client.post(WRITE, {"body": "All of it.", "title": "T", "values": sent})
    (saved,) = [each.value for each in ana.vault.all(Entry) if each.id != page.id]
    assert (saved.values, saved.body, saved.title) == ((mine,), "All of it.", "T")


def test_a_value_in_the_trash_stays_on_its_page(ana: Person):
    five_of(ana, "Rest")
    gone = value_of(ana, "Craft")
    saved = written(ana, values=(gone,))
    ana.vault.trash(gone)
    page = ana.client.get(at("edit", saved.id))
    text = page.content.decode()
    assert f'<input type="hidden" name="values" value="{gone}">' in text
    assert "Craft" not in text
    ana.client.post(at("edit", saved.id), form_of(page) | {"body": "More."})
    assert entry_of(ana, saved.id).values == (gone,)
    assert "Craft" not in ana.client.get(at("page", saved.id)).content.decode()


def test_a_fault_elsewhere_leaves_them_ticked(ana: Person):
    candour, _ = five_of(ana, "Candour", "Rest")
    answer = ana.client.post(WRITE, {"body": " ", "values": [candour], "raw": "1"})
    assert answer.status_code == 422
    assert offered(answer) == {"Candour": True, "Rest": False}
    assert re.search(r'name="raw" value="1" checked', answer.content.decode())


def test_without_scripts_a_preview_and_another_prompt_leave_them_ticked(ana: Person):
    candour, _ = five_of(ana, "Candour", "Rest")
    for name in ("preview", "another_prompt", "without_prompt"):
        answer = ana.client.post(reverse(f"journal:{name}"), {"body": "x", "values": [candour]})
        assert offered(answer) == {"Candour": True, "Rest": False}


@pytest.mark.parametrize("joined", [True, False])
def test_a_draft_holds_them_and_goes_on_with_them(ana: Person, joined: bool):
    """A script sends all of them in one field."""
    five = five_of(ana, "Candour", "Rest", "Play")
    id, chosen = new_id(), [five[0], five[2]]
    sent = {"record": id, "tab": "t", "body": "Half", "values": " ".join(chosen) if joined else chosen, "raw": "1"}
    assert ana.client.post(DRAFT, sent, headers=SCRIPT).status_code == 200
    (draft,) = ana.vault.drafts()
    assert (draft.value.values, draft.value.raw) == ((five[0], five[2]), True)
    page = ana.client.get(WRITE, {"page": id, "tab": "t"})
    assert offered(page) == {"Candour": True, "Rest": False, "Play": True}
    ana.client.post(reverse("journal:finish_draft"), {"record": id, "tab": "t"})
    assert (the_page(ana).values, the_page(ana).raw) == ((five[0], five[2]), True)


def test_two_tabs_meet_with_the_values_of_both(ana: Person):
    candour, rest, play = five_of(ana, "Candour", "Rest", "Play")
    saved = written(ana, "One.", values=(candour,))
    here, there = (form_of(ana.client.get(at("edit", saved.id))) for _ in range(2))
    ana.client.post(at("edit", saved.id), here | {"body": "Two.", "values": [candour, rest]})
    answer = ana.client.post(at("edit", saved.id), there | {"body": "Three.", "values": [play]})
    assert answer.status_code == 409
    assert offered(answer) == {"Candour": True, "Rest": True, "Play": True}
    ana.client.post(at("edit", saved.id), form_of(answer))
    assert set(entry_of(ana, saved.id).values) == {candour, rest, play}


@pytest.mark.parametrize(("before", "here", "there", "then"), [(1, 0, 1, 0), (1, 1, 0, 0), (0, 1, 0, 1), (0, 0, 1, 1)])
def test_two_tabs_meet_and_whoever_changed_it_says_whether_it_is_raw(
    ana: Person, before: bool, here: bool, there: bool, then: bool
):
    saved = written(ana, "One.", raw=bool(before))
    first, second = (form_of(ana.client.get(at("edit", saved.id))) for _ in range(2))
    ana.client.post(at("edit", saved.id), first | {"body": "Two.", "raw": "1" if here else ""})
    answer = ana.client.post(at("edit", saved.id), second | {"body": "Three.", "raw": "1" if there else ""})
    assert answer.status_code == 409
    assert bool(answer.context["page"].form["raw"].value()) is bool(then)


def test_left_at_the_door_they_come_in_with_the_words(ana: Person, visitor):
    candour, rest = five_of(ana, "Candour", "Rest")
    sent = {"account": ana.account.id, "record": new_id(), "tab": "t", "body": "Late", "tags": "", "raw": "1"}
    visitor.post(WRITE, sent | {"values": [candour, rest, STRANGE]})
    (left,) = ana.vault.left_at_door()
    page = door.take_as_page(ana.vault, left, zone="UTC")
    assert (entry_of(ana, page).values, entry_of(ana, page).raw) == ((candour, rest), True)


@pytest.mark.parametrize("whole", [True, False])
def test_left_at_the_door_they_go_into_their_page(ana: Person, visitor, whole: bool):
    """Words from a form that shows neither leave the page's own."""
    candour, rest = five_of(ana, "Candour", "Rest")
    saved = written(ana, "One.", values=(candour,), raw=True)
    sent = {"account": ana.account.id, "based_on": "1", "tab": "t", "body": "One. Late."}
    visitor.post(at("edit", saved.id), sent | ({"tags": "", "values": [rest]} if whole else {}))
    (left,) = ana.vault.left_at_door()
    door.take_into_page(ana.vault, left, zone="UTC")
    (draft,) = ana.vault.drafts()
    assert (draft.value.values, draft.value.raw) == (((rest,), False) if whole else ((candour,), True))


def test_an_earlier_version_comes_back_with_its_own(ana: Person):
    candour, rest = five_of(ana, "Candour", "Rest")
    saved = written(ana, values=(candour,))
    ana.vault.put(msgspec.structs.replace(saved.value, body="New.", values=(rest,)), id=saved.id, expected=1)
    ana.client.post(reverse("journal:bring_back", args=[saved.id, 1]))
    assert entry_of(ana, saved.id).values == (candour,)


def test_no_address_ever_says_a_name(ana: Person):
    five = five_of(ana, "Unmistakable")
    saved = written(ana, values=five)
    for address in (at("page", saved.id), at("edit", saved.id), reverse("journal:stream")):
        text = ana.client.get(address).content.decode()
        assert "Unmistakable" in text
        assert not [found for found in re.findall(r'(?:href|action|data-\w+)="([^"]*)"', text) if "nmistak" in found]
    renamed = msgspec.structs.replace(ana.vault.get(Value, five[0]).value, name="Otherwise")
    ana.vault.put(renamed, id=five[0], expected=1)
    assert "Otherwise" in ana.client.get(at("page", saved.id)).content.decode()


def test_a_constant_number_of_statements(ana: Person):
    saved = written(ana, values=five_of(ana, "Candour", "Rest"))
    alone = [queries_of(ana, at(name, saved.id)) for name in ("page", "edit")]
    for number in range(12):
        written(ana, f"Page {number}", values=(value_of(ana, f"Value {number}"),))
    assert [queries_of(ana, at(name, saved.id)) for name in ("page", "edit")] == alone


@given(st.lists(IDS, max_size=8, unique=True), st.sampled_from([" ", ",", "\n", "', '"]))
def test_ids_are_read_however_they_are_sent(ids, between):
    assert ids_in(ids) == ids_in(between.join(ids)) == tuple(ids)
    assert ids_in([id + "0" for id in ids]) == ids_in(None) == ids_in("") == ()


@given(st.lists(IDS, max_size=6, unique=True), st.lists(IDS, max_size=6, unique=True), st.randoms())
def test_ticking_what_stood_there_changes_nothing(before, more, chance):
    mixed = before + [id for id in more if id not in before]
    said = list(mixed)
    chance.shuffle(said)
    ordered = in_their_order(before, said)
    assert ordered[: len(before)] == tuple(before)
    assert sorted(ordered) == sorted(mixed)
