"""A walk as it stands in the journal, and what happens to it: begun, spoken of, left, ended, taken up, thrown away.

Two tabs never write over each other: a change is said as what it does to a walk, and done again on the newer one when
another tab was quicker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from emberwell.journal.records import Entry
from emberwell.library import paths as library
from emberwell.library.paths import Path, Step, prompt_id
from emberwell.paths.records import Said, Walk
from emberwell.paths.rules import State, belongs_to, in_order, is_of, is_open, said_of, state_of
from emberwell.paths.step_pages import StepPages
from emberwell.vault.errors import RecordMissing, StaleRevision
from emberwell.vault.record import RecordId, new_id
from emberwell.week.records import Act

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved, Vault

_TRIES = 5


@dataclass(frozen=True)
class Place:
    """One step of a walk."""

    step: Step
    state: State
    said: Said | None
    pages: tuple[Saved[Entry], ...]
    """Written for it on this walk, the first one first."""
    act: Saved[Act] | None


@dataclass(frozen=True)
class Elsewhere:
    """What was done for a step that the path does not have any more."""

    pages: tuple[Saved[Entry], ...]
    acts: tuple[Saved[Act], ...]


@dataclass(frozen=True)
class Standing:
    """A walk as it stands now."""

    walk: Saved[Walk]
    path: Path | None
    """None when the path has left the library."""
    places: tuple[Place, ...]
    elsewhere: Elsewhere

    @property
    def next(self) -> Place | None:
        """The first step that is open; None when none is."""
        return next((place for place in self.places if place.state is State.OPEN), None)

    def place(self, step_id: str) -> Place | None:
        return next((place for place in self.places if place.step.id == step_id), None)

    @property
    def has_anything(self) -> bool:
        """Whether a keepsake page would hold something."""
        done = any(place.state is State.DONE for place in self.places)
        return done or bool(self.elsewhere.pages or self.elsewhere.acts)

    @property
    def last_at(self) -> datetime:
        """UTC; when something was last done on it."""
        pages = [page.value.written_at for place in self.places for page in place.pages]
        return max([self.walk.value.begun_at, *pages, *(said.at for said in self.walk.value.said)])


def walks_of(vault: Vault, path_id: str) -> list[Saved[Walk]]:
    """The walks of a path, the first begun first."""
    return in_order(vault.all(Walk), path_id)


def standing_of(vault: Vault, walk: Saved[Walk]) -> Standing:
    """A walk with its pages and acts. A path changed meanwhile, or gone, takes nothing from it."""
    path = library.path(walk.value.path)
    steps = path.steps if path else ()
    later = [each.value for each in walks_of(vault, walk.value.path) if each.value.begun_at > walk.value.begun_at]
    known = {prompt_id(walk.value.path, step.id) for step in steps}
    every = library.all_paths()
    struck_out = [
        prompt
        for prompt in vault.index(StepPages).prompts()
        if prompt not in known and belongs_to(prompt, walk.value.path, every)
    ]
    pages = [page for prompt in struck_out for page in _pages(vault, prompt, walk.value, later)]
    kept = {step.id for step in steps}
    acts = [_act(vault, said) for said in walk.value.said if said.step not in kept]
    return Standing(
        walk=walk,
        path=path,
        places=tuple(_place(vault, walk.value, step, later) for step in steps),
        elsewhere=Elsewhere(
            tuple(sorted(pages, key=lambda page: (page.value.written_at, page.id))), tuple(act for act in acts if act)
        ),
    )


def _place(vault: Vault, walk: Walk, step: Step, later: list[Walk]) -> Place:
    said = said_of(walk, step.id)
    pages = _pages(vault, prompt_id(walk.path, step.id), walk, later)
    act = _act(vault, said)
    return Place(step, state_of(said, has_page=bool(pages), has_act=act is not None), said, pages, act)


def _pages(vault: Vault, prompt: str, walk: Walk, later: list[Walk]) -> tuple[Saved[Entry], ...]:
    found = (vault.find(Entry, id) for at, id in vault.index(StepPages).of(prompt) if is_of(at, walk, later))
    return tuple(page for page in found if page)


def _act(vault: Vault, said: Said | None) -> Saved[Act] | None:
    return vault.find(Act, said.act) if said and said.act else None


@dataclass(frozen=True)
class GoOn:
    """A walk to go on with."""

    walk: RecordId
    path: Path
    step: Step
    """The next one."""


def walk_to_go_on(vault: Vault) -> GoOn | None:
    """The walk something was last done on, of those neither left nor ended that have a step open; None without one.

    Only the newest walk of each path is asked. It says nothing of how long ago that was.
    """
    newest = {walk.value.path: walk for walk in sorted(vault.all(Walk), key=lambda each: each.value.begun_at)}
    stands = [standing_of(vault, walk) for walk in newest.values() if is_open(walk.value)]
    going = [one for one in stands if one.path and one.next]
    last = max(going, key=lambda one: (one.last_at, one.walk.id), default=None)
    if last is None or last.path is None or last.next is None:
        return None
    return GoOn(last.walk.id, last.path, last.next.step)


def begin(vault: Vault, path: Path, *, id: RecordId, now: datetime, zone: str) -> Saved[Walk]:
    """Begin a walk, or go on with the one that is open: a second press, or a second tab, begins no second walk.

    `id` was chosen before, with the form.
    """
    known = walks_of(vault, path.id)
    if known and is_open(known[-1].value):
        return known[-1]
    every = library.all_paths()
    has_pages = any(belongs_to(prompt, path, every) for prompt in vault.index(StepPages).prompts())
    walk = Walk(path=path.id, title=path.title, begun_at=now, zone=zone, since=now if has_pages else None)
    try:
        return vault.put(walk, id=id)
    except (StaleRevision, RecordMissing):  # the id is spent: by the other press, or by a walk thrown away since
        vault.refresh()
        return vault.find(Walk, id) or vault.put(walk, id=new_id())


def change(vault: Vault, id: RecordId, how: Callable[[Walk], Walk]) -> Saved[Walk]:
    """Do `how` to a walk, again on the newer one when another tab was quicker. Raises RecordMissing."""
    for _ in range(_TRIES):
        saved = vault.get(Walk, id)
        value = how(saved.value)
        if value == saved.value:
            return saved
        try:
            return vault.put(value, id=id, expected=saved.revision)
        except StaleRevision:
            vault.refresh()
    return vault.put(value, id=id, expected=saved.revision)
