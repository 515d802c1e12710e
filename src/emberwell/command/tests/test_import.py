"""`import`: the exact answer, both runs of it, and what is refused whole."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from emberwell.command.tests.conftest import Run

JRNL = "[2024-03-01 09:00] Rain.\nA small hope. @tag\n\n[2024-03-02 10:00] Sun.\nAnother.\n"
KEYS = ["read", "added", "unchanged", "skipped"]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "journal.txt"
    path.write_text(JRNL)
    return path


def test_a_dry_run_changes_nothing(mine: Run, journal: Path) -> None:
    seen = mine("import", journal, "--dry-run", "--json")
    assert (seen.code, list(seen.json)) == (0, KEYS)
    assert seen.json == {"read": 2, "added": 2, "unchanged": 0, "skipped": []}
    assert mine("list", "--json").json == []


def test_twice_changes_nothing(mine: Run, journal: Path) -> None:
    assert mine("import", journal, "--json").json == {"read": 2, "added": 2, "unchanged": 0, "skipped": []}
    assert mine("import", journal, "--json").json == {"read": 2, "added": 0, "unchanged": 2, "skipped": []}
    assert [page["local_date"] for page in mine("list", "--json").json] == ["2024-03-02", "2024-03-01"]
    assert "2 here already" in mine("import", journal).out


def test_the_form_may_be_said(mine: Run, journal: Path) -> None:
    assert mine("import", journal, "--format", "jrnl", "--json").json["added"] == 2
    assert mine("import", journal, "--format", "other").code == 2


def test_what_is_left_out_is_named(mine: Run, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "2024-03-01.md").write_text("# Rain\n\nA small hope.\n")
    (folder / "2024-03-02.md").write_bytes(b"\xff\xfe\x00broken\x00")
    came = mine("import", folder, "--json")
    assert came.code == 0
    assert came.json["added"] >= 1
    assert all(list(each) == ["item", "reason"] for each in came.json["skipped"])


def test_what_cannot_be_read_at_all_is_refused(mine: Run, journal: Path, tmp_path: Path) -> None:
    (tmp_path / "unknown.bin").write_bytes(bytes(range(256)))
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "deep.json").write_text('{"entries":' + "[" * 5_000 + "]" * 5_000 + "}")
    with zipfile.ZipFile(tmp_path / "whole.zip", "w") as archive:
        archive.writestr("Journal.json", '{"metadata": {"version": "1.0"}, "entries": []}')
    (tmp_path / "cut.zip").write_bytes((tmp_path / "whole.zip").read_bytes()[:-30])
    for name in ("missing", "unknown.bin", "empty.txt", "deep.json", "cut.zip"):
        for options in ([], ["--dry-run"]):
            ran = mine("import", tmp_path / name, "--json", *options)
            assert (ran.code, ran.out) == (1, ""), name
            assert ran.err.count("\n") == 1
    assert mine("list", "--json").json == []


def test_our_own_export_comes_back(mine: Run, run: Run, journal: Path, tmp_path: Path) -> None:
    mine("import", journal)
    mine("export", tmp_path / "all.zip")
    other = tmp_path / "ben.txt"
    other.write_text("velvet anchor winter saddle ribbon")
    run("init", "--name", "Ben", "--passphrase-file", other, "--recovery-out", tmp_path / "b")
    came = run("import", tmp_path / "all.zip", "--account", "Ben", "--passphrase-file", other, "--json")
    assert (came.code, came.json["added"]) == (0, 2), came.err
