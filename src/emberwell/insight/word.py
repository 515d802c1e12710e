"""When an early word is said: three rules over the check-ins, and one thing said at a time. Pure functions.

Energy, meaning and connection are read; self-doubt and load never say a word. How often each rule speaks without
reason, and how late, is measured by `python -m bench.word` and published in docs/method-early-word.md.

- *band*: the last weeks lie below this person's own usual (`insight.fall`), in all three answers together, in two of
  them, or in energy or meaning alone.
- *lowest*: energy or meaning at 1 in two check-ins running. Needs no baseline.
- *first band*: the first weeks are themselves in the lowest third of the scale. Needs no earlier time to compare with.

After a word nothing more is said until these answers were back where they were for two weeks, eight weeks later at the
earliest; what stays lower for half a year is the new usual. Only a fall to the lowest, after a word about the band, is
said before that, since it is another thing to hear.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean
from typing import TYPE_CHECKING

from emberwell.insight.check_ins import Week, answer_of, one_a_day, week_number, weeks_between, weeks_of
from emberwell.insight.fall import Found, Series
from emberwell.week.records import HIGHEST, LOWEST

if TYPE_CHECKING:
    from emberwell.insight.records import WordSaid
    from emberwell.week.records import CheckIn

READ = ("energy", "meaning", "connection")
"""The answers that are read, by their names in `CheckIn`."""
TOGETHER: dict[tuple[str, ...], float] = {
    ("energy", "meaning", "connection"): 3.0,
    ("energy", "meaning"): 3.1,
    ("energy", "connection"): 3.1,
    ("meaning", "connection"): 3.1,
    ("energy",): 3.5,
    ("meaning",): 3.5,
}
"""What is looked at for a fall, and how many standard errors it takes. The more can fall, the more it takes."""
FIRST_WEEKS = (3, 6)
"""The first band is looked at from the third to the sixth week with an answer."""
LOW_THIRD = LOWEST + (HIGHEST - LOWEST) / 3
"""The lowest third of the scale: 1 to 3."""
RUNNING_DAYS = 28
"""Two check-ins further apart than this are not "running"."""
HUSH_WEEKS = 8
BACK_WEEKS = 2
BACK_SPREADS = 1.25
"""Back where it was: two weeks running at most this many standard deviations below the earlier mean."""
BACK_FROM_LOWEST = 2.5
NEW_USUAL_WEEKS = 26
FRESH_DAYS = 21
"""A word that nobody came to read in this time is not said any more."""


class Rule(StrEnum):
    """What an early word speaks from."""

    BAND = "band"
    LOWEST = "lowest"
    FIRST_BAND = "first band"


ALL_RULES = frozenset(Rule)


@dataclass(frozen=True)
class Word:
    """Something to be said, once."""

    rule: Rule
    since: date
    """The check-in it speaks from."""
    begins: date
    """The first check-in that was lower."""
    answers: tuple[str, ...]
    """Those it is about."""
    weeks: int
    """Calendar weeks from `begins` to `since`, both counted; at least 1."""
    back: float
    """The mean of these answers from which they count as back."""


def words_of(check_ins: Iterable[CheckIn], rules: Collection[Rule] = ALL_RULES) -> tuple[Word, ...]:
    """Every word these check-ins give, the earliest first, as if each was read when it came due."""
    days = one_a_day(check_ins, READ)
    listener = _Listener(rules)
    for week in weeks_of(days, READ):
        listener.hear(week, [one for one in days[listener.heard :] if one.day <= week.last])
    return tuple(listener.said)


def due(check_ins: Iterable[CheckIn], said: Iterable[WordSaid], today: date) -> Word | None:
    """The word to be said today: the latest, while it is fresh and nobody answered it. None when there is none."""
    return latest(words_of(check_ins), said, today)


def latest(words: Sequence[Word], said: Iterable[WordSaid], today: date) -> Word | None:
    """The same, of the words these check-ins give.

    Once a word was answered, the same fall stays answered even when an earlier check-in is changed afterwards.
    """
    word = next((each for each in reversed(words) if each.since <= today), None)
    if word is None or word.since < today - timedelta(days=FRESH_DAYS):
        return None
    return None if any(_answers(one, word) for one in said) else word


def _answers(said: WordSaid, word: Word) -> bool:
    """Whether what was answered is this word, or the same rule's about the same weeks."""
    if said.answered_on > word.since:
        return True
    return said.rule == word.rule and said.since > word.since - timedelta(weeks=HUSH_WEEKS)


@dataclass
class _Listener:
    """Hears one week after another and remembers what it said."""

    rules: Collection[Rule]
    said: list[Word] = field(default_factory=list)
    heard: int = 0
    """Check-ins."""
    _series: dict[tuple[str, ...], Series] = field(
        default_factory=lambda: {names: Series(answers=len(names)) for names in TOGETHER}
    )
    _weeks: list[Week] = field(default_factory=list)
    _lately: dict[str, date] = field(default_factory=dict)
    """Answers that stood at the lowest in the check-in before, and its day."""
    _open: Word | None = None
    """The word after which nothing more is said for now."""
    _usual_from: int = 0
    """Number of the first week that still counts for what is usual."""

    def hear(self, week: Week, days: Sequence[CheckIn]) -> None:
        """One more week, with its check-ins."""
        self.heard += len(days)
        self._weeks.append(week)
        for names, series in self._series.items():
            value = week.mean(names)
            if value is not None:
                series.add(week.number, value)
        self._look_back(week)
        word = self._lowest(days)
        if self._open is None:
            word = word or self._first_band(week) or self._band(week)
        if word is not None:
            self.said.append(word)
            self._open = word

    def _look_back(self, week: Week) -> None:
        """Whether what was last said is over: the answers are back, or this is what is usual now."""
        word = self._open
        if word is None:
            return
        ago = week.number - week_number(word.since)
        if ago >= NEW_USUAL_WEEKS:
            self._open, self._usual_from = None, week_number(word.begins)
        elif ago >= HUSH_WEEKS:
            means = [mean for one in self._weeks[-3 * BACK_WEEKS :] if (mean := one.mean(word.answers)) is not None]
            if len(means) >= BACK_WEEKS and min(means[-BACK_WEEKS:]) >= word.back:
                self._open = None

    def _lowest(self, days: Sequence[CheckIn]) -> Word | None:
        found = None
        for one in days:
            now = {name: one.day for name in ("energy", "meaning") if answer_of(one, name) == LOWEST}
            kept = {name for name in ("energy", "meaning") if answer_of(one, name) is not None}
            both = [
                name for name in now if name in self._lately and (one.day - self._lately[name]).days <= RUNNING_DAYS
            ]
            if both and Rule.LOWEST in self.rules and found is None:
                begins = min(self._lately[name] for name in both)
                found = self._lowest_word(one.day, begins, tuple(both))
            self._lately = {name: day for name, day in self._lately.items() if name not in kept} | now
        return found

    def _lowest_word(self, day: date, begins: date, answers: tuple[str, ...]) -> Word | None:
        """None when it was said already: by this rule, by the first band, or just now by the band."""
        open_ = self._open
        if open_ is not None and (open_.rule != Rule.BAND or open_.since >= begins):
            return None
        return Word(Rule.LOWEST, day, begins, answers, weeks_between(begins, day), BACK_FROM_LOWEST)

    def _first_band(self, week: Week) -> Word | None:
        if Rule.FIRST_BAND not in self.rules or self.said or len(self._weeks) > FIRST_WEEKS[1]:
            return None
        low = []
        for name in ("energy", "meaning"):
            answers = [one.answers[name] for one in self._weeks if name in one.answers]
            if len(answers) >= FIRST_WEEKS[0] and fmean(answers) <= LOW_THIRD:
                low.append(name)
        if not low:
            return None
        begins = self._weeks[0].first
        return Word(Rule.FIRST_BAND, week.last, begins, tuple(low), weeks_between(begins, week.last), LOW_THIRD)

    def _band(self, week: Week) -> Word | None:
        if Rule.BAND not in self.rules:
            return None
        best: Found | None = None
        about: tuple[str, ...] = ()
        for names, threshold in TOGETHER.items():
            series = self._series[names]
            if not series.weeks or series.weeks[-1] != week.number:
                continue
            since = next((at for at, number in enumerate(series.weeks) if number >= self._usual_from), 0)
            found = series.fallen(threshold, since)
            if found is not None and (best is None or found.strength > best.strength):
                best, about = found, names
        if best is None:
            return None
        begins = next(one.first for one in self._weeks if one.number == best.first)
        back = best.usual - BACK_SPREADS * best.spread
        return Word(Rule.BAND, week.last, begins, about, week.number - best.first + 1, back)
