"""`emberwell prompt --cards FILE.pdf`: prompts on paper, from the command line. No key needed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from emberwell.command.options import Asked
from emberwell.command.secret_file import FileInTheWay

if TYPE_CHECKING:
    from emberwell.library.cards import Kind, Paper
    from emberwell.library.prompts import Prompt


@dataclass(frozen=True)
class Wanted:
    """What stands on the sheets."""

    file: Path
    paper: str | None
    ids: str | None
    count: int | None
    backs: bool
    lines: bool


def make_cards(asked: Asked, wanted: Wanted, prompts: Sequence[Prompt]) -> None:
    """Write the PDF of a week of seven of `prompts`, or of those wanted, and say so. Nothing is overwritten."""
    from emberwell.library.cards import Kind, Paper, card_of, likely_paper
    from emberwell.library.printing import cards_pdf

    if wanted.file.exists():
        raise _in_the_way(wanted.file)
    now = datetime.now().astimezone()
    kind = Kind.CLIENT if wanted.lines else Kind.PROMPTS
    paper = Paper(wanted.paper) if wanted.paper else likely_paper(_language())
    found = _found(wanted, prompts, kind, now)
    content = cards_pdf([card_of(each) for each in found], kind=kind, paper=paper, backs=wanted.backs, made_on=now)
    _write_new(wanted.file, content)
    asked.answer(_said(wanted.file, len(found), kind, paper), _told(wanted.file, found, kind, paper))


def _found(wanted: Wanted, prompts: Sequence[Prompt], kind: Kind, now: datetime) -> tuple[Prompt, ...]:
    from emberwell.library.cards import WEEK, chosen, seed_of_week, some_of

    if wanted.ids is not None:
        return chosen([id.strip() for id in wanted.ids.split(",") if id.strip()], kind=kind)
    some = some_of(prompts, seed_of_week(now.date()), wanted.count or WEEK)
    return chosen([each.id for each in some], kind=kind)


def _said(file: Path, cards: int, kind: Kind, paper: Paper) -> str:
    from emberwell.library.cards import sheets_for

    sheets = sheets_for(cards, kind)
    return f"Wrote {file}: {cards} prompt{'s'[: cards > 1]} on {sheets} sheet{'s'[: sheets > 1]} of {paper.label}."


def _told(file: Path, found: Sequence[Prompt], kind: Kind, paper: Paper) -> dict[str, object]:
    from emberwell.library.cards import sheets_for

    return {
        "file": str(file),
        "paper": paper.value,
        "sheets": sheets_for(len(found), kind),
        "ids": [each.id for each in found],
    }


def _write_new(path: Path, content: bytes) -> None:
    """Write it whole, or leave nothing of it. Raises FileInTheWay."""
    try:
        file = path.open("xb")
    except FileExistsError:
        raise _in_the_way(path) from None
    try:
        with file:
            file.write(content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _in_the_way(path: Path) -> FileInTheWay:
    return FileInTheWay(f"{path} exists already and is not replaced. Nothing was changed. Name another file.")


def _language() -> str:
    """What says which paper lies in the printer, as POSIX orders it."""
    return next((said for name in ("LC_ALL", "LC_PAPER", "LANG") if (said := os.environ.get(name))), "")
