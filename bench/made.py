"""A data folder full of the corpus, made once and kept in the cache between runs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

from bench.corpus import Page
from emberwell.journal.records import Entry
from emberwell.vault import kdf
from emberwell.vault.folder import DataFolder
from emberwell.vault.opening import create_account
from emberwell.vault.schema import migrate_file
from emberwell.vault.sqlite import SqliteDatabase
from emberwell.vault.store import Keystore, Store
from emberwell.vault.vault import Write

NAME = "Ana"
PASSPHRASE = "harbour lantern copper meadow thirty"
_BATCH = 5_000
_ARGON2 = "hash_secret_raw"


def cache_folder() -> Path:
    """Where peers' environments and finished folders are kept: EMBERWELL_BENCH, else the user's cache folder."""
    from platformdirs import user_cache_dir

    folder = Path(os.environ.get("EMBERWELL_BENCH") or user_cache_dir("emberwell-bench", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def store_in(folder: DataFolder) -> Store:
    return Store(SqliteDatabase(folder.database), Keystore(folder.keystore))


def entry_of(page: Page) -> Entry:
    return Entry(written_at=page.written_at, zone="Europe/Lisbon", title=page.title, body=page.body, tags=page.tags)


def fill(path: Path, made: list[Page]) -> DataFolder:
    """A new data folder at `path` with one account and the pages; what was there is removed."""
    shutil.rmtree(path, ignore_errors=True)
    folder = DataFolder(path)
    folder.install()
    migrate_file(folder.database)
    vault = create_account(store_in(folder), NAME, PASSPHRASE).vault
    vault.store.set_kit(vault.account_id, "proved")
    for start in range(0, len(made), _BATCH):
        vault.put_many([Write(value=entry_of(page)) for page in made[start : start + _BATCH]])
    vault.store.database.scrub()
    return folder


@contextmanager
def small_kdf() -> Iterator[None]:
    """Argon2id at its test setting (8 KiB, once) in this process, so that memory shows the program's own need."""
    before = getattr(kdf, _ARGON2)

    def small(secret: bytes, salt: bytes, *_: object) -> bytes:
        return hash_secret_raw(secret, salt, 1, 8, 1, 32, Type.ID)

    setattr(kdf, _ARGON2, small)
    try:
        yield
    finally:
        setattr(kdf, _ARGON2, before)
