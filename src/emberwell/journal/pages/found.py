"""What a search of the journal found beside pages and kept lines: words of the why and of weeks' ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.urls import reverse

from emberwell.clients.records import Client, Matter
from emberwell.journal.dates import local_date
from emberwell.journal.pages.cards import EXCERPT, LineCard, OfADay, PageCard, line_card, page_card
from emberwell.journal.records import Entry, KeptLine
from emberwell.prompts.records import OwnPrompt, PromptSet
from emberwell.stayed.records import Stayed
from emberwell.supervision.records import Cpd, Item
from emberwell.vault.search import Piece, passage
from emberwell.week.records import Act, Week
from emberwell.why.records import Passion, Strength, Value, WhyStatement

if TYPE_CHECKING:
    from emberwell.vault.record import Record
    from emberwell.vault.vault import Hit, Saved, Vault

SEARCHED: tuple[type[Record], ...] = (
    Entry,
    KeptLine,
    WhyStatement,
    Value,
    Passion,
    Strength,
    Act,
    Week,
    Client,
    Matter,
    Stayed,
    Item,
    Cpd,
    OwnPrompt,
    PromptSet,
)
"""Kinds a search of the whole journal looks through."""


@dataclass(frozen=True)
class FoundCard(OfADay):
    """Something found that has a room of its own."""

    what: str
    """`A value`."""
    url: str
    day: date
    title: tuple[Piece, ...]
    words: tuple[Piece, ...]
    shape: ClassVar[str] = "found"


def card_of(vault: Vault, hit: Hit, query: str) -> PageCard | LineCard | FoundCard | None:
    """The card of what a search for `query` found; None when it is gone by now."""
    if hit.kind is Entry:
        page = vault.find(Entry, hit.id)
        return page_card(vault, page, query=query) if page else None
    if hit.kind is KeptLine:
        line = vault.find(KeptLine, hit.id)
        return line_card(vault, line, query=query) if line else None
    saved = vault.find(hit.kind, hit.id)
    place = _place(vault, saved) if saved else None
    if saved is None or place is None:
        return None
    what, url, day = place
    title, words = saved.value.search_text()  # type: ignore[attr-defined]  # every kind that a search finds has it
    return FoundCard(what, url, day, tuple(passage(query, title, 300)), tuple(passage(query, words, EXCERPT)))


def _place(vault: Vault, saved: Saved[Record]) -> tuple[str, str, date] | None:
    """What it is, where it lives, and its day."""
    value = saved.value
    if isinstance(value, WhyStatement):
        return "Your why", reverse("why:why"), local_date(value.written_at, value.zone)
    if isinstance(value, Value):
        return "A value", reverse("why:value", args=[saved.id]), local_date(value.added_at, value.zone)
    if isinstance(value, Passion):
        return "A passion", reverse("why:passions"), local_date(value.noted_at, value.zone)
    if isinstance(value, Strength):
        return "A strength", reverse("why:strength", args=[saved.id]), local_date(value.noted_at, value.zone)
    if isinstance(value, Week):
        return "Week’s end", reverse("week:one", args=[value.ends_on]), value.ends_on
    if isinstance(value, Act):
        return "A small act", _week_of(vault, value), local_date(value.chosen_at, value.zone)
    if isinstance(value, Client):
        return "A code name", reverse("clients:client", args=[saved.id]), local_date(value.added_at, value.zone)
    if isinstance(value, Matter):
        return "What matters to a client", reverse("clients:client", args=[value.client]), value.noted_on
    if isinstance(value, Stayed):
        return (
            "Something stayed with me",
            reverse("stayed:one", args=[saved.id]),
            local_date(value.written_at, value.zone),
        )
    if isinstance(value, Item):
        return "For supervision", reverse("supervision:item", args=[saved.id]), local_date(value.added_at, value.zone)
    if isinstance(value, Cpd):
        return "CPD", reverse("supervision:cpd_one", args=[saved.id]), value.done_on
    return _place_of_prompts(saved)  # None for what a newer release wrote


def _place_of_prompts(saved: Saved[Record]) -> tuple[str, str, date] | None:
    value = saved.value
    if isinstance(value, OwnPrompt):
        return "A prompt of your own", reverse("prompts:own", args=[saved.id]), local_date(value.made_at, value.zone)
    if isinstance(value, PromptSet):
        return "A set of prompts", reverse("prompts:set", args=[saved.id]), local_date(value.made_at, value.zone)
    return None


def _week_of(vault: Vault, act: Act) -> str:
    """The week's end that tells of a small act: of the week it is for, else the one before, where it was chosen."""
    kept = {week.value.ends_on for week in vault.all(Week)}
    days = (act.for_week, act.for_week - timedelta(days=7))
    return next((reverse("week:one", args=[day]) for day in days if day in kept), reverse("week:week"))
