"""The sentence being composed, its earlier wordings, and the question at a month's end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from emberwell.journal.calendar import Calendar
from emberwell.journal.dates import in_zone, local_date
from emberwell.journal.markdown import excerpt
from emberwell.journal.records import Entry
from emberwell.library.purpose import scenes
from emberwell.vault.record import new_id
from emberwell.why.forms import DraftForm
from emberwell.why.pages.quotes import Quote, quote, unasked
from emberwell.why.records import Sort, Value
from emberwell.why.rules import the_five
from emberwell.why.scenes import ScenePages
from emberwell.why.statement import TAB, Wording, current, waiting, wordings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Draft, Saved, Vault
    from emberwell.why.records import WhyStatement

LINES = 12
"""Kept lines beside the sentence, the newest."""
SCENES = 6
BEGINNING = 220
"""Characters of a scene page."""


@dataclass(frozen=True)
class OwnScene:
    """The beginning of a page written to a scene."""

    id: RecordId
    title: str
    text: str


@dataclass(frozen=True)
class OwnValue:
    """One of the five, with what its owner wrote of it."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class OtherDraft:
    """Words that were being written in another tab, or before the why was changed."""

    statement: RecordId
    tab: str
    text: str
    kept_at: datetime
    """In the person's zone, without it."""


@dataclass(frozen=True)
class Material:
    """What a person has of their own to compose from (`why/_sentence_material.html`)."""

    scenes: tuple[OwnScene, ...]
    values: tuple[OwnValue, ...]
    lines: tuple[Quote, ...]

    def __bool__(self) -> bool:
        return bool(self.scenes or self.values or self.lines)


@dataclass(frozen=True)
class SentencePage:
    """`why/sentence.html`."""

    form: DraftForm
    material: Material
    goes_on_from: datetime | None
    """The field holds a draft of then (in the person's zone, without it), not what is saved."""
    others: tuple[OtherDraft, ...]
    saved_text: str
    """What is saved; "" while there is none."""
    saved_meanwhile: str
    """What another tab has saved since this one began; "" when none did."""
    page: RecordId
    """An id under which this browser may keep the words when the server is away."""
    next: str
    """An address to go on to."""


@dataclass(frozen=True)
class EarlierPage:
    """`why/sentence_earlier.html`: every wording, the newest first."""

    wordings: tuple[Wording, ...]


@dataclass(frozen=True)
class StillPage:
    """`why/still.html`: the why beside a month's kept lines."""

    text: str
    """The why; "" while there is none."""
    revision: int
    month: date
    """Its first day."""
    lines: tuple[Quote, ...]
    """In the order they were kept."""
    was_changed: bool
    """The words were changed in another tab while this page stood open."""


def sentence_page(
    vault: Vault, *, zone: str, next: str = "", form: DraftForm | None = None, afresh: bool = False, meanwhile: str = ""
) -> SentencePage:
    """The sentence as it is to be gone on with: `form` when given, else the newest draft, else what is saved.

    `afresh` begins from what is saved, though a draft waits.
    """
    saved = current(vault)
    revision = saved.revision if saved else 0
    drafts = waiting(vault, saved)
    mine = None if form is not None or afresh else next_draft(drafts, revision)
    if form is None:
        form = DraftForm(initial=_initial(saved, mine, spent=bool(drafts)))
    tab = form["tab"].value()
    others = [draft for draft in drafts if draft is not mine and draft.tab != tab]
    return SentencePage(
        form=form,
        material=_material(vault),
        goes_on_from=_clock(mine, zone) if mine else None,
        others=tuple(OtherDraft(draft.id, draft.tab, draft.value.text, _clock(draft, zone)) for draft in others),
        saved_text=saved.value.text if saved else "",
        saved_meanwhile=meanwhile,
        page=new_id(),
        next=next,
    )


def next_draft(drafts: Sequence[Draft[WhyStatement]], revision: int) -> Draft[WhyStatement] | None:
    """The newest draft that began from what is saved now: to go on with as if one had never left."""
    return next((draft for draft in drafts if draft.based_on == revision), None)


def _initial(saved: Saved[WhyStatement] | None, draft: Draft[WhyStatement] | None, *, spent: bool) -> dict[str, object]:
    if draft is not None:
        return {"text": draft.value.text, "statement": draft.id, "expected": draft.based_on, "tab": draft.tab}
    # Beside a draft that waits, this one is written under a name of its own.
    tab = f"{TAB}-{new_id()[:8]}" if spent else TAB
    if saved is None:
        return {"text": "", "statement": new_id(), "expected": 0, "tab": tab}
    return {"text": saved.value.text, "statement": saved.id, "expected": saved.revision, "tab": tab}


def _clock(draft: Draft[WhyStatement], zone: str) -> datetime:
    return in_zone(draft.kept_at, zone).replace(tzinfo=None)


def _material(vault: Vault) -> Material:
    return Material(
        scenes=tuple(_own_scenes(vault))[:SCENES],
        values=tuple(_own_value(saved.value) for id in the_five(vault.all(Sort)) if (saved := vault.find(Value, id))),
        lines=tuple(quote(vault, line) for line in unasked(vault)[:LINES]),
    )


def _own_scenes(vault: Vault) -> list[OwnScene]:
    """Pages that may return; nothing raw and nothing of a hard day is laid beside anything."""
    calendar, known = vault.index(Calendar), scenes()
    found = []
    for id in vault.index(ScenePages).newest():
        row, saved = calendar.row(id), vault.find(Entry, id)
        if row is None or not row.returns or saved is None:
            continue
        scene = known.get(saved.value.prompt or "")
        text = excerpt(saved.value.body, BEGINNING)
        if text:
            found.append(OwnScene(id, scene.title if scene else "A scene", text))
    return found


def _own_value(value: Value) -> OwnValue:
    return OwnValue(value.name, tuple(words for words in (value.at_work, value.at_home) if words))


def earlier_page(history: Sequence[Saved[WhyStatement]]) -> EarlierPage:
    """`history` of the statement, newest first."""
    return EarlierPage(wordings(history))


def still_page(vault: Vault, month: date, *, was_changed: bool = False) -> StillPage:
    """The why, and the lines of the month whose first day is `month` that may return."""
    saved = current(vault)
    lines = [line for line in unasked(vault) if _month_of(line.value.kept_at, line.value.zone) == month]
    return StillPage(
        text=saved.value.text if saved else "",
        revision=saved.revision if saved else 0,
        month=month,
        lines=tuple(quote(vault, line) for line in reversed(lines)),
        was_changed=was_changed,
    )


def _month_of(kept_at: datetime, zone: str) -> date:
    return local_date(kept_at, zone).replace(day=1)
