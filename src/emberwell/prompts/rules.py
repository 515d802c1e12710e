"""Which prompt a person is offered next. Pure: everything it needs to know is passed in.

A prompt that stood before somebody does not come back among the next sixty. The four pillars take turns, the quieter
ones more often: none waits longer than nine offers while it has anything left. What is passed over comes back
seldom, and what resembles it less often; what was refused does not come back at all. Nothing here looks at what was
written, only at which prompts were written to and when a page last belonged to a pillar.

The draw is a digest of who, how many offers before, and the prompt: the same every time it is asked, and different
for two people. It is not secret and needs no strength.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from emberwell.journal.records import Pillar
from emberwell.library.prompts import Tag
from emberwell.prompts.records import Answer

REST = 60
"""Offers before a prompt may come again."""
LONGEST_WAIT = 6
"""Offers after which a pillar must come. Three others may be due with it, so none waits longer than nine."""
QUIET_DAYS = 28
"""Days without a page after which a pillar counts as fully quiet."""
AT_FIRST = 4
"""Offers before anything of depth 3 comes."""

_KINDS = {1: 1.0, 2: 1.0, 3: 0.6}
"""How often a prompt of each depth is drawn, against the others."""
_SELDOM = {Tag.HARD_DAY: 0.35}
"""Tags that fit few days."""
_WRITTEN_BEFORE = 0.15
_PASSED_OVER = 0.4
"""For each time it was passed over."""
_LAID_ASIDE = 3.0
_TAG_LEAST = 0.3
_LEAST = 0.005


@dataclass(frozen=True)
class Candidate:
    """A prompt that may be offered, of the library or of one's own."""

    id: str
    pillar: Pillar | None
    depth: int = 1
    """1..3."""
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True)
class Offered:
    """One offer of the past."""

    prompt: str
    answer: Answer = Answer.NONE


@dataclass(frozen=True)
class Known:
    """What there is to go by."""

    offers: Sequence[Offered] = ()
    """In the order they were made."""
    refused: Collection[str] = ()
    """`Not for me`, and not taken back."""
    laid_aside: Collection[str] = ()
    """`Later`, and not written to since."""
    written: Collection[str] = ()
    """Prompts some page was written to."""
    last_page: Mapping[Pillar, date] = field(default_factory=dict)
    """The local day of the newest page of each pillar."""


def choose(candidates: Sequence[Candidate], known: Known, *, today: date, seed: str) -> Candidate | None:
    """The next prompt to offer; None when every one of them was refused, or there is none.

    Among those not offered lately; when all were, among those whose last offer is longest ago.
    """
    allowed = [each for each in candidates if each.id not in known.refused]
    if not allowed:
        return None
    last = {offer.prompt: place for place, offer in enumerate(known.offers)}
    count = len(known.offers)
    rested = [each for each in allowed if count - last.get(each.id, -REST - 1) > REST]
    if not rested:
        return min(allowed, key=lambda each: last.get(each.id, -1))
    gentle = [each for each in rested if each.depth < 3] if count < AT_FIRST else rested
    from_these = _of_the_due_pillar(gentle or rested, candidates, known)
    weights = _weights(from_these, candidates, known, today)
    return min(from_these, key=lambda each: _wait(each.id, weights[each.id], seed, count))


def _of_the_due_pillar(
    rested: Sequence[Candidate], candidates: Sequence[Candidate], known: Known
) -> Sequence[Candidate]:
    """Those of the pillar that has waited longest, when one has waited too long; else all of them."""
    pillar_of = {each.id: each.pillar for each in candidates}
    came = {pillar_of[offer.prompt]: place for place, offer in enumerate(known.offers) if offer.prompt in pillar_of}
    there = sorted({each.pillar for each in rested if each.pillar})
    waited = {pillar: len(known.offers) - 1 - came.get(pillar, -1) for pillar in there}
    due = max(there, key=lambda pillar: waited[pillar], default=None)
    if due is None or waited[due] < LONGEST_WAIT:
        return rested
    return [each for each in rested if each.pillar is due]


def _weights(
    rested: Sequence[Candidate], candidates: Sequence[Candidate], known: Known, today: date
) -> Mapping[str, float]:
    """How readily each comes, above 0. Each pillar has its share first, however many prompts it holds."""
    tags_of = {each.id: each.tags for each in candidates}
    passed = Counter(offer.prompt for offer in known.offers if offer.answer in {Answer.ANOTHER, Answer.NOT_FOR_ME})
    came = Counter(tag for offer in known.offers for tag in tags_of.get(offer.prompt, ()))
    disliked = Counter(tag for id, times in passed.items() for tag in tags_of.get(id, ()) for _ in range(times))
    sizes = Counter(each.pillar for each in rested)
    weights = {}
    for each in rested:
        weight = _KINDS[each.depth] * math.prod(_SELDOM.get(tag, 1.0) for tag in each.tags)
        weight *= _PASSED_OVER ** min(passed[each.id], 3)
        weight *= math.prod(_taken(came[tag], disliked[tag]) for tag in each.tags)
        weight *= _WRITTEN_BEFORE if each.id in known.written else 1.0
        weight *= _LAID_ASIDE if each.id in known.laid_aside else 1.0
        weights[each.id] = max(weight, _LEAST) * _quietness(each.pillar, known, today) / sizes[each.pillar]
    return weights


def _taken(came: int, passed_over: int) -> float:
    """The share of a tag's offers that were not passed over, softened while there are few, never under 0.3."""
    return max((3 + came - passed_over) / (3 + came), _TAG_LEAST)


def _quietness(pillar: Pillar | None, known: Known, today: date) -> float:
    """1 for a pillar written to today, up to 2 for one that has been quiet for four weeks or always."""
    if pillar is None:
        return 1.0
    last = known.last_page.get(pillar)
    return 2.0 if last is None else 1 + min(max((today - last).days, 0), QUIET_DAYS) / QUIET_DAYS


def _wait(id: str, weight: float, seed: str, count: int) -> float:
    """An exponential waiting time with the rate `weight`: the shortest wins, so each in proportion to its own."""
    drawn = int.from_bytes(sha256(f"{seed} {count} {id}".encode()).digest()[:8], "big")
    return -math.log((drawn + 1) / (2**64 + 1)) / weight
