"""What Today shows: one card, the first that is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emberwell.site.pages import Card, PromptCard, WaitingCard, WeekCard

if TYPE_CHECKING:
    from emberwell.library.prompts import Prompt


def card_for_today(*, waiting: int, is_weeks_end: bool, prompt: Prompt) -> Card:
    """Lines waiting from the door first: they were left to be found. Then week's end, on its day; then a prompt."""
    if waiting:
        return WaitingCard(lines=waiting)
    return WeekCard() if is_weeks_end else PromptCard(prompt=prompt)
