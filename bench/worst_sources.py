"""The most expensive single source of each kind we could think of, written to a temporary file before it is timed."""

from __future__ import annotations

import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

MIB = 1024 * 1024
_JSON_START = b'{"metadata":{"version":"1.0"},"entries":['
Made = AbstractContextManager[tuple[Path, str]]


def _file(name: str, pieces: Callable[[], Iterable[bytes]]) -> Callable[[], Made]:
    @contextmanager
    def made() -> Iterator[tuple[Path, str]]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            with path.open("wb") as file:
                file.writelines(pieces())
            yield path, name

    return made


def _repeated(unit: bytes, size: int, *, start: bytes = b"", end: bytes = b"") -> Callable[[], Iterable[bytes]]:
    """`unit` again and again until `size` bytes, in pieces of about a MiB."""

    def pieces() -> Iterator[bytes]:
        yield start
        piece = unit * max(1, MIB // len(unit))
        for _ in range(max(1, (size - len(start) - len(end)) // len(piece))):
            yield piece
        yield end

    return pieces


def _zip(members: Callable[[zipfile.ZipFile], None]) -> Callable[[], Made]:
    @contextmanager
    def made() -> Iterator[tuple[Path, str]]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "source.zip"
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                members(archive)
            yield path, "source.zip"

    return made


def _bomb(archive: zipfile.ZipFile) -> None:
    for number in range(20):
        with archive.open(f"{number}.json", "w") as member:
            for _ in range(100):
                member.write(bytes(MIB))


def _many_pages(archive: zipfile.ZipFile) -> None:
    for number in range(199_000):
        archive.writestr(f"{number}.md", "")


def _directory_of_millions() -> Iterator[bytes]:
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    yield b"PK\x03\x04"
    for _ in range(1_900):
        yield entry * 1_000
    yield struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entry) * 1_900_000, 4, 0)


def _yaml_bombs(archive: zipfile.ZipFile) -> None:
    bomb = "---\na: &a [x,x,x,x]\n" + "".join(
        f"{b}: &{b} [*{a},*{a},*{a},*{a}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    for number in range(5_000):
        archive.writestr(f"{number}.md", f"{bomb}---\nwords")


def _heavy_front_matter(archive: zipfile.ZipFile) -> None:
    above = "---\nx: [" + "ab," * 3_900 + "a]\n---\nwords"
    for number in range(20_000):
        archive.writestr(zipfile.ZipInfo(f"{number}.md"), above, compress_type=zipfile.ZIP_DEFLATED)


def _many_journals(archive: zipfile.ZipFile) -> None:
    text = b'{"metadata":{},"entries":[' + b"[]," * 40_000 + b"]}"
    for number in range(20_000):
        archive.writestr(zipfile.ZipInfo(f"{number}.json"), text, compress_type=zipfile.ZIP_DEFLATED)


def _long_pages(archive: zipfile.ZipFile) -> None:
    text = bytes(range(32, 127)) * 40_000
    for number in range(1_000):
        archive.writestr(zipfile.ZipInfo(f"{number}.md"), text, compress_type=zipfile.ZIP_DEFLATED)


_SIZE = 120 * MIB
_ENTRY = b'{"creationDate":"2024-03-02T03:30:00Z","text":"'
WORST: dict[str, Callable[[], Made]] = {
    "JSON: 120 MiB of empty lists": _file("J.json", _repeated(b"[],", _SIZE, start=_JSON_START, end=b"[]]}")),
    "JSON: 120 MiB of empty objects": _file("J.json", _repeated(b"{},", _SIZE, start=_JSON_START, end=b"{}]}")),
    "JSON: 120 MiB of lists in lists in one entry": _file(
        "J.json", _repeated(b"[[]],", _SIZE, start=_JSON_START + b'{"creationDate":1,"a":[', end=b"1]}]}")
    ),
    "JSON: 120 MiB of numbers in one entry": _file(
        "J.json", _repeated(b"1,", _SIZE, start=_JSON_START + b'{"creationDate":1,"a":[', end=b"1]}]}")
    ),
    "JSON: 120 MiB of numbers beside the entries": _file(
        "J.json", _repeated(b"1,", _SIZE, start=b'{"metadata":{},"entries":[],"a":[', end=b"1]}")
    ),
    "JSON: one text of 120 MiB": _file("J.json", _repeated(b"word ", _SIZE, start=_JSON_START + _ENTRY, end=b'"}]}')),
    "JSON: 100 texts of 1 MB, all escapes and emoji": _file(
        "J.json",
        lambda: [
            _JSON_START,
            *(_ENTRY + "\\\\, 😀".encode() * 110_000 + b'"},' for _ in range(60)),
            b"{}]}",
        ],
    ),
    "JSON: 120 MiB of quotes": _file("J.json", _repeated(b'""', _SIZE, start=_JSON_START + _ENTRY)),
    "JSON: 120 MiB of backslashes": _file("J.json", _repeated(b"\\", _SIZE, start=_JSON_START + _ENTRY)),
    "JSON: 120 MiB deep": _file("J.json", _repeated(b"[", _SIZE, start=_JSON_START)),
    "JSON: 500,000 entries without a date": _file(
        "J.json", _repeated(b'{"text":"a"},', 6_000_000, start=_JSON_START, end=b"{}]}")
    ),
    "JSON: above its bound": _file("J.json", _repeated(b" ", 129 * MIB, start=_JSON_START)),
    "JSON: entries that unfold to gigabytes": _file(
        "J.json", _repeated(_ENTRY + b'a","x":[' + b'"ab",' * 150_000 + b"1]},", _SIZE, start=_JSON_START, end=b"{}]}")
    ),
    "JSON: 120 MiB of links that lead nowhere": _file(
        "J.json", _repeated(_ENTRY + b"dayone-moment://A " * 50_000 + b'"},', _SIZE, start=_JSON_START, end=b"{}]}")
    ),
    "own: records that unfold to gigabytes": _file(
        "e.json",
        _repeated(
            b'{"id":"%032d","kind":"journal.entry","schema":1,"revision":1,"saved_at":"2026-03-01T08:15:00Z","value":'
            b'{"written_at":"2026-03-01T08:15:00Z","zone":"UTC","tags":[' % 7 + b'"ab",' * 150_000 + b'"a"]}},',
            _SIZE,
            start=b'{"format":"emberwell","version":1,"made_at":"2026-03-01T08:15:00Z","made_by":"x","revisions":"latest",'
            b'"part":1,"last":true,"records":[',
            end=b"{}]}",
        ),
    ),
    "jrnl: 120 MiB of dates": _file("j.txt", _repeated(b"[2024-03-01 10:00] a\n", _SIZE)),
    "jrnl: 120 MiB of brackets": _file("j.txt", _repeated(b"[1] a\n", _SIZE, start=b"[2024-03-01 10:00] a\n")),
    "jrnl: one page of 120 MiB": _file("j.txt", _repeated(b"word ", _SIZE, start=b"[2024-03-01 10:00] a\n")),
    "jrnl: 120 MiB of emoji": _file(
        "j.txt", _repeated(b"[2024-03-01 10:00] a\n" + "😀 ".encode() * 200 + b"\n", _SIZE)
    ),
    "own: 120 MiB of records that are none": _file(
        "e.json", _repeated(b"{},", _SIZE, start=b'{"format":"emberwell","version":1,"records":[', end=b"{}]}")
    ),
    "own: 120 MiB in a field nobody knows": _file(
        "e.json", _repeated(b'{"a":[]},', _SIZE, start=b'{"format":"emberwell","version":1,"x":[', end=b"1]}")
    ),
    "zip: 20 members that unpack to 100 MiB each": _zip(_bomb),
    "zip: a directory of 1.9 million": _file("z.zip", _directory_of_millions),
    "zip: 199,000 empty pages": _zip(_many_pages),
    "zip: 5,000 YAML bombs": _zip(_yaml_bombs),
    "zip: 20,000 broken journals": _zip(_many_journals),
    "zip: 1,000 pages of 4 MB": _zip(_long_pages),
    "zip: 20,000 pages of 3,900 values each": _zip(_heavy_front_matter),
}
"""Name: makes the source, as (path, what it is called)."""
