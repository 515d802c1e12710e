"""The web page's way of bringing: look at what was sent, then take it in, beside the requests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from emberwell.exchange.bounds import WEB_TOTAL
from emberwell.exchange.bring import bring, preview
from emberwell.exchange.brought import Skipped
from emberwell.exchange.outcome import Outcome, Preview
from emberwell.exchange.works import Work
from emberwell.vault.vault import Vault


@dataclass
class Bringing:
    """What one work of this kind holds."""

    vault: Vault
    name: str
    """What the file was called; a hint to what it is, never a place on a disk."""
    source: IO[bytes]
    zone: str
    """Where clock times without a zone were lived."""
    preview: Preview | None = None
    outcome: Outcome | None = None

    def look(self, _: Work) -> None:
        """See what would come. Nothing is changed."""
        self.preview = preview(
            cast(BinaryIO, self.source), vault=self.vault, zone=self.zone, limit=WEB_TOTAL, name=self.name
        )

    def take_in(self, work: Work) -> None:
        """Do it: everything, or nothing at all."""
        self.outcome = bring(
            self.vault,
            cast(BinaryIO, self.source),
            progress=work.progress,
            limit=WEB_TOTAL,
            zone=self.zone,
            name=self.name,
        )
        self.source.close()


@dataclass(frozen=True)
class SkippedTogether:
    """Everything that could not come for one reason."""

    reason: str
    items: tuple[str, ...]
    """The first of them."""
    more: int
    """How many there are besides."""

    @property
    def count(self) -> int:
        return len(self.items) + self.more


SHOWN = 20
"""Items named on the page for one reason; the report to save names them all."""


def together(skipped: Iterable[Skipped]) -> tuple[SkippedTogether, ...]:
    """By reason, in the order in which each reason first came up."""
    by_reason: dict[str, list[str]] = {}
    for one in skipped:
        by_reason.setdefault(one.reason, []).append(one.item)
    return tuple(
        SkippedTogether(reason, tuple(items[:SHOWN]), max(0, len(items) - SHOWN)) for reason, items in by_reason.items()
    )


def report_text(name: str, outcome: Outcome) -> str:
    """The whole report as plain text."""
    lines = [
        f"Brought to Emberwell: {name}",
        f"Read {outcome.read}, added {outcome.added}, here already {outcome.unchanged}.",
        "",
        *outcome.notes,
        *([""] if outcome.notes else []),
        *(["What did not come, or not whole:"] if outcome.skipped else ["Everything came."]),
        *(f"- {one.item}: {one.reason}" for one in outcome.skipped),
    ]
    return "\n".join(lines) + "\n"
