"""What Today shows: one card, the first that is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emberwell.site.pages import Card, EarlyWord, PromptCard, ReturnCard, SessionCard, WaitingCard, WeekCard

if TYPE_CHECKING:
    from emberwell.prompts.finding import Found


def card_for_today(
    *,
    waiting: int,
    session: SessionCard | None,
    is_weeks_end: bool,
    word: EarlyWord | None,
    back: ReturnCard | None,
    prompt: Found | None,
    is_written: bool = False,
) -> Card:
    """The one card: lines waiting from the door, which were left to be found; today's chosen session; week's end, on
    its day; an early word; what was asked to be asked about again; else a prompt."""
    if waiting:
        return WaitingCard(lines=waiting)
    if session:
        return session
    if is_weeks_end:
        return WeekCard()
    return word or back or PromptCard(prompt=prompt, is_written=is_written)
