"""What is true of sessions met on purpose, and of something of one's own in the room. Pure functions.

An intention that nothing was written after is gone at midnight: the midnight of the day and the zone it was chosen in,
wherever its writer is by then. Nothing here counts, rates or reminds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from emberwell.journal.dates import local_date
from emberwell.sessions.records import Mine

if TYPE_CHECKING:
    from emberwell.clients.records import Client
    from emberwell.sessions.records import Session, SomethingOfMine

CALLED_LIMIT = 120
"""Characters of what a session is called."""
TO_BE_LIMIT = 1_000
QUESTION_LIMIT = 1_000
PUT_DOWN_LIMIT = 1_000
MINE_LIMIT = 4_000
"""Characters of one field about something of one's own."""
BEFORE_A_PATTERN = 10
"""Notes before anything is asked about them together."""


@dataclass(frozen=True)
class AfterSaid:
    """What was said after a session; either may be blank, not both."""

    text: str
    """Something true."""
    put_down: str
    """What was put down before the next one."""
    quiet: bool = False
    """The line is kept, and does not come back by itself."""


def is_over(session: Session, now: datetime) -> bool:
    """Whether an intention is gone: nothing was written after, and its day has ended where it was chosen."""
    return session.after_at is None and not is_its_day(session, now)


def is_its_day(session: Session, now: datetime) -> bool:
    """Whether its day still lasts, in its own zone. Until then it may be changed."""
    return local_date(now, session.zone) <= session.day


def may_meet(client: Client) -> bool:
    """Whether a code name is offered for a session: not one that was lost or archived."""
    return client.lost_on is None and client.archived_on is None


def distinct_lines(lines: Iterable[tuple[str, str]], at_most: int) -> tuple[tuple[str, str], ...]:
    """The first `at_most` of `(id, words)` whose words differ in more than letter case and spaces; blank ones never."""
    found: dict[str, tuple[str, str]] = {}
    for id, words in lines:
        key = " ".join(words.split()).casefold()
        if key and key not in found:
            found[key] = (id, words)
            if len(found) == at_most:
                break
    return tuple(found.values())


def after_said(text: str, put_down: str) -> AfterSaid:
    """The two after-lines of a letter, in which `text` holds both, one under the other, and `put_down` the second.

    Nothing is lost when they do not fit together: `text` then stays whole.
    """
    if put_down.strip() and text == put_down:
        return AfterSaid("", _line_ends(put_down))
    under = f"\n\n{put_down}"
    if put_down.strip() and text.endswith(under):
        return AfterSaid(_line_ends(text[: -len(under)]), _line_ends(put_down))
    return AfterSaid(_line_ends(text), "")


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def put_down_with(before: str, more: str) -> str:
    """What was put down, with `more` under it; the same words again change nothing."""
    before, more = before.strip(), more.strip()
    if not more or f"\n{more}\n" in f"\n{before}\n":
        return before
    return f"{before}\n{more}" if before else more


def question_from(notes: Sequence[SomethingOfMine]) -> str:
    """One question about the notes read together, "" for none. Never before ten of them.

    It is drawn from what most of them (more than half) have in common, never from their words: thought through before
    and nothing said of how it was met; one person; one kind of thing.
    """
    if len(notes) < BEFORE_A_PATTERN:
        return ""
    still_open = sum(1 for note in notes if note.thought_before and not note.received.strip())
    if _most(still_open, notes):
        return "Most of these were thought through before. What did the other person do with the one you remember best?"
    clients = Counter(note.client for note in notes if note.client is not None)
    if clients and _most(max(clients.values()), notes):
        return "Most of these are from work with one person. What does that room ask of you that others do not?"
    for what, question in _OF_A_KIND.items():
        if _most(sum(1 for note in notes if note.what == what), notes):
            return question
    return ""


_OF_A_KIND = {
    Mine.DISCLOSURE: "Most of these are something about you. In the one you remember best, who was it for?",
    Mine.NOT_KNOWING: "Most of these are about not knowing. What became possible once you had said so?",
    Mine.MISTAKE: "Most of these are mistakes you owned. What happened between the two of you in the minute after?",
    Mine.FEELING: "Most of these are feelings that showed. Which one are you glad was seen?",
}


def _most(number: int, notes: Sequence[SomethingOfMine]) -> bool:
    return 2 * number > len(notes)
