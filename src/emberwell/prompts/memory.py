"""What a person has met of prompts, kept ready: the offers in order, what was said of each, which were written to.

`Memory` is an index in the vault's sense (see `journal.calendar`); it holds ids and days, and no words.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from threading import RLock
from typing import TYPE_CHECKING, ClassVar

from emberwell.journal.dates import local_date
from emberwell.journal.records import Entry
from emberwell.prompts.records import Answer, Offer
from emberwell.prompts.rules import Offered
from emberwell.vault.record import Record, RecordId

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved

_STANDING = {Answer.LATER, Answer.NOT_FOR_ME, Answer.TAKEN_BACK}


class Memory:
    """The offers of an open vault. Safe to ask from several threads."""

    kinds: ClassVar[tuple[type[Record], ...]] = (Offer, Entry)

    def __init__(self) -> None:
        self._offers: dict[RecordId, Offer] = {}
        self._in_order: list[tuple[RecordId, Offer]] | None = []
        self._pages: dict[RecordId, tuple[str, date]] = {}
        self._written: Counter[str] = Counter()
        self._lock = RLock()

    def replace(self, id: RecordId, new: Saved[Record] | None) -> None:
        """An offer was made or answered, or a page written or changed; or (None) it is gone."""
        with self._lock:
            value = new.value if new else None
            if self._offers.pop(id, None) or isinstance(value, Offer):
                self._in_order = None
            if page := self._pages.pop(id, None):
                self._written[page[0]] -= 1
            if isinstance(value, Offer):
                self._offers[id] = value
            elif isinstance(value, Entry) and value.prompt:
                self._pages[id] = (value.prompt, local_date(value.written_at, value.zone))
                self._written[value.prompt] += 1

    def in_order(self) -> list[tuple[RecordId, Offer]]:
        """Every offer with its record id, the oldest first."""
        with self._lock:
            if self._in_order is None:
                self._in_order = sorted(self._offers.items(), key=lambda each: (each[1].offered_at, each[0]))
            return self._in_order

    def offered(self) -> list[Offered]:
        """The same, as the rule wants them."""
        return [Offered(offer.prompt, offer.answer) for _, offer in self.in_order()]

    def written(self) -> frozenset[str]:
        """Prompts some page was written to."""
        with self._lock:
            return frozenset(prompt for prompt, pages in self._written.items() if pages > 0)

    def written_on(self, prompt: str, day: date) -> bool:
        """Whether a page of that local day was written to it."""
        with self._lock:
            return (prompt, day) in self._pages.values()

    def standing(self) -> dict[str, tuple[Answer, datetime]]:
        """The latest lasting answer about each prompt (later, not for me) and when it was given, the newest first."""
        latest: dict[str, tuple[Answer, datetime]] = {}
        for _, offer in self.in_order():
            if offer.answer in _STANDING and offer.answered_at:
                known = latest.get(offer.prompt)
                if known is None or offer.answered_at >= known[1]:
                    latest[offer.prompt] = (offer.answer, offer.answered_at)
        found = [(prompt, said) for prompt, said in latest.items() if said[0] is not Answer.TAKEN_BACK]
        return dict(sorted(found, key=lambda each: each[1][1], reverse=True))

    def said(self, answer: Answer) -> tuple[str, ...]:
        """Prompts about which `answer` stands, the newest first; what was laid aside counts until it is written to."""
        written = self.written() if answer is Answer.LATER else frozenset()
        return tuple(id for id, said in self.standing().items() if said[0] is answer and id not in written)
