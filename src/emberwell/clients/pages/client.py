"""One code name: what matters to them, how it changed, and where they stand in the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from emberwell.clients.forms import ClientForm, MatterForm
from emberwell.clients.keeping import matters_of
from emberwell.clients.names import Sign, sign_of
from emberwell.clients.pages.clients import COLOURS, SHAPES
from emberwell.clients.picture import SORT_NAMES, Change, change_of
from emberwell.clients.records import Client, Colour, Matter, Shape, Sort, Whose
from emberwell.journal.calendar import Calendar
from emberwell.journal.dates import local_date, local_moment
from emberwell.journal.markdown import excerpt
from emberwell.journal.records import Entry, KeptLine
from emberwell.sessions.records import Session

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault

SHOWN = 5
"""Pages, lines and sessions on the page of a code name; the newest."""
_WORDS = 90


@dataclass(frozen=True)
class MatterCard:
    """A line of what matters."""

    id: RecordId
    text: str
    sort: Sort
    theirs: bool
    hoped_for: bool
    noted_on: date
    until: date | None


@dataclass(frozen=True)
class MatterGroup:
    """The lines of one sort that still hold."""

    sort: Sort
    name: str
    now: tuple[MatterCard, ...]
    hoped: tuple[MatterCard, ...]


@dataclass(frozen=True)
class PageRow:
    """A page about them."""

    id: RecordId
    day: date
    words: str


@dataclass(frozen=True)
class LineRow:
    """A kept line about them."""

    id: RecordId
    day: date
    text: str


@dataclass(frozen=True)
class SessionRow:
    """A session with them."""

    id: RecordId
    day: date
    words: str
    """What it was called, or how one wanted to be; may be empty."""


@dataclass(frozen=True)
class ClientPage:
    """`clients/client.html`."""

    sign: Sign
    today: date
    ended_on: date | None
    lost_on: date | None
    archived_on: date | None
    form: MatterForm
    groups: tuple[MatterGroup, ...]
    """What holds now."""
    change: Change | None
    """How it changed; None until something did, or there are two lines."""
    pages: tuple[PageRow, ...]
    lines: tuple[LineRow, ...]
    sessions: tuple[SessionRow, ...]
    read_only: bool
    said: Literal["", "noted", "changed", "over", "so again", "ended", "lost", "goes on", "archive", "bring back"]


@dataclass(frozen=True)
class EditPage:
    """`clients/edit.html`: another name or sign."""

    sign: Sign
    form: ClientForm
    meanwhile: str
    """The name another tab gave it meanwhile; "" when none did."""
    shapes: tuple[Shape, ...] = SHAPES
    colours: tuple[Colour, ...] = COLOURS


@dataclass(frozen=True)
class MatterPage:
    """`clients/matter.html`: a line of what matters, to change."""

    sign: Sign
    id: RecordId
    form: MatterForm
    meanwhile: str
    """Its words as another tab saved them meanwhile; "" when none did."""


@dataclass(frozen=True)
class SheetPage:
    """`clients/sheet.html`: what matters, to print. It names nobody."""

    id: RecordId
    groups: tuple[MatterGroup, ...]
    guesses: bool
    """The therapist's guesses are on it as well."""
    has_guesses: bool
    today: date


_SAID = frozenset({"noted", "changed", "over", "so again", "ended", "lost", "goes on", "archive", "bring back"})


def matter_card(saved: Saved[Matter]) -> MatterCard:
    """A line of what matters as it is shown."""
    matter = saved.value
    is_theirs = matter.whose is Whose.THEIRS
    return MatterCard(saved.id, matter.text, matter.sort, is_theirs, matter.hoped_for, matter.noted_on, matter.until)


def groups_of(matters: list[Saved[Matter]], today: date, *, guesses: bool = True) -> tuple[MatterGroup, ...]:
    """Those that hold on `today`, by sort; guesses too, or not."""
    cards = [matter_card(saved) for saved in matters]
    held = [card for card in cards if (card.until is None or card.until > today) and (guesses or card.theirs)]
    groups = (
        MatterGroup(
            sort,
            name,
            tuple(card for card in held if card.sort is sort and not card.hoped_for),
            tuple(card for card in held if card.sort is sort and card.hoped_for),
        )
        for sort, name in SORT_NAMES.items()
    )
    return tuple(group for group in groups if group.now or group.hoped)


def client_page(
    vault: Vault, saved: Saved[Client], today: date, *, said: str, form: MatterForm | None = None
) -> ClientPage:
    """Everything about one code name."""
    client, matters = saved.value, matters_of(vault, saved.id)
    changed = len(matters) > 1 or any(matter.value.until for matter in matters)
    return ClientPage(
        sign=sign_of(saved),
        today=today,
        ended_on=client.ended_on,
        lost_on=client.lost_on,
        archived_on=client.archived_on,
        form=form or MatterForm(initial={"noted_on": today.isoformat()}),
        groups=groups_of(matters, today),
        change=change_of(matters, today) if changed else None,
        pages=_pages(vault, saved.id),
        lines=_lines(vault, saved.id),
        sessions=_sessions(vault, saved.id),
        read_only=saved.read_only,
        said=said if said in _SAID else "",  # type: ignore[arg-type]
    )


def _pages(vault: Vault, client: RecordId) -> tuple[PageRow, ...]:
    rows = vault.index(Calendar).newest_about(client, SHOWN)
    found = (vault.find(Entry, row.id) for row in rows)
    return tuple(
        PageRow(page.id, local_moment(page.value).date(), page.value.title or excerpt(page.value.body, _WORDS))
        for page in found
        if page
    )


def _lines(vault: Vault, client: RecordId) -> tuple[LineRow, ...]:
    pages = vault.index(Calendar).about((client,))
    lines = [
        line
        for line in vault.all(KeptLine)
        if isinstance(line.value, KeptLine) and (line.value.client == client or line.value.entry in pages)
    ]
    newest = sorted(lines, key=lambda line: (line.value.kept_at, line.id), reverse=True)[:SHOWN]
    return tuple(LineRow(line.id, local_date(line.value.kept_at, line.value.zone), line.value.text) for line in newest)


def _sessions(vault: Vault, client: RecordId) -> tuple[SessionRow, ...]:
    """Those something was written after: one that nothing was is gone at midnight."""
    found = [
        session
        for session in vault.all(Session)
        if isinstance(session.value, Session) and session.value.client == client and session.value.after_at
    ]
    newest = sorted(found, key=lambda session: (session.value.chosen_at, session.id), reverse=True)[:SHOWN]
    return tuple(
        SessionRow(session.id, session.value.day, session.value.called or session.value.to_be) for session in newest
    )


def sheet_page(vault: Vault, saved: Saved[Client], today: date, *, guesses: bool) -> SheetPage:
    """What holds now, without the code name; the therapist's guesses only when asked for."""
    matters = matters_of(vault, saved.id)
    held = groups_of(matters, today)
    has_guesses = any(not card.theirs for group in held for card in (*group.now, *group.hoped))
    return SheetPage(saved.id, groups_of(matters, today, guesses=guesses), guesses, has_guesses, today)
