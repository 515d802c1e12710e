"""“You may also like”: what is offered beside a prompt, and whether the reason is true."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emberwell.journal.records import Pillar
from emberwell.library.likes import HOW_MANY, NUMBERS, Like, also_like
from emberwell.library.prompts import Audience, Prompt, Tag, all_prompts, prompts_for
from emberwell.library.shelves import likes

libraries = st.lists(st.sampled_from(all_prompts()), min_size=1, unique=True)


def _invented(number: int, pillar: Pillar, minutes: int, depth: int, tags: tuple[Tag, ...]) -> Prompt:
    words = f"Where was the lamp number {'abcdefghij'[number % 10]}?"
    return Prompt(id=f"why-{number}", text=words, pillar=pillar, minutes=minutes, depth=depth, tags=tags)


invented = st.lists(
    st.tuples(
        st.sampled_from(Pillar),
        st.integers(2, 20),
        st.integers(1, 3),
        st.lists(st.sampled_from(Tag), min_size=1, max_size=3, unique=True).map(tuple),
    ),
    min_size=1,
    max_size=12,
).map(lambda rows: [_invented(number, *row) for number, row in enumerate(rows)])


@settings(deadline=None)
@given(libraries | invented, st.data())
def test_three_others_of_its_own_audience_with_a_reason_each(prompts: list[Prompt], data: st.DataObject) -> None:
    of = data.draw(st.sampled_from(prompts))
    found = also_like(prompts, of)
    others = [each for each in prompts if each.audience is of.audience and each != of]
    assert len(found) == min(HOW_MANY, len(others))
    assert len({like.prompt.id for like in found}) == len(found)
    assert {like.prompt.id for like in found} <= {each.id for each in others}
    assert all(re.fullmatch(r"[A-Z].+\.", like.reason) for like in found)
    assert not found or max(Counter(like.reason for like in found).values()) < HOW_MANY
    if any(each.pillar is not of.pillar for each in others) and len(found) > 1:
        assert any(like.prompt.pillar is not of.pillar for like in found)


@settings(deadline=None)
@given(libraries | invented, st.data(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_nothing(prompts: list[Prompt], data: st.DataObject, shuffled: object) -> None:
    of = data.draw(st.sampled_from(prompts))
    other_order = list(prompts)
    shuffled.shuffle(other_order)  # type: ignore[attr-defined]
    assert also_like(other_order, of) == also_like(prompts, of)


@pytest.mark.parametrize("of", all_prompts(), ids=lambda each: each.id)
def test_every_reason_is_true(of: Prompt) -> None:
    for like in also_like(prompts_for(of.audience), of):
        assert _is_true(like, of), f"{of.id} -> {like.prompt.id}: {like.reason}"


def _is_true(like: Like, of: Prompt) -> bool:
    other, said = like.prompt, like.reason
    if found := re.search("“(.+)”", said):
        return all(re.search(rf"\b{found[1]}\b", each.text) for each in (other, of))
    if said.startswith("Also "):
        return bool(set(other.tags) & set(of.tags))
    if other.pillar.title() not in said:
        return False
    checks = {
        "Lighter": other.depth < of.depth,
        "Another": other.minutes == of.minutes and NUMBERS[of.minutes] in said,
        "shorter": other.minutes < of.minutes,
        "longer": other.minutes > of.minutes,
        "about as long": abs(other.minutes - of.minutes) <= 3,
        ", in ": NUMBERS[other.minutes] in said,
        "as this one is": other.pillar is of.pillar,
    }
    return all(truth for part, truth in checks.items() if part in said) and any(part in said for part in checks)


@pytest.mark.parametrize("of", [each for each in prompts_for() if Tag.HARD_DAY in each.tags], ids=lambda each: each.id)
def test_a_hard_day_is_never_led_deeper(of: Prompt) -> None:
    assert all(like.prompt.depth < 3 for like in also_like(prompts_for(), of))


def test_a_shared_rare_word_and_a_shared_occasion_bring_two_together() -> None:
    def made(id: str, text: str, *tags: Tag) -> Prompt:
        return Prompt(id=id, text=text, pillar=Pillar.WHY, minutes=5, depth=1, tags=tags)

    of = made("why-of", "Go back along the corridor.", Tag.ENDINGS)
    near = made("why-near", "Count the steps in a corridor.", Tag.WEEK)
    same = made("why-same", "Write down a goodbye.", Tag.ENDINGS)
    far = [made(f"why-{n}", f"Look at {n}.", Tag.BODY) for n in ("rain", "bread", "wool", "tin")]
    first, second, _ = also_like([of, near, same, *far], of)
    assert {(like.prompt.id, like.reason) for like in (first, second)} == {
        ("why-near", "The word “corridor” is in both."),
        ("why-same", "Also about endings."),
    }


def test_following_them_one_soon_meets_all_four_pillars() -> None:
    """However one chooses, the three and the prompt itself hold at least three pillars."""
    for of in prompts_for():
        assert len({of.pillar, *(like.prompt.pillar for like in also_like(prompts_for(), of))}) >= 3


def test_most_prompts_are_offered_somewhere_and_none_everywhere() -> None:
    offered = Counter(like.prompt.id for of in prompts_for() for like in also_like(prompts_for(), of))
    assert len(offered) > len(prompts_for()) * 0.8
    assert max(offered.values()) <= len(prompts_for()) / 10


def test_they_are_worked_out_once() -> None:
    id = prompts_for()[0].id
    assert likes(id, Audience.THERAPIST) is likes(id, Audience.THERAPIST)
    assert likes("why-never-written", Audience.THERAPIST) == ()
