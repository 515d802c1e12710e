"""The recovery kit: shown from memory's sealed copy, proved by two groups, and never kept once it is proved.

A kit may wait once. It is put off until the next unlock, and then stands before anything else.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from emberwell.accounts.records import UnprovedKit
from emberwell.vault.errors import EmberwellError
from emberwell.vault.keys import CODE_GROUPS, code_groups

if TYPE_CHECKING:
    from emberwell.vault.store import AccountRow
    from emberwell.vault.vault import Saved, Vault

_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


class KitWaitedAlready(EmberwellError):
    """A kit may be put off once."""

    status = 409

    def __init__(self) -> None:
        super().__init__("The kit has waited once already. Your pages are safe. Keep it now; it takes two minutes.")


def waiting_kit(vault: Vault) -> Saved[UnprovedKit] | None:
    """The code that was made and not proved yet."""
    return max(vault.all(UnprovedKit), key=lambda saved: saved.seq, default=None)


def keep_until_proved(vault: Vault, code: str, now: datetime) -> None:
    """Hold a new code, sealed, until the person has shown that they have it. An older one is erased: it opens nothing
    any more."""
    older = vault.all(UnprovedKit)
    vault.put(UnprovedKit(code=code, made_at=now))
    for saved in older:
        vault.purge(saved.id)


def groups_to_prove(code: str) -> tuple[int, int]:
    """Which two groups of `code` are asked for, counted from 0, in order.

    Always the same two of one code, so that nothing has to be remembered between asking and answering. Which they
    are says nothing about the others.
    """
    digest = hashlib.sha256(b"emberwell/kit" + code.encode()).digest()
    first = digest[0] % CODE_GROUPS
    second = (first + 1 + digest[1] % (CODE_GROUPS - 1)) % CODE_GROUPS
    return min(first, second), max(first, second)


def is_proof(code: str, typed: tuple[str, str]) -> bool:
    """Whether `typed` are the two groups asked for; case, spaces, O for 0 and I or L for 1 do not matter."""
    wanted = "".join(code_groups(code)[place] for place in groups_to_prove(code))
    given = "".join("".join(part[:40].upper().split()) for part in typed).replace("-", "").translate(_READ_AS)
    return secrets.compare_digest(wanted.encode(), given.encode())


def prove(vault: Vault, typed: tuple[str, str]) -> bool:
    """Whether the two groups were right; then the sealed copy of the code is erased for good."""
    kept = waiting_kit(vault)
    if kept is None or not is_proof(kept.value.code, typed):
        return False
    vault.store.set_kit(vault.account_id, "proved")
    for saved in vault.all(UnprovedKit):
        vault.purge(saved.id)
    return True


def may_be_put_off(kit: UnprovedKit) -> bool:
    """A kit may wait once."""
    return kit.put_off_at is None and not kit.due


def put_off(vault: Vault, now: datetime) -> None:
    """Let the kit wait until the next unlock. Raises KitWaitedAlready."""
    kept = waiting_kit(vault)
    if kept is None:
        return
    if not may_be_put_off(kept.value):
        raise KitWaitedAlready
    vault.put(msgspec.structs.replace(kept.value, put_off_at=now), id=kept.id, expected=kept.revision)
    vault.store.set_kit(vault.account_id, "put_off")


def note_opening(vault: Vault) -> None:
    """The journal was opened anew: a kit that has waited is due now."""
    kept = waiting_kit(vault)
    if kept is not None and not kept.value.due:
        vault.put(msgspec.structs.replace(kept.value, due=True), id=kept.id, expected=kept.revision)


def is_due(account: AccountRow, vault: Vault) -> bool:
    """Whether the kit stands before anything else."""
    if account.kit == "proved":
        return False
    kept = waiting_kit(vault)
    return kept is not None and kept.value.due
