"""What the pages of the library may show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emberwell.journal.records import Pillar
    from emberwell.library.prompts import Prompt


@dataclass(frozen=True)
class FilterLink:
    """One way to narrow the list: a plain link."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Filter:
    """A row of links that exclude each other."""

    name: str
    """For screen readers: what the row is about."""
    links: tuple[FilterLink, ...]


@dataclass(frozen=True)
class Shelf:
    """The prompts of one pillar that fit."""

    pillar: Pillar
    about: str
    """One sentence on the pillar."""
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True)
class IndexPage:
    """`library/index.html`: all prompts, or those that fit."""

    pillars: Filter
    more: tuple[Filter, ...]
    """Occasion and length."""
    narrowed: bool
    """Something is chosen in `more`, so it stands open."""
    shelves: tuple[Shelf, ...]
    """Only those with something on them; empty when nothing fits."""


@dataclass(frozen=True)
class PromptPage:
    """`library/prompt.html`: one prompt at its own address."""

    prompt: Prompt
    occasions: tuple[str, ...]
    """The words of its tags."""
    write_url: str
    """Where to write to it: the writing page, or for a visitor the page at `/` that keeps words in the browser."""


@dataclass(frozen=True)
class OfferedPrompt:
    """`library/_prompt.html`: a prompt that can be exchanged in place."""

    prompt: Prompt
