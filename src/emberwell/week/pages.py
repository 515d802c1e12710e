"""What the pages of a week's end may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from emberwell.week.check_in import CheckInForm
from emberwell.week.forms import CAME_OF, CalendarForm, CameForm, WeekDayForm, WeekForm
from emberwell.week.questions import QUESTIONS, Question
from emberwell.week.records import HIGHEST, LOWEST, STEPS, Act, CheckIn, Place
from emberwell.week.ring import INNERMOST, OUTSIDE, RADII, STEP, STEP_WORDS, Point, Spoke, in_words, marks, spoke, stand
from emberwell.week.rules import days_of, next_end

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved

Half = Literal["work", "home"]
HALVES: dict[Half, str] = {"work": "At work", "home": "At home"}
EARLIER = 8
"""Weeks in the list of earlier ones."""


@dataclass(frozen=True)
class Token:
    """One value on one ring."""

    id: RecordId
    name: str
    mark: str
    """One or two letters: what stands on the token."""
    field: str
    """`work-ID`."""
    chosen: str
    """`0` .. `6`, or "" for not placed."""
    words: str
    at: Point
    spoke: Spoke
    before: Point | None
    """Where it stood the last time; None when it did not."""
    before_words: str
    error: str


@dataclass(frozen=True)
class Ring:
    """`week/_ring.html`: the five values at work, or at home."""

    half: Half
    title: str
    tokens: tuple[Token, ...]
    before_on: date | None
    """The end of the week whose places stand faintly beneath."""
    steps: tuple[tuple[str, str], ...] = STEP_WORDS
    """`("", "not placed")`, `("0", "in the middle")` ..."""
    radii: tuple[float, ...] = RADII

    @property
    def is_empty(self) -> bool:
        """Nothing is placed."""
        return not any(token.chosen for token in self.tokens)

    @property
    def placed(self) -> tuple[Token, ...]:
        """What is placed."""
        return tuple(token for token in self.tokens if token.chosen)


@dataclass(frozen=True)
class LineOfWeek:
    """A line kept this week."""

    id: RecordId
    text: str
    kept_on: date


@dataclass(frozen=True)
class ActCard:
    """A small act, to read."""

    id: RecordId
    what: str
    when: str
    where: str
    if_: str
    then: str
    value: str
    """Name of the value it serves; "" for none."""
    came_of: str
    """`Did it`, or ""."""


@dataclass(frozen=True)
class Answer:
    """One question of a check-in, answered."""

    question: Question
    number: int
    dots: tuple[bool, ...]
    """Seven, the chosen one True."""


@dataclass(frozen=True)
class Summary:
    """`week/_kept.html`: a week as it is kept."""

    ends_on: date
    rings: tuple[Ring, ...]
    answers: tuple[Answer, ...]
    in_the_way: str
    act: ActCard | None
    """For the week after."""
    last_act: ActCard | None

    @property
    def says_nothing(self) -> bool:
        """It was closed, and nothing filled in."""
        return not (any(ring.placed for ring in self.rings) or self.answers or self.in_the_way or self.act)


@dataclass(frozen=True)
class WaitingCard:
    """Something filled in and not kept."""

    tab: str
    kept_at: datetime
    """In the person's zone, without it."""
    ends_on: date
    """The week it is of; this one, or another."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What stands around a week, filled in or read."""

    ends_on: date
    today: date
    lines: tuple[LineOfWeek, ...]
    earlier: tuple[date, ...]
    week_day: WeekDayForm
    day_name: str
    importance_due: bool
    has_values: bool
    waiting: tuple[WaitingCard, ...]
    rested: RecordId | None = None
    """The line that was just put to rest here, to take that back."""

    @property
    def first_day(self) -> date:
        return days_of(self.ends_on)[0]

    @property
    def next_end(self) -> date:
        return next_end(self.ends_on)

    @property
    def is_past(self) -> bool:
        return self.ends_on < self.today


@dataclass(frozen=True, kw_only=True)
class WeekPage:
    """`week/week.html`: a week's end, to fill in."""

    around: Around
    form: WeekForm
    check_in: CheckInForm
    rings: tuple[Ring, ...]
    ids: Mapping[str, str]
    """The hidden fields: `week`, `check_in`, `act`, `tab`, `expected`."""
    last_act: ActCard | None
    going_on: datetime | None
    """When the draft in this form was sealed, in the person's zone; None when it holds none."""
    saved_meanwhile: Summary | None
    """What another tab kept meanwhile."""
    is_kept: bool
    values: tuple[tuple[str, str], ...]
    """What an act may serve: `(id, name)`."""
    said: Literal["", "discarded"] = ""
    measures: str = f"{INNERMOST} {STEP} {OUTSIDE}"
    """What `ring.js` has to know of the picture."""

    @property
    def condition_is_open(self) -> bool:
        """Whether "if ... then ..." is unfolded: it holds words, or an error."""
        names = ("act_if", "act_then")
        return any(self.form[name].value() or self.form[name].errors for name in names)


@dataclass(frozen=True, kw_only=True)
class KeptPage:
    """`week/kept.html`: a week's end, to read."""

    around: Around
    week: Summary
    said: Literal["", "saved", "act", "discarded"]


@dataclass(frozen=True)
class CamePage:
    """`week/came.html`: what came of a small act, asked once more."""

    act: ActCard
    form: CameForm
    choices: tuple[tuple[str, str], ...] = tuple((came.value, words) for came, words in CAME_OF.items())


@dataclass(frozen=True)
class CalendarPage:
    """`week/calendar.html`: a small act on its way into one's own calendar."""

    act: ActCard
    form: CalendarForm
    week: date
    """The end of the week in which it was chosen."""


def ring_of(
    half: Half,
    values: Mapping[RecordId, str],
    chosen: Mapping[str, str],
    before: Sequence[Place],
    before_on: date | None,
    errors: Mapping[str, str] | None = None,
) -> Ring:
    """A ring of `values` (id to name, in order); `chosen` holds what each of its fields says."""
    then = {place.value: getattr(place, half) for place in before}
    tokens = []
    for index, (id, mark) in enumerate(zip(values, marks(list(values.values())), strict=True)):
        field = f"{half}-{id}"
        known = dict(STEP_WORDS)
        said = chosen.get(field) or ""
        said = said if said in known else ""
        step = int(said) if said else None
        earlier = then.get(id)
        if earlier not in range(STEPS + 1):  # a place that no ring has (an odd import) is none
            earlier = None
        tokens.append(
            Token(
                id=id,
                name=values[id],
                mark=mark,
                field=field,
                chosen=said,
                words=known[said],
                at=stand(index, len(values), step),
                spoke=spoke(index, len(values)),
                before=None if earlier is None else stand(index, len(values), earlier),
                before_words="" if earlier is None else in_words(earlier),
                error=(errors or {}).get(field, ""),
            )
        )
    is_beneath = any(token.before for token in tokens)
    return Ring(half, HALVES[half], tuple(tokens), before_on if is_beneath else None)


def act_card(act: Saved[Act] | None, names: Mapping[RecordId, str]) -> ActCard | None:
    """A small act as it is read."""
    if act is None:
        return None
    said = act.value
    return ActCard(
        id=act.id,
        what=said.what,
        when=said.when,
        where=said.where,
        if_=said.if_,
        then=said.then,
        value=names.get(said.value, "") if said.value else "",
        came_of=CAME_OF[said.came_of] if said.came_of else "",
    )


def answers_of(check_in: CheckIn | None) -> tuple[Answer, ...]:
    """What was answered, in the order of the questions."""
    numbers: Iterable[tuple[Question, int | None]] = (
        (question, getattr(check_in, question.name, None)) for question in QUESTIONS
    )
    return tuple(
        Answer(question, number, tuple(dot == number for dot in range(LOWEST, HIGHEST + 1)))
        for question, number in numbers
        if number is not None
    )
