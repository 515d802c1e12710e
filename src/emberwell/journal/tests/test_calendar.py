"""The calendar gives what sorting everything would give, whatever was written, moved and thrown away before."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from emberwell.journal.calendar import Calendar, Wanted
from emberwell.journal.dates import local_date
from emberwell.journal.order import cursor, read_cursor
from emberwell.journal.records import Entry, Pillar


@dataclass
class Kept:
    """What the calendar reads of a saved record."""

    value: Entry


IDS = [f"{number:032x}" for number in range(12)]
ENTRIES = st.builds(
    Entry,
    written_at=st.datetimes(
        datetime.fromisoformat("2023-12-29"), datetime.fromisoformat("2025-01-03"), timezones=st.just(UTC)
    ),
    zone=st.sampled_from(["Pacific/Kiritimati", "America/New_York", "-11:00", "UTC"]),
    body=st.just("x"),
    pillar=st.sampled_from([None, *Pillar]),
    tags=st.sampled_from([(), ("hope",), ("Hope", "rest"), ("rest",)]),
    starred=st.booleans(),
    attachments=st.sampled_from([(), ("f" * 32,)]),
    values=st.sampled_from([(), ("a" * 32,), ("b" * 32, "a" * 32), ("b" * 32,)]),
    hard_day=st.booleans(),
    raw=st.booleans(),
)
VALUES = ["a" * 32, "b" * 32, "c" * 32]
STEPS = st.lists(st.tuples(st.sampled_from(IDS), st.none() | ENTRIES), max_size=40)
WANTED = st.builds(
    Wanted,
    pillar=st.sampled_from([None, None, Pillar.WHY]),
    tag=st.sampled_from(["", "", "hope", "REST", "unknown"]),
    value=st.sampled_from(["", "", "a" * 32, "c" * 32]),
    starred=st.booleans(),
    pictured=st.booleans(),
    since=st.none() | st.dates(date(2023, 12, 1), date(2025, 2, 1)),
    until=st.none() | st.dates(date(2023, 12, 1), date(2025, 2, 1)),
)


def place(id, entry):
    return local_date(entry.written_at, entry.zone), entry.written_at, id


def in_order(pages):
    """Newest first, by sorting everything."""
    return sorted(pages, key=lambda page: place(page, pages[page]), reverse=True)


def lets_through(wanted, entry):
    day = local_date(entry.written_at, entry.zone)
    return (
        (wanted.pillar is None or entry.pillar == wanted.pillar)
        and (not wanted.tag or wanted.tag.lower() in {tag.lower() for tag in entry.tags})
        and (not wanted.value or wanted.value in entry.values)
        and (not wanted.starred or entry.starred)
        and (not wanted.pictured or bool(entry.attachments))
        and (wanted.since is None or day >= wanted.since)
        and (wanted.until is None or day <= wanted.until)
    )


def lived(steps):
    calendar, pages = Calendar(), {}
    for number, (id, entry) in enumerate(steps):
        calendar.replace(id, None if entry is None else Kept(entry))
        pages.pop(id, None)
        if entry is not None:
            pages[id] = entry
        if number % 5 == 0:
            calendar.stretch(Wanted())
    return calendar, pages


@given(STEPS, WANTED, st.integers(1, 5))
def test_stretches_are_the_sorted_journal_cut_in_pieces(steps, wanted, limit):
    calendar, pages = lived(steps)
    expected = [id for id in in_order(pages) if lets_through(wanted, pages[id])]
    found, before, starts = [], None, []
    while True:
        stretch = calendar.stretch(wanted, before=before, limit=limit)
        starts.append((before, stretch))
        found += [row.id for row in stretch.rows]
        if stretch.older is None:
            break
        before = stretch.older
    assert found == expected
    assert starts[0][1].at_top
    for (earlier_start, _), (_, stretch) in pairwise(starts):
        assert not stretch.at_top
        back = calendar.stretch(wanted, before=stretch.newer, limit=limit)
        assert back.rows == calendar.stretch(wanted, before=earlier_start, limit=limit).rows


@given(STEPS)
def test_neighbours_months_years_and_days(steps):
    calendar, pages = lived(steps)
    ordered = in_order(pages)[::-1]
    for at, id in enumerate(ordered):
        earlier = ordered[at - 1] if at else None
        later = ordered[at + 1] if at + 1 < len(ordered) else None
        assert calendar.neighbours(id) == (earlier, later)
    days = [local_date(pages[id].written_at, pages[id].zone) for id in ordered]
    assert calendar.months() == tuple(dict.fromkeys((day.year, day.month) for day in reversed(days)))
    assert calendar.years() == tuple(dict.fromkeys(day.year for day in reversed(days)))
    assert calendar.first_day() == (days[0] if days else None)
    assert list(calendar.days(2024)) == sorted({day for day in days if day.year == 2024})
    for day in calendar.days(2024):
        expected = [id for id, its_day in zip(ordered, days, strict=True) if its_day == day]
        assert [row.id for row in calendar.on(day)] == expected


@given(STEPS, WANTED)
def test_what_a_search_found_is_filtered_alike(steps, wanted):
    calendar, pages = lived(steps)
    assert calendar.keep(IDS, wanted) == [id for id in IDS if id in pages and lets_through(wanted, pages[id])]


@given(STEPS)
def test_tags_in_use(steps):
    calendar, pages = lived(steps)
    assert {tag.lower() for tag in calendar.tags()} == {tag.lower() for page in pages.values() for tag in page.tags}


def test_a_month_begins_with_its_newest_page():
    calendar, _ = lived(
        [
            (IDS[day], Entry(written_at=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=20 * day), zone="UTC"))
            for day in range(5)
        ]
    )
    newest = calendar.stretch(Wanted(), before=calendar.month_key(2024, 1), limit=1).rows[0]
    assert newest.day == date(2024, 1, 21)
    assert calendar.stretch(Wanted(), before=calendar.month_key(9999, 12), limit=1).at_top


def test_a_place_survives_being_an_address():
    calendar, _ = lived([(IDS[3], Entry(written_at=datetime(1921, 5, 5, tzinfo=UTC), zone="UTC"))])
    row = calendar.row(IDS[3])
    assert read_cursor(cursor(row.key)) == row.key
    assert read_cursor(cursor(calendar.month_key(2024, 2))) == calendar.month_key(2024, 2)


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_text_is_a_place_or_none(text):
    key = read_cursor(text)
    assert key is None or Calendar().stretch(Wanted(), before=key).rows == ()


def test_a_hundred_thousand_pages_cost_a_page_of_them_little():
    """Generous bounds: the machine may be busy. The promise itself (40 ms for the whole page) is measured in bench/."""
    chance = random.Random(7)
    begin = datetime(2006, 1, 1, tzinfo=UTC)
    calendar = Calendar()
    started = time.perf_counter()
    for number in range(100_000):
        entry = Entry(
            written_at=begin + timedelta(minutes=chance.randrange(10_000_000)),
            zone=chance.choice(["Europe/Vienna", "America/New_York"]),
            body="x",
            tags=("rare",) if number % 20_000 == 0 else (),
        )
        calendar.replace(f"{chance.getrandbits(128):032x}", Kept(entry))
    calendar.stretch(Wanted())
    assert time.perf_counter() - started < 10
    middle = calendar.month_key(2015, 6)
    started = time.perf_counter()
    for _ in range(10):
        rows = calendar.stretch(Wanted(), before=middle).rows
        calendar.stretch(Wanted(tag="rare"))
        calendar.months()
        calendar.neighbours(rows[0].id)
        calendar.days(2015)
        calendar.replace(rows[0].id, Kept(Entry(written_at=begin, zone="UTC")))
    assert (time.perf_counter() - started) / 10 < 0.1


@given(STEPS)
def test_the_last_day_of_each_value_and_which_are_in_use(steps):
    calendar, pages = lived(steps)
    touched = {id: [place(page, pages[page]) for page in pages if id in pages[page].values] for id in VALUES}
    for id, places in touched.items():
        assert calendar.last_day_of_value(id) == (max(places)[0] if places else None)
    in_use = calendar.values()
    assert set(in_use) == {id for id, places in touched.items() if places}
    assert [len(touched[id]) for id in in_use] == sorted((len(touched[id]) for id in in_use), reverse=True)


@given(STEPS)
def test_what_is_held_back_is_what_is_raw_or_of_a_hard_day(steps):
    calendar, pages = lived(steps)
    assert calendar.held_back() == {id for id, page in pages.items() if page.hard_day or page.raw}
    assert not [id for id in calendar.held_back() if calendar.row(id).returns]
