"""What is true of something that stayed: when it may be shown, and when it asks how it is now. Pure functions."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emberwell.stayed.records import Stayed
    from emberwell.vault.vault import Saved

RAW_FIELDS = ("happened", "need_tonight", "who_can_know")
READY_FIELDS = ("told_myself", "to_a_colleague", "know_now", "next_step")
WORDS = (*RAW_FIELDS, *READY_FIELDS, "is_now")
"""Names of every field that holds words, in the order they are read."""
FIELD_LIMIT = 20_000
"""Characters of one field."""


def due(stayed: Iterable[Saved[Stayed]], today: date) -> Saved[Stayed] | None:
    """The page whose `how is it now?` was asked for by today; of several the one asked for first. None when none is.

    One that is raw (again) never comes by itself, whatever day had been asked for.
    """
    asked = (
        (saved.value.return_on, saved.id, saved)
        for saved in stayed
        if saved.value.return_on is not None and is_due(saved.value, today)
    )
    return min(asked, key=lambda each: each[:2], default=(None, "", None))[2]


def is_due(stayed: Stayed, today: date) -> bool:
    """Whether its day has come."""
    return not stayed.raw and stayed.return_on is not None and stayed.return_on <= today


def may_be_quoted(stayed: Stayed, unasked: Container[str] = frozenset()) -> bool:
    """Whether its words may stand where nobody asked for them: never while raw.

    `unasked` holds the ids of code names about whom nothing comes back: lost and archived ones.
    """
    return not stayed.raw and stayed.client not in unasked


def says_nothing(stayed: Stayed) -> bool:
    """Not a word is in it."""
    return not any(getattr(stayed, name).strip() for name in WORDS)


def first_words(stayed: Stayed) -> str:
    """What a ready page is known by: what is known now, else what was told, said, meant; "" when it says none of it."""
    names = ("know_now", "told_myself", "to_a_colleague", "next_step", "is_now")
    return next((words for name in names if (words := getattr(stayed, name).strip())), "")


def beginning(stayed: Stayed, characters: int) -> str:
    """The first words of a ready page on one line, cut at a space."""
    words = " ".join(first_words(stayed).split())
    if len(words) <= characters:
        return words
    cut = words[: characters + 1]
    return f"{cut.rpartition(' ')[0] or cut[:characters]} …"
