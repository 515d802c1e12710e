"""Everything of a vault that the pages of a week show, read once each.

A week's end is opened on a tired Friday: it must come at once, however many weeks and lines there are, so each kind is
asked for once and all else is worked out from that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from emberwell.accounts.rules import preferences
from emberwell.journal.dates import in_zone, local_date
from emberwell.journal.records import KeptLine
from emberwell.journal.returning import held_back
from emberwell.vault.record import RecordId, new_id
from emberwell.week.check_in import CheckInForm
from emberwell.week.drafts import Waiting, begun, waiting
from emberwell.week.forms import DAYS, WeekDayForm, WeekForm, places_initial, written
from emberwell.week.keeping import Standing, standing
from emberwell.week.pages import (
    EARLIER,
    HALVES,
    Around,
    LineOfWeek,
    Ring,
    Summary,
    WaitingCard,
    act_card,
    answers_of,
    ring_of,
)
from emberwell.week.records import Act, CheckIn, Week
from emberwell.week.rules import earlier_ends, lines_of_week, placed_before, values_on_ring
from emberwell.why.records import Importance, Sort, Value
from emberwell.why.rules import importance_is_due, the_five

if TYPE_CHECKING:
    from emberwell.vault.record import Record
    from emberwell.vault.vault import Draft, Vault


@dataclass(frozen=True)
class Desk:
    """What lies on the desk at a week's end."""

    vault: Vault
    ends_on: date
    today: date
    zone: str
    weeks: list[Any]
    unkept: tuple[RecordId, ...] = ()
    """Values that a form which was sent, or a draft that is gone on with, has on its ring."""

    @cached_property
    def stands(self) -> Standing:
        return standing(self.ends_on, self.weeks, self.vault.all(CheckIn), self.vault.all(Act))

    @cached_property
    def names(self) -> dict[RecordId, str]:
        """Every value's name, also of those that are among the five no more."""
        return {value.id: value.value.name for value in self.vault.all(Value)}

    @cached_property
    def five(self) -> tuple[RecordId, ...]:
        return tuple(id for id in the_five(self.vault.all(Sort)) if id in self.names)

    @cached_property
    def values(self) -> dict[RecordId, str]:
        """What this week's ring shows: id to name."""
        kept = self.stands.week.value if self.stands.week else None
        return {id: self.names[id] for id in values_on_ring(kept, self.five, self.names, self.unkept)}

    @cached_property
    def served(self) -> dict[RecordId, str]:
        """What next week's act may serve: today's five, and the value it names already."""
        named = self.stands.act.value.value if self.stands.act else None
        ids = [*self.five, *([named] if named in self.names else [])]
        return {id: self.names[id] for id in dict.fromkeys(ids) if id}

    @cached_property
    def drafts(self) -> list[Draft[Record]]:
        return self.vault.drafts()

    @cached_property
    def waits(self) -> list[Waiting]:
        return waiting(self.drafts, self.stands)

    @cached_property
    def waits_elsewhere(self) -> list[tuple[date, Waiting]]:
        """Drafts of other weeks, the latest week first: without these nothing would lead back to them."""
        days = sorted(begun(self.drafts) - {self.ends_on}, reverse=True)
        if not days:
            return []
        check_ins, acts = self.vault.all(CheckIn), self.vault.all(Act)
        of_days = ((day, standing(day, self.weeks, check_ins, acts)) for day in days)
        return [(day, one) for day, stands in of_days for one in waiting(self.drafts, stands)]

    def around(self, *, week_day: WeekDayForm | None = None, without: str = "") -> Around:
        """What stands around the week; `without` is the tab of the draft that is in the form already."""
        vault, day = self.vault, preferences(self.vault).week_day
        lines = lines_of_week(vault.all(KeptLine), self.ends_on, held_back(vault))
        return Around(
            ends_on=self.ends_on,
            today=self.today,
            lines=tuple(
                LineOfWeek(line.id, line.value.text, local_date(line.value.kept_at, line.value.zone)) for line in lines
            ),
            earlier=earlier_ends([week.value.ends_on for week in self.weeks], self.ends_on, EARLIER),
            week_day=week_day or WeekDayForm(initial={"week_day": day}),
            day_name=DAYS[day - 1],
            importance_due=importance_is_due(vault.all(Importance), self.five, self.today),
            has_values=bool(self.values),
            waiting=tuple(
                WaitingCard(one.tab, in_zone(one.kept_at, self.zone).replace(tzinfo=None), day)
                for day, one in (*((self.ends_on, one) for one in self.waits), *self.waits_elsewhere)
                if (day, one.tab) != (self.ends_on, without)
            ),
        )

    def rings(self, chosen: Mapping[str, str], errors: Mapping[str, str] | None = None) -> tuple[Ring, ...]:
        """Work first, then home; `chosen` holds what their fields say."""
        before = placed_before(self.weeks, self.ends_on)
        places, on = (before.value.places, before.value.ends_on) if before else ((), None)
        return tuple(ring_of(half, self.values, chosen, places, on, errors) for half in HALVES)

    def summary(self, stands: Standing | None = None) -> Summary:
        """The week as it is kept."""
        stands = stands or self.stands
        week = stands.week.value if stands.week else None
        return Summary(
            ends_on=self.ends_on,
            rings=self.rings(places_initial(week.places if week else ())),
            answers=answers_of(stands.check_in.value if stands.check_in else None),
            in_the_way=week.in_the_way if week else "",
            act=act_card(stands.act, self.names),
            last_act=act_card(stands.last_act, self.names),
        )

    def form(self, data: Any = None, *, initial: Mapping[str, Any] | None = None, unfinished: bool = False) -> WeekForm:
        """The week's form, for these values; `unfinished`: a draft, in which an act may still lack its name."""
        has_act = unfinished or self.stands.act is not None
        return WeekForm(data, initial=dict(initial or {}), values=self.values, served=self.served, may_drop_act=has_act)

    def initial(self, draft: Waiting | None) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
        """What the form, the check-in and the hidden fields are filled with: a draft's words, else what is kept."""
        stands = self.stands
        week = draft.week if draft else (stands.week.value if stands.week else None)
        check_in = (draft and draft.check_in) or (stands.check_in.value if stands.check_in else None)
        act = (draft and draft.act) or (stands.act.value if stands.act else None)
        last = (draft and draft.last_act) or (stands.last_act.value if stands.last_act else None)
        said = {
            **places_initial(week.places if week else ()),
            "in_the_way": week.in_the_way if week else "",
            "act_what": act.what if act else "",
            "act_when": act.when if act else "",
            "act_where": act.where if act else "",
            "act_if": act.if_ if act else "",
            "act_then": act.then if act else "",
            "act_value": (act.value or "") if act else "",
            "came_of": last.came_of.value if last and last.came_of else "",
        }
        return said, CheckInForm.initial_of(check_in), self.ids(draft)

    def ids(self, draft: Waiting | None = None) -> dict[str, str]:
        """The hidden fields of a form that begins now, or goes on with a draft."""
        stands = self.stands
        begun = (draft.week_id, draft.check_in_id, draft.act_id) if draft else (None, None, None)
        kept = (part.id if part else None for part in (stands.week, stands.check_in, stands.act))
        week, check_in, act = (old or new or new_id() for old, new in zip(kept, begun, strict=True))
        return {
            "week": week,
            "check_in": check_in,
            "act": act,
            "tab": draft.tab if draft else new_id()[:16],
            "expected": written(draft.expected if draft else stands.expected),
        }


def desk_of(
    vault: Vault,
    ends_on: date,
    *,
    today: date,
    zone: str,
    weeks: Iterable[Any] | None = None,
    unkept: tuple[RecordId, ...] = (),
) -> Desk:
    """The desk of one week. `weeks` are all that were kept, when they have been read already."""
    return Desk(vault, ends_on, today, zone, vault.all(Week) if weeks is None else list(weeks), unkept)
