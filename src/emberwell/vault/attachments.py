"""Photos, sound, PDF and video: sealed in chunks as they are read, so that a file of 50 MiB needs no 50 MiB.

A chunk is bound to its number and to whether it is the last, so none can be left out, swapped or cut off. Photos are
written anew without the place they were taken, and get a small picture for lists.
"""

from __future__ import annotations

import hashlib
import io
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from emberwell.vault.database import Database
from emberwell.vault.errors import EmberwellError, SealBroken, TooLarge
from emberwell.vault.keys import SpaceKeys
from emberwell.vault.record import Record, RecordId, record
from emberwell.vault.seal import Object, generation_of, open_sealed, seal, u64

LARGEST = 50 * 2**20
"""Bytes of one attachment."""
CHUNK = 65_532
THUMBNAIL_PIXELS = 480
LARGEST_PHOTO_PIXELS = 50_000_000
_ONE_AT_A_TIME = threading.Semaphore(1)
"""A photo of that size takes some 300 MB while it is written anew."""
_READ = ("JPEG", "MPO", "PNG", "WEBP", "GIF", "AVIF", "BMP", "TIFF")
"""What Pillow may try. Not EPS, for one: that would start another program, with the picture in a temporary file."""
_SAVED_AS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "AVIF": "AVIF", "BMP": "PNG", "TIFF": "PNG"}

if TYPE_CHECKING:
    from PIL import Image


class NotTheSameFile(EmberwellError):
    """A file of one's own export is not the one that was exported."""

    status = 422

    def __init__(self) -> None:
        super().__init__("This file is not the one that was exported: it was changed or damaged since.")


@record("vault.attachment", schema=1)
class Attachment(Record, kw_only=True, frozen=True):
    """What is known of a sealed file."""

    name: str
    media_type: str
    size: int
    """Bytes."""
    sha256: str
    width: int | None = None
    height: int | None = None
    has_thumbnail: bool = False
    has_location_removed: bool = False
    """Whether it is a photo that was written anew without its metadata."""


@dataclass(frozen=True)
class Chunks:
    """Where the chunks of one attachment lie and what they are sealed with."""

    database: Database
    keys: SpaceKeys
    record_id: RecordId

    def write(self, part: Object, number: int, last: bool, plain: bytes) -> None:
        space_id, record_id = bytes.fromhex(self.keys.space_id), bytes.fromhex(self.record_id)
        sealed = seal(
            self.keys.keys[self.keys.current],
            plain,
            part,
            (space_id, record_id, u64(number), bytes((last,))),
            generation=self.keys.current,
        )
        self.database.run(
            "INSERT INTO chunk (space_id, record_id, part, number, written_at, sealed) VALUES (%s, %s, %s, %s, %s, %s)",
            (space_id, record_id, int(part), number, int(time.time()), sealed),
        )

    def read(self, part: Object, number: int, last: bool) -> bytes:
        """Raises SealBroken, also for a chunk that is missing."""
        space_id, record_id = bytes.fromhex(self.keys.space_id), bytes.fromhex(self.record_id)
        rows = self.database.rows(
            "SELECT sealed FROM chunk WHERE space_id = %s AND record_id = %s AND part = %s AND number = %s",
            (space_id, record_id, int(part), number),
        )
        if not rows:
            raise SealBroken(self.record_id)
        sealed = bytes(rows[0][0])
        key = self.keys.keys.get(generation_of(sealed))
        if key is None:
            raise SealBroken(self.record_id)
        context = (space_id, record_id, u64(number), bytes((last,)))
        return open_sealed(key, sealed, part, context, name=self.record_id)


def chunk_count(size: int) -> int:
    """How many chunks a file of `size` bytes has; an empty file has one."""
    return max(1, -(-size // CHUNK))


def seal_stream(chunks: Chunks, stream: BinaryIO, *, name: str, media_type: str) -> Attachment:
    """Seal what `stream` gives. Raises TooLarge above 50 MiB; chunks already written are swept later."""
    if media_type.startswith("image/"):
        picture = _read_whole(stream)
        return _seal_picture(chunks, picture, name=name, media_type=media_type)
    size, digest = _seal_body(chunks, stream)
    return Attachment(name=_safe_name(name), media_type=media_type, size=size, sha256=digest)


def seal_again(chunks: Chunks, stream: BinaryIO, value: Attachment) -> None:
    """Seal the file of one's own export exactly as it left: a photo was cleaned when it first came.

    Raises NotTheSameFile when its bytes are not those `value` describes; chunks already written are swept later.
    """
    thumbnail = b""
    if value.has_thumbnail:
        whole = _read_whole(stream)
        cleaned, stream = _without_place(whole), io.BytesIO(whole)
        if cleaned is None:
            raise NotTheSameFile
        thumbnail = cleaned.thumbnail
    if _seal_body(chunks, stream) != (value.size, value.sha256):
        raise NotTheSameFile
    if thumbnail:
        chunks.write(Object.THUMBNAIL, 0, True, thumbnail)


def read(chunks: Chunks, value: Attachment, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """The bytes from `start` up to `end` (not included)."""
    end = value.size if end is None else min(end, value.size)
    count = chunk_count(value.size)
    number = start // CHUNK
    while number < count and number * CHUNK < end:
        plain = chunks.read(Object.CHUNK, number, number == count - 1)
        left = max(0, start - number * CHUNK)
        yield plain[left : end - number * CHUNK]
        number += 1


def read_thumbnail(chunks: Chunks) -> bytes:
    return chunks.read(Object.THUMBNAIL, 0, True)


def _seal_body(chunks: Chunks, stream: BinaryIO) -> tuple[int, str]:
    size, number, digest = 0, 0, hashlib.sha256()
    piece = _read_exactly(stream, CHUNK)
    while True:
        following = _read_exactly(stream, CHUNK) if len(piece) == CHUNK else b""
        size += len(piece)
        if size > LARGEST:
            raise _too_large()
        digest.update(piece)
        chunks.write(Object.CHUNK, number, not following, piece)
        if not following:
            return size, digest.hexdigest()
        piece, number = following, number + 1


def _seal_picture(chunks: Chunks, original: bytes, *, name: str, media_type: str) -> Attachment:
    cleaned = _without_place(original)
    body = cleaned.body if cleaned else original
    size, digest = _seal_body(chunks, io.BytesIO(body))
    if cleaned is not None:
        chunks.write(Object.THUMBNAIL, 0, True, cleaned.thumbnail)
    return Attachment(
        name=_safe_name(name),
        media_type=cleaned.media_type if cleaned else media_type,
        size=size,
        sha256=digest,
        width=cleaned.width if cleaned else None,
        height=cleaned.height if cleaned else None,
        has_thumbnail=cleaned is not None,
        has_location_removed=cleaned.rewritten if cleaned else False,
    )


@dataclass(frozen=True)
class _Cleaned:
    body: bytes
    media_type: str
    width: int
    height: int
    thumbnail: bytes
    rewritten: bool


def _without_place(original: bytes) -> _Cleaned | None:
    """The photo without its metadata, turned upright, and a thumbnail; None when it is not a picture we can read."""
    from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

    # A photo that lacks its last bytes still says where it was taken: it is read as far as it goes and written anew.
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    Image.init()
    readable = [form for form in _READ if form in Image.OPEN]
    try:
        with _ONE_AT_A_TIME, Image.open(io.BytesIO(original), formats=readable) as image:
            if image.width * image.height > LARGEST_PHOTO_PIXELS:
                return None
            form = image.format or ""
            moving = getattr(image, "n_frames", 1) > 1 and form != "MPO"
            upright = image if moving else ImageOps.exif_transpose(image)
            body, media_type = original, Image.MIME.get(form, "application/octet-stream")
            if form in _SAVED_AS:
                media_type = Image.MIME[_SAVED_AS[form]]
                body = _written(upright, _SAVED_AS[form], moving=moving)
            small = upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in image.info else "RGB")
            small.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
            thumbnail = io.BytesIO()
            small.save(thumbnail, "WEBP", quality=78, method=4)
            return _Cleaned(
                body, media_type, upright.width, upright.height, thumbnail.getvalue(), rewritten=form in _SAVED_AS
            )
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _written(image: Image.Image, saved_as: str, *, moving: bool) -> bytes:
    """The pixels and the colour profile, and nothing else the file knew."""
    profile = image.info.get("icc_profile")
    if saved_as == "JPEG" and image.mode not in {"RGB", "L", "CMYK"}:
        image = image.convert("RGB")
    options: dict[str, object] = {"icc_profile": profile} if profile else {}
    if saved_as != "PNG":
        options["quality"] = 92
    if moving:
        options["save_all"] = True
    for name in ("exif", "xmp", "comment"):
        image.info.pop(name, None)
    out = io.BytesIO()
    image.save(out, saved_as, exif=b"", **options)
    return out.getvalue()


def _read_whole(stream: BinaryIO) -> bytes:
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _too_large()
    return content


def _read_exactly(stream: BinaryIO, size: int) -> bytes:
    pieces, missing = [], size
    while missing:
        piece = stream.read(missing)
        if not piece:
            break
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def _safe_name(name: str) -> str:
    """The last part of a file's name, without control characters, at most 200 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(character for character in last if character.isprintable())[:200] or "file"


def _too_large() -> TooLarge:
    return TooLarge("This file is larger than 50 MiB, which is the most one page can carry. Nothing else was changed.")
