"""What the charts show, in sentences: steps rounded to halves and said in words, kindly and exactly. Pure functions.

Numbers stand in the tables only. A sentence never praises, never blames, and says what it cannot know.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from emberwell.insight.nearness import WINDOW, Direction, Estimate, Way
from emberwell.insight.weeks import Part
from emberwell.week.records import STEPS

_COUNTS = ("none", "one", "two", "three", "four", "five", "six")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LATELY_DAYS = 14
"""So long after its end a week still counts as one of "these"."""
_ROUNDS_TO_NOTHING = 0.25
_NONE_LATELY = "None of the last four weeks has a place for it."


def day_in_words(day: date, today: date) -> str:
    """`3 March`, with its year unless that is this year."""
    return f"{day.day} {_MONTHS[day.month - 1]}" + ("" if day.year == today.year else f" {day.year}")


def month_in_words(day: date, today: date) -> str:
    """`March`, with its year unless that is this year."""
    return _MONTHS[day.month - 1] + ("" if day.year == today.year else f" {day.year}")


def full_day(day: date) -> str:
    """`3 Mar 2026`."""
    return f"{short_day(day)} {day.year}"


def short_day(day: date) -> str:
    """`3 Mar`."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def month_and_year(day: date) -> str:
    """`Mar 2026`."""
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"


def steps_in_words(steps: float) -> str:
    """A distance of 0..6 steps to the nearest half: `about half a step`, `about one and a half steps`."""
    halves = int(steps * 2 + 0.5)
    whole, has_half = divmod(halves, 2)
    if halves == 0:
        return "less than half a step"
    if halves == 1:
        return "about half a step"
    if halves == 2:
        return "about one step"
    return f"about {_COUNTS[whole]}{' and a half' if has_half else ''} steps"


@dataclass(frozen=True)
class Told:
    """What a sentence is about."""

    name: str
    """The value's; "" for all of them together."""
    part: Part
    ends_on: date
    """The last week."""
    weeks: int
    """How many there are in all."""
    unkept: int
    """How many of the last weeks were not kept at all; a week may also be kept without a place for this value."""


def sentence(told: Told, found: Direction, today: date) -> str:
    """What a chart shows: which way, where it stands, and how far that may be off.

    All values together in full. One value in few words, since ten of them may stand under each other: its title says
    which and where, and the page says once that "before" is the four weeks before the last four.
    """
    is_past = today - told.ends_on > timedelta(days=_LATELY_DAYS)
    until = f" to {day_in_words(told.ends_on, today)}" if is_past else ""
    if told.name:
        return _in_few_words(told, found, until)
    said = [_way(told, found, until)]
    if found.latest is not None:
        said += [_standing(found.latest, until), _unknown(told, found.latest)]
    return " ".join(each for each in said if each)


def _in_few_words(told: Told, found: Direction, until: str) -> str:
    """One value: where it stands against before, in a line or two."""
    latest = found.latest
    if latest is None:
        return f"None of the four weeks{until} had a place for it." if until else _NONE_LATELY
    stands = f"In the {_COUNTS[latest.weeks]} weeks{until} {_where(latest)}" if until else _capital(_where(latest))
    is_open = found.way == Way.TOO_LITTLE and told.weeks >= 2 * WINDOW
    if found.way == Way.THE_SAME:
        said = f"{stands}, much as before."
    elif found.way != Way.TOO_LITTLE:
        said = f"{stands}, {found.way.value} than before by {steps_in_words(abs(found.change))}."
    elif not is_open:
        said = f"{stands}. It is too early to say which way it {_going(until)}."
    elif latest.missing:
        said = f"{stands}."
    else:
        said = f"{stands}. Too little is known of the four weeks before to say which way it {_going(until)}."
    if latest.missing == 0:
        return said
    start = f"{said} With {_COUNTS[latest.missing]} of {_COUNTS[latest.weeks]} weeks {_missed(told, latest)},"
    if latest.half_width is None:
        which = f", nor which way it {_going(until)}" if is_open else ""
        return f"{start} it cannot be said how far this may be off{which}."
    which = f", and which way it {_going(until)} cannot be said" if is_open else ""
    return f"{start} this may be off by {steps_in_words(latest.off_by)}{which}."


def _going(until: str) -> str:
    return "was going" if until else "is going"


def _way(told: Told, found: Direction, until: str) -> str:
    lead = f"At {told.part.value},"
    if found.way == Way.TOO_LITTLE:
        which = f"which way your values together {'were' if until else 'are'} going"
        if told.weeks < 2 * WINDOW:
            return f"{lead} it is too early to say {which}."
        eight = f"eight weeks{until}" if until else "last eight weeks"
        return f"{lead} too little is known of the {eight} to say {which}."
    these, been = (f"in the four weeks{until}", "were") if until else ("these four weeks", "have been")
    who = f"{lead} your values together {been}"
    if found.way == Way.THE_SAME:
        return f"{who} about as near {these} as the four before."
    return f"{who} {found.way.value} {these} than the four before: {steps_in_words(abs(found.change))}."


def _standing(latest: Estimate, until: str) -> str:
    """Where they stood."""
    weeks = _COUNTS[latest.weeks]
    when = f"In the {weeks} weeks{until}" if until else f"In the last {weeks} weeks"
    is_mean = latest.kept > 1 and _where(latest).endswith("from the middle")
    return f"{when} they stood {_where(latest)}{', on average' if is_mean else ''}."


def _where(latest: Estimate) -> str:
    """In the middle, so many steps from it, or at the edge."""
    if latest.mean < _ROUNDS_TO_NOTHING:
        return "in the middle"
    if latest.mean >= STEPS - _ROUNDS_TO_NOTHING:
        return "at the edge"
    return f"{steps_in_words(latest.mean)} from the middle"


def _unknown(told: Told, latest: Estimate) -> str:
    if latest.missing == 0:
        return ""
    was = "was" if latest.missing == 1 else "were"
    weeks = f"{_capital(_COUNTS[latest.missing])} of these {_COUNTS[latest.weeks]} weeks"
    start = f"{weeks} {was} {_missed(told, latest)}"
    if latest.half_width is None:
        return f"{start}, so how far this may be off cannot be said."
    return f"{start}, so this may be off by {steps_in_words(latest.off_by)}."


def _missed(told: Told, latest: Estimate) -> str:
    """What became of the weeks that are missing."""
    if told.unkept == latest.missing:
        return "not kept"
    without = f"kept without a place for {'it' if told.name else 'them'}"
    return without if told.unkept == 0 else f"not kept, or {without}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
