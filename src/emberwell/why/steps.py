"""Why in ten minutes: one scene, five values, one sentence. Which of them are there, and which one is next.

Nothing about the way is remembered beside the things themselves, so leaving at any moment loses nothing, and whoever
comes back goes on where they were. The order is an offer: any of the three may be taken first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """One of the three."""

    SCENE = "scene"
    VALUES = "values"
    SENTENCE = "sentence"


@dataclass(frozen=True)
class Steps:
    """How far somebody is."""

    done: frozenset[Step]
    next: Step | None
    """The first that is not there yet; None when all three are."""

    @property
    def is_begun(self) -> bool:
        return bool(self.done)

    @property
    def is_finished(self) -> bool:
        return self.next is None


def steps(*, scene: bool, values: bool, sentence: bool) -> Steps:
    """`scene`: a page was written to one. `values`: some of the five are chosen. `sentence`: the why has words."""
    there = {Step.SCENE: scene, Step.VALUES: values, Step.SENTENCE: sentence}
    done = frozenset(step for step, is_there in there.items() if is_there)
    return Steps(done, next((step for step in Step if step not in done), None))
