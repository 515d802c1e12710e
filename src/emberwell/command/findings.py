"""What `emberwell check` looks at. Each check answers with findings; only `unsafe` ones keep `serve` from starting."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from emberwell.vault.folder import DataFolder

Level = Literal["ok", "advice", "unsafe"]

LEAST_FREE_BYTES = 500 * 2**20
STALE_AFTER = timedelta(days=3)
SHORTEST_SECRET_KEY = 50
OLDEST_POSTGRESQL = 150_000


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    level: Level
    name: str
    """A word that stays the same from release to release, for scripts."""
    text: str


def own_machine(folder: DataFolder) -> Iterator[Finding]:
    """Everything about a data folder on one's own machine."""
    if not folder.path.is_dir():
        yield Finding("ok", "folder", f"{folder.path} does not exist yet: `emberwell open` or `init` makes it.")
        return
    yield _private(folder.path, "folder")
    if folder.keystore.is_dir():
        yield _private(folder.keystore, "keystore")
    elif folder.database.exists():
        yield Finding(
            "unsafe", "keystore", f"{folder.keystore} is missing: passphrases cannot open anything without it."
        )
    if folder.database.exists():
        yield _database_file(folder.database)
        yield _tables(folder)
        yield _last_backup(folder)
    yield _room(folder.path)


def host(folder: DataFolder) -> Iterator[Finding]:
    """Everything a host must have right before anybody trusts it."""
    yield _secret_key(os.environ.get("EMBERWELL_SECRET_KEY", ""))
    yield _host_names(os.environ.get("EMBERWELL_HOSTS", ""))
    yield from _keystore_apart(folder)
    if os.environ.get("EMBERWELL_DEBUG"):
        yield Finding("unsafe", "debug", "EMBERWELL_DEBUG is set: error pages would show private text. Unset it.")
    if not os.environ.get("EMBERWELL_BEHIND_PROXY"):
        yield Finding(
            "advice",
            "proxy",
            "EMBERWELL_BEHIND_PROXY is not set: set it to 1 when every request comes through a proxy that ends TLS "
            "and sets X-Forwarded-Proto.",
        )
    yield from _database(folder)
    if folder.path.is_dir():
        yield _private(folder.path, "folder")
        yield _room(folder.path)


def _private(path: Path, name: str) -> Finding:
    """On Windows the profile folder's own permissions are the guard."""
    about = path.stat()
    if os.name == "posix" and stat.S_IMODE(about.st_mode) & 0o077:
        return Finding("unsafe", name, f"Others on this computer can enter {path}. Run: chmod 700 '{path}'")
    return Finding("ok", name, f"{path} is its owner's alone.")


def _database_file(path: Path) -> Finding:
    """SQLite's own check of the file. It says nothing of the seals: `emberwell verify` does."""
    try:
        connection = sqlite3.connect(path, timeout=20)
        try:
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error:
        answer = "unreadable"
    if answer != "ok":
        return Finding("unsafe", "database", f"{path} is damaged. Keep a copy of it and restore the last good backup.")
    return Finding("ok", "database", "The database file is whole. `emberwell verify` opens every record in it.")


def _tables(folder: DataFolder) -> Finding:
    from emberwell.vault.schema import SchemaState, state_of

    try:
        state = state_of(folder.database)
    except sqlite3.Error:
        return Finding("unsafe", "tables", "The tables cannot be read.")
    if state is SchemaState.NEWER:
        return Finding("unsafe", "tables", "This folder was last used by a newer Emberwell. Update this one.")
    if state is SchemaState.CURRENT:
        return Finding("ok", "tables", "The tables are those of this release.")
    return Finding("ok", "tables", "The tables are older; the next command or `open` updates them, after a backup.")


def _last_backup(folder: DataFolder) -> Finding:
    from emberwell.vault.daily import last_good

    last = last_good(folder)
    if last is None:
        return Finding("advice", "backup", "There is no backup yet. One is made each day that Emberwell is open.")
    told = f"The last good backup is {last.file} of {last.made_at:%Y-%m-%d %H:%M} UTC."
    if datetime.now(UTC) - last.made_at > STALE_AFTER:
        return Finding("advice", "backup", f"{told} Open Emberwell, or run `emberwell backup`.")
    if last.file.parent.stat().st_dev == folder.path.stat().st_dev:
        return Finding(
            "ok", "backup", f"{told} It is on the same disk as the journal: copy one elsewhere now and then."
        )
    return Finding("ok", "backup", told)


def _room(path: Path) -> Finding:
    free = shutil.disk_usage(path).free
    if free < LEAST_FREE_BYTES:
        return Finding("advice", "room", f"Only {free // 2**20} MiB are free on the disk of {path}.")
    return Finding("ok", "room", f"{free // 2**30} GiB are free.")


def _secret_key(key: str) -> Finding:
    if len(key) < SHORTEST_SECRET_KEY or len(set(key)) < 10:
        return Finding(
            "unsafe",
            "secret_key",
            f"EMBERWELL_SECRET_KEY must be at least {SHORTEST_SECRET_KEY} random characters, the same in every worker. "
            'One way: python -c "import secrets; print(secrets.token_urlsafe(50))"',
        )
    return Finding("ok", "secret_key", "The secret key is long enough.")


def _host_names(names: str) -> Finding:
    hosts = [name.strip() for name in names.split(",") if name.strip()]
    if not hosts:
        return Finding(
            "unsafe", "hosts", "EMBERWELL_HOSTS must name the hosts that are served, such as journal.example.org."
        )
    if any("*" in name or name.startswith(".") for name in hosts):
        return Finding(
            "unsafe", "hosts", "EMBERWELL_HOSTS must name each host in full, without a star or a leading dot."
        )
    return Finding("ok", "hosts", f"Served at {', '.join(hosts)}.")


def _keystore_apart(folder: DataFolder) -> Iterator[Finding]:
    given = os.environ.get("EMBERWELL_KEYSTORE", "")
    if not given:
        yield Finding(
            "unsafe",
            "keystore",
            "EMBERWELL_KEYSTORE must name a folder outside the database, its backups and the data folder.",
        )
        return
    keystore = Path(given).absolute()
    if not keystore.is_dir():
        yield Finding("unsafe", "keystore", f"{keystore} is not a folder. Make it: mkdir -m 700 '{keystore}'")
        return
    inside = keystore.resolve() == folder.path.resolve() or folder.path.resolve() in keystore.resolve().parents
    if inside:
        yield Finding(
            "unsafe", "keystore", f"{keystore} lies in the data folder. Move it out, onto another disk if you can."
        )
    elif not os.access(keystore, os.W_OK | os.X_OK):
        yield Finding("unsafe", "keystore", f"{keystore} cannot be written by this user.")
    else:
        yield _private(keystore, "keystore")
    yield Finding(
        "advice",
        "keystore_backup",
        "Keep the copies of the keystore elsewhere than the backups of the database: together they let a thief guess.",
    )


def _database(folder: DataFolder) -> Iterator[Finding]:
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith(("postgresql://", "postgres://")):
        yield Finding(
            "unsafe", "database", "DATABASE_URL must begin with postgresql:// and name the database of this host."
        )
        return
    # Without these, Django's settings would not load; their own findings stand above.
    if not os.environ.get("EMBERWELL_SECRET_KEY"):
        return
    from emberwell.command.vaults import use_folder
    from emberwell.vault.schema import SchemaState, compare, load_django, migrations_of

    use_folder(folder)
    load_django()
    from django.db import Error, connection

    try:
        connection.ensure_connection()
        version = int(getattr(connection, "pg_version", 0))
        state = compare(migrations_of(connection))
    except Error:
        yield Finding("unsafe", "database", "The database of DATABASE_URL cannot be reached, or refuses this user.")
        return
    finally:
        connection.close()
    if version < OLDEST_POSTGRESQL:
        yield Finding("unsafe", "database", "PostgreSQL must be version 15 or newer.")
    elif state is SchemaState.NEWER:
        yield Finding("unsafe", "tables", "The tables were made by a newer Emberwell. Update this one.")
    else:
        yield Finding("ok", "database", f"PostgreSQL {version // 10_000} answers.")
