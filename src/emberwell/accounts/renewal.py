"""Rotating everything, beside the pages: a thread re-seals a few hundred rows at a time until nothing is left.

When the program stops in between, the next opening of the journal takes it up again.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from emberwell.vault import log, rotate
from emberwell.vault.errors import EmberwellError

if TYPE_CHECKING:
    from emberwell.vault.record import AccountId
    from emberwell.vault.vault import Vault

_running: set[AccountId] = set()
_lock = threading.Lock()
_log = logging.getLogger("emberwell.accounts")


@dataclass(frozen=True)
class Progress:
    """How far re-sealing has come."""

    done: int
    of: int


def progress(vault: Vault) -> Progress | None:
    """None when everything is under the newest keys."""
    if not rotate.is_under_way(vault):
        return None
    head = log.read_head(vault.store.database, vault.keys)
    return Progress(done=head.rotation.done if head.rotation else head.seq, of=head.seq)


def go_on(vault: Vault) -> None:
    """Re-seal in a thread of its own, unless one does already. A failure is logged by name; the next opening tries
    again, and until then everything opens as ever."""
    with _lock:
        if vault.account_id in _running or not rotate.is_under_way(vault):
            return
        _running.add(vault.account_id)

    def run() -> None:
        try:
            rotate.go_on(vault)
        except EmberwellError as error:
            _log.error("renewal.failed %s", type(error).__name__)
        finally:
            connection.close()
            with _lock:
                _running.discard(vault.account_id)

    threading.Thread(target=run, name="renewal", daemon=True).start()
