"""`/purpose/`: four sentences, four steps."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import Person
from emberwell.accounts.rules import change_preferences
from emberwell.journal.records import Entry, KeptLine
from emberwell.week.records import Act
from emberwell.week.rules import week_ending
from emberwell.why.records import Sort, Strength, Value, WhyStatement

NOW = datetime.now(UTC)


def shown(person: Person) -> str:
    answer = person.client.get("/purpose/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def kept(person: Person, text: str, **more: Any) -> None:
    person.vault.put(KeptLine(text=text, kept_at=NOW, zone="UTC", **more))


def test_an_empty_journal_is_invited_four_times(ana: Person) -> None:
    text = shown(ana)
    assert text.count("purpose__invitation") == 4
    for address in ("/why/ten/", "/sessions/after/", "/week/", "/journal/write/?prompt=growth-"):
        assert address in text


def test_each_pillar_says_a_sentence_of_hers(ana: Person) -> None:
    change_preferences(ana.vault, zone="UTC", week_day=5)
    patience = ana.vault.put(Strength(name="Waiting", noted_at=NOW, zone="UTC"))
    ana.vault.put(WhyStatement(text="To stay for the second minute.", written_at=NOW, zone="UTC"))
    kept(ana, "We both looked at the rain.")
    kept(ana, "I let him look for the word.", strengths=(patience.id,))
    ends_on = week_ending(NOW.date(), 5)
    ana.vault.put(Act(for_week=ends_on, zone="UTC", chosen_at=NOW, what="Leave while it is light."))
    text = shown(ana)
    for words in (
        "To stay for the second minute.",
        "We both looked at the rain.",
        "Leave while it is light.",
        "I let him look for the word.",
        "Waiting: you met it here",
    ):
        assert words in text
    assert "purpose__invitation" not in text


def test_the_five_stand_in_for_a_why_not_yet_written(ana: Person) -> None:
    value = ana.vault.put(Value(name="Steadiness", added_at=NOW, zone="UTC"))
    ana.vault.put(Sort(begun_at=NOW, zone="UTC", done_at=NOW, five=(value.id,)))
    text = shown(ana)
    assert "Steadiness." in text
    assert "/why/ten/" in text


@pytest.mark.parametrize("reason", ["rested", "quiet", "raw", "hard day"])
def test_what_may_not_return_does_not_stand_here(ana: Person, reason: str) -> None:
    strength = ana.vault.put(Strength(name="Waiting", noted_at=NOW, zone="UTC"))
    page = ana.vault.put(
        Entry(written_at=NOW, zone="UTC", body="x", raw=reason == "raw", hard_day=reason == "hard day")
    )
    kept(
        ana,
        "Not this one.",
        entry=page.id,
        quiet=reason == "quiet",
        rested_on=date(2026, 1, 1) if reason == "rested" else None,
        strengths=(strength.id,),
    )
    assert "Not this one." not in shown(ana)


def test_an_act_that_was_answered_is_over(ana: Person) -> None:
    ends_on = week_ending(NOW.date(), 5)
    ana.vault.put(Act(for_week=ends_on - timedelta(days=7), zone="UTC", chosen_at=NOW, what="Last week's."))
    assert "Last week" not in shown(ana)


def test_many_lines_take_no_more_queries(ana: Person) -> None:
    shown(ana)
    with CaptureQueriesContext(
        connection,
    ) as few:
        shown(ana)
    for number in range(40):
        kept(ana, f"Line {number}.")
    shown(ana)
    with CaptureQueriesContext(connection) as many:
        shown(ana)
    assert len(many) == len(few)


def test_only_reading(ana: Person) -> None:
    assert ana.client.post("/purpose/").status_code == 405


def test_an_act_of_this_week_counts_though_the_week_moved_to_another_day(ana: Person) -> None:
    change_preferences(ana.vault, zone="UTC", week_day=NOW.isoweekday() % 7 + 1)
    ana.vault.put(Act(for_week=NOW.date(), zone="UTC", chosen_at=NOW, what="Leave on time."))
    assert "Leave on time." in shown(ana)
