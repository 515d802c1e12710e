"""How much of a stranger's file Emberwell is willing to read, and how it says no.

Whatever a person brings was made elsewhere: it may be cut off, broken, or built to fill a disk or the memory. Every
bound stands here once. Nothing brought is ever written to the disk under its own name, so a name can do no harm
there; it is checked all the same, because reports and attachments carry names on.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from typing import BinaryIO

from emberwell.vault.errors import EmberwellError, TooLarge

MIB = 1024 * 1024
GIB = 1024 * MIB

TEXT_BYTES = 128 * MIB
"""The longest text or JSON member that is read."""
ATTACHMENT_BYTES = 50 * MIB
"""The largest attachment, as the vault's; a larger one is reported and left out."""
ENTRY_CHARACTERS = 1_000_000
"""The longest single page: a longer one could be kept but hardly shown; reported and left out."""
ENTRY_BYTES = 4 * ENTRY_CHARACTERS
"""The same before it is decoded: UTF-8 has at most 4 bytes a character."""
TOO_LONG = f"It is longer than {ENTRY_CHARACTERS:,} characters."
TEXT_IN_MEMORY = 256 * MIB
"""All pages of one source together, as Python holds them (up to 4 bytes a character)."""
RATIO = 100
RATIO_FROM_BYTES = 1 * MIB
"""A member that unpacks to more than this and more than RATIO times its packed size is a bomb."""
MEMBERS = 200_000
"""Files in one zip or folder."""
ITEMS = 500_000
"""Pages or records in one JSON or text file."""
FOLDER_DEPTH = 64
COMMAND_LINE_TOTAL = 20 * GIB
"""Everything in one source, unpacked, when brought from the command line."""
WEB_TOTAL = 2 * GIB
"""The same when brought through the web page."""

NOTHING_CHANGED = "Nothing was changed in your journal."


class CannotRead(EmberwellError):
    """The source, or one member of it, is missing, broken, cut off, locked, or of no known form."""

    status = 422

    def __init__(self, what: str, *, then: str = "") -> None:
        self.what = what
        super().__init__(" ".join(part for part in (what, NOTHING_CHANGED, then) if part))


class UnknownForm(CannotRead):
    """No importer knows what this is."""


class Locked(CannotRead):
    """It is encrypted; it has to be opened where it came from first."""


class NothingToBring(CannotRead):
    """It was read and held no page."""


class OverBound(TooLarge):
    """Something is over one of the bounds above."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"{what} {NOTHING_CHANGED}")


class TooMuchText(OverBound):
    """All pages together would take more memory than Emberwell spends on one import."""

    def __init__(self) -> None:
        super().__init__("There is more text in this than Emberwell takes in at once. Bring it in parts.")


_DRIVE = re.compile(r"^[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def name_problem(name: str) -> str | None:
    """Why a member's name cannot be trusted, or None. `name` uses `/` or `\\` between its parts."""
    if not name or _CONTROL.search(name):
        return "Its name holds characters that no file name should."
    parts = name.replace("\\", "/").split("/")
    if parts[0] == "" or _DRIVE.match(name):
        return "Its name points to a fixed place on a disk."
    if ".." in parts:
        return "Its name points outside what was brought."
    return None


def tidy_name(name: str) -> str:
    """A safe name with `/` between its parts, composed (NFC), without `.` or empty parts."""
    parts = (part for part in name.replace("\\", "/").split("/") if part not in ("", "."))
    return unicodedata.normalize("NFC", "/".join(parts))


Damage = tuple[type[Exception], ...]
"""What a stream raises when it is damaged."""


class BoundedReader(io.RawIOBase):
    """Reads at most `limit` bytes of `stream`; one more raises OverBound.

    What the stream itself raises for damage is turned into CannotRead, so that callers meet one family.
    """

    def __init__(self, stream: BinaryIO, limit: int, damage: Damage = ()) -> None:
        super().__init__()
        self._stream = stream
        self._left = limit
        self._damage: Damage = (*damage, OSError, EOFError)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        try:
            chunk = self._stream.read(min(len(buffer), self._left + 1))
        except self._damage:
            raise CannotRead("It is damaged or cut off.") from None
        self._left -= len(chunk)
        if self._left < 0:
            raise OverBound("It is longer than it said.")
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def read_all(opened: BinaryIO) -> bytes:
    """Everything a bounded reader gives, in pieces, so that a lie about the size costs no memory."""
    with opened:
        return b"".join(iter(lambda: opened.read(MIB), b""))


def bounded(opener: Callable[[], BinaryIO], limit: int, damage: Damage) -> BinaryIO:
    """Open and bound in one step; what opening raises for damage becomes CannotRead."""
    failures: Damage = (*damage, OSError, EOFError)
    try:
        stream = opener()
    except failures:
        raise CannotRead("It is damaged or cut off.") from None
    return io.BufferedReader(BoundedReader(stream, limit, damage), buffer_size=64 * 1024)


def text_of(content: bytes) -> str:
    """Text as written: UTF-8, UTF-16 with its mark, else Windows-1252. Line ends become `\\n`, NULs go."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    return clean_text(text)


def clean_text(text: str) -> str:
    """The same words, with `\\n` line ends, without NULs, and with no half characters (lone surrogates)."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        text = text.replace("\x00", "")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
