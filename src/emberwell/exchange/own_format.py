"""`emberwell.json`: everything a vault holds, in one plain file that any program can read.

It is what a person leaves with, so it hides nothing and needs us for nothing. This module is the format:
its structs, its bounds, how one file is written and read. What goes in is chosen by `exchange.take`; what
comes back, by `exchange.own`.

**The shape** (version 1). UTF-8 JSON; one object a file; moments are ISO 8601 in UTC
(`2026-03-01T08:15:00Z`); ids are 32 lowercase hex digits.

```
{
  "format": "emberwell", "version": 1,
  "made_at": "...", "made_by": "Emberwell 0.1.0",
  "revisions": "latest" | "all",
  "part": 1,
  "records":      [{"id", "kind", "schema", "revision", "saved_at", "trashed_at", "file", "value"}],
  "earlier":      [{"id", "kind", "schema", "revision", "saved_at", "trashed_at", "value"}],
  "drafts":       [{"id", "tab", "kind", "schema", "based_on", "kept_at", "value"}],
  "left_at_door": [{"id", "left_at", "text", "late_save"}],
  "last": true
}
```

- `records`: each record once, as it is now. `kind` names what it is (`journal.entry`, `journal.line` ...)
  and `value` holds every field of that kind; the kinds are walked, not listed here, so a new kind is
  exported with no change to this module. `schema` is the number of the kind's shape, and the vault's own
  upgraders apply when it is an older one. `trashed_at` is null, or since when it has been in the trash.
- `file`: for an attachment whose bytes came along: `{"path", "sha256", "size"}`, the path relative to the
  folder (or the archive's root) with `/` between its parts, the digest in lowercase hex, the size in bytes.
  Null otherwise, and always null when only the JSON was asked for.
- `earlier`: only when all revisions were asked for: the older revisions of those records, one item each.
  Revision numbers run from 1 without a gap up to `revision` of the record, which is not repeated here; going
  to the trash and coming back are revisions as well. With "latest", `revision` is still the true number.
- `drafts`: what was being written and is not yet a page. `based_on` is the revision it changes, 0 for a new
  page.
- `left_at_door`: lines of the letterbox that were not yet taken in; `late_save` says which page one was meant
  for, `{"record", "tab", "title", "based_on", "form"}`, or is null.
- Where only the JSON was asked for, the files carry the person's own name: `NAME.json`, `NAME-2.json` ...
- A file is closed before it passes 64 MiB; what follows goes on in `emberwell-2.json`, `emberwell-3.json`
  ... beside it, with the same head and the next `part`. Only the last file says `"last": true`, so a
  missing one is noticed. The files of one export share `made_at`. Lists may be empty; the order within a
  list, and which part an item is in, mean nothing.
- A reader ignores fields it does not know, and refuses a `version` above its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Literal

import msgspec

from emberwell.vault.contents import UnknownRecord
from emberwell.vault.errors import EmberwellError, NewerRecord
from emberwell.vault.letterbox import LateSave
from emberwell.vault.record import Kind, Record, RecordId, kind_named

FORMAT = "emberwell"
VERSION = 1
FILE_BYTES = 64 * 1024 * 1024
"""No file is longer, unless a single item is."""

SECTIONS = ("records", "earlier", "drafts", "left_at_door")

_FILE_NAME = re.compile(r"emberwell(?:-([2-9]|[1-9][0-9]{1,4}))?\.json")
_encoder = msgspec.json.Encoder()


class OwnFormatRefused(EmberwellError):
    """Not an Emberwell export, a damaged one, or one of a newer release."""

    status = 422


class OwnFile(msgspec.Struct, kw_only=True, frozen=True):
    """Where an attachment's bytes lie beside the JSON."""

    path: str
    sha256: str
    size: int


class OwnRecord(msgspec.Struct, kw_only=True, frozen=True):
    """A record as it is now."""

    id: str
    kind: str
    schema: int
    revision: int
    saved_at: datetime
    trashed_at: datetime | None = None
    file: OwnFile | None = None
    value: msgspec.Raw


class OwnEarlier(msgspec.Struct, kw_only=True, frozen=True):
    """One older revision of a record."""

    id: str
    kind: str
    schema: int
    revision: int
    saved_at: datetime
    trashed_at: datetime | None = None
    """Set when this revision is the one that put it in the trash."""
    value: msgspec.Raw


class OwnDraft(msgspec.Struct, kw_only=True, frozen=True):
    """What was being written in one tab."""

    id: str
    tab: str
    kind: str
    schema: int
    based_on: int
    kept_at: datetime
    value: msgspec.Raw


class OwnLeftLine(msgspec.Struct, kw_only=True, frozen=True):
    """A line of the letterbox, not yet taken in."""

    id: str
    left_at: datetime
    text: str
    late_save: LateSave | None = None
    """What page these words were to become, when they came from a tab whose session had ended."""


OwnItem = OwnRecord | OwnEarlier | OwnDraft | OwnLeftLine

_SECTION: dict[type, str] = {
    OwnRecord: "records",
    OwnEarlier: "earlier",
    OwnDraft: "drafts",
    OwnLeftLine: "left_at_door",
}


class OwnPart(msgspec.Struct, kw_only=True, frozen=True):
    """One file, read whole."""

    format: str
    version: int
    made_at: datetime
    made_by: str
    revisions: Literal["latest", "all"]
    part: int
    records: list[OwnRecord] = []
    earlier: list[OwnEarlier] = []
    drafts: list[OwnDraft] = []
    left_at_door: list[OwnLeftLine] = []
    last: bool = False


class OwnHead(msgspec.Struct, kw_only=True, frozen=True):
    """What the files of one export share."""

    made_at: datetime
    made_by: str
    revisions: Literal["latest", "all"]


class _Marks(msgspec.Struct, kw_only=True):
    format: Any = None
    version: Any = None


def file_name(part: int) -> str:
    """`emberwell.json` for the first part, then `emberwell-2.json` ..."""
    return "emberwell.json" if part == 1 else f"emberwell-{part}.json"


def part_number(name: str) -> int | None:
    """Which part a path's last piece names; None when it is not a file of ours."""
    matched = _FILE_NAME.fullmatch(PurePosixPath(name).name)
    if matched is None:
        return None
    return int(matched[1]) if matched[1] else 1


def encode_value(value: Record) -> msgspec.Raw:
    """Every field of a record as plain JSON."""
    return msgspec.Raw(_encoder.encode(value.fields if isinstance(value, UnknownRecord) else value))


def decode_value(kind: str, schema: int, value: msgspec.Raw) -> Record:
    """The record that was encoded, brought to this release's schema.

    Raises NewerRecord for a kind or schema of a newer release, OwnFormatRefused when the fields do not fit.
    """
    known = kind_named(kind)
    if known is None or schema > known.schema:
        raise NewerRecord
    try:
        return _upgraded(known, schema, value)
    except (msgspec.DecodeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise OwnFormatRefused(f"A record of the kind {kind} has fields Emberwell cannot read.") from error


def _upgraded(kind: Kind, schema: int, value: msgspec.Raw) -> Record:
    if schema == kind.schema:
        return msgspec.json.decode(value, type=kind.type)
    plain: dict[str, Any] = msgspec.json.decode(value, type=dict[str, Any])
    for older in range(schema, kind.schema):
        plain = kind.upgraders[older](plain)
    return msgspec.convert(plain, kind.type)


def looks_like_ours(start: bytes) -> bool:
    """Whether the first bytes of a file are the head that `parts` writes. Cheap; `read_part` is the judge."""
    return re.match(rb'\s*\{\s*"format"\s*:\s*"emberwell"', start) is not None


def read_part(content: bytes) -> OwnPart:
    """One file, checked for shape. Values stay undecoded until `decode_value`.

    Raises OwnFormatRefused with a sentence to show. The caller bounds the size before reading.
    """
    try:
        marks = msgspec.json.decode(content, type=_Marks)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise OwnFormatRefused(
            "This file is damaged or cut off: it is not complete JSON. Nothing was changed."
        ) from error
    if marks.format != FORMAT:
        raise OwnFormatRefused("This JSON file was not written by Emberwell. Nothing was changed.")
    if not isinstance(marks.version, int) or isinstance(marks.version, bool) or marks.version < 1:
        raise OwnFormatRefused("This export does not say which version it is. Nothing was changed.")
    if marks.version > VERSION:
        raise OwnFormatRefused(
            "This export was written by a newer Emberwell. Nothing was changed. Update Emberwell, then bring it again."
        )
    try:
        return msgspec.json.decode(content, type=OwnPart)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise OwnFormatRefused(
            f"This export was changed or damaged{_where(error)}. Nothing was changed in your journal."
        ) from error


def _where(error: Exception) -> str:
    """Where in the file, by the names of fields alone: the rest of such a message may quote what someone wrote."""
    found = re.search(r"`(\$[\w.\[\]]{0,100})`\Z", str(error))
    return f" at {found[1]}" if found else ""


def parts(head: OwnHead, items: Iterable[OwnItem], *, file_bytes: int = FILE_BYTES) -> Iterator[Iterator[bytes]]:
    """The files of one export, each an iterator of its bytes, to be drained before the next is taken.

    Items of one section stand together in a file, so give them section by section: every return to an earlier
    section opens another file. There is always at least one file, even of an empty vault.
    """
    source = iter(items)
    waiting: OwnItem | None = next(source, None)
    number = 0

    def one_file() -> Iterator[bytes]:
        nonlocal waiting
        opening = _opening(head, number)
        yield opening
        room = file_bytes - len(opening) - _CLOSING_BYTES
        section: str | None = None
        done: set[str] = set()
        first = True
        while waiting is not None:
            belongs = _SECTION[type(waiting)]
            encoded = _encoder.encode(waiting)
            if not first and (len(encoded) + _JOIN_BYTES > room or belongs in done):
                break
            joint = b",\n" if belongs == section else _switch(section, belongs)
            if section is not None and belongs != section:
                done.add(section)
            section = belongs
            yield joint + encoded
            room -= len(joint) + len(encoded)
            first = False
            waiting = next(source, None)
        yield (b"" if section is None else b"]") + (b"}\n" if waiting is not None else b',\n"last":true}\n')

    while number == 0 or waiting is not None:
        number += 1
        yield one_file()


_CLOSING_BYTES = 32
_JOIN_BYTES = 24


def _switch(section: str | None, belongs: str) -> bytes:
    return (b"],\n" if section is not None else b",\n") + b'"' + belongs.encode() + b'":[\n'


def _opening(head: OwnHead, number: int) -> bytes:
    fields = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": head.made_at,
        "made_by": head.made_by,
        "revisions": head.revisions,
        "part": number,
    }
    return _encoder.encode(fields)[:-1]


def record_id(text: str) -> RecordId:
    """A record id out of a file; OwnFormatRefused when it is not 32 lowercase hex digits."""
    if re.fullmatch(r"[0-9a-f]{32}", text) is None:
        raise OwnFormatRefused("A record in this export has no proper id.")
    return RecordId(text)
