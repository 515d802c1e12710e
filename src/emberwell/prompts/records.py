"""What is kept of prompts: which were offered and what was said of them, prompts of one's own, and sets."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from emberwell.journal.records import Pillar
from emberwell.vault.record import Record, RecordId, record

OWN = "own-"
"""How the name of a prompt of one's own begins, where a library prompt's id could stand: `own-` and its record id."""


class Answer(StrEnum):
    """What was said of a prompt that was offered."""

    NONE = ""
    ANOTHER = "another"
    """Passed over, this time."""
    LATER = "later"
    """Laid aside to be written to some other day."""
    NOT_FOR_ME = "not-for-me"
    """Never offered again, until that is taken back."""
    TAKEN_BACK = "taken-back"
    """Neither laid aside nor refused any more."""


@record("prompts.offer", schema=1)
class Offer(Record, kw_only=True, frozen=True):
    """A prompt that stood before the person once: on Today, beside a page, or in the library where they answered it."""

    prompt: str
    """Id of a library prompt, or `own-` and the id of one of their own."""
    offered_at: datetime
    """UTC."""
    zone: str
    answer: Answer = Answer.NONE
    answered_at: datetime | None = None
    """UTC; the latest answer about a prompt is the one that counts."""


@record("prompts.own", schema=1)
class OwnPrompt(Record, kw_only=True, frozen=True):
    """A prompt somebody wrote for themselves, or was given in a file."""

    text: str
    follow_up: str = ""
    pillar: Pillar | None = None
    minutes: int | None = None
    """2..60, when it was said."""
    made_at: datetime
    """UTC; when it was written or came here."""
    zone: str
    is_offered: bool = True
    """Whether it takes its turn on Today among the library's."""

    def search_text(self) -> tuple[str, str]:
        return "", "\n".join(part for part in (self.text, self.follow_up) if part)

    def search_when(self) -> datetime:
        return self.made_at


@record("prompts.set", schema=1)
class PromptSet(Record, kw_only=True, frozen=True):
    """Some prompts under one name: for a group, a term, a bad month."""

    name: str
    about: str = ""
    prompts: tuple[str, ...] = ()
    """Ids as in `Offer.prompt`, in order."""
    made_at: datetime
    """UTC."""
    zone: str

    def search_text(self) -> tuple[str, str]:
        return self.name, self.about

    def search_when(self) -> datetime:
        return self.made_at


def own_name(id: RecordId) -> str:
    """What a prompt of one's own is called where a library prompt's id could stand."""
    return OWN + id
