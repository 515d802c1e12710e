"""All the scenes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from emberwell.library.purpose import Scene, scenes
from emberwell.why.pages.quotes import in_words
from emberwell.why.scenes import ScenePages

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Vault


@dataclass(frozen=True)
class SceneCard:
    """One scene and the pages written to it."""

    scene: Scene
    pages: tuple[tuple[RecordId, str], ...]
    """With their days in words, the newest first."""


@dataclass(frozen=True)
class ScenesPage:
    """`why/scenes.html`."""

    scenes: tuple[SceneCard, ...]


def scenes_page(vault: Vault) -> ScenesPage:
    """Every scene, in the order of its file."""
    pages = vault.index(ScenePages)
    return ScenesPage(
        tuple(
            SceneCard(scene, tuple((page, in_words(day)) for page, day in pages.of(id)))
            for id, scene in scenes().items()
        )
    )
