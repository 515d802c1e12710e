"""The person's own list of words to look for, beside the names and numbers that are found without it. One a vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emberwell.clients.records import WatchList

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved, Vault

WORDS_LIMIT = 200
"""Lines of the list."""
WORD_LIMIT = 80
"""Characters of one line."""


def watch_list(vault: Vault) -> Saved[WatchList] | None:
    """The list, once there is one. Should two have been made at once, the later."""
    return max(vault.all(WatchList), key=lambda saved: saved.seq, default=None)


def watched(vault: Vault) -> tuple[str, ...]:
    """The words to look for, for `possible_identifiers(text, known=...)`."""
    saved = watch_list(vault)
    return saved.value.words if saved else ()


def clean_words(text: str) -> tuple[str, ...]:
    """One a line, each once whatever its case, in the order they were written."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    kept: dict[str, str] = {}
    for line in lines:
        if line:
            kept.setdefault(line.casefold(), line)
    return tuple(kept.values())


def watch(vault: Vault, words: tuple[str, ...], *, expected: int) -> None:
    """Look for these words from now on; `expected` is the revision they were changed from, 0 for none.

    Raises StaleRevision when the list was changed in between.
    """
    saved = watch_list(vault)
    value = WatchList(words=words)
    if saved is None:
        if words:
            vault.put(value)
    elif value != saved.value:
        vault.put(value, id=saved.id, expected=expected)
