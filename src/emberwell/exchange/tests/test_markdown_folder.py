"""Markdown folders: the day out of a name, the pictures out of the folder, and nothing from outside it."""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.exchange import markdown_folder
from emberwell.exchange.bounds import GIB, OverBound
from emberwell.exchange.brought import BroughtEntry, Reading
from emberwell.exchange.detect import Source, opened
from emberwell.exchange.markdown_media import hashtags
from emberwell.exchange.tests.makers import folder_of, photo, zip_of
from emberwell.journal.dates import in_zone

LATE = datetime(2022, 6, 5, 23, 30).timestamp()  # noqa: DTZ001


def read(source: Source, zone: str = "America/New_York") -> Reading:
    with opened(source, total=GIB) as found:
        assert found.format == "markdown"
        return markdown_folder.read(found.tree, zone)


def one(tmp_path: Path, text: str, name: str = "2024-03-01.md", **files: bytes | str) -> BroughtEntry:
    (entry,) = read(folder_of(tmp_path, {name: text, **files})).entries
    return entry


@pytest.mark.parametrize(
    ("name", "day", "clock", "title"),
    [
        ("2024-03-01.md", "2024-03-01", None, ""),
        ("journals/2024_03_01.md", "2024-03-01", None, ""),
        ("20240301.md", "2024-03-01", None, ""),
        ("2024.03.01 Monday.md", "2024-03-01", None, "Monday"),
        ("2024-03-01 - The group.md", "2024-03-01", None, "The group"),
        ("Letter 2024-03-01.markdown", "2024-03-01", None, "Letter"),
        ("2024-03-01T2130.md", "2024-03-01", "21:30", ""),
        ("2024-03-01 21.30 Late.md", "2024-03-01", "21:30", "Late"),
        ("202403012130 Zettel.txt", "2024-03-01", "21:30", "Zettel"),
        ("2024-03-01 12 lessons.md", "2024-03-01", None, "12 lessons"),
        ("2024/03/01.md", "2024-03-01", None, ""),
        ("2024/03/01/The group.md", "2024-03-01", None, "The group"),
        ("2024-02-30.md", "2022-06-05", "23:30", "2024-02-30"),
        ("The group.md", "2022-06-05", "23:30", "The group"),
        ("call 5551234567.md", "2022-06-05", "23:30", "call 5551234567"),
    ],
)
def test_the_day_is_in_the_name_else_it_is_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, day: str, clock: str | None, title: str
) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("Windows takes its zone from the system alone")
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        folder = folder_of(tmp_path, {name: "Words."})
        os.utime(folder / name, (datetime(2022, 6, 5, 23, 30).timestamp(),) * 2)  # noqa: DTZ001
        reading = read(folder)
    finally:
        monkeypatch.undo()
        time.tzset()
    (entry,) = reading.entries
    assert (entry.day, entry.title, entry.id) == (day, title, name)
    assert entry.all_day is (clock is None)
    assert bool(reading.notes) is (day == "2022-06-05")
    if clock:
        assert in_zone(entry.written_at, entry.zone).strftime("%H:%M") == clock


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ("date: 2024-03-01", "2024-03-01"),
        ("date: 2024-03-01\ntime: 23:30", "2024-03-01"),
        ("Date: 2024-03-01T23:30:00-05:00", "2024-03-01"),
        ("created: 2024-03-02T04:30:00Z", "2024-03-01"),
        ("date: March 1, 2024", "2024-03-01"),
        ("creation-date: 2024-03-01 10:00", "2024-03-01"),
        ("date: 2024-03-01T23:30\ntimezone: Asia/Tokyo", "2024-03-01"),
    ],
)
def test_front_matter_says_the_day(tmp_path: Path, above: str, day: str) -> None:
    assert one(tmp_path, f"---\n{above}\n---\nWords.", "note.md").day == day


def test_a_daily_notes_name_counts_more_than_when_its_file_was_made(tmp_path: Path) -> None:
    assert one(tmp_path, "---\ncreated: 2024-03-02T08:00\n---\nWords.").day == "2024-03-01"


def test_front_matter_gives_title_tags_star_and_the_rest_is_kept(tmp_path: Path) -> None:
    entry = one(
        tmp_path,
        "---\ntitle: The group\ntags: [one, '#two']\nfavorite: true\nmood: 4\nnested: {a: [b]}\n---\n# The group\n\nWords #three.",
    )
    assert (entry.title, entry.body, entry.starred) == ("The group", "Words #three.", True)
    assert entry.tags == ("one", "two", "three")
    assert entry.fields == {"favorite": True, "mood": "4", "nested": {"a": ["b"]}}


def test_front_matter_that_is_no_yaml_is_kept_as_it_stands(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"a.md": "---\ntitle: Monday: the group\ndate: 2024-03-01\n---\nWords."})
    reading = read(folder)
    assert (reading.entries[0].title, reading.entries[0].day) == ("Monday: the group", "2024-03-01")
    assert reading.entries[0].fields["front_matter"].startswith("title: Monday")
    assert "not proper YAML" in reading.notes[0]


def test_a_yaml_bomb_is_left_out_and_the_rest_come(tmp_path: Path) -> None:
    bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\nWords."
    reading = read(folder_of(tmp_path, {"2024-03-01.md": bomb, "2024-03-02.md": "Words."}))
    assert [entry.id for entry in reading.entries] == ["2024-03-02.md"]
    assert "without end" in reading.skipped[0].reason


@pytest.mark.parametrize(
    "written",
    [
        "![words](assets/a b.jpg)".replace(" b", "%20b"),
        "![words](<assets/a b.jpg>)",
        '![words](assets/a%20b.jpg "title")',
        "![words](./assets/../assets/a%20b.jpg)",
        "![words](/notes/assets/a%20b.jpg)",
        "![[a b.jpg|words]]",
        "![[assets/a b.jpg|words]]",
        "![words](assets/a%20b.jpg){:height 100, :width 200}",
        '/assets/a b.jpg "words"',
        "![words](A%20B.JPG)",
    ],
)
def test_pictures_come_however_they_are_named(tmp_path: Path, written: str) -> None:
    folder = folder_of(
        tmp_path, {"notes/2024-03-01.md": f"Before\n\n{written}\n\nafter", "notes/assets/a b.jpg": photo()}
    )
    reading = read(folder)
    (entry,) = reading.entries
    (attachment,) = entry.attachments
    assert entry.body == f"Before\n\n![words](attachment:{attachment.key})\n\nafter"
    assert reading.skipped == []
    with attachment.open() as stream:
        assert stream.read() == photo()


def test_obsidians_size_is_no_description(tmp_path: Path) -> None:
    entry = one(tmp_path, "![[a.jpg|300]]", **{"a.jpg": photo()})
    assert entry.body == f"![picture](attachment:{entry.attachments[0].key})"


@pytest.mark.parametrize(
    "written",
    [
        "![x](../secret.jpg)",
        "![x](../../secret.jpg)",
        "![x](..%2Fsecret.jpg)",
        "![x](..\\secret.jpg)",
        "![[../secret.jpg]]",
        "![x](file:///secret.jpg)",
        "![x](C:\\secret.jpg)",
        "![x](~/secret.jpg)",
    ],
)
def test_nothing_outside_the_folder_is_taken(tmp_path: Path, written: str) -> None:
    folder_of(tmp_path, {"secret.jpg": photo()})
    reading = read(folder_of(tmp_path / "in", {"2024-03-01.md": f"Words {written}"}))
    assert reading.entries[0].attachments == ()
    assert reading.entries[0].body == f"Words {written}"
    assert "outside the folder" in reading.skipped[0].reason


def test_an_absolute_path_is_looked_for_in_the_folder_alone(tmp_path: Path) -> None:
    reading = read(folder_of(tmp_path, {"2024-03-01.md": "Words ![x](/etc/passwd.jpg)"}))
    assert reading.entries[0].attachments == ()
    assert "not in what was brought" in reading.skipped[0].reason


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = folder_of(tmp_path, {"secret.jpg": photo()}) / "secret.jpg"
    folder = folder_of(tmp_path / "in", {"2024-03-01.md": "Words ![x](a.jpg)"})
    (folder / "a.jpg").symlink_to(outside)
    reading = read(folder)
    assert reading.entries[0].attachments == ()
    assert {skipped.item for skipped in reading.skipped} == {"a.jpg", "2024-03-01.md"}


def test_links_and_embedded_notes_stay_text(tmp_path: Path) -> None:
    text = "See [[The group]], ![[The group]], [note](b.md), [site](https://example.org/a.jpg), ![r](https://example.org/a.jpg)"
    reading = read(folder_of(tmp_path, {"2024-03-01.md": text, "b.md": "Words."}))
    assert next(entry.body for entry in reading.entries if entry.id == "2024-03-01.md") == text
    assert reading.skipped == []


def test_code_is_left_alone(tmp_path: Path) -> None:
    text = "```\n![x](a.jpg) #no\n```\nWords `#no` #yes"
    entry = one(tmp_path, text, **{"a.jpg": photo()})
    assert (entry.body, entry.tags, entry.attachments) == (text, ("yes",), ())


def test_what_no_page_shows_is_reported(tmp_path: Path) -> None:
    reading = read(
        folder_of(tmp_path, {"2024-03-01.md": "Words.", "a.jpg": photo(), "b.canvas": "{}", ".obsidian/app.json": "{}"})
    )
    assert {skipped.item for skipped in reading.skipped} == {"a.jpg", "b.canvas"}


@pytest.mark.parametrize("empty", ["", "\n \n", "---\ntags: [a]\n---\n"])
def test_an_empty_page_is_reported(tmp_path: Path, empty: str) -> None:
    reading = read(folder_of(tmp_path, {"2024-03-01.md": empty, "2024-03-02.md": "Words."}))
    assert [(skipped.item, skipped.reason) for skipped in reading.skipped] == [("2024-03-01.md", "It is empty.")]


def test_a_page_that_is_no_text_or_too_long_is_reported(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"a.md": b"\x00\x01binary", "b.md": "x" * 1_000_001, "2024-03-02.md": "Words."}
    reading = read(folder_of(tmp_path, files))
    assert [entry.id for entry in reading.entries] == ["2024-03-02.md"]
    assert {skipped.item for skipped in reading.skipped} == {"a.md", "b.md"}


def test_a_zip_of_a_folder_gives_the_same_pages(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "journals/2024_03_01.md": "Words ![x](../assets/a.jpg)",
        "assets/a.jpg": photo(),
        "2024-03-02.md": "x",
    }
    from_folder = read(folder_of(tmp_path, files))
    from_zip = read(zip_of({f"Vault/{name}": content for name, content in files.items()}))
    key = [(entry.id, entry.title, entry.body, entry.day) for entry in from_folder.entries]
    assert sorted(key) == sorted((entry.id, entry.title, entry.body, entry.day) for entry in from_zip.entries)


def test_one_file_alone_is_a_page(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"2024-03-01 The group.md": "Words ![x](a.jpg)", "a.jpg": photo()})
    reading = read(folder / "2024-03-01 The group.md")
    assert (reading.entries[0].title, reading.entries[0].attachments) == ("The group", ())


def test_hashtags() -> None:
    text = "#one two#no #three/four, (#five) # heading\n#2024 #a1 ##six &#38; https://x.y/#seven `#no`"
    assert hashtags(text) == ["one", "three/four", "a1"]


@given(st.text(max_size=120) | st.text(alphabet="![](){}<>#`~/|\\\n .ajpg%2e", max_size=60))
def test_any_page_is_read(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    try:
        read(zip_of({"2024-03-01.md": text, "2024-03-02.md": "Words."}))
    except OverBound:
        pytest.fail("a small page is within every bound")


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "![",
        "![[",
        "![a](",
        "](",
        "#a",
        "`",
        "~~~\n",
        "```\n",
        "/a.jpg\n",
        "![a](a ",
        "[[",
        "---\n",
        "![x](<",
        "{:",
        "#" * 60 + " ",
    ],
)
def test_pages_take_time_by_their_length(unit: str) -> None:
    page = unit * (300_000 // len(unit))
    began = time.process_time()
    read(zip_of({"2024-03-01.md": page, "2024-03-02.md": "Words."}, stored=True))
    assert time.process_time() - began < 5
