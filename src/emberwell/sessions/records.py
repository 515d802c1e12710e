"""What is kept of a session: how one wanted to be, what was true after, and something of one's own in the room."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from emberwell.vault.record import Record, RecordId, record


@record("sessions.session", schema=1)
class Session(Record, kw_only=True, frozen=True):
    """One session met on purpose. One that nothing was written after is gone at midnight (`sessions.rules`)."""

    day: date
    """Local."""
    zone: str
    chosen_at: datetime
    """UTC."""
    called: str = ""
    """`the two o'clock`; "" when only a code name, or nothing, says which."""
    client: RecordId | None = None
    to_be: str = ""
    """How I want to be."""
    question: str = ""
    """One question to carry in."""
    value: RecordId | None = None
    true: RecordId | None = None
    """The kept line of what was true."""
    put_down: str = ""
    """What was put down before the next one."""
    after_at: datetime | None = None
    """UTC; when something was written after."""

    def search_text(self) -> tuple[str, str]:
        return self.called, "\n".join(words for words in (self.to_be, self.question, self.put_down) if words)

    def search_when(self) -> datetime:
        return self.chosen_at


class Mine(StrEnum):
    """Something of mine in the room."""

    DISCLOSURE = "something about me"
    NOT_KNOWING = "not knowing"
    MISTAKE = "owning a mistake"
    FEELING = "a visible feeling"


@record("sessions.mine", schema=1)
class SomethingOfMine(Record, kw_only=True, frozen=True):
    """Something of the therapist's in the room: noted after, or thought through before."""

    what: Mine
    noted_at: datetime
    """UTC."""
    zone: str
    client: RecordId | None = None
    session: RecordId | None = None
    thought_before: bool = False
    who_for: str = ""
    would_say: str = ""
    carry: str = ""
    """What they might have to carry."""
    happened: str = ""
    """As it was, when it was noted after."""
    received: str = ""
    """What they did with it; asked later."""
    received_at: datetime | None = None
    """UTC."""

    def search_text(self) -> tuple[str, str]:
        parts = (self.who_for, self.would_say, self.carry, self.happened, self.received)
        return "", "\n".join(words for words in parts if words)

    def search_when(self) -> datetime:
        return self.noted_at
