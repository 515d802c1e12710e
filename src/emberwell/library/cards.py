"""What stands on a printed sheet: prompts as cards to cut, and cards for clients with room to write.

One card has one size on every paper, so that decks printed on A4 and on Letter lie on one pile: 95 by 66 mm, and a
client's card is exactly two of them, one above the other. The grid stands in the middle of the sheet with paper all
round it, and every cut runs from edge to edge. So the cards come out equal even where a printer shrinks or shifts the
page, and the backs meet the fronts when a sheet is turned over its long edge.

The numbers of the sheet stand here and nowhere else: the Typst templates draw what they are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import zip_longest

from emberwell.exchange.typesetting import not_drawn
from emberwell.exchange.words_tree import is_right_to_left
from emberwell.journal.records import Pillar
from emberwell.keepsakes.words import pieces, with_breaks, without_signs
from emberwell.library import prompts
from emberwell.library.prompts import Audience, Prompt, Tag
from emberwell.vault.errors import EmberwellError

MOST_CARDS = 48
"""Of one PDF: six sheets to cut, or twelve to write on. More would keep a shared host busy for one visitor."""
WEEK = 7
CREDIT = "Emberwell · CC BY 4.0"
YOURS = "Yours to keep, show or throw away."
"""At the foot of a client's card. No name is asked for above it, and nobody collects it."""


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"

    @property
    def label(self) -> str:
        return "A4" if self is Paper.A4 else "Letter"


class Kind(StrEnum):
    """What is printed."""

    PROMPTS = "prompts"
    """Eight to a sheet."""
    CLIENT = "client"
    """Four to a sheet, with lines."""


_PAPER_MM = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}
_CARD_MM = {Kind.PROMPTS: (95.0, 66.0), Kind.CLIENT: (95.0, 132.0)}
_COLUMNS, _ROWS = 2, {Kind.PROMPTS: 4, Kind.CLIENT: 2}
_LETTER_COUNTRIES = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})
"""Where paper is Letter: `paperSize` in the supplemental data of Unicode CLDR."""
_REGION = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?[-_]([A-Za-z]{2})\b")


@dataclass(frozen=True)
class Sheet:
    """The numbers of one sheet, in millimetres from its upper left corner."""

    width: float
    height: float
    card_width: float
    card_height: float
    columns: int
    rows: int

    @property
    def across(self) -> tuple[float, ...]:
        """Where the upright cuts are: each from the top of the sheet to its foot."""
        left = (self.width - self.columns * self.card_width) / 2
        return tuple(round(left + at * self.card_width, 4) for at in range(self.columns + 1))

    @property
    def down(self) -> tuple[float, ...]:
        """Where the level cuts are: each from one side of the sheet to the other."""
        top = (self.height - self.rows * self.card_height) / 2
        return tuple(round(top + at * self.card_height, 4) for at in range(self.rows + 1))

    @property
    def places(self) -> int:
        """Cards on it."""
        return self.columns * self.rows


def sheet(kind: Kind, paper: Paper) -> Sheet:
    width, height = _PAPER_MM[paper]
    card_width, card_height = _CARD_MM[kind]
    return Sheet(width, height, card_width, card_height, _COLUMNS, _ROWS[kind])


def sheets_for(cards: int, kind: Kind) -> int:
    """Sheets of paper that so many cards take."""
    return -(-cards // sheet(kind, Paper.A4).places)


@dataclass(frozen=True)
class Card:
    """Words to print, from the library or a person's own."""

    text: str
    pillar: Pillar | None = None
    minutes: int | None = None
    follow_up: str = ""
    credit: str = ""
    """Whose words they are; "" for a person's own, which nobody is told."""


class NoSuchPrompt(EmberwellError):
    """An id that the library does not hold."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            "One of the prompts asked for is not in the library; it may have left it. Nothing was printed. "
            "Leave it out, or choose again from the list."
        )


class WrongChoice(EmberwellError):
    """Nothing chosen, too much, or what is not for clients."""

    status = 422


def chosen(ids: Iterable[str], *, kind: Kind = Kind.PROMPTS) -> tuple[Prompt, ...]:
    """The prompts with these ids, each once, in their order. Raises NoSuchPrompt, WrongChoice."""
    wanted = tuple(dict.fromkeys(ids))
    check_number(len(wanted))
    found = tuple(each for each in map(prompts.prompt, wanted) if each)
    if len(found) < len(wanted):
        raise NoSuchPrompt
    if kind is Kind.CLIENT and any(each.audience is not Audience.CLIENT for each in found):
        raise WrongChoice(
            "Cards to write on are made of the prompts for clients; the others ask about the therapist. Nothing was "
            "printed. Choose again from those for clients."
        )
    return found


def check_number(cards: int) -> None:
    """Raise WrongChoice unless one PDF may hold so many."""
    if not cards:
        raise WrongChoice("No prompt is chosen, so there is nothing to print. Choose at least one.")
    if cards > MOST_CARDS:
        raise WrongChoice(
            f"That is more than {MOST_CARDS} cards, the most one file holds. Nothing was printed. "
            "Print them in two turns."
        )


def card_of(prompt: Prompt) -> Card:
    """A prompt of the library as a card."""
    return Card(
        text=prompt.text,
        pillar=prompt.pillar,
        minutes=prompt.minutes,
        follow_up=prompt.follow_up,
        credit=CREDIT,
    )


def some_of(prompts: Sequence[Prompt], seed: str, number: int = WEEK) -> tuple[Prompt, ...]:
    """So many of them, the pillars in turn: with seven, all four are there wherever `prompts` has them.

    The same `seed` gives the same ones on every machine. Those for hard days come last: nobody knows what day it will
    be when a card is drawn. Fewer when there are fewer.
    """
    shuffled = sorted(prompts, key=lambda each: (Tag.HARD_DAY in each.tags, _shuffle(seed, each.id)))
    pillars = sorted(Pillar, key=lambda pillar: _shuffle(seed, pillar))
    piles = ([each for each in shuffled if each.pillar is pillar] for pillar in pillars)
    in_turn = [each for turn in zip_longest(*piles) for each in turn if each]
    return tuple(in_turn[:number])


def seed_of_week(day: date, again: int = 0) -> str:
    """The seed all of the week of `day` share; `again` asks for other ones."""
    return f"{day - timedelta(days=day.weekday())} {again}"


def likely_paper(languages: str) -> Paper:
    """What somebody's printer holds, by the first language that names a country: Accept-Language, or LANG."""
    for accepted in languages.split(",")[:8]:
        if found := _REGION.match(accepted.strip()):
            return Paper.LETTER if found[1].upper() in _LETTER_COUNTRIES else Paper.A4
    return Paper.A4


def how_to_use(cards: int) -> tuple[str, str]:
    """What the card of instructions says: a title and its words."""
    title = "A week of seven" if cards == WEEK else "How to use these"
    return title, (
        "Draw one when there are a few minutes, or one a day. Write by hand, or only think. "
        "One that is not for today goes back under the others, unread if you like. Nothing is owed to a card."
    )


def sheet_words(cards: Sequence[Card], *, kind: Kind, paper: Paper, backs: bool = False) -> dict[str, object]:
    """What the templates find as `cards`: the numbers of the sheet, and a list of cards a page.

    Raises WrongChoice. `backs` adds a page after each, to print on both sides; only prompts have them.
    """
    check_number(len(cards))
    one = sheet(kind, paper)
    drawn = [_drawn(card) for card in cards]
    drawn += _for_the_rest(one.places, cards, kind)
    pages = [drawn[at : at + one.places] for at in range(0, len(drawn), one.places)]
    return {
        "title": "Prompts to cut" if kind is Kind.PROMPTS else "Cards to write on",
        "yours": YOURS,
        "width": one.width,
        "height": one.height,
        "card_width": one.card_width,
        "card_height": one.card_height,
        "across": one.across,
        "down": one.down,
        "columns": one.columns,
        "pages": pages,
        "backs": backs and kind is Kind.PROMPTS,
    }


def _for_the_rest(places: int, cards: Sequence[Card], kind: Kind) -> list[dict[str, object]]:
    """What fills the last sheet, so that no paper is cut for nothing.

    A single client's prompt, or two, stand there again: cards are given away. Else come the instructions and cards for
    words of one's own.
    """
    empty = -len(cards) % places
    if kind is Kind.CLIENT and places % len(cards) == 0:
        return [_drawn(card) for card in (*cards,) * (empty // len(cards))]
    title, words = how_to_use(len(cards))
    how: dict[str, object] = {"t": "how", "title": title, "words": words}
    blank: dict[str, object] = {"t": "blank"}
    first = [how] if kind is Kind.PROMPTS and empty else []
    return [*first, *[blank] * (empty - len(first))]


def _drawn(card: Card) -> dict[str, object]:
    shown = _set(card.text)
    further = _set(card.follow_up)
    boxes = not_drawn([shown, further])
    return {
        "t": "prompt",
        "words": shown,
        "pieces": pieces(shown),
        "rtl": is_right_to_left(shown),
        "follow_up": further,
        "follow_pieces": pieces(further),
        "pillar": str(card.pillar or ""),
        "minutes": f"{card.minutes} minutes" if card.minutes else "",
        "credit": card.credit,
        "remark": f"Shown as boxes, since no font here has them: {', '.join(boxes)}." if boxes else "",
    }


def _set(text: str) -> str:
    """One paragraph, with places to break and without what would be an empty box."""
    words = " ".join(text.split())
    return with_breaks(without_signs(words).strip() or words)


def _shuffle(seed: str, id: str) -> bytes:
    return sha256(f"cards {seed} {id}".encode()).digest()
