"""What the pages of the small book may show: one dataclass a page."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from emberwell.exchange.sheets import MONTHS, long_date
from emberwell.exchange.working import WorkPart
from emberwell.journal.calendar import Calendar
from emberwell.journal.dates import local_moment
from emberwell.journal.markdown import excerpt
from emberwell.journal.returning import held_back
from emberwell.keepsakes.check import Checked
from emberwell.keepsakes.choice import (
    Choice,
    Line,
    Wording,
    content_of,
    has_other_pages,
    in_force,
    lines_of,
    month_of,
    offered_pages,
    wordings,
)
from emberwell.keepsakes.forms import BookForm, ChoiceForm

if TYPE_CHECKING:
    from emberwell.journal.records import Entry
    from emberwell.vault.vault import Saved, Vault

_WORDS = 90
"""Characters of a page without a title, in a list."""
_KEPT_BACK = "It comes back only when you look for it."


@dataclass(frozen=True)
class BookPage:
    """`keepsakes/book.html`: choose the year."""

    years: tuple[int, ...]
    """Newest first."""
    gone: bool
    """What was made is no longer here."""


@dataclass(frozen=True)
class Tick:
    """Something to tick."""

    id: str
    words: str
    day: date
    ticked: bool
    note: str = ""
    """Why it is kept back; "" else."""

    @property
    def when(self) -> str:
        """Made here: a template's date filter takes longer than all else of a row."""
        return long_date(self.day, weekday=False)


@dataclass(frozen=True)
class MonthPart:
    """The lines and pages of a month."""

    key: str
    """`2026-03`."""
    first: date
    lines: tuple[Tick, ...]
    pages: tuple[Tick, ...]
    """All that may stand in a book while it is unfolded; else the ticked ones."""
    is_open: bool
    has_others: bool
    """Whether there are pages to offer besides the ticked ones."""

    @property
    def name(self) -> str:
        return MONTHS[self.first.month - 1]


@dataclass(frozen=True)
class YearPage:
    """`keepsakes/year.html`: choose what stands in it."""

    year: int
    form: ChoiceForm | None
    whys: tuple[Tick, ...]
    months: tuple[MonthPart, ...]
    """Those that have something."""
    opened: str
    """The month whose pages are unfolded, `2026-03`, or ""."""
    shows_kept_back: bool
    has_kept_back: bool

    @property
    def has_any(self) -> bool:
        return bool(self.whys or self.months or self.has_kept_back)


@dataclass(frozen=True)
class CheckPage:
    """`keepsakes/check.html`: what in it could say who somebody is."""

    year: int
    form: BookForm
    ids: str
    """What was chosen, with spaces between."""
    items: tuple[Checked, ...]
    """Those in which something was found, in the order of the book."""
    has_pictures: bool
    left_out: frozenset[str]
    """Marked to be left out, when the form comes back."""


@dataclass(frozen=True)
class MakingPage:
    """`keepsakes/making.html`: the book being set, or waiting to be fetched."""

    work: WorkPart
    year: int
    minutes_kept: int


def year_page(
    vault: Vault, choice: Choice, *, opened: str, kept_back: bool, form: ChoiceForm | None = None
) -> YearPage:
    """What may stand in the book of `choice.year`, with what is chosen ticked; one month's pages unfolded.

    What may not come back unasked is there only with `kept_back`, or when it was ticked before.
    """
    lines = lines_of(vault, choice.year)
    shown = [line for line in lines if line.may_return or kept_back or line.id in choice.ids]
    chosen = content_of(vault, choice).pages
    away = held_back(vault)
    months = []
    for number in range(1, 13):
        first = date(choice.year, number, 1)
        is_open = opened == key_of(first)
        pages = [page for page in chosen if local_moment(page.value).month == number]
        if is_open:
            pages = _together(pages, offered_pages(vault, *month_of(first), kept_back=kept_back))
        months.append(
            MonthPart(
                key=key_of(first),
                first=first,
                lines=tuple(_line(line, choice) for line in shown if line.day.month == number),
                pages=tuple(_page(page, choice, away) for page in pages),
                is_open=is_open,
                has_others=has_other_pages(vault, first, choice, kept_back=kept_back),
            )
        )
    return YearPage(
        year=choice.year,
        form=form,
        whys=tuple(_why(one, choice) for one in in_force(wordings(vault), choice.year)),
        months=tuple(month for month in months if month.lines or month.pages or month.has_others),
        opened=opened,
        shows_kept_back=kept_back,
        has_kept_back=_has_kept_back(vault, lines, choice.year),
    )


def key_of(first: date) -> str:
    """`2026-03`."""
    return f"{first.year:04}-{first.month:02}"


def _has_kept_back(vault: Vault, lines: Sequence[Line], year: int) -> bool:
    calendar = vault.index(Calendar)
    rows = (calendar.row(id) for id in held_back(vault))
    return any(not line.may_return for line in lines) or any(row is not None and row.day.year == year for row in rows)


def _together(pages: list[Saved[Entry]], more: list[Saved[Entry]]) -> list[Saved[Entry]]:
    every = {page.id: page for page in [*pages, *more]}
    return sorted(every.values(), key=lambda page: (local_moment(page.value).date(), page.value.written_at, page.id))


def _why(why: Wording, choice: Choice) -> Tick:
    return Tick(why.id, why.text, why.since, why.id in choice.ids)


def _line(line: Line, choice: Choice) -> Tick:
    note = "" if line.may_return else "It rests." if line.rests else _KEPT_BACK
    return Tick(line.id, line.text, line.day, line.id in choice.ids, note)


def _page(page: Saved[Entry], choice: Choice, away: Container[str]) -> Tick:
    note = _KEPT_BACK if page.id in away else ""
    words = page.value.title.strip() or excerpt(page.value.body, _WORDS)
    return Tick(page.id, words, local_moment(page.value).date(), page.id in choice.ids, note)
