"""What a library lacks, and what a whole one has."""

from __future__ import annotations

from itertools import cycle, islice

import msgspec
import pytest

from emberwell.journal.records import Pillar
from emberwell.library.prompts import Audience, Prompt, Tag
from emberwell.library.spread import CLIENTS, COLLEAGUES, EACH_PILLAR, counts, gaps


def _made(number: int, who: Audience, pillar: Pillar) -> Prompt:
    return Prompt(
        id=f"{who}-{pillar}-{number}",
        text="Recall the chair.",
        pillar=pillar,
        audience=who,
        minutes=(2, 6, 10, 14)[number % 4],
        depth=(1, 2, 2, 3, 1)[number % 5],
        tags=tuple(islice(cycle(Tag), number * 2, number * 2 + 2)),
    )


def _whole() -> list[Prompt]:
    """A library that has everything."""
    made = [_made(number, Audience.THERAPIST, pillar) for pillar in Pillar for number in range(EACH_PILLAR)]
    for who, count in ((Audience.CLIENT, CLIENTS), (Audience.COLLEAGUE, COLLEAGUES)):
        made += [
            msgspec.structs.replace(each, tags=((Tag.VALUES, Tag.BELIEFS, Tag.ASPIRATIONS)[number % 3],))
            for number, pillar in zip(range(count), cycle(Pillar))
            for each in [_made(number, who, pillar)]
        ]
    return made


WHOLE = _whole()


def test_a_whole_library_lacks_nothing() -> None:
    assert gaps(WHOLE) == []


def _without(**wants: object) -> list[Prompt]:
    return [each for each in WHOLE if any(getattr(each, name) != value for name, value in wants.items())]


@pytest.mark.parametrize(
    ("prompts", "said"),
    [
        (WHOLE[1:], "why: 44 prompts, not 45"),
        (_without(pillar=Pillar.GROWTH, depth=3), "growth: depth 3: 0, at least 8"),
        (_without(pillar=Pillar.WHY, minutes=2), "why: at most four minutes: 0, at least 6"),
        (_without(pillar=Pillar.WHY, minutes=14), "why: twelve minutes and more: 0, at least 6"),
        ([each for each in WHOLE if Tag.HARD_DAY not in each.tags], "alignment: “hard-day”: 0, at least 2"),
        ([each for each in WHOLE if Tag.CAREER not in each.tags], "therapists: “career”: 0, at least 8"),
        (_without(audience=Audience.CLIENT), "clients: 0 prompts, not 40"),
        (_without(audience=Audience.COLLEAGUE, pillar=Pillar.WHY), "colleagues: why: 0, at least 4"),
        (
            [each for each in WHOLE if each.audience is not Audience.CLIENT or Tag.BELIEFS not in each.tags],
            "clients: “beliefs”: 0, at least 6",
        ),
        ([each for each in WHOLE if Tag.HOME not in each.tags], "“home”: 0, at least 2"),
    ],
)
def test_what_is_missing_is_named(prompts: list[Prompt], said: str) -> None:
    assert said in gaps(prompts)


def test_a_few_for_hard_days_and_no_more() -> None:
    harder = [msgspec.structs.replace(each, tags=(Tag.HARD_DAY,)) for each in WHOLE[:40]]
    assert any("at most 30" in said for said in gaps([*harder, *WHOLE[40:]]))


def test_a_smaller_library_is_asked_for_its_share() -> None:
    said = gaps(WHOLE[:15] + WHOLE[45:60] + WHOLE[90:105] + WHOLE[135:150], each_pillar=15, clients=0, colleagues=0)
    assert [each for each in said if "at least" not in each] == []


def test_counts_add_up() -> None:
    counted = counts(WHOLE)
    assert counted["all"] == 260 == sum(row["all"] for row in counted["audiences"].values())
    assert counted["audiences"]["therapist"] == {"all": 180, **dict.fromkeys(Pillar, 45)}
    assert sum(counted["depths"].values()) == sum(counted["minutes"].values()) == 260
    assert counted["with a follow-up"] == 0
