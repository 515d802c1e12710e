"""What was filled in at a week's end and not kept yet: sealed after a pause, and offered again.

A draft of a week is one draft for each of its parts that would change, under one tab's name; the week itself always
has one then, whether it would change or not, and says by its day which week the others belong to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from emberwell.vault.record import RecordId
from emberwell.vault.vault import Write
from emberwell.week.keeping import Expected, Filled, Standing, parts_of
from emberwell.week.records import Act, CheckIn, Week

if TYPE_CHECKING:
    from emberwell.vault.record import Record
    from emberwell.vault.vault import Draft, Vault


@dataclass(frozen=True)
class Waiting:
    """One tab's draft of a week, laid over what is kept."""

    tab: str
    kept_at: datetime
    """UTC."""
    week: Week
    week_id: RecordId
    check_in: CheckIn | None
    check_in_id: RecordId | None
    act: Act | None
    act_id: RecordId | None
    last_act: Act | None
    expected: Expected
    drafts: tuple[Draft[Record], ...]


def keep_draft(vault: Vault, stands: Standing, filled: Filled, now: datetime) -> datetime | None:
    """Seal what is filled in; None when it says nothing that is not kept already (its drafts are then erased)."""
    parts = parts_of(stands, filled, now)
    fresh = [part for part in parts if not (part.is_same or (part.saved is None and _says_nothing(part.value)))]
    kept_at = None
    for part in parts:
        if part in fresh or (fresh and part.name == "week"):
            kept_at = vault.keep_draft(part.id, filled.tab, part.value, based_on=part.expected)
        else:
            vault.drop_draft(part.id, filled.tab)
    return kept_at


def _says_nothing(value: Record) -> bool:
    """A week with nothing in it."""
    return isinstance(value, Week) and not value.places and not value.in_the_way


def begun(drafts: Iterable[Draft[Record]]) -> frozenset[date]:
    """The ends of the weeks that drafts are of."""
    return frozenset(draft.value.ends_on for draft in drafts if isinstance(draft.value, Week))


def waiting(found: Collection[Draft[Record]], stands: Standing) -> list[Waiting]:
    """The drafts of one week, out of all there are, the newest first: those that say something else than is kept."""
    weeks = [draft for draft in found if isinstance(draft.value, Week) and draft.value.ends_on == stands.ends_on]
    laid = [_laid_over(stands, draft, [each for each in found if each.tab == draft.tab]) for draft in weeks]
    return sorted((one for one in laid if _is_news(stands, one)), key=lambda one: one.kept_at, reverse=True)


def _laid_over(stands: Standing, week: Draft[Record], of_tab: list[Draft[Record]]) -> Waiting:
    assert isinstance(week.value, Week)
    last_id = stands.last_act.id if stands.last_act else None
    check_in = next((draft for draft in of_tab if isinstance(draft.value, CheckIn)), None)
    act = next((draft for draft in of_tab if isinstance(draft.value, Act) and draft.id != last_id), None)
    last = next((draft for draft in of_tab if draft.id == last_id), None)
    now = stands.expected
    based = (week, check_in, act, last)
    on = tuple(draft.based_on if draft else revision for draft, revision in zip(based, now, strict=True))
    return Waiting(
        tab=week.tab,
        kept_at=max(draft.kept_at for draft in of_tab),
        week=week.value,
        week_id=week.id,
        check_in=check_in.value if check_in and isinstance(check_in.value, CheckIn) else None,
        check_in_id=check_in.id if check_in else None,
        act=act.value if act and isinstance(act.value, Act) else None,
        act_id=act.id if act else None,
        last_act=last.value if last and isinstance(last.value, Act) else None,
        expected=(on[0], on[1], on[2], on[3]),
        drafts=tuple(draft for draft in based if draft),
    )


def _is_news(stands: Standing, one: Waiting) -> bool:
    kept = stands.week.value if stands.week else None
    week_differs = (one.week.places, one.week.in_the_way) != ((kept.places, kept.in_the_way) if kept else ((), ""))
    pairs = ((one.check_in, stands.check_in), (one.act, stands.act), (one.last_act, stands.last_act))
    return week_differs or any(mine is not None and (not saved or mine != saved.value) for mine, saved in pairs)


def discard(vault: Vault, one: Waiting) -> None:
    """Put a draft in the trash, each part on its own: 30 days to change one's mind."""
    vault.put_many([Write(value=draft.value, state="trash") for draft in one.drafts if not _says_nothing(draft.value)])
    for draft in one.drafts:
        vault.drop_draft(draft.id, one.tab)
