"""The room of the why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from emberwell.journal.dates import local_date
from emberwell.why.pages.ten import WrittenScene, five_names, written_scenes
from emberwell.why.records import Passion
from emberwell.why.scenes import ScenePages
from emberwell.why.statement import current
from emberwell.why.steps import Steps, steps
from emberwell.why.strengths import named

if TYPE_CHECKING:
    from emberwell.vault.vault import Vault

SHOWN = 4
"""Names of strengths, lines of passion, titles of scenes that stand in this room; the rest in their own."""


@dataclass(frozen=True)
class WhyPage:
    """`why/why.html`."""

    text: str
    """The why; "" while there is none."""
    written_on: date | None
    still_so_on: date | None
    """The last day it was answered to be so."""
    has_earlier: bool
    """It was saved more than once."""
    values: tuple[str, ...]
    scenes: tuple[WrittenScene, ...]
    strengths: tuple[str, ...]
    passions: tuple[str, ...]
    more: frozenset[Literal["scenes", "strengths", "passions"]]
    """Of which there are more than stand here."""
    steps: Steps
    said: Literal["", "saved", "still"]


def why_page(vault: Vault, *, said: str) -> WhyPage:
    """What the room holds; `said` is what has just happened."""
    statement = current(vault)
    why = statement.value if statement else None
    values, written = five_names(vault), written_scenes(vault)
    strengths = [each.value.name for each in named(vault)]
    passions = sorted(vault.all(Passion), key=lambda each: (each.value.noted_at, each.id), reverse=True)
    lists = (("scenes", written), ("strengths", strengths), ("passions", passions))
    return WhyPage(
        text=why.text if why else "",
        written_on=local_date(why.written_at, why.zone) if why else None,
        still_so_on=max(why.still_so_on, default=None) if why else None,
        has_earlier=statement is not None and statement.revision > 1,
        values=values,
        scenes=written[:SHOWN],
        strengths=tuple(strengths[:SHOWN]),
        passions=tuple(each.value.text for each in passions[:SHOWN]),
        more=frozenset(name for name, found in lists if len(found) > SHOWN),  # type: ignore[misc]
        steps=steps(scene=bool(vault.index(ScenePages)), values=bool(values), sentence=why is not None),
        said=said if said in {"saved", "still"} else "",  # type: ignore[arg-type]
    )
