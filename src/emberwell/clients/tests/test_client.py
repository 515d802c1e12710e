"""One code name: what matters to them, its sign, how it stands, the sheet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.clients.names import not_to_return
from emberwell.clients.records import Client, Matter, Sort, Whose
from emberwell.clients.tests.made import client_of, matter_of
from emberwell.journal.tests.made import STRANGE, kept, queries_of, refuses, written

LINE = {"text": "To be told the truth.", "sort": "value", "whose": "their words", "noted_on": "2026-03-01"}
ONES = ("client", "edit", "sheet", "erase")
POSTS = ("state", "matter_until", "matter_again", "trash_matter")


def at(name: str, id: str) -> str:
    return reverse(f"clients:{name}", args=[id])


def the(person: Person, id: str) -> Client:
    return person.vault.get(Client, id).value


def test_a_line_is_added_and_shown(ana: Person):
    id = client_of(ana).id
    answer = ana.client.post(at("client", id), LINE | {"hoped_for": "1"})
    assert answer.status_code == 303
    [saved] = ana.vault.all(Matter)
    assert saved.value.client == id
    assert (saved.value.sort, saved.value.whose, saved.value.hoped_for) == (Sort.VALUE, Whose.THEIRS, True)
    assert saved.value.noted_on == date(2026, 3, 1)
    assert "To be told the truth." in ana.client.get(answer.url).content.decode()
    ana.client.post(at("client", id), LINE | {"hoped_for": "1"})
    assert len(ana.vault.all(Matter)) == 1


@pytest.mark.parametrize("without", ["text", "sort", "whose"])
def test_whose_it_is_and_what_it_is_are_never_left_open(ana: Person, without: str):
    id = client_of(ana).id
    answer = ana.client.post(at("client", id), LINE | {without: ""})
    assert answer.status_code == 422
    form = answer.context["page"].form
    assert {name: form[name].value() for name in LINE if name != without} == {
        name: value for name, value in LINE.items() if name != without
    }
    assert ana.vault.all(Matter) == []


def test_a_line_is_changed(ana: Person):
    matter = matter_of(ana, client_of(ana).id)
    sent = LINE | {"text": "Otherwise.", "whose": "my guess", "until": "2026-05-01", "expected": "1"}
    assert ana.client.post(at("matter", matter.id), sent).status_code == 303
    changed = ana.vault.get(Matter, matter.id).value
    assert (changed.text, changed.whose, changed.until) == ("Otherwise.", Whose.GUESS, date(2026, 5, 1))
    again = ana.client.post(at("matter", matter.id), sent | {"text": "Mine."})
    assert again.status_code == 409
    assert "Mine." in again.content.decode()
    assert "Otherwise." in again.content.decode()


def test_it_cannot_have_ended_before_it_was_noted(ana: Person):
    matter = matter_of(ana, client_of(ana).id)
    assert ana.client.post(at("matter", matter.id), LINE | {"until": "2026-02-01"}).status_code == 422
    ana.client.post(at("matter_until", matter.id), {"until": "2020-01-01"})
    assert ana.vault.get(Matter, matter.id).value.until == matter.value.noted_on


def test_no_longer_so_leaves_the_list_and_stays_in_the_picture(ana: Person):
    id = client_of(ana).id
    matter = matter_of(ana, id)
    ana.client.post(at("matter_until", matter.id))
    page = ana.client.get(at("client", id)).context["page"]
    assert page.groups == ()
    assert page.change is not None
    assert page.change.groups[0].bars[0].until is not None
    ana.client.post(at("matter_again", matter.id))
    assert ana.client.get(at("client", id)).context["page"].groups


def test_a_line_noted_by_mistake_goes_to_the_trash_and_back(ana: Person):
    id = client_of(ana).id
    matter = matter_of(ana, id)
    ana.client.post(at("trash_matter", matter.id))
    assert "To be told" in ana.client.get(reverse("journal:trash")).content.decode()
    ana.client.post(reverse("journal:restore", args=[matter.id]))
    assert ana.vault.find(Matter, matter.id)


def test_ended_and_lost_are_two_things(ana: Person):
    id = client_of(ana).id
    ana.client.post(at("state", id), {"do": "ended", "on": "2026-03-01"})
    assert (the(ana, id).ended_on, the(ana, id).lost_on) == (date(2026, 3, 1), None)
    assert not not_to_return(ana.vault)
    ana.client.post(at("state", id), {"do": "lost", "on": "2026-03-02"})
    assert (the(ana, id).ended_on, the(ana, id).lost_on) == (None, date(2026, 3, 2))
    assert not_to_return(ana.vault) == {id}
    ana.client.post(at("state", id), {"do": "goes on"})
    assert (the(ana, id).ended_on, the(ana, id).lost_on) == (None, None)


def test_no_day_to_come(ana: Person):
    id = client_of(ana).id
    ana.client.post(at("state", id), {"do": "lost", "on": "2999-03-02"})
    assert the(ana, id).lost_on <= datetime.now(UTC).date() + timedelta(days=1)


def test_archived_and_brought_back(ana: Person):
    id = client_of(ana).id
    ana.client.post(at("state", id), {"do": "archive"})
    assert the(ana, id).archived_on
    ana.client.post(at("state", id), {"do": "bring back"})
    assert the(ana, id).archived_on is None
    assert ana.client.post(at("state", id), {"do": "nonsense"}).status_code == 422


def test_another_name_and_sign(ana: Person):
    id = client_of(ana).id
    client_of(ana, "Copper Kettle")
    sent = {"name": "Copper kettle", "shape": "leaf", "colour": "moss", "expected": "1"}
    assert ana.client.post(at("edit", id), sent).status_code == 422
    assert ana.client.post(at("edit", id), sent | {"name": "Linen Sail"}).status_code == 303
    assert the(ana, id).name == "Linen Sail"
    assert ana.client.post(at("edit", id), sent | {"name": "Tidal Ferry"}).status_code == 409


def test_a_real_looking_name_that_was_kept_is_not_doubted_again(ana: Person):
    id = client_of(ana, "Jonathan").id
    assert ana.client.post(at("edit", id), {"name": "Jonathan", "shape": "leaf"}).status_code == 303


def test_pages_lines_and_their_own_are_shown(ana: Person):
    id = client_of(ana).id
    page = written(ana, "About the harbour.", clients=(id,))
    kept(ana, "A line of that page.", entry=page.id)
    kept(ana, "A line of its own.", client=id)
    kept(ana, "Another line altogether.")
    text = ana.client.get(at("client", id)).content.decode()
    for words in ("About the harbour.", "A line of that page.", "A line of its own."):
        assert words in text
    assert "Another line altogether." not in text
    assert f"{reverse('journal:stream')}?client={id}" in text


def test_the_sheet_names_nobody_and_leaves_guesses_out(ana: Person):
    id = client_of(ana).id
    matter_of(ana, id, "Said by them.")
    matter_of(ana, id, "Thought by me.", whose=Whose.GUESS)
    matter_of(ana, id, "Long ago.", until=date(2026, 3, 20))
    text = ana.client.get(at("sheet", id)).content.decode()
    assert "Said by them." in text
    for words in ("Quiet Harbour", "Thought by me.", "Long ago."):
        assert words not in text
    text = ana.client.get(at("sheet", id), {"guesses": "1"}).content.decode()
    assert "Thought by me." in text
    assert "Quiet Harbour" not in text


@pytest.mark.parametrize("name", [*ONES, "matter", *POSTS])
def test_a_stranger_finds_nothing(ana: Person, cleo: Person, name: str):
    client = client_of(ana)
    id = matter_of(ana, client.id).id if "matter" in name else client.id
    for person, each in ((cleo, id), (ana, STRANGE)):
        answer = (person.client.post if name in POSTS else person.client.get)(at(name, each))
        assert answer.status_code == 404


def test_other_methods_are_refused(ana: Person):
    client = client_of(ana)
    matter = matter_of(ana, client.id)
    for name in ONES:
        refuses(ana, at(name, client.id), "PUT", "PATCH", "DELETE")
    refuses(ana, at("sheet", client.id), "POST")
    for name in POSTS:
        refuses(ana, at(name, matter.id if "matter" in name else client.id), "GET", "PUT")


def test_a_constant_number_of_statements(ana: Person):
    id = client_of(ana).id
    matter_of(ana, id)
    written(ana, clients=(id,))
    alone = queries_of(ana, at("client", id))
    for number in range(8):
        matter_of(ana, id, f"Line {number}")
        written(ana, f"Page {number}", clients=(id,))
        kept(ana, f"Kept {number}", client=id)
    assert queries_of(ana, at("client", id)) == alone


def test_titles_and_addresses_say_no_name(ana: Person):
    id = client_of(ana).id
    for name in ONES:
        text = ana.client.get(at(name, id)).content.decode()
        assert "Harbour" not in text.partition("<title>")[2].partition("</title>")[0]
