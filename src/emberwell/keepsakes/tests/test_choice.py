"""What may stand in a book: nothing unasked that was kept back, and only what is of that year."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from conftest import Person
from emberwell.journal.records import KeptLine
from emberwell.journal.rules import may_return
from emberwell.keepsakes.choice import (
    AT_MOST,
    Wording,
    chosen_from,
    content_of,
    in_force,
    in_year,
    offered_pages,
    to_begin_with,
    wordings,
    years,
)
from emberwell.keepsakes.tests.made import MARCH, kept, why, written
from emberwell.vault.contents import Saved
from emberwell.vault.record import RecordId

PAGE = RecordId("a" * 32)
LINES = st.builds(
    KeptLine,
    text=st.sampled_from(["true", "", "  ", "also true"]),
    kept_at=st.integers(0, 800).map(lambda days: MARCH - timedelta(days=440) + timedelta(hours=23 * days)),
    zone=st.sampled_from(["UTC", "Pacific/Auckland", "America/Los_Angeles"]),
    entry=st.sampled_from([None, PAGE, RecordId("b" * 32)]),
    quiet=st.booleans(),
    rested_on=st.sampled_from([None, date(2025, 1, 1)]),
)


def saved_lines(lines: list[KeptLine]) -> list[Saved[KeptLine]]:
    return [
        Saved(id=RecordId(f"{at:032x}"), revision=1, seq=at + 1, value=line, saved_at=MARCH)
        for at, line in enumerate(lines)
    ]


@given(st.lists(LINES, max_size=30), st.sets(st.sampled_from([PAGE])))
def test_lines_say_whether_they_may_return_and_come_in_order(lines: list[KeptLine], held_back: set[RecordId]) -> None:
    saved = saved_lines(lines)
    by_id = {one.id: one.value for one in saved}
    found = in_year(saved, 2025, held_back)
    assert [line.day for line in found] == sorted(line.day for line in found)
    assert all(line.day.year == 2025 and line.text.strip() for line in found)
    assert all(line.may_return == may_return(by_id[line.id], held_back) for line in found)


DAYS = st.dates(date(2022, 1, 1), date(2027, 12, 31))


@given(st.lists(DAYS, max_size=8), st.integers(2021, 2028))
def test_the_whys_in_force_cover_the_year(days: list[date], year: int) -> None:
    every = [Wording(f"why-{at}", str(at), day) for at, day in enumerate(sorted(days))]
    found = in_force(every, year)
    for day in (date(year, 1, 1) + timedelta(days=at) for at in range(365)):
        before = [one for one in every if one.since <= day]
        if before:
            assert before[-1] in found
    first = [one for one in every if one.since <= date(year, 1, 1)]
    assert set(found) == {
        *first[-1:],
        *(one for at, one in enumerate(every) if one.since.year == year and one.since not in days_after(every, at)),
    }


def days_after(every: list[Wording], at: int) -> set[date]:
    return {one.since for one in every[at + 1 :]}


def test_wordings_come_from_the_history(ana: Person) -> None:
    assert wordings(ana.vault) == ()
    saved = why(ana, ("One.", date(2023, 5, 1)), ("Two.", date(2025, 9, 12)), ("Two.", date(2025, 9, 13)))
    assert [(one.text, one.since) for one in wordings(ana.vault)] == [
        ("One.", date(2023, 5, 1)),
        ("Two.", date(2025, 9, 12)),
    ]
    assert saved.revision == 3


def test_what_is_ticked_to_begin_with(ana: Person) -> None:
    why(ana, ("One.", date(2023, 5, 1)), ("Two.", date(2025, 9, 12)))
    raw = written(ana, "raw", raw=True, starred=True)
    hard = written(ana, "hard", hard_day=True, starred=True)
    plain = written(ana, "plain")
    starred = written(ana, "starred", starred=True)
    written(ana, "not again", starred=True, not_again=True)
    good = kept(ana)
    for fields in ({"quiet": True}, {"rested_on": date(2025, 4, 1)}, {"entry": raw.id}, {"entry": hard.id}):
        kept(ana, **fields)
    kept(ana, kept_at=MARCH - timedelta(days=365))
    choice = to_begin_with(ana.vault, 2025)
    assert choice.ids == {"why-1", "why-2", good.id, starred.id}
    content = content_of(ana.vault, choice)
    assert [one.text for one in content.whys] == ["One.", "Two."]
    assert [page.id for page in content.pages] == [starred.id]
    march = (date(2025, 3, 1), date(2025, 3, 31))
    assert plain.id in {page.id for page in offered_pages(ana.vault, *march, kept_back=False)}
    assert raw.id not in {page.id for page in offered_pages(ana.vault, *march, kept_back=False)}
    assert {raw.id, hard.id} <= {page.id for page in offered_pages(ana.vault, *march, kept_back=True)}


def test_it_begins_with_no_more_than_a_book_takes(ana: Person, monkeypatch) -> None:
    monkeypatch.setattr("emberwell.keepsakes.choice.AT_MOST", 2)
    for number in range(4):
        kept(ana, str(number))
    assert len(to_begin_with(ana.vault, 2025).ids) == 2
    assert AT_MOST == 1000


def test_a_choice_takes_only_what_looks_like_an_id_and_is_of_the_year(ana: Person, ben: Person) -> None:
    other = kept(ana, kept_at=MARCH - timedelta(days=365))
    mine, hers = kept(ana), kept(ben)
    page = written(ana)
    choice = chosen_from(2025, [mine.id, other.id, hers.id, page.id, "why-1", "<script>", "why-x", ""])
    assert choice.ids == {mine.id, other.id, hers.id, page.id, "why-1"}
    content = content_of(ana.vault, choice)
    assert [line.id for line in content.lines] == [mine.id]
    assert [one.id for one in content.pages] == [page.id]
    assert content.whys == ()
    assert not content_of(ana.vault, chosen_from(2024, [page.id]))


def test_the_years_there_are(ana: Person) -> None:
    assert years(ana.vault) == ()
    written(ana)
    kept(ana, kept_at=MARCH - timedelta(days=800))
    why(ana, ("One.", date(2024, 5, 1)))
    assert years(ana.vault) == (2025, 2024, 2023)


def test_the_book_has_the_why_that_was_written_last(ana: Person):
    why(ana, ("Now.", date(2025, 3, 1)))
    why(ana, ("Brought in.", date(2024, 3, 1)))
    assert [wording.text for wording in wordings(ana.vault)] == ["Now."]
