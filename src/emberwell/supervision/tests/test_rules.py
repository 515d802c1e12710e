"""Rules of the list and of CPD: without a database."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.supervision.records import Cpd, Item
from emberwell.supervision.rules import (
    CSV_HEADER,
    NAME_LEFT_OUT,
    csv_of,
    harmless_cell,
    of_year,
    open_items,
    spoken_time,
    taken_items,
    waiting_for,
    without_names,
    years_of,
)
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved

NOW = datetime(2026, 3, 14, tzinfo=UTC)
words = st.text(max_size=30)
cpds = st.builds(
    Cpd,
    title=words,
    form=words,
    changed=words,
    minutes=st.integers(0, 100_000),
    done_on=st.dates(date(2025, 12, 30), date(2026, 1, 2)),
    zone=st.just("UTC"),
    noted_at=st.just(NOW),
)
items = st.builds(
    Item,
    text=st.sampled_from(["", "a", "b"]),
    source=st.sampled_from([None, RecordId("x"), RecordId("y")]),
    added_at=st.datetimes(timezones=st.just(UTC)),
    zone=st.just("UTC"),
    taken_on=st.none() | st.dates(),
)


def saved(values: list) -> list:
    return [
        Saved(id=RecordId(f"{at:032x}"), value=value, revision=1, saved_at=NOW, seq=1)
        for at, value in enumerate(values)
    ]


@given(st.lists(cpds, max_size=6))
def test_csv_is_read_back_whole(learned: list[Cpd]):
    rows = list(csv.reader(io.StringIO(csv_of(saved(learned)), newline=""), strict=True))
    assert tuple(rows[0]) == CSV_HEADER
    assert len(rows) == len(learned) + 1
    for row, each in zip(rows[1:], learned, strict=True):
        assert row[0] == each.done_on.isoformat()
        assert int(row[3]) == each.minutes
        for cell, said in ((row[1], each.title), (row[2], each.form), (row[4], each.changed)):
            assert cell.removeprefix("'") == said.removeprefix("'")


@given(words)
def test_no_cell_begins_like_a_formula(text: str):
    cell = harmless_cell(text)
    assert cell.lstrip()[:1] not in {"=", "+", "-", "@"}
    assert cell[:1] not in {"\t", "\r", "\n"}
    assert cell in {text, "'" + text}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0"])
def test_formulas_are_disarmed(text: str):
    assert harmless_cell(text) == "'" + text
    assert harmless_cell("Ends = beginnings") == "Ends = beginnings"


def test_csv_after_rfc_4180():
    cpd = Cpd(title='She said "no"', changed="Two\nlines, one comma", done_on=NOW.date(), zone="UTC", noted_at=NOW)
    text = csv_of(saved([cpd]))
    assert text == (
        'Date,Title,Kind,Minutes,How practice changed\r\n2026-03-14,"She said ""no""",,0,"Two\nlines, one comma"\r\n'
    )


@given(st.lists(cpds, max_size=8))
def test_every_one_belongs_to_one_year(learned: list[Cpd]):
    all_of_them = saved(learned)
    years = years_of(all_of_them)
    assert list(years) == sorted(years, reverse=True)
    assert sum(len(of_year(all_of_them, year)) for year in years) == len(learned)


@given(st.lists(items, max_size=8))
def test_an_item_is_on_the_list_or_taken(all_of_them: list[Item]):
    known = saved(all_of_them)
    on_list, taken = open_items(known), taken_items(known)
    assert sorted(item.id for item in (*on_list, *taken)) == [item.id for item in known]
    assert all(item.value.taken_on is None for item in on_list)
    assert [item.value.taken_on for item in taken] == sorted((item.value.taken_on for item in taken), reverse=True)


@given(st.lists(items, max_size=8), st.sampled_from([None, RecordId("x")]))
def test_only_what_waits_is_there_already(all_of_them: list[Item], source: RecordId | None):
    found = waiting_for(saved(all_of_them), source=source, text="a")
    if found:
        assert found.value.taken_on is None
        assert found.value.source == source
        assert source or found.value.text == "a"


def test_code_names_are_left_out_as_words():
    text = "hazel, and Hazel’s hazelnut; Blue Heron, not Blue."
    left = f"{NAME_LEFT_OUT}, and {NAME_LEFT_OUT}’s hazelnut; {NAME_LEFT_OUT}, not {NAME_LEFT_OUT}."
    assert without_names(text, ["Blue", "Hazel", "Blue Heron", " "]) == left
    assert without_names(text, []) == text
    assert without_names("a.b", ["."]) == f"a{NAME_LEFT_OUT}b" or without_names("a.b", ["."]) == "a.b"


@given(words, st.lists(st.sampled_from(["Ana", "the", "x", "+"])))
def test_no_code_name_is_left(text: str, names: list[str]):
    once = without_names(f"{text} Ana", names)
    assert ("Ana" in names) is not once.endswith(" Ana")


@pytest.mark.parametrize(("minutes", "said"), [(0, ""), (45, "45 min"), (60, "1 h"), (90, "1 h 30 min")])
def test_time_as_it_is_said(minutes: int, said: str):
    assert spoken_time(minutes) == said
