"""The why statement: saved, kept as a draft, answered for, and how its words have changed.

There is one in a vault. Two tabs never overwrite each other: whoever saves from an older wording is shown both, and
what they typed is sealed as a draft first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

import msgspec

from emberwell.journal.compare import Part, differences
from emberwell.journal.dates import local_date
from emberwell.journal.keeping import clean_line
from emberwell.vault.errors import RecordMissing, StaleRevision
from emberwell.vault.record import RecordId, new_id
from emberwell.why.records import WhyStatement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from emberwell.vault.vault import Draft, Saved, Vault

TEXT_LIMIT = 400
"""Characters of the why. What fits on a card."""
DRAFT_LIMIT = 4_000
"""Characters of a draft: one may write long first, and cut."""
TAB = "sentence"
"""The name under which the draft is sealed; a second tab open at once adds to it."""


@dataclass(frozen=True, kw_only=True)
class Composed:
    """What the form of the sentence said."""

    text: str
    """As typed."""
    statement: RecordId
    """Its id, chosen before the first save, so that its draft is erased with it."""
    expected: int
    """The revision it was filled from; 0 when there was none."""
    tab: str
    now: datetime
    zone: str


@dataclass(frozen=True)
class Meanwhile:
    """The why says something else by now. What was typed is a sealed draft."""

    saved: Saved[WhyStatement]


@dataclass(frozen=True)
class Wording:
    """One wording the why has had."""

    text: str
    since: date
    still_so_on: tuple[date, ...]
    """In order."""
    parts: tuple[Part, ...]
    """What the wording before it was changed into this by; empty for the first."""


def current(vault: Vault) -> Saved[WhyStatement] | None:
    """The why, or None. Two browsers, or an import, may each have made one: the words written last count, so that an
    old export that is brought in never takes the place of newer ones."""
    known = (saved for saved in vault.all(WhyStatement) if isinstance(saved.value, WhyStatement))
    return max(known, key=lambda saved: (saved.value.written_at, saved.seq), default=None)


def save(vault: Vault, said: Composed) -> Saved[WhyStatement] | Meanwhile:
    """Make what was composed (not empty, at most `TEXT_LIMIT`) the why, and erase its draft.

    New words are new: `written_at` is now and nobody has said "still so" of them. The same words again change nothing.
    """
    text = clean_line(said.text)
    before = current(vault)
    if before is None:
        return _first(vault, said, text)
    if text == before.value.text:
        vault.drop_draft(before.id, said.tab)
        return before
    if before.revision != said.expected:
        return _meanwhile(vault, said, before)
    new = msgspec.structs.replace(before.value, text=text, written_at=said.now, zone=said.zone, still_so_on=())
    try:
        return vault.put(new, id=before.id, expected=before.revision, draft_tab=said.tab)
    except StaleRevision:
        return _meanwhile(vault, said, cast("Saved[WhyStatement]", current(vault)))


def _first(vault: Vault, said: Composed, text: str) -> Saved[WhyStatement]:
    new = WhyStatement(text=text, written_at=said.now, zone=said.zone)
    try:
        return vault.put(new, id=said.statement, draft_tab=said.tab)
    except (StaleRevision, RecordMissing):  # the id is spent, for one that was erased meanwhile
        saved = vault.put(new, id=new_id())
        vault.drop_draft(said.statement, said.tab)
        return saved


def _meanwhile(vault: Vault, said: Composed, saved: Saved[WhyStatement]) -> Meanwhile:
    keep(vault, said)
    return Meanwhile(saved)


def keep(vault: Vault, said: Composed) -> datetime | None:
    """Seal what is being composed; None when there is nothing to keep, and the draft of its tab is then erased."""
    saved = current(vault)
    id = saved.id if saved else said.statement
    if clean_line(said.text) in {"", saved.value.text if saved else ""}:
        vault.drop_draft(id, said.tab)
        return None
    draft = WhyStatement(text=said.text, written_at=said.now, zone=said.zone)
    return vault.keep_draft(id, said.tab, draft, based_on=said.expected)


def waiting(vault: Vault, saved: Saved[WhyStatement] | None) -> list[Draft[WhyStatement]]:
    """Drafts to go on with, the newest first: those that say something else than what is saved."""
    drafts = (cast("Draft[WhyStatement]", each) for each in vault.drafts() if isinstance(each.value, WhyStatement))
    return [each for each in drafts if clean_line(each.value.text) not in {"", saved.value.text if saved else ""}]


def say_still_so(vault: Vault, saved: Saved[WhyStatement], today: date) -> Saved[WhyStatement]:
    """`Still so`, on a local day; twice a day is once. Raises StaleRevision."""
    if today in saved.value.still_so_on:
        return saved
    days = tuple(sorted({*saved.value.still_so_on, today}))
    return vault.put(msgspec.structs.replace(saved.value, still_so_on=days), id=saved.id, expected=saved.revision)


def wordings(history: Sequence[Saved[WhyStatement]]) -> tuple[Wording, ...]:
    """Every wording, newest first. `history` is newest first; revisions that changed no word are not wordings."""
    newest_of_each: list[WhyStatement] = []
    for saved in history:
        if not newest_of_each or newest_of_each[-1].text != saved.value.text:
            newest_of_each.append(saved.value)
    before = [*(older.text for older in newest_of_each[1:]), None]
    return tuple(
        Wording(
            text=each.text,
            since=local_date(each.written_at, each.zone),
            still_so_on=each.still_so_on,
            parts=differences(older, each.text) if older is not None else (),
        )
        for each, older in zip(newest_of_each, before, strict=True)
    )
