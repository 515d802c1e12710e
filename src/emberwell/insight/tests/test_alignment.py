"""/alignment/: what stands there with nothing kept, with little, and with a year; what the accessibility tree says."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.insight.tests.made import friday, lived, noon, today, valued, week
from emberwell.journal.tests.made import queries_of, refuses
from emberwell.week.records import Act, CameOf, Place
from emberwell.why.records import Importance, Sort, Weight

ALIGNMENT = reverse("insight:alignment")
NEARER = [3, 3, 3, 3, 2, 2, 2, 2]


def page_of(person: Person, **query: str) -> Any:
    return person.client.get(ALIGNMENT, query).context["page"]


def html_of(person: Person, **query: str) -> str:
    return person.client.get(ALIGNMENT, query).content.decode()


class Read(HTMLParser):
    """Names and descriptions of pictures as assistive technology finds them, and the tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = []
        self._text: dict[str, str] = {}
        self._pictures: list[dict[str, str]] = []
        self.tables: list[list[list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if given.get("role") == "img":
            self._pictures.append(given)
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in {"th", "td"}:
            self.tables[-1][-1].append("")
        if tag not in {"input", "link", "meta", "path", "use"}:
            self._open.append((tag, given.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, id in self._open:
            if id:
                self._text[id] = self._text.get(id, "") + data
        if self._open and self._open[-1][0] in {"th", "td"}:
            self.tables[-1][-1][-1] += data

    def pictures(self) -> list[tuple[str, str]]:
        """(name, description) of each."""
        return [
            (" ".join(self._text[each["aria-labelledby"]].split()), self._text[each["aria-describedby"]])
            for each in self._pictures
        ]


def test_with_nothing_it_invites(ana: Person) -> None:
    page, html = page_of(ana), html_of(ana)
    assert (page.weeks_kept, page.parts, page.quiet, page.act) == (0, (), None, None)
    assert 'role="img"' not in html
    assert f'href="{reverse("week:week")}"' in html


def test_with_one_week_there_is_no_chart(ana: Person) -> None:
    (value,) = valued(ana, "Steadiness")
    lived(ana, value, [3])
    assert page_of(ana).weeks_kept == 1
    assert "Your first ring is kept." in html_of(ana)


def test_a_chart_for_all_together_and_for_each_value(ana: Person) -> None:
    steadiness, _ = valued(ana, "Steadiness", "Kindness")
    lived(ana, steadiness, NEARER, home=[2, 2])
    work, home = page_of(ana).parts
    assert [chart.title for chart in (work.together, *work.charts)] == ["Together", "Steadiness"]
    assert [chart.title for chart in (home.together, *home.charts)] == ["Together", "Steadiness"]
    assert work.too_few == home.too_few == ("Kindness",)


def test_the_accessibility_tree_says_what_the_picture_shows(ana: Person) -> None:
    (value,) = valued(ana, "Steadiness")
    lived(ana, value, NEARER)
    read = Read(html_of(ana))
    assert read.pictures() == [
        (
            "Together at work",
            "At work, your values together have been nearer these four weeks than the four before: about one step. "
            "In the last four weeks they stood about two steps from the middle, on average.",
        ),
        (
            "Steadiness at work",
            "About two steps from the middle, nearer than before by about one step.",
        ),
    ]
    for head, *rows in read.tables:
        assert head[:2] == ["Week to", "Steps from the middle"]
        assert [row[1] for row in rows] == [f"{distance:.1f}" for distance in reversed(NEARER)]
        assert [row[2] for row in rows[:5]] == ["2.0", "2.2", "2.5", "2.8", "3.0"]
        assert rows[0][0] == f"{friday().day} {friday():%b %Y}"


def test_importance_weighs(ana: Person) -> None:
    one, other = valued(ana, "Steadiness", "Kindness")
    at = noon(friday(60))
    weights = (Weight(value=one, work=3, home=1), Weight(value=other, work=1, home=1))
    ana.vault.put(Importance(asked_at=at, zone="UTC", weights=weights))
    for back in range(2):
        places = (Place(value=one, work=0, home=0), Place(value=other, work=6, home=6))
        ana.vault.put(week(friday(back), *places))
    work, home = page_of(ana).parts
    assert {row[1] for row in work.together.rows} == {"1.5"}
    assert {row[1] for row in home.together.rows} == {"3.0"}


def test_missed_weeks_are_said_and_shown(ana: Person) -> None:
    (value,) = valued(ana, "Steadiness")
    lived(ana, value, [3, 3, 3, 3, 3, None, 2, 3])
    work = page_of(ana).parts[0]
    assert "One of these four weeks was not kept, so this may be off by about" in work.together.sentence
    assert work.together.rows[2][1] == "no place"
    assert "to" in work.together.rows[0][2]


def test_a_value_that_joined_later_has_not_missed_what_came_before(ana: Person) -> None:
    old, new = valued(ana, "Steadiness", "Kindness")
    lived(ana, old, [3] * 8)
    lived(ana, new, [2, 2])
    chart = page_of(ana).parts[0].charts[1]
    assert chart.sentence.endswith("It is too early to say which way it is going.")
    assert [row[1:] for row in chart.rows] == [("2.0", "2.0")] * 2


def test_values_that_left_the_five_are_folded_away(ana: Person) -> None:
    old, new = valued(ana, "Playfulness", "Kindness")
    lived(ana, old, [1, 1, 1, None, None, None])
    lived(ana, new, [2] * 6)
    at = noon(friday(2))
    ana.vault.put(Sort(begun_at=at, zone="UTC", done_at=at, five=(new,)))
    page = page_of(ana)
    assert [chart.title for chart in page.earlier] == ["Playfulness"]
    assert [chart.title for chart in page.parts[0].charts] == ["Kindness"]
    assert "not kept" not in page.earlier[0].sentence
    html = html_of(ana)
    assert html.index("Earlier values") < html.index("Playfulness")


def test_a_value_in_the_trash_is_not_named(ana: Person) -> None:
    (value,) = valued(ana, "Steadiness")
    lived(ana, value, NEARER)
    ana.vault.trash(value)
    assert "Steadiness" not in html_of(ana)
    assert page_of(ana).parts[0].together is not None


@pytest.mark.parametrize(("span", "weeks"), [("", 26), ("half", 26), ("year", 52), ("all", 60), ("nonsense", 26)])
def test_how_far_back(ana: Person, span: str, weeks: int) -> None:
    (value,) = valued(ana, "Steadiness")
    lived(ana, value, [3] * 60)
    page = page_of(ana, span=span)
    assert len(page.parts[0].together.rows) == weeks
    assert [choice.current for choice in page.spans].count(True) == 1


def test_no_choice_of_span_while_all_are_the_same(ana: Person) -> None:
    (value,) = valued(ana, "Steadiness")
    lived(ana, value, [3] * 26)
    assert page_of(ana).spans == ()


def test_this_weeks_small_act(ana: Person) -> None:
    ana.vault.put(Act(for_week=friday(1), zone="UTC", chosen_at=noon(friday(2)), what="Last week’s"))
    assert page_of(ana).act is None
    what = "Sit down before I open the door."
    ana.vault.put(Act(for_week=today(), zone="UTC", chosen_at=noon(today()), what=what, came_of=CameOf.PARTLY))
    html = html_of(ana)
    assert what in html
    assert "You said: partly." in html


def test_hostile_words_stay_words(ana: Person) -> None:
    (value,) = valued(ana, "<script>alert(1)</script>")
    lived(ana, value, NEARER)
    html = html_of(ana)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_nobody_elses(ana: Person, cleo: Person) -> None:
    (value,) = valued(ana, "Steadiness")
    lived(ana, value, NEARER)
    assert "Steadiness" not in html_of(cleo)


def test_wrong_methods(ana: Person) -> None:
    refuses(ana, ALIGNMENT, "POST", "PUT", "DELETE")


def test_a_constant_number_of_statements(ana: Person) -> None:
    one, other = valued(ana, "Steadiness", "Kindness")
    lived(ana, one, [3, 3])
    alone = queries_of(ana, ALIGNMENT)
    lived(ana, other, [3] * 20)
    assert queries_of(ana, ALIGNMENT) == alone
