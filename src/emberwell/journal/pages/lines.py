"""Kept lines on their own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from emberwell.journal.forms import LineForm
from emberwell.journal.pages.cards import LineCard, line_card
from emberwell.journal.values import Offered, ids_in, values_offered

if TYPE_CHECKING:
    from emberwell.journal.records import KeptLine
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault

A_PAGE = 40
"""Lines."""


@dataclass(frozen=True)
class LinesPage:
    """`journal/lines.html`: every kept line, newest first, and a place to leave one."""

    form: LineForm
    lines: tuple[LineCard, ...]
    older: RecordId | None
    """`?after=` this line for the next ones."""
    is_top: bool
    said: Literal["", "kept", "trashed", "resting", "awake"]
    trashed: str
    """The line that has just gone to the trash, to take it back; "" else."""


@dataclass(frozen=True)
class LinePage:
    """`journal/line.html`: one line, to change."""

    line: LineCard
    form: LineForm
    values: tuple[Offered, ...]
    """Today's five and those the line shows, to tick."""
    saved_meanwhile: str
    """Its words as another tab saved them meanwhile; "" when none did."""


def line_page(vault: Vault, kept: Saved[KeptLine], form: LineForm, *, saved_meanwhile: str = "") -> LinePage:
    """The line `kept` with `form` to change it, whatever that was filled with."""
    values = values_offered(vault, ids_in(form["values"].value()), kept.value.values)
    return LinePage(line_card(vault, kept), form, values, saved_meanwhile)


def lines_page(
    vault: Vault, lines: list[Saved[KeptLine]], *, after: str, said: str, trashed: str, form: LineForm | None = None
) -> LinesPage:
    """One screenful of `lines`, which are all there are, in any order."""
    newest_first = sorted(lines, key=lambda line: (line.value.kept_at, line.id), reverse=True)
    start = next((at + 1 for at, line in enumerate(newest_first) if line.id == after), 0)
    shown = newest_first[start : start + A_PAGE]
    has_more = start + A_PAGE < len(newest_first)
    return LinesPage(
        form=form or LineForm(),
        lines=tuple(line_card(vault, line) for line in shown),
        older=shown[-1].id if has_more else None,
        is_top=start == 0,
        said=said if said in {"kept", "trashed", "resting", "awake"} else "",  # type: ignore[arg-type]
        trashed=trashed,
    )
