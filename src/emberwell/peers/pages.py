"""What the page of two chairs may show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from emberwell.library.prompts import Audience, prompt, prompts_for
from emberwell.peers.rules import LENGTHS, offered

if TYPE_CHECKING:
    from emberwell.library.prompts import Prompt
    from emberwell.peers.rules import Chosen


@dataclass(frozen=True)
class TwoChairsPage:
    """`peers/two_chairs.html`."""

    chosen: Chosen
    lengths: tuple[int, ...]
    questions: tuple[Prompt, ...]
    last: str
    """Id of the last question offered: `another` goes on after it."""
    kept: bool
    """A line was just kept, without a script."""


def two_chairs_page(chosen: Chosen, *, today: date, after: str, kept: bool) -> TwoChairsPage:
    """The choices, and the questions of today."""
    every, asked = prompts_for(Audience.COLLEAGUE), prompt(chosen.question)
    every = every if asked is None or asked in every else (*every, asked)  # it has left the library
    questions = offered(every, day=today, after=after, chosen=chosen.question)
    return TwoChairsPage(chosen, LENGTHS, questions, questions[-1].id if questions else "", kept)
