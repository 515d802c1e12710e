"""What the pages of something of one's own in the room may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from emberwell.clients.records import Client
from emberwell.journal.dates import local_date
from emberwell.sessions.forms import MINE_WORDS, MineForm
from emberwell.sessions.records import SomethingOfMine
from emberwell.sessions.rules import question_from

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault

A_PAGE = 40
"""Notes."""


@dataclass(frozen=True)
class MineCard:
    """Something of mine, in a list or on its page."""

    id: RecordId
    day: date
    what: str
    client: str
    thought_before: bool
    who_for: str
    would_say: str
    carry: str
    happened: str
    received: str
    received_on: date | None

    @property
    def words(self) -> str:
        """What it begins with in a list."""
        return self.happened or self.would_say or self.who_for or self.carry


@dataclass(frozen=True)
class MinePage:
    """`sessions/mine.html`: something of mine in the room."""

    form: MineForm
    before: bool
    notes: tuple[MineCard, ...]
    question: str
    """About all of them together; "" for none."""
    older: RecordId | None
    """`?after=` this one for the next ones."""
    is_top: bool
    said: Literal["", "trashed", "back"]
    trashed: str


@dataclass(frozen=True)
class MineOnePage:
    """`sessions/mine_one.html`: one of them."""

    note: MineCard
    form: MineForm
    said: Literal["", "noted", "saved"]
    meanwhile: MineCard | None


def mine_card(vault: Vault, saved: Saved[SomethingOfMine]) -> MineCard:
    """Something of mine, as it is shown."""
    said = saved.value
    client = vault.find(Client, said.client) if said.client else None
    return MineCard(
        id=saved.id,
        day=local_date(said.noted_at, said.zone),
        what=MINE_WORDS[said.what],
        client=client.value.name if client else "",
        thought_before=said.thought_before,
        who_for=said.who_for,
        would_say=said.would_say,
        carry=said.carry,
        happened=said.happened,
        received=said.received,
        received_on=local_date(said.received_at, said.zone) if said.received_at else None,
    )


def mine_page(
    vault: Vault, form: MineForm, *, before: bool, after: str = "", said: str = "", trashed: str = ""
) -> MinePage:
    """One screenful of notes, newest first."""
    notes = sorted(vault.all(SomethingOfMine), key=lambda saved: (saved.value.noted_at, saved.id), reverse=True)
    start = next((at + 1 for at, saved in enumerate(notes) if saved.id == after), 0)
    shown = notes[start : start + A_PAGE]
    return MinePage(
        form=form,
        before=before,
        notes=tuple(mine_card(vault, saved) for saved in shown),
        question=question_from([saved.value for saved in notes]),
        older=shown[-1].id if start + A_PAGE < len(notes) else None,
        is_top=start == 0,
        said=said if said in {"trashed", "back"} else "",  # type: ignore[arg-type]
        trashed=trashed,
    )
