"""The five questions of a check-in, in Emberwell's own words. Reflective; not a clinical instrument.

Each asks about one week and has no better end: much doubt is not a fault, and little energy is not a failure.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One of the five."""

    name: str
    """The field of `CheckIn` it fills."""
    label: str
    """What it is called where answers are read."""
    asks: str
    low: str
    """What 1 is called."""
    high: str
    """What 7 is called."""
    note: str = ""


QUESTIONS = (
    Question("energy", "Energy", "By the end of the week, how much was left in you?", "hardly anything", "plenty"),
    Question("meaning", "Meaning", "How much of the week’s work mattered to you?", "little of it", "nearly all of it"),
    Question("connection", "Connection", "How near were the people you worked with?", "far off", "close by"),
    Question(
        "doubt",
        "Self-doubt",
        "How much did you question your own work?",
        "hardly at all",
        "a great deal",
        "Questioning it belongs to careful work. Neither end is the better one.",
    ),
    Question("load", "Load", "How much did the week ask of you?", "little", "very much"),
)
