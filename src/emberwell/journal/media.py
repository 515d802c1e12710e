"""What may be shown of an attachment, and which part of it a browser asked for.

Whatever is not known to be harmless in a browser is handed out as a download under a type that runs nothing: HTML, SVG
and PDF can carry scripts, and a media type said by an upload is only a claim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from emberwell.journal.markdown import Shape

PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/bmp"})
SOUNDS = frozenset(
    {"audio/mpeg", "audio/mp4", "audio/aac", "audio/ogg", "audio/opus", "audio/wav", "audio/webm", "audio/flac"}
)
FILMS = frozenset({"video/mp4", "video/webm", "video/ogg", "video/quicktime"})
_ALSO_CALLED = {
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "audio/mp3": "audio/mpeg",
    "audio/x-m4a": "audio/mp4",
    "audio/m4a": "audio/mp4",
    "audio/x-wav": "audio/wav",
    "audio/vnd.wave": "audio/wav",
    "audio/x-flac": "audio/flac",
    "audio/x-caf": "application/octet-stream",
    "video/x-m4v": "video/mp4",
}
_BY_ENDING = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "heic": "image/heic",
    "heif": "image/heif",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "opus": "audio/opus",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "webm": "video/webm",
    "mov": "video/quicktime",
    "pdf": "application/pdf",
}
DOWNLOAD_TYPE = "application/octet-stream"
ACCEPTED = "image/*,audio/*,video/*,application/pdf"
"""What a page takes in, as an `accept` attribute says it."""
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def media_type(said: str, name: str) -> str:
    """The type to keep an upload under: what the browser said, in one spelling, else by its name's ending."""
    plain = said.partition(";")[0].strip().lower()
    plain = _ALSO_CALLED.get(plain, plain)
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if not _TYPE.fullmatch(plain) or plain == DOWNLOAD_TYPE:
        return _BY_ENDING.get(ending, DOWNLOAD_TYPE)
    return plain


def is_accepted(kind: str) -> bool:
    """Whether a page takes a file of this type in: pictures, sound, film and PDF."""
    return kind.startswith(("image/", "audio/", "video/")) or kind == "application/pdf"


def shape_of(kind: str) -> Shape:
    """How a file of this media type is shown on a page."""
    kind = _ALSO_CALLED.get(kind, kind)
    if kind in PICTURES:
        return "picture"
    if kind in SOUNDS:
        return "audio"
    return "video" if kind in FILMS else "file"


def served_as(kind: str) -> tuple[str, bool]:
    """`(content type, whether a browser may show it in place)`. What it may not show has a type that does nothing."""
    kind = _ALSO_CALLED.get(kind, kind)
    if shape_of(kind) == "file":
        return ("application/pdf" if kind == "application/pdf" else DOWNLOAD_TYPE), False
    return kind, True


@dataclass(frozen=True)
class Span:
    """Bytes from `start` up to `end`, not included."""

    start: int
    end: int


class UnsatisfiableRange(ValueError):
    """The bytes asked for lie beyond the file."""


def span_of(header: str, size: int) -> Span | None:
    """The part a Range header asks for, or None for all of it (no header, several parts, or not understood).

    Raises UnsatisfiableRange. Players ask for one part at a time; a server may answer any other Range with the whole
    (RFC 9110, section 14.2).
    """
    found = _RANGE.fullmatch(header.strip())
    if not found or found.group(1, 2) == ("", "") or len(header) > 60:
        return None
    first, last = found.groups()
    if not first:
        if int(last) == 0 or size == 0:
            raise UnsatisfiableRange
        return Span(max(0, size - int(last)), size)
    start, end = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    if start >= size:
        raise UnsatisfiableRange
    return Span(start, end)


def mention(name: str, kind: str, id: str) -> str:
    """The Markdown that shows an attachment where it stands."""
    shape = shape_of(kind)
    if shape == "picture":
        return f"![picture](attachment:{id})"
    words = re.sub(r"[\[\]\\`*_<>]", " ", name).strip() or "file"
    return f"{'' if shape == 'file' else '!'}[{' '.join(words.split())}](attachment:{id})"
