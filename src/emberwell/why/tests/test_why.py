"""The room of the why."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import queries_of, refuses, written
from emberwell.why.tests.made_why import SCENE, five_of, loved, strong, whyed

WHY = reverse("why:why")


def page_of(person: Person, **query: str):
    return person.client.get(WHY, query).context["page"]


def test_an_empty_room_invites(ana: Person):
    page = page_of(ana)
    assert (page.text, page.values, page.scenes, page.strengths, page.passions) == ("", (), (), (), ())
    assert reverse("why:ten") in ana.client.get(WHY).content.decode()


def test_what_it_holds(ana: Person):
    whyed(ana, still_so_on=(date(2026, 4, 30), date(2026, 3, 31)))
    five_of(ana, "Rest", "Courage")
    scene = written(ana, prompt=SCENE)
    strong(ana, "Staying")
    loved(ana, "Tides.")
    page = page_of(ana)
    assert (page.text, page.written_on, page.still_so_on) == (
        "To keep a door open.",
        date(2026, 3, 14),
        date(2026, 4, 30),
    )
    assert page.values == ("Rest", "Courage")
    assert [found.id for found in page.scenes] == [scene.id]
    assert (page.strengths, page.passions) == (("Staying",), ("Tides.",))
    html = ana.client.get(WHY).content.decode()
    assert "To keep a door open.</p>" in html
    assert reverse("why:still") in html
    assert reverse("why:sentence_earlier") not in html


def test_more_than_has_room_is_said_without_a_number(ana: Person):
    for name in ("a", "b", "c", "d", "e"):
        strong(ana, name)
    page = page_of(ana)
    assert len(page.strengths) == 4
    assert page.more == {"strengths"}


def test_earlier_versions_are_offered_once_there_are_some(ana: Person):
    saved = whyed(ana)
    ana.vault.put(saved.value, id=saved.id, expected=1)
    assert reverse("why:sentence_earlier") in ana.client.get(WHY).content.decode()


def test_another_sees_nothing_of_it(ana: Person, cleo: Person):
    whyed(ana)
    assert page_of(cleo).text == ""


def test_wrong_methods(ana: Person):
    refuses(ana, WHY, "POST", "PUT")


def test_a_constant_number_of_statements(ana: Person):
    whyed(ana)
    alone = queries_of(ana, WHY)
    five_of(ana, "a", "b", "c", "d", "e")
    for number in range(8):
        written(ana, prompt=SCENE)
        strong(ana, f"s{number}")
        loved(ana)
    assert queries_of(ana, WHY) == alone
