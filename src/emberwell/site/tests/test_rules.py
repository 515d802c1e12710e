"""Which card Today shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.library.prompts import all_prompts
from emberwell.site.pages import PromptCard, WaitingCard
from emberwell.site.rules import card_for_today


def test_the_prompt_when_nothing_waits() -> None:
    prompt = all_prompts()[0]
    assert card_for_today(waiting=0, prompt=prompt) == PromptCard(prompt=prompt)


@given(st.integers(min_value=1, max_value=50))
def test_what_was_left_at_the_door_first(waiting: int) -> None:
    assert card_for_today(waiting=waiting, prompt=all_prompts()[0]) == WaitingCard(lines=waiting)


def test_a_card_is_named_for_its_template() -> None:
    assert {WaitingCard.kind, PromptCard.kind} == {"waiting", "prompt"}
    with pytest.raises(AttributeError):
        WaitingCard(lines=1).lines = 2  # type: ignore[misc]
