"""The margin of the writing page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from emberwell.clients.names import live_clients
from emberwell.clients.watching import watched
from emberwell.journal.margin import PointedOut, pointed_out

if TYPE_CHECKING:
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Vault


@dataclass(frozen=True)
class Margin:
    """What could say who somebody is: beside the writing for a script, else under a preview."""

    pointed_out: tuple[PointedOut, ...]
    more: bool
    """There is more than is shown."""


@dataclass(frozen=True)
class MarginPart:
    """`journal/_margin.html` on its own."""

    margin: Margin


def margin_of(vault: Vault, text: str, ticked: Iterable[RecordId] = ()) -> Margin:
    """Looked for by this vault's own list as well; the code names `ticked` for the page are offered first."""
    first = set(ticked)
    clients = sorted(live_clients(vault), key=lambda saved: saved.id not in first)
    found, more = pointed_out(text, known=watched(vault), code_names=[saved.value.name for saved in clients])
    return Margin(found, more)
