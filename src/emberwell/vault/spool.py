"""A temporary file nobody else can read: what is too large for memory still never lies unsealed on a disk.

Someone may bring a 2 GiB export through a page. An ordinary temporary file would leave it in clear for whoever
finds the disk; memory may not hold it. A spool is cut into pieces, each sealed under a key that lives only in this
object, bound to its place and to how often that place was written: neither a swapped nor an older piece opens.

On the disk: piece `n` is one envelope (FORMAT.md, object 32) at `n * SLOT_BYTES`.
"""

from __future__ import annotations

import io
import os
import tempfile
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING

from emberwell.vault.seal import OVERHEAD, Object, open_sealed, seal, u64

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_PADDED_BYTES = 64 * 1024
PIECE_BYTES = _PADDED_BYTES - 4
"""Plain bytes of one piece: with its length in front it fills 64 KiB exactly; every slot is equally long."""
SLOT_BYTES = _PADDED_BYTES + OVERHEAD


class SealedSpool(io.RawIOBase):
    """A seekable binary file, like the one `open(path, "w+b")` gives, sealed on the disk, gone when closed.

    Reads fill what was asked for unless the end comes first. Safe to use from several threads.
    """

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self._key = os.urandom(32)
        self._file: IO[bytes] = tempfile.TemporaryFile(buffering=0, dir=folder)  # noqa: SIM115 (see close)
        self._times_written: list[int] = []
        self._size = 0
        self._position = 0
        self._piece = bytearray()
        self._piece_number = -1
        self._unsaved = False
        self._lock = threading.RLock()

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        self._check_open()
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._check_open()
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("a position before the start")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        target = memoryview(buffer).cast("B")
        with self._lock:
            self._check_open()
            wanted = max(0, min(len(target), self._size - self._position))
            done = 0
            while done < wanted:
                number, start = divmod(self._position, PIECE_BYTES)
                self._turn_to(number)
                part = self._piece[start : start + wanted - done]
                target[done : done + len(part)] = part
                done += len(part)
                self._position += len(part)
            return done

    def write(self, given: ReadableBuffer, /) -> int:
        source = memoryview(given).cast("B")
        with self._lock:
            self._check_open()
            if source:
                self._fill_gap()
            done = 0
            while done < len(source):
                number, start = divmod(self._position, PIECE_BYTES)
                self._turn_to(number)
                part = source[done : done + PIECE_BYTES - start]
                self._piece[start : start + len(part)] = part
                self._unsaved = True
                done += len(part)
                self._position += len(part)
                self._size = max(self._size, self._position)
            return done

    def close(self) -> None:
        if not self.closed:
            self._file.close()
            self._piece = bytearray()
            self._key = b""
        super().close()

    def _check_open(self) -> None:
        if self.closed:
            raise ValueError("the spool is closed")

    def _fill_gap(self) -> None:
        """Writing past the end leaves zeros between, as in any file."""
        if self._position > self._size:
            wanted, self._position = self._position, self._size
            while self._position < wanted:
                self.write(bytes(min(PIECE_BYTES, wanted - self._position)))

    def _turn_to(self, number: int) -> None:
        """Have piece `number` in memory, and the one before it sealed on the disk."""
        if number == self._piece_number:
            return
        self._put_away()
        if number < len(self._times_written) and self._times_written[number]:
            self._file.seek(number * SLOT_BYTES)
            sealed = self._file.read(SLOT_BYTES) or b""
            place = self._place(number)
            self._piece = bytearray(open_sealed(self._key, sealed, Object.SPOOL, place, name=f"spool {number}"))
        else:
            self._piece = bytearray()
        self._piece_number = number

    def _put_away(self) -> None:
        if not self._unsaved:
            return
        number = self._piece_number
        while len(self._times_written) <= number:
            self._times_written.append(0)
        self._times_written[number] += 1
        place = self._place(number)
        sealed = seal(self._key, bytes(self._piece), Object.SPOOL, place, smallest=_PADDED_BYTES)
        self._file.seek(number * SLOT_BYTES)
        _write_all(self._file, sealed)
        self._unsaved = False

    def _place(self, number: int) -> tuple[bytes, bytes]:
        return u64(number), u64(self._times_written[number])


def _write_all(file: IO[bytes], content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) or 0 :]
