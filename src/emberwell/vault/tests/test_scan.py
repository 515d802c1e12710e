"""Going through every record once gives what the open vault gives, with and without a second process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from emberwell.vault import scan as scanning
from emberwell.vault.opening import Opened, create_account
from emberwell.vault.scan import scan
from emberwell.vault.schema import migrate_file
from emberwell.vault.sqlite import SqliteDatabase
from emberwell.vault.store import Keystore, Store
from emberwell.vault.tests.kinds import Note, Small

COUNT = 60


@pytest.fixture
def opened(tmp_path: Path, django_db_blocker: Any) -> Iterator[Opened]:
    """Notes: some changed, one in the trash, one purged; and records of another kind."""
    with django_db_blocker.unblock():
        migrate_file(tmp_path / "emberwell.sqlite3")
    store = Store(SqliteDatabase(tmp_path / "emberwell.sqlite3"), Keystore(tmp_path / "keystore"))
    made = create_account(store, "Ana", "harbour lantern copper meadow thirty")
    notes = [made.vault.put(Note(text=f"note {number}")) for number in range(COUNT)]
    made.vault.put(Small(number=1))
    made.vault.put(Note(text="changed"), id=notes[3].id, expected=1)
    made.vault.trash(notes[4].id)
    made.vault.purge(notes[5].id)
    yield made
    shutil.rmtree(tmp_path / "keystore", ignore_errors=True)


@pytest.mark.parametrize("threshold", [0, 10_000])
@pytest.mark.parametrize("page", [7, 2_048])
def test_it_gives_what_all_gives(opened: Opened, threshold: int, page: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "WORTH_A_CHILD", threshold)
    monkeypatch.setattr(scanning, "_PAGE_ROWS", page)
    found, broken = scan(opened.vault, (Note,), list)
    assert sorted(found, key=lambda saved: saved.seq) == sorted(opened.vault.all(Note), key=lambda saved: saved.seq)
    assert len(found) == COUNT - 2
    assert broken == []


@pytest.mark.parametrize("threshold", [0, 10_000])
def test_it_chooses_over_both_halves(opened: Opened, threshold: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "WORTH_A_CHILD", threshold)
    found, _ = scan(opened.vault, (Note, Small), lambda records: sorted(records, key=lambda saved: saved.seq)[-2:])
    assert [type(saved.value) for saved in found] == [Small, Note]
    assert found[1].revision == 2


@pytest.mark.parametrize("threshold", [0, 10_000])
def test_what_does_not_open_is_named(opened: Opened, threshold: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "WORTH_A_CHILD", threshold)
    opened.vault.store.database.run("UPDATE record SET sealed = zeroblob(400) WHERE seq IN (2, 58)")
    found, broken = scan(opened.vault, (Note,), list)
    assert (len(found), len(broken)) == (COUNT - 4, 2)


def test_a_child_that_dies_loses_nothing(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "WORTH_A_CHILD", 0)
    monkeypatch.setattr(scanning._Child, "found", lambda _self: None)
    found, _ = scan(opened.vault, (Note,), list)
    assert len(found) == COUNT - 2
