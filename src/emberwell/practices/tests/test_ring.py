"""The ring: a mark a day, its list, and taking a mark off and back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from emberwell.journal.records import KeptLine
from emberwell.practices.pages import A_FEW
from emberwell.practices.records import Practised
from emberwell.practices.tests.made import MARCH, PRACTICE, mark

if TYPE_CHECKING:
    from conftest import Person

RING = "/practices/ring/"


def _html(person: Person, address: str = f"{RING}2026/") -> str:
    return person.client.get(address).content.decode()


def test_before_the_first_mark_it_says_how_one_comes(ana: Person) -> None:
    html = _html(ana, RING)
    assert "one press leaves a mark here" in html
    assert "ring__picture" not in html


def test_two_practices_of_a_day_are_one_mark(ana: Person) -> None:
    mark(ana.vault)
    mark(ana.vault, MARCH + timedelta(hours=3))
    mark(ana.vault, MARCH + timedelta(days=2))
    html = _html(ana)
    assert html.count('class="ring__mark') == 2
    assert "Practices in 2026" in html
    assert "A mark for each day with a practice" in html
    assert "page" not in html[html.index("ring__picture") : html.index("The same as a list")]


def test_a_mark_is_of_the_day_it_was_lived(ana: Person) -> None:
    mark(ana.vault, datetime(2026, 3, 5, 23, 30, tzinfo=UTC), zone="Asia/Tokyo")
    assert f'href="{RING}?day=2026-03-06"' in _html(ana)


def test_nothing_is_counted(ana: Person) -> None:
    for day in range(A_FEW + 5):
        mark(ana.vault, MARCH + timedelta(days=day))
    html = _html(ana)
    assert html.count("Take it off") == A_FEW
    assert not re.search(rf"{A_FEW + 5} (marks|practices|days|times)", html)


def test_a_day_shows_all_its_marks(ana: Person) -> None:
    for hour in range(A_FEW + 2):
        mark(ana.vault, MARCH.replace(hour=hour))
    html = _html(ana, f"{RING}?day=2026-03-05")
    assert html.count("Take it off") == A_FEW + 2
    assert "No mark on 6 March 2026" in _html(ana, f"{RING}?day=2026-03-06")


def test_other_years_are_one_step_away(ana: Person) -> None:
    for year in (2023, 2026):
        mark(ana.vault, MARCH.replace(year=year))
    assert f'href="{RING}2023/"' in _html(ana)
    assert f'href="{RING}2026/"' in _html(ana, f"{RING}2023/")
    assert _html(ana, f"{RING}2024/").count('class="ring__mark') == 0
    assert ana.client.get(f"{RING}0/").status_code == 404
    assert ana.client.get(f"{RING}10000/").status_code == 404


def test_a_mark_of_a_practice_that_has_left_the_library_stays(ana: Person) -> None:
    mark(ana.vault, practice="long-gone")
    assert "no longer in the library" in _html(ana)


def test_the_line_kept_with_it_is_one_step_away_while_it_is_there(ana: Person) -> None:
    line = ana.vault.put(KeptLine(text="Slower.", kept_at=MARCH, zone="UTC"))
    ana.vault.put(Practised(practice=PRACTICE.id, minutes=1, ended_at=MARCH, zone="UTC", line=line.id))
    assert f'href="/journal/lines/{line.id}/"' in _html(ana)
    ana.vault.trash(line.id)
    assert f"/journal/lines/{line.id}/" not in _html(ana)


def test_a_mark_is_taken_off_and_back(ana: Person) -> None:
    saved = mark(ana.vault)
    response = ana.client.post(f"{RING}{saved.id}/trash/", follow=True)
    html = response.content.decode()
    assert "The mark is in the trash" in html
    assert ana.vault.all(Practised) == []
    assert f'action="/journal/{saved.id}/restore/"' in html
    assert PRACTICE.title in ana.client.get("/journal/trash/").content.decode()
    back = ana.client.post(f"/journal/{saved.id}/restore/", {"next": f"{RING}?said=back"})
    assert back.headers["Location"] == f"{RING}?said=back"
    assert [each.id for each in ana.vault.all(Practised)] == [saved.id]
    assert "It is back." in _html(ana, f"{RING}?said=back")


def test_kept_is_said(ana: Person) -> None:
    mark(ana.vault)
    assert "Saved and sealed." in _html(ana, f"{RING}?said=kept")
    assert "Saved and sealed." not in _html(ana, f"{RING}?said=nonsense")


@pytest.mark.parametrize("address", [RING, f"{RING}2026/"])
def test_a_ring_is_only_looked_at(ana: Person, address: str) -> None:
    assert ana.client.post(address).status_code == 405


def test_a_stranger_takes_no_mark_off(ana: Person, cleo: Person) -> None:
    saved = mark(ana.vault)
    assert cleo.client.post(f"{RING}{saved.id}/trash/").status_code == 404
    assert ana.client.get(f"{RING}{saved.id}/trash/").status_code == 405
    assert len(ana.vault.all(Practised)) == 1
    assert "ring__mark" not in _html(cleo)


def test_it_costs_the_same_with_one_mark_and_with_fifty(ana: Person, django_assert_max_num_queries: object) -> None:
    mark(ana.vault)
    _html(ana)
    for day in range(50):
        mark(ana.vault, MARCH + timedelta(days=day))
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        _html(ana)
