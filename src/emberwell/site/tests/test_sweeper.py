"""Idle sessions end by the clock, though nobody asks."""

from __future__ import annotations

import threading

import pytest

from conftest import Person
from emberwell.site import sweeper
from emberwell.vault.store import Store


def test_a_sweep_ends_what_is_over_and_nothing_else(ana: Person, ben: Person, store: Store) -> None:
    store.database.run(
        "UPDATE unlock_session SET seen_at = seen_at - 3600 WHERE account_id = %s", (bytes.fromhex(ana.account.id),)
    )
    assert sweeper.sweep() == 1
    assert ana.client.get("/settings/").status_code == 302
    assert ben.client.get("/").context["page"].today


def test_it_goes_on_after_a_database_was_away(monkeypatch: pytest.MonkeyPatch) -> None:
    swept = threading.Semaphore(0)

    def away() -> int:
        swept.release()
        raise OSError

    monkeypatch.setattr(sweeper, "EVERY_SECONDS", 0.01)
    monkeypatch.setattr(sweeper, "sweep", away)
    stop = sweeper.start_sweeper()
    assert swept.acquire(timeout=5)
    assert swept.acquire(timeout=5)
    stop.set()
