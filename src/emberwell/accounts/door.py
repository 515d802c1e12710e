"""What was left at the door, taken in: as a kept line, as a page, into the page it belongs to, or into the bin.

The words are saved first and taken from the door after: whatever happens in between, they are there twice, never lost.
The bin is the trash, where they stay as a page for 30 days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from emberwell.journal import writing
from emberwell.journal.dates import is_zone
from emberwell.journal.keeping import clean_line, keep_line
from emberwell.journal.records import Entry, KeptLine, Pillar
from emberwell.journal.rules import LINE_LIMIT, TITLE_LIMIT, clean_tags
from emberwell.journal.values import ids_in
from emberwell.library.practices import practice
from emberwell.practices.keeping import mark_left
from emberwell.sessions.keeping import add_after
from emberwell.sessions.records import Session
from emberwell.sessions.rules import AfterSaid, after_said
from emberwell.vault.errors import RecordMissing, StaleRevision, TooLarge
from emberwell.vault.letterbox import PUT_DOWN
from emberwell.vault.record import RecordId, new_id
from emberwell.vault.vault import Write

if TYPE_CHECKING:
    from emberwell.vault.letterbox import LeftLine
    from emberwell.vault.vault import Vault


@dataclass(frozen=True)
class InPage:
    """Where a late save went: the draft of a tab of a page."""

    page: RecordId
    tab: str


def distinct(left: list[LeftLine]) -> list[LeftLine]:
    """A tab may have handed in the same words twice, not knowing that they had arrived: each once, the latest."""
    return sorted({(line.text, line.late_save is None, _page_id(line)): line for line in left}.values(), key=_left_at)


def after_of(left: LeftLine) -> AfterSaid | None:
    """The two lines after a session, when it is these: from the letterbox, or sent after the journal had closed."""
    form = left.late_save.form if left.late_save else {}
    if PUT_DOWN not in form:
        return None
    said = after_said(left.text, form[PUT_DOWN])
    return replace(said, quiet=bool(form.get("quiet")))


def may_be_line(left: LeftLine) -> bool:
    """A few words without a title make a kept line; anything longer is a page."""
    after = after_of(left)
    text = after.text if after else left.text
    return len(text) <= LINE_LIMIT and not (left.late_save and left.late_save.title)


def is_after_practice(left: LeftLine) -> bool:
    """It is the one line after a practice, sent when the journal had closed meanwhile: a line, not a page."""
    return left.late_save is not None and practice(left.late_save.form.get("practice", "")) is not None


def page_of(vault: Vault, left: LeftLine) -> RecordId | None:
    """The page a late save belongs to, when it still stands in the journal."""
    record = _page_id(left)
    return record if record and vault.find(Entry, record) else None


def take_as_line(vault: Vault, left: LeftLine, *, zone: str) -> None:
    """Keep it as a line, of the moment it was left. Raises TooLarge."""
    if len(left.text) > LINE_LIMIT:
        raise TooLarge(
            f"A kept line has {LINE_LIMIT:,} characters at most. It is still at the door: take it in as a page."
        )
    entry = _form_id(left, "entry")
    from_page = entry if entry and vault.find(Entry, entry) else None
    kept = keep_line(vault, left.text, entry=from_page, now=left.left_at, zone=_zone_of(left, zone))
    if (_is_hard_day(left) or _is_raw(left)) and not kept.value.quiet:
        quiet: KeptLine = msgspec.structs.replace(kept.value, quiet=True)
        vault.put(quiet, id=kept.id, expected=kept.revision)
    _mark_of_practice(vault, left, line=kept.id, zone=zone)
    _taken(vault, left)


def take_as_after(vault: Vault, left: LeftLine, *, zone: str) -> None:
    """Keep what was said after a session: a kept line, and what was put down, with the session they were written for.

    Without one, or when it is gone, what was put down is kept as one of the day it was left. Raises TooLarge.
    """
    said = after_of(left) or AfterSaid(left.text, "")
    if len(clean_line(said.text)) > LINE_LIMIT:
        raise TooLarge(
            f"A kept line has {LINE_LIMIT:,} characters at most. It is still at the door: take it in as a page."
        )
    record = _page_id(left) or RecordId(left.id)  # so that taking it in twice is one session
    session = vault.find(Session, record)
    add_after(vault, session, said, now=left.left_at, zone=_zone_of(left, zone), record=record)
    _taken(vault, left)


def take_as_page(vault: Vault, left: LeftLine, *, zone: str) -> RecordId:
    """Make a page of it, of the moment it was left.

    A late save of a page that was never saved takes that page's own id, and the sealed draft of its tab, which it
    continues, is erased in the same transaction (unless that draft went on after it).
    """
    page = _page(vault, left, zone)
    try:
        saved = vault.put(page, id=_page_id(left), draft_tab=_draft_it_continues(vault, left))
    except (StaleRevision, RecordMissing):  # that page stands already, or was erased for good: this is another
        saved = vault.put(page)
    _mark_of_practice(vault, left, line=None, zone=zone)
    _taken(vault, left)
    return saved.id


def _draft_it_continues(vault: Vault, left: LeftLine) -> str | None:
    """The tab whose sealed draft these words contain already; None when that draft is newer than they are."""
    tab = left.late_save.tab if left.late_save else ""
    newer = any(
        draft.id == _page_id(left) and draft.tab == tab and draft.kept_at > left.left_at for draft in vault.drafts()
    )
    return tab if tab and not newer else None


def take_into_page(vault: Vault, left: LeftLine, *, zone: str) -> InPage | None:
    """Put it beside the page it belongs to, as a draft: the writing page shows both and merges.

    None when that page is not there any more; then nothing was changed.
    """
    page = page_of(vault, left)
    if page is None:
        return None
    typed = _typed(left, zone)
    if left.late_save and "tags" not in left.late_save.form:  # not the whole writing form: what it lacks stays
        now = vault.get(Entry, page).value
        typed = replace(
            typed,
            pillar=now.pillar,
            tags=now.tags,
            values=now.values,
            clients=now.clients,
            starred=now.starred,
            raw=now.raw,
            prompt=now.prompt,
            prompt_text=now.prompt_text,
        )
    writing.keep(vault, typed, typed_at=left.left_at)
    _taken(vault, left)
    return InPage(page, _tab_of(vault, page, typed))


def put_in_bin(vault: Vault, left: LeftLine, *, zone: str) -> None:
    """Into the trash, as a page."""
    vault.put_many([Write(value=_page(vault, left, zone), state="trash")])
    _taken(vault, left)


def _mark_of_practice(vault: Vault, left: LeftLine, *, line: RecordId | None, zone: str) -> None:
    """It was written after a practice: the mark it was sent with is kept as well."""
    form = left.late_save.form if left.late_save else {}
    mark_left(vault, form, line=line, left_at=left.left_at, zone=_zone_of(left, zone))


def _taken(vault: Vault, left: LeftLine) -> None:
    """It is inside: take it from the door, and what is word for word the same."""
    for other in vault.left_at_door():
        same = (other.text, other.late_save is None, _page_id(other)) == (
            left.text,
            left.late_save is None,
            _page_id(left),
        )
        if other.id == left.id or (same and left.late_save):
            vault.drop_left(other.id)


def _tab_of(vault: Vault, page: RecordId, typed: writing.Typed) -> str:
    """The tab whose draft holds these words: its own, or another when it had written on meanwhile."""
    drafts = (draft for draft in vault.drafts() if draft.id == page and isinstance(draft.value, Entry))
    found = (draft.tab for draft in drafts if isinstance(draft.value, Entry) and draft.value.body == typed.body)
    return next(found, typed.tab)


def _page(vault: Vault, left: LeftLine, zone: str) -> Entry:
    page = writing.page_of(writing.of_this_journal(vault, _typed(left, zone)), None)
    return msgspec.structs.replace(page, hard_day=_is_hard_day(left))


def _typed(left: LeftLine, zone: str) -> writing.Typed:
    """What the form of a late save said; a line of the letterbox says only its words."""
    late = left.late_save
    form = late.form if late else {}
    prompt = form.get("prompt", "")
    return writing.Typed(
        record=_page_id(left) or new_id(),
        tab=late.tab if late and 0 < len(late.tab) <= 64 else f"door-{left.id}",
        based_on=late.based_on if late else 0,
        body=left.text,
        title=" ".join(late.title.split())[:TITLE_LIMIT] if late else "",
        pillar=next((pillar for pillar in Pillar if pillar == form.get("pillar")), None),
        tags=clean_tags(form.get("tags", "")),
        values=ids_in(form.get("values", "")),
        clients=ids_in(form.get("clients", "")),
        starred=bool(form.get("starred")),
        raw=bool(form.get("raw")),
        prompt=prompt if 0 < len(prompt) <= 80 else None,
        prompt_text=form.get("prompt_text", "")[:2000],
        moment=_moment(form.get("moment", "")) or left.left_at,
        when=_wall_clock(form.get("when", "")),
        zone=_zone_of(left, zone),
    )


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def _wall_clock(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _page_id(left: LeftLine) -> RecordId | None:
    return (left.late_save.record or None) if left.late_save else None


def _form_id(left: LeftLine, field: str) -> RecordId | None:
    sent = left.late_save.form.get(field, "") if left.late_save else ""
    is_id = len(sent) == 32 and all(digit in "0123456789abcdef" for digit in sent)
    return RecordId(sent) if is_id else None


def _is_hard_day(left: LeftLine) -> bool:
    """It was written behind the hard-day door, and must not come back unasked."""
    return left.late_save is not None and left.late_save.form.get("hard_day") == "1"


def _is_raw(left: LeftLine) -> bool:
    """It was written on a page that is still raw."""
    return left.late_save is not None and bool(left.late_save.form.get("raw"))


def _zone_of(left: LeftLine, zone: str) -> str:
    sent = left.late_save.form.get("zone", "") if left.late_save else ""
    return sent if sent and is_zone(sent) else zone


def _left_at(left: LeftLine) -> datetime:
    return left.left_at
