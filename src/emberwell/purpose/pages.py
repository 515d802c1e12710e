"""What the Purpose page may show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from emberwell.journal.records import Pillar


@dataclass(frozen=True)
class PillarPart:
    """One of the four: a sentence drawn from the person's own record, or an invitation, and one step."""

    pillar: Pillar
    room: str
    """Address of the pillar's own room."""
    words: str
    """The sentence."""
    is_own: bool
    """Written by the person; else it is our invitation."""
    note: str
    """Where the sentence is from, said quietly; "" for an invitation."""
    step: str
    url: str


@dataclass(frozen=True)
class PurposePage:
    """`purpose/purpose.html`: the four pillars."""

    today: date
    parts: tuple[PillarPart, ...]
