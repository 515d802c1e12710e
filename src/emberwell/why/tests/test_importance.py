"""How much each of the five matters: asked, left open, asked again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import queries_of, refuses
from emberwell.why.records import Importance, Weight
from emberwell.why.rules import EVEN
from emberwell.why.tests.made_why import five_of

IMPORTANCE, VALUES = reverse("why:importance"), reverse("why:values")


def weights_of(person: Person) -> tuple[Weight, ...]:
    return max(person.vault.all(Importance), key=lambda each: each.seq).value.weights


def test_asked_of_each_at_work_and_at_home(ana: Person):
    one, two = five_of(ana, "One", "Two")
    html = ana.client.get(IMPORTANCE).content.decode()
    assert html.count('type="radio"') == 16
    assert "checked" not in html
    answer = ana.client.post(
        IMPORTANCE, {f"work_{one}": "3", f"home_{one}": "0", f"work_{two}": "1", f"home_{two}": "2"}
    )
    assert answer.url == VALUES + "?said=weighed"
    assert weights_of(ana) == (Weight(one, 3, 0), Weight(two, 1, 2))


def test_what_is_left_open_is_even_and_then_as_before(ana: Person):
    one, two = five_of(ana, "One", "Two")
    ana.client.post(IMPORTANCE, {f"work_{one}": "3"})
    assert weights_of(ana) == (Weight(one, 3, EVEN), Weight(two, EVEN, EVEN))
    ana.client.post(IMPORTANCE, {f"home_{two}": "0"})
    assert weights_of(ana) == (Weight(one, 3, EVEN), Weight(two, EVEN, 0))
    assert len(ana.vault.all(Importance)) == 2


def test_asked_again_it_shows_what_was_said(ana: Person):
    (one,) = five_of(ana, "One")
    ana.client.post(IMPORTANCE, {f"work_{one}": "2", f"home_{one}": "0"})
    form = ana.client.get(IMPORTANCE).context["page"].form
    assert (form[f"work_{one}"].value(), form[f"home_{one}"].value()) == (2, 0)


def test_due_until_it_is_said(ana: Person):
    five_of(ana, "One")
    assert ana.client.get(VALUES).context["page"].importance_is_due
    ana.client.post(IMPORTANCE)
    assert not ana.client.get(VALUES).context["page"].importance_is_due


@pytest.mark.parametrize("said", ["4", "-1", "x", "³"])
def test_what_is_no_answer(ana: Person, said: str):
    one, two = five_of(ana, "One", "Two")
    answer = ana.client.post(IMPORTANCE, {f"work_{one}": said, f"home_{two}": "3"})
    assert answer.status_code == 422
    assert answer.context["page"].form[f"home_{two}"].value() == "3"
    assert ana.vault.all(Importance) == []


def test_with_nothing_to_ask_about(ana: Person):
    assert reverse("why:sort") in ana.client.get(IMPORTANCE).content.decode()
    ana.client.post(IMPORTANCE)
    assert ana.vault.all(Importance) == []


def test_a_strangers_values_are_not_weighed(ana: Person, cleo: Person):
    (one,) = five_of(ana, "Hers")
    (other,) = five_of(cleo, "Cleo's")
    cleo.client.post(IMPORTANCE, {f"work_{one}": "3", f"work_{other}": "2"})
    assert [weight.value for weight in weights_of(cleo)] == [other]
    assert ana.vault.all(Importance) == []


def test_wrong_methods(ana: Person):
    refuses(ana, IMPORTANCE, "PUT", "DELETE")


def test_a_constant_number_of_statements(ana: Person):
    five_of(ana, "One")
    few = queries_of(ana, IMPORTANCE)
    five_of(ana, *"ABCDE")
    ana.client.post(IMPORTANCE)
    assert queries_of(ana, IMPORTANCE) == few
