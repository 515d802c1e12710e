"""“You may also like”, with the reason said. Pure functions of the prompts: offline, the same for everybody, and
nothing is remembered about what anybody read.

Close is what shares occasions and words, each counted by how rare it is (Spärck Jones 1972), at a like depth and
length. The closest comes first; then one of another pillar, then one of a pillar not yet met, so that whoever follows
these links goes round all four. A prompt for a hard day never leads to one that digs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from emberwell.journal.records import Pillar
from emberwell.library.prompts import TAGS, Prompt, Tag
from emberwell.library.terms import rarity, terms, things

HOW_MANY = 3
RARE = 0.04
"""Share of the prompts of an audience that may hold a word for it to be a reason; two may always."""
TELLING = 0.4
"""Share of them that may have an occasion for it to be a reason: most for colleagues are about colleagues."""
A_FEW_MINUTES = 3
FAR_APART_MINUTES = 8
_COUNTED = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBERS = tuple(_COUNTED.split())
"""Minutes in words, by their number."""

_ALSO: dict[Tag, str] = {
    Tag.BEFORE_SESSION: "Also for the time before a session.",
    Tag.BETWEEN_SESSIONS: "Also for the time between sessions.",
    Tag.AFTER_SESSION: "Also for the time after a session.",
    **{tag: f"Also for the {TAGS[tag]}." for tag in (Tag.WEEK, Tag.SEASON)},
    **{tag: f"Also for {TAGS[tag]}." for tag in (Tag.GOOD_DAY, Tag.HARD_DAY)},
    Tag.SOMETHING_OF_MINE: "Also about something of yours in the room.",
}


@dataclass(frozen=True)
class Like:
    """A prompt to go on to, and why it is offered."""

    prompt: Prompt
    reason: str
    """One honest sentence."""


@dataclass(frozen=True)
class _Reason:
    kind: str
    sentence: str


def also_like(prompts: Sequence[Prompt], of: Prompt) -> tuple[Like, ...]:
    """Up to three of `prompts` to go on to from `of`, of its own audience and never itself, each with a reason.

    At least one is of another pillar when there is one. No sentence stands there three times, nor three of one kind.
    """
    shelf = [each for each in prompts if each.audience is of.audience]
    nearness = _nearness(shelf, of)
    said = Counter(word for each in shelf for word in terms(each))
    rare = {word for word, count in said.items() if count <= max(2, len(shelf) * RARE)}
    tagged = Counter(tag for each in shelf for tag in each.tags)
    telling = {str(tag) for tag, count in tagged.items() if count <= max(2, len(shelf) * TELLING)}
    chosen: list[Like] = []
    used: list[_Reason] = []
    for seat in range(HOW_MANY):
        left = [each for each in shelf if each.id not in {of.id, *(like.prompt.id for like in chosen)}]
        if left:
            met = {of.pillar, *(like.prompt.pillar for like in chosen)} if seat else set()
            found = max(_of_another_pillar(left, met, of.pillar), key=lambda each: nearness[each.id])
            used.append(_unused(list(_reasons(of, found, rare | telling)), used))
            chosen.append(Like(found, used[-1].sentence))
    return tuple(chosen)


def _of_another_pillar(prompts: list[Prompt], met: Collection[Pillar], own: Pillar) -> list[Prompt]:
    """Those of a pillar not met yet; else of any but its own; else all."""
    if not met:
        return prompts
    return (
        [each for each in prompts if each.pillar not in met]
        or [each for each in prompts if each.pillar is not own]
        or prompts
    )


def _nearness(shelf: Sequence[Prompt], of: Prompt) -> dict[str, tuple[float, bytes]]:
    """How near each is to `of`, and what decides between two as near: the same on every machine, not the alphabet."""
    rare_word, rare_tag = rarity([terms(each) for each in shelf]), rarity([each.tags for each in shelf])
    own = terms(of)

    def near(each: Prompt) -> float:
        apart = abs(each.minutes - of.minutes)
        return (
            sum(rare_tag(tag) for tag in each.tags if tag in of.tags)
            + sum(rare_word(word) for word in terms(each) & own) / 2
            + (each.depth == of.depth) / 2
            - apart / 10
            - (apart > FAR_APART_MINUTES)
            - 100 * (Tag.HARD_DAY in of.tags and each.depth == 3)
        )

    return {each.id: (near(each), sha256(f"{of.id} {each.id}".encode()).digest()) for each in shelf}


def _reasons(of: Prompt, other: Prompt, rare: Collection[str]) -> Iterator[_Reason]:
    """What could truly be said of the two, the more telling first. The last two can be said of any two."""
    named, elsewhere, pillar = things(of.text), things(other.text), other.pillar.title()
    for word in elsewhere:
        if word in rare and named.get(word) == elsewhere[word]:
            yield _Reason("word", f"The word “{elsewhere[word]}” is in both.")
    for tag in other.tags:
        if tag in of.tags and tag in rare:
            yield _Reason("occasion", _ALSO.get(tag, f"Also about {TAGS[tag]}."))
    if of.depth == 3 and other.depth == 1:
        yield _Reason("lighter", f"Lighter, from {pillar}.")
    if of.minutes == other.minutes:
        yield _Reason("minutes", f"Another {NUMBERS[other.minutes]} minutes, from {pillar}.")
    elif abs(other.minutes - of.minutes) <= A_FEW_MINUTES:
        yield _Reason("minutes", f"From {pillar}, and about as long.")
    else:
        yield _Reason("minutes", f"From {pillar}, and {'shorter' if other.minutes < of.minutes else 'longer'}.")
    if other.pillar is of.pillar:
        yield _Reason("pillar", f"From {pillar}, as this one is.")
    else:
        yield _Reason("pillar", f"From {pillar}, in {NUMBERS[other.minutes]} minutes.")


_TELLING = {"word", "occasion", "lighter"}


def _unused(reasons: Sequence[_Reason], used: Sequence[_Reason]) -> _Reason:
    """The first that tells something and is of a kind not used yet; else the best that repeats least."""
    kinds = Counter(each.kind for each in used)
    telling = [each for each in reasons if each.kind in _TELLING]
    ranked = [
        *(each for each in telling if not kinds[each.kind]),
        *(each for each in telling if each not in used and kinds[each.kind] < 2),
        *(each for each in reasons if not kinds[each.kind]),
        *(each for each in reasons if kinds[each.kind] < 2),
    ]
    return ranked[0]
