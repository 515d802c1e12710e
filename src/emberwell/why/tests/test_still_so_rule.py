"""When `Is this still so?` is asked, and what Today opens with."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.why.records import WhyStatement
from emberwell.why.rules import asks_if_still_so, last_day, latest_whole_month, why_or_line

LONG_AGO = date(2025, 1, 1)
DAYS = st.dates(date(1960, 3, 1), date(2100, 1, 1))


def said_on(day: date, *, still: tuple[date, ...] = (), zone: str = "UTC", at: time = time(12)) -> WhyStatement:
    return WhyStatement(text="x", written_at=datetime.combine(day, at, tzinfo=UTC), zone=zone, still_so_on=still)


def window(month: date) -> list[date]:
    """The ten days on which a month is asked about."""
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return [last + timedelta(days=away) for away in range(-2, 8)]


@given(DAYS)
def test_an_old_why_is_asked_about_on_ten_days_a_month_and_no_others(today: date):
    old = said_on(today - timedelta(days=400))
    month = asks_if_still_so(old, today)
    this, before = today.replace(day=1), (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    if today in window(this):
        assert month == this
    elif today in window(before):
        assert month == before
    else:
        assert month is None


@given(DAYS, st.integers(-40, 40))
def test_once_answered_it_is_not_asked_again_in_the_same_ten_days(today: date, away: int):
    answered = today + timedelta(days=away)
    old = said_on(today - timedelta(days=400), still=(answered,))
    without = asks_if_still_so(msgspec.structs.replace(old, still_so_on=()), today)
    if without is None or answered >= window(without)[0]:
        assert asks_if_still_so(old, today) is None
    else:
        assert asks_if_still_so(old, today) == without


@pytest.mark.parametrize("today", [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 7)])
def test_an_answer_on_the_first_of_the_ten_days_stands_for_all_of_them(today: date):
    assert asks_if_still_so(said_on(LONG_AGO, still=(date(2026, 2, 26),)), today) is None
    assert asks_if_still_so(said_on(LONG_AGO, still=(date(2026, 2, 25),)), today) == date(2026, 2, 1)


@given(DAYS, st.integers(0, 90))
def test_new_words_are_left_alone(today: date, ago: int):
    written = today - timedelta(days=ago)
    month = asks_if_still_so(said_on(today - timedelta(days=400)), today)
    asked = asks_if_still_so(said_on(written), today)
    if month is None:
        assert asked is None
    else:
        month_ends = window(month)[2]
        assert asked == (None if (month_ends - written).days < 14 else month)


@pytest.mark.parametrize("month", [date(2026, 2, 1), date(2028, 2, 1), date(2026, 4, 1), date(2026, 12, 1)])
def test_months_of_every_length(month: date):
    old = said_on(month - timedelta(days=60))
    first, *_, last = window(month)
    assert asks_if_still_so(old, first) == month
    assert asks_if_still_so(old, last) == month
    assert asks_if_still_so(old, first - timedelta(days=1)) is None
    assert asks_if_still_so(old, last + timedelta(days=1)) is None


def test_the_day_of_writing_is_that_of_its_own_clock():
    """20:00 UTC on the 17th is the 18th in Tokyo: the fourteenth last day of March."""
    today = date(2026, 3, 31)
    assert asks_if_still_so(said_on(date(2026, 3, 17), at=time(20)), today) == date(2026, 3, 1)
    assert asks_if_still_so(said_on(date(2026, 3, 17), at=time(20), zone="Asia/Tokyo"), today) is None


def test_without_a_why_nothing_is_asked():
    assert asks_if_still_so(None, date(2026, 3, 31)) is None
    assert (
        asks_if_still_so(
            WhyStatement(text="", written_at=datetime(2020, 1, 1, tzinfo=UTC), zone="UTC"), date(2026, 3, 31)
        )
        is None
    )


@given(DAYS)
def test_the_ends_of_months(today: date):
    assert last_day(today).month == today.month
    assert (last_day(today) + timedelta(days=1)).day == 1
    whole = latest_whole_month(today)
    assert whole.day == 1
    assert last_day(whole) + timedelta(days=1) == today.replace(day=1)


@given(DAYS)
def test_the_why_and_a_line_take_turns(today: date):
    tomorrow = today + timedelta(days=1)
    assert {why_or_line(day, has_why=True, has_line=True) for day in (today, tomorrow)} == {"why", "line"}
    assert why_or_line(today, has_why=True, has_line=False) == "why"
    assert why_or_line(today, has_why=False, has_line=True) == "line"
    assert why_or_line(today, has_why=False, has_line=False) is None
