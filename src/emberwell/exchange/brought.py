"""What an importer yields: pages, what hangs on them, and what could not come, with the reason.

An importer only reads. It knows no vault and no Django; `exchange.bring` does the sealing.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from emberwell.exchange.bounds import ENTRY_CHARACTERS, TEXT_IN_MEMORY, TOO_LONG, TooMuchText
from emberwell.journal.dates import local_date

Progress = Callable[[int, int], None]
"""Called with (done, total): attachments and pages together, so that `done` never goes back."""


REPORTED = 100_000
"""Things that could not come which are named one by one."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not come, or not whole, said to the person who brought it."""

    item: str
    """What it is called where it came from: a path, a date, an id."""
    reason: str
    """One plain sentence."""


@dataclass(frozen=True, slots=True)
class BroughtAttachment:
    """A picture, a recording or a document of a page. Its bytes are read only when it is sealed."""

    key: str
    """32 lowercase hex digits, the same for the same file of the same source. Stands in a page's body as
    `attachment:KEY` until the sealed record's id takes its place."""
    name: str
    media_type: str
    size: int
    """Bytes, as the source declares them; at most ATTACHMENT_BYTES."""
    open: Callable[[], BinaryIO] = field(repr=False, compare=False)
    """Opens it for reading. Reading raises CannotRead when it is damaged, OverBound when it is longer than said."""


@dataclass(frozen=True, slots=True)
class BroughtEntry:
    """One page, with nothing of the vault about it yet."""

    id: str
    """The source's own id, or a digest of what identifies it there."""
    item: str
    """What to call it in a report: never its words."""
    written_at: datetime
    """UTC."""
    zone: str
    title: str
    body: str
    tags: tuple[str, ...] = ()
    starred: bool = False
    all_day: bool = False
    dated: bool = True
    """False when the source carries no date and the file's own had to do."""
    attachments: tuple[BroughtAttachment, ...] = ()
    fields: dict[str, Any] = field(default_factory=dict)
    """Plain JSON values that have no place of their own here."""

    @property
    def day(self) -> str:
        """The local day, `YYYY-MM-DD`."""
        return local_date(self.written_at, self.zone).isoformat()

    def digest(self) -> str:
        """16 hex digits of the page's words and marks: changed there, it differs. Its date is not part of them."""
        whole = "\x00".join((self.title, self.body, *self.tags, str(self.starred)))
        return hashlib.sha256(whole.encode()).hexdigest()[:16]


@dataclass
class Reading:
    """What one source holds. Pages are gathered within a bound of memory; attachments stay where they are."""

    format: str
    """`dayone`, `jrnl`, `jrnl-json` or `markdown`; the family the ids belong to is the same word."""
    entries: list[BroughtEntry] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Sentences about the whole of it: a guess that was made, something this importer never brings."""
    unsaid: int = 0
    """How many more could not come than `skipped` names."""
    _weight: int = 0

    def add(self, entry: BroughtEntry) -> None:
        """Keep a page; one too long to be shown is left out. Raises TooMuchText."""
        if len(entry.body) > ENTRY_CHARACTERS:
            self.skip(entry.item, TOO_LONG)
            return
        self._weight += sys.getsizeof(entry.body) + sys.getsizeof(entry.title) + weight_of(entry.fields) + 1_000
        if self._weight > TEXT_IN_MEMORY:
            raise TooMuchText
        self.entries.append(entry)

    def skip(self, item: str, reason: str) -> None:
        if len(self.skipped) < REPORTED:
            self.skipped.append(Skipped(item, reason))
        else:
            self.unsaid += 1

    def all_notes(self) -> tuple[str, ...]:
        """The notes, and that not everything is named when there is too much of it."""
        more = [f"{self.unsaid:,} more things could not come than are named."] if self.unsaid else []
        return (*self.notes, *more)


def weight_of(value: Any) -> int:
    """About how many bytes of memory a plain JSON value takes; short lists of short texts unfold twentyfold."""
    if isinstance(value, dict):
        return 240 + sum(120 + sys.getsizeof(name) + weight_of(inner) for name, inner in value.items())
    if isinstance(value, list):
        return 60 + sum(8 + weight_of(inner) for inner in value)
    return sys.getsizeof(value)


def key_of(path: str) -> str:
    """The key of the attachment at `path` within its source."""
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:32]
