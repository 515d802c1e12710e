"""What of a month stands on a year's page, when there is more than a page holds. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from emberwell.growth.rings import Kind

A_MONTH = 3
"""Moments of one month on the page of a year; the month has a page with all of them."""


class OfAKind(Protocol):
    """Anything that has a kind."""

    @property
    def kind(self) -> Kind: ...


M = TypeVar("M", bound=OfAKind)


def some_of(moments: Sequence[M], at_most: int = A_MONTH) -> tuple[M, ...]:
    """At most so many of a month, in their order: all that is rarer than a line, and lines from across the month."""
    rare = [at for at, moment in enumerate(moments) if moment.kind is not Kind.LINE][:at_most]
    lines = [at for at, moment in enumerate(moments) if moment.kind is Kind.LINE]
    room = min(at_most - len(rare), len(lines))
    chosen = {lines[(2 * step + 1) * len(lines) // (2 * room)] for step in range(room)}
    return tuple(moments[at] for at in sorted({*rare, *chosen}))
