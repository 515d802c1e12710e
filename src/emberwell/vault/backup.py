"""One backup file for both databases: every sealed row, and on one's own machine the keystore.

The file is a zip whose members are stored, not compressed (sealed bytes do not compress):

    manifest.json            what is inside: format, when, the migrations of the tables, a SHA-256 for each member
    tables/record/000001     MessagePack: a list of rows, each a list of values in the manifest's order of columns
    keystore/<pepper id>     one's own machine only: a host's backup goes elsewhere than its keystore

and whose comment ends with the SHA-256 of every byte before it, so that any change or cut is seen at once. Hashes show
damage, not intent: that nobody forged a record is proved by opening it, which `restore` does when given a passphrase.

Everything is read in one snapshot while the app goes on writing. Unlock sessions and wrong tries are left out. The
keystore is read inside the snapshot: a pepper is on the disk before the row that names it, and stays an hour after.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from emberwell.vault.database import Database
from emberwell.vault.errors import EmberwellError, StorageFailed
from emberwell.vault.folder import sync_folder
from emberwell.vault.schema import Migration
from emberwell.vault.store import Keystore

FORMAT = "emberwell-backup"
VERSION = 1
COMMENT = b"emberwell-backup 1 sha256 "
MEMBER_BYTES = 4 * 2**20
"""A member is closed once it holds this much; one row may be larger."""
PAGE_ROWS = 64
KEYSTORE_FILE_BYTES = 64 * 1024


class BackupFailed(EmberwellError):
    """A backup could not be written or read; what was there before is as it was."""

    status = 500


@dataclass(frozen=True)
class Table:
    """A table as backups hold it. Rows are read in the order of `key`, one space at a time where there are spaces."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def private(self) -> bool:
        return self.key[0] == "space_id"


TABLES = (
    Table(
        "account",
        ("id",),
        (
            *("id", "name", "created_at", "kit", "space_id", "kdf_salt", "kdf_memory_kib", "kdf_passes", "pepper_id"),
            *("verifier", "wrap_passphrase", "wrap_recovery", "keyring", "door_key", "epoch", "failures"),
            "next_try_at",
        ),
    ),
    Table("space", ("space_id",), ("space_id", "seq", "head")),
    Table("record", ("space_id", "seq"), ("space_id", "record_id", "revision", "seq", "digest", "sealed")),
    Table("draft", ("space_id", "record_id", "tab_id"), ("space_id", "record_id", "tab_id", "sealed")),
    Table(
        "chunk",
        ("space_id", "record_id", "part", "number"),
        ("space_id", "record_id", "part", "number", "written_at", "sealed"),
    ),
    Table("letter", ("space_id", "letter_id"), ("space_id", "letter_id", "sealed")),
)
"""What is backed up: every column of any release. A test holds it against the models, so none is forgotten."""


@dataclass
class Manifest:
    """What a backup says of itself."""

    made_at: str
    """ISO 8601, UTC."""
    migrations: list[Migration]
    has_keystore: bool
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By name: `columns`, the number of `rows`, and the `members` that hold them."""
    members: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each member, hex."""


def write_backup(
    database: Database,
    keystore: Keystore | None,
    migrations: list[Migration],
    file: Path,
    *,
    replace: bool = False,
) -> Manifest:
    """Write everything sealed to `file`, complete or not at all. `keystore` is None on a host.

    Raises BackupFailed when `file` exists already (unless `replace`) or cannot be written.
    """
    if file.exists() and not replace:
        raise BackupFailed(f"{file} exists already, and a backup never replaces a file. Choose another name.")
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    manifest = Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        migrations=sorted(migrations),
        has_keystore=keystore is not None,
    )
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
            _write(raw, database, keystore, manifest)
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(file)
        sync_folder(file.parent)
    except (OSError, StorageFailed) as error:
        reason = getattr(error, "strerror", None) or "the disk or the database refused"
        raise BackupFailed(f"The backup {file} could not be written ({reason}). Your journal is safe.") from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _write(raw: BinaryIO, database: Database, keystore: Keystore | None, manifest: Manifest) -> None:
    signed = _Signed(raw)
    with zipfile.ZipFile(cast("BinaryIO", signed), "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        archive.comment = COMMENT + bytes(64)

        def add(name: str, content: bytes) -> None:
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o600 << 16
            archive.writestr(info, content)
            manifest.members[name] = hashlib.sha256(content).hexdigest()

        with database.snapshot():
            spaces = [bytes(row[0]) for row in database.rows("SELECT space_id FROM space ORDER BY space_id")]
            for name, content in _keystore_files(keystore):
                add(f"keystore/{name}", content)
            for table in (_as_it_is(database, table) for table in TABLES):
                members: list[str] = []
                rows = 0
                for content, count in _packed(database, table, spaces):
                    rows += count
                    members.append(f"tables/{table.name}/{len(members) + 1:06}")
                    add(members[-1], content)
                manifest.tables[table.name] = {"columns": table.columns, "rows": rows, "members": members}
        about = {"format": FORMAT, "version": VERSION, **msgspec.to_builtins(manifest)}
        add("manifest.json", json.dumps(about, indent=1).encode())
    signed.finish()


def _as_it_is(database: Database, table: Table) -> Table:
    """The table with the columns it has at present: before an update it may lack some, or be missing."""
    if database.for_update:  # PostgreSQL
        sql = (
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name = %s"
        )
    else:
        sql = "SELECT name FROM pragma_table_info(%s)"
    present = {row[0] for row in database.rows(sql, (table.name,))}
    return Table(table.name, table.key, tuple(column for column in table.columns if column in present))


def _keystore_files(keystore: Keystore | None) -> Iterator[tuple[str, bytes]]:
    """Peppers, and what this install last saw. Names that begin with a dot are half-written."""
    if keystore is None or not keystore.folder.is_dir():
        return
    for path in sorted(keystore.folder.iterdir()):
        if not path.name.startswith(".") and path.is_file() and path.stat().st_size <= KEYSTORE_FILE_BYTES:
            yield path.name, path.read_bytes()


def _packed(database: Database, table: Table, spaces: list[bytes]) -> Iterator[tuple[bytes, int]]:
    """The rows of a table as members of about MEMBER_BYTES, each with its number of rows."""
    pack = msgspec.msgpack.encode
    rows: list[bytes] = []
    size = 0
    for row in _rows(database, table, spaces):
        rows.append(pack([bytes(value) if isinstance(value, memoryview) else value for value in row]))
        size += len(rows[-1])
        if size >= MEMBER_BYTES:
            yield _array(rows), len(rows)
            rows, size = [], 0
    if rows:
        yield _array(rows), len(rows)


def _array(packed: list[bytes]) -> bytes:
    """MessagePack's `array 32` around values that are packed already."""
    return b"\xdd" + len(packed).to_bytes(4, "big") + b"".join(packed)


def _rows(database: Database, table: Table, spaces: list[bytes]) -> Iterator[tuple[Any, ...]]:
    """Every row, a page at a time: no statement holds more than PAGE_ROWS in memory, on either database."""
    if not table.columns:
        return
    columns, key = ", ".join(table.columns), table.key
    places = [table.columns.index(column) for column in key]
    # Column and table names come from TABLES above, never from a file.
    select = f"SELECT {columns} FROM {table.name}"
    order = f"ORDER BY {', '.join(key)} LIMIT {PAGE_ROWS}"
    after = f"({', '.join(key)}) > ({', '.join(['%s'] * len(key))})"
    for space in spaces if table.private else [b""]:
        own, values = ("space_id = %s", [space]) if table.private else ("id = id", [])
        page = database.rows(f"{select} WHERE {own} {order}", values)
        while page:
            yield from page
            if len(page) < PAGE_ROWS:
                break
            last = [page[-1][place] for place in places]
            page = database.rows(f"{select} WHERE {own} AND {after} {order}", [*values, *last])


class _Signed:
    """A file without seeking that hashes what passes, and at last replaces the final 64 bytes by that hash in hex."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._hash = hashlib.sha256()
        self._held = b""

    def write(self, content: bytes) -> int:
        held = self._held + content
        passed, self._held = held[:-64], held[-64:]
        self._hash.update(passed)
        self._raw.write(passed)
        return len(content)

    def flush(self) -> None:
        self._raw.flush()

    def finish(self) -> None:
        self._raw.write(self._hash.hexdigest().encode())
