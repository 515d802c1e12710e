"""What is done quietly when a journal has been opened: nothing a person waits for, nothing they would miss."""

from __future__ import annotations

from datetime import datetime

from emberwell.vault.store import Store
from emberwell.vault.vault import Vault


def tidy(store: Store, vault: Vault, now: datetime) -> None:
    """Purge what was 30 days in the trash; sweep files that nothing refers to and replaced peppers."""
    vault.purge_old_trash(now)
    vault.sweep_chunks(now)
    store.keystore.sweep()
