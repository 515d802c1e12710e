"""Which folder may take the daily backups."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from emberwell.vault.errors import EmberwellError


class FolderRefused(EmberwellError):
    """The folder chosen for backups cannot take any; nothing was changed."""

    status = 422


def check_folder(typed: str) -> str:
    """The absolute path to keep for `typed`; "" for the folder beside the journal. Raises FolderRefused.

    The folder has to be there already: making one at a mistyped place would back up to nowhere anyone looks, and a
    disk that is not plugged in would be replaced by a folder on this one.
    """
    if not typed.strip():
        return ""
    folder = Path(typed.strip()).expanduser()
    if not folder.is_absolute():
        raise FolderRefused("Give the whole path of the folder, from its disk on. Backups go where they went before.")
    if not folder.is_dir():
        raise FolderRefused(
            "There is no such folder. Make it first, or plug in the disk it is on. Backups go where they went before."
        )
    try:
        handle, name = tempfile.mkstemp(prefix=".emberwell-", dir=folder)
        os.close(handle)
        Path(name).unlink()
    except OSError as error:
        reason = error.strerror or "it refuses"
        raise FolderRefused(
            f"Emberwell cannot write there ({reason}). Choose another folder. Backups go where they went before."
        ) from error
    return str(folder)
