"""File names a person can read, that every system takes and that never collide.

Windows is the strictest of them and the yardstick: no `<>:"/\\|?*`, no trailing dot or space, no device names; it and
macOS hold `A.md` and `a.md` for one file, and macOS also an accent written as one character or two.
"""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_LONGEST_BYTES = 120
"""UTF-8 bytes of one name: room for a long folder before it (Windows' 260) and for `eCryptfs` (143)."""


def safe_name(text: str, *, otherwise: str = "untitled", longest_bytes: int = _LONGEST_BYTES) -> str:
    """`text` as one part of a path; an extension is kept when the rest has to be cut."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in composed)
    tidy = " ".join(_FORBIDDEN.sub(" ", visible).split()).strip(" .")
    if not tidy:
        return otherwise
    if _DEVICES.fullmatch(tidy):
        tidy = "_" + tidy
    stem, dot, ending = tidy.rpartition(".")
    if not stem or len(ending) > 10 or " " in ending:
        stem, dot, ending = tidy, "", ""
    stem = stem.rstrip(" .") or "_"
    return _cut(stem, longest_bytes - len((dot + ending).encode())) + dot + ending


def _cut(text: str, longest_bytes: int) -> str:
    """At most so many bytes, never within a character, at a space when one is near."""
    encoded = text.encode()
    if len(encoded) <= longest_bytes:
        return text
    cut = encoded[:longest_bytes].decode("utf-8", "ignore")
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > len(cut) * 2 // 3 else cut).rstrip(" .")


class FreeNames:
    """Hands out each path once: the second `2026/2026-03-01.md` becomes `2026/2026-03-01 (2).md`."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def take(self, folder: str, stem: str, ending: str) -> str:
        """`folder/stem + ending`, or with the first free number; `ending` holds its dot."""
        base = _same(f"{folder}/{stem}{ending}")
        number = self._taken.get(base, 0) + 1
        path = f"{folder}/{stem}{ending}" if number == 1 else f"{folder}/{stem} ({number}){ending}"
        while number > 1 and _same(path) in self._taken:
            number += 1
            path = f"{folder}/{stem} ({number}){ending}"
        self._taken[base] = number
        self._taken.setdefault(_same(path), 1)
        return path.removeprefix("/")


def _same(path: str) -> str:
    return unicodedata.normalize("NFC", path.casefold())
