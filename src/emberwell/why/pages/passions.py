"""What makes one forget the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from emberwell.journal.dates import local_date
from emberwell.why.forms import PassionForm
from emberwell.why.records import Passion

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved, Vault


@dataclass(frozen=True)
class PassionCard:
    """One line."""

    id: RecordId
    text: str
    day: date
    """When it was noted."""


@dataclass(frozen=True)
class PassionsPage:
    """`why/passions.html`: all of them, the newest first."""

    form: PassionForm
    passions: tuple[PassionCard, ...]
    said: Literal["", "noted", "changed", "trashed", "back"]
    trashed: str
    """The one that has just gone to the trash, to take it back; "" else."""


@dataclass(frozen=True)
class PassionPage:
    """`why/passion.html`: one of them, to change."""

    passion: PassionCard
    form: PassionForm
    saved_meanwhile: str
    """Its words as another tab saved them meanwhile; "" when none did."""


def passion_card(saved: Saved[Passion]) -> PassionCard:
    """A line as it stands in the list."""
    return PassionCard(saved.id, saved.value.text, local_date(saved.value.noted_at, saved.value.zone))


def passions_page(vault: Vault, *, said: str, trashed: str, form: PassionForm | None = None) -> PassionsPage:
    """`trashed` is the id an address named; it counts when that one is in the trash."""
    newest_first = sorted(vault.all(Passion), key=lambda each: (each.value.noted_at, each.id), reverse=True)
    gone = trashed if trashed and any(each.id == trashed for each in vault.trashed()) else ""
    return PassionsPage(
        form=form or PassionForm(),
        passions=tuple(passion_card(each) for each in newest_first),
        said=said if said in {"noted", "changed", "trashed", "back"} else "",  # type: ignore[arg-type]
        trashed=gone,
    )
