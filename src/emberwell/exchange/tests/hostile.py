"""Sources that were cut, spoiled or built to harm: the n-th of any form, the same in every run.

Used by `test_hostile.py` for a few hundred of each form, and by `bench/fuzz_importers.py` for ten thousand.
"""

from __future__ import annotations

import io
import json
import random
import stat
import struct
import sys
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from emberwell.exchange.bring import preview
from emberwell.exchange.tests.makers import (
    day_one_entry,
    day_one_json,
    day_one_photo,
    jrnl_entry,
    jrnl_json,
    jrnl_text,
    photo,
    zip_of,
)
from emberwell.vault.errors import EmberwellError

FORMS = ("dayone", "jrnl", "jrnl-json", "markdown", "emberwell")
_PHOTO = photo()
_OWN: dict[str, Any] = {
    "format": "emberwell",
    "version": 1,
    "made_at": "2026-03-01T08:15:00Z",
    "made_by": "Emberwell 0.1.0",
    "revisions": "latest",
    "part": 1,
    "records": [
        {
            "id": f"{number:032x}",
            "kind": "journal.entry",
            "schema": 1,
            "revision": 1,
            "saved_at": "2026-03-01T08:15:00Z",
            "trashed_at": None,
            "file": None,
            "value": {"written_at": "2026-03-01T08:15:00Z", "zone": "UTC", "body": f"words {number}"},
        }
        for number in range(3)
    ],
    "earlier": [],
    "drafts": [],
    "left_at_door": [],
    "last": True,
}
_NASTY_JSON = (
    b"NaN",
    b"Infinity",
    b"-Infinity",
    b"1e999",
    b"-0",
    b"1" * 5000,
    b'"\\ud800"',
    b'"\\u0000"',
    b"\x00",
    b"\xff\xfe",
    b"[" * 3000,
    b'{"a":' * 2000,
    b"[" * 60 + b"]" * 60,
    b'{"a":1,"a":2}',
    b"null",
    b"true",
    b"[]",
    b"{}",
    b'""',
    b'"' + b"A" * 50_000 + b'"',
    b'"9999-12-31T23:59:59Z"',
    b'"0001-01-01T00:00:00Z"',
    b'"dayone-moment://' + b"A" * 500 + b'"',
    b'"attachment:' + b"a" * 32 + b'"',
    b"\\",
    b'"',
    b",,",
    b"/*",
)
_NASTY_TEXT = (
    b"---\na: &a [x,x]\nb: [*a,*a]\n---\n",
    b"---\n" + b"- " * 9000 + b"\n---\n",
    b"---\n" + b"[" * 9000 + b"\n---\n",
    b"---\ndate: 9999-99-99\n---\n",
    b"---\ndate: !!python/object/apply:os.system [id]\n---\n",
    b"![x](../../../etc/passwd)",
    b"![x](/etc/passwd.png)",
    b"![[../../secret.jpg]]",
    b"![x](file:///etc/passwd)",
    b"[" * 5000,
    b"![" * 3000,
    b"](" * 3000,
    b"`" * 5001,
    b"#a" * 3000,
    b"\\" * 5001,
    b"[9999-12-31 23:59] x\n",
    b"[0001-01-01 00:00] x\n",
    b"[2024-02-30 10:00] x\n",
    b"[1] x\n",
    b"[2024-03-01 10:00]",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"A" * 50_000,
    b"\n" * 5000,
)
_NASTY_NAMES = (
    "../out.md",
    "..\\out.md",
    "/etc/out.md",
    "C:\\out.md",
    "a/../../out.md",
    "nul\x00.md",
    "a\nb.md",
    "x" * 4000 + ".md",
    "\u202egnp.md",
    "con.md",
    ".",
    "a//b///c.md",
    "photos/../Journal.json",
    "Journal.json",
    "emberwell.json",
    "emberwell-2.json",
)


@dataclass(frozen=True)
class Case:
    """One source."""

    form: str
    number: int
    content: bytes
    name: str


def case(form: str, number: int) -> Case:
    """The `number`-th source of `form`."""
    chance = random.Random(f"{form} {number}")
    content, name = _good(form, chance)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        content = chance.choice(_SPOILERS)(content, chance, form)
    return Case(form, number, content[:4_000_000], name)


def _good(form: str, chance: random.Random) -> tuple[bytes, str]:
    if form == "jrnl":
        return jrnl_text(
            chance.randrange(1, 6), chance.choice(("%Y-%m-%d %H:%M", "%d/%m/%Y", "%F %r"))
        ).encode(), "journal.txt"
    if form == "jrnl-json":
        return jrnl_json(*(jrnl_entry(title=f"T{n}") for n in range(chance.randrange(1, 5)))).encode(), "journal.json"
    if form == "markdown":
        return _zipped(_markdown(chance), chance, form), "notes.zip"
    if form == "emberwell":
        content = json.dumps(_OWN).encode()
        if chance.random() < 0.5:
            return content, "emberwell.json"
        return _zipped(
            {"emberwell.json": _spoiled_text(content, chance, form), "2026/a.md": b"words"}, chance, form
        ), "j.zip"
    listed = day_one_photo(_PHOTO, "AB" * 16)
    entries = [
        day_one_entry(uuid=str(n), photos=[listed], text=f"![](dayone-moment://{'AB' * 16}) {n}") for n in range(3)
    ]
    content = day_one_json(*entries).encode()
    if chance.random() < 0.3:
        return content, "Journal.json"
    files = {"Journal.json": _spoiled_text(content, chance, form), f"photos/{listed['md5']}.jpeg": _PHOTO}
    return _zipped(files, chance, form), "export.zip"


def _markdown(chance: random.Random) -> dict[str, bytes]:
    page = b"---\ntitle: Hi\ntags: [a, b]\ndate: 2024-03-01\n---\n# Hi\n\nWords #calm ![x](a.jpg) ![[b.jpg|30]] [[c]]\n"
    return {
        "journals/2024_03_01.md": _spoiled_text(page, chance, "markdown"),
        "2024-03-02 Title.md": _spoiled_text(page, chance, "markdown"),
        "a.jpg": _PHOTO,
    }


def _zipped(files: dict[str, bytes], chance: random.Random, form: str) -> bytes:
    """A zip of these, with what honest zips never have when chance says so."""
    stream = zip_of(dict(files), stored=chance.random() < 0.3)
    while chance.random() < 0.5:
        with warnings.catch_warnings(), zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
            warnings.simplefilter("ignore")
            chance.choice(_ADDITIONS)(archive, chance, files)
    del form
    return stream.getvalue()


def _add_name(archive: zipfile.ZipFile, chance: random.Random, files: dict[str, bytes]) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = chance.choice(_NASTY_NAMES)
    archive.writestr(info, chance.choice(list(files.values())))


def _add_link(archive: zipfile.ZipFile, chance: random.Random, _: dict[str, bytes]) -> None:
    info = zipfile.ZipInfo(chance.choice(("link.md", "a.jpg", "Journal.json", "emberwell.json")))
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, chance.choice(("/etc/passwd", "../../secret", "link.md")))


def _add_bomb(archive: zipfile.ZipFile, chance: random.Random, _: dict[str, bytes]) -> None:
    archive.writestr(chance.choice(("bomb.md", "bomb.json", "photos/bomb.jpeg")), bytes(2_000_000))


def _add_packed(archive: zipfile.ZipFile, chance: random.Random, _: dict[str, bytes]) -> None:
    method = chance.choice((zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    archive.writestr(chance.choice(("p.md", "p.json")), bytes(100_000), compress_type=method)


def _add_twice(archive: zipfile.ZipFile, chance: random.Random, files: dict[str, bytes]) -> None:
    archive.writestr(chance.choice(list(files)), chance.choice((b"other", b"", *files.values())))


_ADDITIONS: tuple[Callable[[zipfile.ZipFile, random.Random, dict[str, bytes]], None], ...] = (
    _add_name,
    _add_link,
    _add_bomb,
    _add_packed,
    _add_twice,
)


def _cut(content: bytes, chance: random.Random, _: str) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _flip(content: bytes, chance: random.Random, _: str) -> bytes:
    spoiled = bytearray(content)
    for _n in range(chance.choice((1, 2, 20))):
        if spoiled:
            spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
    return bytes(spoiled)


def _drop(content: bytes, chance: random.Random, _: str) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.choice((1, 3, 40, 400)) :]


def _repeat(content: bytes, chance: random.Random, _: str) -> bytes:
    start = chance.randrange(len(content) + 1)
    piece = content[start : start + chance.choice((1, 10, 200))]
    return content[:start] + piece * chance.choice((2, 10, 200)) + content[start:]


def _insert(content: bytes, chance: random.Random, form: str) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + chance.choice(_nasty(form)) + content[start:]


def _number(content: bytes, chance: random.Random, _: str) -> bytes:
    """A number of a zip's directory, or any four bytes, made huge or nothing."""
    if len(content) < 8:
        return content
    marks = [place for mark in (b"PK\x01\x02", b"PK\x05\x06", b"PK\x03\x04") if (place := content.rfind(mark)) >= 0]
    start = min(
        len(content) - 4, (chance.choice(marks) + chance.randrange(46)) if marks else chance.randrange(len(content) - 4)
    )
    value = chance.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, chance.randrange(2**32)))
    return content[:start] + struct.pack("<L", value) + content[start + 4 :]


def _value(content: bytes, chance: random.Random, form: str) -> bytes:
    """One value of a JSON text replaced by a nasty one."""
    colons = [place for place in range(len(content)) if content[place : place + 1] == b":"]
    if not colons:
        return _insert(content, chance, form)
    start = chance.choice(colons) + 1
    end = next((place for place in range(start, len(content)) if content[place : place + 1] in b",}]"), len(content))
    return content[:start] + chance.choice(_NASTY_JSON) + content[end:]


def _spoiled_text(content: bytes, chance: random.Random, form: str) -> bytes:
    """The text inside a zip, spoiled before it is zipped, more often than not."""
    while chance.random() < 0.6:
        content = chance.choice((_insert, _value, _flip, _drop, _repeat))(content, chance, form)
    return content


def _nasty(form: str) -> tuple[bytes, ...]:
    return _NASTY_TEXT if form in ("jrnl", "markdown") else _NASTY_JSON


def _leave(content: bytes, _: random.Random, __: str) -> bytes:
    return content


_SPOILERS: tuple[Callable[[bytes, random.Random, str], bytes], ...] = (
    _cut,
    _flip,
    _drop,
    _repeat,
    _insert,
    _value,
    _number,
    _leave,
    _leave,
)


@dataclass(frozen=True)
class Result:
    """What became of a case."""

    read: int
    """Pages; 0 when it was refused."""
    refusal: str
    """The name of the error; empty when it was read."""
    said: str
    seconds: float
    """Of processor time."""


def outcome(one: Case) -> Result:
    """Read it as a person would bring it. Anything but a clear refusal is raised."""
    began = time.process_time()
    try:
        seen = preview(io.BytesIO(one.content), name=one.name, zone="Europe/Vienna")
    except EmberwellError as error:
        return Result(0, type(error).__name__, str(error), time.process_time() - began)
    return Result(seen.read, "", "", time.process_time() - began)


_WRITING = {
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.truncate",
    "shutil.move",
}
_NEVER = {"subprocess.Popen", "os.system", "os.exec", "socket.connect", "os.posix_spawn", "pty.spawn"}
_seen: list[str] | None = None


def _watch(event: str, given: tuple[Any, ...]) -> None:
    if _seen is None:
        return
    if event == "open":
        mode, flags = given[1], given[2]
        writes = (isinstance(mode, str) and any(c in mode for c in "wax+")) or (isinstance(flags, int) and flags & 3)
        if writes:
            _seen.append(f"open {given[0]!r}")
    elif event in _WRITING or event in _NEVER:
        _seen.append(f"{event} {given!r}")


_hooked = False


@contextmanager
def nothing_written() -> Iterator[list[str]]:
    """What this process wrote, started or asked the network for within the block: an empty list, one hopes."""
    global _seen, _hooked
    if not _hooked:
        sys.addaudithook(_watch)
        _hooked = True
    _seen = found = []
    try:
        yield found
    finally:
        _seen = None
