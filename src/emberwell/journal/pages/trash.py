"""The trash: whatever a person put there, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from django.urls import reverse

from emberwell.clients.records import Matter
from emberwell.journal.dates import local_date
from emberwell.journal.markdown import excerpt
from emberwell.journal.pages.cards import EXCERPT, label_of
from emberwell.journal.pages.reading import trashed_until
from emberwell.journal.records import Entry, KeptLine
from emberwell.library.practices import practice
from emberwell.paths.records import Walk
from emberwell.practices.records import Practised
from emberwell.prompts.records import OwnPrompt, PromptSet
from emberwell.sessions.records import SomethingOfMine
from emberwell.stayed.records import Stayed
from emberwell.stayed.rules import first_words
from emberwell.supervision.records import Cpd, Item
from emberwell.week.records import Act, CheckIn, Week
from emberwell.why.records import Passion

if TYPE_CHECKING:
    from datetime import datetime

    from emberwell.vault.record import Record, RecordId
    from emberwell.vault.vault import Saved, Vault


@dataclass(frozen=True)
class Trashed:
    """One thing in the trash."""

    id: RecordId
    kind: Literal["page", "line", "other"]
    what: str
    """`A small act`."""
    title: str
    words: str
    until: date
    """The last day it can be taken back."""
    read_only: bool
    in_its_place: str = ""
    """Address of what is kept in its place, so that it cannot be taken back; "" when nothing is."""


@dataclass(frozen=True)
class TrashPage:
    """`journal/trash.html`."""

    items: tuple[Trashed, ...]
    """What went in last first."""
    said: Literal["", "restored", "erased", "kept"]


@dataclass(frozen=True)
class ErasePage:
    """`journal/erase.html`: asked once more."""

    item: Trashed


def trashed(saved: Saved[Record], zone: str, vault: Vault) -> Trashed | None:
    """What the trash shows of a record; None for a kind that nobody puts there by hand."""
    until = trashed_until(saved.trashed_at, zone)
    if until is None:
        return None
    value, id, read_only = saved.value, saved.id, saved.read_only
    if isinstance(value, Entry):
        words = excerpt(value.body, EXCERPT) if value.title else ""
        return Trashed(id, "page", "A page", label_of(value), words, until, read_only)
    if isinstance(value, KeptLine):
        return Trashed(id, "line", "A kept line", "", value.text, until, read_only)
    if isinstance(value, Passion):
        return Trashed(id, "other", "A passion", "", value.text, until, read_only)
    if isinstance(value, Act):
        return Trashed(id, "other", "A small act", "", value.search_text()[1], until, read_only)
    if isinstance(value, Stayed):
        title = f"{_spoken(local_date(value.written_at, value.zone))}{', still raw' if value.raw else ''}"
        words = "" if value.raw else excerpt(first_words(value), EXCERPT)
        return Trashed(id, "other", "Something stayed with me", title, words, until, read_only)
    if isinstance(value, Item):
        title = "" if value.text else "Something taken from a page or a line"
        return Trashed(id, "other", "For supervision", title, value.text, until, read_only)
    if isinstance(value, Cpd):
        return Trashed(id, "other", "CPD", value.title, value.changed, until, read_only)
    if isinstance(value, SomethingOfMine):
        return Trashed(id, "other", "Something of mine", "", value.search_text()[1], until, read_only)
    if isinstance(value, Matter):
        return Trashed(id, "other", "What matters to a client", "", value.text, until, read_only)
    return _of_the_library(saved, until) or _of_a_week(saved, until, vault)


def _of_the_library(saved: Saved[Record], until: date) -> Trashed | None:
    value, id, read_only = saved.value, saved.id, saved.read_only
    if isinstance(value, Walk):
        title = f"{value.title}, begun on {_spoken(local_date(value.begun_at, value.zone))}"
        words = "Only where you had got to. What you wrote on it is in the journal."
        return Trashed(id, "other", "A path", title, words, until, read_only)
    if isinstance(value, Practised):
        known = practice(value.practice)
        title = f"{_spoken(local_date(value.ended_at, value.zone))}{f', {known.title}' if known else ''}"
        return Trashed(id, "other", "A mark of a practice", title, "", until, read_only)
    if isinstance(value, OwnPrompt):
        return Trashed(id, "other", "A prompt of your own", "", value.search_text()[1], until, read_only)
    if isinstance(value, PromptSet):
        return Trashed(id, "other", "A set of prompts", value.name, value.about, until, read_only)
    return None


def _of_a_week(saved: Saved[Record], until: date, vault: Vault) -> Trashed | None:
    """Of what a week or a day has one of: what is kept in its place is there instead."""
    value, id, read_only = saved.value, saved.id, saved.read_only
    if isinstance(value, Week):
        kept = any(week.value.ends_on == value.ends_on for week in vault.all(Week))
        title = f"Week to {_spoken(value.ends_on)}"
        instead = reverse("week:one", args=[value.ends_on]) if kept else ""
        return Trashed(id, "other", "A week’s end", title, value.in_the_way, until, read_only, instead)
    if isinstance(value, CheckIn):
        kept = any(answers.value.day == value.day for answers in vault.all(CheckIn))
        title = f"How the week to {_spoken(value.day)} was"
        instead = reverse("week:one", args=[value.day]) if kept else ""
        return Trashed(id, "other", "A week’s end", title, "", until, read_only, instead)
    return None


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def trash_page(vault: Vault, *, zone: str, said: str) -> TrashPage:
    """Everything in the trash that a person put there, of any kind."""

    def when(saved: Saved[Record]) -> datetime:
        return saved.trashed_at or saved.saved_at

    shown = (trashed(saved, zone, vault) for saved in sorted(vault.trashed(), key=when, reverse=True))
    return TrashPage(
        items=tuple(item for item in shown if item),
        said=said if said in {"restored", "erased", "kept"} else "",  # type: ignore[arg-type]
    )
