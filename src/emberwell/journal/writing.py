"""What happens to words on their way into the journal: kept as a draft, made a page, or set beside another version.

Nothing written is ever lost: a save that comes too late becomes a sealed draft and a question, never an overwrite; a
draft that is not wanted goes to the trash; a page erased elsewhere meanwhile is written again as a new one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

import msgspec

from emberwell.clients.names import are_clients
from emberwell.journal.compare import Merged, merge
from emberwell.journal.dates import moved
from emberwell.journal.records import Entry, Pillar
from emberwell.journal.rules import attachments_after, clean_tags
from emberwell.journal.values import are_values, in_their_order
from emberwell.vault.errors import NewerRecord, RecordMissing, StaleRevision
from emberwell.vault.record import RecordId, new_id
from emberwell.vault.vault import Write

if TYPE_CHECKING:
    from emberwell.vault.vault import Draft, Saved, Vault


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What a writing form said."""

    record: RecordId
    """The page's id, chosen before its first save, so that every tab and draft of it agrees."""
    tab: str
    based_on: int
    """The revision the form was filled from; 0 for a new page."""
    body: str
    title: str = ""
    pillar: Pillar | None = None
    tags: tuple[str, ...] = ()
    values: tuple[RecordId, ...] = ()
    """Ids as they were sent; what names no value of this journal falls away when they are saved."""
    clients: tuple[RecordId, ...] = ()
    """The same of code names."""
    starred: bool = False
    raw: bool = False
    prompt: str | None = None
    prompt_text: str = ""
    moment: datetime
    """UTC: the page's own moment as the form was given it."""
    when: datetime | None = None
    """The date and time in the form, without zone; None leaves `moment` alone."""
    zone: str


@dataclass(frozen=True)
class Clash:
    """Two versions of one page, both safe: `mine` is a sealed draft by now."""

    mine: Entry
    theirs: Saved[Entry]
    """The newest saved one; it may be in the trash."""
    base: Entry | None
    """What both began from, when that is known."""

    def merged(self) -> Merged:
        """One body to finish from."""
        return merge(self.base.body if self.base else None, self.mine.body, self.theirs.value.body)

    def merged_tags(self) -> tuple[str, ...]:
        """Tags of both."""
        return tuple(dict.fromkeys([*self.theirs.value.tags, *self.mine.tags]))

    def merged_values(self) -> tuple[RecordId, ...]:
        """Values of both."""
        return tuple(dict.fromkeys([*self.theirs.value.values, *self.mine.values]))

    def merged_clients(self) -> tuple[RecordId, ...]:
        """Code names of both."""
        return tuple(dict.fromkeys([*self.theirs.value.clients, *self.mine.clients]))

    def merged_raw(self) -> bool:
        """What the side that changed it said; still raw where that is not known."""
        if self.base is None:
            return self.mine.raw or self.theirs.value.raw
        return self.theirs.value.raw if self.mine.raw == self.base.raw else self.mine.raw


def has_words(page: Entry) -> bool:
    """Whether there is anything in it to keep."""
    return bool(page.body.strip() or page.title.strip() or page.attachments)


def page_of(typed: Typed, before: Entry | None) -> Entry:
    """The page a form describes; what no form shows (where it was brought from, and the like) stays as it was."""
    page = before or Entry(written_at=typed.moment, zone=typed.zone)
    # A form shows tags with commas between them, which one brought from elsewhere may hold: untouched, it stays whole.
    untouched = clean_tags(", ".join(page.tags)) == typed.tags
    written_at = moved(page.written_at, typed.when, typed.zone) if typed.when else page.written_at
    return msgspec.structs.replace(
        page,
        written_at=written_at,
        zone=typed.zone,
        title=typed.title,
        body=typed.body,
        pillar=typed.pillar,
        tags=page.tags if untouched else typed.tags,
        values=in_their_order(page.values, typed.values),
        clients=in_their_order(page.clients, typed.clients),
        starred=typed.starred,
        raw=typed.raw,
        prompt=typed.prompt,
        prompt_text=typed.prompt_text if typed.prompt else "",
        all_day=page.all_day and written_at == page.written_at,
        attachments=attachments_after(page.attachments, page.body, typed.body),
    )


def of_this_journal(vault: Vault, typed: Typed) -> Typed:
    """What was typed, with those values and code names only that are of this journal or stood on the page it was typed
    on.
    """
    if not (typed.values or typed.clients):
        return typed
    current = newest(vault, typed.record)
    base = _base(vault, typed.record, typed.based_on) if current and current.revision != typed.based_on else None
    pages = [page for page in (current and current.value, base) if page]
    there = {id for page in pages for id in (*page.values, *page.clients)}
    known = {
        *there,
        *are_values(vault, (id for id in typed.values if id not in there)),
        *are_clients(vault, (id for id in typed.clients if id not in there)),
    }
    return replace(
        typed,
        values=tuple(id for id in typed.values if id in known),
        clients=tuple(id for id in typed.clients if id in known),
    )


def page_in(vault: Vault, id: RecordId) -> Saved[Entry]:
    """A live page. Raises RecordMissing, and NewerRecord for one this release cannot read at all."""
    saved = vault.get(Entry, id)
    if not isinstance(saved.value, Entry):
        raise NewerRecord
    return saved


def newest(vault: Vault, id: RecordId) -> Saved[Entry] | None:
    """The newest revision of a page, also of one in the trash; None when there is none, or it is gone for good."""
    if vault.find(Entry, id):
        return page_in(vault, id)
    try:
        return vault.history(Entry, id)[0]
    except RecordMissing:
        return None


def revision(vault: Vault, id: RecordId, number: int) -> Saved[Entry]:
    """One revision of a page. Raises RecordMissing."""
    for saved in vault.history(Entry, id):
        if saved.revision == number:
            return saved
    raise RecordMissing


def finish(vault: Vault, typed: Typed) -> Saved[Entry] | Clash:
    """Make what was typed one revision and erase its draft; a Clash when the page was saved elsewhere meanwhile.

    Finishing what is saved already, word for word (a double press, a second try after a lost answer), is that page.
    """
    typed = of_this_journal(vault, typed)
    current = newest(vault, typed.record)
    if current is None:
        return _begin(vault, typed)
    if current.revision == typed.based_on:
        page = page_of(typed, current.value)
        if page == current.value and current.trashed_at is None:
            vault.drop_draft(typed.record, typed.tab)
            return current
        try:
            return vault.put(page, id=typed.record, expected=current.revision, draft_tab=typed.tab)
        except StaleRevision:
            current = cast("Saved[Entry]", newest(vault, typed.record))
    base = _base(vault, typed.record, typed.based_on)
    mine = page_of(typed, base)
    if mine == current.value:
        vault.drop_draft(typed.record, typed.tab)
        return current
    vault.keep_draft(typed.record, typed.tab, mine, based_on=typed.based_on)
    return Clash(mine, current, base)


def _begin(vault: Vault, typed: Typed) -> Saved[Entry] | Clash:
    """The first revision of a page, or of a new page with the words of one that was erased for good meanwhile."""
    page = page_of(typed, None)
    try:
        return vault.put(page, id=typed.record, draft_tab=typed.tab)
    except StaleRevision:
        return finish(vault, typed)
    except RecordMissing:
        saved = vault.put(page, id=new_id())
        vault.drop_draft(typed.record, typed.tab)
        return saved


def clash_of(vault: Vault, current: Saved[Entry], draft: Draft[Entry]) -> Clash:
    """A draft beside the version that was saved since it was begun."""
    return Clash(draft.value, current, _base(vault, draft.id, draft.based_on))


def _base(vault: Vault, id: RecordId, number: int) -> Entry | None:
    try:
        return revision(vault, id, number).value if number else None
    except RecordMissing:
        return None


def keep(vault: Vault, typed: Typed, *, typed_at: datetime | None = None) -> datetime | None:
    """Seal what was typed as the draft of its tab. None when there are no words (its draft is then erased).

    `typed_at` (UTC) is given for words a browser had kept while the server was away: when the same tab has sealed
    something newer since, they become a draft of their own beside it.
    """
    typed = of_this_journal(vault, typed)
    current = newest(vault, typed.record)
    if current is not None and current.revision == typed.based_on:
        before: Entry | None = current.value
    else:
        before = _base(vault, typed.record, typed.based_on)
    page = page_of(typed, before)
    tab = typed.tab
    if typed_at is not None:
        if current is not None and page == current.value:
            return current.saved_at
        kept = draft_of(vault, typed.record, tab)
        if kept is not None and kept.kept_at > typed_at and kept.value != page:
            tab = new_id()
    if before is None and not has_words(page):
        vault.drop_draft(typed.record, tab)
        return None
    return vault.keep_draft(typed.record, tab, page, based_on=typed.based_on)


def waiting(vault: Vault) -> list[Draft[Entry]]:
    """Drafts of pages to offer, newest first: those with words that are not saved already, word for word."""
    return [draft for draft in _drafts(vault) if has_words(draft.value) and not _is_saved(vault, draft)]


def draft_of(vault: Vault, id: RecordId, tab: str) -> Draft[Entry] | None:
    """The draft of one tab."""
    return next((draft for draft in _drafts(vault) if draft.id == id and draft.tab == tab), None)


def _drafts(vault: Vault) -> list[Draft[Entry]]:
    return [cast("Draft[Entry]", draft) for draft in vault.drafts() if isinstance(draft.value, Entry)]


def _is_saved(vault: Vault, draft: Draft[Entry]) -> bool:
    saved: Saved[Any] | None = vault.find(Entry, draft.id)
    return saved is not None and saved.value == draft.value


def typed_of(draft: Draft[Entry]) -> Typed:
    """A draft as the form that would have said it."""
    page = draft.value
    return Typed(
        record=draft.id,
        tab=draft.tab,
        based_on=draft.based_on,
        body=page.body,
        title=page.title,
        pillar=page.pillar,
        tags=page.tags,
        values=page.values,
        clients=page.clients,
        starred=page.starred,
        raw=page.raw,
        prompt=page.prompt,
        prompt_text=page.prompt_text,
        moment=page.written_at,
        zone=page.zone,
    )


def discard(vault: Vault, draft: Draft[Entry]) -> RecordId:
    """Put a draft in the trash, as a page of its own: 30 days to change one's mind. The id it lies there under."""
    unsaved = newest(vault, draft.id) is None
    write = Write(
        value=draft.value,
        id=draft.id if unsaved else None,
        state="trash",
        draft_tab=draft.tab if unsaved else None,
    )
    try:
        saved = vault.put_many([write])[0]
    except RecordMissing:  # its page was erased for good: the id is spent
        saved = vault.put_many([Write(value=draft.value, state="trash")])[0]
    vault.drop_draft(draft.id, draft.tab)
    return saved.id


def bring_back(vault: Vault, id: RecordId, number: int) -> Saved[Entry]:
    """Make an earlier version the newest one. The one it replaces stays among the earlier ones.

    What keeps it from returning (still raw, a hard day, "not this one again") and whom it is about is said of the page,
    not of a version: bringing words back lets nothing come back unasked.
    """
    current = page_in(vault, id)
    earlier = msgspec.structs.replace(
        revision(vault, id, number).value,
        raw=current.value.raw,
        hard_day=current.value.hard_day,
        not_again=current.value.not_again,
        clients=current.value.clients,
    )
    return current if earlier == current.value else vault.put(earlier, id=id, expected=current.revision)
