"""The rows of the vault and the files of its keystore: sealed bytes in, sealed bytes out.

Nothing here can open anything. Every statement on a private table names `space_id` (a test watches them all): it is
the distribution key when one machine is no longer enough.
"""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import msgspec

from emberwell.vault.database import Database
from emberwell.vault.errors import KeystoreMissing, NameTaken, StorageFailed
from emberwell.vault.folder import sync_folder
from emberwell.vault.kdf import KdfParameters
from emberwell.vault.record import AccountId, SpaceId

KitState = Literal["none", "put_off", "proved"]
SWEEP_AFTER_SECONDS = 3600
_RETIRED = "retired-"


class KeystoreFile(msgspec.Struct, kw_only=True, frozen=True):
    """One file of the keystore."""

    pepper: bytes
    door: bytes
    """SHA-256 of the account's letterbox public key."""

    def __repr__(self) -> str:
        return "KeystoreFile(...)"


class Keystore:
    """A folder of small files outside the database: one pepper an account, and what this install last saw."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, file: KeystoreFile) -> bytes:
        """Keep a new pepper under a fresh id, on the disk before this returns."""
        pepper_id = os.urandom(16)
        self._put(pepper_id.hex(), msgspec.msgpack.encode(file))
        return pepper_id

    def read(self, pepper_id: bytes) -> KeystoreFile:
        """Raises KeystoreMissing."""
        for name in (pepper_id.hex(), _RETIRED + pepper_id.hex()):
            try:
                return msgspec.msgpack.decode((self.folder / name).read_bytes(), type=KeystoreFile)
            except (OSError, msgspec.DecodeError):
                continue
        raise KeystoreMissing

    def forget(self, pepper_id: bytes) -> None:
        for name in (pepper_id.hex(), _RETIRED + pepper_id.hex()):
            with contextlib.suppress(FileNotFoundError):
                (self.folder / name).unlink()

    def retire(self, pepper_id: bytes) -> None:
        """A pepper that was replaced: kept an hour more, for a backup that is being made, then swept.

        Peppers are never swept for merely being unknown: another database may share this folder.
        """
        with contextlib.suppress(OSError):
            path = (self.folder / pepper_id.hex()).rename(self.folder / f"{_RETIRED}{pepper_id.hex()}")
            os.utime(path)

    def sweep(self) -> None:
        """Remove what was retired more than an hour ago."""
        for path in self.folder.glob(f"{_RETIRED}*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < time.time() - SWEEP_AFTER_SECONDS:
                    path.unlink()

    def seen(self, space_id: SpaceId) -> bytes | None:
        """The sealed head this install last saw of a space's log."""
        try:
            return (self.folder / f"seen-{space_id}").read_bytes()
        except OSError:
            return None

    def remember(self, space_id: SpaceId, sealed: bytes) -> None:
        """Note a head after its commit. A full disk costs this note only: what was saved is saved."""
        with contextlib.suppress(StorageFailed):
            self._put(f"seen-{space_id}", sealed, durable=False)

    def forget_seen(self, space_id: SpaceId) -> None:
        with contextlib.suppress(FileNotFoundError):
            (self.folder / f"seen-{space_id}").unlink()

    def _put(self, name: str, content: bytes, *, durable: bool = True) -> None:
        temporary = self.folder / f".{name}.{os.urandom(4).hex()}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            temporary.replace(self.folder / name)
            if durable:
                sync_folder(self.folder)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise StorageFailed from error


@dataclass(frozen=True)
class AccountRow:
    """What anyone who may see the lock page may know of an account."""

    id: AccountId
    name: str
    created_at: int
    """Seconds since 1970, UTC."""
    kit: KitState
    space_id: SpaceId


@dataclass(frozen=True, repr=False)
class Secrets:
    """The sealed side of an account's row."""

    parameters: KdfParameters
    pepper_id: bytes
    verifier: bytes
    wrap_passphrase: bytes
    wrap_recovery: bytes | None
    keyring: bytes
    door_key: bytes
    epoch: int
    failures: int
    next_try_at: int


_ACCOUNT = "id, name, created_at, kit, space_id"
_SECRETS = (
    "kdf_salt, kdf_memory_kib, kdf_passes, pepper_id, verifier, wrap_passphrase, wrap_recovery, keyring, door_key, "
    "epoch, failures, next_try_at"
)


class Store:
    """A database and a keystore. `hosted` chooses how wrong passphrases are slowed (security.md, *Sessions*)."""

    def __init__(self, database: Database, keystore: Keystore, *, hosted: bool = False) -> None:
        self.database = database
        self.keystore = keystore
        self.hosted = hosted

    def accounts(self) -> list[AccountRow]:
        """Everyone who keeps a journal here, oldest first."""
        rows = self.database.rows(f"SELECT {_ACCOUNT} FROM account ORDER BY created_at, name")
        return [_account(row) for row in rows]

    def account(self, account_id: AccountId) -> AccountRow | None:
        rows = self.database.rows(
            f"SELECT {_ACCOUNT} FROM account WHERE id = %s",
            (bytes.fromhex(account_id),),
        )
        return _account(rows[0]) if rows else None

    def account_named(self, name: str) -> AccountRow | None:
        """Names are compared without regard to case or surrounding space."""
        wanted = name.strip().casefold()
        return next((row for row in self.accounts() if row.name.casefold() == wanted), None)

    def secrets(self, account_id: AccountId) -> Secrets | None:
        rows = self.database.rows(
            f"SELECT {_SECRETS} FROM account WHERE id = %s",
            (bytes.fromhex(account_id),),
        )
        if not rows:
            return None
        row = [bytes(value) if isinstance(value, memoryview) else value for value in rows[0]]
        salt, memory_kib, passes, *rest = cast(Any, row)
        return Secrets(KdfParameters(salt, memory_kib, passes), *rest)

    def add_account(self, account: AccountRow, secrets: Secrets, head: bytes) -> None:
        """The account's row and its empty space, in one transaction. Raises NameTaken."""
        with self.database.transaction():
            if self.database.for_update:
                # SQLite's transaction holds the one write lock; PostgreSQL needs to be told.
                self.database.run("LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE")
            if self.account_named(account.name) is not None:
                raise NameTaken
            self.database.run(
                f"INSERT INTO account ({_ACCOUNT}, {_SECRETS}) VALUES ({', '.join(['%s'] * 17)})",
                (
                    bytes.fromhex(account.id),
                    account.name,
                    account.created_at,
                    account.kit,
                    bytes.fromhex(account.space_id),
                    *_secret_values(secrets),
                ),
            )
            self.database.run(
                "INSERT INTO space (space_id, seq, head) VALUES (%s, 0, %s)",
                (bytes.fromhex(account.space_id), head),
            )

    def change_secrets(self, account_id: AccountId, secrets: Secrets, *, kit: KitState) -> None:
        """Replace every wrap at once; all unlock sessions of other epochs end in the same transaction."""
        columns = ", ".join(f"{name.strip()} = %s" for name in _SECRETS.split(","))
        with self.database.transaction():
            self.database.run(
                f"UPDATE account SET {columns}, kit = %s WHERE id = %s",
                (*_secret_values(secrets), kit, bytes.fromhex(account_id)),
            )
            self.database.run(
                "DELETE FROM unlock_session WHERE account_id = %s AND epoch <> %s",
                (bytes.fromhex(account_id), secrets.epoch),
            )

    def set_kit(self, account_id: AccountId, kit: KitState) -> None:
        self.database.run("UPDATE account SET kit = %s WHERE id = %s", (kit, bytes.fromhex(account_id)))

    def set_failures(self, account_id: AccountId, failures: int, next_try_at: int) -> None:
        self.database.run(
            "UPDATE account SET failures = %s, next_try_at = %s WHERE id = %s",
            (failures, next_try_at, bytes.fromhex(account_id)),
        )

    def count_failure(self, account_id: AccountId, before: int, next_try_at: int) -> bool:
        """One more wrong try, unless another was counted since `before` was read. `next_try_at` in ms since 1970."""
        changed = self.database.run(
            "UPDATE account SET failures = failures + 1, next_try_at = %s WHERE id = %s AND failures = %s",
            (next_try_at, bytes.fromhex(account_id), before),
        )
        return changed == 1


def _secret_values(secrets: Secrets) -> tuple[object, ...]:
    parameters = secrets.parameters
    return (
        parameters.salt,
        parameters.memory_kib,
        parameters.passes,
        secrets.pepper_id,
        secrets.verifier,
        secrets.wrap_passphrase,
        secrets.wrap_recovery,
        secrets.keyring,
        secrets.door_key,
        secrets.epoch,
        secrets.failures,
        secrets.next_try_at,
    )


def _account(row: tuple[bytes, str, int, KitState, bytes]) -> AccountRow:
    account_id, name, created_at, kit, space_id = row
    return AccountRow(
        id=AccountId(bytes(account_id).hex()),
        name=name,
        created_at=created_at,
        kit=kit,
        space_id=SpaceId(bytes(space_id).hex()),
    )
