"""Keeping something of one's own in the room: noted after, or thought through before; later, how it was met."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from emberwell.sessions.records import Mine, Session, SomethingOfMine
from emberwell.vault.errors import RecordMissing, StaleRevision

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault


@dataclass(frozen=True)
class Noted:
    """What a form says of it. Every word may be blank but one."""

    what: Mine
    client: RecordId | None
    session: RecordId | None
    thought_before: bool
    who_for: str
    would_say: str
    carry: str
    happened: str
    received: str


def note(vault: Vault, said: Noted, *, record: RecordId, now: datetime, zone: str) -> Saved[SomethingOfMine]:
    """Keep it. `record` was picked when the form was made, so that a double press is one note."""
    before = vault.find(SomethingOfMine, record)
    if before is not None:
        return change(vault, before, said, now=now)
    session = said.session if said.session and vault.find(Session, said.session) else None
    fields = asdict(said) | {"session": session}
    new = SomethingOfMine(noted_at=now, zone=zone, received_at=now if said.received else None, **fields)
    try:
        return vault.put(new, id=record)
    except (StaleRevision, RecordMissing):
        return vault.put(new)


def change(vault: Vault, saved: Saved[SomethingOfMine], said: Noted, *, now: datetime) -> Saved[SomethingOfMine]:
    """Change it, or say how it was met. The same again writes nothing. Raises StaleRevision."""
    was = saved.value
    fields = asdict(said) | {"session": was.session, "thought_before": was.thought_before}
    if said.received != was.received:
        fields["received_at"] = now if said.received else None
    changed = msgspec.structs.replace(was, **fields)
    return saved if changed == was else vault.put(changed, id=saved.id, expected=saved.revision)
