"""/alignment/band/: pictures of the five answers, and the early word until it is answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.accounts.records import HardDayName
from emberwell.accounts.rules import change_preferences
from emberwell.insight.looking import word_now
from emberwell.insight.records import OwnSign, WordSaid
from emberwell.insight.tests.made import checked_in, fallen, noon, today
from emberwell.journal.tests.made import queries_of, refuses
from emberwell.supervision.records import Item
from emberwell.week.records import CheckIn

BAND = reverse("insight:band")
ANSWER = reverse("insight:word_answer")


def page_of(person: Person, **query: str) -> Any:
    return person.client.get(BAND, query).context["page"]


def html_of(person: Person, **query: str) -> str:
    return person.client.get(BAND, query).content.decode()


def test_with_nothing_it_invites(ana: Person) -> None:
    page, html = page_of(ana), html_of(ana)
    assert (page.weeks, page.charts, page.spans, page.word) == (0, (), (), None)
    assert 'role="img"' not in html
    assert f'href="{reverse("insight:check_in")}"' in html


def test_with_one_week_there_is_no_chart(ana: Person) -> None:
    checked_in(ana, [4])
    assert (page_of(ana).weeks, page_of(ana).charts) == (1, ())


def test_a_chart_for_each_answer_that_was_given(ana: Person) -> None:
    checked_in(ana, [4] * 9, doubt=6)
    charts = page_of(ana).charts
    assert [chart.title for chart in charts] == ["Energy", "Meaning", "Connection", "Self-doubt"]
    assert {chart.tone for chart in charts} == {"overall"}


def test_missing_weeks_are_missing(ana: Person) -> None:
    checked_in(ana, [4, 4, None, 4, 4, 4, None, 4, 4])
    energy = page_of(ana).charts[0]
    assert [row[1] for row in energy.rows] == ["4.0", "4.0", "none", "4.0", "4.0", "4.0", "none", "4.0", "4.0"]
    assert energy.dots.count("M") == 7


def test_two_check_ins_of_one_week_are_one_dot(ana: Person) -> None:
    checked_in(ana, [4, 4])
    last_week = today() - timedelta(days=7)
    other = last_week + timedelta(days=1 if last_week.isoweekday() < 7 else -1)
    ana.vault.put(CheckIn(day=other, zone="UTC", answered_at=noon(other), energy=6))
    assert [row[1] for row in page_of(ana).charts[0].rows] == ["4.0", "5.0"]


@pytest.mark.parametrize(("span", "weeks"), [("", 26), ("year", 52), ("all", 60), ("nonsense", 26)])
def test_how_far_back(ana: Person, span: str, weeks: int) -> None:
    checked_in(ana, [4] * 60)
    page = page_of(ana, span=span)
    assert len(page.charts[0].rows) == weeks
    assert [choice.current for choice in page.spans].count(True) == 1


def test_the_word_stands_there_with_ones_own_sign(ana: Person) -> None:
    fallen(ana)
    text = "I hope <b>they</b> cancel."
    ana.vault.put(OwnSign(text=text, written_at=datetime(2025, 3, 4, tzinfo=UTC), zone="UTC", people=("Joana",)))
    html = html_of(ana)
    assert "lower than is usual for you" in html
    assert "In March 2025 you wrote" in html or "In March you wrote" in html
    assert "I hope &lt;b&gt;they&lt;/b&gt; cancel." in html
    assert "Joana" in html


def test_without_a_sign_the_names_of_a_hard_day_stand_in(ana: Person) -> None:
    fallen(ana)
    change_preferences(ana.vault, hard_day_names=(HardDayName("Ines", "next door"),))
    word = page_of(ana).word
    assert (word.sign, word.people) == ("", ("Ines",))


def test_no_word_while_all_is_as_usual(ana: Person) -> None:
    checked_in(ana, [4, 5, 6] * 8)
    assert page_of(ana).word is None


@pytest.mark.parametrize("answer", ["supervision", "less", "not now"])
def test_answered_once_it_is_gone(ana: Person, answer: str) -> None:
    fallen(ana)
    word = page_of(ana).word
    response = ana.client.post(ANSWER, {"answer": answer})
    assert response.status_code == 303
    assert response.url.startswith(BAND)
    (said,) = (saved.value for saved in ana.vault.all(WordSaid))
    assert said == WordSaid(rule=word.rule, since=word.since, answered_on=today(), answer=answer)
    assert page_of(ana).word is None
    assert word_now(ana.vault, today()) is None
    assert ana.client.get(response.url).status_code == 200
    taken = [saved.value.text for saved in ana.vault.all(Item)]
    assert len(taken) == (answer == "supervision")
    assert all("usual for me" in text for text in taken)


def test_answered_twice_it_is_kept_once(ana: Person) -> None:
    fallen(ana)
    for _ in range(2):
        assert ana.client.post(ANSWER, {"answer": "supervision"}).status_code == 303
    assert len(ana.vault.all(WordSaid)) == len(ana.vault.all(Item)) == 1


def test_not_now_goes_back_to_where_it_was_said(ana: Person) -> None:
    fallen(ana)
    response = ana.client.post(ANSWER, {"answer": "not now", "next": "/"})
    assert response.url == "/"
    other = ana.client.post(ANSWER, {"answer": "not now", "next": "https://elsewhere.example/"})
    assert other.url.startswith(BAND)


def test_another_answer_is_422_and_the_word_stays(ana: Person) -> None:
    fallen(ana)
    response = ana.client.post(ANSWER, {"answer": "cheer up"})
    assert response.status_code == 422
    assert response.context["page"].word is not None
    assert ana.vault.all(WordSaid) == []


def test_a_check_in_in_the_trash_says_nothing(ana: Person) -> None:
    low = fallen(ana)
    assert page_of(ana).word is not None
    for id in low:
        ana.vault.trash(id)
    assert page_of(ana).word is None


def test_nobody_elses(ana: Person, cleo: Person) -> None:
    fallen(ana)
    assert page_of(cleo).word is None
    assert page_of(cleo).charts == ()
    cleo.client.post(ANSWER, {"answer": "less"})
    assert cleo.vault.all(WordSaid) == []
    assert page_of(ana).word is not None


def test_wrong_methods(ana: Person) -> None:
    refuses(ana, BAND, "POST", "PUT", "DELETE")
    refuses(ana, ANSWER, "GET", "PUT", "DELETE")


def test_a_constant_number_of_statements(ana: Person) -> None:
    checked_in(ana, [4, 4])
    few = queries_of(ana, BAND)
    fallen(ana)
    assert queries_of(ana, BAND) == few
