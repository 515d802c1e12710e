"""What is kept of a person's why: values and how they were sorted, the why statement, passions, strengths."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import msgspec

from emberwell.vault.record import Record, RecordId, record


class Pile(StrEnum):
    """Where a card of the sort was laid."""

    MINE = "mine"
    NOT_NOW = "not now"


class Move(msgspec.Struct, frozen=True, gc=False):
    """One card laid on a pile. A later move of the same card counts; undo takes the last move back."""

    card: str
    """Id of a card, `own-1`, `own-2` ... for the words of `Sort.own`, or `*` for `that is enough` (`why.sorting`)."""
    to: Pile


class Weight(msgspec.Struct, frozen=True, gc=False):
    """How much a value matters, as asked at the sort and once a quarter: 0 not here, 1 some, 2 much, 3 most of all."""

    value: RecordId
    work: int
    home: int


@record("why.value", schema=1)
class Value(Record, kw_only=True, frozen=True):
    """A value that is, or once was, among a person's five. Pages, lines, rings and acts name it by its id."""

    name: str
    card: str = ""
    """Id of its card; "" for one in the person's own words."""
    at_work: str = ""
    """What living it looks like at work, in the person's own words."""
    at_home: str = ""
    added_at: datetime
    """UTC."""
    zone: str

    def search_text(self) -> tuple[str, str]:
        return self.name, "\n".join(words for words in (self.at_work, self.at_home) if words)

    def search_when(self) -> datetime:
        return self.added_at


@record("why.sort", schema=1)
class Sort(Record, kw_only=True, frozen=True):
    """One sitting with the value cards. While it goes on it is a draft; finished, it is a record and stays as it was.

    The five of today are those of the sort finished last (`why.rules.latest_sort`).
    """

    begun_at: datetime
    """UTC."""
    zone: str
    moves: tuple[Move, ...] = ()
    own: tuple[str, ...] = ()
    """Cards the person wrote; `own-1` is the first."""
    done_at: datetime | None = None
    """UTC."""
    five: tuple[RecordId, ...] = ()
    """At most five values, in no order."""
    order: tuple[RecordId, ...] = ()
    """The same in order, the first the nearest, for those who wished; else empty."""


@record("why.importance", schema=1)
class Importance(Record, kw_only=True, frozen=True):
    """How much each of the five matters, the day it was asked. A new record each time: older weeks keep theirs."""

    asked_at: datetime
    """UTC."""
    zone: str
    weights: tuple[Weight, ...]


@record("why.statement", schema=1)
class WhyStatement(Record, kw_only=True, frozen=True):
    """The why, short and in the person's own words. One a vault; its earlier versions are its history."""

    text: str
    written_at: datetime
    """UTC; when these words were written."""
    zone: str
    still_so_on: tuple[date, ...] = ()
    """Local days on which `Is this still so?` was answered with yes, since these words were written."""

    def search_text(self) -> tuple[str, str]:
        return "", self.text

    def search_when(self) -> datetime:
        return self.written_at


@record("why.passion", schema=1)
class Passion(Record, kw_only=True, frozen=True):
    """Something that makes a person lose track of time, in a line."""

    text: str
    noted_at: datetime
    """UTC."""
    zone: str

    def search_text(self) -> tuple[str, str]:
        return "", self.text

    def search_when(self) -> datetime:
        return self.noted_at


@record("why.strength", schema=1)
class Strength(Record, kw_only=True, frozen=True):
    """A strength its owner met in her own pages. The evidence is the kept lines that name it (`KeptLine.strengths`)."""

    name: str
    word: str = ""
    """Id in the vocabulary (`why.vocabulary`); "" for own words."""
    words: str = ""
    """What it is like in her, in her own words."""
    noted_at: datetime
    """UTC."""
    zone: str

    def search_text(self) -> tuple[str, str]:
        return self.name, self.words

    def search_when(self) -> datetime:
        return self.noted_at
