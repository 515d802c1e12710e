"""Every way into a vault, and out of it for good: create, unlock, recover, change the passphrase, delete.

One function a use. Each takes effect in one transaction; a pepper file is on the disk before the row that names it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import time
from dataclasses import dataclass, replace

from emberwell.vault import keys as keyring_module
from emberwell.vault import log
from emberwell.vault.errors import KeysChanged, RecordMissing, SealBroken, WeakPassphrase, WrongPassphrase
from emberwell.vault.kdf import LONGEST_PASSPHRASE, PassphraseKeys, fresh_parameters, passphrase_keys
from emberwell.vault.keys import (
    code_bytes,
    door_public,
    new_code,
    new_keyring,
    open_keyring,
    recovery_kek,
    seal_keyring,
    unwrap,
    wrap,
)
from emberwell.vault.record import AccountId, SpaceId
from emberwell.vault.seal import Object
from emberwell.vault.store import AccountRow, KeystoreFile, Secrets, Store
from emberwell.vault.tries import count_try, note_right
from emberwell.vault.vault import Vault

SHORTEST_PASSPHRASE = 15
"""Characters."""


@dataclass(frozen=True, repr=False)
class Opened:
    """A vault that has just been opened. `recovery_code` is shown once and kept nowhere."""

    account: AccountRow
    vault: Vault
    recovery_code: str | None = None


def create_account(store: Store, name: str, passphrase: str) -> Opened:
    """A new account with an empty vault. Raises WeakPassphrase."""
    check_passphrase(passphrase)
    account_id, space_id = AccountId(os.urandom(16).hex()), SpaceId(os.urandom(16).hex())
    master, keyring = os.urandom(32), new_keyring(space_id)
    code = new_code()
    secrets = fresh_secrets(store, account_id, master, keyring, passphrase, epoch=1)
    secrets = replace(secrets, wrap_recovery=recovery_wrap(code, master, account_id))
    account = AccountRow(id=account_id, name=name.strip(), created_at=int(time.time()), kit="none", space_id=space_id)
    store.add_account(account, secrets, log.seal_head(keyring.spaces[0], log.Head()))
    vault = Vault(store, account_id, master, keyring)
    vault.remember_head()
    return Opened(account, vault, code)


def unlock_passphrase(
    store: Store, account_id: AccountId, passphrase: str, *, address: str = "", now: float | None = None
) -> Opened:
    """Open with the passphrase. Raises WrongPassphrase, TooSoon, KdfRefused, KeystoreMissing, SealBroken."""
    moment = time.time() if now is None else now
    account, secrets = _account(store, account_id)
    master = _try_passphrase(store, account_id, secrets, passphrase, address, moment)
    return _opened(store, account, secrets, master)


def check_passphrase_of(store: Store, account_id: AccountId, passphrase: str, *, address: str = "") -> None:
    """Ask again for the passphrase of an open vault, before something that cannot be undone."""
    unlock_passphrase(store, account_id, passphrase, address=address)


def unlock_unknown(store: Store, name: str, passphrase: str, *, address: str = "") -> None:
    """For a name nobody has: counted and slow like a real try, then WrongPassphrase, or TooSoon like a real name."""
    count_try(store, _ghost(name), None, address, time.time())
    passphrase_keys(passphrase[:LONGEST_PASSPHRASE], fresh_parameters(), os.urandom(32))
    raise WrongPassphrase


def unlock_unknown_code(store: Store, name: str, code: str, *, address: str = "") -> None:
    """As `unlock_unknown`, for the recovery code. Raises CodeMistyped, WrongPassphrase, TooSoon."""
    code_bytes(code)
    count_try(store, _ghost(name), None, address, time.time())
    raise WrongPassphrase("recovery code")


def _ghost(name: str) -> AccountId:
    """Stands for a name nobody has, so that its tries are counted as a real account's would be."""
    return AccountId(hashlib.sha256(b"nobody" + name.strip().casefold().encode()).hexdigest()[:32])


def unlock_code(
    store: Store, account_id: AccountId, code: str, *, address: str = "", now: float | None = None
) -> Opened:
    """Open with the recovery code. Raises CodeMistyped, WrongPassphrase, TooSoon."""
    moment = time.time() if now is None else now
    raw = code_bytes(code)
    account, secrets = _account(store, account_id)
    count_try(store, account_id, secrets, address, moment)
    if secrets.wrap_recovery is None:
        raise WrongPassphrase("recovery code")
    try:
        master = unwrap(recovery_kek(raw, account_id), secrets.wrap_recovery, Object.WRAP_RECOVERY, account_id)
    except SealBroken:
        raise WrongPassphrase("recovery code") from None
    note_right(store, account_id, address)
    return _opened(store, account, secrets, master)


def recover(store: Store, account_id: AccountId, code: str, new_passphrase: str, *, address: str = "") -> Opened:
    """With the code: a new passphrase and a new code; every unlock session ends. Raises as `unlock_code`."""
    check_passphrase(new_passphrase)
    opened = unlock_code(store, account_id, code, address=address)
    new = new_code()
    _rewrap(store, opened.vault, new_passphrase, recovery=recovery_wrap(new, opened.vault.master, account_id))
    account, secrets = _account(store, account_id)
    return replace(_opened(store, account, secrets, opened.vault.master), recovery_code=new)


def change_passphrase(store: Store, vault: Vault, new_passphrase: str) -> None:
    """Wrap the master key anew, in one transaction; every unlock session ends (start a new one for this browser).

    The old pepper is swept an hour later, so that a backup that is being made stays whole.

    The recovery code goes on working. Raises WeakPassphrase.
    """
    check_passphrase(new_passphrase)
    _rewrap(store, vault, new_passphrase, recovery=None)


def new_recovery_code(store: Store, vault: Vault) -> str:
    """A new code; the one before stops working at once. The kit counts as not yet proved. Raises KeysChanged."""
    code = new_code()
    with store.database.transaction():
        account, now = _account_of_these_keys(store, vault)
        changed = replace(now, wrap_recovery=recovery_wrap(code, vault.master, account.id))
        store.change_secrets(account.id, changed, kit="none")
    return code


def delete_account(store: Store, account_id: AccountId) -> None:
    """Destroy the wraps and every row at once, then the pepper. There is no way back from here.

    Whoever holds an old backup and the recovery code could still open that backup: the page says so.
    """
    account, secrets = _account(store, account_id)
    identity, space_id = bytes.fromhex(account_id), bytes.fromhex(account.space_id)
    database = store.database
    with database.transaction():
        # One transaction: a crash leaves the whole journal or none of it, never rows that nobody can open or sweep.
        database.run("DELETE FROM unlock_session WHERE account_id = %s", (identity,))
        database.run("DELETE FROM account WHERE id = %s", (identity,))
        for statement in (
            "DELETE FROM record WHERE space_id = %s",
            "DELETE FROM draft WHERE space_id = %s",
            "DELETE FROM chunk WHERE space_id = %s",
            "DELETE FROM letter WHERE space_id = %s",
            "DELETE FROM space WHERE space_id = %s",
        ):
            database.run(statement, (space_id,))
    store.keystore.forget(secrets.pepper_id)
    store.keystore.forget_seen(account.space_id)
    database.scrub()


def check_passphrase(passphrase: str) -> None:
    """The floor for any passphrase: 15 to 1,024 characters. Raises WeakPassphrase."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise WeakPassphrase(
            f"This passphrase has {len(passphrase)} characters; it needs at least {SHORTEST_PASSPHRASE}. "
            "Nothing was changed. Five random words make a good one."
        )
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise WeakPassphrase(
            f"A passphrase can have {LONGEST_PASSPHRASE:,} characters at most. Nothing was changed. Make it shorter."
        )


def _try_passphrase(
    store: Store, account_id: AccountId, secrets: Secrets, passphrase: str, address: str, moment: float
) -> bytes:
    secrets.parameters.check()
    count_try(store, account_id, secrets, address, moment)
    pepper = store.keystore.read(secrets.pepper_id).pepper
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise WrongPassphrase
    derived = passphrase_keys(passphrase, secrets.parameters, pepper)
    if not hmac.compare_digest(derived.verifier, secrets.verifier):
        raise WrongPassphrase
    note_right(store, account_id, address)
    return unwrap(derived.kek, secrets.wrap_passphrase, Object.WRAP_PASSPHRASE, account_id)


def _rewrap(store: Store, vault: Vault, passphrase: str, *, recovery: bytes | None) -> None:
    """`recovery` is a new wrap, and the kit then to be proved; None keeps the one there is.

    Deriving takes a second in which another window may do the same: whoever commits first wins, the other is told.
    """
    _, before = _account(store, vault.account_id)
    after = fresh_secrets(store, vault.account_id, vault.master, vault.keyring, passphrase, epoch=before.epoch + 1)
    with store.database.transaction():
        account, now = _account_of_these_keys(store, vault)
        if now.epoch != before.epoch:
            raise KeysChanged
        after = replace(after, wrap_recovery=recovery or now.wrap_recovery, keyring=now.keyring)
        store.change_secrets(account.id, after, kit="none" if recovery else account.kit)
    store.keystore.retire(before.pepper_id)


def _account_of_these_keys(store: Store, vault: Vault) -> tuple[AccountRow, Secrets]:
    """The account's row, held until the transaction ends, if its keys are `vault`'s still. Raises KeysChanged."""
    try:
        log.read_head(store.database, vault.keys, locked=True)
        account, secrets = _account(store, vault.account_id)
        open_keyring(vault.master, secrets.keyring, account.id)
    except SealBroken:
        raise KeysChanged from None
    return account, secrets


def fresh_secrets(
    store: Store,
    account_id: AccountId,
    master: bytes,
    keyring: keyring_module.Keyring,
    passphrase: str,
    *,
    epoch: int,
) -> Secrets:
    """A new pepper on the disk, and the row that names it."""
    parameters, pepper = fresh_parameters(), os.urandom(32)
    derived: PassphraseKeys = passphrase_keys(passphrase, parameters, pepper)
    door = door_public(keyring)
    pepper_id = store.keystore.write(KeystoreFile(pepper=pepper, door=hashlib.sha256(door).digest()))
    return Secrets(
        parameters=parameters,
        pepper_id=pepper_id,
        verifier=derived.verifier,
        wrap_passphrase=wrap(derived.kek, master, Object.WRAP_PASSPHRASE, account_id),
        wrap_recovery=None,
        keyring=seal_keyring(master, keyring, account_id),
        door_key=door,
        epoch=epoch,
        failures=0,
        next_try_at=0,
    )


def recovery_wrap(code: str, master: bytes, account_id: AccountId) -> bytes:
    return wrap(recovery_kek(code_bytes(code), account_id), master, Object.WRAP_RECOVERY, account_id)


def _opened(store: Store, account: AccountRow, secrets: Secrets, master: bytes) -> Opened:
    return Opened(account, Vault(store, account.id, master, open_keyring(master, secrets.keyring, account.id)))


def _account(store: Store, account_id: AccountId) -> tuple[AccountRow, Secrets]:
    account, secrets = store.account(account_id), store.secrets(account_id)
    if account is None or secrets is None:
        raise RecordMissing
    return account, secrets
