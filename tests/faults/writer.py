"""A process that saves pages for as long as it lives and says so after each one. It is meant to be killed.

python -m tests.faults.writer ACCOUNT PASSPHRASE      (settings and database from the environment)
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from conftest import _fast_argon2
from emberwell.vault import kdf
from emberwell.vault.record import AccountId
from emberwell.vault.schema import load_django

PAGE = "What was true in the room, said at some length so that it fills more than one page of a database file. " * 30


def main() -> None:
    load_django()
    from emberwell.journal.records import Entry
    from emberwell.vault.opening import unlock_passphrase
    from emberwell.vault.web import web_store

    kdf.hash_secret_raw = _fast_argon2
    vault = unlock_passphrase(web_store(), AccountId(sys.argv[1]), sys.argv[2]).vault
    print("ready", flush=True)
    number = 0
    while True:
        number += 1
        entry = Entry(written_at=datetime.now(UTC), zone="UTC", body=f"{number} {PAGE}")
        saved = vault.put(entry)
        print(saved.id, 1, flush=True)
        if number % 3 == 0:
            vault.put(entry, id=saved.id, expected=1)
            print(saved.id, 2, flush=True)


if __name__ == "__main__":
    main()
