"""Unlock sessions: from a passphrase once to many page views, without keeping the master key readable anywhere.

The cookie holds 32 random bytes, new at every unlock. The table holds the master key wrapped by them. Neither opens
anything alone. Ending a session deletes its row and, when it was the last, drops the opened vault from memory.
"""

from __future__ import annotations

import base64
import binascii
import os
import threading
from dataclasses import dataclass
from datetime import UTC, datetime

from emberwell.vault.errors import SealBroken
from emberwell.vault.keys import open_keyring, session_id, session_kek, unwrap, wrap
from emberwell.vault.opening import Opened
from emberwell.vault.record import AccountId
from emberwell.vault.seal import Object
from emberwell.vault.store import AccountRow, Store
from emberwell.vault.vault import Vault

LONGEST_SECONDS = 8 * 3600
MEMORY_BYTES = 1200 * 2**20
"""Opened vaults of one process; beyond it the least recently used are dropped and open again at their next page."""

_TOUCH_EVERY_SECONDS = 20
_open: dict[AccountId, tuple[int, Vault]] = {}
_lock = threading.Lock()


@dataclass(frozen=True)
class OpenSession:
    """An unlock session that is alive."""

    account: AccountRow
    vault: Vault
    idle_minutes: int
    ends_at: datetime
    """When it ends if nothing more happens, UTC."""


def start(store: Store, opened: Opened, *, idle_minutes: int, now: datetime) -> str:
    """A new session; the secret to put in the cookie."""
    secret = os.urandom(32)
    identity, account_id = session_id(secret), opened.account.id
    secrets = store.secrets(account_id)
    epoch = secrets.epoch if secrets else 0
    moment = int(now.timestamp())
    wrapped = wrap(session_kek(secret), opened.vault.master, Object.WRAP_SESSION, account_id, identity)
    store.database.run(
        "INSERT INTO unlock_session (session_id, account_id, epoch, seen_at, idle_seconds, ends_at, wrap) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s)",
        (
            identity,
            bytes.fromhex(account_id),
            epoch,
            moment,
            idle_minutes * 60,
            moment + LONGEST_SECONDS,
            wrapped,
        ),
    )
    _keep(epoch, opened.vault)
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


def resume(store: Store, secret: str, now: datetime, *, touch: bool = True) -> OpenSession | None:
    """The session of a cookie, or None when it has ended. `touch` counts as someone being there."""
    raw = _raw(secret)
    if raw is None:
        return None
    identity, moment = session_id(raw), int(now.timestamp())
    rows = store.database.rows(
        "SELECT s.account_id, s.epoch, s.seen_at, s.idle_seconds, s.ends_at, s.wrap, a.epoch "
        "FROM unlock_session s JOIN account a ON a.id = s.account_id WHERE s.session_id = %s",
        (identity,),
    )
    if not rows:
        return None
    raw_account, epoch, seen_at, idle_seconds, ends_at, wrapped, current_epoch = rows[0]
    if epoch != current_epoch or moment >= min(seen_at + idle_seconds, ends_at):
        _end(store, identity)
        return None
    account_id = AccountId(bytes(raw_account).hex())
    if touch and moment - seen_at >= _TOUCH_EVERY_SECONDS:
        store.database.run("UPDATE unlock_session SET seen_at = %s WHERE session_id = %s", (moment, identity))
        seen_at = moment
    account = store.account(account_id)
    try:
        vault = _vault(store, account_id, epoch, raw, identity, bytes(wrapped))
    except SealBroken:
        return None
    if account is None:
        return None
    vault.refresh()
    ends = datetime.fromtimestamp(min(seen_at + idle_seconds, ends_at), UTC)
    return OpenSession(account, vault, idle_seconds // 60, ends)


def set_idle(store: Store, secret: str, idle_minutes: int) -> None:
    """Change how long this session may be idle."""
    raw = _raw(secret)
    if raw is not None:
        store.database.run(
            "UPDATE unlock_session SET idle_seconds = %s WHERE session_id = %s",
            (idle_minutes * 60, session_id(raw)),
        )


def end(store: Store, secret: str) -> None:
    """Close now."""
    raw = _raw(secret)
    if raw is not None:
        _end(store, session_id(raw))


def end_all(store: Store, account_id: AccountId, *, keep: str | None = None) -> None:
    """Close everywhere, or everywhere but here."""
    kept = _raw(keep) if keep else None
    store.database.run(
        "DELETE FROM unlock_session WHERE account_id = %s AND session_id <> %s",
        (bytes.fromhex(account_id), session_id(kept) if kept else b""),
    )
    if kept is None:
        _drop(account_id)


def sweep(store: Store, now: datetime) -> int:
    """Delete sessions that are over, drop the vaults no session holds open; how many sessions ended."""
    moment = int(now.timestamp())
    ended = store.database.run(
        "DELETE FROM unlock_session WHERE seen_at + idle_seconds <= %s OR ends_at <= %s", (moment, moment)
    )
    alive = {
        AccountId(bytes(row[0]).hex()) for row in store.database.rows("SELECT DISTINCT account_id FROM unlock_session")
    }
    for account_id in list(_open):
        if account_id not in alive:
            _drop(account_id)
    return ended


def opened_vaults() -> list[Vault]:
    """Every vault that is open in this process."""
    with _lock:
        return [vault for _, vault in _open.values()]


def forget_all() -> None:
    """Drop every opened vault from this process; sessions stay, and open them again."""
    with _lock:
        _open.clear()


def _vault(store: Store, account_id: AccountId, epoch: int, secret: bytes, identity: bytes, wrapped: bytes) -> Vault:
    master = unwrap(session_kek(secret), wrapped, Object.WRAP_SESSION, account_id, identity)
    with _lock:
        held = _open.get(account_id)
    if held is not None and held[0] == epoch and held[1].master == master:
        return held[1]
    secrets = store.secrets(account_id)
    if secrets is None:
        raise SealBroken("session")
    vault = Vault(store, account_id, master, open_keyring(master, secrets.keyring, account_id))
    _keep(epoch, vault)
    return vault


def _keep(epoch: int, vault: Vault) -> None:
    with _lock:
        _open.pop(vault.account_id, None)
        _open[vault.account_id] = (epoch, vault)
        used = sum(held.bytes_in_memory for _, held in _open.values())
        for account_id in list(_open)[:-1]:
            if used <= MEMORY_BYTES:
                break
            used -= _open.pop(account_id)[1].bytes_in_memory


def _end(store: Store, identity: bytes) -> None:
    rows = store.database.rows("SELECT account_id FROM unlock_session WHERE session_id = %s", (identity,))
    store.database.run("DELETE FROM unlock_session WHERE session_id = %s", (identity,))
    for row in rows:
        left = store.database.rows("SELECT COUNT(*) FROM unlock_session WHERE account_id = %s", (row[0],))
        if left[0][0] == 0:
            _drop(AccountId(bytes(row[0]).hex()))


def _drop(account_id: AccountId) -> None:
    with _lock:
        _open.pop(account_id, None)


def _raw(secret: str) -> bytes | None:
    try:
        raw = base64.b64decode(secret.encode("ascii", "replace") + b"=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == 32 else None
