"""How two people sit: how long, on which sides, and what may be asked to begin with. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emberwell.library.prompts import Prompt

LENGTHS = (5, 10, 15)
"""Minutes each speaks."""
USUAL = 10
OFFERED = 3
"""Questions offered at a time."""
SEATS = ("flat", "call")
"""The screen lies between the two, or is seen by both on a call."""
SIDES = ("here", "there")
"""Who speaks first: the one whose screen it is, or the other."""


@dataclass(frozen=True)
class Chosen:
    """How the two begin."""

    minutes: int
    seats: str
    first: str
    question: str
    """Id of the prompt to open with; "" for none."""


def choose(*, minutes: str = "", seats: str = "", first: str = "", question: str = "") -> Chosen | None:
    """What an address asks for, each "" for what is usual; None when there is no such choice.

    Whether the question exists is for the library to say.
    """
    if minutes not in {"", *map(str, LENGTHS)} or seats not in {"", *SEATS} or first not in {"", *SIDES}:
        return None
    return Chosen(int(minutes or USUAL), seats or SEATS[0], first or SIDES[0], question)


def offered(questions: Iterable[Prompt], *, day: date, after: str = "", chosen: str = "") -> tuple[Prompt, ...]:
    """A few questions, in an order that is another each day: the first of it, or those that follow `after`.

    The chosen one stands before them and is not among them. Going on comes round to the first again.
    """
    ordered = sorted(questions, key=lambda each: sha256(f"{day.isoformat()} {each.id}".encode()).digest())
    place = next((index for index, each in enumerate(ordered) if each.id == after), -1) + 1
    first = [each for each in ordered if each.id == chosen]
    rest = [each for each in (*ordered[place:], *ordered[:place]) if each.id != chosen]
    return (*first, *rest[:OFFERED])
