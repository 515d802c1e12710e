"""Where an export is written: a folder, a zip, or zips sealed by age. Each takes files one by one.

On the disk everything comes into being beside its place under a name of its own, readable by its owner alone, and
takes its name only when it is whole: an export that was cut off never looks like one that was not.
"""

from __future__ import annotations

import contextlib
import io
import os
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol, Self

import pyrage

from emberwell.vault.errors import EmberwellError

AGE_PART_BYTES = 256 * 2**20
"""The longest zip within one age file; what is more goes on in the next numbered part."""
_MEMBER_OVERHEAD = 1024
_STORED = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".gif", ".mp4", ".mov", ".mp3", ".m4a", ".pdf", ".zip")


class WouldOverwrite(EmberwellError):
    """Something is there already, and an export never replaces anything."""

    status = 409

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is something at {path} already, so nothing was written. Choose another name, or move it away first."
        )


class CannotWrite(EmberwellError):
    """The disk refused: full, read-only, or no such folder."""

    status = 507

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The export could not be written to {path}: {why}. Nothing was left behind, and your journal is as it was."
        )


class Packing(Protocol):
    """Takes the files of an export."""

    def add(self, path: str, content: Iterable[bytes], at: datetime) -> None:
        """One file at `path` (`/` between its parts), to carry the moment `at`. Drains `content`."""


class ZipPacking:
    """One zip, written as it comes to a stream that can be written and seeked; whole when its block has ended."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    def add(self, path: str, content: Iterable[bytes], at: datetime) -> None:
        with self._zip.open(_member(path, at), "w", force_zip64=True) as member:
            for piece in content:
                member.write(piece)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        # Closed after a failure too, or its destructor would write to the stream at some later moment.
        with contextlib.suppress(OSError, ValueError) if kind else contextlib.nullcontext():
            self._zip.close()


def _member(path: str, at: datetime) -> zipfile.ZipInfo:
    """A zip can say 1980 to 2107, in whole even seconds and no zone."""
    moment = at.timetuple()[:6] if 1980 <= at.year <= 2107 else (1980, 1, 1, 0, 0, 0)
    info = zipfile.ZipInfo(path, moment)
    info.external_attr = 0o600 << 16
    info.compress_type = zipfile.ZIP_STORED if path.lower().endswith(_STORED) else zipfile.ZIP_DEFLATED
    return info


class AgePacking:
    """Zips of at most `part_bytes`, each sealed whole under a passphrase with age (scrypt).

    A part is put together in memory and never on the disk, since it is clear until it is sealed; that is what
    bounds it. pyrage seals to a passphrase only in one piece. Each part is a zip in its own right: unpack all of
    them into the same folder.
    """

    def __init__(
        self, passphrase: str, deliver: Callable[[int, bytes], None], *, part_bytes: int = AGE_PART_BYTES
    ) -> None:
        self._passphrase = passphrase
        self._deliver = deliver
        self._part_bytes = part_bytes
        self._number = 0
        self._begin()

    def add(self, path: str, content: Iterable[bytes], at: datetime) -> None:
        whole = b"".join(content)
        after = self._buffer.tell() + len(whole) + self._directory + _MEMBER_OVERHEAD
        if self._directory and after > self._part_bytes:
            self._seal()
            self._begin()
        self._zip.add(path, (whole,), at)
        self._directory += _MEMBER_OVERHEAD

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._seal()
        else:
            self._zip.__exit__(kind)

    def _begin(self) -> None:
        self._buffer = io.BytesIO()
        self._zip = ZipPacking(self._buffer)
        self._directory = 0
        """What the zip's own list of members will take at its end, at most."""
        self._number += 1

    def _seal(self) -> None:
        self._zip.__exit__(None)
        plain = self._buffer.getvalue()
        self._buffer.close()
        self._deliver(self._number, pyrage.passphrase.encrypt(plain, self._passphrase))


class FolderPacking:
    """Files below a folder that exists and is private."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, path: str, content: Iterable[bytes], at: datetime) -> None:
        place = self._folder.joinpath(*path.split("/"))
        if not place.parent.exists():
            make_private_folder(place.parent)
        with open_private(place) as file:
            for piece in content:
                file.write(piece)
        with contextlib.suppress(OSError, OverflowError, ValueError):
            os.utime(place, (at.timestamp(), at.timestamp()))


def open_private(path: Path) -> IO[bytes]:
    """A new file only its owner may read; FileExistsError when there is one."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def make_private_folder(path: Path) -> None:
    """A new folder only its owner may enter, and those above it that are missing."""
    if not path.parent.exists():
        make_private_folder(path.parent)
    path.mkdir(mode=0o700)


def check_free(path: Path) -> None:
    """Raises WouldOverwrite unless there is nothing at `path`, or an empty folder or file."""
    try:
        if path.is_symlink() or path.exists():
            empty = not any(path.iterdir()) if path.is_dir() and not path.is_symlink() else _is_empty_file(path)
            if not empty:
                raise WouldOverwrite(path)
    except OSError as error:
        raise CannotWrite(path, _why(error)) from error


def _is_empty_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_size == 0


@contextlib.contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A private folder to fill; becomes `path` when the block ends well, else it is removed."""
    check_free(path)
    partial = _beside(path)
    try:
        make_private_folder(partial)
        yield partial
        if path.exists():
            path.rmdir()
        partial.rename(path)
    except OSError as error:
        raise CannotWrite(path, _why(error)) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A private file to write; on the disk and named `path` when the block ends well, else removed."""
    check_free(path)
    partial = _beside(path)
    try:
        if not path.parent.exists():
            make_private_folder(path.parent)
        with open_private(partial) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        check_free(path)
        partial.replace(path)
    except OSError as error:
        raise CannotWrite(path, _why(error)) from error
    finally:
        partial.unlink(missing_ok=True)


def numbered(path: Path, number: int) -> Path:
    """`journal.zip.age`, then `journal-2.zip.age` ..."""
    if number == 1:
        return path
    ending = path.suffix
    if ending.lower() == ".age" and path.stem.lower().endswith(".zip"):
        ending = path.name[-len(".zip") - len(ending) :]
    return path.with_name(f"{path.name.removesuffix(ending)}-{number}{ending}")


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.partial")


def _why(error: OSError) -> str:
    return (error.strerror or "the disk refused").lower()
