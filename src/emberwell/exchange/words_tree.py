"""A page's Markdown as a small tree of plain values, which the typesetting templates draw.

The templates are programs, so no word of a person ever becomes part of one: words travel as JSON, and what the
template may do with them is decided here. The reading of Markdown is the same as on screen (`journal.markdown`).

Blocks are mappings with `t`: `p`, `h` (with `n`), `ul`, `ol` (with `start`), `quote`, `code`, `rule`, `table`,
`picture`, `file`. Words are lists of runs: `x` the text; `b`, `i`, `s`, `c`, `k` set to 1 for bold, italic, struck,
code, kept; `u` an address.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

from markdown_it import MarkdownIt
from markdown_it.token import Token

Block = dict[str, Any]
Run = dict[str, Any]

_ATTACHMENT = re.compile(r"attachment:([0-9a-f]{32})")
_FOLLOWABLE = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ufe0e\ufe0f]")
_NESTING = 24
_UNBREAKABLE = re.compile(r"[!-~]{28,}")
"""A stretch of Latin characters without a space, longer than a narrow column takes."""
_STYLES = {"strong_open": "b", "em_open": "i", "s_open": "s"}


class Attached(Protocol):
    """What stands for an attachment in the tree."""

    def __call__(self, record_id: str, words: str) -> Block: ...


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": _NESTING})
    markdown.enable(["table", "strikethrough"])
    return markdown


def blocks(body: str, attached: Attached, kept: Sequence[str] = ()) -> tuple[list[Block], list[str]]:
    """The blocks of `body`, and those of the `kept` lines that are not found in it any more.

    Where a kept line stands in one paragraph, its words are marked `k`; one kept over several is marked in each.
    """
    reader = _Reader(_parser().parse(_INVISIBLE.sub("", body)), attached)
    found = reader.blocks_until(None)
    return found, [line for line in kept if not _mark(line, reader.texts)]


class _Reader:
    """Walks markdown-it's flat tokens once."""

    def __init__(self, tokens: list[Token], attached: Attached) -> None:
        self._tokens = tokens
        self._at = 0
        self._attached = attached
        self.texts: list[list[Run]] = []
        """The runs of every paragraph, heading and cell, for marking kept lines."""

    def blocks_until(self, closing: str | None) -> list[Block]:
        found: list[Block] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == closing:
                break
            found.extend(self._block(token))
        return found

    def _block(self, token: Token) -> list[Block]:
        match token.type:
            case "paragraph_open" | "heading_open":
                return self._worded(token)
            case "bullet_list_open":
                return [{"t": "ul", "items": self._items("bullet_list_close")}]
            case "ordered_list_open":
                start = max(0, min(int(token.attrGet("start") or 1), 999_999_999))
                return [{"t": "ol", "start": start, "items": self._items("ordered_list_close")}]
            case "blockquote_open":
                return [{"t": "quote", "blocks": self.blocks_until("blockquote_close")}]
            case "fence" | "code_block":
                return [{"t": "code", "x": breakable(token.content.rstrip("\n").expandtabs(4))}]
            case "hr":
                return [{"t": "rule"}]
            case "table_open":
                return [self._table()]
        return []

    def _worded(self, opening: Token) -> list[Block]:
        runs, pictures = _runs(self._tokens[self._at].children or [], self._attached)
        self._at += 2
        if not any(run["x"].strip() for run in runs):
            return pictures
        self.texts.append(runs)
        block: Block = {"t": "p", "runs": runs}
        if opening.type == "heading_open":
            block = {"t": "h", "n": int(opening.tag[1]), "runs": runs}
        if is_right_to_left("".join(run["x"] for run in runs)):
            block["rtl"] = 1
        return [block, *pictures]

    def _items(self, closing: str) -> list[list[Block]]:
        items = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == closing:
                break
            if token.type == "list_item_open":
                items.append(self.blocks_until("list_item_close"))
        return items

    def _table(self) -> Block:
        rows: list[list[list[Run]]] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                runs, pictures = _runs(token.children or [], self._attached)
                runs += [{"x": picture["words"]} for picture in pictures]
                rows[-1].append(runs)
                self.texts.append(runs)
        return {"t": "table", "head": rows[0], "rows": rows[1:]}


def _runs(tokens: Sequence[Token], attached: Attached) -> tuple[list[Run], list[Block]]:
    """The words of a paragraph, and the pictures in it, which are set after it."""
    runs: list[Run] = []
    pictures: list[Block] = []
    styles: list[str] = []
    addresses: list[str] = []
    for token in tokens:
        if token.type in _STYLES:
            styles.append(_STYLES[token.type])
        elif token.type in {"strong_close", "em_close", "s_close"}:
            styles.pop()
        elif token.type == "link_open":
            addresses.append(_address(str(token.attrGet("href") or "")))
        elif token.type == "link_close":
            addresses.pop()
        elif token.type == "image":
            source = str(token.attrGet("src") or "")
            if found := _ATTACHMENT.fullmatch(source):
                pictures.append(attached(found[1], token.content))
            else:
                address = _address(source)
                runs.append({"x": token.content or source, **({"u": address} if address else {})})
        else:
            text = "\n" if token.type in {"softbreak", "hardbreak"} else token.content
            if text:
                run: Run = {"x": breakable(text), **dict.fromkeys(styles, 1)}
                if token.type == "code_inline":
                    run["c"] = 1
                if addresses and addresses[-1]:
                    run["u"] = addresses[-1]
                runs.append(run)
    return runs, pictures


def breakable(text: str) -> str:
    """`text` with invisible places to break a line (U+200B) in addresses and other long stretches."""
    return _UNBREAKABLE.sub(lambda found: _broken(found[0]), text)


def _broken(stretch: str) -> str:
    pieces: list[str] = []
    for part in re.split(r"(?<=[/?&=.,;:_+-])(?=\w)", stretch):
        pieces.extend(part[at : at + 20] for at in range(0, len(part), 20))
    return "\u200b".join(pieces)


def _address(address: str) -> str:
    return address if _FOLLOWABLE.fullmatch(address) and len(address) <= 2000 else ""


def is_right_to_left(text: str) -> bool:
    """By the first letter that has a direction, as browsers do it for `dir="auto"`."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def _mark(line: str, texts: Sequence[list[Run]]) -> bool:
    """Set `k` on the words of a kept line wherever they stand first. False when some part is not found."""
    parts = [part for part in (_spaced(part)[0] for part in line.split("\n")) if part]
    if not parts:
        return True
    places = []
    for part in parts:
        place = next((place for runs in texts if (place := _place(part, runs))), None)
        if place is None:
            return False
        places.append(place)
    for runs, start, end in places:
        _cut_and_mark(runs, start, end)
    return True


def _place(part: str, runs: list[Run]) -> tuple[list[Run], int, int] | None:
    text, origin = _spaced("".join(run["x"] for run in runs))
    at = text.find(part)
    return None if at < 0 else (runs, origin[at], origin[at + len(part) - 1] + 1)


def _spaced(text: str) -> tuple[str, list[int]]:
    """`text` with every stretch of white space as one space and none at the ends, and where each character was."""
    kept: list[str] = []
    origin: list[int] = []
    for at, character in enumerate(text):
        if character == "\u200b":
            continue
        if character.isspace():
            if kept and kept[-1] != " ":
                kept.append(" ")
                origin.append(at)
        else:
            kept.append(character)
            origin.append(at)
    if kept and kept[-1] == " ":
        kept.pop()
        origin.pop()
    return "".join(kept), origin


def _cut_and_mark(runs: list[Run], start: int, end: int) -> None:
    cut: list[Run] = []
    at = 0
    for run in runs:
        text = run["x"]
        left, right = max(0, min(start - at, len(text))), max(0, min(end - at, len(text)))
        for piece, is_kept in ((text[:left], False), (text[left:right], True), (text[right:], False)):
            if piece:
                cut.append({**run, "x": piece, **({"k": 1} if is_kept else {})})
        at += len(text)
    runs[:] = cut
