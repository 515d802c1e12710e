"""What the pages of printed cards may show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emberwell.journal.records import Pillar
    from emberwell.library.cards import Paper
    from emberwell.library.pages import Links
    from emberwell.library.prompts import Prompt


@dataclass(frozen=True)
class WeekPage:
    """`library/cards_week.html`: seven, as the sheet will look."""

    paper: Paper
    """What is ticked to begin with."""
    backs: bool
    """Whether the backs are ticked."""
    audiences: Links
    prompts: tuple[Prompt, ...]
    how_title: str
    how: str
    """What the eighth card says."""
    another_url: str
    """The same page with seven others."""


@dataclass(frozen=True)
class Shelf:
    """A button that shows other prompts to choose from."""

    value: str
    label: str
    current: bool
    pillar: Pillar | None = None


@dataclass(frozen=True)
class Offer:
    """A prompt to tick."""

    prompt: Prompt
    ticked: bool


@dataclass(frozen=True)
class ChosenPage:
    """`library/cards_chosen.html`: pick them one by one."""

    paper: Paper
    backs: bool
    shelf: str
    """The one that is shown."""
    audiences: tuple[Shelf, ...]
    pillars: tuple[Shelf, ...]
    offers: tuple[Offer, ...]
    elsewhere: tuple[Prompt, ...]
    """Ticked, and not among `offers`."""
    most: int
    """Of one file."""


@dataclass(frozen=True)
class Pile:
    """The prompts of one pillar."""

    pillar: Pillar
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class ClientPage:
    """`library/cards_client.html`: cards with room to write."""

    paper: Paper
    piles: tuple[Pile, ...]
    example: str
    """A prompt for the picture of a card."""
    yours: str
    """What stands at its foot."""
