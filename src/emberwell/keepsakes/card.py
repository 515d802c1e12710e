"""The why card: an A6 sheet for a drawer, a desk or a wallet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from emberwell.exchange.sheets import long_date
from emberwell.exchange.typesetting import not_drawn, typeset
from emberwell.exchange.words_tree import is_right_to_left
from emberwell.keepsakes.words import pieces, with_breaks, without_signs

MOST_LINES = 14
"""Lines of the writer's own that stay lines; with more, a small sheet would be a column of crumbs."""


def why_card_pdf(text: str, values: Sequence[str], *, day: date, made_on: datetime) -> bytes:
    """The card of a why statement.

    `values` are the names of the five, in the order to show them; `day` is when the words were written; `made_on`
    (aware) is noted in the PDF. Nobody's name is on it: a card lies on desks.
    """
    return typeset("card.typ", "card", card_words(text, values, day=day), made_on=made_on)


def card_words(text: str, values: Sequence[str], *, day: date) -> dict[str, object]:
    """What `card.typ` finds as `card`. Typst tries the sizes of type itself, by measuring."""
    shown = without_signs(text).strip() or text.strip()
    lines = [line.strip() for line in shown.split("\n")]
    why = with_breaks(("\n" if len(lines) <= MOST_LINES else " ").join(lines))
    names = [with_breaks(without_signs(name).strip() or name) for name in values if name.strip()]
    return {
        "why": why,
        "words": pieces(why),
        "rtl": is_right_to_left(why),
        "values": names,
        "day": long_date(day, weekday=False),
        "remark": _remark([shown, *names], [text, *values]),
    }


def _remark(shown: list[str], written: list[str]) -> str:
    """What the person should know when the card is not letter for letter what they wrote."""
    boxes = not_drawn(shown)
    left_out = [name for name in not_drawn(written) if name not in boxes]
    said = [f"Left out, since no font here has them: {', '.join(left_out)}."] if left_out else []
    said += [f"Shown as boxes, since no font here has them: {', '.join(boxes)}."] if boxes else []
    return " ".join(said)
