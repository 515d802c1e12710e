"""How far the log had come when it was last seen, so that an older database put in its place is noticed.

This install keeps a sealed note beside the peppers, the browser one in a cookie (security.md, *Rollback*).
"""

from __future__ import annotations

from emberwell.vault import log
from emberwell.vault.errors import SealBroken
from emberwell.vault.seal import OVERHEAD, Object, generation_of
from emberwell.vault.space import Space
from emberwell.vault.store import Keystore


def is_older(space: Space, keystore: Keystore, browser_token: bytes | None = None) -> bool:
    """Whether the database is older than this install, or the browser with this token, has seen it."""
    head = space.head()
    for sealed in (keystore.seen(space.id), browser_token):
        if sealed is not None and _is_beyond(space, sealed):
            return True
        noted = _noted(space, sealed)
        if noted is not None and log.is_older(space.database, space.keys, head, noted):
            return True
    return False


def remember(space: Space, keystore: Keystore, *, even_if_older: bool = False, after: log.Head | None = None) -> bytes:
    """Note the head as it is now, after a commit; the sealed note is for the browser's cookie as well.

    `after` is the head that the commit followed: when it is not the one this install saw last, what is seen may be
    another branch, and the older note stays as evidence until the person goes on.
    """
    head = space.head()
    sealed = log.seal_head(space.keys, head, Object.SEEN)
    earlier = keystore.seen(space.id)
    if earlier is not None and not even_if_older:
        if _is_beyond(space, earlier):
            return sealed
        noted = _noted(space, earlier)
        follows = noted is None or (after is not None and _same_place(noted, after))
        if not follows and log.is_older(space.database, space.keys, head, noted or log.Head()):
            return sealed
    keystore.remember(space.id, sealed)
    return sealed


def _is_beyond(space: Space, sealed: bytes) -> bool:
    """Whether a note is sealed under keys that this database has not heard of yet: it was rolled back."""
    return generation_of(sealed) > space.keys.current and len(sealed) > OVERHEAD


def _noted(space: Space, sealed: bytes | None) -> log.Head | None:
    try:
        return log.open_head(space.keys, sealed, Object.SEEN) if sealed else None
    except SealBroken:
        return None


def _same_place(one: log.Head, other: log.Head) -> bool:
    return (one.rotations, one.seq, one.chain) == (other.rotations, other.seq, other.chain)
