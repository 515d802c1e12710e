"""`write`, `keep`, `list`, `search`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from emberwell.command.tests.conftest import Run

KEYS = ["id", "written_at", "local_date", "title", "snippet"]


@pytest.fixture(autouse=True)
def _in_lisbon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Lisbon")


def test_nothing_is_an_empty_array(mine: Run) -> None:
    assert mine("list", "--json").json == []
    found = mine("search", "--json", "hope")
    assert (found.code, found.json) == (0, [])


def test_a_page_comes_back(mine: Run) -> None:
    assert mine("write", "--title", "Rain", "--at", "2026-03-01T21:30", text="A small hope.\n").code == 0
    (page,) = mine("list", "--json").json
    assert list(page) == KEYS
    assert page["written_at"] == "2026-03-01T21:30:00+00:00"
    assert (page["local_date"], page["title"], page["snippet"]) == ("2026-03-01", "Rain", "A small hope.")
    assert mine("search", "--json", "hop").json[0]["id"] == page["id"]


def test_her_own_offset_and_day_stay(mine: Run) -> None:
    mine("write", "--at", "2026-03-02T00:30:00+09:00", text="Tokyo, after midnight.")
    (page,) = mine("list", "--json").json
    assert page["written_at"] == "2026-03-02T00:30:00+09:00"
    assert (page["local_date"], page["title"]) == ("2026-03-02", "")


def test_newest_first_and_only_the_last(mine: Run) -> None:
    for day in (2, 4, 1, 3):
        mine("write", "--at", f"2026-05-0{day}T08:00", text=f"Day {day}.")
    assert [page["local_date"][-1] for page in mine("list", "--json").json] == ["4", "3", "2", "1"]
    assert [page["local_date"][-1] for page in mine("list", "--last", "2", "--json").json] == ["4", "3"]
    assert mine("list", "--last", "0", "--json").json == []


def test_search_reads_pages_and_lines_newest_first(mine: Run) -> None:
    mine("write", "--at", "2020-01-01T10:00", text="Élan is the word I would use.")
    mine("keep", "She laughed, and I had no elan left to hide mine.")
    found = mine("search", "--json", "elan").json
    assert [each["local_date"] == "2020-01-01" for each in found] == [False, True]
    assert all(list(each) == KEYS for each in found)
    assert mine("search", "--json", '"had no elan"').json == found[:1]
    assert len(mine("list", "--json").json) == 1


def test_a_snippet_shows_the_passage(mine: Run) -> None:
    mine("write", text=f"{'Before. ' * 100}The lighthouse. {'After. ' * 100}")
    (found,) = mine("search", "--json", "lighthouse").json
    assert "lighthouse" in found["snippet"]
    assert len(found["snippet"]) < 300


def test_the_text_may_be_a_file(mine: Run, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes("\ufeffOne.\r\n\r\nTwo.\r\n".encode())
    written = mine("write", tmp_path / "page.md", "--json").json
    assert written["snippet"] == "One. Two."
    assert datetime.fromisoformat(written["written_at"]).tzinfo is not None


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_nothing_to_write_is_refused(mine: Run, text: str) -> None:
    assert mine("write", text=text).code == 1
    assert mine("list", "--json").json == []


def test_a_title_alone_is_a_page(mine: Run) -> None:
    assert mine("write", "--title", "Only this").code == 0
    assert mine("list", "--json").json[0]["title"] == "Only this"


def test_what_is_no_page_is_refused(mine: Run, tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("é".encode("latin-1"))
    (tmp_path / "long.txt").write_text("x" * 200_001)
    for file in ("latin.txt", "long.txt", "missing.txt"):
        assert mine("write", tmp_path / file).code == 1
    assert mine("write", "--at", "yesterday", text="x").code == 2
    assert mine("write", "--title", "x" * 301, text="x").code == 1
    assert mine("list", "--json").json == []


def test_a_line_that_is_empty_or_long_is_refused(mine: Run) -> None:
    assert mine("keep", "  ").code == 1
    assert mine("keep", "x" * 1001).code == 1


def test_for_a_person_the_answers_are_sentences(mine: Run) -> None:
    assert mine("write", text="Hello.").out == "Saved and sealed.\n"
    assert mine("keep", "A line.").out == "Kept.\n"
    assert "Hello." in mine("list").out
    assert mine("search", "absent").out == "Nothing found.\n"
