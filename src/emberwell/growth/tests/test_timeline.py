"""The timeline: what stands on it, what does not come back unasked, and where its links lead."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.growth.rings import Kind
from emberwell.journal.tests.made import NOON, STRANGE, kept, queries_of, refuses, written
from emberwell.stayed.tests.made import raw_put, stayed_put
from emberwell.supervision.tests.made import client_put
from emberwell.why.records import WhyStatement

TIMELINE = reverse("growth:timeline")
MARCH = f"{TIMELINE}?year=2026&month=3"


def shown(person: Person, address: str = MARCH) -> list[tuple[str, str]]:
    page = person.client.get(address).context["page"]
    return [(moment.kind.value, moment.words) for month in page.months for moment in month.moments]


def marks(person: Person, address: str = MARCH) -> list[tuple[str, date]]:
    page = person.client.get(address).context["page"]
    return [(mark.kind.value, mark.day) for month in page.rings.months for mark in month.marks]


def test_all_four_by_their_day_each_with_its_place(ana: Person):
    day, page = NOON.date(), written(ana)
    why = ana.vault.put(WhyStatement(text="To stay.", written_at=NOON - timedelta(days=2), zone="UTC"))
    ana.vault.put(
        WhyStatement(text="To stay on.", written_at=NOON + timedelta(days=2), zone="UTC"), id=why.id, expected=1
    )
    kept(ana, "Careful.", entry=page.id)
    stayed = stayed_put(ana, know_now="I hide.", written_at=NOON + timedelta(days=1))
    rook = client_put(ana, "Rook", ended_on=day - timedelta(days=1))
    assert shown(ana) == [
        ("why", "To stay."),
        ("ending", "Rook"),
        ("line", "Careful."),
        ("stayed", "I hide."),
        ("why", "To stay on."),
    ]
    assert len(marks(ana)) == 5
    html = ana.client.get(MARCH).content.decode()
    for name, id in (("journal:page", page.id), ("stayed:one", stayed.id), ("clients:client", rook.id)):
        assert reverse(name, args=[id]) in html


def test_raw_ones_are_there_without_their_words(ana: Person):
    page = raw_put(ana, told_myself="Much.")
    assert shown(ana) == [("stayed", "")]
    html = ana.client.get(MARCH).content.decode()
    assert reverse("stayed:one", args=[page.id]) in html
    assert "The door." not in html
    assert "Much." not in html


def test_only_lines_that_may_return(ana: Person):
    lost = client_put(ana, "Wren", lost_on=NOON.date())
    kept(ana, "Quiet", quiet=True)
    kept(ana, "Resting", rested_on=NOON.date())
    kept(ana, "Raw", entry=written(ana, raw=True).id)
    kept(ana, "Hard", entry=written(ana, hard_day=True).id)
    kept(ana, "Lost", client=lost.id)
    kept(ana, "About", entry=written(ana, clients=(lost.id,)).id)
    kept(ana, "Shown")
    assert shown(ana) == [("line", "Shown")]
    assert marks(ana) == [("line", NOON.date())]


@pytest.mark.parametrize("how", ["lost_on", "archived_on"])
def test_what_stayed_about_somebody_put_away_is_not_there(ana: Person, how: str):
    client = client_put(ana, "Wren", **{how: date(2020, 1, 1)})
    stayed_put(ana, know_now="I hide.", client=client.id)
    raw_put(ana, client=client.id)
    assert shown(ana) == []


def test_what_broke_off_is_shown_when_asked_for(ana: Person):
    client_put(ana, "Wren", lost_on=NOON.date(), ended_on=NOON.date())
    html = ana.client.get(MARCH).content.decode()
    assert shown(ana) == []
    assert "Wren" not in html
    assert "lost=1" in html
    assert shown(ana, f"{MARCH}&lost=1") == [("ending", "Wren")]


def test_of_an_archived_one_only_that_something_ended(ana: Person):
    client = client_put(ana, "Rook", ended_on=NOON.date(), archived_on=NOON.date())
    assert shown(ana) == [("ending", "")]
    assert client.id not in ana.client.get(MARCH).content.decode()


def test_a_year_shows_some_of_a_month_and_the_month_all(ana: Person):
    for day in range(1, 21):
        kept(ana, f"Line {day}.", kept_at=datetime(2026, 3, day, 12, tzinfo=UTC))
    stayed_put(ana, know_now="I hide.")
    year = shown(ana, f"{TIMELINE}?year=2026")
    assert len(year) == 3
    assert ("stayed", "I hide.") in year
    assert len(shown(ana)) == 21
    assert len(marks(ana, f"{TIMELINE}?year=2026")) == 21


def test_years_lead_to_each_other(ana: Person):
    for year in (2021, 2024, 2026):
        kept(ana, f"Of {year}.", kept_at=datetime(year, 3, 1, 12, tzinfo=UTC))
    page = ana.client.get(f"{TIMELINE}?year=2024").context["page"]
    assert (page.earlier, page.later) == (2021, 2026)
    page = ana.client.get(f"{TIMELINE}?year=2026").context["page"]
    assert (page.earlier, page.later) == (2024, None)


def test_a_line_of_a_page_that_went_leads_to_itself(ana: Person):
    line = kept(ana, entry=STRANGE)
    assert reverse("journal:line", args=[line.id]) in ana.client.get(MARCH).content.decode()


@pytest.mark.parametrize(
    "query", ["year=0", "year=x", "year=99999", "year=2026&month=13", "year=2026&month=0", "year=9999"]
)
def test_odd_addresses_are_answered(ana: Person, query: str):
    kept(ana)
    assert ana.client.get(f"{TIMELINE}?{query}").status_code == 200


def test_the_empty_timeline_invites(ana: Person):
    assert reverse("journal:lines") in ana.client.get(TIMELINE).content.decode()
    assert marks(ana, TIMELINE) == []


def test_hers_only_and_read_only(ana: Person, cleo: Person):
    kept(ana)
    assert shown(cleo) == []
    refuses(ana, TIMELINE, "POST")
    refuses(ana, reverse("growth:growth"), "POST")


def test_a_constant_number_of_statements(ana: Person):
    ana.vault.put(WhyStatement(text="To stay.", written_at=NOON, zone="UTC"))
    kept(ana)
    alone = queries_of(ana, MARCH)
    for _ in range(10):
        kept(ana, entry=written(ana).id)
        stayed_put(ana)
        client_put(ana, ended_on=NOON.date())
    assert queries_of(ana, MARCH) == alone


def test_the_kinds_of_the_legend_are_those_of_the_marks(ana: Person):
    assert {sign.kind for sign in ana.client.get(TIMELINE).context["page"].legend} == set(Kind)


def test_what_changes_after_it_was_opened_changes_here_too(ana: Person):
    line = kept(ana, "Before.")
    assert shown(ana) == [("line", "Before.")]
    ana.client.post(reverse("journal:rest_line", args=[line.id]))
    assert shown(ana) == marks(ana) == []
    ana.client.post(reverse("journal:wake_line", args=[line.id]))
    assert shown(ana) == [("line", "Before.")]
    ana.vault.trash(line.id)
    assert shown(ana) == marks(ana) == []
    assert ana.client.get(f"{TIMELINE}?year=2025").context["page"].later is None
