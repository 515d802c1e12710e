"""The year's small book on paper: months, lines, pages, rings; and no words that break it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Person
from emberwell.exchange.sheets import Sheets
from emberwell.exchange.typesetting import compiled
from emberwell.keepsakes import choice, yearbook
from emberwell.keepsakes.choice import Choice, Content, Line, Wording, chosen_from, content_of, to_begin_with
from emberwell.keepsakes.tests.made import MADE, MARCH, kept, why, written
from emberwell.keepsakes.yearbook import NothingChosen, book_words, year_book_pdf
from emberwell.vault.errors import TooLarge
from emberwell.vault.record import RecordId


def sheets_of(words: dict[str, Any]) -> int:
    made = compiled("yearbook.typ", "book", words, {}, format="svg")
    return len(made) if isinstance(made, list) else 1


def words_of(person: Person, choice: Choice, author: str = "Ana") -> dict[str, Any]:
    sheets, content = Sheets(person.vault), content_of(person.vault, choice)
    return book_words(sheets, choice.year, content, [MARCH.date()], author=author, made_on=MADE)


def test_a_sparse_year(ana: Person) -> None:
    why(ana, ("One.", date(2023, 5, 1)), ("Two.", date(2025, 9, 12)))
    page = written(ana, "I stayed with it, and **said** so.", title="The radiator", starred=True)
    kept(ana, "said so", entry=page.id)
    kept(ana, "In July.", kept_at=MARCH + timedelta(days=115))
    words = words_of(ana, to_begin_with(ana.vault, 2025))
    assert (words["year"], words["author"]) == ("2025", "Ana")
    assert (words["why"]["words"], words["why"]["day"]) == ("One.", "In these words since 1 May 2023")
    assert [month["name"] for month in words["months"]] == ["March", "July", "September"]
    march, july, september = words["months"]
    assert [line["words"] for line in march["lines"]] == ["said so"]
    assert march["pages"][0]["title"] == "The radiator"
    assert [run["x"] for run in march["pages"][0]["blocks"][0]["runs"] if "k" in run] == ["said", " so"]
    assert (july["lines"][0]["day"], july["pages"]) == ("7 July", [])
    assert september["whys"][0]["day"] == "Why, from 12 September"
    assert words["colophon"][-1].startswith("Set on 2 January 2026.")
    marks = {month["key"]: len(month["marks"]) for month in words["ring"]["months"]}
    assert {key for key, count in marks.items() if count} == {"2025-03"}
    # Cover, why, three months (March with its page on a sheet of its own), the ring.
    assert sheets_of(words) == 7


def test_it_becomes_a_pdf_with_an_outline_of_months(ana: Person) -> None:
    kept(ana)
    made = year_book_pdf(ana.vault, to_begin_with(ana.vault, 2025), author="", made_on=MADE)
    assert made.startswith(b"%PDF-1.7")
    assert b"(March)" in made
    assert b"Kept lines" in made


def test_the_days_of_the_ring_are_those_with_a_page_or_a_line(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(ana)
    written(ana, written_at=MARCH + timedelta(days=3))
    seen: list[dict[str, Any]] = []
    monkeypatch.setattr(yearbook, "typeset", lambda template, name, words, **more: seen.append(words) or b"%PDF")
    year_book_pdf(ana.vault, to_begin_with(ana.vault, 2025), author="", made_on=MADE)
    assert sum(len(month["marks"]) for month in seen[0]["ring"]["months"]) == 2


def test_nothing_and_too_much_are_refused(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NothingChosen):
        year_book_pdf(ana.vault, chosen_from(2025, ["0" * 32]), author="", made_on=MADE)
    page = written(ana, "x" * 200)
    monkeypatch.setattr(choice, "CHARACTERS", 100)
    assert ana.client.post(reverse("keepsakes:check", args=[2025]), {"item": page.id}).status_code == 413
    with pytest.raises(TooLarge):
        year_book_pdf(ana.vault, chosen_from(2025, [page.id]), author="", made_on=MADE)


def test_long_lines_break_over_sheets(ana: Person) -> None:
    kept(ana, "words " * 166)
    kept(ana, "x" * 1000)
    kept(ana, "真" * 1000)
    kept(ana, "a\u0301" * 500)
    kept(ana, "\n".join("a" * 500))
    assert 4 < sheets_of(words_of(ana, to_begin_with(ana.vault, 2025))) < 25


HOSTILE = st.text(
    alphabet=st.sampled_from(list("ab *_`#>-1.\n[]()!|~\\$@<>{}\"'/=+&ש真\t\u200b\u202e\u200d\x00😀e\u0301")),
    max_size=300,
)


@settings(
    max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None
)
@given(HOSTILE, HOSTILE, st.integers(1, 9998))
def test_no_words_break_it(ana: Person, text: str, author: str, year: int) -> None:
    content = Content(
        whys=(Wording("why-1", text, date(year, 1, 1)), Wording("why-2", author, date(year, 2, 28))),
        lines=(Line(RecordId("a" * 32), text, date(year, 3, 31), may_return=True),),
        pages=(),
    )
    words = book_words(Sheets(ana.vault), year, content, [date(year, 12, 31)], author=author, made_on=MADE)
    assert compiled("yearbook.typ", "book", words, {}, format="pdf").startswith(b"%PDF")


def test_a_line_of_nothing_but_zero_widths(ana: Person) -> None:
    content = Content((), (Line(RecordId("a" * 32), "\u200b" * 10_000 + "x", date(2025, 3, 1), may_return=True),), ())
    words = book_words(Sheets(ana.vault), 2025, content, [], author="", made_on=datetime(2026, 1, 1, tzinfo=UTC))
    assert sheets_of(words) == 3
