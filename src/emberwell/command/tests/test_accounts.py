"""`init`, `recover`, and several people in one folder."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from emberwell.command.tests.conftest import Run
from emberwell.vault.folder import DataFolder


def test_init_writes_the_code_to_a_new_file(mine: Run, tmp_path: Path) -> None:
    code = (tmp_path / "code.txt").read_text()
    assert len(code.strip().replace("-", "")) == 36


@pytest.mark.usefixtures("may_migrate")
def test_init_makes_the_folder_and_its_tables(run: Run, secret: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh" / "data"
    made = run(
        "init",
        "--data",
        fresh,
        "--name",
        "Ben",
        "--passphrase-file",
        secret,
        "--recovery-out",
        tmp_path / "b",
        "--json",
    )
    assert made.code == 0, made.err
    assert made.json["name"] == "Ben"
    assert run("list", "--data", fresh, "--passphrase-file", secret, "--json").json == []


def test_init_refuses_and_changes_nothing(
    mine: Run, run: Run, folder: DataFolder, secret: Path, tmp_path: Path
) -> None:
    (tmp_path / "short.txt").write_text("short")
    taken = tmp_path / "code.txt"
    before = taken.read_bytes()
    for name, passphrase, out in (
        ("Ben", secret, taken),
        ("ana", secret, tmp_path / "new"),
        ("  ", secret, tmp_path / "new"),
        ("Ben", tmp_path / "short.txt", tmp_path / "new"),
        ("Ben", secret, tmp_path / "no" / "folder"),
    ):
        ran = run("init", "--name", name, "--passphrase-file", passphrase, "--recovery-out", out)
        assert ran.code == 1, (name, out)
    assert taken.read_bytes() == before
    assert not (tmp_path / "new").exists()
    with sqlite3.connect(folder.database) as connection:
        assert connection.execute("SELECT COUNT(*) FROM account").fetchone() == (1,)
    connection.close()


def test_init_without_its_options_is_wrong_use(run: Run, secret: Path) -> None:
    assert run("init", "--passphrase-file", secret).code == 2


def test_several_people(mine: Run, run: Run, secret: Path, tmp_path: Path) -> None:
    other = tmp_path / "ben.txt"
    other.write_text("velvet anchor winter saddle ribbon")
    assert run("init", "--name", "Ben", "--passphrase-file", other, "--recovery-out", tmp_path / "b").code == 0
    asked = mine("list")
    assert asked.code == 2
    assert "Ana" in asked.err
    assert "Ben" in asked.err
    run("write", "--account", "ben", "--passphrase-file", other, text="Ben's own.")
    assert run("list", "--account", "Ben", "--json", "--passphrase-file", other).json[0]["snippet"] == "Ben's own."
    assert mine("list", "--account", "Ana", "--json").json == []
    assert run("list", "--account", "Ana", "--passphrase-file", other).code == 1


def test_recover_with_the_code_alone(mine: Run, run: Run, secret: Path, tmp_path: Path, folder: DataFolder) -> None:
    mine("write", text="Before.")
    for file in folder.keystore.iterdir():
        file.unlink()
    new = tmp_path / "new.txt"
    new.write_text("river candle orchard seven gentle")
    code, out = tmp_path / "code.txt", tmp_path / "code2.txt"
    recovered = run("recover", "--code-file", code, "--passphrase-file", new, "--recovery-out", out)
    assert recovered.code == 0, recovered.err
    assert run("list", "--json", "--passphrase-file", new).json[0]["snippet"] == "Before."
    assert out.read_text() != code.read_text()
    again = run("recover", "--code-file", code, "--passphrase-file", new, "--recovery-out", tmp_path / "code3.txt")
    assert again.code == 1
    assert not (tmp_path / "code3.txt").exists()
    assert mine("list").code == 1


def test_a_mistyped_code_is_refused(mine: Run, run: Run, secret: Path, tmp_path: Path) -> None:
    code = tmp_path / "typed.txt"
    code.write_text((tmp_path / "code.txt").read_text().replace("-", "").strip()[:-1] + "!")
    ran = run("recover", "--code-file", code, "--passphrase-file", secret, "--recovery-out", tmp_path / "out")
    assert ran.code == 1
    assert "typing mistake" in ran.err
    assert not (tmp_path / "out").exists()
