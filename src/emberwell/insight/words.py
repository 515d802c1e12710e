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

    @property
    def who(self) -> str:
        return self.name or "your values together"

    @property
    def it(self) -> str:
        return "it" if self.name else "they"


def sentence(told: Told, found: Direction, today: date) -> str:
    """What a chart shows: which way, where it stands, and how far that may be off."""
    is_past = today - told.ends_on > timedelta(days=_LATELY_DAYS)
    until = f" to {day_in_words(told.ends_on, today)}" if is_past else ""
    said = [_way(told, found, until)]
    if found.latest is not None:
        said += [_standing(told, found.latest, until), _unknown(told, found.latest)]
    return " ".join(each for each in said if each)


def _way(told: Told, found: Direction, until: str) -> str:
    lead, one = f"At {told.part.value},", bool(told.name)
    if found.way == Way.TOO_LITTLE:
        if until:
            going = "was going" if one else "were going"
            eight = f"eight weeks{until} had"
        else:
            going = "is going" if one else "are going"
            eight = "last eight weeks have"
        if told.weeks < 2 * WINDOW:
            return f"{lead} it is too early to say which way {told.who} {going}."
        return f"{lead} too few of the {eight} a place for {told.who} to say which way {told.it} {going}."
    if until:
        these, been = f"in the four weeks{until}", "was" if one else "were"
    else:
        these, been = "these four weeks", f"{'has' if one else 'have'} been"
    if found.way == Way.THE_SAME:
        return f"{lead} {told.who} {been} about as near {these} as the four before."
    return (
        f"{lead} {told.who} {been} {found.way.value} {these} than the four before: {steps_in_words(abs(found.change))}."
    )


def _standing(told: Told, latest: Estimate, until: str) -> str:
    """Where it stood: in the middle, so many steps from it, or at the edge."""
    weeks = _COUNTS[latest.weeks]
    when = f"In the {weeks} weeks{until}" if until else f"In the last {weeks} weeks"
    stood = f"{when} {told.it} stood"
    if latest.mean < _ROUNDS_TO_NOTHING:
        return f"{stood} in the middle."
    if latest.mean >= STEPS - _ROUNDS_TO_NOTHING:
        return f"{stood} at the edge."
    return f"{stood} {steps_in_words(latest.mean)} from the middle{', on average' if latest.kept > 1 else ''}."


def _unknown(told: Told, latest: Estimate) -> str:
    if latest.missing == 0:
        return ""
    if told.unkept == latest.missing:
        what = "not kept"
    else:
        without = "kept without a place for it" if told.name else "kept without a place for them"
        what = without if told.unkept == 0 else f"not kept, or {without}"
    was = "was" if latest.missing == 1 else "were"
    start = f"{_COUNTS[latest.missing].capitalize()} of these {_COUNTS[latest.weeks]} weeks {was} {what}"
    if latest.half_width is None:
        return f"{start}, so how far this may be off cannot be said."
    return f"{start}, so this may be off by {steps_in_words(latest.off_by)}."
