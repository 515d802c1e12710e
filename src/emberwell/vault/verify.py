"""Open everything a vault holds and say what does not: after a restore, or when in doubt about a disk.

One pass over the log in order, in one snapshot: each row's digest, each envelope, each revision's parent, the chain
against the sealed head; then every attachment chunk by chunk, drafts and the letterbox. Nothing is changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from emberwell.vault import attachments, contents, letterbox, log
from emberwell.vault.attachments import Attachment, Chunks
from emberwell.vault.database import Row
from emberwell.vault.errors import SealBroken
from emberwell.vault.record import RecordId
from emberwell.vault.seal import Object, generation_of, open_sealed, u64
from emberwell.vault.vault import Vault

_PAGE_ROWS = 256


@dataclass
class Verified:
    """What was looked at, and what is broken."""

    records: int = 0
    """Records that are not purged."""
    revisions: int = 0
    attachments: int = 0
    drafts: int = 0
    letters: int = 0
    broken: list[str] = field(default_factory=list)
    """Ids of records with a revision that does not open, and words such as `log`; each once."""

    def add_broken(self, name: str) -> None:
        if name not in self.broken:
            self.broken.append(name)


def verify(vault: Vault) -> Verified:
    """Open every revision, draft, letter and attachment of an open vault and check the log."""
    found = Verified()
    with vault.store.database.snapshot():
        attached = _verify_log(vault, found)
        for record_id, value in attached.items():
            found.attachments += 1
            if not _whole(vault, record_id, value):
                found.add_broken(record_id)
        _verify_drafts(vault, found)
        _verify_letters(vault, found)
    return found


def _verify_log(vault: Vault, found: Verified) -> dict[RecordId, Attachment]:
    """Every row in order; the attachments whose newest revision is not a tombstone."""
    try:
        head = log.read_head(vault.store.database, vault.keys)
    except SealBroken:
        found.add_broken("log")
        head = None
    chain, expected, links_hold = log.EMPTY_CHAIN, 0, True
    newest: dict[RecordId, tuple[int, bytes | None]] = {}
    # None: the revision before was purged or does not open, so there is nothing to compare a parent with.
    alive: set[RecordId] = set()
    attached: dict[RecordId, Attachment] = {}
    for raw_id, revision, seq, raw_digest, raw_sealed in _rows(vault):
        record_id, digest = RecordId(bytes(raw_id).hex()), bytes(raw_digest)
        expected += 1
        links_hold = links_hold and seq == expected
        chain = log.extend(chain, seq, bytes(raw_id), revision, digest)
        if head and head.rotation and seq == head.rotation.done:
            # Up to here rows are sealed anew; the head's own chain still runs over them as they were.
            links_hold = links_hold and chain == head.rotation.new_chain
            chain = head.rotation.old_chain
        before, parent = newest.get(record_id, (0, b""))
        newest[record_id] = (revision, None)
        alive.add(record_id)
        if raw_sealed is None:
            continue
        found.revisions += 1
        inner = _opened(vault, record_id, revision, bytes(raw_sealed), digest)
        if inner is None or not _follows(inner, parent) or revision != before + 1:
            found.add_broken(record_id)
            continue
        newest[record_id] = (revision, contents.fingerprint(inner))
        if inner.state == "gone":
            alive.discard(record_id)
            attached.pop(record_id, None)
        elif inner.kind == Attachment.kind:
            value, _ = contents.read_value(inner.kind, inner.schema, inner.value, record_id)
            if isinstance(value, Attachment):
                attached[record_id] = value
    found.records = len(alive)
    if head is not None and not (links_hold and expected == head.seq and chain == head.chain):
        found.add_broken("log")
    return attached


def _follows(inner: contents.Contents, parent: bytes | None) -> bool:
    """Whether a revision may stand here. After emptied ones: a tombstone, or one that begins its record anew."""
    return inner.parent == parent if parent is not None else inner.state == "gone" or not inner.parent


def _rows(vault: Vault) -> Iterator[Row]:
    after, space_id = 0, bytes.fromhex(vault.space_id)
    while True:
        rows = vault.store.database.rows(
            "SELECT record_id, revision, seq, digest, sealed FROM record WHERE space_id = %s AND seq > %s "
            f"ORDER BY seq LIMIT {_PAGE_ROWS}",
            (space_id, after),
        )
        yield from rows
        if len(rows) < _PAGE_ROWS:
            return
        after = rows[-1][2]


def _opened(vault: Vault, record_id: RecordId, revision: int, sealed: bytes, digest: bytes) -> contents.Contents | None:
    """One revision, read all the way to its value; None when anything about it is wrong."""
    key = vault.keys.keys.get(generation_of(sealed))
    if key is None or hashlib.sha256(sealed).digest() != digest:
        return None
    context = (bytes.fromhex(vault.space_id), bytes.fromhex(record_id), u64(revision))
    try:
        inner = contents.decode(open_sealed(key, sealed, Object.RECORD, context, name=record_id), record_id)
        if inner.state != "gone":
            contents.read_value(inner.kind, inner.schema, inner.value, record_id)
    except SealBroken:
        return None
    return inner


def _whole(vault: Vault, record_id: RecordId, value: Attachment) -> bool:
    """Whether every chunk opens and together they are the file that was sealed."""
    chunks, digest = Chunks(vault.store.database, vault.keys, record_id), hashlib.sha256()
    try:
        for piece in attachments.read(chunks, value):
            digest.update(piece)
        if value.has_thumbnail:
            attachments.read_thumbnail(chunks)
    except SealBroken:
        return False
    return digest.hexdigest() == value.sha256


def _verify_drafts(vault: Vault, found: Verified) -> None:
    space_id = bytes.fromhex(vault.space_id)
    rows = vault.store.database.rows("SELECT record_id, tab_id, sealed FROM draft WHERE space_id = %s", (space_id,))
    for raw_id, tab, raw_sealed in rows:
        found.drafts += 1
        record_id, sealed = bytes(raw_id).hex(), bytes(raw_sealed)
        key = vault.keys.keys.get(generation_of(sealed))
        try:
            plain = open_sealed(key or bytes(32), sealed, Object.DRAFT, (space_id, bytes(raw_id), tab.encode()))
            contents.decode_draft(plain, record_id)
        except (SealBroken, msgspec.DecodeError):
            found.add_broken(f"draft of {record_id}")


def _verify_letters(vault: Vault, found: Verified) -> None:
    space_id = bytes.fromhex(vault.space_id)
    rows = vault.store.database.rows("SELECT letter_id FROM letter WHERE space_id = %s", (space_id,))
    opened = {line.id for line in letterbox.opened(vault.store.database, vault.keyring)}
    for row in rows:
        found.letters += 1
        if bytes(row[0]).hex() not in opened:
            found.add_broken(f"letter {bytes(row[0]).hex()}")
