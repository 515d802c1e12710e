"""What the pages of the library may show, and how they are filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emberwell.journal.records import Pillar
    from emberwell.library.likes import Like
    from emberwell.library.prompts import Audience, Prompt
    from emberwell.prompts.finding import Found
    from emberwell.prompts.standing import Standing


@dataclass(frozen=True)
class Link:
    """One way into the library: a plain link."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Links:
    """A row of links that exclude each other."""

    name: str
    """Said above it."""
    links: tuple[Link, ...]

    @property
    def slug(self) -> str:
        """For ids."""
        return self.name.lower().replace(" ", "-")


@dataclass(frozen=True)
class Door:
    """A larger way in, or another room: a name and one sentence."""

    label: str
    sentence: str
    url: str


@dataclass(frozen=True)
class Shelf:
    """A few prompts of one sort, and the way to all of them."""

    name: str
    """Also the id of its heading."""
    title: str
    pillar: Pillar | None
    """For its sign."""
    about: str
    prompts: tuple[Prompt, ...]
    all: Link


@dataclass(frozen=True)
class IndexPage:
    """`library/index.html`: the front page."""

    today: Prompt | Found
    """Everybody's prompt of the day; the person's own where a journal is open."""
    write_url: str
    ways: tuple[Links, ...]
    """Whom they are for, kinds of day, lengths, pillars."""
    themes: tuple[Links, ...]
    """What they are about: folded away."""
    shelves: tuple[Shelf, ...]
    rooms: tuple[Door, ...]
    preview: Preview
    is_of_the_library: bool
    """Today's prompt has a page here: it is not one of the person's own."""
    words: str = ""
    """What was looked for: nothing, here."""


@dataclass(frozen=True)
class FoundPage:
    """`library/found.html`: those that fit what is wanted, so many at a time."""

    title: str
    about: str
    prompts: tuple[Prompt, ...]
    says_pillar: bool
    """They are of several."""
    ways: tuple[Links, ...]
    """To narrow it down or choose otherwise; only what leads somewhere."""
    also: tuple[Link, ...]
    """What the same words find for others."""
    words: str
    who: Audience
    earlier: str
    """The address of those before, or ""."""
    more: str
    """The address of those after, or ""."""


@dataclass(frozen=True)
class Preview:
    """What a link to a page shows in a message, and what a search engine reads."""

    title: str
    description: str


@dataclass(frozen=True)
class PromptPage:
    """`library/prompt.html`: one prompt at its own address."""

    prompt: Prompt
    heading: str
    """What it is for: to write to, to send, to ask."""
    tab: str
    """Its first words, for the tab."""
    occasions: tuple[Link, ...]
    """Its tags, each leading to the others of its kind."""
    write_url: str
    """Where to write to it: the writing page, or for a visitor the page at `/` that keeps words in the browser."""
    back: Link
    likes: tuple[Like, ...]
    preview: Preview
    standing: Standing | None
    """What the person whose journal is open has said of it; None for a visitor."""
    share_url: str
    """The address that goes along when it is shared; "" on one's own machine, whose addresses lead nowhere else."""


@dataclass(frozen=True)
class OfferedPrompt:
    """`library/_prompt.html`: a prompt that can be exchanged in place."""

    prompt: Prompt
