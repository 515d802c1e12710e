"""Quiet lately on its page, and "fine for now"."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse

from conftest import Person
from emberwell.insight.tests.made import lived, noon, today, valued
from emberwell.insight.words import day_in_words
from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.tests.made import STRANGE, refuses
from emberwell.week.records import FineForNow

ALIGNMENT = reverse("insight:alignment")


def fine(value: str) -> str:
    return reverse("insight:fine", args=[value])


def quiet_of(person: Person) -> Any:
    return person.client.get(ALIGNMENT).context["page"].quiet


def test_said_with_its_last_date(ana: Person) -> None:
    (value,) = valued(ana, "Playfulness")
    day = today() - timedelta(days=50)
    ana.vault.put(Entry(written_at=noon(day), zone="UTC", body="We laughed.", values=(value,)))
    ana.vault.put(KeptLine(text="I laughed.", kept_at=noon(day - timedelta(days=9)), zone="UTC", values=(value,)))
    html = ana.client.get(ALIGNMENT).content.decode()
    assert f"last here on {day_in_words(day, today())}. Fine for now?" in html
    assert f'href="{reverse("why:value", args=[value])}"' in html


def test_one_at_a_time_the_longest_first(ana: Person) -> None:
    playful, kind = valued(ana, "Playfulness", "Kindness")
    ana.vault.put(Entry(written_at=noon(today() - timedelta(days=99)), zone="UTC", body="x", values=(playful,)))
    assert quiet_of(ana).name == "Kindness"
    assert quiet_of(ana).last == ""
    ana.client.post(fine(kind))
    assert quiet_of(ana).name == "Playfulness"


def test_nothing_is_said_of_what_was_touched(ana: Person) -> None:
    (value,) = valued(ana, "Playfulness")
    assert quiet_of(ana).name == "Playfulness"
    lived(ana, value, [6])
    assert quiet_of(ana) is None


def test_fine_for_now(ana: Person) -> None:
    (value,) = valued(ana, "Playfulness")
    answer = ana.client.post(fine(value))
    assert (answer.status_code, answer.url) == (303, ALIGNMENT + "?said=fine")
    assert [saved.value for saved in ana.vault.all(FineForNow)] == [FineForNow(value=value, said_on=today())]
    assert "Fine for now." in ana.client.get(answer.url).content.decode()
    assert quiet_of(ana) is None


def test_said_twice_it_is_kept_once(ana: Person) -> None:
    (value,) = valued(ana, "Playfulness")
    for _ in range(2):
        assert ana.client.post(fine(value)).status_code == 303
    assert len(ana.vault.all(FineForNow)) == 1


def test_strangers_and_the_unknown_get_404(ana: Person, cleo: Person) -> None:
    (value,) = valued(ana, "Playfulness")
    assert cleo.client.post(fine(value)).status_code == 404
    assert ana.client.post(fine(STRANGE)).status_code == 404
    assert ana.vault.all(FineForNow) == []
    assert cleo.vault.all(FineForNow) == []


def test_wrong_methods(ana: Person) -> None:
    (value,) = valued(ana, "Playfulness")
    refuses(ana, fine(value), "GET", "PUT", "DELETE")
