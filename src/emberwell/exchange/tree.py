"""A zip, a folder or a single file, seen as one thing: safe names, and bytes read within bounds.

Links are never followed: not a symbolic link in a folder, not one stored in a zip. Only regular files are opened,
so that a pipe or a device cannot keep a person waiting.
"""

from __future__ import annotations

import io
import os
import stat
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from emberwell.exchange.bounds import (
    ATTACHMENT_BYTES,
    FOLDER_DEPTH,
    MEMBERS,
    MIB,
    TEXT_BYTES,
    TEXT_IN_MEMORY,
    CannotRead,
    OverBound,
    TooMuchText,
    bounded,
    name_problem,
    read_all,
    tidy_name,
)
from emberwell.exchange.brought import Skipped

UNSAFE_LINK = "It is a link to another place, and links are not followed."


@dataclass(frozen=True)
class Member:
    """One file of a tree."""

    path: str
    """Safe, NFC, `/` between its parts, relative to the tree's root."""
    size: int
    """Bytes unpacked, as declared."""
    modified: datetime | None
    """The file's own date: with a zone when the source knows one."""
    problem: str = ""
    """Why it cannot be read though it is listed; empty when it can."""
    token: object = None

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """Lowercase, with its dot; empty when there is none."""
        stem, dot, end = self.name.rpartition(".")
        return f".{end.lower()}" if dot and stem else ""

    @property
    def stem(self) -> str:
        stem, dot, _ = self.name.rpartition(".")
        return stem if dot and stem else self.name


class Tree(ABC):
    """Files by their safe paths. A context manager: what it opened is closed at the end."""

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self.skipped: list[Skipped] = []
        self.name = ""
        """What the source is called; may be empty for a stream."""
        self._text_read = 0

    def __enter__(self) -> Tree:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:  # noqa: B027 (a folder has nothing to close)
        """Let go of what was opened."""

    @abstractmethod
    def _open(self, member: Member, limit: int) -> BinaryIO: ...

    def text(self, member: Member) -> bytes:
        """A text or JSON member, whole.

        Raises CannotRead, OverBound above TEXT_BYTES, and TooMuchText when all that was asked for is too much: what is
        read and then not taken costs time as well.
        """
        if member.problem:
            raise CannotRead(member.problem)
        if member.size > TEXT_BYTES:
            raise OverBound(f"It is larger than the {TEXT_BYTES // MIB} MiB a text may have.")
        self._text_read += member.size
        if self._text_read > TEXT_IN_MEMORY:
            raise TooMuchText
        return read_all(self._open(member, TEXT_BYTES))

    def start(self, member: Member, length: int = 64 * 1024) -> bytes:
        """The first bytes of a member, for telling what it is. Raises CannotRead."""
        if member.problem:
            raise CannotRead(member.problem)
        with self._open(member, max(member.size, length)) as opened:
            return opened.read(length)

    def attachment(self, member: Member) -> BinaryIO:
        """An attachment, to be read in pieces. Raises CannotRead when it is damaged, at once or while reading."""
        if reason := attachment_problem(member):
            raise CannotRead(reason)
        return self._open(member, ATTACHMENT_BYTES)

    def _note(self, path: str, reason: str) -> None:
        printable = "".join(c if c.isprintable() else "�" for c in path[:200])
        self.skipped.append(Skipped(printable, reason))


def attachment_problem(member: Member) -> str | None:
    """Why a member cannot come as an attachment, or None."""
    if member.problem:
        return member.problem
    if member.size > ATTACHMENT_BYTES:
        size = -(-member.size // MIB)
        return f"It has {size} MiB; an attachment may have {ATTACHMENT_BYTES // MIB}."
    return None


class FileTree(Tree):
    """A single file, by path or as a seekable stream (which stays open: it is the caller's)."""

    def __init__(self, source: Path | BinaryIO, name: str = "", beside: Sequence[Path] = ()) -> None:
        """`beside`: further files of the same export, named one by one."""
        super().__init__()
        if isinstance(source, Path):
            for path in (source, *beside):
                info = path.stat()
                modified = datetime.fromtimestamp(max(0, info.st_mtime), UTC)
                self._add((name if path is source else "") or path.name, info.st_size, modified, path)
        else:
            self._add(name, source.seek(0, io.SEEK_END), None, source)
        self.name = name

    def _add(self, name: str, size: int, modified: datetime | None, token: object) -> None:
        path = tidy_name(name).rpartition("/")[2] or "file"
        self.members[path] = Member(path, size, modified, token=token)

    def _open(self, member: Member, limit: int) -> BinaryIO:
        source = member.token
        if isinstance(source, Path):
            return bounded(lambda: source.open("rb"), limit, ())
        stream = cast(BinaryIO, source)
        stream.seek(0)
        return bounded(lambda: cast(BinaryIO, _KeptOpen(stream)), limit, ())


class _KeptOpen(io.RawIOBase):
    """A view of a caller's stream that closing does not close."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        chunk = self._stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)


class FolderTree(Tree):
    """A folder, walked once without following a link. Folders whose name begins with a dot are not entered."""

    def __init__(self, root: Path, total: int) -> None:
        super().__init__()
        self.name = root.name
        self._root = root
        left = total
        for path, entry in self._walk(root, "", 0):
            try:
                info = entry.stat(follow_symlinks=False)
            except OSError:
                self._note(path, "It cannot be read.")
                continue
            if not stat.S_ISREG(info.st_mode):
                self._note(path, UNSAFE_LINK if stat.S_ISLNK(info.st_mode) else "It is not an ordinary file.")
                continue
            if len(self.members) >= MEMBERS:
                raise OverBound(f"This folder holds more than {MEMBERS:,} files.")
            left -= info.st_size
            if left < 0:
                raise OverBound(f"This folder holds more than {total // MIB:,} MiB.")
            tidy = tidy_name(path)
            modified = datetime.fromtimestamp(max(0.0, info.st_mtime), UTC)
            self.members[tidy] = Member(tidy, info.st_size, modified, token=(entry.path, info.st_dev, info.st_ino))

    def _walk(self, folder: Path | str, prefix: str, depth: int) -> Iterator[tuple[str, os.DirEntry[str]]]:
        if depth > FOLDER_DEPTH:
            self._note(prefix, "It lies too deep within folders.")
            return
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            self._note(prefix or self.name, "This folder cannot be read.")
            return
        for entry in entries:
            path = prefix + entry.name
            if entry.name.startswith("."):
                continue
            if name_problem(entry.name) or not _encodes(entry.name):
                self._note(path, "Its name holds characters that no file name should.")
            elif _is_link(entry):
                self._note(path, UNSAFE_LINK)
            elif entry.is_dir(follow_symlinks=False):
                yield from self._walk(entry.path, path + "/", depth + 1)
            else:
                yield path, entry

    def _open(self, member: Member, limit: int) -> BinaryIO:
        return bounded(lambda: _open_same(member.token), limit, ())


def _encodes(name: str) -> bool:
    with suppress(UnicodeEncodeError):
        name.encode()
        return True
    return False


def _is_link(entry: os.DirEntry[str]) -> bool:
    is_junction = getattr(entry, "is_junction", None)  # Windows, Python 3.12
    return entry.is_symlink() or bool(is_junction is not None and is_junction())


def _open_same(token: object) -> BinaryIO:
    """Open the very file that was listed: swapped for a link or a pipe since, it is refused."""
    assert isinstance(token, tuple)
    path, device, inode = token
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    opened = os.open(path, flags)
    info = os.fstat(opened)
    # scandir gives no inode on Windows: there, being an ordinary file has to do
    if not stat.S_ISREG(info.st_mode) or (inode and (info.st_dev, info.st_ino) != (device, inode)):
        os.close(opened)
        raise OSError("changed since it was listed")
    return os.fdopen(opened, "rb")
