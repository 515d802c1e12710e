"""/alignment/own-sign/: written when well, changed, emptied; two people at most."""

from __future__ import annotations

from datetime import UTC, datetime

from django.urls import reverse

from conftest import Person
from emberwell.insight.records import OwnSign
from emberwell.journal.tests.made import refuses

SIGN = reverse("insight:own_sign")
SAID = {
    "text": "I read the diary twice before the first hour.",
    "first": "Joana",
    "second": "Marek",
    "expected": "0",
    "zone": "UTC",
}


def kept(person: Person) -> list[OwnSign]:
    return [saved.value for saved in person.vault.all(OwnSign)]


def expected(person: Person) -> str:
    return str(person.client.get(SIGN).context["page"].form["expected"].value())


def test_kept(ana: Person) -> None:
    response = ana.client.post(SIGN, SAID)
    assert (response.status_code, response.url) == (303, SIGN + "?said=kept")
    (sign,) = kept(ana)
    assert (sign.text, sign.people, sign.zone) == (
        "I read the diary twice before the first hour.",
        ("Joana", "Marek"),
        "UTC",
    )
    html = ana.client.get(response.url).content.decode()
    assert "I read the diary twice before the first hour." in html
    assert "Saved and sealed." in html


def test_other_people_leave_the_words_their_month(ana: Person) -> None:
    march = datetime(2025, 3, 4, tzinfo=UTC)
    ana.vault.put(OwnSign(text=SAID["text"], written_at=march, zone="UTC", people=("Joana",)))
    ana.client.post(SIGN, SAID | {"first": "", "second": "Marek", "expected": expected(ana)})
    assert [(sign.written_at, sign.people) for sign in kept(ana)] == [(march, ("Marek",))]
    ana.client.post(SIGN, SAID | {"text": "I stop reading.", "expected": expected(ana)})
    assert kept(ana)[0].text == "I stop reading."
    assert kept(ana)[0].written_at > march


def test_kept_again_as_it_is_nothing_is_written(ana: Person) -> None:
    for _ in range(2):
        assert ana.client.post(SIGN, SAID).status_code == 303
    (saved,) = ana.vault.all(OwnSign)
    assert saved.revision == 1


def test_emptied_it_goes_to_the_trash(ana: Person) -> None:
    ana.client.post(SIGN, SAID)
    empty = {"text": " ", "first": "", "second": "", "expected": expected(ana)}
    assert ana.client.post(SIGN, empty).url == SIGN + "?said=gone"
    assert kept(ana) == []
    assert len(ana.vault.trashed()) == 1


def test_people_alone_are_enough(ana: Person) -> None:
    ana.client.post(SIGN, SAID | {"text": ""})
    assert kept(ana)[0].people == ("Joana", "Marek")


def test_two_tabs_never_overwrite(ana: Person) -> None:
    ana.client.post(SIGN, SAID)
    late = ana.client.post(SIGN, SAID | {"text": "I stop reading."})
    assert late.status_code == 409
    html = late.content.decode()
    assert "I stop reading." in html
    assert "I read the diary twice before the first hour." in html
    assert kept(ana)[0].text == "I read the diary twice before the first hour."


def test_too_long_is_422_and_stays(ana: Person) -> None:
    long = "x" * 501
    response = ana.client.post(SIGN, SAID | {"text": long})
    assert response.status_code == 422
    assert long in response.content.decode()
    assert kept(ana) == []


def test_hostile_words_stay_words(ana: Person) -> None:
    ana.client.post(SIGN, SAID | {"text": "</textarea><script>alert(1)</script>"})
    assert "<script>alert" not in ana.client.get(SIGN).content.decode()


def test_nobody_elses(ana: Person, cleo: Person) -> None:
    ana.client.post(SIGN, SAID)
    assert "I read the diary twice before the first hour." not in cleo.client.get(SIGN).content.decode()
    cleo.client.post(SIGN, SAID | {"text": "Mine."})
    assert kept(ana)[0].text == "I read the diary twice before the first hour."


def test_wrong_methods(ana: Person) -> None:
    refuses(ana, SIGN, "PUT", "PATCH", "DELETE")
