"""The letterbox: a line left while the vault is closed, sealed at once to the person's own public key.

Whoever holds the database could put a letter there too: HPKE's base mode does not prove who wrote. So letters are
shown as "left at the door", to accept or bin. The public key is checked against the keystore, which is not in the
database, so a planted key is refused rather than written to.
"""

from __future__ import annotations

import hashlib
import os
from datetime import datetime

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from emberwell.vault.contents import from_micros, to_micros
from emberwell.vault.database import Database
from emberwell.vault.errors import DoorFull, RecordMissing, SealBroken, TooLarge
from emberwell.vault.keys import Keyring
from emberwell.vault.record import AccountId, RecordId, SpaceId
from emberwell.vault.seal import pad, tlv, unpad
from emberwell.vault.store import AccountRow, Store

LONGEST_LINE = 4_000
LONGEST_LATE_SAVE = 200_000
MOST_WAITING = 50
PUT_DOWN = "put_down"
"""The field of a letter's form that marks the two lines after a session: the second of them, "" when there is none."""
_LARGEST_LETTER = 4 * LONGEST_LATE_SAVE + 64_000
"""Bytes: the longest text in the widest script, and a form beside it."""


class LateSave(msgspec.Struct, kw_only=True, frozen=True):
    """What a page was, that a tab tried to save after its session had ended."""

    record: RecordId | None = None
    tab: str = ""
    title: str = ""
    based_on: int = 0
    form: dict[str, str] = {}


class _Letter(msgspec.Struct, kw_only=True, frozen=True):
    text: str
    left_at: int
    late_save: LateSave | None = None


class LeftLine(msgspec.Struct, kw_only=True, frozen=True):
    """A line that waited at the door, opened."""

    id: str
    text: str
    left_at: datetime
    late_save: LateSave | None = None


def leave(
    store: Store,
    account_id: AccountId,
    text: str,
    *,
    now: datetime,
    late_save: LateSave | None = None,
    put_down: str = "",
    instead: str = "",
) -> None:
    """Seal a line to its owner. Needs no key. `put_down` goes under it: what was put down after a session.

    `instead` is the id of a letter that it takes the place of; what the door let in once is neither too large nor one
    too many. Raises TooLarge (4,000 characters; 200,000 for a late save), DoorFull (50 waiting), SealBroken (the public
    key in the database is not this account's).
    """
    most = LONGEST_LATE_SAVE if late_save else LONGEST_LINE
    if len(text) > most and not instead:
        raise TooLarge(
            f"The door takes {most:,} characters at a time. Your words are still here: shorten or divide them."
        )
    form = LateSave(form={PUT_DOWN: put_down}) if put_down else late_save
    whole = "\n\n".join(words for words in (text, put_down) if words)
    letter = msgspec.msgpack.encode(_Letter(text=whole, left_at=to_micros(now), late_save=form))
    if len(letter) > _LARGEST_LETTER and not instead:
        raise TooLarge("This is more than the door takes at a time. Your words are still here: shorten or divide them.")
    letter_id = os.urandom(16)
    with store.database.transaction():
        # Inside, and held: new keys may be on their way, and a letter to the old ones would never be read.
        account, door_key = _door_of(store, account_id)
        space_id = bytes.fromhex(account.space_id)
        public = X25519PublicKey.from_public_bytes(door_key)
        sealed = _suite().encrypt(pad(letter), public, _info(account.space_id, letter_id))
        [(waiting,)] = store.database.rows("SELECT COUNT(*) FROM letter WHERE space_id = %s", (space_id,))
        if instead:
            drop(store.database, SpaceId(account.space_id), instead)
        elif waiting >= (2 * MOST_WAITING if late_save else MOST_WAITING):
            raise DoorFull(waiting)
        store.database.run(
            "INSERT INTO letter (space_id, letter_id, sealed) VALUES (%s, %s, %s)", (space_id, letter_id, sealed)
        )


def _door_of(store: Store, account_id: AccountId) -> tuple[AccountRow, bytes]:
    """The account and its public key, held until the transaction ends. Raises RecordMissing, SealBroken."""
    if store.database.for_update:
        store.database.rows("SELECT 1 FROM account WHERE id = %s FOR UPDATE", (bytes.fromhex(account_id),))
    account, secrets = store.account(account_id), store.secrets(account_id)
    if account is None or secrets is None:
        raise RecordMissing
    if hashlib.sha256(secrets.door_key).digest() != store.keystore.read(secrets.pepper_id).door:
        raise SealBroken("door")
    return account, secrets.door_key


def opened(database: Database, keyring: Keyring) -> list[LeftLine]:
    """Every letter that opens, oldest first. One that does not (planted, damaged) is passed over."""
    private = X25519PrivateKey.from_private_bytes(keyring.door_private)
    space_id = SpaceId(keyring.spaces[0].space_id)
    rows = database.rows("SELECT letter_id, sealed FROM letter WHERE space_id = %s", (bytes.fromhex(space_id),))
    found = []
    for raw_id, sealed in rows:
        letter_id = bytes(raw_id)
        try:
            plain = unpad(_suite().decrypt(bytes(sealed), private, _info(space_id, letter_id)))
            letter = msgspec.msgpack.decode(plain or b"", type=_Letter)
            left_at = from_micros(letter.left_at)
        except (InvalidTag, ValueError, OverflowError, msgspec.DecodeError):
            continue
        found.append(LeftLine(id=letter_id.hex(), text=letter.text, left_at=left_at, late_save=letter.late_save))
    return sorted(found, key=lambda line: line.left_at)


def seal_again(database: Database, old: Keyring, new: Keyring) -> None:
    """Move what waits at the door to a new letterbox key, inside the transaction that brings the key."""
    private = X25519PrivateKey.from_private_bytes(old.door_private)
    public = X25519PrivateKey.from_private_bytes(new.door_private).public_key()
    space_id = SpaceId(old.spaces[0].space_id)
    identity = bytes.fromhex(space_id)
    for raw_id, sealed in database.rows("SELECT letter_id, sealed FROM letter WHERE space_id = %s", (identity,)):
        info = _info(space_id, bytes(raw_id))
        try:
            plain = _suite().decrypt(bytes(sealed), private, info)
        except InvalidTag:
            continue
        database.run(
            "UPDATE letter SET sealed = %s WHERE space_id = %s AND letter_id = %s",
            (_suite().encrypt(plain, public, info), identity, bytes(raw_id)),
        )


def drop(database: Database, space_id: SpaceId, letter_id: str) -> None:
    database.run(
        "DELETE FROM letter WHERE space_id = %s AND letter_id = %s",
        (bytes.fromhex(space_id), bytes.fromhex(letter_id)),
    )


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _info(space_id: SpaceId, letter_id: bytes) -> bytes:
    return b"emberwell/1/door" + tlv(1, bytes.fromhex(space_id)) + tlv(2, letter_id)
