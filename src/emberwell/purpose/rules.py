"""Which sentence of a person's own stands under each pillar. Pure functions; no pillar is weighed against another."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from emberwell.journal.rules import may_return

if TYPE_CHECKING:
    from emberwell.journal.records import KeptLine
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved


@dataclass(frozen=True)
class OwnLines:
    """The kept lines that speak for two of the pillars, never the same one twice."""

    connection: Saved[KeptLine] | None
    growth: Saved[KeptLine] | None
    """One that its writer named a strength in."""


def own_lines(
    lines: Iterable[Saved[KeptLine]], *, held_back: Container[str], strengths: Container[RecordId]
) -> OwnLines:
    """The newest line in which a living strength was named, for growth; the newest other one, for connection.

    Only lines that may return unasked (`journal.rules.may_return`). `strengths` are the ids of strengths that exist.
    """
    returning = sorted(
        (line for line in lines if may_return(line.value, held_back)),
        key=lambda line: (line.value.kept_at, line.seq),
        reverse=True,
    )
    growth = next((line for line in returning if any(id in strengths for id in line.value.strengths)), None)
    connection = next((line for line in returning if growth is None or line.id != growth.id), None)
    return OwnLines(connection, growth)
