"""The list of paths, and one path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from emberwell.journal.dates import local_date
from emberwell.paths.pages.parts import StepLine, step_line
from emberwell.paths.rules import is_open
from emberwell.paths.walking import GoOn, Standing, standing_of, walk_to_go_on, walks_of
from emberwell.vault.record import RecordId, new_id

if TYPE_CHECKING:
    from emberwell.library.paths import Path
    from emberwell.vault.vault import Vault


@dataclass(frozen=True)
class ListedPath:
    """One path in the list."""

    path: Path
    go_on: GoOn | None
    """The step to go on with, when it is being walked."""
    keepsake: RecordId | None
    """The walk whose keepsake there is to look at, when nothing is open on it."""
    is_first: bool
    """Something was last done here, of all paths: the page's one next step."""


@dataclass(frozen=True)
class PathsPage:
    """`paths/paths.html`: the four paths."""

    paths: tuple[ListedPath, ...]


@dataclass(frozen=True)
class EarlierWalk:
    """Another walk of the same path that has a keepsake."""

    id: RecordId
    begun_on: date


@dataclass(frozen=True)
class WalkPart:
    """The newest walk of a path, on the path's page."""

    id: RecordId
    next: StepLine | None
    is_open: bool
    is_left: bool
    has_keepsake: bool


@dataclass(frozen=True)
class PathPage:
    """`paths/path.html`: a path to read, and to walk when a journal is open."""

    path: Path
    steps: tuple[StepLine, ...]
    walk: WalkPart | None
    earlier: tuple[EarlierWalk, ...]
    new_walk: str
    """The id a walk begun from here will have."""
    is_open: bool
    """A journal is open."""
    open_url: str
    """For a visitor: the lock page that leads back here, or where a journal is begun."""
    lives_here: bool
    """There is a journal to open behind `open_url`."""
    said: str
    """What has just happened, from the address: `written`, `left`, `ended`, `trashed` ... or ""."""
    trashed: str
    """The walk that was just put in the trash; "" for none."""


def paths_page(vault: Vault | None, paths: Sequence[Path]) -> PathsPage:
    """The list; with an open journal, where to go on."""
    last = walk_to_go_on(vault) if vault else None
    return PathsPage(tuple(_listed(vault, path, last) for path in paths))


def _listed(vault: Vault | None, path: Path, last: GoOn | None) -> ListedPath:
    walks = walks_of(vault, path.id) if vault else []
    if vault is None or not walks:
        return ListedPath(path, None, None, is_first=False)
    stands = standing_of(vault, walks[-1])
    going = stands.next is not None and is_open(walks[-1].value)
    go_on = GoOn(walks[-1].id, path, stands.next.step) if going and stands.next else None
    keepsake = walks[-1].id if not going and walks[-1].value.left_at is None and stands.has_anything else None
    return ListedPath(path, go_on, keepsake, is_first=last is not None and last.walk == walks[-1].id)


def path_page(vault: Vault | None, path: Path, *, open_url: str, lives_here: bool, said: str, trashed: str) -> PathPage:
    """A path, and the newest walk of it."""
    walks = walks_of(vault, path.id) if vault else []
    stands = standing_of(vault, walks[-1]) if vault and walks else None
    others = [standing_of(vault, walk) for walk in reversed(walks[:-1])] if vault else []
    return PathPage(
        path=path,
        steps=_lines(path, stands),
        walk=_walk_part(stands) if stands else None,
        earlier=tuple(EarlierWalk(one.walk.id, _begun_on(one)) for one in others if one.has_anything),
        new_walk=new_id(),
        is_open=vault is not None,
        open_url=open_url,
        lives_here=lives_here,
        said=said,
        trashed=trashed,
    )


def _begun_on(standing: Standing) -> date:
    return local_date(standing.walk.value.begun_at, standing.walk.value.zone)


def _walk_part(standing: Standing) -> WalkPart:
    walk = standing.walk.value
    following = standing.next if is_open(walk) else None
    return WalkPart(
        id=standing.walk.id,
        next=step_line(following.step, standing, following) if following else None,
        is_open=is_open(walk),
        is_left=walk.left_at is not None,
        has_keepsake=standing.has_anything,
    )


def _lines(path: Path, standing: Standing | None) -> tuple[StepLine, ...]:
    return tuple(step_line(step, standing, standing.place(step.id) if standing else None) for step in path.steps)
