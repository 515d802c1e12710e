"""A zip as a tree, refused before it can cost anything when it was built to.

`zipfile` trusts a zip's directory: how many members, how long, where. So the directory is counted while it is read,
before a single object is made of it; members may not lie over one another (then a small file could unpack to any
size); and only the two ways of packing whose memory can be bounded are read (stored and deflate: bzip2 and LZMA
unpack a few bytes into hundreds of megabytes at once).
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from contextlib import suppress
from datetime import datetime
from typing import BinaryIO, cast

from emberwell.exchange.bounds import (
    MEMBERS,
    MIB,
    RATIO,
    RATIO_FROM_BYTES,
    CannotRead,
    Locked,
    OverBound,
    bounded,
    name_problem,
    tidy_name,
)
from emberwell.exchange.tree import UNSAFE_LINK, Member, Tree

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
    OverflowError,
)
"""What `zipfile` raises for one damaged zip or another, found by trying."""
_DIRECTORY_BYTES = 96 * MIB
_DIRECTORY_MARK = b"PK\x01\x02"
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_LOCAL_HEADER_BYTES = 30


class ZipTree(Tree):
    """A zip by its stream, which stays open: it is the caller's."""

    def __init__(self, stream: BinaryIO, name: str, total: int) -> None:
        super().__init__()
        self.name = name
        self._zip = _open_zip(stream)
        infos = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        _check_whole(infos, total)
        twice: set[str] = set()
        for info in infos:
            self._take(info, twice)
        for path in twice:
            del self.members[path]
            self._note(path, "This name stands twice in the zip, with different contents; neither was taken.")
        self._lift_single_folder()

    def close(self) -> None:
        self._zip.close()

    def _take(self, info: zipfile.ZipInfo, twice: set[str]) -> None:
        raw = _name_of(info)
        if _is_junk(raw):
            return
        if problem := name_problem(raw):
            self._note(raw, problem)
            return
        if stat.S_ISLNK(info.external_attr >> 16):
            self._note(raw, UNSAFE_LINK)
            return
        path = tidy_name(raw)
        known = self.members.get(path)
        if known is not None:
            before = cast(zipfile.ZipInfo, known.token)
            if (before.CRC, before.file_size) != (info.CRC, info.file_size):
                twice.add(path)
            return
        modified = None
        with suppress(ValueError):
            modified = datetime(*info.date_time)  # noqa: DTZ001 (a zip keeps wall-clock time)
        self.members[path] = Member(path, info.file_size, modified, _problem(info), info)

    def _lift_single_folder(self) -> None:
        """`Journal/…` zipped whole is the same journal as its contents zipped."""
        tops = {path.partition("/")[0] for path in self.members}
        a_year = any(top.isdecimal() for top in tops)  # `2024/03/01.md`: the folder is part of the date
        if len(tops) == 1 and not a_year and all("/" in path for path in self.members):
            moved = {path.partition("/")[2]: member for path, member in self.members.items()}
            self.members = {path: Member(path, m.size, m.modified, m.problem, m.token) for path, m in moved.items()}

    def _open(self, member: Member, limit: int) -> BinaryIO:
        info = cast(zipfile.ZipInfo, member.token)
        return bounded(lambda: cast(BinaryIO, self._zip.open(info)), limit, _DAMAGE)


class _Counted(io.RawIOBase):
    """What `zipfile` reads its directory through: no more than a bound of it, counted as it goes by."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._marks = 0
        self.opening = True

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._stream.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def read(self, size: int | None = -1) -> bytes:
        if not self.opening:
            return self._stream.read(-1 if size is None else size)
        if size is None or size < 0:
            size = _DIRECTORY_BYTES
        if size > _DIRECTORY_BYTES:
            raise _too_many()
        chunk = self._stream.read(size)
        self._marks += chunk.count(_DIRECTORY_MARK)
        if self._marks > MEMBERS:
            raise _too_many()
        return chunk


def _too_many() -> OverBound:
    return OverBound(f"This zip holds more than {MEMBERS:,} files.")


def _open_zip(stream: BinaryIO) -> zipfile.ZipFile:
    counted = _Counted(stream)
    try:
        opened = zipfile.ZipFile(cast(BinaryIO, counted))
    except (*_DAMAGE, OSError, EOFError):
        raise CannotRead(
            "This zip is damaged or was cut off on its way.", then="Make the export again, then bring it."
        ) from None
    counted.opening = False
    return opened


def _check_whole(infos: list[zipfile.ZipInfo], total: int) -> None:
    """Refuse what no honest zip is: locked, over the whole bound, or with members lying over one another."""
    if infos and all(info.flag_bits & _ENCRYPTED for info in infos):
        raise Locked(
            "This zip is locked with a password.", then="Unpack it where you can open it, then bring the folder."
        )
    if sum(info.file_size for info in infos) > total:
        raise OverBound(f"Unpacked, this zip holds more than {total // MIB:,} MiB.")
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise OverBound("This zip was built so that its files lie over one another.")
        end = info.header_offset + _LOCAL_HEADER_BYTES + info.compress_size


def _problem(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "It is locked with a password."
    if info.compress_type not in _READABLE:
        return "It is packed in a way Emberwell does not read."
    if info.file_size > RATIO_FROM_BYTES and info.file_size > RATIO * max(1, info.compress_size):
        return f"It unpacks to more than {RATIO} times its size, as no journal does."
    return ""


def _name_of(info: zipfile.ZipInfo) -> str:
    """The name as stored: with what follows a NUL, and as UTF-8 when a Mac forgot to say so."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        with suppress(UnicodeDecodeError, UnicodeEncodeError):
            return name.encode("cp437").decode("utf-8")
    return name


def _is_junk(path: str) -> bool:
    """What a Mac or an editor leaves behind: nobody means to bring it."""
    parts = path.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") and part.strip(".") for part in parts)
    return "__MACOSX" in parts or hidden
