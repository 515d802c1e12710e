"""The values: the five, what moved, and how much each matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.forms import BoundField

from emberwell.journal.dates import local_date
from emberwell.vault.record import RecordId
from emberwell.why.forms_sort import ImportanceForm
from emberwell.why.pages.sort import living_of
from emberwell.why.records import Importance, Pile, Sort, Value
from emberwell.why.rules import importance_is_due, latest_sort, the_five
from emberwell.why.sitting import card_names, in_progress
from emberwell.why.sorting import name_of, what_moved
from emberwell.why.values import five_of

if TYPE_CHECKING:
    from datetime import date

    from emberwell.vault.vault import Saved, Vault

PREVIEW = 140
"""Characters of own words in the list of the five."""


@dataclass(frozen=True)
class ValueCard:
    """A value in a list."""

    id: RecordId
    name: str
    living: str
    """The sentence on its card; "" for one's own."""
    at_work: str
    """The beginning of one's own words."""
    at_home: str


@dataclass(frozen=True)
class MovedPart:
    """What moved between the last two sorts: names, in the order they stand in."""

    before: date
    after: date
    came_in: tuple[str, ...]
    went_out: tuple[str, ...]
    stayed: tuple[str, ...]
    to_mine: tuple[str, ...]
    """Cards that were left on not now the time before, and came to mine now without staying among the five."""
    to_not_now: tuple[str, ...]
    """The other way round."""


@dataclass(frozen=True)
class ValuesPage:
    """`why/values.html`, and of it `why/_values_order.html`."""

    five: tuple[ValueCard, ...]
    sorted_on: date | None
    is_sorting: bool
    """A sort is in progress."""
    moved: MovedPart | None
    order: OrderPart
    importance_is_due: bool
    earlier: tuple[ValueCard, ...]
    """Values that were among the five once."""
    said: Literal["", "sorted", "weighed"]


@dataclass(frozen=True)
class OrderPart:
    """The five, to put in order."""

    values: tuple[ValueCard, ...]
    is_ordered: bool
    is_open: bool


@dataclass(frozen=True)
class Weighed:
    """One of the five and its two questions."""

    id: RecordId
    name: str
    work: BoundField
    home: BoundField


@dataclass(frozen=True)
class ImportancePage:
    """`why/importance.html`."""

    form: ImportanceForm
    values: tuple[Weighed, ...]
    just_sorted: bool


def values_page(vault: Vault, *, today: date, said: str) -> ValuesPage:
    """The five and what came before them."""
    sorts = vault.all(Sort)
    latest = latest_sort(sorts)
    five = five_of(vault)
    others = {each.id for each in five}
    earlier = (each for each in vault.all(Value) if each.id not in others)
    return ValuesPage(
        five=tuple(value_card(each) for each in five),
        sorted_on=_done_on(latest) if latest else None,
        is_sorting=in_progress(vault) is not None,
        moved=moved_part(vault, sorts),
        order=OrderPart(
            tuple(value_card(each) for each in five), bool(latest and latest.value.order), is_open=said == "order"
        ),
        importance_is_due=importance_is_due(vault.all(Importance), the_five(sorts), today),
        earlier=tuple(sorted((value_card(each) for each in earlier), key=lambda card: card.name.casefold())),
        said=said if said in {"sorted", "weighed"} else "",  # type: ignore[arg-type]
    )


def moved_part(vault: Vault, sorts: Iterable[Saved[Sort]]) -> MovedPart | None:
    """What moved between the last two finished sorts; None when there were not two."""
    done = sorted((each for each in sorts if each.value.done_at), key=lambda each: (each.value.done_at, each.seq))
    if len(done) < 2:
        return None
    before, after = done[-2:]
    moved = what_moved(before.value, after.value)
    names = _names(vault)
    of_five = {names.get(id, "").casefold() for id in (*before.value.five, *after.value.five)}
    turned = [(name_of(after.value, move.card, card_names()), move.to) for move in moved.turned]
    turned = [(name, pile) for name, pile in turned if name.casefold() not in of_five]
    return MovedPart(
        before=_done_on(before),
        after=_done_on(after),
        came_in=_named(names, moved.came_in),
        went_out=_named(names, moved.went_out),
        stayed=_named(names, moved.stayed),
        to_mine=tuple(name for name, pile in turned if pile is Pile.MINE),
        to_not_now=tuple(name for name, pile in turned if pile is Pile.NOT_NOW),
    )


def importance_page(form: ImportanceForm, *, just_sorted: bool) -> ImportancePage:
    """The questions, two for each of the five."""
    values = (Weighed(id, name, form[f"work_{id}"], form[f"home_{id}"]) for id, name in form.five)
    return ImportancePage(form, tuple(values), just_sorted)


def value_card(saved: Saved[Value]) -> ValueCard:
    """A value as it stands in a list."""
    value = saved.value
    return ValueCard(saved.id, value.name, living_of(value), _beginning(value.at_work), _beginning(value.at_home))


def _names(vault: Vault) -> dict[RecordId, str]:
    """What every value is called, also one in the trash."""
    trashed = ((each.id, each.value.name) for each in vault.trashed() if isinstance(each.value, Value))
    return dict(trashed) | {each.id: each.value.name for each in vault.all(Value)}


def _named(names: dict[RecordId, str], ids: Iterable[RecordId]) -> tuple[str, ...]:
    return tuple(names[id] for id in ids if id in names)


def _done_on(sort: Saved[Sort]) -> date:
    return local_date(sort.value.done_at or sort.saved_at, sort.value.zone)


def _beginning(words: str) -> str:
    flat = " ".join(words.split())
    if len(flat) <= PREVIEW:
        return flat
    return flat[:PREVIEW].rsplit(" ", 1)[0].rstrip(" ,;:–—") + "…"
