"""Cards as a PDF. Anybody may ask for one without an account, so what it can cost a host is bounded.

A file of the library's own prompts is remembered for a while: the week's cards are set once, not for each visitor. Of
the rest, few are set at once, and who comes while they are is asked to come again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import lru_cache

from emberwell.exchange.typesetting import typeset
from emberwell.library.cards import Card, Kind, Paper, card_of, sheet_words
from emberwell.library.prompts import Prompt
from emberwell.vault.errors import EmberwellError

AT_ONCE = 2
"""Files set at the same time in one process of a host: each is a process of its own, some 70 MB for half a second."""
WAITING = 1
"""Who may wait for a turn. More would hold the threads that answer everybody else: a process has four."""
_WAIT_SECONDS = 1.0
_LONGEST_SECONDS = 20
"""48 cards take half a second."""
_REMEMBERED = 32
"""Files, of some 100 KB at most."""

_room = threading.BoundedSemaphore(AT_ONCE + WAITING)
_turn = threading.BoundedSemaphore(AT_ONCE)
_TEMPLATES = {Kind.PROMPTS: "prompt_cards.typ", Kind.CLIENT: "client_cards.typ"}


class PrinterBusy(EmberwellError):
    """As many files as may be are being made."""

    status = 503
    title = "A moment, please"

    def __init__(self) -> None:
        super().__init__(
            "Other cards are being set just now. Yours are not lost: wait a few seconds, then load this page again."
        )


def cards_pdf(cards: Sequence[Card], *, kind: Kind, paper: Paper, backs: bool = False, made_on: datetime) -> bytes:
    """The PDF of these cards, whosever words they are. Nothing of it is remembered. Raises WrongChoice, PrinterBusy."""
    words = sheet_words(cards, kind=kind, paper=paper, backs=backs)
    with _in_turn():
        return typeset(_TEMPLATES[kind], "cards", words, made_on=made_on, longest_seconds=_LONGEST_SECONDS)


@lru_cache(maxsize=_REMEMBERED)
def library_pdf(prompts: tuple[Prompt, ...], *, kind: Kind, paper: Paper, backs: bool, day: date) -> bytes:
    """The PDF of prompts of the library. Raises WrongChoice, PrinterBusy."""
    cards = [card_of(each) for each in prompts]
    return cards_pdf(cards, kind=kind, paper=paper, backs=backs, made_on=datetime.combine(day, time(), UTC))


def file_name(kind: Kind, paper: Paper) -> str:
    """What to call it."""
    return f"Emberwell {'cards' if kind is Kind.PROMPTS else 'cards to write on'}, {paper.label}.pdf"


@contextmanager
def _in_turn() -> Iterator[None]:
    if not _room.acquire(blocking=False):
        raise PrinterBusy
    try:
        if not _turn.acquire(timeout=_WAIT_SECONDS):
            raise PrinterBusy
        try:
            yield
        finally:
            _turn.release()
    finally:
        _room.release()
