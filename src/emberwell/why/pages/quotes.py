"""A kept line where it is quoted, and which lines may be quoted at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.dates import MONTHS

from emberwell.journal.dates import local_date
from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.returning import held_back
from emberwell.journal.rules import may_return
from emberwell.why.strengths import newest_first

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault


@dataclass(frozen=True)
class Quote:
    """A kept line."""

    id: RecordId
    text: str
    day: date
    """When it was kept."""
    entry: RecordId | None
    """The page it came from, while that page is in the journal."""

    @property
    def when(self) -> str:
        """`day` in words."""
        return in_words(self.day)


def in_words(day: date) -> str:
    """`3 March 2026`; for long lists, where a template's date filter takes longer than all else of a line."""
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def quote(vault: Vault, line: Saved[KeptLine]) -> Quote:
    """A line as it is quoted."""
    value = line.value
    entry = value.entry if value.entry and vault.find(Entry, value.entry) else None
    return Quote(line.id, value.text, local_date(value.kept_at, value.zone), entry)


def unasked(vault: Vault) -> list[Saved[KeptLine]]:
    """The kept lines that may be shown where nobody asked for them, the newest first."""
    away = held_back(vault)
    return newest_first(line for line in vault.all(KeptLine) if may_return(line.value, away))
