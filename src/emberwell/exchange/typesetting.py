"""Running typst: templates from the package, words as JSON, pictures from memory, fonts of ours only.

Nothing is fetched, no font of the system is read, and nothing touches the disk: a PDF is made in memory from what is
in memory, so the words of a person stay there too, and are gone with the process that set them.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import fontpkg_literata
import msgspec
import typst

from emberwell.vault.errors import EmberwellError


class CannotSet(EmberwellError):
    """Typst refused what it was given: a defect of ours."""

    status = 500

    def __init__(self) -> None:
        super().__init__(
            "This could not be set in type. Your words are safe and unchanged; take them as Markdown instead."
        )


_TEMPLATES = files("emberwell.exchange").joinpath("typeset")
_SHARED = ("room.typ", "cut.typ")
"""What other templates import."""
LONGEST_SECONDS = 600
"""A thousand pages with pictures take minutes on a slow machine."""


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    folder = Path(fontpkg_literata.__file__).with_name("files")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])


def jpeg_as_svg(jpeg: bytes, width: int, height: int) -> bytes:
    """A photo in the only dress in which typst takes one from memory: files given to it have to be text.

    The photo goes into the PDF as it is, not drawn anew. `width` and `height` are its pixels.
    """
    encoded = base64.b64encode(jpeg).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" '
        f'height="{height}"><image width="{width}" height="{height}" xlink:href="data:image/jpeg;base64,{encoded}"/>'
        "</svg>"
    ).encode("ascii")


@lru_cache(maxsize=16)
def _template(name: str) -> bytes:
    return _TEMPLATES.joinpath(name).read_bytes()


class _Order(msgspec.Struct, kw_only=True, frozen=True):
    """What the other process is asked to set."""

    template: str
    name: str
    words: dict[str, Any]
    pictures: dict[str, bytes]
    made_on: datetime


def typeset(
    template: str,
    name: str,
    words: Mapping[str, Any],
    *,
    pictures: Mapping[str, bytes] | None = None,
    made_on: datetime,
    longest_seconds: float = LONGEST_SECONDS,
) -> bytes:
    """The PDF that `template` draws of `words`, which it finds as JSON under `name`.

    `pictures` are the files it may name (`jpeg_as_svg`); `made_on` is what the PDF says of its making. A setting that
    takes longer than `longest_seconds` is given up.

    A process of its own does it: typst remembers what it has set, and keeps that memory, for as long as it lives,
    which here would be longer than the journal is open. The words go there and back through pipes.
    """
    order = _Order(
        template=template,
        name=name,
        words=dict(words),
        pictures=dict(pictures or {}),
        made_on=made_on.astimezone(UTC).replace(microsecond=0),
    )
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=msgspec.msgpack.encode(order),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what typst says may quote the person's words
            timeout=longest_seconds,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.SubprocessError):
        raise CannotSet from None
    return done.stdout


def _serve() -> None:
    """The other process: one order from standard input, one PDF to standard output."""
    order = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=_Order)
    made = compiled(order.template, order.name, order.words, order.pictures, format="pdf", timestamp=order.made_on)
    sys.stdout.buffer.write(made)


def compiled(template: str, name: str, words: Mapping[str, Any], pictures: Mapping[str, bytes], **how: Any) -> Any:
    """What typst makes of it, in this process: only for the other one, and for looking at drafts of ours."""
    shared = {part: _template(part) for part in _SHARED}
    sources: dict[str, Any] = {"main.typ": _template(template), **shared, **pictures}
    return typst.compile(sources, font_paths=_fonts(), sys_inputs={name: json.dumps(words)}, **how)


def not_drawn(texts: Iterable[str]) -> list[str]:
    """The scripts that no font here can draw a character of, by name, as they come: they show as empty boxes."""
    missing: dict[str, None] = {}
    for character in sorted(set().union(*texts)):
        if ord(character) > 0xA0 and not _is_drawn(character):
            missing.setdefault(_script(character), None)
    return list(missing)


@lru_cache(maxsize=1)
def _covered() -> tuple[list[int], list[int]]:
    """The starts of the ranges of characters that are drawn, and their ends."""
    starts, ends = [], []
    for line in _template("covered.txt").decode().splitlines():
        for stretch in () if line.startswith("#") else line.split():
            start, _, end = stretch.partition("-")
            starts.append(int(start, 16))
            ends.append(int(end or start, 16))
    return starts, ends


def _is_drawn(character: str) -> bool:
    if unicodedata.category(character)[0] in "CMZ":
        return True
    starts, ends = _covered()
    at = bisect_right(starts, ord(character)) - 1
    return at >= 0 and ord(character) <= ends[at]


_SCRIPTS = {
    "CJK": "Chinese characters",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "IDEOGRAPHIC": "Chinese characters",
    "FULLWIDTH": "wide letters",
    "HALFWIDTH": "wide letters",
    "MYANMAR": "Burmese",
}


def _script(character: str) -> str:
    """What to call the writing a character belongs to."""
    if unicodedata.category(character)[0] == "S":
        return "emoji and other signs"
    first = unicodedata.name(character, "other").split()[0]
    if unicodedata.category(character)[0] == "L":
        return _SCRIPTS.get(first, first.capitalize())
    return _SCRIPTS.get(first, "emoji and other signs")


if __name__ == "__main__":
    _serve()
