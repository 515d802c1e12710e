"""Choosing a session, and keeping what was said after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from emberwell.journal.dates import local_date
from emberwell.journal.keeping import change_line, clean_line, keep_line
from emberwell.journal.records import KeptLine
from emberwell.sessions.records import Session
from emberwell.sessions.rules import AfterSaid, is_its_day, put_down_with
from emberwell.vault.errors import RecordMissing, StaleRevision

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault


@dataclass(frozen=True)
class Chosen:
    """What a form says of a session before it."""

    called: str
    client: RecordId | None
    to_be: str
    question: str
    value: RecordId | None


@dataclass(frozen=True)
class Kept:
    """What was kept after a session."""

    line: Saved[KeptLine] | None
    session: Saved[Session] | None
    """None when there was none and nothing was put down: a line needs no session."""


def choose(vault: Vault, said: Chosen, *, record: RecordId, now: datetime, zone: str) -> Saved[Session]:
    """Choose a session. `record` was picked when the form was made, so that a double press is one session."""
    before = vault.find(Session, record)
    if before is not None and before.value.after_at is None and is_its_day(before.value, now):
        return change(vault, before, said)
    session = Session(
        day=local_date(now, zone),
        zone=zone,
        chosen_at=now,
        called=said.called,
        client=said.client,
        to_be=said.to_be,
        question=said.question,
        value=said.value,
    )
    return put_new(vault, session, record)


def put_new(vault: Vault, session: Session, record: RecordId | None) -> Saved[Session]:
    """Save under `record`, or under an id of its own when that one is spent."""
    try:
        return vault.put(session, id=record)
    except (StaleRevision, RecordMissing):
        return vault.put(session)


def change(vault: Vault, session: Saved[Session], said: Chosen) -> Saved[Session]:
    """Change what was chosen. Saying the same again writes nothing. Raises StaleRevision."""
    changed = msgspec.structs.replace(
        session.value,
        called=said.called,
        client=said.client,
        to_be=said.to_be,
        question=said.question,
        value=said.value,
    )
    return session if changed == session.value else vault.put(changed, id=session.id, expected=session.revision)


def add_after(
    vault: Vault,
    session: Saved[Session] | None,
    said: AfterSaid,
    *,
    now: datetime,
    zone: str,
    record: RecordId | None = None,
) -> Kept:
    """Keep what was said after `session`, or after none that was chosen. Doing it twice does it once.

    The line is kept first and the session after: whatever happens in between, saying it again completes it. What the
    session holds already (from another tab, or the door) is never replaced: a second line is kept beside it, and what
    was put down goes under what was. Without a session, what was put down is kept as one of that day (`record` is the
    id it may take).
    """
    line = _keep(vault, said, client=session.value.client if session else None, now=now, zone=zone)
    put_down = said.put_down.strip()
    session = session or (vault.find(Session, record) if record and put_down else None)
    if session is not None:
        return Kept(line, _put_after(vault, session, line, put_down, now))
    if not put_down:
        return Kept(line, None)
    true = line.id if line else None
    day = local_date(now, zone)
    new = Session(day=day, zone=zone, chosen_at=now, true=true, put_down=put_down, after_at=now)
    return Kept(line, put_new(vault, new, record))


def _put_after(
    vault: Vault, session: Saved[Session], line: Saved[KeptLine] | None, put_down: str, now: datetime
) -> Saved[Session]:
    was = session.value
    has_line = was.true is not None and vault.find(KeptLine, was.true) is not None
    after = msgspec.structs.replace(
        was,
        true=was.true if has_line or line is None else line.id,
        put_down=put_down_with(was.put_down, put_down),
        after_at=was.after_at or now,
    )
    if after == was:
        return session
    try:
        return vault.put(after, id=session.id, expected=session.revision)
    except StaleRevision:  # another tab, in this very moment: its words and these both stay
        return _put_after(vault, vault.get(Session, session.id), line, put_down, now)


def _keep(
    vault: Vault, said: AfterSaid, *, client: RecordId | None, now: datetime, zone: str
) -> Saved[KeptLine] | None:
    if not clean_line(said.text):
        return None
    line = keep_line(vault, said.text, entry=None, now=now, zone=zone, client=client)
    if said.quiet and not line.value.quiet:
        quiet = msgspec.structs.replace(line.value, quiet=True)
        return vault.put(quiet, id=line.id, expected=line.revision)
    return line


def change_after(vault: Vault, session: Saved[Session], said: AfterSaid, *, now: datetime, zone: str) -> Saved[Session]:
    """Say it otherwise. A line left without words goes to the trash as it was. Raises StaleRevision."""
    line = vault.find(KeptLine, session.value.true) if session.value.true else None
    if line is None:
        line = _keep(vault, said, client=session.value.client, now=now, zone=zone)
    else:
        line = change_line(vault, line, said.text, line.value.values)
        if line is not None and line.value.quiet is not said.quiet:
            line = vault.put(msgspec.structs.replace(line.value, quiet=said.quiet), id=line.id, expected=line.revision)
    changed = msgspec.structs.replace(session.value, true=line.id if line else None, put_down=said.put_down.strip())
    return session if changed == session.value else vault.put(changed, id=session.id, expected=session.revision)
