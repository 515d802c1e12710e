"""What is kept of a path being walked: that it was begun, and what was said of its steps. The writing is elsewhere.

A page written for a step is a page of the journal like any other (its prompt is `path-<path>-<step>`), and a small act
is a small act of the week. So a walk can be left, thrown away or outlive its path, and nothing anybody wrote goes with
it.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from emberwell.vault.record import Record, RecordId, record


class Word(StrEnum):
    """What a person said of a step."""

    DONE = "done"
    NOT_THIS_ONE = "not this one"


class Said(msgspec.Struct, kw_only=True, frozen=True):
    """One step, and the last word on it."""

    step: str
    """Its id within the path; the path's file may have no such step any more."""
    word: Word
    at: datetime
    """UTC."""
    act: RecordId | None = None
    """The small act (`week.act`) that was chosen there."""


@record("paths.walk", schema=1)
class Walk(Record, kw_only=True, frozen=True):
    """One way along a path. It may be walked again: that is another walk."""

    path: str
    """Id of the path; it may have left the library."""
    title: str
    """The path's name when it was begun, for when it has left."""
    begun_at: datetime
    """UTC."""
    zone: str
    since: datetime | None = None
    """UTC; only pages written from then on are of this walk. None: whatever their day, since there were none before."""
    said: tuple[Said, ...] = ()
    """One for each step that was spoken of. A page needs no word: that it is there says it."""
    left_at: datetime | None = None
    """UTC; left where it was. Taken up again it is None."""
    ended_at: datetime | None = None
    """UTC; ended by its walker, with whatever steps were open."""
