"""Pages on paper: one page of the journal, a stretch of it as a small book, and the recovery kit.

What is printed is set in Literata, with the fonts inside typst behind it for what Literata lacks. Scripts that none
of them can draw are named on the last page, since boxes without a word would look like lost text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from emberwell.exchange.sheets import MONTHS, Sheets, between, long_date
from emberwell.exchange.typesetting import typeset
from emberwell.exchange.words_tree import breakable
from emberwell.journal.dates import in_zone, local_moment
from emberwell.journal.records import Entry, KeptLine
from emberwell.vault.contents import Saved
from emberwell.vault.errors import EmberwellError, TooLarge
from emberwell.vault.keys import code_groups
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Vault

Progress = Callable[[int, int], None]
"""Called with (done, total) pages, after each book."""

BOOK_CHARACTERS = 1_000_000
"""About a thousand sheets of A5. Typst holds all of a book in memory while it sets it: some 300 MB for that many."""
MOST_CHARACTERS = 3_000_000
"""Of a single month, which is never cut in two."""


@dataclass(frozen=True)
class Printed:
    """One PDF, and what to call it."""

    name: str
    content: bytes


class NothingToPrint(EmberwellError):
    """No page of the journal lies between the two days."""

    status = 422

    def __init__(self) -> None:
        super().__init__("There is no page of yours between these two days, so there is nothing to print.")


def page_pdf(vault: Vault, id: RecordId, *, author: str, made_on: datetime) -> bytes:
    """One page. Raises RecordMissing."""
    saved = vault.get(Entry, id)
    setting = Sheets(vault)
    item = setting.entry(saved, full_date=True)
    title = saved.value.title or long_date(local_moment(saved.value).date())
    return setting.book(title, author, None, [("", [item])], made_on)


def pages_pdf(
    vault: Vault,
    *,
    since: date,
    until: date,
    author: str,
    made_on: datetime,
    progress: Progress | None = None,
) -> list[Printed]:
    """Every page written, and every line kept without one, from `since` to `until`, both days included.

    A book with a cover and its months as chapters; a long stretch becomes several, cut between months. Days are local
    to where each page was written. Raises NothingToPrint, TooLarge.
    """
    chosen = _chosen(vault, since, until)
    if not chosen:
        raise NothingToPrint
    books = []
    done = 0
    for volume in _volumes(chosen):
        books.append(_book(vault, volume, author, made_on))
        done += sum(len(month) for month in volume)
        if progress is not None:
            progress(done, len(chosen))
    return books


def _book(vault: Vault, volume: Sequence[Sequence[_Chosen]], author: str, made_on: datetime) -> Printed:
    setting = Sheets(vault)
    parts = [
        (f"{MONTHS[month[0].day.month - 1]} {month[0].day.year}", [setting.item(one.saved) for one in month])
        for month in volume
    ]
    first, last = volume[0][0].day, volume[-1][-1].day
    cover = {"title": "Pages", "days": between(first, last)}
    content = setting.book(f"Pages, {between(first, last)}", author, cover, parts, made_on)
    return Printed(f"Pages {first.isoformat()} to {last.isoformat()}.pdf", content)


def _volumes(chosen: Sequence[_Chosen]) -> Iterator[list[list[_Chosen]]]:
    """The months of each book."""
    volume: list[list[_Chosen]] = []
    length = 0
    for _, group in groupby(chosen, key=lambda one: (one.day.year, one.day.month)):
        month = list(group)
        characters = sum(_length(one.saved.value) for one in month)
        if characters > MOST_CHARACTERS:
            raise TooLarge(
                f"{MONTHS[month[0].day.month - 1]} {month[0].day.year} is longer than one PDF can hold. "
                "Print shorter stretches of it, or take your pages as Markdown."
            )
        if volume and length + characters > BOOK_CHARACTERS:
            yield volume
            volume, length = [], 0
        volume.append(month)
        length += characters
    yield volume


def _length(value: Entry | KeptLine) -> int:
    return len(value.body) if isinstance(value, Entry) else len(value.text)


def kit_pdf(name: str, code: str, made_on: date, *, address: str = "") -> bytes:
    """The recovery kit: one sheet for A4 and US Letter.

    `code` is nine groups of four with dashes between; `address` is where a hosted journal is found.
    """
    words = {
        "name": name.strip()[:120],
        "groups": code_groups(code),
        "made_on": long_date(made_on, weekday=False),
        "address": breakable(address),
    }
    noon = datetime(made_on.year, made_on.month, made_on.day, 12).astimezone()
    return typeset("kit.typ", "kit", words, made_on=noon)


@dataclass(frozen=True)
class _Chosen:
    """A page or a line, and the day it stands under."""

    day: date
    moment: datetime
    saved: Saved[Entry] | Saved[KeptLine]


def _chosen(vault: Vault, since: date, until: date) -> list[_Chosen]:
    found: list[_Chosen] = []
    for entry in vault.all(Entry):
        found.append(_Chosen(local_moment(entry.value).date(), entry.value.written_at, entry))
    for line in vault.all(KeptLine):
        if line.value.entry is None:
            day = in_zone(line.value.kept_at, line.value.zone).date()
            found.append(_Chosen(day, line.value.kept_at, line))
    return sorted(
        (one for one in found if since <= one.day <= until), key=lambda one: (one.day, one.moment, one.saved.id)
    )
