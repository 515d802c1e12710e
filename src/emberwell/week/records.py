"""What is kept of a week's end: the ring, what stood in the way, the check-in, the small act, and "fine for now"."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum

import msgspec

from emberwell.vault.record import Record, RecordId, record

STEPS = 6
"""The ring has its middle and this many rings around it: a place is 0 (the middle) to 6 (the edge) steps away."""
LOWEST, HIGHEST = 1, 7
"""The ends of the five questions of a check-in."""


class Place(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    """Where a value stood on the ring: steps from the middle, 0..6; None where it was left off."""

    value: RecordId
    work: int | None = None
    home: int | None = None


@record("week.week", schema=1)
class Week(Record, kw_only=True, frozen=True):
    """One week's end; any part may be blank. One for each day it ends on."""

    ends_on: date
    """The local day the week ended."""
    zone: str
    written_at: datetime
    """UTC; when it was first saved."""
    places: tuple[Place, ...] = ()
    in_the_way: str = ""
    """One line on what stood in the way."""

    def search_text(self) -> tuple[str, str]:
        return "", self.in_the_way

    def search_when(self) -> datetime:
        return datetime.combine(self.ends_on, time(12), tzinfo=UTC)


@record("week.check_in", schema=1)
class CheckIn(Record, kw_only=True, frozen=True):
    """Five questions about oneself, 1..7 each, any of them blank. Reflective; not a clinical instrument.

    7 is much of it: much energy, meaning, connection, self-doubt, load. Self-doubt is no deficit, and none is a score.
    One for each day it is about; a week's end asks it about the day the week ends on.
    """

    day: date
    """Local."""
    zone: str
    answered_at: datetime
    """UTC."""
    energy: int | None = None
    meaning: int | None = None
    connection: int | None = None
    doubt: int | None = None
    load: int | None = None


class CameOf(StrEnum):
    """What came of a small act, each complete in itself."""

    DID = "did it"
    PARTLY = "partly"
    NOT_THIS_TIME = "not this time"


@record("week.act", schema=1)
class Act(Record, kw_only=True, frozen=True):
    """One small act chosen for a week."""

    for_week: date
    """The local day on which the week it is for ends."""
    zone: str
    chosen_at: datetime
    """UTC."""
    what: str
    when: str = ""
    where: str = ""
    if_: str = ""
    """Implementation intention: "if" this happens ..."""
    then: str = ""
    """... "then" that."""
    value: RecordId | None = None
    """The value it serves, when one was named."""
    came_of: CameOf | None = None
    said_at: datetime | None = None
    """UTC; when `came_of` was said."""

    def search_text(self) -> tuple[str, str]:
        return "", "\n".join(words for words in (self.what, self.when, self.where, self.if_, self.then) if words)

    def search_when(self) -> datetime:
        return self.chosen_at


@record("week.fine", schema=1)
class FineForNow(Record, kw_only=True, frozen=True):
    """`Fine for now?` was answered for a value that had gone quiet."""

    value: RecordId
    said_on: date
    """Local."""
