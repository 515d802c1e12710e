"""What goes onto the sheets of one PDF: pages with their pictures, kept lines, and the words on the last page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from PIL import Image, ImageOps

from emberwell.exchange.typesetting import jpeg_as_svg, not_drawn, typeset
from emberwell.exchange.words_tree import Block, blocks, breakable
from emberwell.journal.dates import in_zone, local_moment
from emberwell.journal.records import Entry, KeptLine
from emberwell.vault.attachments import Attachment
from emberwell.vault.contents import Saved
from emberwell.vault.errors import RecordMissing, SealBroken
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Vault

MOST_PICTURES = 200
"""Of one PDF; further ones are named instead."""
_PICTURE_PIXELS = 1500
"""Along the longer side: 300 to the inch of an A5 column is 1,300."""
_COLUMN_POINTS = 311.0
_TALLEST_POINTS = 236.0
_POINTS_A_PIXEL = 72 / 130
"""Small pictures are not blown up beyond 130 pixels to the inch."""
_LARGEST_PICTURE_PIXELS = 120_000_000

NOT_SEALED = "This PDF is not sealed: whoever has it can read it."
_KEPT = "Underlined in ember: words you kept."


@dataclass
class Sheets:
    """What one PDF gathers while its pages are read: pictures, and every text, to see what cannot be drawn."""

    vault: Vault
    pictures: dict[str, bytes] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    left_out: bool = False
    marked: bool = False

    def __post_init__(self) -> None:
        self._lines: dict[RecordId, list[Saved[KeptLine]]] = {}
        for line in sorted(self.vault.all(KeptLine), key=lambda one: (one.value.kept_at, one.id)):
            if line.value.entry is not None:
                self._lines.setdefault(line.value.entry, []).append(line)

    def item(self, saved: Saved[Entry] | Saved[KeptLine]) -> dict[str, Any]:
        if isinstance(saved.value, Entry):
            return self.entry(saved, full_date=False)
        line = saved.value
        self.texts.append(line.text)
        when = in_zone(line.kept_at, line.zone)
        return {
            "t": "line",
            "day": long_date(when.date(), year=False),
            "time": "a line you kept",
            "title": "",
            "pillar": "",
            "prompt": "",
            "words": breakable(line.text),
        }

    def entry(self, saved: Saved[Entry], *, full_date: bool) -> dict[str, Any]:
        entry = saved.value
        kept = [line.value.text for line in self._lines.get(saved.id, ()) if line.value.text.strip()]
        shown: set[str] = set()

        def attached(record_id: str, words: str) -> Block:
            shown.add(record_id)
            return self._attached(RecordId(record_id), words)

        tree, elsewhere = blocks(entry.body, attached, kept)
        more = [self._attached(one, "") for one in entry.attachments if one not in shown]
        self.marked = self.marked or len(elsewhere) < len(kept)
        self.texts += [entry.title, entry.body, entry.prompt_text, *entry.tags, *elsewhere]
        when = local_moment(entry)
        return {
            "t": "entry",
            "day": long_date(when.date(), year=full_date),
            "time": "" if entry.all_day else f"{when:%H:%M}",
            "title": breakable(entry.title),
            "pillar": str(entry.pillar or ""),
            "prompt": breakable(entry.prompt_text),
            "tags": breakable("  ".join("#" + tag for tag in entry.tags)),
            "blocks": tree,
            "kept": [breakable(line) for line in elsewhere],
            "more": more,
        }

    def book(
        self,
        title: str,
        author: str,
        cover: dict[str, str] | None,
        parts: Sequence[tuple[str, list[dict[str, Any]]]],
        made_on: datetime,
    ) -> bytes:
        words = {
            "title": title,
            "author": author,
            "cover": cover,
            "months": cover is not None,
            "parts": [{"month": month, "items": items} for month, items in parts],
            "colophon": [
                *self.remarks(title, author),
                f"Printed from Emberwell on {long_date(made_on.date(), weekday=False)}. {NOT_SEALED}",
            ],
        }
        return typeset("book.typ", "book", words, pictures=self.pictures, made_on=made_on)

    def remarks(self, *others: str) -> Iterator[str]:
        """What the last page has to say of what was set; `others` are texts that were set besides its items."""
        if self.marked:
            yield _KEPT
        if missing := not_drawn([*self.texts, *others]):
            yield (
                f"Some characters show as boxes, because the fonts Emberwell prints with do not have them: "
                f"{', '.join(missing)}. Your words are whole in the journal and in a Markdown export."
            )
        if self.left_out:
            yield f"One PDF takes {MOST_PICTURES} pictures; the others are named in their places."

    def _attached(self, record_id: RecordId, words: str) -> Block:
        found = self.vault.find(Attachment, record_id)
        if found is None:
            return {"t": "file", "words": words or "a file that is no longer in the journal"}
        self.texts.append(words or found.value.name)
        picture = self._picture(found) if found.value.media_type.startswith("image/") else None
        if picture is None:
            return {"t": "file", "words": breakable(words or found.value.name)}
        name, width = picture
        described = words or "A picture"
        return {"t": "picture", "file": name, "width": width, "words": described, "caption": breakable(words)}

    def _picture(self, saved: Saved[Attachment]) -> tuple[str, float] | None:
        """The name under which the template finds it, and how wide to set it, in points."""
        if len(self.pictures) >= MOST_PICTURES:
            self.left_out = True
            return None
        try:
            content = b"".join(self.vault.read_attachment(saved.id))
            made = printable(content)
        except (SealBroken, RecordMissing):
            return None
        if made is None:
            return None
        jpeg, pixels_wide, pixels_high = made
        name = f"picture-{saved.id}.svg"
        self.pictures[name] = jpeg_as_svg(jpeg, pixels_wide, pixels_high)
        width = min(_COLUMN_POINTS, pixels_wide * _POINTS_A_PIXEL, _TALLEST_POINTS * pixels_wide / pixels_high)
        return name, max(24.0, round(width, 1))


def printable(content: bytes) -> tuple[bytes, int, int] | None:
    """A picture small enough for print, as JPEG, and its size in pixels; None when it cannot be read."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > _LARGEST_PICTURE_PIXELS:
                return None
            image.draft("RGB", (_PICTURE_PIXELS, _PICTURE_PIXELS))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((_PICTURE_PIXELS, _PICTURE_PIXELS))
            paper = Image.new("RGB", upright.size, "white")
            paper.paste(upright, mask=_opacity(upright))
            out = io.BytesIO()
            paper.save(out, "JPEG", quality=84)
            return out.getvalue(), paper.width, paper.height
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _opacity(image: Image.Image) -> Image.Image | None:
    if "A" in image.getbands() or "transparency" in image.info:
        return image.convert("RGBA").getchannel("A")
    return None


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def long_date(day: date, *, weekday: bool = True, year: bool = True) -> str:
    """`Sunday 1 March 2026`."""
    parts = [
        _DAYS[day.weekday()] if weekday else "",
        str(day.day),
        MONTHS[day.month - 1],
        str(day.year) if year else "",
    ]
    return " ".join(part for part in parts if part)


def between(first: date, last: date) -> str:
    """`1 to 31 March 2026`, as short as it can be said."""
    if first == last:
        return long_date(first, weekday=False)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {long_date(last, weekday=False)}"
    return f"{long_date(first, weekday=False, year=first.year != last.year)} to {long_date(last, weekday=False)}"
