"""The data folder, what an install remembers, and how a database's tables are judged and renewed."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from emberwell.vault import schema
from emberwell.vault.folder import DataFolder, FolderUnusable, data_folder, write_private
from emberwell.vault.schema import NewerSchema, SchemaState, bring_up_to_date, compare, known, migrate_file, state_of


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def database(tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    with django_db_blocker.unblock():
        migrate_file(tmp_path / "emberwell.sqlite3")
        yield tmp_path / "emberwell.sqlite3"


def test_an_install_is_made_once(folder: DataFolder) -> None:
    first = folder.install()
    assert folder.install() == first
    assert DataFolder(folder.path.with_name("other")).install().install_id != first.install_id
    assert first.install_id.isalnum()
    assert len(first.secret_key) >= 50
    if os.name == "posix":
        assert folder.path.stat().st_mode & 0o077 == 0
        assert (folder.path / "install.json").stat().st_mode & 0o077 == 0


def test_changes_are_kept_and_what_is_unknown_is_passed_over(folder: DataFolder) -> None:
    install = folder.change_install(port=24_000)
    assert (install.port, folder.install()) == (24_000, install)
    raw = json.loads((folder.path / "install.json").read_text())
    (folder.path / "install.json").write_text(json.dumps({**raw, "later": 1}))
    assert folder.install() == install


def test_where_backups_go(folder: DataFolder, tmp_path: Path) -> None:
    assert folder.backups == folder.path / "backups"
    assert not folder.path.exists(), "asking makes nothing"
    folder.change_install(backup_folder=str(tmp_path / "elsewhere"))
    assert folder.backups == tmp_path / "elsewhere"


def test_a_file_that_cannot_be_read_is_said(folder: DataFolder, tmp_path: Path) -> None:
    folder.install()
    for broken in ("{", "[]", "{}"):
        (folder.path / "install.json").write_text(broken)
        with pytest.raises(FolderUnusable, match=r"install\.json"):
            folder.install()
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderUnusable):
        DataFolder(tmp_path / "file").make()


def test_the_folder_is_given_or_the_environments_or_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMBERWELL_DATA", str(tmp_path / "named"))
    assert data_folder().path == tmp_path / "named"
    assert data_folder(tmp_path / "given").path == tmp_path / "given"
    monkeypatch.delenv("EMBERWELL_DATA")
    assert data_folder().path.name == "emberwell"


def test_a_private_file_is_replaced_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_private(tmp_path / "note", b"before")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr("emberwell.vault.folder.os.fsync", fail)
        write_private(tmp_path / "note", b"after")
    assert [path.name for path in tmp_path.iterdir()] == ["note"]
    assert (tmp_path / "note").read_bytes() == b"before"


def test_states(database: Path, tmp_path: Path) -> None:
    assert state_of(tmp_path / "nothing.sqlite3") is SchemaState.NONE
    assert not (tmp_path / "nothing.sqlite3").exists()
    assert state_of(database) is SchemaState.CURRENT
    assert compare([]) is SchemaState.NONE
    assert compare([*known(), ("somebody", "0001_else")]) is SchemaState.CURRENT
    assert compare([*known(), ("vault", "9999_later")]) is SchemaState.NEWER


def test_every_migration_is_known_by_its_file(database: Path) -> None:
    connection = sqlite3.connect(database)
    done = set(connection.execute("SELECT app, name FROM django_migrations"))
    connection.close()
    assert done == set(known())


def test_newer_tables_are_left_untouched(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('vault', '9999_later', '2030-01-01')"
    )
    connection.commit()
    connection.close()
    before = database.read_bytes()
    with pytest.raises(NewerSchema):
        bring_up_to_date(database, before=lambda: pytest.fail("nothing is backed up"))
    assert database.read_bytes() == before


def test_a_backup_comes_before_a_change_and_only_then(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    assert not bring_up_to_date(database, before=lambda: order.append("backup"))
    monkeypatch.setattr(schema, "known", lambda: known() | {("vault", "9999_next")})
    monkeypatch.setattr(schema, "migrate_file", lambda _path: order.append("migrate"))
    assert bring_up_to_date(database, before=lambda: order.append("backup"))
    assert order == ["backup", "migrate"]
    assert bring_up_to_date(database.with_name("fresh.sqlite3"), before=lambda: order.append("backup"))
    assert order == ["backup", "migrate", "migrate"]


def test_a_backup_that_fails_stops_the_change(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise FolderUnusable("no room")

    monkeypatch.setattr(schema, "known", lambda: known() | {("vault", "9999_next")})
    monkeypatch.setattr(schema, "migrate_file", lambda _path: pytest.fail("changed without a backup"))
    with pytest.raises(FolderUnusable):
        bring_up_to_date(database, before=fail)
