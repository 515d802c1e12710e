"""A sort in progress: a sealed draft, one a vault, and what becomes of it.

Every card laid is sealed at once, so whoever leaves finds the cards as they lay. Finished, the sort is a record, and
each card of the five a value that pages, lines, rings and acts can name. Put away, it waits as a draft of another tab
until it is taken back or another one is put away.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

import msgspec

from emberwell.library.purpose import cards
from emberwell.vault.record import Record, RecordId, new_id
from emberwell.vault.vault import Write
from emberwell.why.records import Sort, Value
from emberwell.why.sorting import deck_order, is_same_name, name_of, own_name, state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from emberwell.vault.vault import Draft, Saved, Vault
    from emberwell.why.sorting import SortState

TAB = "sort"
PUT_AWAY = "sort put away"


def in_progress(vault: Vault) -> Draft[Sort] | None:
    """The sort that was begun and is not finished."""
    return _draft(vault, TAB)


def put_away(vault: Vault) -> Draft[Sort] | None:
    """The sort that was put away last."""
    return _draft(vault, PUT_AWAY)


def card_names() -> Mapping[str, str]:
    """What the cards of the deck are called, by id."""
    return {card.id: card.name for card in cards().values()}


def state_of(id: RecordId, sort: Sort) -> SortState:
    """How a sort lies over today's deck, shuffled for it."""
    return state(sort, deck_order(cards(), id))


def keep(vault: Vault, id: RecordId, sort: Sort) -> None:
    """Seal how the cards lie now."""
    vault.keep_draft(id, TAB, sort, based_on=0)


def lay_away(vault: Vault, draft: Draft[Sort]) -> None:
    """Put a sort away unfinished. One that was put away earlier is let go of."""
    earlier = put_away(vault)
    vault.keep_draft(draft.id, PUT_AWAY, draft.value, based_on=0)
    if earlier is not None and earlier.id != draft.id:
        vault.drop_draft(earlier.id, PUT_AWAY)
    vault.drop_draft(draft.id, TAB)


def take_back(vault: Vault) -> Draft[Sort] | None:
    """Go on with the sort put away last; None when there is none, or another one has been begun."""
    waiting = put_away(vault)
    if waiting is None or in_progress(vault) is not None:
        return None
    keep(vault, waiting.id, waiting.value)
    vault.drop_draft(waiting.id, PUT_AWAY)
    return waiting


def finish(vault: Vault, draft: Draft[Sort], *, now: datetime, zone: str) -> Saved[Sort]:
    """Make the one to five cards on mine the five, and the sort a record: all of it, or nothing.

    A card that is a value already, or has the name of one, gives that value again, out of the trash if need be.
    Raises StaleRevision when another tab has finished it in the same moment.
    """
    sort = draft.value
    known = [*_values(vault.all(Value)), *_values(_trashed(vault))]
    five: list[RecordId] = []
    writes: list[Write[Record]] = []
    for card in state_of(draft.id, sort).mine:
        value = _value_for(sort, card, known)
        if value is None:
            write = _new_value(sort, card, now=now, zone=zone)
            five.append(cast(RecordId, write.id))
            writes.append(write)
            continue
        if value.trashed_at is not None and value.id not in five:
            writes.append(Write(value=value.value, id=value.id, expected=value.revision))
        five.append(value.id)
    done = msgspec.structs.replace(sort, done_at=now, five=tuple(dict.fromkeys(five)))
    writes.append(Write(value=done, id=draft.id, draft_tab=TAB))
    return cast("Saved[Sort]", vault.put_many(writes)[-1])


def _value_for(sort: Sort, card: str, known: list[Saved[Value]]) -> Saved[Value] | None:
    """Live ones stand first in `known`, so that one in the trash is used only when there is no other."""
    if own_name(sort, card) is None:
        by_card = next((value for value in known if value.value.card == card), None)
        if by_card is not None:
            return by_card
    name = name_of(sort, card, card_names())
    return next((value for value in known if is_same_name(value.value.name, name)), None)


def _new_value(sort: Sort, card: str, *, now: datetime, zone: str) -> Write[Record]:
    value = Value(
        name=name_of(sort, card, card_names()),
        card="" if own_name(sort, card) is not None else card,
        added_at=now,
        zone=zone,
    )
    return Write(value=value, id=new_id())


def _values(found: list[Saved[Value]]) -> list[Saved[Value]]:
    """Those this release can read, the oldest first."""
    return sorted((each for each in found if isinstance(each.value, Value)), key=lambda each: each.seq)


def _trashed(vault: Vault) -> list[Saved[Value]]:
    return [cast("Saved[Value]", each) for each in vault.trashed() if isinstance(each.value, Value)]


def _draft(vault: Vault, tab: str) -> Draft[Sort] | None:
    """A late press in another tab may seal a draft of a sort that is finished by now: such a one is nothing."""
    for draft in vault.drafts():
        if draft.tab == tab and isinstance(draft.value, Sort) and vault.find(Sort, draft.id) is None:
            return cast("Draft[Sort]", draft)
    return None
