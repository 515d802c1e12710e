"""The sort: a card and what lies on mine; the cards to choose from; the five there are already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from emberwell.journal.dates import local_date
from emberwell.library.purpose import cards
from emberwell.why.forms_sort import OwnForm
from emberwell.why.rules import AT_MOST
from emberwell.why.sitting import card_names, state_of
from emberwell.why.sorting import Phase, SortState, can_finish, name_of
from emberwell.why.values import five_of

if TYPE_CHECKING:
    from datetime import date

    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Draft, Saved, Vault
    from emberwell.why.records import Sort, Value

A_FEW = 5
"""So many cards, or fewer, may be said to be left; more are not counted."""
_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class CardFace:
    """A card as it is shown."""

    id: str
    name: str
    living: str
    """What living it looks like; "" for one's own."""


@dataclass(frozen=True)
class Pick:
    """A card that lay on mine, while choosing."""

    card: CardFace
    stays: bool


@dataclass(frozen=True)
class DeckPage:
    """`why/sort.html` and `why/_deck.html`: the sort as it lies."""

    sort: RecordId
    """The sort in progress, or the one that the first card begins."""
    next: str
    """Where to go on afterwards; "" for nowhere else."""
    card: CardFace | None
    """The card to lay; None while choosing."""
    under: int
    """How many cards are seen to lie under it: 0, 1 or 2."""
    few: str
    """Said of the deck when it nears its end; else ""."""
    mine: tuple[CardFace, ...]
    picks: tuple[Pick, ...]
    not_now: tuple[CardFace, ...]
    """Cards that never lay on mine, to take one after all."""
    aside: str
    """What has to be set aside before the rest may stay, said; "" when nothing has."""
    can_finish: bool
    can_undo: bool
    has_left: bool
    form: OwnForm
    trouble: str
    """What could not be done; "" when nothing was refused."""
    put_away_on: date | None
    """When the sort that could be taken back was begun; None when there is none, or another one is in progress."""


@dataclass(frozen=True)
class SortedPage:
    """`why/sorted.html`: there are five, and no sort is in progress."""

    sorted_on: date
    values: tuple[CardFace, ...]
    """Ids are those of the values."""
    next: str
    put_away_on: date | None


def deck_page(
    id: RecordId, sort: Sort, *, next: str, put_away: Draft[Sort] | None, form: OwnForm, trouble: str
) -> DeckPage:
    """The cards of a sort that is not finished."""
    now = state_of(id, sort)
    over = len(now.mine) - AT_MOST
    return DeckPage(
        sort=id,
        next=next,
        card=_face(sort, now.next_card) if now.next_card else None,
        under=max(0, min(len(now.left) - 1, 2)),
        few=_few(now),
        mine=tuple(_face(sort, card) for card in now.mine),
        picks=tuple(Pick(_face(sort, card), card in now.mine) for card in now.ever_mine),
        not_now=_never_mine(sort, now),
        aside=_aside(over),
        can_finish=can_finish(sort),
        can_undo=bool(sort.moves),
        has_left=bool(now.left),
        form=form,
        trouble=trouble,
        put_away_on=_day(put_away),
    )


def sorted_page(vault: Vault, latest: Saved[Sort], put_away: Draft[Sort] | None, *, next: str) -> SortedPage:
    """The five, and the day they were sorted."""
    done_at = latest.value.done_at or latest.saved_at
    return SortedPage(
        sorted_on=local_date(done_at, latest.value.zone),
        values=tuple(CardFace(value.id, value.value.name, living_of(value.value)) for value in five_of(vault)),
        next=next,
        put_away_on=_day(put_away),
    )


def living_of(value: Value) -> str:
    """The sentence on a value's card; "" for one's own and for a card that left the deck."""
    card = cards().get(value.card)
    return card.living if card else ""


def _aside(over: int) -> str:
    """Beyond ten nobody wants the number."""
    if over <= 0:
        return ""
    return f"Set {in_a_word(over)} aside, or more." if over < len(_WORDS) else "Set all but five aside."


def in_a_word(number: int) -> str:
    """`seven`; from eleven on, the figure."""
    return _WORDS[number] if number < len(_WORDS) else str(number)


def _face(sort: Sort, card: str) -> CardFace:
    known = cards().get(card)
    return CardFace(card, name_of(sort, card, card_names()), known.living if known else "")


def _few(now: SortState) -> str:
    if now.phase is not Phase.LAYING or len(now.left) > A_FEW:
        return ""
    return "A few more." if len(now.left) > 1 else "This is the last one."


def _never_mine(sort: Sort, now: SortState) -> tuple[CardFace, ...]:
    faces = (_face(sort, card) for card in now.not_now if card not in now.ever_mine)
    return tuple(sorted(faces, key=lambda face: face.name.casefold()))


def _day(draft: Draft[Sort] | None) -> date | None:
    return local_date(draft.value.begun_at, draft.value.zone) if draft else None
