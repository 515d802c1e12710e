"""/alignment/check-in/: five questions on any day; one check-in a day, shared with week's end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse

from conftest import Person
from emberwell.insight.tests.made import noon, today
from emberwell.journal.tests.made import refuses
from emberwell.week.records import CheckIn

CHECK_IN = reverse("insight:check_in")
SAID = {"energy": "3", "meaning": "5", "connection": "", "doubt": "2", "load": "7", "expected": "0", "zone": "UTC"}


def kept(person: Person) -> list[CheckIn]:
    return [saved.value for saved in person.vault.all(CheckIn)]


def again(person: Person, **changes: str) -> Any:
    """The form as it is shown now, with changes, sent."""
    page = person.client.get(CHECK_IN).context["page"]
    said = {name: str(page.form[name].value() or "") for name in page.form.fields}
    return person.client.post(CHECK_IN, said | {"expected": str(page.expected), "zone": "UTC"} | changes)


def test_kept_for_today(ana: Person) -> None:
    response = ana.client.post(CHECK_IN, SAID)
    assert (response.status_code, response.url) == (303, reverse("insight:band") + "?said=kept")
    (one,) = kept(ana)
    assert (one.day, one.zone) == (today(), "UTC")
    assert (one.energy, one.meaning, one.connection, one.doubt, one.load) == (3, 5, None, 2, 7)


def test_changed_on_the_same_day_it_is_still_one(ana: Person) -> None:
    ana.client.post(CHECK_IN, SAID)
    assert again(ana, energy="6").status_code == 303
    assert [one.energy for one in kept(ana)] == [6]
    assert kept(ana)[0].load == 7


def test_a_double_press_is_one(ana: Person) -> None:
    for _ in range(2):
        assert ana.client.post(CHECK_IN, SAID).status_code == 303
    assert len(kept(ana)) == 1


def test_another_day_is_another(ana: Person) -> None:
    day = today() - timedelta(days=1)
    ana.vault.put(CheckIn(day=day, zone="UTC", answered_at=noon(day), energy=2))
    ana.client.post(CHECK_IN, SAID)
    assert sorted(one.day for one in kept(ana)) == [day, today()]


def test_blank_is_not_kept(ana: Person) -> None:
    response = ana.client.post(CHECK_IN, {"expected": "0"})
    assert response.url == reverse("insight:band") + "?said=blank"
    assert kept(ana) == []


def test_emptied_it_goes_to_the_trash_as_it_was(ana: Person) -> None:
    ana.client.post(CHECK_IN, SAID)
    response = again(ana, energy="", meaning="", doubt="", load="")
    assert response.status_code == 303
    assert kept(ana) == []
    assert len(ana.vault.trashed()) == 1


def test_two_tabs_never_overwrite(ana: Person) -> None:
    ana.client.post(CHECK_IN, SAID)
    late = ana.client.post(CHECK_IN, SAID | {"energy": "7"})
    assert late.status_code == 409
    assert late.context["page"].form["energy"].value() == "7"
    assert [one.energy for one in kept(ana)] == [3]
    revision = str(late.context["page"].expected)
    assert ana.client.post(CHECK_IN, SAID | {"energy": "7", "expected": revision}).status_code == 303
    assert [one.energy for one in kept(ana)] == [7]


def test_what_is_no_answer_is_422_and_nothing_is_lost(ana: Person) -> None:
    response = ana.client.post(CHECK_IN, SAID | {"energy": "8"})
    assert response.status_code == 422
    assert response.context["page"].form["load"].value() == "7"
    assert kept(ana) == []


def test_back_to_where_one_came_from(ana: Person) -> None:
    assert ana.client.post(CHECK_IN, SAID | {"next": "/week/"}).url == "/week/"


def test_nobody_elses(ana: Person, cleo: Person) -> None:
    ana.client.post(CHECK_IN, SAID)
    assert cleo.client.get(CHECK_IN).context["page"].form["load"].value() == ""
    cleo.client.post(CHECK_IN, SAID | {"load": "1"})
    assert [one.load for one in kept(ana)] == [7]


def test_wrong_methods(ana: Person) -> None:
    refuses(ana, CHECK_IN, "PUT", "PATCH", "DELETE")
