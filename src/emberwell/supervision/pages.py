"""What the pages of supervision and CPD may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from emberwell.clients.records import Client
from emberwell.journal.dates import local_date
from emberwell.journal.markdown import excerpt
from emberwell.supervision.forms import CpdForm, ItemForm, TakeForm
from emberwell.supervision.records import Cpd, Item
from emberwell.supervision.rules import (
    KINDS,
    of_year,
    open_items,
    spoken_time,
    taken_items,
    without_names,
    years_of,
)
from emberwell.supervision.sources import BEGINNING, Source, source_of

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault

TAKEN_SHOWN = 12
"""Ticked-off ones at a time."""


@dataclass(frozen=True)
class ItemCard:
    """One item, to read."""

    id: RecordId
    revision: int
    words: str
    """Its own, else the beginning of what it was taken from; "" when that is held back, or gone."""
    is_own: bool
    source: Source | None
    is_gone: bool
    """What it was taken from is not in the journal any more."""
    added_on: date
    taken_on: date | None
    came_of: str

    @property
    def added(self) -> str:
        return f"{self.added_on.day} {self.added_on:%B %Y}"

    @property
    def taken(self) -> str:
        return f"{self.taken_on.day} {self.taken_on:%B %Y}" if self.taken_on else ""


@dataclass(frozen=True)
class ItemsPage:
    """`supervision/items.html`: the list, and what was taken."""

    form: TakeForm
    items: tuple[ItemCard, ...]
    taken: tuple[ItemCard, ...]
    older: RecordId | None
    """`?after=` this item for those taken before."""
    is_top: bool
    shows_taken: bool
    """Unfolded: something has just been ticked off, or the older ones were asked for."""
    said: Literal["", "taken", "ticked", "unticked", "trashed"]
    trashed: str
    """What has just gone to the trash, to take it back; "" else."""


@dataclass(frozen=True)
class ItemPage:
    """`supervision/item.html`: one item, to change."""

    item: ItemCard
    form: ItemForm
    saved_meanwhile: ItemCard | None
    """As another tab saved it meanwhile."""


@dataclass(frozen=True)
class SheetLine:
    """One item on the sheet."""

    words: str
    what: str
    """`A page`; "" for own words."""
    day: date
    about: str
    """Code names; "" unless they were asked for."""


@dataclass(frozen=True)
class SheetPage:
    """`supervision/sheet.html`: the list on one sheet of paper."""

    today: date
    lines: tuple[SheetLine, ...]
    with_names: bool
    has_names: bool
    """There are code names in this journal, so that the question makes sense."""


@dataclass(frozen=True)
class CpdRow:
    """One thing learned."""

    id: RecordId
    title: str
    day: str
    """`14 March`."""
    kind: str
    time: str
    changed: str


@dataclass(frozen=True)
class CpdPage:
    """`supervision/cpd.html`: a year of learning."""

    year: int
    years: tuple[int, ...]
    rows: tuple[CpdRow, ...]
    said: Literal["", "saved", "trashed"]
    trashed: str


@dataclass(frozen=True)
class CpdNewPage:
    """`supervision/cpd_one.html`: one, to note or to change."""

    id: RecordId | None
    form: CpdForm
    source: Source | None
    saved_meanwhile: bool
    year: int
    kinds: tuple[str, ...] = KINDS

    @property
    def year_text(self) -> str:
        return str(self.year)

    @property
    def day(self) -> str:
        """Its day as a date field takes it; what cannot be read as one is shown as it was typed."""
        day = self.form["done_on"].value()
        return day.isoformat() if isinstance(day, date) else str(day or "")


def item_card(vault: Vault, saved: Saved[Item]) -> ItemCard:
    """An item with what it was taken from."""
    item = saved.value
    source = source_of(vault, item.source) if item.source else None
    return ItemCard(
        id=saved.id,
        revision=saved.revision,
        words=item.text or (source.words if source else ""),
        is_own=bool(item.text),
        source=source,
        is_gone=item.source is not None and source is None,
        added_on=local_date(item.added_at, item.zone),
        taken_on=item.taken_on,
        came_of=item.came_of,
    )


def items_page(
    vault: Vault, *, said: str, trashed: str = "", after: str = "", form: TakeForm | None = None
) -> ItemsPage:
    """The whole list, and what was taken lately, or before the item `after`."""
    items = vault.all(Item)
    taken = taken_items(items)
    start = next((at + 1 for at, item in enumerate(taken) if item.id == after), 0)
    shown = taken[start : start + TAKEN_SHOWN]
    return ItemsPage(
        form=form or TakeForm(),
        items=tuple(item_card(vault, item) for item in open_items(items)),
        taken=tuple(item_card(vault, item) for item in shown),
        older=shown[-1].id if start + TAKEN_SHOWN < len(taken) else None,
        is_top=start == 0,
        shows_taken=start > 0 or said == "ticked",
        said=said if said in {"taken", "ticked", "unticked", "trashed"} else "",  # type: ignore[arg-type]
        trashed=trashed,
    )


def item_page(vault: Vault, saved: Saved[Item], form: ItemForm | None = None, *, clash: bool = False) -> ItemPage:
    """One item with a form to change it, whatever that was filled with."""
    card, item = item_card(vault, saved), saved.value
    initial = {"text": item.text, "came_of": item.came_of, "expected": saved.revision}
    return ItemPage(card, form or ItemForm(initial=initial), card if clash else None)


def sheet_page(vault: Vault, *, today: date, with_names: bool) -> SheetPage:
    """What is still to be taken, for paper; without code names unless they are wanted."""
    names = {client.id: client.value.name for client in vault.all(Client)}
    lines = []
    for card in (item_card(vault, item) for item in open_items(vault.all(Item))):
        source = card.source
        words = excerpt(card.words, BEGINNING * 2)
        if not words:
            words = source.held_back if source and source.held_back else source.what if source else ""
        about = [names[id] for id in (source.clients if source else ()) if id in names]
        lines.append(
            SheetLine(
                words=words if with_names else without_names(words, names.values()),
                what=source.what if source and not source.held_back else "",
                day=source.day if source else card.added_on,
                about=", ".join(about) if with_names else "",
            )
        )
    return SheetPage(today, tuple(lines), with_names, bool(names))


def cpd_page(vault: Vault, year: int, *, said: str, trashed: str) -> CpdPage:
    """A year of learning; `years` holds those that have something, and this one."""
    learned = vault.all(Cpd)
    return CpdPage(
        year=year,
        years=tuple(sorted({*years_of(learned), year}, reverse=True)),
        rows=tuple(cpd_row(each) for each in reversed(of_year(learned, year))),
        said=said if said in {"saved", "trashed"} else "",  # type: ignore[arg-type]
        trashed=trashed,
    )


def cpd_row(saved: Saved[Cpd]) -> CpdRow:
    """One thing learned, to read."""
    said = saved.value
    return CpdRow(
        saved.id,
        said.title,
        f"{said.done_on.day} {said.done_on:%B}",
        said.form,
        spoken_time(said.minutes),
        said.changed,
    )
