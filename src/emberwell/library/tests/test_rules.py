"""Which prompt comes when."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from emberwell.journal.records import Pillar
from emberwell.library.prompts import Prompt, prompts_for
from emberwell.library.rules import another, prompt_of_the_day

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2200, 1, 1))
subsets = st.lists(st.sampled_from(prompts_for()), min_size=1, unique=True)


def _from(day: date, count: int, prompts: tuple[Prompt, ...]) -> list[Prompt]:
    return [prompt_of_the_day(prompts, day + timedelta(days=after)) for after in range(count)]


SIXTY = tuple(each for pillar in Pillar for each in [one for one in prompts_for() if one.pillar is pillar][:15])
"""Fifteen of each pillar, however many there are."""


@settings(deadline=None)
@given(days)
def test_sixty_days_running_bring_sixty_prompts(day: date) -> None:
    assert len({each.id for each in _from(day, 60, SIXTY)}) == 60
    assert len({each.id for each in _from(day, 60, prompts_for())}) == 60


@settings(deadline=None)
@given(days)
def test_four_days_running_bring_four_pillars(day: date) -> None:
    assert {each.pillar for each in _from(day, 4, SIXTY)} == set(Pillar)


@settings(deadline=None)
@given(subsets, days)
def test_any_library_passes_through_all_it_has_before_one_returns(prompts: list[Prompt], day: date) -> None:
    assert sorted(each.id for each in _from(day, len(prompts), tuple(prompts))) == sorted(each.id for each in prompts)


@settings(deadline=None)
@given(days, st.randoms())
def test_the_day_is_the_same_for_everybody(day: date, shuffled: object) -> None:
    other_order = list(prompts_for())
    shuffled.shuffle(other_order)  # type: ignore[attr-defined]
    assert prompt_of_the_day(other_order, day) == prompt_of_the_day(prompts_for(), day)


def test_a_day_once_published_stays() -> None:
    """Frozen: a change here changes what every visitor sees, so it should be meant."""
    assert prompt_of_the_day(SIXTY, date(2026, 11, 22)).id == "alignment-what-was-not-there"
    assert another(SIXTY, "why-helped-badly").id == "connection-the-sorry"


@settings(deadline=None)
@given(st.sampled_from(SIXTY))
def test_another_is_never_the_same_and_passes_through_all(first: Prompt) -> None:
    seen = [first]
    for _ in range(59):
        seen.append(another(SIXTY, seen[-1].id))
        assert seen[-1].pillar is not seen[-2].pillar
    assert len({each.id for each in seen}) == 60
    assert another(SIXTY, seen[-1].id) == first


@settings(deadline=None)
@given(subsets)
def test_another_is_another_whenever_there_is_one(prompts: list[Prompt]) -> None:
    for each in prompts:
        assert (another(prompts, each.id) == each) == (len(prompts) == 1)


@settings(deadline=None)
@given(st.sampled_from(prompts_for()), st.sampled_from(Pillar))
def test_another_keeps_to_a_pillar(after: Prompt, pillar: Pillar) -> None:
    found = another(prompts_for(), after.id, pillar=pillar)
    assert found.pillar is pillar
    assert found != after


def test_todays_another_is_hardly_ever_tomorrows_prompt() -> None:
    """Else whoever asked for another today would meet it again tomorrow, all year."""
    year = _from(date(2026, 1, 1), 61, SIXTY)
    assert sum(another(SIXTY, today.id) == tomorrow for today, tomorrow in pairwise(year)) <= 3


def test_an_unknown_id_begins_the_round() -> None:
    assert another(prompts_for(), "no-longer-there") == another(prompts_for(), "")
