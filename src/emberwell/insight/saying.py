"""What an early word says: in words, against what is usual for one person, and as a question. Pure functions.

It names what changed and never why. Whoever reads it knows better than any rule what it is, and it may be the load.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from emberwell.insight.band import Side
from emberwell.insight.word import Rule
from emberwell.insight.words import day_in_words, month_in_words
from emberwell.journal.dates import local_date

if TYPE_CHECKING:
    from emberwell.insight.records import OwnSign
    from emberwell.insight.word import Word

_LATELY_DAYS = 10
"""So long after its check-in a word still speaks of "now"."""
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True)
class WordCard:
    """`insight/_word.html`: an early word, on whatever page it stands."""

    rule: str
    since: date
    """With `rule`, what an answer is kept by."""
    says: str
    sign: str
    """One's own early sign, in one's own words; "" when none was written."""
    sign_when: str
    """`March`, `March 2025`."""
    people: tuple[str, ...]
    """At most two names that were written down when well; a private matter."""


def word_card(word: Word, sign: OwnSign | None, names: Sequence[str], today: date) -> WordCard:
    """The card of `word`; `names` are used where the early sign names nobody."""
    people = sign.people if sign and sign.people else tuple(names)
    return WordCard(
        rule=word.rule.value,
        since=word.since,
        says=says(word, today),
        sign=sign.text if sign else "",
        sign_when=month_in_words(local_date(sign.written_at, sign.zone), today) if sign else "",
        people=tuple(people[:2]),
    )


def says(word: Word, today: date) -> str:
    """One sentence: what changed."""
    is_now = (today - word.since).days <= _LATELY_DAYS
    names = and_(word.answers)
    has, was = ("have", "were") if len(word.answers) > 1 else ("has", "was")
    until = day_in_words(word.since, today)
    if word.rule == Rule.LOWEST:
        when = "In your last two check-ins" if is_now else f"In two check-ins up to {until}"
        return f"{when} you put your {names} at the lowest there is."
    weeks = f"{_number(word.weeks)} week{'' if word.weeks == 1 else 's'}"
    if word.rule == Rule.FIRST_BAND:
        return f"In your first {weeks} here your {names} {has} been low; there is no earlier time to compare with."
    if is_now:
        return f"For {weeks} your {names} {has} been lower than is usual for you."
    return f"In the {weeks} up to {until} your {names} {was} lower than is usual for you."


def for_supervision(word: WordCard, today: date) -> str:
    """The same in the first person, for one's own list."""
    said = word.says.replace("for you.", "for me.").replace(" your ", " my ").replace(" you put ", " I put ")
    return f"{said} ({day_in_words(today, today)})"


_SIDES = {
    Side.WITHIN: "The last three weeks you answered lie within what is usual for you.",
    Side.MIXED: "Not all of the last three weeks you answered lie within what is usual for you.",
    Side.BELOW: "The last three weeks you answered lie below what is usual for you.",
    Side.ABOVE: "The last three weeks you answered lie above what is usual for you.",
}


def band_says(side: Side, kept: int, least: int, note: str = "") -> str:
    """What the picture of one answer shows; `kept` weeks there are, `least` it takes until something is usual."""
    if side == Side.TOO_LITTLE:
        if kept < least:
            return f"What is usual for you shows after {_number(least)} weeks with an answer."
        return "What is usual for you begins to show."
    return f"{_SIDES[side]} {note}".strip()


def and_(names: Sequence[str]) -> str:
    """`energy`, `energy and meaning`, `energy, meaning and connection`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
