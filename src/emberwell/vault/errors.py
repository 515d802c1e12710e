"""Everything that can go wrong behind the door, in one family.

Each error says what happened, what is safe, and what to do next, in words a page may show as they stand.
None ever carries a person's text, a key, or the reason a seal did not open: an id is all a log may hold.
"""

from __future__ import annotations


class EmberwellError(Exception):
    """The root of every error this program raises on purpose. `str(error)` may be shown to the person."""

    status = 400
    """HTTP status of the page that shows it."""
    title = ""
    """Heading of that page; "" for the usual one of its status."""


class SealBroken(EmberwellError):
    """A sealed record did not open: changed, swapped, cut off, or sealed under another key."""

    status = 500

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"One sealed record ({name}) does not open: it was changed outside Emberwell or is damaged. "
            "Nothing else is affected. Restore a backup to bring it back."
        )


class WrongPassphrase(EmberwellError):
    """The passphrase or recovery code does not open this vault."""

    status = 422

    def __init__(self, what: str = "passphrase") -> None:
        super().__init__(
            f"That {what} does not open this journal. Nothing was changed. Check the spelling and try again."
        )


class TooSoon(EmberwellError):
    """Too many wrong tries: wait `seconds` before the next one."""

    status = 429

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        unit = "second" if seconds == 1 else "seconds"
        super().__init__(
            f"Please wait {seconds} {unit} before the next try. Your journal is closed and safe meanwhile."
        )


class WeakPassphrase(EmberwellError):
    """The passphrase offered is too short or too easily guessed."""

    status = 422


class KdfRefused(EmberwellError):
    """Key-derivation parameters outside the allowed range: refused before any memory is taken."""

    status = 500

    def __init__(self) -> None:
        super().__init__(
            "The settings that protect the passphrase were changed outside Emberwell and are not safe to use. "
            "Nothing was opened. Restore a backup."
        )


class KeystoreMissing(EmberwellError):
    """The pepper file of this account is not in the keystore folder."""

    status = 500

    def __init__(self) -> None:
        super().__init__(
            "A key file is missing from the keystore folder, so the passphrase alone cannot open this journal. "
            "Your pages are safe. Put the folder back from a backup, or use the recovery code."
        )


class RecordMissing(EmberwellError):
    """No such record in this vault: never written, purged, or somebody else's. Pages answer 404."""

    status = 404

    def __init__(self) -> None:
        super().__init__("There is no such page in this journal. It may have been erased for good.")


class StaleRevision(EmberwellError):
    """Someone (another tab, another device) saved in between: `expected` is not the newest revision."""

    status = 409

    def __init__(self, *, expected: int | None, newest: int) -> None:
        self.expected = expected
        self.newest = newest
        super().__init__(
            "This page was saved somewhere else in the meantime. Both versions are safe. "
            "Compare them and keep what you want of each."
        )


class NewerRecord(EmberwellError):
    """Written by a newer release: shown read-only, never sealed again, since unknown fields would be lost."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "This page was written by a newer Emberwell, so here it can be read but not changed. "
            "Update Emberwell to edit it."
        )


class TooLarge(EmberwellError):
    """Something is over a stated bound."""

    status = 413


class KeysChanged(EmberwellError):
    """The passphrase or the keys were changed somewhere else while this was under way."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "The passphrase or the keys of this journal were changed in another window at the same moment. "
            "That change stands; this one was not made. Open your journal again, then try once more."
        )


class NameTaken(EmberwellError):
    """A journal here already goes by that name."""

    status = 422

    def __init__(self) -> None:
        super().__init__("A journal here already goes by that name. Nothing was made. Choose another name.")


class DoorFull(EmberwellError):
    """The letterbox holds all it may."""

    status = 409

    def __init__(self, waiting: int) -> None:
        super().__init__(
            f"{waiting} lines are waiting at the door already, which is all it holds. "
            "They are safe. Open your journal to take them in, then leave this one."
        )


class StorageFailed(EmberwellError):
    """The disk or the database refused a write; nothing was half-written."""

    status = 507

    def __init__(self) -> None:
        super().__init__(
            "This could not be saved: the disk is full or cannot be written. What was saved before is safe. "
            "Make room, then save again; your words are still here."
        )


class OlderThanSeen(EmberwellError):
    """The database is older than, or another branch of, what this install last saw."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "This journal is older than you last saw it here: pages may be missing. It may have been restored "
            "from a backup, or changed by someone else. You can go on with what is here."
        )
