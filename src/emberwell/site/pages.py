"""What the pages of this folder may show: one dataclass a page, and nothing else reaches a template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from emberwell.insight.saying import WordCard
    from emberwell.library.prompts import Prompt
    from emberwell.prompts.finding import Found
    from emberwell.vault.record import RecordId


@dataclass(frozen=True)
class TodayLine:
    """The one kept line that stands on Today."""

    id: RecordId
    text: str
    kept_on: date
    """The local day it was kept."""
    entry: RecordId | None
    """The page it was taken from, for a link; None when there is none, or it is gone."""


@dataclass(frozen=True)
class TodayWhy:
    """The why, on the days it stands on Today."""

    text: str
    written_on: date
    """The local day of these words."""
    asks: bool
    """A month has just ended, or is ending: `Is this still so?` stands beneath it."""


@dataclass(frozen=True)
class WaitingCard:
    """Lines were left at the door while the journal was closed. Leads to `accounts:waiting`."""

    kind: ClassVar[str] = "waiting"
    lines: int
    """At least 1; for `line` or `lines`, never shown as a tally."""


@dataclass(frozen=True)
class SessionCard:
    """A session chosen for today and not met yet. Leads to `sessions:after`."""

    kind: ClassVar[str] = "session"
    id: RecordId
    called: str
    """`the two o'clock`, or a code name; "" when neither was given."""
    to_be: str
    """How I want to be."""
    question: str


@dataclass(frozen=True)
class ReturnCard:
    """`How is it now?`, on the day it was asked for. Leads to `stayed:one`."""

    kind: ClassVar[str] = "return"
    id: RecordId
    day: date
    """The local day of the page that stayed."""


@dataclass(frozen=True)
class EarlyWord:
    """An early word, once; `insight/_word.html` draws it."""

    kind: ClassVar[str] = "word"
    word: WordCard


@dataclass(frozen=True)
class WeekCard:
    """It is the day the week ends on, and the week is not kept yet. Leads to `week:week`."""

    kind: ClassVar[str] = "week"


@dataclass(frozen=True)
class PromptCard:
    """Today's prompt. Leads to `journal:write` with `?prompt=ID`. Drawn by `prompts/_card.html`."""

    kind: ClassVar[str] = "prompt"
    prompt: Found | None
    """None when every prompt was refused."""
    is_written: bool
    """A page of today was written to it."""
    answered: Found | None = None
    """Without scripts: the prompt laid aside or refused a moment ago, to take that back; with them, see `CardPart`."""
    answer: str = ""


Card = WaitingCard | SessionCard | WeekCard | ReturnCard | EarlyWord | PromptCard


@dataclass(frozen=True)
class TodayPath:
    """A path that was begun and neither left nor ended."""

    title: str
    url: str
    """Of its next step."""


@dataclass(frozen=True)
class TodayPage:
    """`site/today.html`: one line, one card, and *write*."""

    today: date
    line: TodayLine | None
    why: TodayWhy | None
    """The line or the why, never both; neither, in a journal without them."""
    card: Card
    """A template asks `page.card.kind`."""
    prompt: Found | None
    """Today's prompt, also when another card stands first (for *Something else*)."""
    path: TodayPath | None
    """The path to go on with, under *Something else*."""
    rested: RecordId | None = None
    """The line that stood here and was put to rest a moment ago, to take that back."""


@dataclass(frozen=True)
class VisitorPage:
    """`site/visitor.html`: what this is, today's prompt, and a field to write in at once.

    The form is a plain POST to `accounts:begin` with `body` (the textarea), `prompt` (hidden: `page.prompt.id`),
    `zone` (hidden, filled by `app.js`) and the CSRF field.
    """

    prompt: Prompt
    can_open: bool
    """A journal already lives here (or this is a host): offer a link to `accounts:open`."""


@dataclass(frozen=True)
class Kept:
    """One field of a form that could not be saved, handed back so that no word is lost."""

    name: str
    text: str
    long: bool
    """Shown in a textarea."""
    shown: bool
    """Else it is sent along hidden, when the form can be sent again."""


@dataclass(frozen=True)
class ErrorPage:
    """`site/error.html` and `site/_error.html`: what happened, what is safe, what to do next."""

    status: int
    title: str
    message: str
    """Whole sentences, safe to show."""
    kept: tuple[Kept, ...] = ()
    """What was typed, in the order of the form; empty when nothing was."""
    again: str | None = None
    """The address to send `kept` to once more, when trying again can help."""
