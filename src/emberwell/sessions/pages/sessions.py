"""What the pages of sessions, before and after, may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from emberwell.clients.records import Client
from emberwell.journal.records import KeptLine
from emberwell.journal.rules import may_return
from emberwell.sessions.diary import Diary
from emberwell.sessions.forms import AfterForm, ChooseForm
from emberwell.sessions.records import Session
from emberwell.sessions.rules import distinct_lines, is_its_day, is_over, may_meet
from emberwell.vault.record import RecordId
from emberwell.why.records import Value
from emberwell.why.values import five_of

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved, Vault

LINES = 4
"""Chips of how one wanted to be."""
LOOKED_AT = 30
"""The last sessions in which they are looked for."""
EARLIER = 5
"""Sessions of earlier days in the folded list."""


@dataclass(frozen=True)
class SessionCard:
    """One session."""

    id: RecordId
    day: date
    called: str
    """`the two o'clock`, or ""."""
    client: str
    """Its code name, or ""."""
    to_be: str
    question: str
    value: str
    """Name of the value, or ""."""
    is_used: bool
    """Something was written after."""
    may_change: bool
    line: RecordId | None
    """The kept line, while it is live."""
    true: str
    """Its words."""
    is_quiet: bool
    put_down: str

    @property
    def name(self) -> str:
        """`the two o'clock, Quiet Heron`; "" when nothing says which."""
        return ", ".join(part for part in (self.called, self.client) if part)


@dataclass(frozen=True)
class WasSo:
    """How one wanted to be, before another session."""

    session: RecordId
    words: str


@dataclass(frozen=True)
class SessionsPage:
    """`sessions/sessions.html`: the room of the second pillar."""

    form: ChooseForm
    today: tuple[SessionCard, ...]
    earlier: tuple[SessionCard, ...]
    was_so: tuple[WasSo, ...]
    said: Literal["", "chosen", "changed", "gone"]

    @property
    def waiting(self) -> tuple[SessionCard, ...]:
        """Those of today without an after: that is the one step, and choosing another is folded."""
        return tuple(card for card in self.today if not card.is_used)

    @property
    def used(self) -> tuple[SessionCard, ...]:
        """Those of today with one."""
        return tuple(card for card in self.today if card.is_used)


@dataclass(frozen=True)
class SessionPage:
    """`sessions/session.html`: one session, to change."""

    session: SessionCard
    form: ChooseForm
    was_so: tuple[WasSo, ...]
    meanwhile: SessionCard | None
    """As another tab saved it; None when none did."""


@dataclass(frozen=True)
class AfterPage:
    """`sessions/after.html`: after a session, to write."""

    session: SessionCard | None
    form: AfterForm
    meanwhile: SessionCard | None
    """As another tab saved it, while it is being changed here."""


@dataclass(frozen=True)
class KeptPage:
    """`sessions/kept.html`: what was said after a session, and what else one may do."""

    session: SessionCard | None
    line: RecordId | None
    true: str
    put_down: str
    said: Literal["", "kept"]


def clients_offered(vault: Vault, has: RecordId | None = None) -> dict[RecordId, str]:
    """Code names by id, in order of name: the live ones, and the one that is chosen already."""
    live = [client for client in vault.all(Client) if may_meet(client.value) or client.id == has]
    return {client.id: client.value.name for client in sorted(live, key=lambda each: each.value.name.casefold())}


def values_offered(vault: Vault, has: RecordId | None = None) -> dict[RecordId, str]:
    """Today's five, and the one that is chosen already."""
    found = vault.find(Value, has) if has else None
    return {value.id: value.value.name for value in (*five_of(vault), *([found] if found else []))}


def session_card(vault: Vault, saved: Saved[Session], now: datetime) -> SessionCard:
    """A session as it is shown."""
    said = saved.value
    client = vault.find(Client, said.client) if said.client else None
    value = vault.find(Value, said.value) if said.value else None
    line = vault.find(KeptLine, said.true) if said.true else None
    return SessionCard(
        id=saved.id,
        day=said.day,
        called=said.called,
        client=client.value.name if client else "",
        to_be=said.to_be,
        question=said.question,
        value=value.value.name if value else "",
        is_used=said.after_at is not None,
        may_change=is_its_day(said, now),
        line=line.id if line else None,
        true=line.value.text if line else "",
        is_quiet=line.value.quiet if line else False,
        put_down=said.put_down,
    )


def sessions_page(vault: Vault, form: ChooseForm, *, today: date, now: datetime, said: str = "") -> SessionsPage:
    """The room. Opens today's sessions and the last few, however many there are."""
    diary = vault.index(Diary)
    waiting = [saved for saved in _found(vault, diary.waiting()) if not is_over(saved.value, now)]
    used = [saved for saved in _found(vault, diary.on(today)) if saved.value.after_at is not None]
    of_today = sorted((*waiting, *used), key=lambda saved: (saved.value.chosen_at, saved.id))
    return SessionsPage(
        form=form,
        today=tuple(session_card(vault, saved, now) for saved in of_today),
        earlier=tuple(_earlier(vault, today, now)),
        was_so=was_so(vault),
        said=said if said in {"chosen", "changed", "gone"} else "",  # type: ignore[arg-type]
    )


def was_so(vault: Vault) -> tuple[WasSo, ...]:
    """How one wanted to be, the last few times it was said otherwise; never with somebody lost or archived."""
    last = [saved for saved in _found(vault, vault.index(Diary).newest(LOOKED_AT)) if _may_return(vault, saved.value)]
    lines = distinct_lines(((saved.id, saved.value.to_be) for saved in last), LINES)
    return tuple(WasSo(RecordId(id), words) for id, words in lines)


def _earlier(vault: Vault, today: date, now: datetime) -> Iterable[SessionCard]:
    """The last few of other days; never one with somebody lost or archived, which would come back unasked."""
    last = _found(vault, vault.index(Diary).newest(LOOKED_AT))
    shown = [
        saved
        for saved in last
        if saved.value.day != today and saved.value.after_at is not None and _may_return(vault, saved.value)
    ]
    return (_unasked(vault, session_card(vault, saved, now)) for saved in shown[:EARLIER])


def _unasked(vault: Vault, card: SessionCard) -> SessionCard:
    """Without its line, when that does not come back by itself."""
    line = vault.find(KeptLine, card.line) if card.line else None
    return card if line is None or may_return(line.value) else replace(card, true="")


def _may_return(vault: Vault, session: Session) -> bool:
    client = vault.find(Client, session.client) if session.client else None
    return client is None or may_meet(client.value)


def _found(vault: Vault, ids: Iterable[RecordId]) -> list[Saved[Session]]:
    return [saved for saved in (vault.find(Session, id) for id in ids) if saved is not None]
