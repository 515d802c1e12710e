"""What the pages behind the four doors may show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emberwell.hard_day.forms import CarriedForm
    from emberwell.hard_day.help_lines import Country
    from emberwell.vault.record import RecordId


@dataclass(frozen=True)
class WorkPage:
    """`hard_day/work.html`: something happened at work."""

    form: CarriedForm | None
    """To keep a page, when the journal is open."""
    kept: RecordId | None
    """The page just kept here, to say so."""
    has_door: bool
    """The journal is closed and there is a letterbox to leave a line in."""


@dataclass(frozen=True)
class Person:
    """One of the two the person wrote down when well."""

    name: str
    reach: str
    """In her own words; may be ""."""
    link: str
    """`tel:` address when `reach` is a phone number, else ""."""


@dataclass(frozen=True)
class SafePage:
    """`hard_day/safe.html`: not safe, or not sure."""

    is_open: bool
    """The journal is open, so `people` says all there is."""
    has_journal: bool
    """There may be two names behind a key: offer to open it, without waiting for that."""
    people: tuple[Person, ...]
    likely: Country | None
    """The country whose lines stand open and first."""
    countries: tuple[Country, ...]
    """All the others."""
    compiled: date
    """The date of the list."""
