"""The sheets as they are drawn: one page each, whole lines, nothing outside its card; and what they may cost a host."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PIL import Image

from emberwell.exchange.typesetting import CannotSet, compiled
from emberwell.journal.records import Pillar
from emberwell.library import printing
from emberwell.library.cards import CREDIT, MOST_CARDS, Card, Kind, Paper, sheet, sheet_words
from emberwell.library.checks import MOST_WORDS
from emberwell.library.printing import PrinterBusy, cards_pdf, library_pdf
from emberwell.library.prompts import prompts_for

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
BOTH = [(kind, paper) for kind in Kind for paper in Paper]
TEMPLATES = {Kind.PROMPTS: "prompt_cards.typ", Kind.CLIENT: "client_cards.typ"}
PIXELS_AN_INCH = 100
SAFE_MM = 5.0
"""What a crooked cut may take: no ink so near a line."""
LONG = " ".join(["understandings"] * (MOST_WORDS - 1) + ["everything?"])
HARD = [
    LONG,
    " ".join(["misunderstandings"] * MOST_WORDS),
    "W" * 400,
    "真" * 300,
    "What?",
    "שלום " * 40,
    "a\u0301" * 200,
    "#let x = 1 $a$ \\ *b* @c `d` <e> // f",
]


def hard_cards(kind: Kind) -> list[Card]:
    each = [Card(text=text, pillar=Pillar.CONNECTION, minutes=20, follow_up=text, credit=CREDIT) for text in HARD]
    return each if kind is Kind.PROMPTS else each[:4]


def drawn(cards: list[Card], kind: Kind, paper: Paper, **how: Any) -> list[bytes]:
    words = sheet_words(cards, kind=kind, paper=paper, backs=bool(how.pop("backs", False)))
    made = compiled(TEMPLATES[kind], "cards", words, {}, **how)
    return made if isinstance(made, list) else [made]


def picture(cards: list[Card], kind: Kind, paper: Paper) -> Image.Image:
    (page,) = drawn(cards, kind, paper, format="png", ppi=PIXELS_AN_INCH)
    with Image.open(io.BytesIO(page)) as read:
        return read.convert("L")


def pixel(mm: float) -> int:
    return round(mm / 25.4 * PIXELS_AN_INCH)


@pytest.mark.parametrize(("kind", "paper"), BOTH)
def test_cuts_run_from_edge_to_edge_and_meet(kind: Kind, paper: Paper) -> None:
    page = picture([Card(text="Window")], kind, paper)
    one = sheet(kind, paper)
    ink = page.point(lambda light: 255 if light < 252 else 0)
    for x in one.across:
        strip = ink.crop((pixel(x) - 1, 0, pixel(x) + 2, page.height))
        assert all(any(strip.getpixel((at, y)) for at in range(3)) for y in range(page.height))
    for y in one.down:
        strip = ink.crop((0, pixel(y) - 1, page.width, pixel(y) + 2))
        assert all(any(strip.getpixel((x, at)) for at in range(3)) for x in range(page.width))


@pytest.mark.parametrize(("kind", "paper"), BOTH)
def test_the_longest_words_stay_inside_their_cards(kind: Kind, paper: Paper) -> None:
    page = picture(hard_cards(kind), kind, paper)
    one = sheet(kind, paper)
    # Whiten every line; what ink is then left near one, or outside the grid, has run over.
    for x in one.across:
        page.paste(255, (pixel(x) - 1, 0, pixel(x) + 2, page.height))
    for y in one.down:
        page.paste(255, (0, pixel(y) - 1, page.width, pixel(y) + 2))
    near = pixel(SAFE_MM)
    strips = [(max(pixel(x) - near, 0), 0, pixel(x) + near, page.height) for x in one.across]
    strips += [(0, max(pixel(y) - near, 0), page.width, pixel(y) + near) for y in one.down]
    strips += [(0, 0, pixel(one.across[0]), page.height), (pixel(one.across[-1]), 0, page.width, page.height)]
    strips += [(0, 0, page.width, pixel(one.down[0])), (0, pixel(one.down[-1]), page.width, page.height)]
    assert page.getextrema()[0] < 100, "nothing is drawn at all"
    for strip in strips:
        assert page.crop(strip).getextrema()[0] >= 250, strip


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("backs", [False, True])
def test_eight_of_the_longest_are_one_sheet(paper: Paper, *, backs: bool) -> None:
    cards = [Card(text=LONG, pillar=pillar, minutes=20, credit=CREDIT) for pillar in Pillar for _ in range(2)]
    assert len(drawn(cards, Kind.PROMPTS, paper, format="svg", backs=backs)) == (2 if backs else 1)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("paper", Paper)
def test_the_most_there_can_be(kind: Kind, paper: Paper) -> None:
    cards = [Card(text=LONG, follow_up=LONG)] * MOST_CARDS
    assert len(drawn(cards, kind, paper, format="svg")) == MOST_CARDS // sheet(kind, paper).places


def one_of_my_own(paper: Paper = Paper.A4) -> bytes:
    return cards_pdf([Card(text="Of my own")], kind=Kind.PROMPTS, paper=paper, made_on=NOW)


def test_a_pdf_comes_back() -> None:
    made = one_of_my_own(Paper.LETTER)
    assert made.startswith(b"%PDF-1.7")
    assert b"[0 0 612" in made


@pytest.fixture
def set_in_type(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What typst was asked to set, which it does not."""
    asked: list[str] = []

    def typeset(template: str, *_: object, **__: object) -> bytes:
        asked.append(template)
        return b"%PDF-"

    monkeypatch.setattr(printing, "typeset", typeset)
    library_pdf.cache_clear()
    yield asked
    library_pdf.cache_clear()


def test_the_librarys_own_are_set_once(set_in_type: list[str]) -> None:
    week = prompts_for()[:7]
    for _ in range(3):
        library_pdf(week, kind=Kind.PROMPTS, paper=Paper.A4, backs=False, day=date(2026, 11, 30))
    assert set_in_type == ["prompt_cards.typ"]
    for _ in range(2):
        cards_pdf([Card(text="Of my own")], kind=Kind.CLIENT, paper=Paper.A4, made_on=NOW)
    assert set_in_type == ["prompt_cards.typ", "client_cards.typ", "client_cards.typ"]


def test_so_many_at_once_one_waits_and_the_rest_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    going, may_end = threading.Semaphore(0), threading.Event()
    told: list[str] = []

    def typeset(*_: object, **__: object) -> bytes:
        going.release()
        assert may_end.wait(20)
        return b"%PDF-"

    def print_one() -> None:
        told.append("made" if one_of_my_own() else "")

    monkeypatch.setattr(printing, "typeset", typeset)
    monkeypatch.setattr(printing, "_WAIT_SECONDS", 20)
    threads = [threading.Thread(target=print_one) for _ in range(printing.AT_ONCE + printing.WAITING)]
    for thread in threads:
        thread.start()
    for _ in range(printing.AT_ONCE):
        assert going.acquire(timeout=20)
    patience = time.monotonic() + 20
    while printing._room._value and time.monotonic() < patience:  # type: ignore[attr-defined]
        time.sleep(0.01)
    assert not going.acquire(timeout=0.05), "more are set at once than may be"
    with pytest.raises(PrinterBusy):
        one_of_my_own()
    may_end.set()
    for thread in threads:
        thread.join(20)
    assert told == ["made"] * len(threads)


def test_who_waits_too_long_is_told(set_in_type: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "_turn", threading.BoundedSemaphore(1))
    monkeypatch.setattr(printing, "_WAIT_SECONDS", 0.01)
    with printing._turn, pytest.raises(PrinterBusy):
        one_of_my_own()
    assert not set_in_type
    assert one_of_my_own()


def test_a_failure_gives_its_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise CannotSet

    monkeypatch.setattr(printing, "typeset", broken)
    for _ in range(printing.AT_ONCE + printing.WAITING + 1):
        with pytest.raises(CannotSet):
            one_of_my_own()
