"""The journal page: in order, narrowed, jumped through; what comes back on this day; and the year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Pillar
from emberwell.journal.rules import tag_sign
from emberwell.journal.tests.made import NOON, photo, queries_of, refuses, written

STREAM = reverse("journal:stream")


def shown(person: Person, **query: str) -> list[str]:
    """The words of the pages shown, in order."""
    page = person.client.get(STREAM, query).context["page"]
    return ["".join(piece.text for piece in card.words) for month in page.months for card in month.cards]


def year_of(person: Person, year: int):
    return person.client.get(reverse("journal:year", args=[year]))


def test_an_empty_journal_invites_with_one_step(ana: Person):
    text = ana.client.get(STREAM).content.decode()
    assert "One sentence is a page." in text
    assert "Search your journal" not in text


def test_newest_first_by_the_day_that_was_lived(ana: Person):
    written(ana, "March")
    written(ana, "April", written_at=NOON + timedelta(days=30))
    written(ana, "Far away, still the 13th", written_at=NOON - timedelta(hours=2), zone="-11:00")
    assert shown(ana) == ["April", "March", "Far away, still the 13th"]
    page = ana.client.get(STREAM).context["page"]
    assert [f"{month.first:%Y-%m}" for month in page.months] == ["2026-04", "2026-03"]


def test_page_by_page_and_back(ana: Person):
    for number in range(45):
        written(ana, f"Page {number:02}", written_at=NOON + timedelta(days=number))
    first = ana.client.get(STREAM).context["page"]
    assert (first.at_top, first.newer) == (True, "")
    second = ana.client.get(first.older).context["page"]
    third = ana.client.get(second.older).context["page"]
    assert third.older == ""
    assert [card.day for month in third.months for card in month.cards][-1] == NOON.date()
    assert ana.client.get(third.newer).context["page"].months == second.months
    assert ana.client.get(second.newer).context["page"].months == first.months


def test_jumping_to_a_month(ana: Person):
    for month in range(1, 13):
        written(ana, f"Month {month}", written_at=datetime(2025, month, 10, 12, tzinfo=UTC))
    assert shown(ana, month="2025-06")[0] == "Month 6"
    assert shown(ana, month="2025-13")[0] == "Month 12"
    assert '<option value="2025-06" selected>' in ana.client.get(STREAM, {"month": "2025-06"}).content.decode()


def test_the_pages_of_a_day(ana: Person):
    written(ana, "That day")
    written(ana, "Another", written_at=NOON + timedelta(days=1))
    assert shown(ana, day="2026-03-14") == ["That day"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"pillar": "why"}, ["Why"]),
        ({"starred": "1"}, ["Starred"]),
        ({"pictures": "1"}, ["Pictured"]),
        ({"since": "2026-03-17"}, ["Starred", "Why"]),
        ({"until": "2026-03-15"}, ["Pictured", "Plain"]),
        ({"since": "2026-03-15", "until": "2026-03-16"}, ["Tagged", "Pictured"]),
        ({"pillar": "why", "starred": "1"}, []),
        ({"pillar": "nonsense", "since": "soon", "tag": "x"}, ["Starred", "Why", "Tagged", "Pictured", "Plain"]),
    ],
)
def test_narrowed(ana: Person, query, found):
    picture = ana.vault.attach(BytesIO(photo()), name="a.jpg", media_type="image/jpeg").id
    fields = [
        {"body": "Plain"},
        {"body": "Pictured", "attachments": (picture,)},
        {"body": "Tagged", "tags": ("first year",)},
        {"body": "Why", "pillar": Pillar.WHY},
        {"body": "Starred", "starred": True},
    ]
    for number, each in enumerate(fields):
        written(ana, written_at=NOON + timedelta(days=number), **each)
    assert shown(ana, **query) == found
    assert shown(ana, tag=tag_sign("First Year", ana.vault.draft_key())) == ["Tagged"]


def test_a_tag_stands_in_addresses_by_its_sign_only(ana: Person):
    written(ana, tags=("kanarek",))
    text = ana.client.get(STREAM).content.decode()
    assert "#kanarek" in text
    assert not [part for part in text.split('href="')[1:] if "kanarek" in part.split('"')[0]]


def test_a_photo_shows_small(ana: Person):
    picture = ana.vault.attach(BytesIO(photo()), name="a.jpg", media_type="image/jpeg").id
    written(ana, attachments=(picture,))
    assert reverse("journal:thumbnail", args=[picture]) in ana.client.get(STREAM).content.decode()


def test_on_this_day_comes_back_at_the_top_only(ana: Person):
    now = datetime.now(UTC)
    written(ana, "A week back", written_at=now - timedelta(days=7), zone="UTC")
    assert "A week ago today" in ana.client.get(STREAM).content.decode()
    assert "A week ago today" not in ana.client.get(STREAM, {"starred": "1"}).content.decode()


@pytest.mark.parametrize("hidden", [{"hard_day": True}, {"not_again": True}])
def test_what_must_not_come_back_does_not(ana: Person, hidden):
    written(ana, written_at=datetime.now(UTC) - timedelta(days=7), zone="UTC", **hidden)
    assert "A week ago today" not in ana.client.get(STREAM).content.decode()


def test_another_persons_pages_are_not_there(ana: Person, cleo: Person, visitor):
    written(ana, "Hers alone")
    assert "Hers alone" not in cleo.client.get(STREAM).content.decode()
    assert visitor.get(STREAM).status_code == 302


def test_the_year_draws_days_with_pages_only(ana: Person):
    written(ana)
    written(ana, "The same day")
    text = year_of(ana, 2026).content.decode()
    assert text.count('class="ring__mark') == 1
    assert 'href="/journal/?month=2026-03"' in text
    assert 'href="/journal/?day=2026-03-14"' in text
    assert "No pages in 2024." in year_of(ana, 2024).content.decode()


def test_years_with_pages_are_neighbours(ana: Person):
    for year in (2019, 2024, 2026):
        written(ana, written_at=datetime(year, 5, 5, tzinfo=UTC))
    page = year_of(ana, 2024).context["page"]
    assert (page.earlier, page.later) == (2019, 2026)
    assert year_of(ana, 0).status_code == 404
    assert year_of(ana, 10000).status_code == 404


def test_wrong_methods(ana: Person):
    refuses(ana, STREAM, "POST", "DELETE")
    refuses(ana, reverse("journal:year", args=[2026]), "POST")


def test_a_constant_number_of_statements(ana: Person):
    picture = ana.vault.attach(BytesIO(photo()), name="a.jpg", media_type="image/jpeg").id
    written(ana)
    alone, year = queries_of(ana, STREAM), queries_of(ana, reverse("journal:year", args=[2026]))
    for number in range(30):
        written(ana, f"Page {number}", tags=(f"tag {number}",), attachments=(picture,))
    assert queries_of(ana, STREAM) == alone
    assert queries_of(ana, reverse("journal:year", args=[2026])) == year
