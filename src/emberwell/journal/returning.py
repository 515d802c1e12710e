"""What must not come back unasked, gathered from all who say so: pages of hard days, raw ones, and clients put away.

Every place that shows a line or a page nobody asked for passes this to `rules.may_return`, `line_for_today` or
`on_this_day`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from emberwell.clients.names import not_to_return
from emberwell.journal.calendar import Calendar

if TYPE_CHECKING:
    from emberwell.vault.vault import Vault


def held_back(vault: Vault) -> frozenset[str]:
    """Ids of pages of which nothing may come back unasked, and of archived or lost clients."""
    calendar, clients = vault.index(Calendar), not_to_return(vault)
    return calendar.held_back() | calendar.about(clients) | clients
