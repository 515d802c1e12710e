"""`backup`, `restore`, `verify`, `export`: the drill as a person does it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from emberwell.command.running import serving
from emberwell.command.tests.conftest import Run
from emberwell.vault.folder import DataFolder

pytestmark = pytest.mark.usefixtures("may_migrate")


@pytest.fixture
def backup(mine: Run, run: Run, tmp_path: Path) -> Path:
    mine("write", "--title", "Rain", text="A small hope.")
    mine("keep", "A line.")
    made = run("backup", tmp_path / "b.zip", "--json")
    assert (made.code, made.json["keystore"]) == (0, True), made.err
    assert made.json["rows"]["record"] == 2
    return tmp_path / "b.zip"


def test_a_new_computer_needs_the_backup_and_the_passphrase(
    backup: Path, run: Run, secret: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there"
    assert run("restore", backup, "--data", there).code == 0
    assert run("list", "--data", there, "--passphrase-file", secret, "--json").json[0]["title"] == "Rain"
    assert run("verify", "--data", there, "--passphrase-file", secret).code == 0


def test_given_a_passphrase_every_record_is_opened_first(backup: Path, run: Run, secret: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.txt").write_text("not the passphrase at all")
    refused = run("restore", backup, "--data", tmp_path / "there", "--passphrase-file", tmp_path / "wrong.txt")
    assert refused.code == 1
    assert not (tmp_path / "there").exists()
    restored = run("restore", backup, "--data", tmp_path / "there", "--passphrase-file", secret, "--json")
    assert restored.json["verified"] == 2


def test_it_never_goes_over_a_journal(backup: Path, mine: Run, run: Run) -> None:
    refused = run("restore", backup)
    assert refused.code == 1
    assert "holds a journal" in refused.err
    assert len(mine("list", "--json").json) == 1


def test_nor_into_a_folder_that_is_being_served(backup: Path, run: Run, tmp_path: Path) -> None:
    there = DataFolder(tmp_path / "there")
    there.make()
    with serving(there):
        refused = run("restore", backup, "--data", there.path)
    assert refused.code == 1
    assert "open on" in refused.err


def test_what_is_no_backup_is_refused(run: Run, backup: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.zip").write_bytes(backup.read_bytes()[:-200])
    for file in ("cut.zip", "missing.zip", "code.txt"):
        refused = run("restore", tmp_path / file, "--data", tmp_path / "there")
        assert (refused.code, refused.out) == (1, "")
    assert not (tmp_path / "there").exists()


def test_a_backup_never_replaces_a_file(backup: Path, run: Run) -> None:
    before = backup.read_bytes()
    assert run("backup", backup).code == 1
    assert backup.read_bytes() == before


def test_a_backup_of_nothing_says_so(run: Run, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "b.zip", "--data", tmp_path / "nowhere").code == 1
    assert not (tmp_path / "b.zip").exists()


def test_verify_names_what_is_broken(mine: Run, folder: DataFolder, backup: Path) -> None:
    assert mine("verify", "--json").json["broken"] == []
    page = mine("list", "--json").json[0]["id"]
    with sqlite3.connect(folder.database) as connection:
        connection.execute("UPDATE record SET sealed = zeroblob(300) WHERE record_id = ?", (bytes.fromhex(page),))
    connection.close()
    found = mine("verify", "--json")
    assert found.code == 1
    assert json.loads(found.out)["broken"] == [page]
    assert page in found.err
    listed = mine("list", "--json")
    assert (listed.code, listed.json) == (0, [])
    assert "do not open" in listed.err


def test_an_older_database_is_announced(mine: Run, folder: DataFolder) -> None:
    mine("write", text="One.")
    with sqlite3.connect(folder.database) as connection:
        before = connection.execute("SELECT seq, head FROM space").fetchone()
    mine("write", text="Two.")
    with sqlite3.connect(folder.database) as connection:
        connection.execute("DELETE FROM record WHERE seq = 2")
        connection.execute("UPDATE space SET seq = ?, head = ?", before)
    connection.close()
    listed = mine("list", "--json")
    assert (listed.code, len(listed.json)) == (0, 1)
    assert "older" in listed.err


def test_export_and_its_refusals(mine: Run, tmp_path: Path) -> None:
    mine("write", "--title", "Rain", text="A small hope.")
    done = mine("export", tmp_path / "all.json", "--json")
    assert (done.code, done.json["records"], done.json["files"]) == (0, 1, [str(tmp_path / "all.json")])
    assert json.loads((tmp_path / "all.json").read_text())["records"][0]["value"]["title"] == "Rain"
    assert mine("export", tmp_path / "all.json").code == 1
    assert mine("export", tmp_path / "folder").code == 0
    assert (tmp_path / "folder" / "emberwell.json").is_file()
    assert mine("export", tmp_path / "all.zip").code == 0
    assert mine("export", tmp_path / "x.age", "--archive-passphrase-file", tmp_path / "passphrase.txt").code == 2
    assert mine("export", tmp_path / "x.age", "--age").code == 2
    sealed = mine("export", tmp_path / "x.age", "--age", "--archive-passphrase-file", tmp_path / "passphrase.txt")
    assert sealed.code == 0
    assert (tmp_path / "x.age").read_bytes().startswith(b"age-encryption.org/v1")
