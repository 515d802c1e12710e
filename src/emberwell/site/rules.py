"""What Today shows: one card, the first that is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emberwell.site.pages import Card, PromptCard, WaitingCard

if TYPE_CHECKING:
    from emberwell.library.prompts import Prompt


def card_for_today(*, waiting: int, prompt: Prompt) -> Card:
    """Lines waiting from the door come before today's prompt: they were left to be found."""
    return WaitingCard(lines=waiting) if waiting else PromptCard(prompt=prompt)
