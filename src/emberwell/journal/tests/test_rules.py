"""What may come back and when; tags and attachments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.journal.calendar import Calendar
from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.rules import (
    Since,
    attached_in,
    attachments_after,
    clean_tags,
    line_for_today,
    on_this_day,
    tag_sign,
)
from emberwell.why.rules import why_or_line


@dataclass(frozen=True)
class Kept:
    """What the rules read of a saved record."""

    id: str
    value: Entry | KeptLine


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def calendar_of(*days: date, **fields) -> Calendar:
    calendar = Calendar()
    for number, day in enumerate(days):
        page = {"written_at": at_noon(day), "zone": "UTC", "body": "x"} | fields
        calendar.replace(f"{number:032x}", Kept("", Entry(**page)))
    return calendar


def returned(calendar: Calendar, today: date) -> list[tuple[date, Since, int]]:
    return [(found.row.day, found.since, found.years) for found in on_this_day(calendar, today)]


TODAY = date(2026, 3, 14)


def test_the_same_day_of_earlier_years_nearest_first():
    calendar = calendar_of(date(2019, 3, 14), date(2025, 3, 14), date(2026, 2, 14), TODAY)
    assert returned(calendar, TODAY) == [
        (date(2025, 3, 14), Since.YEARS, 1),
        (date(2019, 3, 14), Since.YEARS, 7),
    ]


def test_a_new_journal_looks_a_month_back_then_a_week():
    calendar = calendar_of(date(2026, 2, 14), date(2026, 3, 7))
    assert returned(calendar, TODAY) == [(date(2026, 2, 14), Since.MONTH, 0)]
    assert returned(calendar_of(date(2026, 3, 7)), TODAY) == [(date(2026, 3, 7), Since.WEEK, 0)]
    assert returned(calendar_of(TODAY), TODAY) == []
    assert returned(Calendar(), TODAY) == []


def test_a_month_without_this_day_brings_nothing():
    assert returned(calendar_of(date(2026, 2, 28)), date(2026, 3, 31)) == []


def test_a_leap_days_page_comes_back_on_the_28th():
    calendar = calendar_of(date(2024, 2, 29), date(2024, 2, 28))
    assert [day for day, _, _ in returned(calendar, date(2025, 2, 28))] == [date(2024, 2, 28), date(2024, 2, 29)]
    assert [day for day, _, _ in returned(calendar, date(2028, 2, 29))] == [date(2024, 2, 29)]
    assert [day for day, _, _ in returned(calendar, date(2028, 2, 28))] == [date(2024, 2, 28)]


@pytest.mark.parametrize("hidden", [{"hard_day": True}, {"not_again": True}, {"body": "", "title": ""}])
def test_what_must_not_come_back_does_not(hidden):
    for day in (date(2025, 3, 14), date(2026, 2, 14), date(2026, 3, 7)):
        assert returned(calendar_of(day, **hidden), TODAY) == []


def line(number: int, kept_on: date, **fields) -> Kept:
    value = KeptLine(text=f"Line {number}", kept_at=at_noon(kept_on), zone="UTC", **fields)
    return Kept(f"{number:032x}", value)


def shown(lines, day):
    found = line_for_today(lines, day)
    return found.id if found else None


LINES = st.lists(st.tuples(st.integers(0, 30), st.none() | st.integers(0, 60)), min_size=1, max_size=9).map(
    lambda pairs: [
        line(
            number,
            TODAY + timedelta(days=kept),
            rested_on=None if rested is None else TODAY + timedelta(days=rested),
        )
        for number, (kept, rested) in enumerate(pairs)
    ]
)


@given(LINES)
def test_a_line_returns_only_after_every_other_that_was_there(lines):
    """The history as it was lived: what each day showed, given the lines as they stood that day."""
    days = [TODAY + timedelta(days=n) for n in range(80)]
    history = []
    for day in days:
        as_it_stood = [
            each
            if each.value.rested_on is None or each.value.rested_on < day
            else Kept(each.id, msgspec.structs.replace(each.value, rested_on=None))
            for each in lines
            if each.value.kept_at <= at_noon(day)
        ]
        history.append((day, shown(as_it_stood, day)))
    for at, (day, id) in enumerate(history):
        earlier = next((n for n in range(at - 1, -1, -1) if history[n][1] == id), None)
        if id is None or earlier is None:
            continue
        between = {other for _, other in history[earlier:at]}
        there_throughout = {
            each.id
            for each in lines
            if each.value.kept_at.date() < history[earlier][0]
            and (each.value.rested_on is None or each.value.rested_on >= day)
            and not (each.value.rested_on is not None and each.value.rested_on <= each.value.kept_at.date())
        }
        assert there_throughout <= between


@given(LINES, st.integers(0, 90), st.randoms())
def test_the_order_of_the_lines_does_not_matter(lines, days, chance):
    day = TODAY + timedelta(days=days)
    mixed = list(lines)
    chance.shuffle(mixed)
    assert shown(mixed, day) == shown(lines, day)


@given(LINES, st.integers(0, 90))
def test_rested_lines_and_those_of_today_do_not_come(lines, days):
    day = TODAY + timedelta(days=days)
    found = line_for_today(lines, day)
    assert found is None or (found.value.rested_on is None and found.value.kept_at.date() < day)


def test_one_a_day_means_one():
    lines = [line(number, TODAY) for number in range(3)]
    day = TODAY + timedelta(days=5)
    today = line_for_today(lines, day)
    rested = [
        Kept(each.id, msgspec.structs.replace(each.value, rested_on=day)) if each.id == today.id else each
        for each in lines
    ]
    assert shown(rested, day) is None
    assert shown(rested, day + timedelta(days=1)) not in {None, today.id}


def test_keeping_a_line_today_does_not_change_todays():
    lines = [line(number, TODAY) for number in range(3)]
    for days in range(1, 9):
        day = TODAY + timedelta(days=days)
        assert shown([*lines, line(9, day)], day) == shown(lines, day)


def test_a_quiet_line_never_comes_unasked():
    assert line_for_today([line(1, TODAY, quiet=True)], TODAY + timedelta(days=3)) is None
    assert line_for_today([], TODAY) is None


def test_every_line_has_its_day():
    lines = [line(number, TODAY) for number in range(7)]
    days = [shown(lines, TODAY + timedelta(days=n)) for n in range(1, 15)]
    assert sorted(days[:7]) == sorted(each.id for each in lines)
    assert days[7:] == days[:7]


def test_tags_as_people_type_them():
    assert clean_tags("#supervision, First  year;rest\n#Supervision, ,#") == ("supervision", "First year", "rest")
    assert len(clean_tags("x" * 100)[0]) == 60
    assert len(clean_tags(",".join(str(n) for n in range(100)))) == 40


def test_a_tags_sign_says_nothing_without_the_key():
    key, other = b"k" * 32, b"o" * 32
    assert tag_sign("Hope", key) == tag_sign("hope", key) != tag_sign("hope", other)
    assert "hope" not in tag_sign("hope", key)
    assert len(tag_sign("hope", key)) == 16


A, B, C = "a" * 32, "b" * 32, "c" * 32


def test_attachments_follow_the_words():
    assert attached_in(f"![x](attachment:{A}) [y](attachment:{B}) attachment:{A}") == (A, B)
    assert attached_in("attachment:" + "a" * 33) == ()
    assert attachments_after((), "", f"![x](attachment:{A})") == (A,)
    assert attachments_after((A, C), f"![x](attachment:{A})", "gone") == (C,)
    assert attachments_after((A, C), f"![x](attachment:{A})", f"![x](attachment:{A}) ![y](attachment:{B})") == (A, B, C)


@given(st.integers(1, 40), st.integers(0, 6))
def test_beside_a_why_every_line_still_comes(count: int, later: int):
    lines = [line(number, TODAY - timedelta(days=number % (later + 1))) for number in range(count)]
    days = [TODAY + timedelta(days=number + 1) for number in range(2 * count + 2)]
    mine = [day for day in days if why_or_line(day, has_why=True, has_line=True) == "line"][:count]
    shown = [line_for_today(lines, day, every=2) for day in mine]
    assert {found.id for found in shown if found} == {each.id for each in lines}
