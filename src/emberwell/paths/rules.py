"""What is true of a walk: where its steps stand, which comes next, which pages are its own. Pure functions.

Nothing here counts, measures or remembers an absence: a step is done, left out, or open.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from emberwell.library.paths import prompt_id
from emberwell.library.practices import practice
from emberwell.paths.records import Said, Walk, Word

if TYPE_CHECKING:
    from emberwell.journal.records import Entry
    from emberwell.library.paths import Path
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved


class State(StrEnum):
    """Where a step stands."""

    OPEN = "open"
    DONE = "done"
    NOT_THIS_ONE = "not this one"


def practice_name(id: str) -> str:
    """What a practice is called; a name made of its id when it has left the library."""
    found = practice(id)
    return found.title if found else id.replace("-", " ").capitalize()


def said_of(walk: Walk, step_id: str) -> Said | None:
    """The last word on a step."""
    return next((said for said in walk.said if said.step == step_id), None)


def with_word(walk: Walk, step_id: str, word: Word | None, at: datetime, act: RecordId | None = None) -> Walk:
    """The walk after something was said of a step; None takes back what was said. Saying the same again is no change.

    A small act chosen there stays known whatever is said later.
    """
    before = said_of(walk, step_id)
    act = act or (before.act if before else None)
    if word is None and act:
        word = Word.DONE  # which says nothing once the act is gone: see `state_of`
    if before is not None and (before.word, before.act) == (word, act):
        return walk
    others = tuple(said for said in walk.said if said.step != step_id)
    said = (Said(step=step_id, word=word, at=at, act=act),) if word else ()
    return msgspec.structs.replace(walk, said=(*others, *said))


def is_open(walk: Walk) -> bool:
    """Neither left nor ended."""
    return walk.left_at is None and walk.ended_at is None


def left(walk: Walk, at: datetime) -> Walk:
    """Left where it is."""
    return walk if walk.left_at else msgspec.structs.replace(walk, left_at=at)


def ended(walk: Walk, at: datetime) -> Walk:
    """Ended by its walker, here."""
    return walk if walk.ended_at else msgspec.structs.replace(walk, ended_at=at, left_at=None)


def taken_up(walk: Walk) -> Walk:
    """Gone on with after all, where it was."""
    return msgspec.structs.replace(walk, left_at=None, ended_at=None)


def in_order(walks: Iterable[Saved[Walk]], path_id: str) -> list[Saved[Walk]]:
    """The walks of one path, the first begun first."""
    return sorted(
        (walk for walk in walks if walk.value.path == path_id), key=lambda walk: (walk.value.begun_at, walk.id)
    )


def is_of(written_at: datetime, walk: Walk, later: Sequence[Walk]) -> bool:
    """Whether a page of the path written at that moment is of this walk; `later` are its walks begun after this one."""
    until = min((other.begun_at for other in later), default=None)
    return (walk.since is None or written_at >= walk.since) and (until is None or written_at < until)


def state_of(said: Said | None, *, has_page: bool, has_act: bool) -> State:
    """Where a step stands. What is there counts before what was said; an act that is gone is not done."""
    if has_page or has_act:
        return State.DONE
    if said is None or (said.word is Word.DONE and said.act is not None):
        return State.OPEN
    return State.DONE if said.word is Word.DONE else State.NOT_THIS_ONE


def why_closed(page: Saved[Entry], away: Container[str]) -> str:
    """Why no word of a page stands where it was not asked for: `A page of a hard day`; "" for one to read.

    `away` is what `journal.returning.held_back` says.
    """
    if page.value.raw:
        return "A page you marked still raw"
    if page.value.hard_day:
        return "A page of a hard day"
    if page.value.not_again:
        return "A page you asked not to see again"
    return "A page about somebody whose code name you put away" if page.id in away else ""


def belongs_to(prompt: str, path: Path | str, all_paths: Iterable[Path]) -> bool:
    """Whether a page with this prompt was written for some step of this path, also for one that was struck out.

    Where the id of one path begins with that of another, the longer one that fits has it.
    """
    id = path if isinstance(path, str) else path.id
    fitting = {id, *(each.id for each in all_paths)}
    return max((each for each in fitting if prompt.startswith(prompt_id(each, ""))), key=len, default=None) == id
