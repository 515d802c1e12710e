"""A set of prompts as a file that one colleague gives another: JSON, readable, and nothing in it but the prompts.

    {"emberwell": "prompts", "version": 1, "name": "...", "about": "...",
     "prompts": [{"text": "...", "follow_up": "...", "pillar": "growth", "minutes": 8, "id": "growth-left-alone"}]}

Only `text` is needed of a prompt. `id` names one of the library; where the words are no longer the library's they
come as one's own. The file tells nothing of who made it: no name, no date, no id of a record.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from emberwell.exchange.bounded_json import ItemProblem, JsonText, decode_item
from emberwell.exchange.bounds import CannotRead, OverBound, clean_text
from emberwell.journal.records import Pillar

FILE_BYTES = 256 * 1024
MOST_PROMPTS = 400
TEXT_LIMIT = 600
NAME_LIMIT = 80
ABOUT_LIMIT = 400
FEWEST_MINUTES, MOST_MINUTES = 2, 60
VERSION = 1
_JOINERS = "\u200c\u200d"

NOT_OURS = "This is not a file of prompts."
AGAIN = "Ask for the file again; it is made with “Share as a file” on the page of a set."


class _Item(msgspec.Struct, frozen=True):
    text: str
    follow_up: str = ""
    pillar: Pillar | None = None
    minutes: int | None = None
    id: str = ""


@dataclass(frozen=True)
class Brought:
    """One prompt of a file."""

    text: str
    follow_up: str = ""
    pillar: Pillar | None = None
    minutes: int | None = None
    library_id: str = ""
    """The library's prompt it says it is; "" for none."""


@dataclass(frozen=True)
class SetFile:
    """What a file holds."""

    name: str
    about: str
    prompts: tuple[Brought, ...]
    left_out: tuple[str, ...] = ()
    """A sentence for each prompt that cannot come."""


def write_file(name: str, about: str, prompts: Sequence[Brought]) -> bytes:
    """The file of a set, UTF-8."""
    items = [
        {
            key: value
            for key, value in (
                ("text", each.text),
                ("follow_up", each.follow_up),
                ("pillar", each.pillar.value if each.pillar else ""),
                ("minutes", each.minutes),
                ("id", each.library_id),
            )
            if value
        }
        for each in prompts
    ]
    whole = {"emberwell": "prompts", "version": VERSION, "name": name, "about": about, "prompts": items}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def read_file(content: bytes) -> SetFile:
    """What the file holds. Raises CannotRead or OverBound (TooLarge) with a sentence for the person.

    A prompt that cannot come is left out and named; the others come.
    """
    if len(content) > FILE_BYTES:
        raise OverBound(f"A file of prompts has at most {FILE_BYTES // 1024} KiB, and this has more.")
    try:
        text = JsonText(content, ("prompts",))
        head = text.rest()
    except CannotRead:
        raise CannotRead("This is no file of prompts, or it was cut off on its way.", then=AGAIN) from None
    if head.get("emberwell") != "prompts":
        raise CannotRead(NOT_OURS, then=AGAIN)
    if head.get("version") != VERSION:
        raise CannotRead("This file was made by a newer Emberwell than this one.", then="Update, then bring it.")
    if text.count("prompts") > MOST_PROMPTS:
        raise OverBound(f"A file of prompts holds at most {MOST_PROMPTS} of them, and this holds more.")
    came, left_out = [], []
    for number, raw in enumerate(text.raw("prompts"), start=1):
        try:
            came.append(_read(raw))
        except ItemProblem as problem:
            left_out.append(f"Prompt {number}: {problem}")
    if not came:
        raise CannotRead("There is no prompt in this file that could come.", then=AGAIN)
    return SetFile(
        name=plain(head.get("name"))[:NAME_LIMIT] or "Prompts from a file",
        about=plain(head.get("about"))[:ABOUT_LIMIT],
        prompts=tuple(came),
        left_out=tuple(left_out),
    )


def plain(value: Any) -> str:
    """One line of text, whatever it was: no control characters, single spaces; "" for what is no text."""
    if not isinstance(value, str):
        return ""
    visible = "".join(" " if _is_control(letter) else letter for letter in clean_text(value))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def _is_control(letter: str) -> bool:
    """Joiners are spelling in Persian and Hindi, and hold signs together."""
    return unicodedata.category(letter)[0] == "C" and letter not in _JOINERS


def _in_whole_characters(found: Any) -> Any:
    """JSON may hold half a character (a lone surrogate), which no text of ours does."""
    if not isinstance(found, dict):
        return found
    return {name: clean_text(value) if isinstance(value, str) else value for name, value in found.items()}


def _read(raw: bytes) -> Brought:
    found = decode_item(raw)
    try:
        item = msgspec.convert(_in_whole_characters(found), _Item)
    except (msgspec.ValidationError, UnicodeEncodeError):  # the second: half a character in a field's name
        raise ItemProblem("it has no text, or something else in it is not what it should be.") from None
    text, follow_up = plain(item.text), plain(item.follow_up)
    if not text:
        raise ItemProblem("it has no words.")
    if max(len(text), len(follow_up)) > TEXT_LIMIT:
        raise ItemProblem(f"it has more than {TEXT_LIMIT} characters.")
    minutes = item.minutes if item.minutes and FEWEST_MINUTES <= item.minutes <= MOST_MINUTES else None
    return Brought(text, follow_up, item.pillar, minutes, plain(item.id)[:80])
