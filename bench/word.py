"""The early word, measured on people who never lived: `python -m bench.word`. Under three minutes.

Each simulated person answers the three questions it reads on 1..7 for two years of weeks. Their own level and spread
differ from answer to answer; the answers of one week go together (correlation 0.4), weeks lead on from one another
(0 to 0.6), and a fifth of the weeks is missing at random. The constants of the rules were chosen on other seeds than
the one used here. docs/method-early-word.md publishes what this prints.
"""

from __future__ import annotations

import math
import random
import statistics
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from bench.measure import Report
from emberwell.insight.word import ALL_RULES, Rule, words_of
from emberwell.week.records import HIGHEST, LOWEST, CheckIn

SEED = "the one that is reported"
PEOPLE = 2_000
"""In each row."""
WEEKS = 104
MISSING = 0.2
TOGETHER = 0.4
LINKS = (0.0, 0.2, 0.4, 0.6)
FALL = 1.5
"""Personal standard deviations."""
QUARTER = 13
NEVER = 10_000
FIRST_FRIDAY = date(2024, 1, 5)
DAYS = tuple(FIRST_FRIDAY + timedelta(weeks=week) for week in range(WEEKS))
AT = datetime(2024, 1, 5, 16, tzinfo=UTC)

Kind = Literal["steady", "three", "two", "one", "slow", "depleted", "collapse", "loose collapse"]
KINDS: tuple[Kind, ...] = ("steady", "three", "two", "depleted", "collapse", "loose collapse")
"""Those of the table; the rest is told apart from it."""
Answers = tuple[int, int, int]


@dataclass(frozen=True)
class Life:
    """Two years of one person."""

    weeks: tuple[Answers | None, ...]
    """Energy, meaning, connection; None where no check-in was kept."""
    onset: int
    """The first week that is lower; 0 where nothing falls."""
    link: float


def live(chance: random.Random, kind: Kind, missing: float = MISSING) -> Life:
    """A person. What falls stays down to the end, whatever time of the two years it begins."""
    levels = [min(6.0, max(3.5, chance.gauss(4.7, 0.7))) for _ in range(3)]
    if kind == "depleted":
        levels = [chance.uniform(1.5, 2.5) for _ in range(3)]
    spreads = [chance.uniform(0.6, 1.4) for _ in range(3)]
    link = chance.choice(LINKS)
    onset = chance.randrange(2 if kind == "collapse" else 26, 79)
    falls = {"three": (0, 1, 2), "slow": (0, 1, 2), "two": chance.sample(range(3), 2), "one": [chance.randrange(3)]}
    state, weeks = _draw(chance), []
    for week in range(WEEKS):
        if week:
            news = _draw(chance)
            state = [link * old + math.sqrt(1 - link * link) * new for old, new in zip(state, news, strict=True)]
        down = min(1.0, (week - onset + 1) / QUARTER) if kind == "slow" else 1.0
        said = [level + spread * z for level, spread, z in zip(levels, spreads, state, strict=True)]
        if week >= onset and kind in falls:
            said = [one - FALL * down * spreads[at] if at in falls[kind] else one for at, one in enumerate(said)]
        if week >= onset and kind == "collapse":
            said = [LOWEST] * 3
        if week >= onset and kind == "loose collapse":
            said = [LOWEST + spread * z / 2 for spread, z in zip(spreads, state, strict=True)]
        e, m, c = (min(HIGHEST, max(LOWEST, round(one))) for one in said)
        weeks.append(None if chance.random() < missing else (e, m, c))
    return Life(tuple(weeks), onset if kind not in {"steady", "depleted"} else 0, link)


def _draw(chance: random.Random) -> list[float]:
    shared = math.sqrt(TOGETHER) * chance.gauss(0, 1)
    return [shared + math.sqrt(1 - TOGETHER) * chance.gauss(0, 1) for _ in range(3)]


Method = Callable[[Life], Sequence[int]]
"""The weeks in which it says a word."""


def ours(rules: Collection[Rule] = ALL_RULES) -> Method:
    """The early word, by some or all of its rules."""

    def say(life: Life) -> list[int]:
        check_ins = [
            CheckIn(day=day, zone="UTC", answered_at=AT, energy=week[0], meaning=week[1], connection=week[2])
            for day, week in zip(DAYS, life.weeks, strict=True)
            if week is not None
        ]
        return [(word.since - FIRST_FRIDAY).days // 7 for word in words_of(check_ins, rules)]

    return say


def fixed_threshold(life: Life) -> list[int]:
    """The mean of the three is at most 3 in two check-ins running; then not for eight weeks."""
    return _hushed([(week, max(two) <= 3) for week, two in _running(life, 2)])


def moving_average(life: Life) -> list[int]:
    """The mean of the last four check-ins is a standard deviation below that of the first eight; then eight weeks."""
    first = [sum(week) / 3 for week in life.weeks if week is not None][:8]
    low = statistics.fmean(first) - max(0.35, statistics.stdev(first))
    return _hushed([(week, statistics.fmean(four) < low) for week, four in list(_running(life, 4))[8:]])


def _running(life: Life, count: int) -> list[tuple[int, list[float]]]:
    """Each check-in's week with the means of it and those before it."""
    kept = [(week, sum(answers) / 3) for week, answers in enumerate(life.weeks) if answers is not None]
    return [(kept[at - 1][0], [mean for _, mean in kept[at - count : at]]) for at in range(count, len(kept) + 1)]


def _hushed(found: list[tuple[int, bool]]) -> list[int]:
    said: list[int] = []
    for week, is_low in found:
        if is_low and (not said or week - said[-1] >= 8):
            said.append(week)
    return said


def plain_cusum(life: Life) -> list[int]:
    """One-sided, k 0.5, h 6, on the mean of the three against the first eight check-ins; after a word from 0 again."""
    kept = [(week, sum(answers) / 3) for week, answers in enumerate(life.weeks) if answers is not None]
    first = [mean for _, mean in kept[:8]]
    usual, spread = statistics.fmean(first), max(0.35, statistics.stdev(first))
    said, low = [], 0.0
    for week, mean in kept[8:]:
        low = max(0.0, low + (usual - mean) / spread - 0.5)
        if low > 6:
            said.append(week)
            low = 0.0
    return said


@dataclass(frozen=True)
class Row:
    """What one method did on one kind of people."""

    numbers: tuple[int, ...]
    """Sorted: false words in two years, or weeks (or check-ins) until the word."""

    def at(self, share: float) -> int:
        return self.numbers[min(len(self.numbers) - 1, int(share * len(self.numbers)))]

    @property
    def mean(self) -> float:
        return statistics.fmean(self.numbers)

    @property
    def error(self) -> float:
        """Standard error of the mean."""
        return statistics.stdev(self.numbers) / math.sqrt(len(self.numbers))

    def within(self, most: int) -> float:
        """Percent."""
        return 100 * sum(number <= most for number in self.numbers) / len(self.numbers)


def people(kind: Kind, missing: float = MISSING) -> list[Life]:
    """The same for every method."""
    chance = random.Random(f"{SEED}: {kind}, {missing}")
    return [live(chance, kind, missing) for _ in range(PEOPLE)]


def false_words(method: Method, lives: Sequence[Life]) -> Row:
    """Words said to people with whom nothing changed."""
    return Row(tuple(sorted(len(method(life)) for life in lives)))


def delays(method: Method, lives: Sequence[Life]) -> Row:
    """Weeks from the first lower week to the first word from then on: 0 is in that very week."""
    found = (min((week - life.onset for week in method(life) if week >= life.onset), default=NEVER) for life in lives)
    return Row(tuple(sorted(found)))


def check_ins_until(method: Method, lives: Sequence[Life]) -> Row:
    """The number of the check-in, from the collapse on, at which it is said."""
    found = []
    for life in lives:
        said = min((week for week in method(life) if week >= life.onset), default=None)
        found.append(NEVER if said is None else sum(week is not None for week in life.weeks[life.onset : said + 1]))
    return Row(tuple(sorted(found)))


@dataclass(frozen=True)
class Measured:
    """One method, on people of every kind."""

    wrong: Row
    three: Row
    two: Row
    depleted: Row
    collapse: Row
    loose: Row

    def __str__(self) -> str:
        wrong = f"{self.wrong.mean:.2f} ({self.wrong.error:.2f}) {self.wrong.within(0):3.0f} {self.wrong.at(0.9)}"
        late = f"{_quartiles(self.three)} | {_quartiles(self.two)}"
        soon = f"{self.depleted.within(5):5.1f} | {self.collapse.within(2):5.1f} {self.loose.within(2):5.1f}"
        return f"{wrong} | {late} | {soon}"


def main() -> int:
    """Print the table; how many targets were missed."""
    lives = {kind: people(kind) for kind in KINDS}
    methods: dict[str, Method] = {
        "early word": ours(),
        "  band alone": ours({Rule.BAND}),
        "  lowest alone": ours({Rule.LOWEST}),
        "  first band alone": ours({Rule.FIRST_BAND}),
        "plain CUSUM": plain_cusum,
        "moving average": moving_average,
        "fixed threshold": fixed_threshold,
    }
    print(f"\n{PEOPLE:,} people a row, two years. A dash: so many never got a word.")
    print(
        f"{'':<19}false words: mean (s.e.), % none, 90th | weeks until, quartiles, % in 13: three fall | two fall",
        end="",
    )
    print(" | depleted, % in 6 weeks | collapse, % in 2 check-ins; loose")
    measured: dict[str, Measured] = {}
    for name, method in methods.items():
        measured[name] = Measured(
            wrong=false_words(method, lives["steady"]),
            three=delays(method, lives["three"]),
            two=delays(method, lives["two"]),
            depleted=delays(method, lives["depleted"]),
            collapse=check_ins_until(method, lives["collapse"]),
            loose=check_ins_until(method, lives["loose collapse"]),
        )
        print(f"{name:<18} {measured[name]}", flush=True)
    _further(lives)
    return _targets(measured["early word"])


def _targets(word: Measured) -> int:
    report = Report()
    report.most("false words in two years, mean", word.wrong.mean, 1.0, "")
    report.most("weeks until said, all three fall, median", word.three.at(0.5), 4, "wk")
    report.most("weeks until said, two of them fall, median", word.two.at(0.5), 6, "wk")
    report.least("a collapse, said within two check-ins", word.collapse.within(2), 95, "%")
    report.most("weeks until said to who starts depleted, median", word.depleted.at(0.5) + 1, 6, "wk")
    report.least("who starts depleted, told within six weeks", word.depleted.within(5), 95, "%")
    return report.missed


def _further(lives: dict[Kind, list[Life]]) -> None:
    """What the table leaves out, for the early word alone."""
    word = ours()
    for link in LINKS:
        linked = {kind: [life for life in lives[kind] if life.link == link] for kind in ("steady", "three")}
        wrong, late = false_words(word, linked["steady"]), delays(word, linked["three"])
        print(
            f"  weeks linked by {link}: false words {wrong.mean:.2f} ({wrong.error:.2f}); three fall {_quartiles(late)}"
        )
    print(f"  one answer falls: {_quartiles(delays(word, people('one')))}")
    print(f"  three fall, slowly over a quarter: {_quartiles(delays(word, people('slow')))}")
    wrong, late = false_words(word, people("steady", 0.5)), delays(word, people("three", 0.5))
    print(f"  half the weeks missing: false words {wrong.mean:.2f}; three fall {_quartiles(late)}\n", flush=True)


def _quartiles(row: Row) -> str:
    """Quartiles, and how many within a quarter of a year, percent."""
    quartiles = ["-" if row.at(share) == NEVER else str(row.at(share)) for share in (0.25, 0.5, 0.75)]
    return f"{'/'.join(quartiles):<9} {row.within(QUARTER):3.0f}"


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
