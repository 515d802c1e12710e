"""Something stayed with me: a rupture, a mistake, a loss, a doubt. Raw first; ready only when its writer says so."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from emberwell.vault.record import Record, RecordId, record


class What(StrEnum):
    """What stayed."""

    RUPTURE = "rupture"
    MISTAKE = "mistake"
    LOSS = "loss"
    DOUBT = "doubt"


@record("stayed.stayed", schema=1)
class Stayed(Record, kw_only=True, frozen=True):
    """One page of what stayed. While it is raw nothing of it ever comes back unasked. With no lesson it is finished."""

    written_at: datetime
    """UTC; when it was begun."""
    zone: str
    raw: bool
    """Still raw; else ready to look."""
    what: What | None = None
    client: RecordId | None = None
    happened: str = ""
    """Raw: what happened to me."""
    need_tonight: str = ""
    """Raw: what I need tonight."""
    who_can_know: str = ""
    """Raw: who can know."""
    told_myself: str = ""
    """Ready: what I told myself."""
    to_a_colleague: str = ""
    """Ready: what I would say to a colleague."""
    know_now: str = ""
    """Ready: what I know now."""
    next_step: str = ""
    """Ready: one next step."""
    ready_at: datetime | None = None
    """UTC; when it was first looked at as ready."""
    return_on: date | None = None
    """Local day of `how is it now?`; only when asked for."""
    is_now: str = ""
    """How it is now, when that was asked for."""

    def search_text(self) -> tuple[str, str]:
        parts = (
            self.happened,
            self.need_tonight,
            self.who_can_know,
            self.told_myself,
            self.to_a_colleague,
            self.know_now,
            self.next_step,
            self.is_now,
        )
        return "", "\n".join(words for words in parts if words)

    def search_when(self) -> datetime:
        return self.written_at
