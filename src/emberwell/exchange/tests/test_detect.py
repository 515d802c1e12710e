"""What something is, found from the thing itself; and what is said of everything else."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from emberwell.exchange.bounds import GIB, CannotRead, Locked, UnknownForm
from emberwell.exchange.detect import Source, opened
from emberwell.exchange.tests.makers import (
    day_one_entry,
    day_one_json,
    folder_of,
    jrnl_entry,
    jrnl_json,
    jrnl_text,
    photo,
    zip_of,
)

OWN = '{"format":"emberwell","version":1,"records":[]}'


def found(source: Source, name: str = "") -> str:
    with opened(source, total=GIB, name=name) as it:
        return it.format


@pytest.mark.parametrize(
    ("files", "format"),
    [
        ({"Journal.json": day_one_json(day_one_entry())}, "dayone"),
        ({"Work/Journal.json": day_one_json(day_one_entry()), "Work/photos/a.jpeg": "x"}, "dayone"),
        ({"a.md": "words", "b/c.md": "words"}, "markdown"),
        ({"a.md": "words", "data.json": "{}"}, "markdown"),
        ({"emberwell.json": OWN, "2026/a.md": "words"}, "emberwell"),
        ({"2024/03/01.txt": "[2024-03-01 09:00] One\n"}, "jrnl"),
        ({"journal.json": jrnl_json(jrnl_entry())}, "jrnl-json"),
    ],
)
def test_a_zip_and_a_folder_are_told_apart(tmp_path: Path, files: dict[str, bytes | str], format: str) -> None:
    assert found(zip_of(files)) == format
    assert found(folder_of(tmp_path, files)) == format
    assert found(str(tmp_path)) == format


@pytest.mark.parametrize(
    ("content", "name", "format"),
    [
        (day_one_json(day_one_entry()), "Journal.json", "dayone"),
        ("\ufeff" + day_one_json(), "Journal.json", "dayone"),
        (jrnl_json(jrnl_entry()), "journal.json", "jrnl-json"),
        (jrnl_json(), "journal.json", "jrnl-json"),
        (jrnl_text(), "journal.txt", "jrnl"),
        (jrnl_text(), "", "jrnl"),
        (OWN, "anything.json", "emberwell"),
        ("words", "2024-03-01.md", "markdown"),
        ("[a link](x) and words", "2024-03-01.md", "markdown"),
    ],
)
def test_a_file_is_told_by_what_it_says(tmp_path: Path, content: str, name: str, format: str) -> None:
    assert found(io.BytesIO(content.encode()), name) == format
    if name:
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert found(tmp_path / name) == format


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "nothing in this"),
        (b"   \n", "nothing in this"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", "not text"),
        (b'{"a": 1}', "no journal that Emberwell knows"),
        (b'{"entries": [', "no journal that Emberwell knows"),
        (b"words", "does not know what this is"),
        (b"PK\x03\x04", "damaged"),
    ],
)
def test_anything_else_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(CannotRead, match=said) as refused:
        found(io.BytesIO(content))
    assert "Nothing was changed" in str(refused.value)


@pytest.mark.parametrize(
    ("content", "then"),
    [(b"age-encryption.org/v1\n", "age -d"), (b"JRNLv3", None), (b'{"version":"004","keyParams":{}}', "decrypted")],
)
def test_what_is_locked_is_said_to_be_locked(content: bytes, then: str | None) -> None:
    if then is None:
        assert found(io.BytesIO(content)) == "jrnl"
        return
    with pytest.raises(Locked, match=then):
        found(io.BytesIO(content))


@pytest.mark.parametrize("files", [{}, {"a.jpg": photo()}, {"emb.json": "{}"}])
def test_a_zip_without_pages_is_refused(files: dict[str, bytes | str]) -> None:
    with pytest.raises(UnknownForm):
        found(zip_of(files))


def test_a_part_of_our_own_archive_is_said_to_be_a_part() -> None:
    with pytest.raises(CannotRead, match="all parts"):
        found(zip_of({"About this folder.txt": "x", "2026/2026-03-01.md": "words"}))


def test_what_is_not_there_is_said_not_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="no file or folder"):
        found(tmp_path / "missing.zip")
    with pytest.raises(CannotRead):
        found("a\x00b")
    with pytest.raises(UnknownForm):
        found(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(CannotRead):
            found(tmp_path / "pipe")


def test_an_unknown_format_is_wrong_use() -> None:
    with pytest.raises(UnknownForm, match="knows no form"), opened(io.BytesIO(b"x"), "word", total=GIB):
        pass
