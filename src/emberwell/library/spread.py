"""How the prompts are spread over audiences, pillars, depths, times and occasions: what there is, and what is missing.

The numbers are what somebody would look for in vain otherwise, for 45 prompts a pillar; a smaller library is asked for
its share. They bind whoever adds and whoever strikes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from emberwell.journal.records import Pillar
from emberwell.library.prompts import Audience, Prompt, Tag

EACH_PILLAR = 45
"""Prompts for therapists."""
CLIENTS = 40
COLLEAGUES = 40
PRACTICES = 14
PATHS = 4

DEPTHS = {1: 12, 2: 14, 3: 8}
"""The least of each depth in a pillar."""
TIMES: Mapping[str, tuple[int, int, int]] = {
    "at most four minutes": (2, 4, 6),
    "five to seven minutes": (5, 7, 6),
    "eight to eleven minutes": (8, 11, 6),
    "twelve minutes and more": (12, 20, 6),
}
"""What it is called: from, to, and the least of it in a pillar."""
DAYS = {Tag.GOOD_DAY: 3, Tag.HARD_DAY: 2}
"""The least in a pillar: no day finds a pillar shut."""
OCCASIONS = {
    Tag.BEFORE_SESSION: 6,
    Tag.BETWEEN_SESSIONS: 6,
    Tag.AFTER_SESSION: 12,
    Tag.WEEK: 9,
    Tag.SEASON: 8,
    Tag.CAREER: 8,
    Tag.GOOD_DAY: 15,
    Tag.HARD_DAY: 8,
}
"""The least of all for therapists."""
MOST_HARD_DAY = 30
"""Of all for therapists: a few for hard days, not a library of them."""
OF_CLIENTS = {Tag.VALUES: 8, Tag.BELIEFS: 6, Tag.ASPIRATIONS: 8}
A_PILLAR_OF_OTHERS = 4
"""The least of each pillar among those for clients, and among those for colleagues."""
EACH_TAG = 2
"""A tag that leads to one prompt only leads nowhere."""


def gaps(
    prompts: Sequence[Prompt], *, each_pillar: int = EACH_PILLAR, clients: int = CLIENTS, colleagues: int = COLLEAGUES
) -> list[str]:
    """What the whole lacks of the numbers above, in their proportion to the three that are given."""
    of = {who: [each for each in prompts if each.audience is who] for who in Audience}
    return [
        *_gaps_for_therapists(of[Audience.THERAPIST], each_pillar),
        *_gaps_for_others(Audience.CLIENT, of[Audience.CLIENT], clients, CLIENTS),
        *_gaps_for_others(Audience.COLLEAGUE, of[Audience.COLLEAGUE], colleagues, COLLEAGUES),
        *_gaps_of_tags(prompts),
    ]


def counts(prompts: Sequence[Prompt]) -> dict[str, Any]:
    """How many there are: by audience and pillar, depth, time and tag, as plain values."""
    return {
        "all": len(prompts),
        "audiences": {
            who.value: {
                "all": sum(each.audience is who for each in prompts),
                **{p.value: sum(each.audience is who and each.pillar is p for each in prompts) for p in Pillar},
            }
            for who in Audience
        },
        "depths": {str(depth): sum(each.depth == depth for each in prompts) for depth in DEPTHS},
        "minutes": {
            name: sum(first <= each.minutes <= last for each in prompts) for name, (first, last, _) in TIMES.items()
        },
        "tags": {tag.value: sum(tag in each.tags for each in prompts) for tag in Tag},
        "with a follow-up": sum(bool(each.follow_up) for each in prompts),
    }


def _gaps_for_therapists(prompts: Sequence[Prompt], each_pillar: int) -> Iterator[str]:
    share = _in_proportion(each_pillar, EACH_PILLAR)
    for pillar in Pillar:
        mine = [each for each in prompts if each.pillar is pillar]
        if len(mine) != each_pillar:
            yield f"{pillar}: {len(mine)} prompts, not {each_pillar}"
        for depth, least in DEPTHS.items():
            yield from _too_few(f"{pillar}: depth {depth}", sum(each.depth == depth for each in mine), share(least))
        for name, (first, last, least) in TIMES.items():
            count = sum(first <= each.minutes <= last for each in mine)
            yield from _too_few(f"{pillar}: {name}", count, share(least))
        for tag, least in DAYS.items():
            yield from _too_few(f"{pillar}: “{tag}”", sum(tag in each.tags for each in mine), share(least))
    tagged = Counter(tag for each in prompts for tag in each.tags)
    for tag, least in OCCASIONS.items():
        yield from _too_few(f"therapists: “{tag}”", tagged[tag], share(least))
    if tagged[Tag.HARD_DAY] > MOST_HARD_DAY:
        yield f"therapists: {tagged[Tag.HARD_DAY]} for “{Tag.HARD_DAY}”, at most {MOST_HARD_DAY}"


def _gaps_for_others(who: Audience, prompts: Sequence[Prompt], asked: int, whole: int) -> Iterator[str]:
    share = _in_proportion(asked, whole)
    if len(prompts) != asked:
        yield f"{who}s: {len(prompts)} prompts, not {asked}"
    if not asked:
        return
    for pillar in Pillar:
        count = sum(each.pillar is pillar for each in prompts)
        yield from _too_few(f"{who}s: {pillar}", count, share(A_PILLAR_OF_OTHERS))
    if who is Audience.CLIENT:
        for tag, least in OF_CLIENTS.items():
            yield from _too_few(f"{who}s: “{tag}”", sum(tag in each.tags for each in prompts), share(least))


def _gaps_of_tags(prompts: Sequence[Prompt]) -> Iterator[str]:
    tagged = Counter(tag for each in prompts for tag in each.tags)
    for tag in Tag:
        yield from _too_few(f"“{tag}”", tagged[tag], EACH_TAG)


def _too_few(what: str, count: int, least: int) -> Iterator[str]:
    if count < least:
        yield f"{what}: {count}, at least {least}"


def _in_proportion(asked: int, whole: int) -> Callable[[int], int]:
    """Rounded down, and never nothing where something is asked for."""
    return lambda least: max(1, least * asked // whole) if asked else 0
