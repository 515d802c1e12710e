"""The plain sentence about courts and insurers: said once, at the first page about a client. Never in the way of words.

A view that saves something about a client asks `was_told` after saving, and if not, goes by way of `clients:told`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from emberwell.clients.records import Told

if TYPE_CHECKING:
    from emberwell.vault.vault import Vault


def was_told(vault: Vault) -> bool:
    """Whether the sentence was read."""
    return bool(vault.all(Told))


def say_told(vault: Vault, today: date) -> None:
    """It was read. Saying so again changes nothing."""
    if not was_told(vault):
        vault.put(Told(read_on=today))
