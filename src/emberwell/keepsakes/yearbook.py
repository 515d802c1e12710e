"""The year's small book: what one kept of a year, set as a book one would give to oneself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from emberwell.exchange.sheets import MONTHS, NOT_SEALED, Sheets, long_date
from emberwell.exchange.typesetting import typeset
from emberwell.exchange.words_tree import is_right_to_left
from emberwell.journal.calendar import Calendar
from emberwell.journal.dates import local_moment
from emberwell.keepsakes.choice import Choice, Content, Line, Wording, check_length, content_of, lines_of
from emberwell.keepsakes.words import with_breaks
from emberwell.site.ring import YearRing, year_ring
from emberwell.vault.errors import EmberwellError

if TYPE_CHECKING:
    from emberwell.journal.records import Entry
    from emberwell.vault.vault import Saved, Vault

KIND = "Kept lines"
"""What stands under the year on the cover."""


class NothingChosen(EmberwellError):
    """A book of nothing."""

    status = 422

    def __init__(self) -> None:
        super().__init__("Nothing is chosen, so there is nothing to set. Tick at least one line, page or why.")


def year_book_pdf(vault: Vault, choice: Choice, *, author: str, made_on: datetime) -> bytes:
    """The book of what was chosen. `author` stands on the cover, and may be ""; `made_on` is aware.

    Raises NothingChosen, TooLarge.
    """
    content = content_of(vault, choice)
    if not content:
        raise NothingChosen
    check_length(content)
    sheets = Sheets(vault)
    words = book_words(sheets, choice.year, content, _days(vault, choice.year), author=author, made_on=made_on)
    return typeset("yearbook.typ", "book", words, pictures=sheets.pictures, made_on=made_on)


def _days(vault: Vault, year: int) -> set[date]:
    """The days of a year with a page or a kept line."""
    return {*vault.index(Calendar).days(year), *(line.day for line in lines_of(vault, year))}


def book_words(
    sheets: Sheets, year: int, content: Content, days: Iterable[date], *, author: str, made_on: datetime
) -> dict[str, Any]:
    """What `yearbook.typ` finds as `book`. `days` are those the rings mark."""
    ring = year_ring(year, days)
    first, later = (content.whys[0], content.whys[1:]) if content.whys else (None, ())
    months = [_month(sheets, ring, number, content, later) for number in range(1, 13)]
    texts = [*(why.text for why in content.whys), *(line.text for line in content.lines)]
    title = f"{year}: {KIND}"
    return {
        "title": title,
        "author": author,
        "year": str(year),
        "kind": KIND if content.lines else "Pages",
        "why": _spoken(first.text, _since(first)) if first else None,
        "months": [month for month in months if month["whys"] or month["lines"] or month["pages"]],
        "ring": {
            "inner": ring.inner,
            "outer": ring.outer,
            "words": f"The year {year}: a mark for each day with a page or a kept line.",
            "months": [
                {
                    "key": month.key,
                    "short": MONTHS[month.first.month - 1][:3],
                    "x": month.x,
                    "y": month.y,
                    "marks": [mark.path for mark in month.marks],
                }
                for month in ring.months
            ],
        },
        "colophon": [
            *sheets.remarks(title, author, *texts),
            f"Set on {long_date(made_on.date(), weekday=False)}. {NOT_SEALED}",
        ],
    }


def _since(why: Wording) -> str:
    return f"In these words since {long_date(why.since, weekday=False)}"


def _month(sheets: Sheets, ring: YearRing, number: int, content: Content, later: Sequence[Wording]) -> dict[str, Any]:
    name, month = MONTHS[number - 1], ring.months[number - 1]
    return {
        "key": month.key,
        "name": name,
        "ring": f"{name}: its days with a page or a kept line, on the ring of {ring.year}.",
        "whys": [_why_changed(why) for why in later if why.since.month == number],
        "lines": [_line(line) for line in content.lines if line.day.month == number],
        "pages": [_page(sheets, page) for page in content.pages if local_moment(page.value).month == number],
    }


def _why_changed(why: Wording) -> dict[str, Any]:
    return _spoken(why.text, f"Why, from {long_date(why.since, weekday=False, year=False)}")


def _line(line: Line) -> dict[str, Any]:
    return _spoken(line.text, long_date(line.day, weekday=False, year=False))


def _page(sheets: Sheets, page: Saved[Entry]) -> dict[str, Any]:
    return sheets.entry(page, full_date=False)


def _spoken(text: str, day: str) -> dict[str, Any]:
    return {
        "words": with_breaks(text.strip()),
        "day": day,
        "rtl": is_right_to_left(text),
        "length": len(text),
    }
