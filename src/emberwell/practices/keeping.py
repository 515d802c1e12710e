"""Keeping a mark, and the line that may go with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from emberwell.journal.keeping import keep_line
from emberwell.library.practices import LONGEST_MINUTES, practice
from emberwell.practices.records import Practised

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault


def keep_mark(
    vault: Vault, id: str, *, minutes: int, ended_at: datetime, zone: str, line: str = ""
) -> Saved[Practised]:
    """Keep that a practice was practised, with a line when one was written. Pressed twice it is one mark."""
    kept = keep_line(vault, line, entry=None, now=ended_at, zone=zone).id if line.strip() else None
    return _mark(vault, Practised(practice=id, minutes=minutes, ended_at=ended_at, zone=zone, line=kept))


def mark_left(vault: Vault, form: Mapping[str, str], *, line: RecordId | None, left_at: datetime, zone: str) -> None:
    """The mark that belongs to a line left at the door after a practice; nothing when it was of something else."""
    id, minutes = form.get("practice", ""), form.get("minutes", "")
    if practice(id) and minutes.isascii() and minutes.isdigit() and 1 <= int(minutes[:4]) <= LONGEST_MINUTES:
        _mark(vault, Practised(practice=id, minutes=int(minutes), ended_at=left_at, zone=zone, line=line))


def _mark(vault: Vault, mark: Practised) -> Saved[Practised]:
    for saved in vault.all(Practised):
        if (saved.value.practice, saved.value.ended_at) == (mark.practice, mark.ended_at):
            return saved
    return vault.put(mark)
