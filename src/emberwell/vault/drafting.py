"""What is being written and is not yet a revision: one sealed draft for each tab and record."""

from __future__ import annotations

from datetime import UTC, datetime

from emberwell.vault import contents
from emberwell.vault.contents import Draft, DraftContents
from emberwell.vault.errors import SealBroken
from emberwell.vault.record import Record, RecordId
from emberwell.vault.seal import Object
from emberwell.vault.space import Space


def keep(space: Space, id: RecordId, tab: str, value: Record, *, based_on: int) -> datetime:
    """Seal what is being written in `tab` (at most 64 characters); replaces the tab's earlier draft of it."""
    now = datetime.now(UTC)
    inner = DraftContents(value.kind, value.schema, based_on, contents.to_micros(now), contents.encode_value(value))
    sealed = space.seal_raw(contents.encode(inner), Object.DRAFT, _context(space, id, tab))
    space.database.run(
        "INSERT INTO draft (space_id, record_id, tab_id, sealed) VALUES (%s, %s, %s, %s) "
        "ON CONFLICT (space_id, record_id, tab_id) DO UPDATE SET sealed = excluded.sealed",
        (space.identity, bytes.fromhex(id), tab, sealed),
    )
    return now


def waiting(space: Space) -> list[Draft[Record]]:
    """Every draft that opens, newest first. `verify` names one that does not."""
    rows = space.database.rows("SELECT record_id, tab_id, sealed FROM draft WHERE space_id = %s", (space.identity,))
    found = []
    for raw_id, tab, sealed in rows:
        record_id = RecordId(bytes(raw_id).hex())
        try:
            plain = space.open_raw(bytes(sealed), Object.DRAFT, _context(space, record_id, tab), record_id)
            inner = contents.decode_draft(plain, record_id)
            value, _ = contents.read_value(inner.kind, inner.schema, inner.value, record_id)
        except SealBroken:
            continue
        found.append(Draft(record_id, tab, value, inner.based_on, contents.from_micros(inner.kept_at)))
    return sorted(found, key=lambda draft: draft.kept_at, reverse=True)


def drop(space: Space, id: RecordId, tab: str) -> None:
    """Erase the draft of one tab; nothing happens when there is none."""
    space.database.run(
        "DELETE FROM draft WHERE space_id = %s AND record_id = %s AND tab_id = %s",
        (space.identity, bytes.fromhex(id), tab),
    )


def _context(space: Space, id: RecordId, tab: str) -> tuple[bytes, ...]:
    return space.identity, bytes.fromhex(id), tab.encode()
