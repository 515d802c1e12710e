"""What is kept of a client: a code name, and what matters to them. Never a real name, a score, a goal or a risk."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from emberwell.vault.record import Record, RecordId, record


class Shape(StrEnum):
    """The sign beside a code name."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    DROP = "drop"
    LEAF = "leaf"


class Colour(StrEnum):
    """Of the sign; always with its shape and the name."""

    CLAY = "clay"
    PLUM = "plum"
    TEAL = "teal"
    MOSS = "moss"
    SAND = "sand"
    SLATE = "slate"


@record("clients.client", schema=1)
class Client(Record, kw_only=True, frozen=True):
    """A code name. Pages, lines and sessions name it by its id."""

    name: str
    shape: Shape
    colour: Colour
    added_at: datetime
    """UTC."""
    zone: str
    ended_on: date | None = None
    """Local day on which the work ended, as it was meant to. The client stays until archived."""
    lost_on: date | None = None
    """Local day on which the work broke off, or the client died. Nothing about them returns unasked."""
    archived_on: date | None = None
    """Out of the lists. Nothing about them returns unasked."""

    def search_text(self) -> tuple[str, str]:
        return self.name, ""

    def search_when(self) -> datetime:
        return self.added_at


class Sort(StrEnum):
    """What kind of thing matters."""

    VALUE = "value"
    BELIEF = "belief"
    ASPIRATION = "aspiration"


class Whose(StrEnum):
    """Said by the client, or thought by the therapist. Never left open."""

    THEIRS = "their words"
    GUESS = "my guess"


@record("clients.matter", schema=1)
class Matter(Record, kw_only=True, frozen=True):
    """One line of what matters to a client."""

    client: RecordId
    sort: Sort
    whose: Whose
    hoped_for: bool = False
    """What they hope for; else how it is now."""
    text: str
    noted_on: date
    """Local."""
    zone: str
    noted_at: datetime
    """UTC."""
    until: date | None = None
    """Local day from which it no longer held, when it changed."""

    def search_text(self) -> tuple[str, str]:
        return "", self.text

    def search_when(self) -> datetime:
        return self.noted_at


@record("clients.told", schema=1)
class Told(Record, kw_only=True, frozen=True):
    """The plain sentence about courts and insurers was read, at the first page about a client. One a vault."""

    read_on: date
    """Local."""


@record("clients.watch", schema=1)
class WatchList(Record, kw_only=True, frozen=True):
    """Words the person wants pointed out as possible identifiers, beside what is found without them. One a vault."""

    words: tuple[str, ...] = ()
