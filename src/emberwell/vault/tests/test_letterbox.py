"""The letterbox, and what stands between it and someone who can write to the database."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from conftest import Person
from emberwell.vault.errors import DoorFull, SealBroken, TooLarge
from emberwell.vault.letterbox import LateSave, leave
from emberwell.vault.store import Store

NOW = datetime(2026, 3, 5, 14, 2, tzinfo=UTC)


def test_a_line_waits_until_it_is_taken(ana: Person, store: Store) -> None:
    leave(store, ana.account.id, "second", now=NOW + timedelta(minutes=1))
    leave(store, ana.account.id, "She laughed first.", now=NOW)
    waiting = ana.vault.left_at_door()
    assert (waiting[0].text, waiting[0].left_at) == ("She laughed first.", NOW)
    ana.vault.drop_left(waiting[0].id)
    assert [line.text for line in ana.vault.left_at_door()] == ["second"]


def test_a_late_save_keeps_what_it_was(ana: Person, store: Store) -> None:
    late = LateSave(record=None, tab="t1", title="Thursday", based_on=2, form={"pillar": "why"})
    leave(store, ana.account.id, "x" * 150_000, now=NOW, late_save=late)
    assert ana.vault.left_at_door()[0].late_save == late


def test_bounds(ana: Person, store: Store) -> None:
    with pytest.raises(TooLarge):
        leave(store, ana.account.id, "x" * 4_001, now=NOW)
    with pytest.raises(TooLarge):
        leave(store, ana.account.id, "x" * 200_001, now=NOW, late_save=LateSave())
    for number in range(50):
        leave(store, ana.account.id, f"line {number}", now=NOW)
    with pytest.raises(DoorFull):
        leave(store, ana.account.id, "one more", now=NOW)
    leave(store, ana.account.id, "a page that could not be saved", now=NOW, late_save=LateSave())
    assert len(ana.vault.left_at_door()) == 51


def test_a_planted_public_key_is_refused(ana: Person, store: Store) -> None:
    planted = X25519PrivateKey.generate().public_key().public_bytes_raw()
    store.database.run("UPDATE account SET door_key = %s", (planted,))
    with pytest.raises(SealBroken):
        leave(store, ana.account.id, "not for them", now=NOW)


def test_a_damaged_or_moved_letter_is_passed_over(ana: Person, ben: Person, store: Store) -> None:
    leave(store, ana.account.id, "hers", now=NOW)
    leave(store, ben.account.id, "his", now=NOW)
    rows = store.database.rows("SELECT sealed FROM letter WHERE space_id = %s", (bytes.fromhex(ana.account.space_id),))
    for sealed in (bytes(rows[0][0]), os.urandom(300), b""):
        store.database.run(
            "INSERT INTO letter (space_id, letter_id, sealed) VALUES (%s, %s, %s)",
            (bytes.fromhex(ben.account.space_id), os.urandom(16), sealed),
        )
    assert [line.text for line in ben.vault.left_at_door()] == ["his"]


def test_nothing_of_a_line_lies_readable(ana: Person, store: Store) -> None:
    leave(store, ana.account.id, "a line nobody else may read", now=NOW)
    rows = store.database.rows("SELECT sealed FROM letter WHERE space_id = %s", (bytes.fromhex(ana.account.space_id),))
    assert b"nobody" not in bytes(rows[0][0])
