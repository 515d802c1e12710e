"""Strengths, with the lines they were met in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from emberwell.journal.dates import local_date
from emberwell.journal.records import KeptLine
from emberwell.library.purpose import Word, strengths
from emberwell.why.forms import NamingForm, StrengthForm
from emberwell.why.pages.quotes import Quote, quote, unasked
from emberwell.why.records import Strength
from emberwell.why.strengths import evidence, named, same_name

if TYPE_CHECKING:
    from datetime import date

    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault

QUOTED = 2
"""Lines under a strength in the list; all of them on its own page."""
TO_NAME = 5
"""Lines offered to name a strength in."""


@dataclass(frozen=True)
class StrengthCard:
    """A strength and the newest lines that show it."""

    id: RecordId
    name: str
    words: str
    lines: tuple[Quote, ...]
    has_more: bool


@dataclass(frozen=True)
class StrengthsPage:
    """`why/strengths.html`."""

    strengths: tuple[StrengthCard, ...]
    to_name: tuple[Quote, ...]
    """Lines in which no strength is named yet, the newest first."""
    has_lines: bool
    """Whether anything is kept at all."""
    said: Literal["", "named"]


@dataclass(frozen=True)
class StrengthPage:
    """`why/strength.html`: one strength, in the order it was met."""

    id: RecordId
    seen: str
    """What one would see it in, for one of the vocabulary; "" for own words."""
    noted_on: date
    lines: tuple[Quote, ...]
    form: StrengthForm
    was_changed: bool
    """It was changed in another tab; what was typed is in the form, what is saved in `name` and `words`."""
    name: str
    words: str
    said: Literal["", "saved"]


@dataclass(frozen=True)
class Tick:
    """Something that can be ticked."""

    id: str
    name: str
    seen: str
    """What one would see it in; "" for none."""
    is_ticked: bool


@dataclass(frozen=True)
class NamingPage:
    """`why/name_strength.html`: what a kept line shows."""

    line: Quote
    form: NamingForm
    own: tuple[Tick, ...]
    vocabulary: tuple[Tick, ...]
    """Without those that are among one's own."""
    was_changed: bool
    """The line was changed in another tab."""
    next: str
    """An address to go on to."""


def strengths_page(vault: Vault, *, said: str) -> StrengthsPage:
    """Every strength that was named, with its evidence."""
    shown = evidence(vault)
    return StrengthsPage(
        strengths=tuple(_card(vault, each, shown.get(each.id, [])) for each in named(vault)),
        to_name=tuple(quote(vault, line) for line in unasked(vault) if not line.value.strengths)[:TO_NAME],
        has_lines=bool(vault.all(KeptLine)),
        said="named" if said == "named" else "",
    )


def _card(vault: Vault, saved: Saved[Strength], lines: list[Saved[KeptLine]]) -> StrengthCard:
    quoted = tuple(quote(vault, line) for line in lines[:QUOTED])
    return StrengthCard(saved.id, saved.value.name, saved.value.words, quoted, len(lines) > QUOTED)


def strength_page(
    vault: Vault, saved: Saved[Strength], *, form: StrengthForm | None = None, was_changed: bool = False, said: str = ""
) -> StrengthPage:
    """One strength, its evidence oldest first."""
    strength = saved.value
    word = strengths().get(strength.word)
    initial = {"name": strength.name, "words": strength.words, "expected": saved.revision}
    return StrengthPage(
        id=saved.id,
        seen=word.seen if word else "",
        noted_on=local_date(strength.noted_at, strength.zone),
        lines=tuple(quote(vault, line) for line in reversed(evidence(vault).get(saved.id, []))),
        form=form or StrengthForm(initial=initial),
        was_changed=was_changed,
        name=strength.name,
        words=strength.words,
        said="saved" if said == "saved" else "",
    )


def offered_words(own: list[Saved[Strength]]) -> list[Word]:
    """The vocabulary without what the person has named already."""
    names = {same_name(each.value.name) for each in own}
    return [word for word in strengths().values() if same_name(word.name) not in names]


def naming_page(
    vault: Vault, line: Saved[KeptLine], form: NamingForm, own: list[Saved[Strength]], *, next: str, was_changed: bool
) -> NamingPage:
    """Ticked is what the form says: what was sent, or else what the line shows already."""
    ticked = {str(id) for id in (*(form["strength"].value() or ()), *(form["word"].value() or ()))}
    return NamingPage(
        line=quote(vault, line),
        form=form,
        own=tuple(Tick(each.id, each.value.name, _seen(each.value), each.id in ticked) for each in own),
        vocabulary=tuple(Tick(word.id, word.name, word.seen, word.id in ticked) for word in offered_words(own)),
        was_changed=was_changed,
        next=next,
    )


def _seen(strength: Strength) -> str:
    word = strengths().get(strength.word)
    return word.seen if word and not strength.words else ""
