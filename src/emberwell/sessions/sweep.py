"""At midnight an intention that nothing was written after is gone: erased, not put away.

Nobody sits up at midnight to do it. It is done by the first page that would show it, the next time one is opened.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from emberwell.sessions.diary import Diary
from emberwell.sessions.records import Session
from emberwell.sessions.rules import is_over
from emberwell.vault.errors import RecordMissing, StaleRevision

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved, Vault


def sweep(vault: Vault, now: datetime) -> None:
    """Erase for good every intention whose day has ended, in its own zone, at the UTC moment `now`.

    Costs nothing but a look at the few that wait. Another process may sweep at the same moment.
    """
    for saved in _waiting(vault):
        if is_over(saved.value, now):
            try:
                vault.purge(saved.id, expected=saved.revision)
            except (RecordMissing, StaleRevision):  # swept elsewhere, or something was written after in this moment
                continue


def chosen_now(vault: Vault, now: datetime) -> list[Saved[Session]]:
    """The sessions chosen and not yet met, in the order they were chosen: what Today may show. Sweeps first."""
    sweep(vault, now)
    found = [saved for saved in _waiting(vault) if not is_over(saved.value, now)]
    return sorted(found, key=lambda saved: (saved.value.chosen_at, saved.id))


def _waiting(vault: Vault) -> list[Saved[Session]]:
    found = (vault.find(Session, id) for id in vault.index(Diary).waiting())
    return [saved for saved in found if saved is not None]
