"""The code names: added, doubted, another two words, and the sentence said once."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.clients.records import Client, Colour, Shape, Told
from emberwell.clients.tests.made import client_of, names_of, told
from emberwell.journal.tests.made import queries_of, refuses

CLIENTS, TOLD = reverse("clients:clients"), reverse("clients:told")
SENT = {"name": "Copper Kettle", "shape": "leaf", "colour": "moss"}


def test_two_words_are_offered_and_a_sign_nobody_has(ana: Person):
    client_of(ana)
    form = ana.client.get(CLIENTS).context["page"].form
    assert len(form["name"].value().split()) == 2
    assert (form["shape"].value(), form["colour"].value()) != ("circle", "clay")


def test_one_is_added(ana: Person):
    answer = ana.client.post(CLIENTS, SENT)
    assert answer.status_code == 303
    [saved] = ana.vault.all(Client)
    assert (saved.value.name, saved.value.shape, saved.value.colour) == ("Copper Kettle", Shape.LEAF, Colour.MOSS)
    text = ana.client.get(answer.url).content.decode()
    assert "Copper Kettle" in text
    assert 'data-colour="moss"' in text


def test_another_two_words_keep_the_chosen_sign_and_add_nothing(ana: Person):
    answer = ana.client.post(CLIENTS, SENT | {"do": "another"})
    form = answer.context["page"].form
    assert answer.status_code == 200
    assert form["name"].value() != "Copper Kettle"
    assert (form["shape"].value(), form["colour"].value()) == ("leaf", "moss")
    assert names_of(ana) == []


@pytest.mark.parametrize("name", ["", "  ", "7", "x" * 61])
def test_what_cannot_be_a_name_comes_back(ana: Person, name: str):
    answer = ana.client.post(CLIENTS, SENT | {"name": name})
    assert answer.status_code == 422
    assert answer.context["page"].form["shape"].value() == "leaf"
    assert names_of(ana) == []


@pytest.mark.parametrize("name", ["quiet  HARBOUR", "Quiet Harbour"])
def test_no_two_are_called_alike_archived_ones_included(ana: Person, cleo: Person, name: str):
    client_of(ana, archived_on=date(2026, 1, 1))
    assert ana.client.post(CLIENTS, SENT | {"name": name}).status_code == 422
    assert cleo.client.post(CLIENTS, SENT | {"name": name}).status_code == 303


def test_a_name_that_looks_real_is_doubted_once_and_pressing_again_stands(ana: Person):
    answer = ana.client.post(CLIENTS, SENT | {"name": "Jonathan"})
    assert answer.status_code == 422
    assert answer.context["page"].form.looks_real
    assert '<input type="hidden" name="sure" value="Jonathan">' in answer.content.decode()
    assert names_of(ana) == []
    assert ana.client.post(CLIENTS, SENT | {"name": "Anna", "sure": "Jonathan"}).status_code == 422
    assert ana.client.post(CLIENTS, SENT | {"name": "Jonathan", "sure": "Jonathan"}).status_code == 303
    assert names_of(ana) == ["Jonathan"]


def test_live_ones_first_and_archived_ones_apart(ana: Person):
    client_of(ana, "Woven Scarf", archived_on=date(2026, 1, 1))
    client_of(ana, "tidal Ferry")
    client_of(ana, "Linen Sail", lost_on=date(2026, 1, 1))
    page = ana.client.get(CLIENTS).context["page"]
    assert [row.sign.name for row in page.live] == ["Linen Sail", "tidal Ferry"]
    assert [row.sign.name for row in page.archived] == ["Woven Scarf"]


def test_the_sentence_stands_here_until_it_was_read(ana: Person):
    assert TOLD in ana.client.get(CLIENTS).content.decode()
    answer = ana.client.post(TOLD, {"next": CLIENTS})
    assert answer.url == CLIENTS
    assert TOLD not in ana.client.get(CLIENTS).content.decode()
    ana.client.post(TOLD)
    assert len(ana.vault.all(Told)) == 1


def test_the_sentence_leads_on_to_pages_of_ours_only(ana: Person):
    assert "https://elsewhere" not in ana.client.get(TOLD, {"next": "https://elsewhere.example"}).content.decode()
    assert ana.client.post(TOLD, {"next": "https://elsewhere.example/"}).url == CLIENTS


def test_no_name_of_a_stranger_is_shown(ana: Person, cleo: Person):
    client_of(ana)
    assert "Quiet Harbour" not in cleo.client.get(CLIENTS).content.decode()


def test_other_methods_are_refused(ana: Person):
    refuses(ana, CLIENTS, "PUT", "PATCH", "DELETE")
    refuses(ana, TOLD, "PUT", "PATCH", "DELETE")


def test_a_constant_number_of_statements(ana: Person):
    told(ana)
    client_of(ana)
    alone = queries_of(ana, CLIENTS)
    for number in range(12):
        client_of(ana, f"Kettle {number} more")
    assert queries_of(ana, CLIENTS) == alone
