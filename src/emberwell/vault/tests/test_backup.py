"""Backups: equal after a round trip, refused when anything about the file is wrong, kept by the rules."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from conftest import Person
from emberwell.journal.records import Entry
from emberwell.vault import daily
from emberwell.vault.backup import COMMENT, TABLES, BackupFailed, write_backup
from emberwell.vault.errors import KeystoreMissing
from emberwell.vault.folder import DataFolder
from emberwell.vault.opening import Opened, create_account, recover, unlock_code, unlock_passphrase
from emberwell.vault.restore import BackupRefused, HoldsJournal, opened_backup, restore, restore_rows, write_keystore
from emberwell.vault.schema import applied_in, known, migrate_file
from emberwell.vault.sqlite import SqliteDatabase
from emberwell.vault.store import Keystore, Store
from emberwell.vault.verify import verify

PASSPHRASE = "harbour lantern copper meadow thirty"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    path = tmp_path_factory.mktemp("tables") / "emberwell.sqlite3"
    with django_db_blocker.unblock():
        migrate_file(path)
    return path


@pytest.fixture(autouse=True)
def _may_migrate(django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def folder(tmp_path: Path, tables: Path) -> DataFolder:
    made = DataFolder(tmp_path / "data")
    made.make()
    shutil.copy(tables, made.database)
    return made


def store_in(folder: DataFolder) -> Store:
    return Store(SqliteDatabase(folder.database), Keystore(folder.keystore))


@pytest.fixture
def opened(folder: DataFolder) -> Opened:
    """A journal with pages, revisions, an attachment, a draft, a trashed and a purged page."""
    ana = create_account(store_in(folder), "Ana", PASSPHRASE)
    vault = ana.vault
    pages = [vault.put(Entry(written_at=datetime.now(UTC), zone="UTC", body=f"Page {n}.")) for n in range(150)]
    vault.put(Entry(written_at=datetime.now(UTC), zone="UTC", body="Changed."), id=pages[0].id, expected=1)
    vault.trash(pages[1].id)
    vault.purge(pages[2].id)
    vault.attach(io.BytesIO(bytes(range(256)) * 600), name="sound.ogg", media_type="audio/ogg")
    vault.keep_draft(pages[3].id, "tab", Entry(written_at=datetime.now(UTC), zone="UTC", body="Not yet."), based_on=1)
    return ana


def back_up(store: Store, file: Path, *, keystore: bool = True) -> Path:
    database = store.database
    assert isinstance(database, SqliteDatabase)
    write_backup(database, store.keystore if keystore else None, applied_in(database), file)
    return file


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    connection = sqlite3.connect(path)
    found = {
        table.name: connection.execute(
            f"SELECT {', '.join(table.columns)} FROM {table.name} ORDER BY {', '.join(table.key)}"
        ).fetchall()
        for table in TABLES
    }
    connection.close()
    return found


def test_what_comes_back_is_equal(opened: Opened, folder: DataFolder, tmp_path: Path) -> None:
    file = back_up(opened.vault.store, tmp_path / "b.zip")
    there = DataFolder(tmp_path / "new" / "data")
    manifest = restore(file, there)
    assert contents(there.database) == contents(folder.database)
    assert manifest.tables["record"]["rows"] == 154
    assert {path.name: path.read_bytes() for path in there.keystore.iterdir()} == {
        path.name: path.read_bytes() for path in folder.keystore.iterdir()
    }
    again = unlock_passphrase(store_in(there), opened.account.id, PASSPHRASE).vault
    assert verify(again).broken == []
    assert not again.is_older_than_seen()
    assert len(again.all(Entry)) == 148
    names = {path.name for path in there.path.iterdir()}
    assert names - {"emberwell.sqlite3-wal", "emberwell.sqlite3-shm"} == {"emberwell.sqlite3", "keystore"}


def test_from_the_sites_own_database(
    tables: Path, ana: Person, store: Store, keystore: Path, folder: DataFolder, tmp_path: Path
) -> None:
    """SQLite or PostgreSQL behind Django: the same file, whose rows go into the other one."""
    saved = ana.vault.put(Entry(written_at=datetime.now(UTC), zone="UTC", body="On a host."))
    write_backup(store.database, store.keystore, sorted(known()), tmp_path / "b.zip")
    with opened_backup(tmp_path / "b.zip") as backup:
        restore_rows(backup, store_in(folder).database)
        write_keystore(backup, folder.keystore)
    again = unlock_passphrase(store_in(folder), ana.account.id, ana.passphrase).vault
    assert again.get(Entry, saved.id).value == saved.value
    assert verify(again).broken == []


def test_the_list_of_columns_is_the_models(tables: Path) -> None:
    listed = {table.name: set(table.columns) for table in TABLES}
    models = {
        model._meta.db_table: {field.column for field in model._meta.local_concrete_fields if field.column}
        for model in apps.get_app_config("vault").get_models()
    }
    for left_out in ("unlock_session", "wrong_try"):
        models.pop(left_out)
    assert {name: listed.get(name, set()) >= columns for name, columns in models.items()} == dict.fromkeys(
        models, True
    ), "A table or column is not backed up: add it to TABLES in vault/backup.py."


def test_it_is_of_one_moment_while_others_write(opened: Opened, folder: DataFolder, tmp_path: Path) -> None:
    store = opened.vault.store

    class Meanwhile(SqliteDatabase):
        def rows(self, sql: str, values: Any = ()) -> Any:
            if "FROM record" in sql:
                store_in(folder).database.run("UPDATE account SET failures = failures + 1")
                opened.vault.put(Entry(written_at=datetime.now(UTC), zone="UTC", body="Meanwhile."))
            return super().rows(sql, values)

    file = tmp_path / "b.zip"
    write_backup(Meanwhile(folder.database), store.keystore, sorted(known()), file)
    there = DataFolder(tmp_path / "there")
    restore(file, there)
    again = unlock_passphrase(store_in(there), opened.account.id, PASSPHRASE).vault
    assert verify(again).broken == []
    assert len(again.all(Entry)) == 148


def test_nothing_readable_is_in_it(opened: Opened, tmp_path: Path) -> None:
    raw = back_up(opened.vault.store, tmp_path / "b.zip").read_bytes()
    assert b"Page 7." not in raw
    assert b"sound.ogg" not in raw


def test_a_file_is_never_replaced(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("something else")
    with pytest.raises(BackupFailed):
        back_up(opened.vault.store, tmp_path / "b.zip")
    with pytest.raises(BackupFailed):
        back_up(opened.vault.store, tmp_path / "no" / "folder.zip")
    assert (tmp_path / "b.zip").read_text() == "something else"


def test_a_failure_leaves_nothing_behind(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("emberwell.vault.backup.os.fsync", full)
    with pytest.raises(BackupFailed, match="No space left"):
        back_up(opened.vault.store, tmp_path / "b.zip")
    assert not list(tmp_path.glob("*b.zip*"))
    assert not list(tmp_path.glob(".*"))


@pytest.fixture
def small(folder: DataFolder, tmp_path: Path) -> Path:
    """A small backup, to change every bit of."""
    ana = create_account(store_in(folder), "Ana", PASSPHRASE)
    ana.vault.put(Entry(written_at=datetime.now(UTC), zone="UTC", body="One page."))
    return back_up(ana.vault.store, tmp_path / "small.zip")


def refused(file: Path) -> bool:
    try:
        with opened_backup(file):
            return False
    except BackupRefused:
        return True


def test_changed_bytes_anywhere_are_refused(small: Path, tmp_path: Path) -> None:
    whole, changed = small.read_bytes(), tmp_path / "changed.zip"
    assert not refused(small)
    for at in (*range(0, len(whole), 7), *range(len(whole) - 120, len(whole))):
        bits = bytearray(whole)
        bits[at] ^= 1 << (at % 8)
        changed.write_bytes(bits)
        assert refused(changed), at


def test_every_truncation_is_refused(small: Path, tmp_path: Path) -> None:
    whole, cut = small.read_bytes(), tmp_path / "cut.zip"
    for size in [*range(0, len(whole), 41), len(whole) - 1]:
        cut.write_bytes(whole[:size])
        assert refused(cut), size
    cut.write_bytes(whole + b"\0")
    assert refused(cut)


def test_a_refused_backup_writes_nothing(small: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.zip").write_bytes(small.read_bytes()[:-500])
    there = DataFolder(tmp_path / "there" / "data")
    with pytest.raises(BackupRefused):
        restore(tmp_path / "cut.zip", there)
    with pytest.raises(BackupRefused):
        restore(tmp_path / "missing.zip", there)
    assert not there.path.exists()


def forged(source: Path, target: Path, change: Callable[[dict[str, bytes]], object], **options: Any) -> Path:
    """A backup with other members whose hashes are right again: made to harm, not damaged."""
    with zipfile.ZipFile(source) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    members["manifest"] = json.dumps(manifest).encode()
    change(members)
    manifest = json.loads(members.pop("manifest"))
    manifest["members"] = {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", options.get("compression", zipfile.ZIP_STORED)) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.comment = COMMENT + bytes(64)
    body = buffer.getvalue()[:-64]
    target.write_bytes(body + hashlib.sha256(body).hexdigest().encode())
    return target


def manifest_with(**changes: Any) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest"])
        manifest.update(changes)
        members["manifest"] = json.dumps(manifest).encode()

    return change


def rows_of_space(rows: Any) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members["tables/space/000001"] = rows if isinstance(rows, bytes) else msgspec.msgpack.encode(rows)

    return change


HOSTILE: dict[str, Callable[[dict[str, bytes]], object]] = {
    "a path": lambda members: members.update({"keystore/../../evil": b"x"}),
    "an absolute path": lambda members: members.update({"/tmp/evil": b"x"}),
    "another keystore name": lambda members: members.update({"keystore/install.json": b"x"}),
    "a large keystore file": lambda members: members.update({"keystore/" + "a" * 32: bytes(2**17)}),
    "an unused member": lambda members: members.update({"tables/record/000099": b"\x90"}),
    "another format": manifest_with(format="zip"),
    "a newer version": manifest_with(version=2),
    "a newer migration": manifest_with(migrations=[["vault", "9999_later"]]),
    "another table": manifest_with(tables={"sqlite_master": {"columns": ["sql"], "members": [], "rows": 0}}),
    "another column": manifest_with(tables={"account": {"columns": ["id, name"], "members": [], "rows": 0}}),
    "columns that are no list": manifest_with(tables={"account": {"columns": 3, "members": [], "rows": 0}}),
    "members that are no list": manifest_with(tables=[]),
    "rows that are no rows": rows_of_space({"a": 1}),
    "values that are lists": rows_of_space([[b"1", [1], b"3"]]),
    "too few values": rows_of_space([[b"1"]]),
    "numbers too large": rows_of_space([[b"1" * 16, 2**64 - 1, b""]]),
    "the same row twice": rows_of_space([[b"1" * 16, 1, b""], [b"1" * 16, 1, b""]]),
    "depth": rows_of_space(b"\x91" * 100_000 + b"\xc0"),
    "no bytes": rows_of_space(b""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_backup_made_to_harm_is_refused(name: str, small: Path, tmp_path: Path) -> None:
    there = DataFolder(tmp_path / "there")
    with pytest.raises(BackupRefused):
        restore(forged(small, tmp_path / "forged.zip", HOSTILE[name]), there)
    assert not there.path.exists()
    assert not (tmp_path / "evil").exists()


def test_a_compressed_one_is_refused(small: Path, tmp_path: Path) -> None:
    assert not refused(forged(small, tmp_path / "same.zip", lambda _members: None))
    assert refused(forged(small, tmp_path / "bomb.zip", lambda _members: None, compression=zipfile.ZIP_DEFLATED))


@pytest.mark.parametrize("wide", [False, True])
def test_a_huge_directory_is_refused_before_it_is_read(tmp_path: Path, wide: bool) -> None:
    size = 70 * 2**20
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, 0xFFFFFFFF if wide else size, 0, len(COMMENT) + 64)
    if wide:
        record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, 0)
        end = record + struct.pack("<4sLQL", b"PK\x06\x07", 0, size, 1) + end
    body = bytes(size) + end + COMMENT
    (tmp_path / "wide.zip").write_bytes(body + hashlib.sha256(body).hexdigest().encode())
    assert refused(tmp_path / "wide.zip")


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.zip"
    body = raw + COMMENT
    file.write_bytes(body + hashlib.sha256(body).hexdigest().encode())
    assert refused(file)


def test_a_folder_that_holds_a_journal_is_left_alone(opened: Opened, folder: DataFolder, tmp_path: Path) -> None:
    file = back_up(opened.vault.store, tmp_path / "b.zip")
    before = contents(folder.database)
    with pytest.raises(HoldsJournal):
        restore(file, folder)
    assert contents(folder.database) == before


def test_tables_without_anybody_are_replaced(small: Path, tables: Path, tmp_path: Path) -> None:
    there = DataFolder(tmp_path / "there")
    install = there.install()
    shutil.copy(tables, there.database)
    restore(small, there)
    assert store_in(there).accounts()[0].name == "Ana"
    assert there.install() == install


def test_what_a_check_refuses_is_not_put_in_place(small: Path, tmp_path: Path) -> None:
    def refuse(_store: Store) -> None:
        raise KeystoreMissing

    there = DataFolder(tmp_path / "there")
    there.make()
    with pytest.raises(KeystoreMissing):
        restore(small, there, check=refuse)
    assert not list(there.path.iterdir())


def test_the_recovery_code_alone_opens_a_hosts_backup(opened: Opened, tmp_path: Path) -> None:
    """The drill: the computer is gone, the keystore with it; there is a backup and the paper kit."""
    file = back_up(opened.vault.store, tmp_path / "b.zip", keystore=False)
    there = DataFolder(tmp_path / "there")
    assert not restore(file, there).has_keystore
    store = store_in(there)
    with pytest.raises(KeystoreMissing):
        unlock_passphrase(store, opened.account.id, PASSPHRASE)
    store.set_failures(opened.account.id, 0, 0)
    assert opened.recovery_code is not None
    assert verify(unlock_code(store, opened.account.id, opened.recovery_code).vault).broken == []
    recover(store, opened.account.id, opened.recovery_code, "river candle orchard seven gentle")
    again = unlock_passphrase(store, opened.account.id, "river candle orchard seven gentle")
    assert len(again.vault.all(Entry)) == 148


def test_verify_names_what_is_broken(opened: Opened, folder: DataFolder) -> None:
    pages = opened.vault.all(Entry)
    database = store_in(folder).database
    raw = bytes.fromhex(pages[5].id)
    database.run("UPDATE record SET sealed = zeroblob(400) WHERE record_id = %s", (raw,))
    assert verify(opened.vault).broken == [pages[5].id]
    database.run("DELETE FROM record WHERE record_id = %s", (raw,))
    assert verify(opened.vault).broken == ["log"]
    database.run("DELETE FROM chunk WHERE number = 1")
    database.run("UPDATE draft SET sealed = zeroblob(400)")
    broken = verify(opened.vault).broken
    assert len(broken) == 3
    assert any(name.startswith("draft of ") for name in broken)


def test_verify_counts_what_there_is(opened: Opened) -> None:
    found = verify(opened.vault)
    assert (found.records, found.attachments, found.drafts, found.broken) == (150, 1, 1, [])
    assert found.revisions == 153


def test_one_a_day_and_none_for_nobody(folder: DataFolder, tables: Path, tmp_path: Path) -> None:
    empty = DataFolder(tmp_path / "empty")
    empty.make()
    shutil.copy(tables, empty.database)
    assert daily.back_up_today(empty, date(2026, 11, 22)) is None
    assert daily.last_good(empty) is None
    create_account(store_in(folder), "Ana", PASSPHRASE)
    first = daily.back_up_today(folder, date(2026, 11, 22))
    assert first is not None
    assert daily.back_up_today(folder, date(2026, 11, 22)) is None
    last = daily.last_good(folder)
    assert last is not None
    assert last.file == first
    assert not refused(first)


def test_the_folder_may_be_chosen(folder: DataFolder, tmp_path: Path) -> None:
    create_account(store_in(folder), "Ana", PASSPHRASE)
    folder.change_install(backup_folder=str(tmp_path / "elsewhere"))
    made = daily.back_up_today(folder, date(2026, 11, 22))
    assert made is not None
    assert made.parent == tmp_path / "elsewhere"


def test_what_is_kept(tmp_path: Path) -> None:
    first = date(2026, 1, 1)
    for day in range(60):
        (tmp_path / f"emberwell-{first + timedelta(days=day)}.zip").write_bytes(b"")
    (tmp_path / "mine.zip").write_bytes(b"")
    daily.prune(tmp_path)
    kept = sorted(path.name[10:20] for path in tmp_path.glob("emberwell-*.zip"))
    assert kept[-7:] == [str(first + timedelta(days=day)) for day in range(53, 60)]
    assert kept[:-7] == ["2026-02-08", "2026-02-15", "2026-02-22"], "Sundays: the newest of their weeks"
    assert (tmp_path / "mine.zip").exists()


@given(st.sets(st.dates(date(2020, 1, 1), date(2021, 12, 31))))
def test_the_newest_is_always_kept(days: set[date]) -> None:
    kept = daily.days_to_keep(list(days))
    assert kept <= days
    assert len(kept) <= daily.DAILY_KEPT + daily.WEEKLY_KEPT
    assert set(sorted(days)[-daily.DAILY_KEPT :]) <= kept


def test_before_an_update(folder: DataFolder) -> None:
    create_account(store_in(folder), "Ana", PASSPHRASE)
    for _ in range(2):
        daily.back_up_before_update(folder)
        (made,) = folder.backups.glob("emberwell-before-update-*.zip")
        assert not refused(made)
        made.unlink()
