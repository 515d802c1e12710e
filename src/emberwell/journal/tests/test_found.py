"""A search of the whole journal finds the words of the why and of weeks' ends too, each with its own room."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Pillar
from emberwell.journal.tests.made import NOON, kept, written
from emberwell.vault.record import Record
from emberwell.week.records import Act, Week
from emberwell.why.records import Passion, Strength, Value, WhyStatement

SEARCH = reverse("journal:search")
FRIDAY = date(2026, 3, 13)


def cards_of(person: Person, q: str, **more: str):
    return person.client.post(SEARCH, {"q": q} | more).context["page"].cards


def text_of(card) -> str:
    return "".join(piece.text for piece in (*card.title, *card.words))


THINGS: list[tuple[Record, str, str, str, date]] = [
    (WhyStatement(text="a hidden door", written_at=NOON, zone="UTC"), "Your why", "why:why", "", NOON.date()),
    (Passion(text="hidden doors", noted_at=NOON, zone="UTC"), "A passion", "why:passions", "", NOON.date()),
    (Value(name="Hidden care", added_at=NOON, zone="UTC"), "A value", "why:value", "id", NOON.date()),
    (Value(name="Care", at_home="hidden", added_at=NOON, zone="UTC"), "A value", "why:value", "id", NOON.date()),
    (Strength(name="Hidden wit", noted_at=NOON, zone="UTC"), "A strength", "why:strength", "id", NOON.date()),
    (
        Week(ends_on=FRIDAY, zone="UTC", written_at=NOON, in_the_way="a hidden wall"),
        "Week’s end",
        "week:one",
        "day",
        FRIDAY,
    ),
]


@pytest.mark.parametrize(("thing", "what", "name", "by", "day"), THINGS)
def test_each_is_found_with_what_it_is_and_its_room(
    ana: Person, thing: Record, what: str, name: str, by: str, day: date
):
    saved = ana.vault.put(thing)
    (card,) = cards_of(ana, "hidden")
    assert (card.what, card.day) == (what, day)
    assert card.url == reverse(name, args={"": [], "id": [saved.id], "day": [day]}[by])
    assert "idden" in text_of(card)
    assert ana.client.get(card.url).status_code == 200
    assert f'href="{card.url}"' in ana.client.post(SEARCH, {"q": "hidden"}).content.decode()


@pytest.mark.parametrize(("kept_weeks", "leads_to"), [([0, 7], 7), ([0], 0), ([], None)])
def test_a_small_act_leads_to_a_week_that_tells_of_it(ana: Person, kept_weeks: list[int], leads_to: int | None):
    for days in kept_weeks:
        ana.vault.put(Week(ends_on=FRIDAY + timedelta(days=days), zone="UTC", written_at=NOON))
    ana.vault.put(Act(for_week=FRIDAY + timedelta(days=7), zone="UTC", chosen_at=NOON, what="a hidden walk"))
    (card,) = cards_of(ana, "hidden")
    week = reverse("week:one", args=[FRIDAY + timedelta(days=leads_to or 0)])
    assert (card.what, card.url) == ("A small act", reverse("week:week") if leads_to is None else week)
    assert ana.client.get(card.url).status_code == 200


def test_they_stand_among_pages_and_lines_newest_first(ana: Person):
    written(ana, "hope on a page", written_at=NOON)
    ana.vault.put(Passion(text="hope in a passion", noted_at=NOON + timedelta(days=1), zone="UTC"))
    kept(ana, "hope in a line", kept_at=NOON + timedelta(days=2))
    assert [card.shape for card in cards_of(ana, "hope")] == ["line", "found", "page"]


def test_narrowed_only_pages_are_found(ana: Person):
    written(ana, "hope", pillar=Pillar.WHY)
    ana.vault.put(Passion(text="hope", noted_at=NOON, zone="UTC"))
    assert [card.shape for card in cards_of(ana, "hope", pillar="why")] == ["page"]


def test_nobody_elses_and_nothing_from_the_trash(ana: Person, cleo: Person):
    ana.vault.put(Passion(text="hope", noted_at=NOON, zone="UTC"))
    ana.vault.trash(ana.vault.put(Strength(name="hope", noted_at=NOON, zone="UTC")).id)
    assert [card.what for card in cards_of(ana, "hope")] == ["A passion"]
    assert cards_of(cleo, "hope") == ()
