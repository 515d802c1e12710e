"""`Is this still so?`, asked beside a month's kept lines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import kept, queries_of, refuses, written
from emberwell.why.statement import current
from emberwell.why.tests.made_why import whyed
from emberwell.why.views import sentence

STILL, WHY = reverse("why:still"), reverse("why:why")
LONG_AGO = datetime(2025, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The day on everybody's wall; tests may change it."""
    days = [date(2026, 3, 30)]
    monkeypatch.setattr(sentence, "today_of", lambda request: days[-1])
    return days


def month_of(person: Person) -> date:
    return person.client.get(STILL).context["page"].month


def lines_on(person: Person) -> list[str]:
    return [line.text for line in person.client.get(STILL).context["page"].lines]


def test_it_stands_beside_the_lines_of_the_month_asked_about(ana: Person, today: list[date]):
    whyed(ana, written_at=LONG_AGO)
    kept(ana, "Last", kept_at=datetime(2026, 3, 31, 20, tzinfo=UTC))
    kept(ana, "First", kept_at=datetime(2026, 2, 28, 23, 30, tzinfo=UTC))  # 1 March in Vienna
    kept(ana, "Before", kept_at=datetime(2026, 2, 27, 12, tzinfo=UTC))
    assert lines_on(ana) == ["First", "Last"]
    today.append(date(2026, 4, 7))
    assert month_of(ana) == date(2026, 3, 1)


def test_at_other_times_it_shows_the_latest_whole_month(ana: Person, today: list[date]):
    whyed(ana, written_at=LONG_AGO)
    for day, month in ((date(2026, 3, 15), date(2026, 2, 1)), (date(2026, 1, 20), date(2025, 12, 1))):
        today.append(day)
        assert month_of(ana) == month


def test_only_lines_that_may_return_stand_beside_it(ana: Person):
    whyed(ana, written_at=LONG_AGO)
    kept(ana, "Quiet", quiet=True)
    kept(ana, "Resting", rested_on=date(2026, 3, 20))
    kept(ana, "Raw", entry=written(ana, raw=True).id)
    kept(ana, "Hard", entry=written(ana, hard_day=True).id)
    kept(ana, "Fine")
    assert lines_on(ana) == ["Fine"]


def test_still_so_is_kept_with_its_day_once(ana: Person):
    before = whyed(ana, written_at=LONG_AGO)
    for _ in range(2):
        assert ana.client.post(STILL, {"expected": ""}).url == WHY + "?said=still"
    saved = current(ana.vault)
    assert saved.value == msgspec.structs.replace(before.value, still_so_on=(date(2026, 3, 30),))
    assert saved.revision == 2


def test_an_answer_to_other_words_is_not_taken(ana: Person):
    saved = whyed(ana, written_at=LONG_AGO)
    ana.vault.put(msgspec.structs.replace(saved.value, text="Else."), id=saved.id, expected=1)
    answer = ana.client.post(STILL, {"expected": "1"})
    assert answer.status_code == 409
    assert "Else." in answer.content.decode()
    assert current(ana.vault).value.still_so_on == ()


def test_without_a_why_it_invites(ana: Person):
    assert reverse("why:sentence") in ana.client.get(STILL).content.decode()
    ana.client.post(STILL, {})
    assert current(ana.vault) is None


def test_another_answers_for_herself(ana: Person, cleo: Person):
    saved = whyed(ana, written_at=LONG_AGO)
    cleo.client.post(STILL, {"expected": "1"})
    ana.vault.refresh()
    assert current(ana.vault) == saved
    assert saved.value.text not in cleo.client.get(STILL).content.decode()


def test_wrong_methods(ana: Person):
    refuses(ana, STILL, "PUT", "DELETE")


def test_a_constant_number_of_statements(ana: Person):
    whyed(ana, written_at=LONG_AGO)
    kept(ana)
    alone = queries_of(ana, STILL)
    for number in range(12):
        kept(
            ana,
            f"Line {number}",
            kept_at=datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=number),
            entry=written(ana).id,
        )
    assert queries_of(ana, STILL) == alone
