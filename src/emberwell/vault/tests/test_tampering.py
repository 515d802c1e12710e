"""What someone who may write to the database can try, and what two windows can do to each other."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from conftest import Person
from emberwell.vault import letterbox, opening, rotate
from emberwell.vault.errors import KeysChanged, NameTaken, TooSoon, WrongPassphrase
from emberwell.vault.opening import change_passphrase, create_account, new_recovery_code, unlock_code, unlock_passphrase
from emberwell.vault.store import Store
from emberwell.vault.tests.kinds import Note
from emberwell.vault.tests.test_log import roll_back, rows
from emberwell.vault.vault import Vault

NEW = "orchard bicycle thunder pillow nine"


def afresh(store: Store, person: Person, passphrase: str = "") -> Vault:
    store.set_failures(person.account.id, 0, 0)
    return unlock_passphrase(store, person.account.id, passphrase or person.passphrase).vault


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Any) -> None:
    """`happens` runs in another window while this one derives its keys, once."""
    real, done = opening.passphrase_keys, []

    def derive(*given: Any) -> Any:
        if not done:
            done.append(True)
            happens()
        return real(*given)

    monkeypatch.setattr(opening, "passphrase_keys", derive)


def test_a_passphrase_change_that_lost_to_new_keys_changes_nothing(
    ana: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved, other = ana.vault.put(Note(text="kept")), afresh(store, ana)
    meanwhile(monkeypatch, lambda: rotate.begin(store, other, ana.passphrase))
    with pytest.raises(KeysChanged):
        change_passphrase(store, ana.vault, NEW)
    assert afresh(store, ana).get(Note, saved.id)


def test_new_keys_that_lost_to_a_passphrase_change_change_nothing(
    ana: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved, other = ana.vault.put(Note(text="kept")), afresh(store, ana)
    real = rotate.fresh_secrets

    def change_first(*given: Any, **more: Any) -> Any:
        change_passphrase(store, other, NEW)
        return real(*given, **more)

    monkeypatch.setattr(rotate, "fresh_secrets", change_first)
    with pytest.raises(KeysChanged):
        rotate.begin(store, ana.vault, ana.passphrase)
    assert afresh(store, ana, NEW).get(Note, saved.id)


def test_a_new_code_made_during_a_passphrase_change_is_the_one_that_opens(
    ana: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[str] = []
    meanwhile(monkeypatch, lambda: codes.append(new_recovery_code(store, ana.vault)))
    change_passphrase(store, ana.vault, NEW)
    assert unlock_code(store, ana.account.id, codes[0])
    store.set_failures(ana.account.id, 0, 0)
    with pytest.raises(WrongPassphrase):
        unlock_code(store, ana.account.id, ana.recovery_code)


def test_one_page_put_back_to_an_older_version_is_noticed(ana: Person, store: Store) -> None:
    saved = ana.vault.put(Note(text="old"))
    ana.vault.put(Note(text="new"), id=saved.id, expected=1)
    store.database.run(
        "UPDATE record SET record_id = %s, revision = 1, sealed = NULL WHERE space_id = %s AND record_id = %s "
        "AND revision = 2",
        (os.urandom(16), bytes.fromhex(ana.vault.space_id), bytes.fromhex(saved.id)),
    )
    assert afresh(store, ana).has_damage()


def test_a_page_emptied_without_a_tombstone_is_noticed(ana: Person, store: Store) -> None:
    ana.vault.put(Note(text="gone"))
    assert not afresh(store, ana).has_damage()
    store.database.run("UPDATE record SET sealed = NULL WHERE space_id = %s", (bytes.fromhex(ana.vault.space_id),))
    assert afresh(store, ana).has_damage()


def test_an_envelope_of_another_branch_is_noticed(ana: Person, store: Store) -> None:
    saved, before = ana.vault.put(Note(text="one")), rows(store)
    ana.vault.put(Note(text="two"), id=saved.id, expected=1)
    where = (bytes.fromhex(ana.vault.space_id), bytes.fromhex(saved.id))
    newest = "SELECT sealed FROM record WHERE space_id = %s AND record_id = %s AND revision = 2"
    [(other,)] = store.database.rows(newest, where)
    roll_back(store, before)
    afresh(store, ana).put(Note(text="another two"), id=saved.id, expected=1)
    store.database.run(
        "UPDATE record SET sealed = %s WHERE space_id = %s AND record_id = %s AND revision = 2", (other, *where)
    )
    assert afresh(store, ana).has_damage()


def test_a_rollback_to_before_new_keys_is_noticed_and_stays_noticed(ana: Person, store: Store) -> None:
    ana.vault.put(Note(text="one"))
    before = {**rows(store), "account": store.database.rows("SELECT * FROM account")}
    opened = rotate.begin(store, ana.vault, ana.passphrase)
    rotate.go_on(opened.vault)
    roll_back(store, before)
    for pepper in store.keystore.folder.glob("retired-*"):
        pepper.rename(pepper.with_name(pepper.name.removeprefix("retired-")))
    vault = afresh(store, ana)
    assert vault.is_older_than_seen()
    vault.put(Note(text="another"))
    assert vault.is_older_than_seen()


def test_a_rollback_under_an_open_journal_is_still_known_after_more_writes(ana: Person, store: Store) -> None:
    ana.vault.put(Note(text="one"))
    before = rows(store)
    ana.vault.put(Note(text="two"))
    roll_back(store, before)
    vault = afresh(store, ana)
    for number in range(3):
        vault.put(Note(text=f"on the other branch {number}"))
    assert afresh(store, ana).is_older_than_seen()


def test_a_planted_letter_and_a_broken_draft_stop_nothing(ana: Person, store: Store) -> None:
    space, letter_id = bytes.fromhex(ana.account.space_id), os.urandom(16)
    secrets = store.secrets(ana.account.id)
    assert secrets is not None
    planted = letterbox._Letter(text="planted", left_at=2**62)
    sealed = letterbox._suite().encrypt(
        letterbox.pad(letterbox.msgspec.msgpack.encode(planted)),
        X25519PublicKey.from_public_bytes(secrets.door_key),
        letterbox._info(ana.account.space_id, letter_id),
    )
    store.database.run(
        "INSERT INTO letter (space_id, letter_id, sealed) VALUES (%s, %s, %s)", (space, letter_id, sealed)
    )
    letterbox.leave(store, ana.account.id, "hers", now=datetime.now(UTC))
    assert [line.text for line in ana.vault.left_at_door()] == ["hers"]
    ana.vault.keep_draft(ana.vault.put(Note(text="x")).id, "good", Note(text="half"), based_on=1)
    store.database.run(
        "INSERT INTO draft (space_id, record_id, tab_id, sealed) VALUES (%s, %s, %s, %s)",
        (space, os.urandom(16), "bad", b"x" * 400),
    )
    assert [draft.tab for draft in ana.vault.drafts()] == ["good"]


def test_a_name_is_taken_once(ana: Person, store: Store) -> None:
    with pytest.raises(NameTaken):
        create_account(store, "  ANA ", NEW)
    assert len(store.accounts()) == 1


def test_a_clock_that_was_wrong_shuts_nobody_out(ana: Person, store: Store) -> None:
    with pytest.raises(WrongPassphrase):
        unlock_passphrase(store, ana.account.id, "not the right words", now=time.time() + 10**9)
    assert unlock_passphrase(store, ana.account.id, ana.passphrase)


def test_tries_made_at_once_are_all_counted(ana: Person, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def another_try_first() -> None:
        with pytest.raises(TooSoon):
            unlock_passphrase(store, ana.account.id, "another wrong one")

    meanwhile(monkeypatch, another_try_first)
    with pytest.raises(WrongPassphrase):
        unlock_passphrase(store, ana.account.id, "not the right words")


def test_a_replaced_pepper_is_swept_and_an_unknown_one_never(
    ana: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = store.keystore.folder / ("ab" * 16)
    unknown.write_bytes(b"of another database")
    change_passphrase(store, ana.vault, NEW)
    assert list(store.keystore.folder.glob("retired-*"))
    monkeypatch.setattr("emberwell.vault.store.SWEEP_AFTER_SECONDS", -1)
    store.keystore.sweep()
    assert not list(store.keystore.folder.glob("retired-*"))
    assert unknown.exists()
    assert afresh(store, ana, NEW)
