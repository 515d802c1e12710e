"""A string that must never lie anywhere readable, and the search for it in every way a program may have written it."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable
from pathlib import Path

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def new_canary() -> str:
    """20 letters no program writes by chance."""
    return "kanarek" + "".join(secrets.choice(LETTERS) for _ in range(13))


def disguises(canary: str) -> dict[str, bytes]:
    """The canary as bytes: plain, UTF-16, hex, base64 at each of the three places it may begin, and reversed case."""
    plain = canary.encode()
    found = {
        "plain": plain,
        "upper case": canary.upper().encode(),
        "UTF-16 little-endian": canary.encode("utf-16-le"),
        "UTF-16 big-endian": canary.encode("utf-16-be"),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
    }
    for shift in range(3):
        coded = base64.b64encode(b"\x00" * shift + plain)
        # Only the characters that depend on the canary alone.
        found[f"base64 at {shift}"] = coded[-(-shift * 8 // 6) + (1 if shift else 0) : len(coded) - 4]
    return found


def found_in(content: bytes, canary: str) -> list[str]:
    """The disguises in which the canary stands in `content`."""
    return [name for name, form in disguises(canary).items() if form in content]


def found_below(folders: Iterable[Path], canary: str) -> list[str]:
    """Every file below `folders` that holds the canary in any disguise, or has it in its name."""
    hits = []
    for folder in folders:
        for path in folder.rglob("*"):
            if canary in path.name:
                hits.append(f"{path} (its name)")
            if path.is_file() and not path.is_symlink():
                try:
                    content = path.read_bytes()
                except OSError:
                    continue
                hits += [f"{path} ({name})" for name in found_in(content, canary)]
    return hits
