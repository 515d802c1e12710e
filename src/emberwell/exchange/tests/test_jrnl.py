"""jrnl's text and JSON: local times, dates as each person sets them, and the same page by either way."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.exchange import jrnl_json, jrnl_text
from emberwell.exchange.bounds import GIB, CannotRead, Locked, UnknownForm
from emberwell.exchange.brought import Reading
from emberwell.exchange.detect import opened
from emberwell.exchange.jrnl_dates import read_date
from emberwell.exchange.tests.makers import folder_of, jrnl_entry
from emberwell.exchange.tests.makers import jrnl_json as json_of
from emberwell.exchange.tests.makers import jrnl_text as text_of

READERS = {"jrnl": jrnl_text.read, "jrnl-json": jrnl_json.read}


def read(source: Any, zone: str = "America/New_York", format: str | None = None) -> Reading:
    if isinstance(source, str):
        source = io.BytesIO(source.encode())
    with opened(source, format, total=GIB, name="" if isinstance(source, Path) else "journal.txt") as found:
        return READERS[found.format](found.tree, zone)


def test_entries_keep_their_evening_in_the_persons_zone() -> None:
    reading = read(text_of(2))
    first, second = reading.entries
    assert reading.format == "jrnl"
    assert (first.day, first.written_at.isoformat()) == ("2024-03-01", "2024-03-02T02:30:00+00:00")
    assert (first.title, first.body) == ("Evening 0", "What stayed with me, @supervision number 0.")
    assert (first.tags, first.starred, second.starred) == (("supervision",), False, True)
    assert second.title == "Evening 1"


@pytest.mark.parametrize(
    "form",
    [
        "%Y-%m-%d %H:%M",
        "%F %r",
        "%Y-%m-%d %H:%M:%S",
        "%d.%m.%Y %H:%M",
        "%d/%m/%Y %H:%M",
        "%m/%d/%Y %I:%M %p",
        "%A, %B %d, %Y %H:%M",
        "%d %b %Y %H:%M",
        "%a %d %B %Y %H.%M",
        "%Y%m%dT%H:%M",
        "%d.%m.%y %H:%M",
    ],
)
def test_dates_are_understood_as_their_owner_set_them(form: str) -> None:
    reading = read(text_of(40, form))
    assert len(reading.entries) == 40
    assert [entry.day for entry in reading.entries][:2] == ["2024-03-01", "2024-03-02"]
    assert reading.entries[-1].day == "2024-04-09"
    assert reading.skipped == reading.notes == []


def test_dates_without_a_time_are_whole_days() -> None:
    entries = read(text_of(3, "%Y-%m-%d")).entries
    assert [(entry.day, entry.all_day) for entry in entries] == [
        ("2024-03-01", True),
        ("2024-03-02", True),
        ("2024-03-03", True),
    ]


def test_a_guess_about_day_and_month_is_said() -> None:
    reading = read("[03/04/2024 10:00] One\nwords\n")
    assert reading.entries[0].day == "2024-04-03"
    assert "day before the month" in reading.notes[0]
    assert read("[03/04/2024 10:00] One\n[02/05/2024 10:00] Two\n").entries[0].day == "2024-04-03"
    assert read("[03/04/2024 10:00] One\n[04/02/2024 10:00] Two\n").entries[0].day == "2024-03-04"


def test_brackets_in_a_body_are_words() -> None:
    text = (
        "[2024-03-01 09:00] One\n[1] a note\n[x] done\n[2024] a year\n[10:30] a time\n[1.2.24] a version\n\n"
        "[2024-03-02 09:00] Two\n[03/04/2024] another form\n[link](x)\n"
    )
    reading = read(text)
    assert [entry.title for entry in reading.entries] == ["One", "Two"]
    assert reading.entries[0].body.startswith("[1] a note\n[x] done")
    assert "[03/04/2024] another form" in reading.entries[1].body
    assert "stayed part of their pages" in reading.notes[0]


def test_more_dates_in_a_body_than_entries_do_not_mislead() -> None:
    text = "".join(f"[2024-03-0{n} 09:00] Day {n}\n" + "[2023-01-01] a line\n" * 5 for n in range(1, 5))
    assert [entry.title for entry in read(text).entries] == ["Day 1", "Day 2", "Day 3", "Day 4"]


def test_emphasis_is_no_star() -> None:
    text = "[2024-03-01 09:00] **bold**\n[2024-03-01 10:00] *word* *\n[2024-03-01 11:00] plain *\nbody\n"
    assert [(e.title, e.starred) for e in read(text).entries] == [
        ("**bold**", False),
        ("*word*", True),
        ("plain", True),
    ]


def test_both_ways_of_export_give_the_same_page() -> None:
    text = read("[2024-03-01 23:30] Evening\nWhat stayed with me, @supervision.\n").entries[0]
    same = read(json_of(jrnl_entry())).entries[0]
    assert (same.id, same.day, same.title, same.body, same.tags) == (
        text.id,
        text.day,
        text.title,
        text.body,
        text.tags,
    )
    assert read(json_of(jrnl_entry()), zone="Asia/Tokyo").entries[0].id == text.id


def test_json_is_local_time_and_keeps_what_it_does_not_know() -> None:
    reading = read(json_of(jrnl_entry(starred=True, creator={"host_name": "quay"}, uuid="ABC")))
    (entry,) = reading.entries
    assert reading.format == "jrnl-json"
    assert (entry.day, entry.starred, entry.tags) == ("2024-03-01", True, ("supervision",))
    assert entry.fields["creator"] == {"host_name": "quay"}
    assert entry.fields["uuid"] == "ABC"


@pytest.mark.parametrize(
    "changes",
    [
        {"date": ...},
        {"date": "2024-13-01"},
        {"date": 5},
        {"time": "25:00"},
        {"time": "late"},
        {"title": "", "body": " "},
        {"title": 1, "body": None},
    ],
)
def test_one_bad_entry_is_reported_and_the_rest_come(changes: dict[str, Any]) -> None:
    reading = read(json_of(jrnl_entry(**changes), jrnl_entry()))
    assert len(reading.entries) == 1
    assert len(reading.skipped) == 1


def test_a_day_without_a_time_is_a_whole_day() -> None:
    assert read(json_of(jrnl_entry(time=""))).entries[0].all_day


@pytest.mark.parametrize("start", [b"JRNLv3\x00\x10{}", b"gAAAAABlxyz"])
def test_an_encrypted_journal_is_refused_politely(start: bytes) -> None:
    with pytest.raises(Locked, match="decrypt"):
        read(io.BytesIO(start + b"x" * 100))


@pytest.mark.parametrize("text", ["[1 Februar 2024 10:00] Eins\nWorte\n", "[2024年3月1日] one\n"])
def test_dates_that_are_not_understood_are_said(text: str) -> None:
    with pytest.raises(UnknownForm, match="date in square brackets"):
        read(text)


def test_words_that_are_no_journal_are_not_taken() -> None:
    reading = read("just words\nand more\n", format="jrnl")
    assert reading.entries == []
    assert "No entries of jrnl" in reading.skipped[0].reason


def test_a_journal_of_a_folder_takes_its_days_from_the_files(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "2024/03/01.txt": "[2024-03-01 09:00] One\nwords\n",
        "2024/03/02.txt": "[2024-03-09 09:00] Two\n",
    }
    reading = read(folder_of(tmp_path, files))
    assert reading.format == "jrnl"
    assert [entry.day for entry in reading.entries] == ["2024-03-01", "2024-03-02"]


def test_windows_files_are_read() -> None:
    for coded in (text_of(3).replace("\n", "\r\n").encode("utf-8-sig"), text_of(3).encode("utf-16")):
        assert len(read(io.BytesIO(coded)).entries) == 3


@given(st.text(max_size=60) | st.text(alphabet="0123456789-/.: APMapm[]Tt", max_size=24))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = read_date(text)
    assert found is None or found.shown == text


@given(st.text(alphabet="[]0123456789-: \nabc*@#", max_size=120))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        reading = read("[2024-03-01 09:00] One\n" + text)
    except CannotRead:
        return
    assert reading.entries
