"""What is true of a person's settings, their name here, and the way from the lock page to where they were going."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from emberwell.accounts.records import Preferences
from emberwell.journal.dates import is_zone
from emberwell.vault.single import change_the_one, the_one

if TYPE_CHECKING:
    from emberwell.vault.record import AccountId
    from emberwell.vault.store import AccountRow
    from emberwell.vault.vault import Vault

LONGEST_NAME = 60
"""Characters of the name a journal goes by."""
NEW_JOURNALS_AN_HOUR = 20
"""On a host: more than this many in an hour is nobody's practice moving in."""


def preferences(vault: Vault) -> Preferences:
    """The person's settings, or the defaults when none were kept."""
    return the_one(vault, Preferences)


def change_preferences(vault: Vault, **changes: Any) -> Preferences:
    """Keep some settings anew; writes nothing when they are so already.

    Raises StaleRevision when another tab saved in the same moment.
    """
    return change_the_one(vault, Preferences, **changes)


def zone_for(vault: Vault | None, given: str = "") -> str:
    """The zone to write a moment in: what the browser says, else the last it said, else this machine's offset."""
    if given and is_zone(given):
        return given
    known = preferences(vault).zone if vault else ""
    return known or datetime.now().astimezone().isoformat(timespec="seconds")[19:25]


def clean_name(typed: str) -> str:
    """A name as it is kept: composed letters, single spaces, nothing invisible."""
    composed = unicodedata.normalize("NFC", typed)
    visible = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in composed)
    return " ".join(visible.split())


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are too alike to tell apart on the lock page."""
    return clean_name(one).casefold() == clean_name(other).casefold()


def in_order(accounts: Iterable[AccountRow], opened_before: Sequence[AccountId]) -> list[AccountRow]:
    """The people of the lock page: those who opened their journal in this browser first, the latest at the top."""
    last = len(opened_before)
    place = {account_id: index for index, account_id in enumerate(opened_before)}
    return sorted(accounts, key=lambda account: (place.get(account.id, last), account.name.casefold()))


def is_crowded(accounts: Iterable[AccountRow], now: float) -> bool:
    """Whether so many journals were begun in the last hour that a host should not begin another yet."""
    return sum(account.created_at > now - 3600 for account in accounts) >= NEW_JOURNALS_AN_HOUR


def clean_code(typed: str) -> str:
    """A recovery code as it was copied: whatever stands between its groups (any dash, dot or space) is left out."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", typed[:400]) if letter.isalnum())
