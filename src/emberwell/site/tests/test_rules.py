"""Which card Today shows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.library.prompts import prompts_for
from emberwell.site.pages import Card, EarlyWord, PromptCard, ReturnCard, SessionCard, WaitingCard, WeekCard
from emberwell.site.rules import card_for_today
from emberwell.vault.record import RecordId

PROMPT = prompts_for()[0]
SESSION = SessionCard(id=RecordId("a" * 32), called="the two o'clock", to_be="", question="")
RETURN = ReturnCard(id=RecordId("b" * 32), day=date(2026, 3, 5))
NOTHING = {"waiting": 0, "session": None, "is_weeks_end": False, "word": None, "back": None, "prompt": PROMPT}


def card(**what: Any) -> Card:
    return card_for_today(**{**NOTHING, **what})


def test_the_prompt_when_nothing_else_is() -> None:
    assert card() == PromptCard(prompt=PROMPT, is_written=False)


@given(st.integers(0, 3), st.booleans(), st.booleans(), st.booleans())
def test_the_first_that_is_true(waiting: int, session: bool, week: bool, back: bool) -> None:
    shown = card(
        waiting=waiting, session=SESSION if session else None, is_weeks_end=week, back=RETURN if back else None
    )
    in_order = ((waiting, "waiting"), (session, "session"), (week, "week"), (back, "return"), (True, "prompt"))
    assert shown.kind == next(kind for there, kind in in_order if there)


def test_a_card_is_named_for_its_template() -> None:
    kinds = [WaitingCard, SessionCard, WeekCard, EarlyWord, ReturnCard, PromptCard]
    assert [kind.kind for kind in kinds] == ["waiting", "session", "week", "word", "return", "prompt"]
    with pytest.raises(AttributeError):
        WaitingCard(lines=1).lines = 2  # type: ignore[misc]
