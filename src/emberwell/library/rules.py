"""Which prompt comes when. Pure functions of the prompts and the day: nothing is remembered about anybody.

The prompts stand in a round: pillar by pillar in turn, and within a pillar in an order that looks shuffled but is the
same on every machine (a digest of the id), so that all visitors of one day meet the same words and no server has to
agree with another. Adding a prompt shifts the round once; that is all it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

from emberwell.journal.records import Pillar
from emberwell.library.prompts import TAGS, Audience, Prompt, Tag
from emberwell.library.terms import stem, stems, terms


def prompt_of_the_day(prompts: Sequence[Prompt], day: date) -> Prompt:
    """The prompt for `day`: the same for everybody, and none returns before all the others have had their day.

    With as many prompts of each pillar any four days running hold all four pillars, and with fifteen or more of each
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


class Length(StrEnum):
    """How much time there is; the value stands in addresses."""

    FIVE = "5"
    TEN = "10"
    LONGER = "longer"

    def fits(self, minutes: int) -> bool:
        """At most five, at most ten, or a quarter of an hour and more (12 and up)."""
        return minutes >= A_QUARTER if self is Length.LONGER else minutes <= int(self.value)


A_QUARTER = 12
"""Minutes from which a prompt is for when there is time."""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the library; nothing at all means everything for therapists."""

    who: Audience = Audience.THERAPIST
    pillar: Pillar | None = None
    length: Length | None = None
    occasion: Tag | None = None
    words: str = ""
    """Looked for in the words, the follow-up and the occasions."""


def wanted(prompts: Sequence[Prompt], want: Wanted) -> tuple[Prompt, ...]:
    """Those that fit all that is wanted: by how well they answer the words, else with the pillars in turn."""
    fitting = [
        each
        for each in prompts
        if want.who is each.audience
        and want.pillar in (None, each.pillar)
        and (want.length is None or want.length.fits(each.minutes))
        and (want.occasion is None or want.occasion in each.tags)
    ]
    return tuple(_answering(fitting, want.words) if want.words.strip() else _round(fitting, "shelf"))


def a_few(prompts: Sequence[Prompt], day: date, count: int) -> tuple[Prompt, ...]:
    """So many of them for a shelf of the front page: others each day, the same all day for everybody."""
    shuffled = sorted(prompts, key=lambda each: _shuffle(each, "few"))
    first = day.toordinal() * count
    return tuple(shuffled[(first + place) % len(shuffled)] for place in range(min(count, len(shuffled))))


MOST_WORDS_ASKED = 6


def _answering(prompts: Sequence[Prompt], asked: str) -> list[Prompt]:
    """Those that hold every word asked for, or a word that begins so; the rarer and the more exact first."""
    sought = (stems(asked) or tuple(stem(word) for word in asked.split()))[:MOST_WORDS_ASKED]
    held = {each.id: _held(each) for each in prompts}
    common = {word: sum(word in stood for stood in held.values()) / max(len(prompts), 1) for word in sought}

    def worth(each: Prompt) -> float:
        said, total = terms(each), 0.0
        for word in sought:
            if word in held[each.id]:
                total += 1 + (1 - common[word]) * (2 if word in said else 1)
            elif any(one.startswith(word) for one in held[each.id]):
                total += 0.5
            else:
                return 0.0
        return total

    worths = [(worth(each), each) for each in prompts]
    found = [(-value, _shuffle(each, "found"), each) for value, each in worths if value]
    return [each for _, _, each in sorted(found, key=lambda item: item[:2])]


@lru_cache(maxsize=1024)
def _held(prompt: Prompt) -> frozenset[str]:
    """All that a prompt is looked through for: its words, those of its occasions, its pillar."""
    occasions = " ".join(TAGS[tag] for tag in prompt.tags)
    return terms(prompt).union(stems(f"{occasions} {prompt.pillar}"))


def _round(prompts: Sequence[Prompt], name: str) -> list[Prompt]:
    """All of them, each pillar spread evenly over the whole, however many it has."""
    placed = []
    for turn, pillar in enumerate(Pillar):
        mine = sorted((each for each in prompts if each.pillar is pillar), key=lambda each: _shuffle(each, name))
        placed += [((place + 0.5) / len(mine), turn, each) for place, each in enumerate(mine)]
    return [each for _, _, each in sorted(placed, key=lambda item: item[:2])]


def _shuffle(prompt: Prompt, name: str) -> bytes:
    return _digest(prompt.id, name)


@lru_cache(maxsize=4096)
def _digest(id: str, name: str) -> bytes:
    return sha256(f"{name} {id}".encode()).digest()
