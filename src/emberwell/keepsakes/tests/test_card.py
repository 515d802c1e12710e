"""The why card: one A6 sheet, whatever stands on it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Person
from emberwell.exchange.typesetting import compiled
from emberwell.keepsakes.card import card_words, why_card_pdf
from emberwell.keepsakes.tests.made import MADE, MARCH, ZONE, why
from emberwell.keepsakes.words import pieces, with_breaks, without_signs
from emberwell.why.records import Sort, Value

CARD = reverse("keepsakes:card")
DAY = date(2025, 3, 14)
LONG = (
    "I do this work because someone once stayed in the room with me when I had nothing to offer but silence, and I have "
    "never forgotten what it was to be waited for. I want to wait like that: without hurry, without cleverness, glad of "
    "whoever comes through the door, and able to go home in the evening to people who have all of me, not what was left "
    "over. That is enough; on most days it is a lot."
)


def sheets(text: str, values: list[str]) -> int:
    made = compiled("card.typ", "card", card_words(text, values, day=DAY), {}, format="svg")
    return len(made) if isinstance(made, list) else 1


@pytest.mark.parametrize("values", [[], ["Rest"], ["Steadfastness in the dark"] * 5, ["M" * 60] * 5])
@pytest.mark.parametrize(
    "text",
    [
        "Yes",
        "MW\n" * 14,
        "To be someone in whose company it is safe not to know yet.",
        LONG,
        "W" * 400,
        "真" * 400,
        "\n".join("a" * 200),
        "אני כאן כדי להקשיב.",
        "a\u0301" * 200,
        "x\u200b" * 200,
        "#let x = 1 $a$ \\ *b* @c `d` <e> // f",
    ],
)
def test_it_is_always_one_sheet(text: str, values: list[str]) -> None:
    assert sheets(text, values) == 1


HOSTILE = st.text(
    alphabet=st.sampled_from(list("ab *_`#>-1.\n[]()!|~\\$@<>{}\"'/=+&ש真\t\u200b\u202e\u200d\x00😀e\u0301")),
    max_size=400,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(HOSTILE, st.lists(HOSTILE, max_size=5))
def test_no_words_break_it(text: str, values: list[str]) -> None:
    words = card_words(text, [value[:24] for value in values], day=DAY)
    assert compiled("card.typ", "card", words, {}, format="pdf").startswith(b"%PDF")


def test_what_it_holds() -> None:
    words = card_words(" I stay. ", ["Rest", " ", "Honesty"], day=DAY)
    assert words == {
        "why": "I stay.",
        "words": ["I", "stay."],
        "rtl": False,
        "values": ["Rest", "Honesty"],
        "day": "14 March 2025",
        "remark": "",
    }
    assert card_words("שלום", [], day=DAY)["rtl"]


def test_signs_no_font_has_are_left_out_and_it_says_so() -> None:
    words = card_words("I stay 😀 and laugh. ❤️", ["Joy 🎈"], day=DAY)
    assert words["why"] == "I stay and laugh. ❤"
    assert words["values"] == ["Joy"]
    assert words["remark"] == "Left out, since no font here has them: emoji and other signs."
    assert "boxes" in str(card_words("日本", [], day=DAY)["remark"])
    assert card_words("😀", [], day=DAY)["why"]


@given(st.text(max_size=600))
def test_breaks_add_nothing_that_is_seen(text: str) -> None:
    broken = with_breaks(text)
    assert broken.replace("\u200b", "") == with_breaks(text.replace("\u200b", "")).replace("\u200b", "")
    assert all(len(piece) < 29 or "\u0301" in piece or not piece.isascii() for piece in pieces(broken))


def test_an_accent_stays_with_its_letter() -> None:
    for piece in pieces(with_breaks("e\u0301" * 100)):
        assert not piece.startswith("\u0301")
    assert without_signs("plain") == "plain"


def test_without_a_why_it_leads_to_where_one_is_written(ana: Person) -> None:
    answer = ana.client.get(CARD)
    assert (answer.status_code, answer.url) == (303, reverse("why:sentence"))


def test_the_card_of_today(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def made(text: str, values: list[str], **more: Any) -> bytes:
        asked.update(text=text, values=values, **more)
        return b"%PDF-"

    monkeypatch.setattr("emberwell.keepsakes.views.why_card_pdf", made)
    why(ana, ("I come.", date(2024, 1, 1)), ("I stay.", date(2025, 3, 14)))
    names = ["Rest", "Honesty"]
    five = tuple(ana.vault.put(Value(name=name, added_at=MARCH, zone=ZONE)).id for name in names)
    ana.vault.put(Sort(begun_at=MARCH, zone=ZONE, done_at=MARCH, five=five))
    answer = ana.client.get(CARD)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Why.pdf"'
    assert answer.content == b"%PDF-"
    assert (asked["text"], asked["values"], asked["day"]) == ("I stay.", names, DAY)


def test_it_is_a_pdf_without_a_name() -> None:
    made = why_card_pdf("I stay.", ["Rest"], day=DAY, made_on=MADE)
    assert made.startswith(b"%PDF-1.7")
    assert b"/Author" not in made


def test_wrong_methods(ana: Person) -> None:
    assert ana.client.post(CARD).status_code == 405


def test_a_stranger_gets_a_card_of_her_own_or_none(ana: Person, cleo: Person) -> None:
    why(ana, ("Hers", date(2024, 1, 1)))
    assert cleo.client.get(CARD).status_code == 303
