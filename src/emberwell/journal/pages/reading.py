"""One page, its earlier versions, and what they differ in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from emberwell.clients.names import Sign, signs_of
from emberwell.journal.calendar import Calendar
from emberwell.journal.compare import Part, differences
from emberwell.journal.dates import in_zone, local_moment
from emberwell.journal.forms import LineForm
from emberwell.journal.markdown import Shape
from emberwell.journal.media import shape_of
from emberwell.journal.pages.cards import LineCard, Tag, label_of, line_card, tags_of
from emberwell.journal.records import Entry, KeptLine, Pillar
from emberwell.journal.rendering import attachment, rendered
from emberwell.journal.rules import TRASH_DAYS, attached_in
from emberwell.journal.values import Named, values_named

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault


@dataclass(frozen=True)
class Attached:
    """Something that came with the page and stands in none of its sentences."""

    id: RecordId
    name: str
    shape: Shape
    size: int
    """Bytes."""


@dataclass(frozen=True)
class Neighbour:
    """The page before or after."""

    id: RecordId
    label: str


@dataclass(frozen=True)
class EntryPage:
    """`journal/page.html`."""

    id: RecordId
    revision: int
    when: datetime
    """On the clocks of where it was written, without zone."""
    all_day: bool
    title: str
    pillar: Pillar | None
    prompt: str
    values: tuple[Named, ...]
    clients: tuple[Sign, ...]
    tags: tuple[Tag, ...]
    starred: bool
    raw: bool
    """Still raw, and in the journal: it says so, and how to let it come back."""
    hard_day: bool
    html: str
    attached: tuple[Attached, ...]
    lines: tuple[LineCard, ...]
    """Lines kept from this page."""
    earlier: Neighbour | None
    later: Neighbour | None
    has_earlier_versions: bool
    read_only: bool
    """Written by a newer release."""
    in_trash_until: date | None
    said: Literal["", "saved", "back", "kept", "awake"]
    """What has just happened, from the address."""
    line_form: LineForm


@dataclass(frozen=True)
class Earlier:
    """One earlier version in the list."""

    revision: int
    saved_at: datetime
    """In the person's zone, without it."""
    is_newest: bool
    state: Literal["written", "trash", "back"]
    label: str


@dataclass(frozen=True)
class EarlierPage:
    """`journal/earlier.html`: the versions of one page, newest first."""

    id: RecordId
    label: str
    versions: tuple[Earlier, ...]


@dataclass(frozen=True)
class EarlierOnePage:
    """`journal/earlier_one.html`: one earlier version, and what has changed since."""

    id: RecordId
    revision: int
    saved_at: datetime
    title: str
    html: str
    title_parts: tuple[Part, ...]
    """Empty when the title is the same."""
    parts: tuple[Part, ...]
    """What was taken out of it since (REMOVED) and what has come in (ADDED)."""
    is_same: bool
    """Word for word the newest."""
    can_bring_back: bool


def entry_page(vault: Vault, saved: Saved[Entry], *, said: str, zone: str, form: LineForm | None = None) -> EntryPage:
    """A page to read, live or in the trash; `zone` is the person's."""
    entry = saved.value
    earlier, later = vault.index(Calendar).neighbours(saved.id)
    lines = [line for line in vault.all(KeptLine) if line.value.entry == saved.id]
    return EntryPage(
        id=saved.id,
        revision=saved.revision,
        when=local_moment(entry).replace(tzinfo=None),
        all_day=entry.all_day,
        title=entry.title,
        pillar=entry.pillar,
        prompt=entry.prompt_text,
        values=values_named(vault, entry.values),
        clients=signs_of(vault, entry.clients),
        tags=tags_of(vault, entry.tags),
        starred=entry.starred,
        raw=entry.raw and saved.trashed_at is None,
        hard_day=entry.hard_day,
        html=rendered(vault, entry.body),
        attached=_attached(vault, entry),
        lines=tuple(line_card(vault, line) for line in sorted(lines, key=lambda line: line.value.kept_at)),
        earlier=_neighbour(vault, earlier),
        later=_neighbour(vault, later),
        has_earlier_versions=saved.revision > 1,
        read_only=saved.read_only,
        in_trash_until=trashed_until(saved.trashed_at, zone),
        said=said if said in {"saved", "back", "kept", "awake"} else "",  # type: ignore[arg-type]
        line_form=form or LineForm(initial={"entry": saved.id}),
    )


def trashed_until(trashed_at: datetime | None, zone: str) -> date | None:
    """The last day something stays in the trash."""
    return in_zone(trashed_at + timedelta(days=TRASH_DAYS), zone).date() if trashed_at else None


def _attached(vault: Vault, entry: Entry) -> tuple[Attached, ...]:
    in_words = set(attached_in(entry.body))
    found = ((id, attachment(vault, id)) for id in entry.attachments if id not in in_words)
    return tuple(Attached(id, file.name, shape_of(file.media_type), file.size) for id, file in found if file)


def _neighbour(vault: Vault, id: RecordId | None) -> Neighbour | None:
    saved = vault.find(Entry, id) if id else None
    return Neighbour(saved.id, label_of(saved.value)) if saved else None


def earlier_page(history: list[Saved[Entry]], *, zone: str) -> EarlierPage:
    """The versions of a page; `history` newest first, and never empty."""
    versions = []
    for at, saved in enumerate(history):
        before = history[at + 1] if at + 1 < len(history) else None
        unchanged = before is not None and before.value == saved.value
        if saved.trashed_at is not None:
            state: Literal["written", "trash", "back"] = "trash"
        else:
            state = "back" if unchanged and before is not None and before.trashed_at is not None else "written"
        versions.append(
            Earlier(
                revision=saved.revision,
                saved_at=in_zone(saved.saved_at, zone).replace(tzinfo=None),
                is_newest=at == 0,
                state=state,
                label=label_of(saved.value),
            )
        )
    return EarlierPage(history[0].id, label_of(history[0].value), tuple(versions))


def earlier_one_page(vault: Vault, old: Saved[Entry], newest: Saved[Entry], *, zone: str) -> EarlierOnePage:
    """An earlier version beside the newest."""
    titles = (old.value.title, newest.value.title)
    return EarlierOnePage(
        id=old.id,
        revision=old.revision,
        saved_at=in_zone(old.saved_at, zone).replace(tzinfo=None),
        title=old.value.title,
        html=rendered(vault, old.value.body),
        title_parts=differences(*titles) if titles[0] != titles[1] else (),
        parts=differences(old.value.body, newest.value.body),
        is_same=old.value == newest.value,
        can_bring_back=old.value != newest.value and newest.trashed_at is None and not newest.read_only,
    )
