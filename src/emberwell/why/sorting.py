"""A sitting with the value cards, worked out from its moves. Pure functions; whoever shows cards gives their ids.

A sort goes through two phases. *Laying*: one card at a time, on mine or not now, until none is left or the person says
that this is enough. *Choosing*: everything that was ever laid on mine lies open at once, and cards are set aside or
taken back until at most five stay. Every deed is one move at the end of `Sort.moves`, so undo takes the last one off
and nothing else has to be remembered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from emberwell.why.records import Move, Pile, Sort
from emberwell.why.rules import AT_MOST

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId

ENOUGH = "*"
"""Stands in a move for all cards that were not laid: `that is enough`. They stay unlaid, and undo brings them back."""
NAME_LIMIT = 40
"""Characters of a value's name in one's own words."""

_OWN = re.compile(r"own-([1-9]\d{0,3})")
_ACCENTS = 200
"""Combining classes from here on are accents above and below letters; those under it (vowel signs) make words."""


class Phase(StrEnum):
    """Where a sort stands."""

    LAYING = "laying"
    CHOOSING = "choosing"
    DONE = "done"


@dataclass(frozen=True)
class SortState:
    """What lies where. Ids of cards, and `own-1` ... for one's own."""

    next_card: str | None
    """The card on top of the deck; None when nothing is to be laid."""
    mine: tuple[str, ...]
    """In the order they first came there."""
    not_now: tuple[str, ...]
    ever_mine: tuple[str, ...]
    """Those on mine now, and those set aside again, in the order they first came to mine."""
    left: tuple[str, ...]
    """Cards of the deck not laid yet, the next one first; also after `that is enough`."""
    phase: Phase


@dataclass(frozen=True)
class Moved:
    """What moved between two finished sorts."""

    came_in: tuple[RecordId, ...]
    went_out: tuple[RecordId, ...]
    stayed: tuple[RecordId, ...]
    turned: tuple[Move, ...]
    """Cards laid both times that came to mine in one sort only: by their id in the later one, with its pile.

    A card that lay on mine and was set aside for the five counts as mine: that it came there is what changed. Cards of
    one's own are written onto mine, so they are never among these.
    """


def deck_order(ids: Iterable[str], seed: str) -> tuple[str, ...]:
    """The cards shuffled, always alike for one `seed` (the sort's id).

    Each card has its own place on a circle, so a card that joins the deck, or leaves it, moves no other.
    """
    return tuple(sorted(ids, key=lambda card: (blake2b(f"{seed}/{card}".encode(), digest_size=8).digest(), card)))


def state(sort: Sort, deck: Iterable[str]) -> SortState:
    """How things lie after all moves; `deck` are the ids in their order. A card that left the deck lies as it lay."""
    piles = _piles(sort)
    ever_mine = tuple(dict.fromkeys(move.card for move in _laid(sort) if move.to is Pile.MINE))
    left = tuple(card for card in deck if card not in piles)
    if sort.done_at is not None:
        phase = Phase.DONE
    elif not left or any(move.card == ENOUGH for move in sort.moves):
        phase = Phase.CHOOSING
    else:
        phase = Phase.LAYING
    return SortState(
        next_card=left[0] if phase is Phase.LAYING else None,
        mine=tuple(card for card in ever_mine if piles[card] is Pile.MINE),
        not_now=tuple(card for card, pile in piles.items() if pile is Pile.NOT_NOW),
        ever_mine=ever_mine,
        left=left,
        phase=phase,
    )


def lay(sort: Sort, card: str, pile: Pile) -> Sort:
    """Lay a card on a pile. Laid where it lies already, it changes nothing: a second press is not a second move."""
    return sort if _piles(sort).get(card) is pile else _with(sort, Move(card, pile))


def enough(sort: Sort) -> Sort:
    """`That is enough`: on to choosing, whatever is left in the deck."""
    return sort if any(move.card == ENOUGH for move in sort.moves) else _with(sort, Move(ENOUGH, Pile.NOT_NOW))


def reopen(sort: Sort) -> Sort:
    """Back to the cards that were left when it was enough. Everything laid stays where it lies."""
    return msgspec.structs.replace(sort, moves=_laid(sort))


def undo(sort: Sort) -> Sort:
    """Take the last move back. A card of one's own goes with the move that wrote it."""
    if not sort.moves:
        return sort
    *rest, last = sort.moves
    was_written = last.card == f"own-{len(sort.own)}" and all(move.card != last.card for move in rest)
    return msgspec.structs.replace(sort, moves=tuple(rest), own=sort.own[:-1] if was_written else sort.own)


def write_own(sort: Sort, name: str, names: Mapping[str, str]) -> Sort:
    """Write a card and lay it on mine; `names` are those of the deck, by id.

    A name that a card has already, or another of one's own, whatever its case and accents, lays that one on mine.
    """
    name = clean_name(name)
    known = dict(names) | {f"own-{number}": own for number, own in enumerate(sort.own, 1)}
    same = next((card for card, given in known.items() if is_same_name(given, name)), None)
    if same is not None:
        return lay(sort, same, Pile.MINE)
    written = msgspec.structs.replace(sort, own=(*sort.own, name))
    return _with(written, Move(f"own-{len(written.own)}", Pile.MINE))


def can_finish(sort: Sort) -> bool:
    """Whether one to five stay."""
    return 1 <= len(state(sort, ()).mine) <= AT_MOST


def what_moved(before: Sort, after: Sort) -> Moved:
    """What moved between two finished sorts, the earlier one first."""
    then, now = set(before.five), set(after.five)
    laid_then, laid_now = _reached(before), _reached(after).items()
    return Moved(
        came_in=tuple(value for value in after.five if value not in then),
        went_out=tuple(value for value in before.five if value not in now),
        stayed=tuple(value for value in after.five if value in then),
        turned=tuple(Move(card, pile) for card, pile in laid_now if laid_then.get(card, pile) is not pile),
    )


def own_name(sort: Sort, card: str) -> str | None:
    """The words behind `own-1`; None for a card of the deck."""
    found = _OWN.fullmatch(card)
    number = int(found[1]) if found else 0
    return sort.own[number - 1] if 0 < number <= len(sort.own) else None


def name_of(sort: Sort, card: str, names: Mapping[str, str]) -> str:
    """What a card is called; one that left the deck, by its id, which was made of its name."""
    return own_name(sort, card) or names.get(card) or card.replace("-", " ").capitalize()


def clean_name(text: str) -> str:
    """A name as it is kept: composed letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are one, whatever their case and accents."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return " ".join("".join(letter for letter in apart if unicodedata.combining(letter) < _ACCENTS).split())


def _laid(sort: Sort) -> tuple[Move, ...]:
    return tuple(move for move in sort.moves if move.card != ENOUGH)


def _piles(sort: Sort) -> dict[str, Pile]:
    return {move.card: move.to for move in _laid(sort)}


def _reached(sort: Sort) -> dict[str, Pile]:
    """Mine for every card that ever lay there."""
    reached: dict[str, Pile] = {}
    for move in _laid(sort):
        if reached.get(move.card) is not Pile.MINE:
            reached[move.card] = move.to
    return reached


def _with(sort: Sort, move: Move) -> Sort:
    return msgspec.structs.replace(sort, moves=(*sort.moves, move))
