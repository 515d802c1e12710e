"""A book being set: beside the requests, sealed while it waits to be fetched (`exchange.works`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import IO, cast

from emberwell.exchange.works import Made, Work
from emberwell.keepsakes.choice import Choice
from emberwell.keepsakes.yearbook import year_book_pdf
from emberwell.vault.spool import SealedSpool
from emberwell.vault.vault import Vault


@dataclass(kw_only=True)
class Making:
    """What a work of this kind holds."""

    vault: Vault
    choice: Choice
    author: str
    """The name on the cover; "" for none."""
    made_on: datetime
    """Aware, in the person's own zone."""
    file: Made | None = None

    def make(self, work: Work) -> None:
        """Set the book."""
        content = year_book_pdf(self.vault, self.choice, author=self.author, made_on=self.made_on)
        spool = cast(IO[bytes], work.closing.enter_context(SealedSpool()))
        spool.write(content)
        self.file = Made(f"Kept lines {self.choice.year}.pdf", "application/pdf", spool, len(content))
