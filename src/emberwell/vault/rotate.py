"""Rotate everything: new keys, and every sealed row sealed again under them. For when keys may have been seen.

`begin` makes the new keys in one transaction: from then on everything new is sealed under them, every unlock session
has ended, and the old recovery code is void. `step` then re-seals a few hundred rows at a time, in the log's order; it
may stop anywhere (the lid is shut, the process killed) and goes on where it was. While it runs the vault works as ever.
The old keys leave the keyring when nothing is sealed under them any more.

The key of drafts kept in browsers stays: a browser that is not here now may still hold words under it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace

import msgspec

from emberwell.vault import letterbox, log
from emberwell.vault.errors import KeysChanged, SealBroken
from emberwell.vault.keys import Keyring, SpaceKeys, new_code, new_keyring, seal_keyring
from emberwell.vault.log import Rotation
from emberwell.vault.opening import Opened, fresh_secrets, recovery_wrap, unlock_passphrase
from emberwell.vault.record import RecordId
from emberwell.vault.seal import Object, generation_of, open_sealed, seal, u64
from emberwell.vault.store import Store
from emberwell.vault.vault import Vault

ROWS_A_STEP = 200
CHUNKS_A_STEP = 32


def begin(store: Store, vault: Vault, passphrase: str, *, address: str = "") -> Opened:
    """New keys, a new recovery code (in the answer, once), all sessions ended. Raises WrongPassphrase, TooSoon."""
    before = unlock_passphrase(store, vault.account_id, passphrase, address=address)
    old = before.vault.keyring
    master, code = os.urandom(32), new_code()
    keyring = _with_new_generation(old)
    account, secrets = before.account, store.secrets(vault.account_id)
    assert secrets is not None
    after = fresh_secrets(store, account.id, master, keyring, passphrase, epoch=secrets.epoch + 1)
    after = replace(after, wrap_recovery=recovery_wrap(code, master, account.id))
    with store.database.transaction():
        head = log.read_head(store.database, old.spaces[0], locked=True)
        now = store.secrets(account.id)
        if now is None or now.epoch != secrets.epoch:
            raise KeysChanged
        rotation = Rotation(0, log.EMPTY_CHAIN, log.EMPTY_CHAIN)
        log.write_head(store.database, keyring.spaces[0], msgspec.structs.replace(head, rotation=rotation))
        letterbox.seal_again(store.database, old, keyring)
        store.change_secrets(account.id, after, kit="none")
    store.keystore.retire(secrets.pepper_id)
    opened = Opened(replace(account, kit="none"), Vault(store, account.id, master, keyring), code)
    opened.vault.remember_head(even_if_older=True)
    return opened


def is_under_way(vault: Vault) -> bool:
    """Whether something is still sealed under older keys."""
    return len(vault.keys.keys) > 1


def progress_of(vault: Vault) -> tuple[int, int]:
    """`(rows re-sealed, rows in all)`; attachments and drafts follow after the last row."""
    head = log.read_head(vault.store.database, vault.keys)
    return (head.rotation.done if head.rotation else head.seq), head.seq


def go_on(vault: Vault, progress: Callable[[int, int], None] = lambda done, of: None) -> None:
    """Re-seal until nothing is left. `progress` hears how many rows of the log are done, of how many."""
    while is_under_way(vault):
        step(vault, progress)


def step(vault: Vault, progress: Callable[[int, int], None] = lambda done, of: None) -> None:
    """One short transaction's worth. Raises SealBroken, naming a row that does not open; nothing of the step stays."""
    database = vault.store.database
    with database.transaction():
        head = log.read_head(database, vault.keys, locked=True)
        if head.rotation is not None:
            head = _records_step(vault, head, head.rotation)
            progress(head.rotation.done if head.rotation else head.seq, head.seq)
            return
        if _chunks_step(vault) or _drafts_step(vault):
            return
        keys = vault.keys
        only = SpaceKeys(space_id=keys.space_id, current=keys.current, keys={keys.current: keys.keys[keys.current]})
        keyring = msgspec.structs.replace(vault.keyring, spaces=(only, *vault.keyring.spaces[1:]))
        database.run(
            "UPDATE account SET keyring = %s WHERE id = %s",
            (seal_keyring(vault.master, keyring, vault.account_id), bytes.fromhex(vault.account_id)),
        )
    vault.space.keyring = keyring
    vault.remember_head(even_if_older=True)
    database.scrub()


def _with_new_generation(old: Keyring) -> Keyring:
    before = old.spaces[0]
    fresh = new_keyring(before.space_id)
    current = before.current + 1
    keys = {**before.keys, current: fresh.spaces[0].keys[1]}
    space = SpaceKeys(space_id=before.space_id, current=current, keys=keys)
    return Keyring(spaces=(space, *old.spaces[1:]), door_private=fresh.door_private, draft_key=old.draft_key)


def _records_step(vault: Vault, head: log.Head, rotation: Rotation) -> log.Head:
    database, keys = vault.store.database, vault.keys
    space_id = bytes.fromhex(keys.space_id)
    rows = database.rows(
        "SELECT seq, record_id, revision, digest, sealed FROM record WHERE space_id = %s AND seq > %s ORDER BY seq "
        f"LIMIT {ROWS_A_STEP}",
        (space_id, rotation.done),
    )
    old_chain, new_chain, done, changed = rotation.old_chain, rotation.new_chain, rotation.done, []
    for seq, raw_id, revision, raw_digest, sealed in rows:
        identity, digest = bytes(raw_id), bytes(raw_digest)
        old_chain = log.extend(old_chain, seq, identity, revision, digest)
        if sealed is not None and generation_of(bytes(sealed)) != keys.current:
            record_id = RecordId(identity.hex())
            inner = vault.space.open_contents(record_id, revision, bytes(sealed))
            again = vault.space.seal_contents(record_id, revision, inner)
            digest = hashlib.sha256(again).digest()
            changed.append((again, digest, space_id, identity, revision))
        new_chain = log.extend(new_chain, seq, identity, revision, digest)
        done = seq
    database.run_many(
        "UPDATE record SET sealed = %s, digest = %s WHERE space_id = %s AND record_id = %s AND revision = %s",
        changed,
    )
    if done < head.seq and rows:
        new = msgspec.structs.replace(head, rotation=Rotation(done, old_chain, new_chain))
    elif old_chain == head.chain:
        new = log.Head(seq=head.seq, chain=new_chain, rotations=head.rotations + 1)
    else:
        raise SealBroken("log")
    log.write_head(database, keys, new)
    return new


def _chunks_step(vault: Vault) -> bool:
    """Re-seal some chunks of attachments; whether there were any."""
    keys, space_id = vault.keys, bytes.fromhex(vault.space_id)
    rows = vault.store.database.rows(
        "SELECT record_id, part, number, sealed FROM chunk WHERE space_id = %s AND substr(sealed, 9, 4) <> %s "
        f"LIMIT {CHUNKS_A_STEP}",
        (space_id, keys.current.to_bytes(4, "big")),
    )
    changed = []
    for raw_id, part, number, sealed in rows:
        kind, start = Object(part), (space_id, bytes(raw_id), u64(number))
        plain, last = _open_chunk(keys, bytes(sealed), kind, start)
        again = seal(keys.keys[keys.current], plain, kind, (*start, last), generation=keys.current)
        changed.append((again, space_id, bytes(raw_id), part, number))
    vault.store.database.run_many(
        "UPDATE chunk SET sealed = %s WHERE space_id = %s AND record_id = %s AND part = %s AND number = %s",
        changed,
    )
    return bool(rows)


def _open_chunk(keys: SpaceKeys, sealed: bytes, kind: Object, start: tuple[bytes, ...]) -> tuple[bytes, bytes]:
    """The chunk, and whether it is the last one: part of what it is bound to, and not written beside it."""
    key = keys.keys.get(generation_of(sealed), bytes(32))
    name = start[1].hex()
    try:
        return open_sealed(key, sealed, kind, (*start, b"\x00"), name=name), b"\x00"
    except SealBroken:
        return open_sealed(key, sealed, kind, (*start, b"\x01"), name=name), b"\x01"


def _drafts_step(vault: Vault) -> bool:
    keys, space_id = vault.keys, bytes.fromhex(vault.space_id)
    rows = vault.store.database.rows(
        "SELECT record_id, tab_id, sealed FROM draft WHERE space_id = %s AND substr(sealed, 9, 4) <> %s",
        (space_id, keys.current.to_bytes(4, "big")),
    )
    for raw_id, tab, sealed in rows:
        context = (space_id, bytes(raw_id), tab.encode())
        key = keys.keys.get(generation_of(bytes(sealed)), bytes(32))
        plain = open_sealed(key, bytes(sealed), Object.DRAFT, context, name=bytes(raw_id).hex())
        again = seal(keys.keys[keys.current], plain, Object.DRAFT, context, generation=keys.current)
        vault.store.database.run(
            # Unless newer words came meanwhile: those are sealed under the new key already.
            "UPDATE draft SET sealed = %s WHERE space_id = %s AND record_id = %s AND tab_id = %s AND sealed = %s",
            (again, space_id, bytes(raw_id), tab, bytes(sealed)),
        )
    return bool(rows)
