"""What the pages of the usual band, the check-in and the early sign may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, cast

from emberwell.insight.band import LEAST, Side, course, side
from emberwell.insight.chart import Chart, Labels, Point, line_chart, spread
from emberwell.insight.check_ins import Week, monday, weeks_of
from emberwell.insight.hearing import check_in_on, own_sign, word_now
from emberwell.insight.pages.alignment import WEEKS_OF, Span, SpanChoice, span_choices
from emberwell.insight.saying import band_says
from emberwell.insight.words import full_day, month_and_year, short_day
from emberwell.week.questions import QUESTIONS, Question
from emberwell.week.records import HIGHEST, LOWEST, CheckIn

if TYPE_CHECKING:
    from emberwell.insight.forms import SignForm
    from emberwell.insight.records import OwnSign
    from emberwell.insight.saying import WordCard
    from emberwell.vault.vault import Saved, Vault
    from emberwell.week.check_in import CheckInForm

LONGEST = 1040
"""Weeks of the axis, some twenty years: one odd date in something brought in must not make a page of millennia."""
DRAWN_FROM = 2
"""Weeks with an answer, before its chart is drawn."""
_GRID = (LOWEST, 4, HIGHEST)
_LABELS = Labels(
    top="much", bottom="little", point="Week of", value="Answer", middle="Usual for you (band)", absent="none"
)
Said = Literal["", "kept", "blank", "supervision", "less", "not now"]
SignSaid = Literal["", "kept", "gone"]
_SAID = ("kept", "blank", "supervision", "less", "not now")


@dataclass(frozen=True)
class BandPage:
    """`insight/band.html`: the five answers over time, and the early word."""

    word: WordCard | None
    charts: tuple[Chart, ...]
    """One for each question that was answered in at least two weeks."""
    weeks: int
    """With a check-in; two stands for two or more."""
    spans: tuple[SpanChoice, ...]
    """Empty while every span shows the same."""
    has_sign: bool
    checked_in: bool
    """Today."""
    said: Said


@dataclass(frozen=True)
class CheckInPage:
    """`insight/check_in.html`: the five questions, about the days up to today."""

    form: CheckInForm
    expected: int
    """The revision it was filled from; 0 for none."""
    today: date
    is_clash: bool
    """It was answered in another tab meanwhile."""


@dataclass(frozen=True)
class OwnSignPage:
    """`insight/own_sign.html`."""

    form: SignForm
    is_kept: bool
    meanwhile: str | None
    """The words as another tab kept them, after a clash."""
    said: SignSaid


def band_page(vault: Vault, today: date, *, span: str, said: str) -> BandPage:
    """Everything of `/alignment/band/`; an unknown `span` is half a year."""
    chosen = Span(span) if span in set(Span) else Span.HALF
    written = sorted(vault.all(CheckIn), key=lambda saved: saved.seq)
    weeks = weeks_of(saved.value for saved in written if saved.value.day <= today)
    axis = _axis(weeks)
    return BandPage(
        word=word_now(vault, today),
        charts=tuple(chart for each in QUESTIONS if (chart := _chart(each, axis, WEEKS_OF[chosen]))),
        weeks=min(len(weeks), DRAWN_FROM),
        spans=span_choices(chosen, len(axis)) if len(weeks) >= DRAWN_FROM else (),
        has_sign=own_sign(vault) is not None,
        checked_in=check_in_on(vault, today) is not None,
        said=cast(Said, said if said in _SAID else ""),
    )


def own_sign_page(
    form: SignForm, saved: Saved[OwnSign] | None, *, is_clash: bool = False, said: str = ""
) -> OwnSignPage:
    """`saved` is what is kept now; after a clash it is shown beside what was typed."""
    theirs = "\n".join((saved.value.text, *saved.value.people)) if saved and is_clash else None
    return OwnSignPage(form, saved is not None, theirs, cast(SignSaid, said if said in ("kept", "gone") else ""))


def _axis(weeks: Sequence[Week]) -> tuple[tuple[int, Week | None], ...]:
    """Every calendar week from the first to the last with a check-in, by its number."""
    if not weeks:
        return ()
    by_number = {week.number: week for week in weeks}
    last = weeks[-1].number
    first = max(weeks[0].number, last - LONGEST + 1)
    return tuple((number, by_number.get(number)) for number in range(first, last + 1))


def _chart(question: Question, axis: Sequence[tuple[int, Week | None]], shown_weeks: int | None) -> Chart | None:
    answers = [week.answers.get(question.name) if week else None for _, week in axis]
    kept = sum(answer is not None for answer in answers)
    if kept < DRAWN_FROM:
        return None
    start = max(0, len(axis) - shown_weeks) if shown_weeks else 0
    days = [monday(number) for number, _ in axis[start:]]
    points = [
        Point(full_day(day), answer, band.middle, band.low, band.high)
        if band
        else Point(full_day(day), answer, None, None, None)
        for day, answer, band in zip(days, answers[start:], course(answers)[start:], strict=True)
    ]
    where = side(answers)
    word = month_and_year if len(days) > 52 else short_day
    return line_chart(
        id=question.name,
        title=question.label,
        aside="",
        sentence=band_says(where, kept, LEAST, question.note if where == Side.ABOVE else ""),
        tone="overall",
        points=points,
        top=HIGHEST,
        bottom=LOWEST,
        grid=_GRID,
        labels=_LABELS,
        ticks=[(at, word(days[at])) for at in spread(len(days), 3)],
    )
