"""From a passphrase to keys. One Argon2id run gives both the proof of knowing it and the key that wraps the master key.

Parameters stand in the account's row, where someone with the database can edit them: they are refused outside a safe
range before any memory is taken. At most two derivations run at once, so that a flood of tries cannot take the memory.
"""

from __future__ import annotations

import hashlib
import os
import threading
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from emberwell.vault.errors import KdfRefused

LONGEST_PASSPHRASE = 1024
"""Characters. Longer ones are refused before they are hashed."""

_AT_ONCE = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class KdfParameters:
    """What Argon2id is run with. `memory_kib` is in KiB, `passes` is Argon2's t; parallelism is always 1."""

    salt: bytes
    memory_kib: int = 128 * 1024
    passes: int = 3

    def check(self) -> None:
        """Raise KdfRefused outside 64 MiB..1 GiB, 3..10 passes, or with a salt that is not 16 bytes."""
        if not (64 * 1024 <= self.memory_kib <= 1024 * 1024 and 3 <= self.passes <= 10 and len(self.salt) == 16):
            raise KdfRefused


@dataclass(frozen=True, repr=False)
class PassphraseKeys:
    """What a passphrase gives: the key-encryption key and the verifier to store."""

    kek: bytes
    verifier: bytes


def fresh_parameters() -> KdfParameters:
    """Today's parameters with a new salt."""
    return KdfParameters(salt=os.urandom(16))


def normalised(passphrase: str) -> bytes:
    """NFC, UTF-8, no space around: the same words from another keyboard, a file or a form give the same bytes."""
    return unicodedata.normalize("NFC", passphrase.strip()).encode("utf-8", "surrogatepass")


def passphrase_keys(passphrase: str, parameters: KdfParameters, pepper: bytes) -> PassphraseKeys:
    """Run Argon2id (about half a second, 128 MiB) and derive both keys. Raises KdfRefused first when due."""
    parameters.check()
    with _AT_ONCE:
        argon = hash_secret_raw(
            normalised(passphrase), parameters.salt, parameters.passes, parameters.memory_kib, 1, 32, Type.ID
        )
    root = HKDF.extract(SHA256(), pepper, argon)
    auth = HKDFExpand(SHA256(), 32, b"emberwell/1/auth").derive(root)
    kek = HKDFExpand(SHA256(), 32, b"emberwell/1/kek").derive(root)
    return PassphraseKeys(kek=kek, verifier=hashlib.sha256(auth).digest())


def expand(key: bytes, purpose: bytes, *, salt: bytes | None = None, length: int = 32) -> bytes:
    """A key for one purpose from a random key (HKDF-SHA256)."""
    return HKDF(SHA256(), length, salt, purpose).derive(key)
