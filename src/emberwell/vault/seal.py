"""The envelope: the only place that seals and opens. FORMAT.md says why each byte is there."""

from __future__ import annotations

import hmac
import os
from enum import IntEnum
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from emberwell.vault.errors import SealBroken, TooLarge

MAGIC = b"EMBW"
VERSION = 1
SUITE = 1
DOMAIN = b"emberwell/1"
HEADER_BYTES = 12
SALT_END = 44
COMMITMENT_END = 76
TAG_BYTES = 16
OVERHEAD = COMMITMENT_END + TAG_BYTES
SMALLEST = 256
LARGEST = 256 * 2**20
"""Nothing larger than this is ever sealed whole or opened: an attachment goes in chunks."""

_SHA256 = SHA256()


class Object(IntEnum):
    """What an envelope holds; part of its key derivation."""

    RECORD = 1
    DRAFT = 2
    CHUNK = 3
    THUMBNAIL = 4
    HEAD = 5
    SEEN = 6
    WRAP_PASSPHRASE = 16
    WRAP_RECOVERY = 17
    WRAP_SESSION = 18
    KEYRING = 19
    SPOOL = 32


_PREFIX: dict[int, bytes] = {kind: MAGIC + bytes((VERSION, SUITE, kind, 0)) for kind in Object}


def u64(number: int) -> bytes:
    """Eight bytes, big-endian."""
    return number.to_bytes(8, "big")


def tlv(tag: int, value: bytes) -> bytes:
    """Tag, two-byte length, value: no two different sequences of fields give the same bytes."""
    return _head(tag, len(value)) + value


def padded_size(size: int, smallest: int = SMALLEST) -> int:
    """Bytes after padding for `size` bytes before it (Padmé: Nikitin et al., PETS 2019, algorithm 1)."""
    if size <= smallest:
        return smallest
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask


def pad(plain: bytes, smallest: int = SMALLEST) -> bytes:
    """`length || plain || zeros`."""
    size = 4 + len(plain)
    if size > LARGEST:
        raise TooLarge(
            "This is larger than one sealed record can be (256 MiB). Nothing was saved of it. Make it smaller."
        )
    return len(plain).to_bytes(4, "big") + plain + bytes(padded_size(size, smallest) - size)


def unpad(padded: bytes) -> bytes | None:
    """What `pad` was given, or None when the padding is not one that `pad` makes."""
    end = 4 + int.from_bytes(padded[:4], "big")
    if end > len(padded) or padded.count(0, end) != len(padded) - end:
        return None
    return padded[4:end]


@lru_cache(maxsize=512)
def _head(tag: int, length: int) -> bytes:
    return bytes((tag,)) + length.to_bytes(2, "big")


def _info(header: bytes, context: tuple[bytes, ...]) -> bytes:
    """`DOMAIN || TLV(1, header) || TLV(2, field) ...`, written for speed: it runs once for every record opened."""
    parts = [DOMAIN, _head(1, HEADER_BYTES), header]
    tag = 2
    for field in context:
        parts.append(_head(tag, len(field)))
        parts.append(field)
        tag += 1
    return b"".join(parts)


def seal(
    key: bytes,
    plain: bytes,
    kind: Object,
    context: tuple[bytes, ...],
    *,
    generation: int = 0,
    smallest: int = SMALLEST,
) -> bytes:
    """Seal `plain` under a 32-byte `key`, bound to `context` (the identity of the row it will lie in)."""
    header = _PREFIX[kind] + generation.to_bytes(4, "big")
    salt = os.urandom(32)
    info = _info(header, context)
    derived = HKDF(_SHA256, 76, salt, info).derive(key)
    sealed = AESGCM(derived[:32]).encrypt(derived[32:44], pad(plain, smallest), info)
    return b"".join((header, salt, derived[44:], sealed))


def generation_of(sealed: bytes) -> int:
    """Which generation of the key an envelope says it is sealed under. Proven only by opening it."""
    return int.from_bytes(sealed[8:12], "big")


def open_sealed(key: bytes, sealed: bytes, kind: Object, context: tuple[bytes, ...], *, name: str = "") -> bytes:
    """What was sealed. `context` comes from the authorised row, never from the blob.

    Raises SealBroken, with `name` and nothing else, on any difference whatever.
    """
    header = sealed[:HEADER_BYTES]
    if len(sealed) < OVERHEAD + 4 or header[:8] != _PREFIX[kind] or len(sealed) > LARGEST + OVERHEAD:
        raise SealBroken(name)
    info = _info(header, context)
    derived = HKDF(_SHA256, 76, sealed[HEADER_BYTES:SALT_END], info).derive(key)
    if not hmac.compare_digest(derived[44:], sealed[SALT_END:COMMITMENT_END]):
        raise SealBroken(name)
    try:
        padded = AESGCM(derived[:32]).decrypt(derived[32:44], sealed[COMMITMENT_END:], info)
    except InvalidTag:
        raise SealBroken(name) from None
    plain = unpad(padded)
    if plain is None:
        raise SealBroken(name)
    return plain
