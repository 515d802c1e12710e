"""The keyring, the recovery code, and the wraps of the master key.

The master key is 32 random bytes. It never leaves memory unwrapped, and seals one thing: the keyring. Changing the
passphrase re-wraps it and touches no record.
"""

from __future__ import annotations

import hashlib
import os
import secrets

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from emberwell.vault.errors import EmberwellError
from emberwell.vault.kdf import expand
from emberwell.vault.seal import Object, open_sealed, seal

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
CODE_GROUPS = 9


class CodeMistyped(EmberwellError):
    """The recovery code has a typing mistake: its own check digits say so before any key is tried."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            "That recovery code has a typing mistake somewhere. Nothing was changed. "
            "Compare it with your kit, group by group."
        )


class SpaceKeys(msgspec.Struct, kw_only=True, frozen=True):
    """The keys of one space, by generation. New seals use `current`; older ones stay until everything is re-sealed."""

    space_id: str
    current: int
    keys: dict[int, bytes]

    def __repr__(self) -> str:
        return f"SpaceKeys({self.space_id}, generation {self.current})"


class Keyring(msgspec.Struct, kw_only=True, frozen=True):
    """Everything the master key seals."""

    spaces: tuple[SpaceKeys, ...]
    door_private: bytes
    draft_key: bytes

    def __repr__(self) -> str:
        return "Keyring(...)"


def new_keyring(space_id: str) -> Keyring:
    """Fresh keys for a new account."""
    return Keyring(
        spaces=(SpaceKeys(space_id=space_id, current=1, keys={1: os.urandom(32)}),),
        door_private=X25519PrivateKey.generate().private_bytes_raw(),
        draft_key=os.urandom(32),
    )


def door_public(keyring: Keyring) -> bytes:
    """The public half of the letterbox key, 32 bytes."""
    return X25519PrivateKey.from_private_bytes(keyring.door_private).public_key().public_bytes_raw()


def seal_keyring(master: bytes, keyring: Keyring, account_id: str) -> bytes:
    return seal(master, msgspec.msgpack.encode(keyring), Object.KEYRING, (bytes.fromhex(account_id),))


def open_keyring(master: bytes, sealed: bytes, account_id: str) -> Keyring:
    plain = open_sealed(master, sealed, Object.KEYRING, (bytes.fromhex(account_id),), name="keyring")
    return msgspec.msgpack.decode(plain, type=Keyring)


def new_code() -> str:
    """A recovery code: 160 random bits and a check, as nine groups of four."""
    raw = secrets.token_bytes(20)
    digits = _to_digits(raw) + _check_digits(raw)
    return "-".join(digits[start : start + 4] for start in range(0, 36, 4))


def code_groups(code: str) -> list[str]:
    """The groups of a code as it is shown."""
    return code.split("-")


def code_bytes(typed: str) -> bytes:
    """The 20 bytes of a code as someone typed it: case, spaces, dashes, O for 0 and I or L for 1 do not matter.

    Raises CodeMistyped.
    """
    digits = "".join(typed[:200].upper().split()).replace("-", "").translate(_READ_AS)
    if len(digits) != 36 or any(digit not in _DIGITS for digit in digits):
        raise CodeMistyped
    number = 0
    for digit in digits[:32]:
        number = number * 32 + _DIGITS.index(digit)
    raw = number.to_bytes(20, "big")
    if not secrets.compare_digest(_check_digits(raw), digits[32:]):
        raise CodeMistyped
    return raw


def recovery_kek(code: bytes, account_id: str) -> bytes:
    """The code is random, so no slow hash is needed."""
    return expand(code, b"emberwell/1/recovery", salt=bytes.fromhex(account_id))


def session_id(secret: bytes) -> bytes:
    """The row an unlock secret belongs to, 16 bytes; says nothing about its key."""
    return expand(secret, b"emberwell/1/session-id", length=16)


def session_kek(secret: bytes) -> bytes:
    return expand(secret, b"emberwell/1/session")


def wrap(kek: bytes, master: bytes, kind: Object, account_id: str, *more: bytes) -> bytes:
    """The master key under `kek`, bound to the account (and to `more`, a session id)."""
    return seal(kek, master, kind, (bytes.fromhex(account_id), *more))


def unwrap(kek: bytes, wrapped: bytes, kind: Object, account_id: str, *more: bytes) -> bytes:
    return open_sealed(kek, wrapped, kind, (bytes.fromhex(account_id), *more), name="master key")


def _to_digits(raw: bytes) -> str:
    number = int.from_bytes(raw, "big")
    return "".join(_DIGITS[(number >> shift) & 31] for shift in range(len(raw) * 8 - 5, -5, -5))


def _check_digits(raw: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(b"emberwell/1/code" + raw).digest()[:3], "big") >> 4
    return "".join(_DIGITS[(number >> shift) & 31] for shift in (15, 10, 5, 0))
