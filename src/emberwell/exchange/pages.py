"""What the pages of this folder may show: one dataclass a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from emberwell.exchange.bringing import SkippedTogether
from emberwell.exchange.forms import BringForm, TakeForm
from emberwell.exchange.take import Left
from emberwell.exchange.taking import Shape
from emberwell.exchange.working import WorkPart


@dataclass(frozen=True)
class BringPage:
    """Choose a file."""

    form: BringForm
    gone: bool
    """What was being brought is no longer here."""


@dataclass(frozen=True)
class PreviewPart:
    """What would come."""

    format: str
    """Its name as people know it."""
    pages: int
    others: int
    attachments: int
    first: date | None
    last: date | None
    new: int
    unchanged: int
    skipped: tuple[SkippedTogether, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class OutcomePart:
    """What came."""

    added: int
    unchanged: int
    skipped: tuple[SkippedTogether, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class BringingPage:
    """A file that was sent: looked at, then taken in."""

    work: WorkPart
    name: str
    preview: PreviewPart | None
    outcome: OutcomePart | None


@dataclass(frozen=True)
class TakePage:
    """Choose a shape."""

    form: TakeForm
    gone: bool
    """What was made is no longer here."""


@dataclass(frozen=True)
class FilePart:
    """A file to fetch."""

    number: int
    """From 1."""
    name: str
    size: int
    """Bytes."""


@dataclass(frozen=True)
class TakingPage:
    """Files being made, or waiting to be fetched."""

    work: WorkPart
    shape: Shape
    files: tuple[FilePart, ...]
    left: tuple[Left, ...]
    minutes_kept: int

    @property
    def sealed(self) -> bool:
        """Whether what is fetched needs a passphrase to be read."""
        return self.shape is Shape.AGE
