"""Which card Today shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.library.prompts import all_prompts
from emberwell.site.pages import PromptCard, WaitingCard, WeekCard
from emberwell.site.rules import card_for_today

PROMPT = all_prompts()[0]


def test_the_prompt_when_nothing_waits() -> None:
    assert card_for_today(waiting=0, is_weeks_end=False, prompt=PROMPT) == PromptCard(prompt=PROMPT)


def test_weeks_end_on_its_day() -> None:
    assert card_for_today(waiting=0, is_weeks_end=True, prompt=PROMPT) == WeekCard()


@given(st.integers(min_value=1, max_value=50), st.booleans())
def test_what_was_left_at_the_door_first(waiting: int, is_weeks_end: bool) -> None:
    assert card_for_today(waiting=waiting, is_weeks_end=is_weeks_end, prompt=PROMPT) == WaitingCard(lines=waiting)


def test_a_card_is_named_for_its_template() -> None:
    assert {WaitingCard.kind, WeekCard.kind, PromptCard.kind} == {"waiting", "week", "prompt"}
    with pytest.raises(AttributeError):
        WaitingCard(lines=1).lines = 2  # type: ignore[misc]
