"""The small act of a step: an act of the week like any other (`week.act`), chosen here instead of at week's end.

There is one small act a week. Where this week has one already, the step's stands for the first week that has none, and
the page says which: what was chosen at week's end is never pushed aside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from emberwell.paths.records import Walk, Word
from emberwell.paths.rules import said_of, with_word
from emberwell.vault.errors import RecordMissing, StaleRevision
from emberwell.vault.record import RecordId, new_id
from emberwell.vault.vault import Write
from emberwell.week.records import Act
from emberwell.week.rules import moved, next_end, this_weeks_act, week_ending

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved, Vault
    from emberwell.week.keeping import ActSaid

_TRIES = 5
_WEEKS_AHEAD = 12


@dataclass(frozen=True)
class ActClash:
    """The act was changed elsewhere meanwhile; nothing was written."""

    saved: Saved[Act]


def week_for(acts: Iterable[Saved[Act]], today: date, week_day: int) -> date:
    """The end of the first week without an act, from this one on; from the next one when this one ends today."""
    known = list(acts)
    ends_on = week_ending(moved(today, 1), week_day)
    for _ in range(_WEEKS_AHEAD):
        if this_weeks_act(known, ends_on) is None:
            return ends_on
        ends_on = next_end(ends_on)
    return ends_on


def act_in(vault: Vault, walk: Walk, step_id: str) -> Saved[Act] | None:
    """The live act chosen at a step of a walk."""
    said = said_of(walk, step_id)
    return vault.find(Act, said.act) if said and said.act else None


def keep_act(
    vault: Vault,
    walk_id: RecordId,
    step_id: str,
    said: ActSaid,
    *,
    id: RecordId,
    expected: int,
    for_week: date,
    now: datetime,
    zone: str,
) -> Saved[Act] | ActClash:
    """Keep the act of a step, and that it was chosen there, in one transaction.

    `id` was chosen with the form, so that a double press is one act; `expected` is the revision it was filled from, 0
    for none. Saying what is kept already changes nothing. Raises RecordMissing when the walk is gone.
    """
    for turn in range(_TRIES):
        walk = vault.get(Walk, walk_id)
        kept = act_in(vault, walk.value, step_id) or vault.find(Act, id)
        act = _worded(kept.value if kept else Act(for_week=for_week, zone=zone, chosen_at=now, what=""), said)
        if kept and act != kept.value and kept.revision != expected:
            return ActClash(kept)
        # An id may be spent by an act that lies in the trash, or was erased.
        act_id = kept.id if kept else (id if turn == 0 else new_id())
        writes: list[Write[Any]] = []
        if kept is None or act != kept.value:
            writes.append(Write(value=act, id=act_id, expected=kept.revision if kept else None))
        told = with_word(walk.value, step_id, Word.DONE, now, act_id)
        if told != walk.value:
            writes.append(Write(value=told, id=walk.id, expected=walk.revision))
        try:
            if writes:
                vault.put_many(writes)
            return vault.get(Act, act_id)
        except (StaleRevision, RecordMissing):
            if turn == _TRIES - 1:
                raise
            vault.refresh()
    raise AssertionError("the last turn returns or raises")


def _worded(act: Act, said: ActSaid) -> Act:
    return msgspec.structs.replace(
        act,
        what=said.what,
        when=said.when,
        where=said.where,
        if_=said.if_,
        then=said.then,
        value=said.value or act.value,
    )
