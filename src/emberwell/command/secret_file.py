"""The file a recovery code is written to: new, its owner's alone, on the disk before anything relies on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from emberwell.vault.errors import EmberwellError
from emberwell.vault.folder import sync_folder


class FileInTheWay(EmberwellError):
    """The file cannot be made."""

    status = 409


class KeepCode(Protocol):
    def __call__(self, code: str) -> None: ...


@contextmanager
def new_code_file(path: Path) -> Iterator[KeepCode]:
    """Make the file first, so that nothing is changed when it cannot be; it is removed again when the block fails.

    Raises FileInTheWay. Once the code has been written the file stays, whatever happens after.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise FileInTheWay(
            f"{path} exists already and is not replaced. Nothing was changed. Name another file."
        ) from None
    except OSError as error:
        raise FileInTheWay(f"{path} cannot be made ({error.strerror}). Nothing was changed.") from error
    written = False
    with os.fdopen(handle, "w", encoding="ascii") as file:

        def keep(code: str) -> None:
            nonlocal written
            file.write(code + "\n")
            file.flush()
            os.fsync(file.fileno())
            sync_folder(path.absolute().parent)
            written = True

        try:
            yield keep
        finally:
            if not written:
                file.close()
                path.unlink(missing_ok=True)
