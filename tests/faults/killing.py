"""Killing a writing process, and looking whether anything it was told is safe got lost. For CI and for `bench/`."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass

from conftest import Person
from emberwell.journal.records import Entry
from emberwell.vault.opening import unlock_passphrase
from emberwell.vault.record import RecordId
from emberwell.vault.store import Store
from emberwell.vault.verify import verify


@dataclass
class Kills:
    """What came of it."""

    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    unopenable: int = 0


def kill_writers(store: Store, person: Person, environment: dict[str, str], *, rounds: int, seed: int) -> Kills:
    """Start a writer, kill it (SIGKILL) at a random moment, open the vault and look; `rounds` times."""
    chance, outcome = random.Random(seed), Kills()
    for _ in range(rounds):
        acknowledged = _one_life(person, environment, delay=chance.uniform(0.0, 0.15))
        outcome.rounds += 1
        outcome.acknowledged += len(acknowledged)
        vault = unlock_passphrase(store, person.account.id, person.passphrase).vault
        for record_id, revision in acknowledged.items():
            found = vault.find(Entry, RecordId(record_id))
            if found is None or found.revision < revision:
                outcome.lost += 1
        if vault.broken or verify(vault).broken:
            outcome.unopenable += 1
    return outcome


def _one_life(person: Person, environment: dict[str, str], *, delay: float) -> dict[str, int]:
    """The revisions one writer said were saved before it was killed `delay` seconds after it began."""
    command = [sys.executable, "-m", "tests.faults.writer", person.account.id, person.passphrase]
    acknowledged: dict[str, int] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        timer = threading.Timer(delay, process.send_signal, [getattr(signal, "SIGKILL", signal.SIGTERM)])
        timer.start()
        for line in process.stdout:
            if line.endswith("\n"):
                record_id, revision = line.split()
                acknowledged[record_id] = int(revision)
        timer.cancel()
    return acknowledged
