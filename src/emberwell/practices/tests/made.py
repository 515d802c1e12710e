"""A practice and a mark to test with. Which practices ship, and how they are worded, is not these tests' affair."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from emberwell.library.practices import all_practices
from emberwell.practices.records import Practised

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved, Vault

PRACTICE = next(each for each in all_practices() if each.line)
WITH_BREATH = next(each for each in all_practices() if each.rhythms)
WITH_BELLS = next(each for each in all_practices() if each.bell_every)
ADDRESS = f"/practices/{PRACTICE.id}/"
KEEP = f"{ADDRESS}keep/"
MARCH = datetime(2026, 3, 5, 14, 2, tzinfo=UTC)


def mark(
    vault: Vault, ended_at: datetime = MARCH, *, zone: str = "UTC", practice: str = PRACTICE.id
) -> Saved[Practised]:
    return vault.put(Practised(practice=practice, minutes=3, ended_at=ended_at, zone=zone))
