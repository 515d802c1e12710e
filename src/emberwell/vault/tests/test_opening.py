"""Every door: passphrase, recovery code, wrong tries, sessions, deletion."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from conftest import Person
from emberwell.vault import sessions
from emberwell.vault.errors import KdfRefused, KeystoreMissing, TooSoon, WeakPassphrase, WrongPassphrase
from emberwell.vault.keys import CodeMistyped, new_code
from emberwell.vault.opening import (
    change_passphrase,
    create_account,
    delete_account,
    new_recovery_code,
    recover,
    unlock_code,
    unlock_passphrase,
    unlock_unknown,
)
from emberwell.vault.store import Store
from emberwell.vault.tests.kinds import Note
from emberwell.vault.tries import wait_after

NEW = "orchard bicycle thunder pillow nine"


def test_passphrase_and_code_open_the_same_vault(ana: Person, store: Store) -> None:
    saved = ana.vault.put(Note(text="the same"))
    assert unlock_passphrase(store, ana.account.id, ana.passphrase).vault.get(Note, saved.id) == saved
    assert unlock_code(store, ana.account.id, ana.recovery_code).vault.get(Note, saved.id) == saved


@pytest.mark.parametrize("short", ["", "fourteen chars", "x" * 1025])
def test_a_weak_passphrase_makes_nothing(store: Store, short: str) -> None:
    with pytest.raises(WeakPassphrase):
        create_account(store, "Dora", short)
    assert store.accounts() == []


def test_waits_grow_and_never_lock_out(ana: Person, store: Store) -> None:
    assert [wait_after(n) for n in range(9)] == [0, 1, 2, 4, 8, 16, 30, 30, 30]
    now = time.time()
    for failures in range(1, 8):
        with pytest.raises(WrongPassphrase):
            unlock_passphrase(store, ana.account.id, "not the right words", now=now)
        with pytest.raises(TooSoon) as soon:
            unlock_passphrase(store, ana.account.id, ana.passphrase, now=now)
        assert soon.value.seconds == wait_after(failures)
        now += wait_after(failures) + 0.01
    unlock_passphrase(store, ana.account.id, ana.passphrase, now=now)
    with pytest.raises(WrongPassphrase):
        unlock_passphrase(store, ana.account.id, "not the right words", now=now)
    with pytest.raises(TooSoon) as soon:
        unlock_passphrase(store, ana.account.id, ana.passphrase, now=now)
    assert soon.value.seconds == 1


def test_a_host_counts_by_account_and_address(ana: Person, ben: Person, store: Store) -> None:
    store.hosted = True
    now = time.time()
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            unlock_passphrase(store, ana.account.id, "not the right words", address="203.0.113.9", now=now)
    with pytest.raises(TooSoon):
        unlock_passphrase(store, ana.account.id, ana.passphrase, address="203.0.113.9", now=now)
    unlock_passphrase(store, ana.account.id, ana.passphrase, address="198.51.100.4", now=now)
    unlock_passphrase(store, ben.account.id, ben.passphrase, address="203.0.113.9", now=now)
    unlock_passphrase(store, ana.account.id, ana.passphrase, address="203.0.113.9", now=now + 901)


def test_an_unknown_name_is_refused_like_a_wrong_passphrase(store: Store) -> None:
    store.hosted = True
    with pytest.raises(WrongPassphrase):
        unlock_unknown(store, "Nobody", "whatever they typed", address="203.0.113.9")


def test_edited_kdf_settings_are_refused(ana: Person, store: Store) -> None:
    for column, value in (("kdf_memory_kib", 8), ("kdf_memory_kib", 2**30), ("kdf_passes", 1)):
        store.database.run(f"UPDATE account SET {column} = %s", (value,))
        with pytest.raises(KdfRefused):
            unlock_passphrase(store, ana.account.id, ana.passphrase)
        store.database.run("UPDATE account SET kdf_memory_kib = 131072, kdf_passes = 3")


def test_a_new_passphrase_ends_the_old_and_every_session(ana: Person, store: Store) -> None:
    saved = ana.vault.put(Note(text="stays"))
    change_passphrase(store, ana.vault, NEW)
    assert sessions.resume(store, ana.secret, datetime.now(UTC)) is None
    with pytest.raises(WrongPassphrase):
        unlock_passphrase(store, ana.account.id, ana.passphrase)
    later = time.time() + 60
    assert unlock_passphrase(store, ana.account.id, NEW, now=later).vault.get(Note, saved.id) == saved
    assert unlock_code(store, ana.account.id, ana.recovery_code, now=later).vault.get(Note, saved.id) == saved


def test_recovery_gives_a_new_passphrase_and_a_new_code(ana: Person, store: Store) -> None:
    saved = ana.vault.put(Note(text="stays"))
    opened = recover(store, ana.account.id, ana.recovery_code, NEW)
    assert opened.vault.get(Note, saved.id) == saved
    assert opened.recovery_code not in {None, ana.recovery_code}
    assert sessions.resume(store, ana.secret, datetime.now(UTC)) is None
    with pytest.raises(WrongPassphrase):
        unlock_code(store, ana.account.id, ana.recovery_code)
    assert unlock_code(store, ana.account.id, opened.recovery_code or "", now=time.time() + 60)


def test_a_new_code_voids_the_one_before(ana: Person, store: Store) -> None:
    code = new_recovery_code(store, ana.vault)
    with pytest.raises(WrongPassphrase):
        unlock_code(store, ana.account.id, ana.recovery_code)
    assert unlock_code(store, ana.account.id, code, now=time.time() + 60)


def test_a_mistyped_code_costs_no_wait_and_a_wrong_one_does(ana: Person, store: Store) -> None:
    with pytest.raises(CodeMistyped):
        unlock_code(store, ana.account.id, ana.recovery_code[:-1] + "*")
    with pytest.raises(WrongPassphrase):
        unlock_code(store, ana.account.id, new_code())
    with pytest.raises(TooSoon):
        unlock_code(store, ana.account.id, ana.recovery_code)


def test_without_the_keystore_only_the_code_opens(ana: Person, store: Store) -> None:
    for path in store.keystore.folder.iterdir():
        path.unlink()
    with pytest.raises(KeystoreMissing):
        unlock_passphrase(store, ana.account.id, ana.passphrase)
    assert unlock_code(store, ana.account.id, ana.recovery_code, now=time.time() + 60)


def test_deleting_destroys_keys_and_every_row_of_this_person_only(ana: Person, ben: Person, store: Store) -> None:
    ana.vault.put(Note(text="hers"))
    saved = ben.vault.put(Note(text="his"))
    delete_account(store, ana.account.id)
    space = (bytes.fromhex(ana.vault.space_id),)
    for table in ("space", "record", "draft", "chunk", "letter"):
        assert store.database.rows(f"SELECT COUNT(*) FROM {table} WHERE space_id = %s", space) == [(0,)]
    assert [account.id for account in store.accounts()] == [ben.account.id]
    assert {path.name for path in store.keystore.folder.iterdir()} == {
        store.secrets(ben.account.id).pepper_id.hex(),  # type: ignore[union-attr]
        f"seen-{ben.vault.space_id}",
    }
    assert ben.vault.get(Note, saved.id)


def test_a_session_lives_while_used_and_ends_when_idle(ana: Person, store: Store) -> None:
    began = datetime.now(UTC)
    for minutes in range(10, 100, 10):
        assert sessions.resume(store, ana.secret, began + timedelta(minutes=minutes))
    assert sessions.resume(store, ana.secret, began + timedelta(minutes=106)) is None
    assert sessions.resume(store, ana.secret, began) is None


def test_looking_without_touching_keeps_nothing_open(ana: Person, store: Store) -> None:
    began = datetime.now(UTC)
    assert sessions.resume(store, ana.secret, began + timedelta(minutes=14), touch=False)
    assert sessions.resume(store, ana.secret, began + timedelta(minutes=16)) is None


def test_eight_hours_are_the_end_of_any_session(ana: Person, store: Store) -> None:
    began = datetime.now(UTC)
    for minutes in range(10, 480, 10):
        assert sessions.resume(store, ana.secret, began + timedelta(minutes=minutes))
    assert sessions.resume(store, ana.secret, began + timedelta(minutes=481)) is None


def test_neither_the_table_nor_the_cookie_opens_anything_alone(ana: Person, ben: Person, store: Store) -> None:
    sessions.forget_all()
    store.database.run("UPDATE unlock_session SET wrap = %s", (b"x" * 348,))
    assert sessions.resume(store, ana.secret, datetime.now(UTC)) is None
    store.database.run("DELETE FROM unlock_session")
    assert sessions.resume(store, ana.secret, datetime.now(UTC)) is None


def test_a_restart_reopens_from_the_cookie_and_closing_drops_the_vault(ana: Person, store: Store) -> None:
    saved = ana.vault.put(Note(text="still here"))
    sessions.forget_all()
    resumed = sessions.resume(store, ana.secret, datetime.now(UTC))
    assert resumed is not None
    assert resumed.vault.get(Note, saved.id)
    sessions.end(store, ana.secret)
    assert sessions._open == {}


@pytest.mark.parametrize("nonsense", ["", "a", "%%%", "é" * 43, "A" * 10_000])
def test_a_nonsense_cookie_is_nobody(store: Store, nonsense: str) -> None:
    assert sessions.resume(store, nonsense, datetime.now(UTC)) is None


def test_the_sweeper_ends_what_is_over(ana: Person, ben: Person, store: Store) -> None:
    assert sessions.sweep(store, datetime.now(UTC)) == 0
    assert sessions.sweep(store, datetime.now(UTC) + timedelta(minutes=20)) == 2
    assert sessions._open == {}
