"""What is kept of the early word: one's own early sign, written when well, and the words that were answered."""

from __future__ import annotations

from datetime import date, datetime

from emberwell.vault.record import Record, record


@record("insight.own_sign", schema=1)
class OwnSign(Record, kw_only=True, frozen=True):
    """`I know it's starting when ...`, written when well. One a vault."""

    text: str
    written_at: datetime
    """UTC."""
    zone: str
    people: tuple[str, ...] = ()
    """A supervisor, a named colleague: at most two, in the person's own words."""

    def search_text(self) -> tuple[str, str]:
        return "", self.text

    def search_when(self) -> datetime:
        return self.written_at


@record("insight.word", schema=1)
class WordSaid(Record, kw_only=True, frozen=True):
    """An early word that was answered, so that it is said once."""

    rule: str
    """`band`, `lowest` or `first band`: which rule said it (`insight.word`)."""
    since: date
    """Local day of the check-in it speaks from."""
    answered_on: date
    """Local."""
    answer: str = ""
    """`supervision`, `less` or `not now`."""
