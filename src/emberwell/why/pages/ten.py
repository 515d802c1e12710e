"""Why in ten minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from emberwell.journal.dates import local_date
from emberwell.library.purpose import Scene, scenes
from emberwell.why.records import Sort, Value
from emberwell.why.rules import the_five
from emberwell.why.scenes import ScenePages
from emberwell.why.statement import current
from emberwell.why.steps import Steps, steps

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Vault

OFFERED = 3
"""Scenes to choose among."""


@dataclass(frozen=True)
class WrittenScene:
    """A page written to a scene."""

    id: RecordId
    title: str
    """The scene's."""
    day: date


@dataclass(frozen=True)
class TenPage:
    """`why/ten.html`: three steps, the next one open; all three taken, the sentence."""

    steps: Steps
    scenes: tuple[Scene, ...]
    """To choose among."""
    written: WrittenScene | None
    """The scene written to last."""
    values: tuple[str, ...]
    """Names of the five."""
    text: str
    """The why; "" while there is none."""
    is_of_today: bool
    """Its words were written today: enough for one day."""


def ten_page(vault: Vault, today: date) -> TenPage:
    """What is there by now."""
    statement = current(vault)
    values = five_names(vault)
    written = written_scenes(vault)
    return TenPage(
        steps=steps(scene=bool(vault.index(ScenePages)), values=bool(values), sentence=statement is not None),
        scenes=first_scenes(),
        written=written[0] if written else None,
        values=values,
        text=statement.value.text if statement else "",
        is_of_today=statement is not None and local_date(statement.value.written_at, statement.value.zone) == today,
    )


def first_scenes() -> tuple[Scene, ...]:
    """The scenes that are quick to find and safe to begin with."""
    return tuple(scene for scene in scenes().values() if scene.first)[:OFFERED]


def five_names(vault: Vault) -> tuple[str, ...]:
    """The names of today's five."""
    found = (vault.find(Value, id) for id in the_five(vault.all(Sort)))
    return tuple(saved.value.name for saved in found if saved)


def written_scenes(vault: Vault) -> tuple[WrittenScene, ...]:
    """The newest page of each scene that was written to, the one written last first."""
    pages = vault.index(ScenePages)
    order = {id: place for place, id in enumerate(pages.newest())}
    found = [(pages.of(id)[0], scene.title) for id, scene in scenes().items() if pages.of(id)]
    return tuple(WrittenScene(id, title, day) for (id, day), title in sorted(found, key=lambda one: order[one[0][0]]))
