"""What a crash, a full disk and many writers at once may cost: nothing that was acknowledged."""

from __future__ import annotations

import errno
import os
import threading
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections

from conftest import Person
from emberwell.vault.errors import EmberwellError, StorageFailed
from emberwell.vault.opening import create_account, unlock_passphrase
from emberwell.vault.store import Store
from emberwell.vault.tests.kinds import Note
from emberwell.vault.verify import verify
from tests.faults.killing import kill_writers


def database_url() -> str:
    """The address of the test database, for a process of its own."""
    base = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return f"sqlite://{connection.settings_dict['NAME']}"
    host = f"?host={base['HOST']}&port={base['PORT']}"
    return f"postgresql://{base['USER']}:{base['PASSWORD']}@/{connection.settings_dict['NAME']}{host}"


@pytest.fixture
def real_commits(transactional_db: None) -> None:
    """Commits that other processes see."""


@pytest.mark.slow
def test_kills_lose_nothing(real_commits: None, ana: Person, store: Store) -> None:
    environment = {
        "DJANGO_SETTINGS_MODULE": "emberwell.site.settings",
        "DATABASE_URL": database_url(),
        "EMBERWELL_KEYSTORE": str(store.keystore.folder),
    }
    outcome = kill_writers(store, ana, environment, rounds=int(os.environ.get("EMBERWELL_KILLS", "50")), seed=7)
    assert outcome.acknowledged > outcome.rounds
    assert (outcome.lost, outcome.unopenable) == (0, 0)


def test_eight_writers_at_once_lose_nothing_and_see_no_lock(real_commits: None, ana: Person, store: Store) -> None:
    saved: list[str] = []
    errors: list[Exception] = []

    def write(writer: int) -> None:
        try:
            for number in range(25):
                saved.append(ana.vault.put(Note(text=f"{writer} {number}")).id)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(set(saved)) == 200
    vault = unlock_passphrase(store, ana.account.id, ana.passphrase).vault
    assert {note.id for note in vault.all(Note)} == set(saved)
    assert verify(vault).broken == []


@pytest.mark.parametrize("spare_pages", range(0, 24, 2))
def test_a_full_disk_is_said_and_costs_nothing_saved(
    real_commits: None, ana: Person, store: Store, spare_pages: int
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a full disk is the PostgreSQL server's to report; this is SQLite's own limit")
    kept = ana.vault.put(Note(text="kept"))
    store.database.rows("VACUUM")  # pages that earlier tests left free would hold all of this
    pages = store.database.rows("PRAGMA page_count")[0][0]
    store.database.rows(f"PRAGMA max_page_count = {pages + spare_pages}")
    try:
        with pytest.raises(StorageFailed) as failed:
            for _ in range(2_000):
                ana.vault.put(Note(text="x" * 3_000))
        assert "safe" in str(failed.value)
    finally:
        store.database.rows("PRAGMA max_page_count = 1000000")
    vault = unlock_passphrase(store, ana.account.id, ana.passphrase).vault
    assert vault.get(Note, kept.id).value.text == "kept"
    assert verify(vault).broken == []
    assert vault.put(Note(text="room again"))


def test_a_keystore_that_cannot_be_written_makes_no_account(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailed):
        create_account(store, "Dora", "harbour lantern copper meadow")
    monkeypatch.undo()
    assert store.accounts() == []
    assert not list(store.keystore.folder.iterdir())


def test_a_full_disk_after_the_commit_does_not_unsay_saved(
    ana: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise StorageFailed

    monkeypatch.setattr(store.keystore, "_put", full)
    saved = ana.vault.put(Note(text="committed"))
    monkeypatch.undo()
    assert ana.vault.get(Note, saved.id)


def test_every_storage_error_is_one_a_page_may_show() -> None:
    assert issubclass(StorageFailed, EmberwellError)
    assert StorageFailed().status == 507
