"""How wrong passphrases are slowed.

On one's own machine: a wait of 1, 2, 4 ... 30 s, never a lockout. On a host: five tries in a quarter of an hour for
each account and address, counted in the database that all workers share. A try is counted before it is made, so that
many at once gain nothing.
"""

from __future__ import annotations

import hashlib
import math

from emberwell.vault.errors import TooSoon
from emberwell.vault.record import AccountId
from emberwell.vault.store import Secrets, Store

LONGEST_WAIT_SECONDS = 30
HOSTED_TRIES = 5
HOSTED_WINDOW_SECONDS = 15 * 60
HOSTED_LINES = 20
"""Lines left at one door from one address in a quarter of an hour, on a host."""


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong tries in a row: 0, 1, 2, 4, 8, 16, 30, 30 ..."""
    return 0 if failures < 1 else min(LONGEST_WAIT_SECONDS, 2 ** min(failures - 1, 10))


def count_try(store: Store, account_id: AccountId, secrets: Secrets | None, address: str, now: float) -> None:
    """Count a try as wrong, before it is made; `note_right` takes that back. Raises TooSoon, and then counts nothing.

    Counting and deciding are one step, so that of many tries at once only as many go on as may.
    """
    if store.hosted:
        _count_hosted(store, _who(account_id, address), int(now), most=HOSTED_TRIES)
    elif secrets is not None:
        wait = seconds_to_wait(store, account_id, secrets, address, now)
        if wait:
            raise TooSoon(wait)
        failures = secrets.failures + 1
        if not store.count_failure(account_id, secrets.failures, int((now + wait_after(failures)) * 1000)):
            raise TooSoon(1)


def seconds_to_wait(store: Store, account_id: AccountId, secrets: Secrets | None, address: str, now: float) -> int:
    """Until the next try may be made from here; 0 when at once. Counts nothing.

    A clock that was wrong once must not shut anybody out: no wait longer than our longest is believed.
    """
    if not store.hosted:
        left = (secrets.next_try_at / 1000 if secrets else 0) - now
        return max(1, math.ceil(left)) if 0 < left <= LONGEST_WAIT_SECONDS + 1 else 0
    [(count, first)] = store.database.rows(
        "SELECT COUNT(*), MIN(tried_at) FROM wrong_try WHERE who = %s AND tried_at > %s",
        (_who(account_id, address), int(now) - HOSTED_WINDOW_SECONDS),
    )
    return max(1, first + HOSTED_WINDOW_SECONDS - int(now)) if count >= HOSTED_TRIES else 0


def _count_hosted(store: Store, who: bytes, now: int, *, most: int) -> None:
    since = now - HOSTED_WINDOW_SECONDS
    store.database.run("DELETE FROM wrong_try WHERE tried_at <= %s", (since,))
    [(mine,)] = store.database.rows("INSERT INTO wrong_try (who, tried_at) VALUES (%s, %s) RETURNING id", (who, now))
    [(count, first)] = store.database.rows(
        "SELECT COUNT(*), MIN(tried_at) FROM wrong_try WHERE who = %s AND tried_at > %s", (who, since)
    )
    if count > most:
        store.database.run("DELETE FROM wrong_try WHERE id = %s", (mine,))
        raise TooSoon(max(1, first + HOSTED_WINDOW_SECONDS - now))


def note_right(store: Store, account_id: AccountId, address: str) -> None:
    """The passphrase was right: forget the wrong tries of this account from this address."""
    if store.hosted:
        store.database.run("DELETE FROM wrong_try WHERE who = %s", (_who(account_id, address),))
    else:
        store.set_failures(account_id, 0, 0)


def note_left_at_door(store: Store, account_id: AccountId, address: str, now: float) -> None:
    """Count a line about to be left at a door of a host. Raises TooSoon when there were too many."""
    _count_hosted(store, _who(account_id, f"door {address}"), int(now), most=HOSTED_LINES)


def _who(account_id: AccountId, address: str) -> bytes:
    """What is counted: the account from this address. A stranger elsewhere cannot shut its owner out."""
    return hashlib.sha256(f"{account_id} {address}".encode()).digest()
