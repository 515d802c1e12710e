"""Rollback is noticed; rotation re-seals everything and may stop anywhere."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest

from conftest import Person
from emberwell.vault import rotate, sessions
from emberwell.vault.errors import WrongPassphrase
from emberwell.vault.letterbox import leave
from emberwell.vault.opening import unlock_code, unlock_passphrase
from emberwell.vault.seal import generation_of
from emberwell.vault.store import Store
from emberwell.vault.tests.kinds import Note
from emberwell.vault.vault import Vault
from emberwell.vault.verify import verify

TABLES = ("space", "record")


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    return {table: store.database.rows(f"SELECT * FROM {table}") for table in TABLES}


def roll_back(store: Store, before: dict[str, list[tuple[Any, ...]]]) -> None:
    for table, kept in before.items():
        store.database.run(f"DELETE FROM {table}")
        for row in kept:
            store.database.run(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(row))})", row)


def afresh(store: Store, person: Person) -> Vault:
    return unlock_passphrase(store, person.account.id, person.passphrase).vault


def test_an_older_database_is_noticed_and_one_may_go_on(ana: Person, store: Store) -> None:
    ana.vault.put(Note(text="one"))
    before = rows(store)
    ana.vault.put(Note(text="two"))
    assert not afresh(store, ana).is_older_than_seen()
    roll_back(store, before)
    vault = afresh(store, ana)
    assert vault.is_older_than_seen()
    vault.remember_head()
    assert vault.is_older_than_seen()
    vault.remember_head(even_if_older=True)
    assert not vault.is_older_than_seen()


def test_another_branch_of_the_same_length_or_longer_is_noticed(ana: Person, store: Store) -> None:
    ana.vault.put(Note(text="one"))
    before, seen = rows(store), ana.vault.remember_head()
    ana.vault.put(Note(text="two"))
    token = ana.vault.remember_head()
    roll_back(store, before)
    store.keystore.forget_seen(ana.vault.space_id)
    vault = afresh(store, ana)
    vault.put(Note(text="another two"))
    assert vault.is_older_than_seen(token)
    vault.put(Note(text="another three"))
    assert vault.is_older_than_seen(token)
    assert not vault.is_older_than_seen(seen)


def test_a_token_of_another_vault_says_nothing(ana: Person, ben: Person) -> None:
    ben.vault.put(Note(text="his"))
    assert not ana.vault.is_older_than_seen(ben.vault.remember_head())
    assert not ana.vault.is_older_than_seen(b"nonsense")


@pytest.fixture
def short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotate, "ROWS_A_STEP", 3)
    monkeypatch.setattr(rotate, "CHUNKS_A_STEP", 2)


def test_rotation_reseals_everything_and_may_stop_anywhere(ana: Person, store: Store, short_steps: None) -> None:
    kept = [ana.vault.put(Note(text=f"page {number}")) for number in range(5)]
    ana.vault.put(Note(text="page 0, edited"), id=kept[0].id, expected=1)
    ana.vault.purge(kept[1].id)
    file = ana.vault.attach(io.BytesIO(bytes(200_000)), name="a.bin", media_type="application/octet-stream")
    ana.vault.keep_draft(kept[2].id, "tab", Note(text="half a thought"), based_on=1)
    leave(store, ana.account.id, "at the door", now=datetime.now(UTC))
    with pytest.raises(WrongPassphrase):
        rotate.begin(store, ana.vault, "not the right words")
    store.set_failures(ana.account.id, 0, 0)

    opened = rotate.begin(store, ana.vault, ana.passphrase)
    assert opened.recovery_code is not None
    assert sessions.resume(store, ana.secret, datetime.now(UTC)) is None
    written = 0
    while True:
        vault = afresh(store, ana)
        if not rotate.is_under_way(vault):
            break
        assert verify(vault).broken == []
        if written < 3:
            vault.put(Note(text=f"page 3, edit {written}"), id=kept[3].id, expected=1 + written)
            written += 1
        rotate.step(vault)

    assert verify(vault).broken == []
    assert not vault.is_older_than_seen()
    assert [one.value.text for one in vault.history(Note, kept[0].id)] == ["page 0, edited", "page 0"]
    assert len(vault.history(Note, kept[3].id)) == 4
    assert b"".join(vault.read_attachment(file.id)) == bytes(200_000)
    assert [draft.value for draft in vault.drafts()] == [Note(text="half a thought")]
    assert [line.text for line in vault.left_at_door()] == ["at the door"]
    for table in ("record", "chunk", "draft"):
        sealed = store.database.rows(f"SELECT sealed FROM {table} WHERE sealed IS NOT NULL")
        assert {generation_of(bytes(row[0])) for row in sealed} == {2}
    with pytest.raises(WrongPassphrase):
        unlock_code(store, ana.account.id, ana.recovery_code)
    store.set_failures(ana.account.id, 0, 0)
    assert unlock_code(store, ana.account.id, opened.recovery_code).vault.all(Note)


def test_rows_changed_before_a_rotation_are_not_blessed_by_it(ana: Person, store: Store) -> None:
    first = ana.vault.put(Note(text="first"))
    ana.vault.put(Note(text="second"))
    store.database.run(
        "DELETE FROM record WHERE space_id = %s AND record_id = %s",
        (bytes.fromhex(ana.vault.space_id), bytes.fromhex(first.id)),
    )
    opened = rotate.begin(store, ana.vault, ana.passphrase)
    with pytest.raises(Exception, match="log"):
        rotate.go_on(opened.vault)
