"""When an intention is gone; how two lines of a letter come apart; what ten notes may ask."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from emberwell.clients.records import Client, Colour, Shape
from emberwell.sessions.records import Mine, Session, SomethingOfMine
from emberwell.sessions.rules import (
    BEFORE_A_PATTERN,
    after_said,
    distinct_lines,
    is_its_day,
    is_over,
    may_meet,
    put_down_with,
    question_from,
)
from emberwell.vault.record import RecordId

ZONES = (
    "UTC", "Europe/Vienna", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago",
    "America/Sao_Paulo", "Asia/Beirut", "America/Havana", "Australia/Lord_Howe", "Pacific/Apia", "+05:30",
)  # fmt: skip
moments = st.integers(0, 31 * 365 * 24 * 60).map(
    lambda minutes: datetime(2005, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
words = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


def tz(zone: str) -> ZoneInfo:
    return ZoneInfo("Asia/Kolkata" if zone == "+05:30" else zone)


def session(zone: str, chosen_at: datetime, **fields) -> Session:
    return Session(day=chosen_at.astimezone(tz(zone)).date(), zone=zone, chosen_at=chosen_at, **fields)


@given(st.sampled_from(ZONES), moments, st.timedeltas(timedelta(0), timedelta(days=4)))
@example("America/Sao_Paulo", datetime(2018, 11, 3, 20, tzinfo=UTC), timedelta(hours=7))
@example("Asia/Beirut", datetime(2026, 3, 28, 20, tzinfo=UTC), timedelta(hours=2))
@example("America/Havana", datetime(2026, 10, 31, 20, tzinfo=UTC), timedelta(hours=8))
def test_it_is_gone_once_the_wall_of_its_own_zone_shows_another_day(zone, chosen_at, later):
    intention = session(zone, chosen_at)
    at = chosen_at + later
    assert is_over(intention, at) is (at.astimezone(tz(zone)).date() > intention.day)
    assert is_its_day(intention, at) is not is_over(intention, at)


@given(st.sampled_from(ZONES), moments, st.timedeltas(timedelta(0), timedelta(days=900)))
def test_never_once_something_was_written_after(zone, chosen_at, later):
    assert not is_over(session(zone, chosen_at, after_at=chosen_at), chosen_at + later)


@given(st.sampled_from(ZONES), moments)
def test_it_is_not_gone_when_it_is_chosen_and_gone_two_days_on(zone, chosen_at):
    intention = session(zone, chosen_at)
    assert not is_over(intention, chosen_at)
    assert is_over(intention, chosen_at + timedelta(hours=50))


def test_travelling_does_not_move_its_midnight():
    in_new_york = session("America/New_York", datetime(2026, 5, 4, 23, 0, tzinfo=UTC))  # seven in the evening there
    assert not is_over(in_new_york, datetime(2026, 5, 5, 3, 59, tzinfo=UTC))  # morning in Vienna already
    assert is_over(in_new_york, datetime(2026, 5, 5, 4, 0, tzinfo=UTC))


def test_a_day_of_twenty_three_hours_and_one_of_twenty_five():
    short = session("Europe/Vienna", datetime(2026, 3, 29, 6, tzinfo=UTC))
    assert not is_over(short, datetime(2026, 3, 29, 21, 59, tzinfo=UTC))
    assert is_over(short, datetime(2026, 3, 29, 22, 0, tzinfo=UTC))
    long = session("Europe/Vienna", datetime(2026, 10, 25, 6, tzinfo=UTC))
    assert not is_over(long, datetime(2026, 10, 25, 22, 59, tzinfo=UTC))
    assert is_over(long, datetime(2026, 10, 25, 23, 0, tzinfo=UTC))


@pytest.mark.parametrize(("end", "offered"), [("ended_on", True), ("lost_on", False), ("archived_on", False)])
def test_a_code_name_that_was_lost_or_archived_is_not_offered(end, offered):
    at = datetime(2026, 1, 1, tzinfo=UTC)
    client = Client(
        name="Heron", shape=Shape.LEAF, colour=Colour.MOSS, added_at=at, zone="UTC", **{end: date(2026, 1, 2)}
    )
    assert may_meet(client) is offered


@given(st.lists(words, max_size=12), st.integers(1, 5))
def test_lines_are_offered_once_each_the_newest_first(lines, at_most):
    found = distinct_lines([(str(at), line) for at, line in enumerate(lines)], at_most)
    keys = [" ".join(line.split()).casefold() for _, line in found]
    assert len(keys) == len(set(keys)) <= at_most
    assert "" not in keys
    assert [int(id) for id, _ in found] == sorted(int(id) for id, _ in found)
    wanted = {" ".join(line.split()).casefold() for line in lines} - {""}
    assert len(keys) == min(at_most, len(wanted))


@given(words, words)
def test_two_lines_of_a_letter_come_apart_as_they_were_written(text, put_down):
    assume("\r" not in text + put_down)
    joined = "\n\n".join(part for part in (text, put_down) if part.strip())
    said = after_said(joined, put_down)
    if put_down.strip():
        assert said.put_down == put_down
        assert said.text == (text if text.strip() else "")
    else:
        assert (said.text, said.put_down) == (joined, "")


@given(words, words)
def test_whatever_a_letter_holds_nothing_of_it_is_lost(text, put_down):
    said = after_said(text, put_down)
    assert len((said.text + said.put_down).split()) == len(text.split())


@given(words, words)
def test_what_was_put_down_grows_and_the_same_twice_is_once(before, more):
    once = put_down_with(before, more)
    assert before.strip() in once
    assert more.strip() in once
    assert put_down_with(once, more) == once


notes = st.builds(
    SomethingOfMine,
    what=st.sampled_from(Mine),
    noted_at=st.just(datetime(2026, 1, 1, tzinfo=UTC)),
    zone=st.just("UTC"),
    client=st.none() | st.sampled_from([RecordId("a" * 32), RecordId("b" * 32)]),
    thought_before=st.booleans(),
    happened=words,
    received=words,
)


@given(st.lists(notes, max_size=BEFORE_A_PATTERN - 1))
def test_nothing_is_asked_before_ten(few):
    assert question_from(few) == ""


@given(st.lists(notes, min_size=BEFORE_A_PATTERN, max_size=30), st.randoms())
def test_one_question_at_most_without_a_number_whatever_the_order(many, chance):
    asked = question_from(many)
    assert asked.count("?") == (1 if asked else 0)
    assert not re.search(r"\d|%", asked)
    shuffled = list(many)
    chance.shuffle(shuffled)
    assert question_from(shuffled) == asked


@pytest.mark.parametrize(
    ("fields", "of"),
    [
        ({"thought_before": True}, "thought through before"),
        ({"client": RecordId("a" * 32)}, "one person"),
        ({"what": Mine.NOT_KNOWING}, "not knowing"),
        ({"what": Mine.MISTAKE}, "mistakes you owned"),
        ({"what": Mine.FEELING}, "feelings that showed"),
        ({"what": Mine.DISCLOSURE}, "something about you"),
    ],
)
def test_it_asks_about_what_most_have_in_common(fields, of):
    def note(number: int, **given):
        at = datetime(2026, 1, 1, tzinfo=UTC)
        return SomethingOfMine(**{"what": list(Mine)[number % 4], "noted_at": at, "zone": "UTC"} | given)

    assert question_from([note(number) for number in range(12)]) == ""
    most = [note(number, **fields) for number in range(9)] + [note(number) for number in range(3)]
    assert of in question_from(most)
