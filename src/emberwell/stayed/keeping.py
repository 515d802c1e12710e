"""What happens to a page of what stayed: kept as a draft, saved, looked at again, asked about, put in the trash.

A field that was not on the form stays as it was, so the three of a raw page outlive the four of a ready one. Two tabs
never overwrite each other: whoever saves from an older version is shown both, and theirs is sealed as a draft first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

import msgspec

from emberwell.stayed.records import Stayed, What
from emberwell.stayed.rules import says_nothing
from emberwell.vault.errors import RecordMissing, StaleRevision
from emberwell.vault.record import RecordId, new_id
from emberwell.vault.vault import Write

if TYPE_CHECKING:
    from emberwell.vault.vault import Draft, Saved, Vault


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a form said."""

    record: RecordId
    """Chosen before the first save, so that a double press is one save."""
    tab: str
    based_on: int
    """The revision it was filled from; 0 for a new page."""
    raw: bool
    words: Mapping[str, str]
    """Of the fields that were on the form."""
    what: What | None
    client: RecordId | None
    asked: frozenset[str]
    """Which of `what` and `client` were on the form."""
    returned: bool
    """`How is it now?` was answered: it is not asked again by itself."""
    now: datetime
    zone: str


@dataclass(frozen=True)
class Clash:
    """It was saved elsewhere meanwhile; what was typed is a sealed draft."""

    saved: Saved[Stayed]


def page_of(said: Said, before: Stayed | None) -> Stayed:
    """The page a form describes, on top of what is kept."""
    page = before or Stayed(written_at=said.now, zone=said.zone, raw=said.raw)
    became_ready = not said.raw and page.ready_at is None
    return msgspec.structs.replace(
        page,
        **{name: words.strip() for name, words in said.words.items()},
        raw=said.raw,
        what=said.what if "what" in said.asked else page.what,
        client=said.client if "client" in said.asked else page.client,
        ready_at=said.now if became_ready else page.ready_at,
        return_on=None if said.returned else page.return_on,
    )


def is_same(one: Stayed, other: Stayed) -> bool:
    """Whether both say the same; the moments they were sent at do not count."""
    return msgspec.structs.replace(
        one, written_at=other.written_at, zone=other.zone, ready_at=other.ready_at
    ) == other and (one.ready_at is None) == (other.ready_at is None)


def newest(vault: Vault, id: RecordId) -> Saved[Stayed] | None:
    """The newest revision, also of one in the trash; None when there is none, or it is gone for good."""
    live = vault.find(Stayed, id)
    if live is not None:
        return live
    try:
        return vault.history(Stayed, id)[0]
    except RecordMissing:
        return None


def save(vault: Vault, said: Said) -> Saved[Stayed] | Clash:
    """Save what was said and erase its draft; a Clash when the page was saved elsewhere meanwhile.

    A page without a word is kept as well. What says nothing new (a double press) is the page as it stands.
    """
    current = newest(vault, said.record)
    if current is None:
        return _first(vault, said)
    mine = page_of(said, current.value)
    if current.trashed_at is None and is_same(mine, current.value):
        vault.drop_draft(said.record, said.tab)
        return current
    if current.revision != said.based_on:
        return _clash(vault, said, current)
    try:
        return vault.put(mine, id=said.record, expected=current.revision, draft_tab=said.tab)
    except StaleRevision:
        return _clash(vault, said, cast("Saved[Stayed]", newest(vault, said.record)))


def _first(vault: Vault, said: Said) -> Saved[Stayed] | Clash:
    page = page_of(said, None)
    try:
        return vault.put(page, id=said.record, draft_tab=said.tab)
    except StaleRevision:
        if newest(vault, said.record) is not None:  # the other press was quicker by a moment
            return save(vault, said)
    except RecordMissing:
        pass
    # The id is spent: its page was erased for good meanwhile, or its words were taken in at the door as a page.
    saved = vault.put(page, id=new_id())
    vault.drop_draft(said.record, said.tab)
    return saved


def _clash(vault: Vault, said: Said, current: Saved[Stayed]) -> Clash:
    vault.keep_draft(said.record, said.tab, page_of(said, current.value), based_on=said.based_on)
    return Clash(current)


def keep_draft(vault: Vault, said: Said) -> datetime | None:
    """Seal what is being written; None when it says nothing that is not kept already (its draft is then erased)."""
    current = newest(vault, said.record)
    page = page_of(said, current.value if current else None)
    is_news = not is_same(page, current.value) if current else not says_nothing(page)
    if not is_news:
        vault.drop_draft(said.record, said.tab)
        return None
    return vault.keep_draft(said.record, said.tab, page, based_on=said.based_on)


def waiting(vault: Vault, of: RecordId | None = None) -> list[Draft[Stayed]]:
    """Drafts to go on with, the newest first: of one page, or of pages never saved."""
    drafts = (cast("Draft[Stayed]", each) for each in vault.drafts() if isinstance(each.value, Stayed))
    found = []
    for draft in drafts:
        saved = vault.find(Stayed, draft.id)
        is_of = draft.id == of if of else saved is None
        if is_of and not (saved and is_same(draft.value, saved.value)):
            found.append(draft)
    return found


def discard(vault: Vault, draft: Draft[Stayed]) -> None:
    """Put a draft in the trash, as a page of its own: 30 days to change one's mind."""
    vault.put_many([Write(value=draft.value, state="trash")])
    vault.drop_draft(draft.id, draft.tab)


def ask_again(vault: Vault, saved: Saved[Stayed], on: date | None) -> Saved[Stayed]:
    """Ask `how is it now?` on a local day; None takes that back. Raises StaleRevision."""
    return _changed(vault, saved, msgspec.structs.replace(saved.value, return_on=on))


def call_raw(vault: Vault, saved: Saved[Stayed]) -> Saved[Stayed]:
    """It is raw after all: nothing of it comes by itself, and what had been asked for is taken back."""
    return _changed(vault, saved, msgspec.structs.replace(saved.value, raw=True, return_on=None))


def _changed(vault: Vault, saved: Saved[Stayed], value: Stayed) -> Saved[Stayed]:
    return saved if value == saved.value else vault.put(value, id=saved.id, expected=saved.revision)
