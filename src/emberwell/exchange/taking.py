"""The web page's way of taking away: make the files beside the requests, sealed while they wait to be fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import IO, cast

from emberwell.exchange import take
from emberwell.exchange.pdf import pages_pdf
from emberwell.exchange.take import Left, Revisions
from emberwell.exchange.works import Made, Work
from emberwell.vault.spool import SealedSpool
from emberwell.vault.vault import Vault

_PIECE = 256 * 1024


class Shape(StrEnum):
    """What someone may take."""

    FILES = "files"
    JSON = "json"
    AGE = "age"
    PDF = "pdf"


@dataclass(kw_only=True)
class Taking:
    """What one work of this kind holds."""

    vault: Vault
    shape: Shape
    author: str
    """The name on the cover of a PDF."""
    made_on: datetime
    """Aware, in the person's own zone."""
    revisions: Revisions = "latest"
    since: date = date.min
    until: date = date.max
    passphrase: str = field(default="", repr=False)
    """Of the age archive."""
    files: list[Made] = field(default_factory=list)
    left: tuple[Left, ...] = ()

    def make(self, work: Work) -> None:
        """Make the files. What was chosen is checked already."""
        match self.shape:
            case Shape.FILES:
                spool = self._spool(work)
                taken = take.zip_into(self.vault, spool, revisions=self.revisions, progress=work.progress)
                self._keep(f"{self._stem}.zip", "application/zip", spool)
                self.left = taken.left
            case Shape.JSON:
                self.left = take.json_into(
                    self.vault,
                    lambda number, content: self._write(work, number, ".json", "application/json", content),
                    revisions=self.revisions,
                    progress=work.progress,
                ).left
            case Shape.AGE:
                self.left = take.age_into(
                    self.vault,
                    self.passphrase,
                    lambda number, sealed: self._write(work, number, ".zip.age", "application/octet-stream", (sealed,)),
                    revisions=self.revisions,
                    progress=work.progress,
                ).left
                self.passphrase = ""
            case Shape.PDF:
                self._print(work)

    @property
    def _stem(self) -> str:
        return f"emberwell-{self.made_on.date().isoformat()}"

    def _print(self, work: Work) -> None:
        printed = pages_pdf(
            self.vault,
            since=self.since,
            until=self.until,
            author=self.author,
            made_on=self.made_on,
            progress=work.progress,
        )
        for one in printed:
            spool = self._spool(work)
            spool.write(one.content)
            self._keep(one.name, "application/pdf", spool)

    def _write(self, work: Work, number: int, ending: str, media_type: str, content: Iterable[bytes]) -> None:
        spool = self._spool(work)
        for piece in content:
            spool.write(piece)
        name = self._stem if number == 1 else f"{self._stem}-{number}"
        self._keep(name + ending, media_type, spool)

    def _spool(self, work: Work) -> IO[bytes]:
        return cast(IO[bytes], work.closing.enter_context(SealedSpool()))

    def _keep(self, name: str, media_type: str, spool: IO[bytes]) -> None:
        spool.seek(0, 2)
        self.files.append(Made(name, media_type, spool, spool.tell()))


def pieces(made: Made) -> Iterator[bytes]:
    """The bytes of a file, for one of perhaps several downloads of it."""
    at = 0
    while at < made.size:
        with made.lock:
            made.spool.seek(at)
            piece = made.spool.read(_PIECE)
        if not piece:
            return
        at += len(piece)
        yield piece
