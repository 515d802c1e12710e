"""Keeping a week's end: what a form said becomes up to four records, written together or not at all.

The parts of a week are the week itself (ring, what stood in the way), the check-in about the day it ends on, the small
act for the week after, and what came of the act for this one. A part that says what is kept already is not written; a
check-in or an act that was emptied goes to the trash as it was. When somebody else's hand (another tab) was quicker,
nothing is written, and both versions are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from emberwell.vault.errors import RecordMissing, StaleRevision
from emberwell.vault.record import Record, RecordId
from emberwell.vault.vault import Write
from emberwell.week.records import Act, CameOf, CheckIn, Place, Week
from emberwell.week.rules import check_in_of, next_end, places_after, this_weeks_act, week_kept_for

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved, Vault

Expected = tuple[int, int, int, int]
"""Revisions a form was filled from: week, check-in, act, last act; 0 for what was not kept."""


@dataclass(frozen=True)
class Standing:
    """What is kept of one week."""

    ends_on: date
    week: Saved[Week] | None
    check_in: Saved[CheckIn] | None
    act: Saved[Act] | None
    """For the week after."""
    last_act: Saved[Act] | None
    """For this week."""

    @property
    def expected(self) -> Expected:
        """The revisions as they are now."""
        week, check_in, act, last = (
            part.revision if part else 0 for part in (self.week, self.check_in, self.act, self.last_act)
        )
        return week, check_in, act, last


def standing(
    ends_on: date, weeks: list[Saved[Week]], check_ins: list[Saved[CheckIn]], acts: list[Saved[Act]]
) -> Standing:
    """What is kept of the week that ends on `ends_on`, out of all there is."""
    return Standing(
        ends_on=ends_on,
        week=week_kept_for(weeks, ends_on),
        check_in=check_in_of(check_ins, ends_on),
        act=this_weeks_act(acts, next_end(ends_on)),
        last_act=this_weeks_act(acts, ends_on),
    )


def standing_in(vault: Vault, ends_on: date) -> Standing:
    """The same, of a vault."""
    return standing(ends_on, vault.all(Week), vault.all(CheckIn), vault.all(Act))


@dataclass(frozen=True, kw_only=True)
class ActSaid:
    """The words of a small act; all blank for none."""

    what: str = ""
    when: str = ""
    where: str = ""
    if_: str = ""
    then: str = ""
    value: RecordId | None = None


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What a week's form said."""

    week_id: RecordId
    check_in_id: RecordId
    act_id: RecordId
    """Ids for what is not kept yet, chosen before its first save, so that a double press is one save."""
    tab: str
    expected: Expected
    zone: str
    places: Mapping[RecordId, Place]
    """For each value that the ring showed."""
    in_the_way: str = ""
    answers: Mapping[str, int | None]
    """The five of the check-in by name."""
    act: ActSaid
    came_of: CameOf | None = None


@dataclass(frozen=True)
class Part:
    """One of the four records as the form would have it."""

    name: Literal["week", "check_in", "act", "last_act"]
    id: RecordId
    value: Record
    saved: Saved[Week] | Saved[CheckIn] | Saved[Act] | None
    expected: int
    is_blank: bool
    """It says nothing, so it is not kept."""

    @property
    def is_same(self) -> bool:
        """Nothing would change."""
        return self.is_blank if self.saved is None else self.value == self.saved.value


def parts_of(stands: Standing, filled: Filled, now: datetime) -> tuple[Part, ...]:
    """The four records a form describes, on top of what is kept; without the last act when there is none."""
    return tuple(_parts(stands, filled, now))


def _parts(stands: Standing, filled: Filled, now: datetime) -> Iterator[Part]:
    on_week, on_check_in, on_act, on_last = filled.expected
    week = stands.week.value if stands.week else Week(ends_on=stands.ends_on, zone=filled.zone, written_at=now)
    week = msgspec.structs.replace(
        week, places=places_after(week.places, filled.places), in_the_way=filled.in_the_way.strip()
    )
    yield Part("week", _id(stands.week, filled.week_id), week, stands.week, on_week, is_blank=False)
    check_in = change_check_in(
        stands.check_in.value if stands.check_in else None,
        filled.answers,
        day=stands.ends_on,
        zone=filled.zone,
        now=now,
    )
    blank = not any(filled.answers.values())
    yield Part("check_in", _id(stands.check_in, filled.check_in_id), check_in, stands.check_in, on_check_in, blank)
    act = stands.act.value if stands.act else None
    act = act or Act(for_week=next_end(stands.ends_on), zone=filled.zone, chosen_at=now, what="")
    said = filled.act
    act = msgspec.structs.replace(
        act, what=said.what, when=said.when, where=said.where, if_=said.if_, then=said.then, value=said.value
    )
    begun = stands.act is None and any((said.when, said.where, said.if_, said.then))
    yield Part("act", _id(stands.act, filled.act_id), act, stands.act, on_act, is_blank=not (said.what or begun))
    if stands.last_act:
        last = with_outcome(stands.last_act.value, filled.came_of, now)
        yield Part("last_act", stands.last_act.id, last, stands.last_act, on_last, is_blank=False)


def _id(saved: Saved[Week] | Saved[CheckIn] | Saved[Act] | None, chosen: RecordId) -> RecordId:
    return saved.id if saved else chosen


def change_check_in(
    before: CheckIn | None, answers: Mapping[str, int | None], *, day: date, zone: str, now: datetime
) -> CheckIn:
    """A check-in with these answers (by name, 1..7 or None); its moment stays that of the first answer."""
    before = before or CheckIn(day=day, zone=zone, answered_at=now)
    return msgspec.structs.replace(before, **answers)


def with_outcome(act: Act, came_of: CameOf | None, now: datetime) -> Act:
    """The act, and what came of it. Saying the same again changes nothing; None takes back what was said."""
    if act.came_of == came_of:
        return act
    return msgspec.structs.replace(act, came_of=came_of, said_at=now if came_of else None)


def say_what_came(vault: Vault, act: Saved[Act], came_of: CameOf, now: datetime) -> Saved[Act]:
    """Keep what came of a small act. Raises StaleRevision when another tab said something in the same moment."""
    told = with_outcome(act.value, came_of, now)
    return act if told == act.value else vault.put(told, id=act.id, expected=act.revision)


@dataclass(frozen=True)
class Clash:
    """Something of this week was kept elsewhere meanwhile; nothing was written."""

    stands: Standing


def keep(vault: Vault, ends_on: date, filled: Filled, now: datetime) -> Standing | Clash:
    """Keep a week: every part that changed, in one transaction, and its drafts erased. What is kept afterwards.

    A week without anything in it is kept, too: that it was closed is all it says.
    """
    stands = standing_in(vault, ends_on)
    parts = parts_of(stands, filled, now)
    changed = [part for part in parts if not part.is_same]
    if any(part.expected != (part.saved.revision if part.saved else 0) for part in changed):
        return Clash(stands)
    if changed:
        try:
            vault.put_many([_write(part, filled.tab) for part in changed])
        except (StaleRevision, RecordMissing):  # another tab was quicker by a moment, or an id was spent
            return _after_all(standing_in(vault, ends_on), filled, now)
    drop_drafts(vault, filled.tab)
    return standing_in(vault, ends_on)


def drop_drafts(vault: Vault, tab: str) -> None:
    """Erase the drafts of one tab: what it held is kept now."""
    for draft in vault.drafts():
        if draft.tab == tab and isinstance(draft.value, (Week, CheckIn, Act)):
            vault.drop_draft(draft.id, tab)


def _after_all(stands: Standing, filled: Filled, now: datetime) -> Standing | Clash:
    """A double press: the other one kept the very same."""
    same = all(part.is_same for part in parts_of(stands, filled, now))
    return stands if same else Clash(stands)


def _write(part: Part, tab: str) -> Write[Record]:
    if part.is_blank and part.saved is not None:  # into the trash as it was
        return Write(value=part.saved.value, id=part.id, expected=part.saved.revision, state="trash", draft_tab=tab)
    expected = part.saved.revision if part.saved else None
    return Write(value=part.value, id=part.id, expected=expected, draft_tab=tab)
