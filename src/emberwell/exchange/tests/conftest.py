"""Vaults on a file of their own, without the site: quick to make, for tests that need many."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from emberwell.vault.opening import create_account
from emberwell.vault.schema import migrate_file
from emberwell.vault.sqlite import SqliteDatabase
from emberwell.vault.store import Keystore, Store
from emberwell.vault.vault import Vault

NewVault = Callable[[], AbstractContextManager[Vault]]


@pytest.fixture(scope="session")
def new_vault(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> NewVault:
    """`with new_vault() as vault:` gives an empty one, gone at the end of the block."""
    path = tmp_path_factory.mktemp("tables") / "empty.sqlite3"
    with django_db_blocker.unblock():
        migrate_file(path)
    tables = path.read_bytes()

    @contextmanager
    def opened() -> Iterator[Vault]:
        folder = Path(tempfile.mkdtemp(prefix="emberwell-vault-"))
        (folder / "emberwell.sqlite3").write_bytes(tables)
        database = SqliteDatabase(folder / "emberwell.sqlite3")
        store = Store(database, Keystore(folder / "keystore"))
        try:
            yield create_account(store, "Ana", "harbour lantern copper meadow").vault
        finally:
            database.close()
            shutil.rmtree(folder)

    return opened
