"""What may stand in the small book of a year, what is ticked to begin with, and what was chosen.

Memory must not wound: nothing that may not return unasked is shown before it is asked for, and none of it is ever
ticked by itself. What was chosen travels as ids, never as words.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from emberwell.journal import returning
from emberwell.journal.calendar import Calendar, Wanted
from emberwell.journal.dates import local_date, local_moment
from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.rules import may_return
from emberwell.vault.errors import TooLarge
from emberwell.vault.record import RecordId
from emberwell.why.records import WhyStatement
from emberwell.why.statement import current

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved, Vault

AT_MOST = 1_000
"""Things in one book."""
CHARACTERS = 1_500_000
"""Of the pages of one book: some 1,500 leaves. Typst holds all of a book in memory while it sets it."""
_ALL = 1_000_000
_WHY = re.compile(r"why-[0-9]{1,9}")
_RECORD = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Wording:
    """A why statement as it read from one day on."""

    id: str
    """`why-3`: the revision with which these words came."""
    text: str
    since: date
    """The local day on which it was written."""


@dataclass(frozen=True)
class Line:
    """A kept line of the year."""

    id: RecordId
    text: str
    day: date
    may_return: bool
    """Whether it is shown unasked (`journal.rules.may_return`)."""
    rests: bool = False


@dataclass(frozen=True)
class Choice:
    """What somebody put into a book: ids, those unknown or of another year left out."""

    year: int
    ids: frozenset[str] = field(default_factory=frozenset)

    def without(self, left_out: Iterable[str]) -> Choice:
        return Choice(self.year, self.ids - set(left_out))


def years(vault: Vault) -> tuple[int, ...]:
    """The years that have a page, a kept line or a why of their own, newest first."""
    found = set(vault.index(Calendar).years())
    found.update(local_date(line.value.kept_at, line.value.zone).year for line in vault.all(KeptLine))
    found.update(wording.since.year for wording in wordings(vault))
    return tuple(sorted(found, reverse=True))


def wordings(vault: Vault) -> tuple[Wording, ...]:
    """Every wording the why statement has had, oldest first."""
    latest = current(vault)
    if latest is None:
        return ()
    found: list[Wording] = []
    for saved in reversed(vault.history(WhyStatement, latest.id)):
        text = saved.value.text
        if text.strip() and (not found or found[-1].text != text):
            day = local_date(saved.value.written_at, saved.value.zone)
            found.append(Wording(f"why-{saved.revision}", text, day))
    return tuple(found)


def in_force(every: Sequence[Wording], year: int) -> tuple[Wording, ...]:
    """Those of `every` (oldest first) that were true on some day of `year`: the one it began with, and each change.

    Of several written on one day only the last was.
    """
    days = [*(wording.since for wording in every[1:]), date.max]
    lasting = [(wording, until) for wording, until in zip(every, days, strict=False) if wording.since < until]
    return tuple(wording for wording, until in lasting if wording.since.year <= year and until > date(year, 1, 1))


def lines_of(vault: Vault, year: int) -> tuple[Line, ...]:
    """The kept lines of a year, in order of days."""
    return in_year(vault.all(KeptLine), year, returning.held_back(vault))


def in_year(lines: Iterable[Saved[KeptLine]], year: int, held_back: Container[str]) -> tuple[Line, ...]:
    """Those of `lines` kept in `year` (local days), in order, each with whether it may return unasked."""
    found = []
    for saved in lines:
        line = saved.value
        day = local_date(line.kept_at, line.zone)
        if day.year == year and line.text.strip():
            found.append(
                (
                    day,
                    line.kept_at,
                    Line(saved.id, line.text, day, may_return(line, held_back), line.rested_on is not None),
                )
            )
    return tuple(line for _, _, line in sorted(found, key=lambda one: (one[0], one[1], one[2].id)))


def offered_pages(
    vault: Vault, first: date, last: date, *, kept_back: bool, starred: bool = False
) -> list[Saved[Entry]]:
    """The pages of the days from `first` to `last` that may stand in a book, in order of days.

    Those that never come back unasked (`journal.returning`) only when they are asked for (`kept_back`).
    """
    away = frozenset() if kept_back else returning.held_back(vault)
    wanted = Wanted(since=first, until=last, starred=starred)
    rows = vault.index(Calendar).stretch(wanted, limit=_ALL).rows
    found = (vault.find(Entry, row.id) for row in reversed(rows) if row.id not in away)
    return [saved for saved in found if saved is not None and (saved.value.body.strip() or saved.value.title.strip())]


def month_of(first: date) -> tuple[date, date]:
    """The first and the last day of the month that begins with `first`."""
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def has_other_pages(vault: Vault, first: date, choice: Choice, *, kept_back: bool) -> bool:
    """Whether the month that begins with `first` has pages to offer besides those chosen."""
    since, until = month_of(first)
    rows = vault.index(Calendar).stretch(Wanted(since=since, until=until), limit=_ALL).rows
    away = frozenset() if kept_back else returning.held_back(vault)
    return any(row.id not in choice.ids and row.id not in away for row in rows)


def to_begin_with(vault: Vault, year: int) -> Choice:
    """What is ticked by itself: lines that may return, starred pages that may, and every why of the year."""
    ids = [wording.id for wording in in_force(wordings(vault), year)]
    ids += [line.id for line in lines_of(vault, year) if line.may_return]
    starred = offered_pages(vault, date(year, 1, 1), date(year, 12, 31), kept_back=False, starred=True)
    ids += [saved.id for saved in starred if not saved.value.not_again]
    return Choice(year, frozenset(ids[:AT_MOST]))


def chosen_from(year: int, sent: Iterable[str]) -> Choice:
    """A choice out of the values of a form; what has not the shape of an id is passed over."""
    return Choice(year, frozenset(id for id in sent if _RECORD.fullmatch(id) or _WHY.fullmatch(id)))


@dataclass(frozen=True)
class Content:
    """What a choice stands for, in the order of a book."""

    whys: tuple[Wording, ...]
    lines: tuple[Line, ...]
    pages: tuple[Saved[Entry], ...]

    def __bool__(self) -> bool:
        return bool(self.whys or self.lines or self.pages)


def content_of(vault: Vault, choice: Choice) -> Content:
    """The whys, lines and pages of a choice that are this person's, of this year, and still there."""
    pages = []
    for id in choice.ids:
        saved = vault.find(Entry, RecordId(id)) if _RECORD.fullmatch(id) else None
        if saved is not None and local_moment(saved.value).year == choice.year:
            pages.append(saved)
    pages.sort(key=lambda saved: (local_moment(saved.value).date(), saved.value.written_at, saved.id))
    return Content(
        whys=tuple(one for one in in_force(wordings(vault), choice.year) if one.id in choice.ids),
        lines=tuple(line for line in lines_of(vault, choice.year) if line.id in choice.ids),
        pages=tuple(pages),
    )


def check_length(content: Content) -> None:
    """Raises TooLarge when there are too many words for one book."""
    if sum(len(page.value.body) for page in content.pages) > CHARACTERS:
        raise TooLarge("This is more than one book can hold. Choose fewer of the long pages, or make two books.")
