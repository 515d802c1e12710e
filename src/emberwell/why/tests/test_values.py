"""The five in a list: what moved, their order, the earlier ones."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import HTMX, STRANGE, queries_of, refuses
from emberwell.why.records import Sort, Value
from emberwell.why.rules import the_five
from emberwell.why.sitting import card_names
from emberwell.why.tests.made_sort import IDS, NOON, in_progress, sorted_five
from emberwell.why.tests.made_why import five_of

VALUES, ORDER = reverse("why:values"), reverse("why:values_order")
NAMES = card_names()


def test_nothing_sorted_yet(ana: Person):
    html = ana.client.get(VALUES).content.decode()
    assert reverse("why:sort") in html
    in_progress(ana, IDS[0])
    assert "Go on sorting" in ana.client.get(VALUES).content.decode()


def test_the_five_with_the_beginning_of_ones_own_words(ana: Person):
    (one,) = five_of(ana, "Candour", at_work="I say it. " * 40, at_home="Quietly.")
    (card,) = ana.client.get(VALUES).context["page"].five
    assert card.at_work.startswith("I say it. I say it.")
    assert card.at_work.endswith("I say it.…")
    assert len(card.at_work) <= 141
    assert card.at_home == "Quietly."
    assert reverse("why:value", args=[one]) in ana.client.get(VALUES).content.decode()


def test_what_moved_since_the_last_sort(ana: Person):
    sorted_five(ana, *IDS[:3], not_now=[IDS[6]], at=NOON - timedelta(days=200))
    assert ana.client.get(VALUES).context["page"].moved is None
    sorted_five(ana, IDS[0], IDS[3], not_now=[IDS[7]])
    moved = ana.client.get(VALUES).context["page"].moved
    assert moved.came_in == (NAMES[IDS[3]],)
    assert set(moved.went_out) == {NAMES[IDS[1]], NAMES[IDS[2]]}
    assert moved.stayed == (NAMES[IDS[0]],)
    assert (moved.before, moved.after) == (NOON.date() - timedelta(days=200), NOON.date())


def test_cards_laid_differently_are_named_apart(ana: Person):
    sorted_five(ana, IDS[0], IDS[1], aside=[IDS[4]], not_now=[IDS[2], IDS[3]], at=NOON - timedelta(days=200))
    sorted_five(ana, IDS[0], IDS[2], aside=[IDS[3]], not_now=[IDS[1], IDS[4]])
    moved = ana.client.get(VALUES).context["page"].moved
    assert moved.to_mine == (NAMES[IDS[3]],)  # set aside for the five, but on mine this time
    assert moved.to_not_now == (NAMES[IDS[4]],)
    assert (moved.came_in, moved.went_out) == ((NAMES[IDS[2]],), (NAMES[IDS[1]],))


def test_a_value_in_the_trash_is_still_named_in_what_moved(ana: Person):
    first = sorted_five(ana, *IDS[:2], at=NOON - timedelta(days=200))
    sorted_five(ana, IDS[0])
    ana.vault.trash(first.value.five[1])
    assert ana.client.get(VALUES).context["page"].moved.went_out == (NAMES[IDS[1]],)


def test_earlier_values_stand_below(ana: Person):
    sorted_five(ana, *IDS[:3], at=NOON - timedelta(days=200))
    sorted_five(ana, IDS[0])
    page = ana.client.get(VALUES).context["page"]
    assert {card.name for card in page.earlier} == {NAMES[IDS[1]], NAMES[IDS[2]]}
    assert [card.name for card in page.five] == [NAMES[IDS[0]]]


def test_up_and_down(ana: Person):
    one, two, three = five_of(ana, "One", "Two", "Three")
    answer = ana.client.post(ORDER, {"value": three, "by": "-1"})
    assert answer.url == VALUES + "?said=order"
    assert the_five(ana.vault.all(Sort)) == (one, three, two)
    ana.client.post(ORDER, {"value": one, "by": "1"})
    assert the_five(ana.vault.all(Sort)) == (three, one, two)
    ana.client.post(ORDER, {"value": three, "by": "-1"})
    assert [card.name for card in ana.client.get(VALUES).context["page"].five] == ["Three", "One", "Two"]
    (sort,) = ana.vault.all(Sort)
    assert sort.value.five == (one, two, three)


def test_the_order_can_be_taken_off(ana: Person):
    one, two = five_of(ana, "One", "Two")
    ana.client.post(ORDER, {"value": two, "by": "-1"})
    ana.client.post(ORDER, {"clear": "1"})
    assert the_five(ana.vault.all(Sort)) == (one, two)
    assert not ana.client.get(VALUES).context["page"].order.is_ordered


def test_the_order_as_a_fragment(ana: Person):
    _, two = five_of(ana, "One", "Two")
    answer = ana.client.post(ORDER, {"value": two, "by": "-1"}, headers=HTMX)
    assert "<html" not in answer.content.decode()
    assert answer.content.decode().index("Two") < answer.content.decode().index("One")


@pytest.mark.parametrize("sent", [{}, {"value": "x", "by": "1"}, {"value": STRANGE}, {"value": STRANGE, "by": "7"}])
def test_what_cannot_be_ordered(ana: Person, sent: dict[str, str]):
    five = five_of(ana, "One", "Two")
    assert ana.client.post(ORDER, sent).status_code == 422
    assert ana.client.post(ORDER, {"value": STRANGE, "by": "1"}).status_code == 303
    assert list(the_five(ana.vault.all(Sort))) == five


def test_a_strangers_values(ana: Person, cleo: Person):
    one, two = five_of(ana, "Hers", "Also hers")
    assert "Hers" not in cleo.client.get(VALUES).content.decode()
    cleo.client.post(ORDER, {"value": two, "by": "-1"})
    assert the_five(ana.vault.all(Sort)) == (one, two)


def test_wrong_methods(ana: Person):
    refuses(ana, VALUES, "POST")
    refuses(ana, ORDER, "GET")


def test_a_constant_number_of_statements(ana: Person):
    five_of(ana, "One", "Two")
    few = queries_of(ana, VALUES)
    for number in range(12):
        ana.vault.put(Value(name=f"Value {number}", added_at=NOON, zone="UTC"))
    sorted_five(ana, *IDS[:5])
    assert queries_of(ana, VALUES) == few


def test_an_order_that_lacks_one_of_the_five_does_no_harm(ana: Person):
    """As an odd import may have it."""
    saved = sorted_five(ana, *IDS[:2])
    first, second = saved.value.five
    ana.vault.put(msgspec.structs.replace(saved.value, order=(second,)), id=saved.id, expected=saved.revision)
    assert ana.client.post(ORDER, {"value": first, "by": "1"}).status_code == 303
    assert ana.vault.get(Sort, saved.id).value.order == (second,)
