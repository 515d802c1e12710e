"""The page of words to look for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from emberwell.clients.watch_form import WatchForm
from emberwell.clients.watching import watch_list

if TYPE_CHECKING:
    from emberwell.vault.vault import Vault


@dataclass(frozen=True)
class WatchPage:
    """`clients/watch.html`."""

    form: WatchForm
    saved: bool
    """It was saved just now."""
    saved_meanwhile: tuple[str, ...]
    """What the list says since another tab changed it; empty when none did."""
    next: str
    """The page of ours to go back to; "" for none."""


def watch_page(
    vault: Vault, *, next: str, form: WatchForm | None = None, saved: bool = False, typed: str | None = None
) -> WatchPage:
    """The list as it is, or as `typed` while another tab changed it, or with the `form` that was not accepted."""
    was = watch_list(vault)
    words = was.value.words if was else ()
    text = "\n".join(words) if typed is None else typed
    filled = form or WatchForm(initial={"words": text, "expected": was.revision if was else 0})
    return WatchPage(filled, saved, words if typed is not None else (), next)
