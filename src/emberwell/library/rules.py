"""Which prompt comes when. Pure functions of the prompts and the day: nothing is remembered about anybody.

The prompts stand in a round: pillar by pillar in turn, and within a pillar in an order that looks shuffled but is the
same on every machine (a digest of the id), so that all visitors of one day meet the same words and no server has to
agree with another. Adding a prompt shifts the round once; that is all it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from emberwell.journal.records import Pillar
from emberwell.library.prompts import Prompt, Tag


def prompt_of_the_day(prompts: Sequence[Prompt], day: date) -> Prompt:
    """The prompt for `day`: the same for everybody, and none returns before all the others have had their day.

    With as many prompts of each pillar (as there are: fifteen) any four days running hold all four pillars, and
    nothing returns within sixty days. `prompts` must not be empty.
    """
    in_turn = _round(prompts, "day")
    return in_turn[day.toordinal() % len(in_turn)]


def another(prompts: Sequence[Prompt], after: str, *, pillar: Pillar | None = None) -> Prompt:
    """The one to offer instead of the prompt with the id `after`, kept to `pillar` when one is given.

    Never `after` itself unless it is the only one. Asked again and again it passes through all of them, the pillars
    in turn. Its round is not that of the days, or today's `another` would be tomorrow's prompt. An id that is not
    among them begins the round. There must be a prompt to offer.
    """
    in_turn = _round([each for each in prompts if pillar in (None, each.pillar)], "another")
    places = {each.id: place for place, each in enumerate(in_turn)}
    return in_turn[(places.get(after, -1) + 1) % len(in_turn)]


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the library; nothing at all means everything."""

    pillar: Pillar | None = None
    minutes: int | None = None
    """At most so many."""
    occasion: Tag | None = None


def wanted(prompts: Sequence[Prompt], want: Wanted) -> tuple[Prompt, ...]:
    """Those that fit all that is wanted, in the order given."""
    return tuple(
        each
        for each in prompts
        if want.pillar in (None, each.pillar)
        and (want.minutes is None or each.minutes <= want.minutes)
        and (want.occasion is None or want.occasion in each.tags)
    )


def _round(prompts: Sequence[Prompt], name: str) -> list[Prompt]:
    """All of them, each pillar spread evenly over the whole, however many it has."""
    placed = []
    for turn, pillar in enumerate(Pillar):
        mine = sorted((each for each in prompts if each.pillar is pillar), key=lambda each: _shuffle(each, name))
        placed += [((place + 0.5) / len(mine), turn, each) for place, each in enumerate(mine)]
    return [each for _, _, each in sorted(placed, key=lambda item: item[:2])]


def _shuffle(prompt: Prompt, name: str) -> bytes:
    return sha256(f"{name} {prompt.id}".encode()).digest()
