"""Kinds of which a vault holds one at most, such as a person's settings: read, and changed a field at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from emberwell.vault.record import Record

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved, Vault

R = TypeVar("R", bound=Record)


def the_one(vault: Vault, kind: type[R]) -> R:
    """The record of this kind; one with nothing but defaults when none was kept."""
    kept = _kept(vault, kind)
    return kept.value if kept else kind()


def change_the_one(vault: Vault, kind: type[R], **changes: Any) -> R:
    """Keep some fields anew; writes nothing when they are so already.

    Raises StaleRevision when another tab saved in the same moment.
    """
    kept = _kept(vault, kind)
    before = kept.value if kept else kind()
    after = msgspec.structs.replace(before, **changes)
    if after == before:
        return before
    if kept is None:
        vault.put(after)
    else:
        vault.put(after, id=kept.id, expected=kept.revision)
    return after


def _kept(vault: Vault, kind: type[R]) -> Saved[R] | None:
    """Two tabs, or an import, may each have made one: the last written counts."""
    return max(vault.all(kind), key=lambda saved: saved.seq, default=None)
