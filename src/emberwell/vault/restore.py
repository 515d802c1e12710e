"""From a backup file to a data folder (or an empty host database), checked before anything is written.

A restore asks for no passphrase: it moves sealed rows. Every byte is hashed first; a file that was cut off, changed or
made to harm is refused with nothing written. It never touches a folder that holds a journal.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from emberwell.vault.backup import COMMENT, FORMAT, KEYSTORE_FILE_BYTES, TABLES, VERSION, Manifest, Table
from emberwell.vault.database import Database
from emberwell.vault.errors import EmberwellError
from emberwell.vault.folder import DataFolder, sync_folder
from emberwell.vault.schema import known, migrate_file
from emberwell.vault.sqlite import SqliteDatabase
from emberwell.vault.store import Keystore, Store

LARGEST_MEMBER = 300 * 2**20
"""Above the largest sealed record (256 MiB) with its row."""
LARGEST_MANIFEST = 16 * 2**20
LARGEST_DIRECTORY = 64 * 2**20
"""Bytes of the zip's directory, read into memory at once: about half a million members."""

_MEMBER = re.compile(r"tables/[a-z_]{1,40}/[0-9]{6}|keystore/(?:seen-)?[0-9a-f]{32}|manifest\.json")
_PLAIN = {int, str, bytes, type(None)}
_rows = msgspec.msgpack.Decoder(list[list[Any]])


class BackupRefused(EmberwellError):
    """The file is no backup, or not a whole one."""

    status = 422


class HoldsJournal(EmberwellError):
    """Restoring would go over a journal that is there."""

    status = 409

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} holds a journal already, and a restore never goes over one. "
            "Choose an empty folder with --data. Nothing was changed."
        )


@dataclass
class Backup:
    """An open backup whose every byte has been checked."""

    manifest: Manifest
    archive: zipfile.ZipFile

    def read(self, member: str) -> bytes:
        """A member, hashed again: the file might have been changed since it was checked."""
        content = self.archive.read(member)
        if hashlib.sha256(content).hexdigest() != self.manifest.members[member]:
            raise _damaged()
        return content

    def rows(self, table: Table) -> Iterator[list[list[Any]]]:
        """The rows of a table, a member at a time."""
        about = self.manifest.tables.get(table.name)
        if about is None:
            return
        for member in about["members"]:
            try:
                rows = _rows.decode(self.read(member))
            except (msgspec.DecodeError, RecursionError) as error:
                raise _damaged() from error
            width = len(about["columns"])
            if any(len(row) != width or not _PLAIN.issuperset(map(type, row)) for row in rows):
                raise _damaged()
            yield rows

    def keystore_members(self) -> list[str]:
        return [name for name in self.manifest.members if name.startswith("keystore/")]


@contextmanager
def opened_backup(file: Path) -> Iterator[Backup]:
    """Open a backup and check all of it. Raises BackupRefused."""
    try:
        raw = file.open("rb")
    except OSError as error:
        raise BackupRefused(f"{file} cannot be read ({error.strerror or 'unknown reason'}).") from error
    with raw:
        backup = _checked(raw)
        with backup.archive:
            yield backup


def _checked(raw: BinaryIO) -> Backup:
    try:
        _check_whole(raw)
        archive = zipfile.ZipFile(raw)
        backup = Backup(_manifest(archive), archive)
        _check_tables(backup.manifest)
        for name in backup.manifest.members:
            backup.read(name)
    except (
        zipfile.BadZipFile,
        struct.error,
        ValueError,
        KeyError,
        TypeError,
        NotImplementedError,
        EOFError,
    ) as error:
        # What a file made to harm can make zipfile, json and msgspec raise; MemoryError is bounded away below.
        raise _damaged() from error
    return backup


def restore(file: Path, folder: DataFolder, *, check: Callable[[Store], object] = lambda _store: None) -> Manifest:
    """Make the data folder anew from a backup. `check` sees the restored rows before they are put in place.

    Raises BackupRefused or HoldsJournal, or whatever `check` raises; the folder is then as it was.
    """
    refuse_journal(folder)
    existed = folder.path.exists()
    with opened_backup(file) as backup:
        folder.make()
        part = folder.path / f".restoring.{secrets.token_hex(4)}"
        part.mkdir(mode=0o700)
        try:
            made = _build(backup, part)
            check(Store(made, Keystore(part / "keystore")))
            made.scrub()
            made.close()
            _put_in_place(part, folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
            if not existed and not folder.database.exists():
                shutil.rmtree(folder.path, ignore_errors=True)
        return backup.manifest


def restore_rows(backup: Backup, database: Database) -> None:
    """Insert every row of a backup into empty tables of its own age, in one transaction."""
    with database.transaction():
        for table in TABLES:
            about = backup.manifest.tables.get(table.name)
            if about is None:
                continue
            columns = about["columns"]
            # Both names were checked against TABLES: nothing of the file reaches SQL.
            sql = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
            for rows in backup.rows(table):
                try:
                    database.run_many(sql, rows)
                except (TypeError, OverflowError, sqlite3.Error) as error:
                    raise _damaged() from error


def refuse_journal(folder: DataFolder) -> None:
    """Raise HoldsJournal when somebody keeps a journal in `folder`."""
    if not folder.database.exists():
        return
    database = SqliteDatabase(folder.database)
    try:
        has_table = database.rows("SELECT 1 FROM sqlite_master WHERE name = 'account'")
        if has_table and database.rows("SELECT id FROM account LIMIT 1"):
            raise HoldsJournal(str(folder.path))
    finally:
        database.close()


def _build(backup: Backup, part: Path) -> SqliteDatabase:
    """A database of the backup's own age with its rows, then brought to today's tables; and the keystore beside it."""
    path = part / "emberwell.sqlite3"
    migrate_file(path, only=backup.manifest.migrations)
    database = SqliteDatabase(path)
    restore_rows(backup, database)
    database.close()
    migrate_file(path)
    write_keystore(backup, part / "keystore")
    return SqliteDatabase(path)


def write_keystore(backup: Backup, folder: Path) -> None:
    """The keystore's files; those that are there already stay as they are."""
    folder.mkdir(mode=0o700, exist_ok=True)
    for member in backup.keystore_members():
        target = folder / member.removeprefix("keystore/")
        if not target.exists():
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(backup.read(member))
                out.flush()
                os.fsync(out.fileno())
    sync_folder(folder)


def _put_in_place(part: Path, folder: DataFolder) -> None:
    """The database is renamed last: until then there is no journal here, from then on all of it."""
    folder.keystore.mkdir(mode=0o700, exist_ok=True)
    for path in (part / "keystore").iterdir():
        path.replace(folder.keystore / path.name)
    sync_folder(folder.keystore)
    # Tables without anybody's rows, and their write-ahead files, which must not be taken for the new database's.
    for suffix in ("", "-wal", "-shm"):
        folder.database.with_name(folder.database.name + suffix).unlink(missing_ok=True)
    with (part / "emberwell.sqlite3").open("rb+") as made:
        os.fsync(made.fileno())
    (part / "emberwell.sqlite3").replace(folder.database)
    sync_folder(folder.path)


def _check_whole(raw: BinaryIO) -> None:
    """The hash over the whole file, and the size of the zip's directory before it is read into memory."""
    trailer = len(COMMENT) + 64
    size = raw.seek(0, os.SEEK_END)
    if size < trailer + 22:
        raise _damaged()
    raw.seek(size - trailer)
    comment, stated = raw.read(len(COMMENT)), raw.read(64)
    raw.seek(0)
    digest, left = hashlib.sha256(), size - 64
    while left and (piece := raw.read(min(left, 2**20))):
        digest.update(piece)
        left -= len(piece)
    if comment != COMMENT or stated != digest.hexdigest().encode():
        raise _damaged()
    end = size - trailer - 22
    raw.seek(max(0, end - 76))
    tail = raw.read(min(end, 76) + 22)
    directory = int(struct.unpack("<L", tail[-10:-6])[0])
    if tail[-42:-38] == b"PK\x06\x07" and tail[-98:-94] == b"PK\x06\x06":
        directory = max(directory if directory != 0xFFFFFFFF else 0, struct.unpack("<Q", tail[-58:-50])[0])
    if directory > LARGEST_DIRECTORY:
        raise _damaged()


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    infos = {info.filename: info for info in archive.infolist()}
    if len(infos) != len(archive.infolist()) or "manifest.json" not in infos:
        raise _damaged()
    for name, info in infos.items():
        limit = LARGEST_MANIFEST if name == "manifest.json" else LARGEST_MEMBER
        limit = KEYSTORE_FILE_BYTES if name.startswith("keystore/") else limit
        stored = info.compress_type == zipfile.ZIP_STORED and info.compress_size == info.file_size
        if not (_MEMBER.fullmatch(name) and stored and info.file_size <= limit):
            raise _damaged()
    about = json.loads(archive.read("manifest.json"))
    if not isinstance(about, dict) or about.pop("format", None) != FORMAT:
        raise _damaged()
    if about.pop("version", None) != VERSION:
        raise _newer()
    manifest = msgspec.convert(about, Manifest)
    if set(manifest.members) != set(infos) - {"manifest.json"}:
        raise _damaged()
    return manifest


def _check_tables(manifest: Manifest) -> None:
    """Only tables, columns and migrations this release knows, and every member used once."""
    tables = {table.name: table for table in TABLES}
    ours = {label for label, _ in known()}
    if {migration for migration in manifest.migrations if migration[0] in ours} - known():
        raise _newer()
    used: list[str] = []
    for name, about in manifest.tables.items():
        if name not in tables or not set(about["columns"]) <= set(tables[name].columns):
            raise _newer()
        if len(set(about["columns"])) != len(about["columns"]):
            raise _damaged()
        used += about["members"]
    named = [name for name in manifest.members if name.startswith("tables/")]
    if sorted(used) != sorted(named):
        raise _damaged()


def _damaged() -> BackupRefused:
    return BackupRefused(
        "This file is not a whole Emberwell backup: it was cut off or changed. Nothing was written. Try another one."
    )


def _newer() -> BackupRefused:
    return BackupRefused("This backup was made by a newer Emberwell. Nothing was written. Update Emberwell first.")
