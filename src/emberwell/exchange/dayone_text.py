"""The words of a Day One page: its escapes taken back, its rich text written as Markdown.

Day One escapes nearly every mark of punctuation (`so\\.`, `self\\-care`). An escape is taken back only where the
mark could not mean anything in Markdown, so that a page reads as it did there; the property test holds every page's
rendering before and after against each other.
"""

from __future__ import annotations

import re
from typing import Any

from emberwell.exchange.bounded_json import JsonText, decode_item

_FENCE = re.compile(r"^(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])[ \t])*(?:`{3}|~{3})", re.MULTILINE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MOST = 20_000
"""Escapes in one page; a page with more was not written by anyone."""
_HARMLESS = set(",?/%$^{}")
_LINE_START = re.compile(r"(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])[ \t])*")
_NO_RULE = re.compile(r"[^ \t\\\-=|:+*_>]")


def unescaped(text: str) -> str:
    """`text` without the backslashes that change nothing. Paragraphs with code, and all after a code block, stay."""
    if not 0 < text.count("\\") <= _MOST:
        return text
    fence = _FENCE.search(text) if "```" in text or "~~~" in text else None
    prose, code = (text[: fence.start()], text[fence.start() :]) if fence else (text, "")
    paragraphs = re.split(r"(\n[ \t]*\n)", prose)
    return "".join(part if "`" in part else _unescaped_lines(part) for part in paragraphs) + code


def _unescaped_lines(paragraph: str) -> str:
    return "\n".join(_unescaped_line(line) if "\\" in line else line for line in paragraph.split("\n"))


def _unescaped_line(line: str) -> str:
    """One line, in time that grows with its length: what a mark depends on is found once."""
    start = _LINE_START.match(line)
    assert start is not None
    if "<" in line or "    " in start[0] or "\t" in start[0]:  # an address in angle brackets; code
        return line
    first, linked = start.end(), "](" in line or "]:" in line
    words = _NO_RULE.search(line, first)
    words_from = words.start() if words else len(line)
    entity_from = line.find("&") if "&" in line else len(line)

    def kept(found: re.Match[str]) -> str:
        mark, at = found[1], found.start()
        previous, following = line[at - 1 : at], line[at + 2 : at + 3]
        if mark in _HARMLESS:
            free = True
        elif mark == ".":
            free = not (at - first <= 9 and line[first:at].isdecimal())
        elif mark in "-+=:":
            free = words_from < at and previous != "]"
        elif mark == "!":
            free = following != "["
        elif mark in "#>":
            free = at > first and line[first] != "#" and previous != "&"
        elif mark == "_":
            free = previous.isalnum() and following.isalnum()
        elif mark in "()\"'":
            free = not linked and previous != "]" and not (at - first <= 9 and line[first:at].isdecimal())
        else:
            free = mark in ";@" and entity_from > at
        return mark if free else found[0]

    return _ESCAPE.sub(kept, line)


def from_rich_text(rich: str) -> str | None:
    """Markdown of a page's `richText` (JSON inside a string); None when it cannot be read.

    Its spans end wherever formatting changes, so lines are gathered first, then marked as a whole.
    """
    try:
        contents = decode_rich(rich).get("contents")
    except ValueError:
        return None
    if not isinstance(contents, list):
        return None
    lines = _Lines()
    for node in contents:
        if isinstance(node, dict):
            lines.add(node)
    return lines.markdown()


def decode_rich(rich: str) -> dict[str, Any]:
    """The object inside the string, within the bounds of any JSON brought. Raises ValueError."""
    content = rich.encode("utf-8", "replace")
    try:
        JsonText(content)
        value = decode_item(content)
    except Exception as problem:
        raise ValueError(str(problem)) from None
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


class _Lines:
    """Lines of rich text as they come in, span by span."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._words: list[str] = []
        self._line: dict[str, Any] = {}
        self._in_code = False

    def add(self, node: dict[str, Any]) -> None:
        attributes = node.get("attributes")
        attributes = attributes if isinstance(attributes, dict) else {}
        line = attributes.get("line")
        line = line if isinstance(line, dict) else {}
        text = node.get("text")
        for number, piece in enumerate(text.split("\n") if isinstance(text, str) else ()):
            if number:
                self._end_line()
            if piece:
                self._line = line or self._line
                self._words.append(piece if _is_code(line) else _marked(piece, attributes))
        embedded = node.get("embeddedObjects")
        for thing in embedded if isinstance(embedded, list) else ():
            if self._words:
                self._end_line()
            if written := _embedded(thing):
                self._done.append(written)

    def markdown(self) -> str:
        if self._words:
            self._end_line()
        if self._in_code:
            self._done.append("```")
        return "\n".join(self._done).strip("\n")

    def _end_line(self) -> None:
        code = _is_code(self._line)
        if code != self._in_code:
            self._done.append("```")
            self._in_code = code
        self._done.append(("" if code or not self._words else _line_mark(self._line)) + "".join(self._words))
        self._words, self._line = [], {}


def _is_code(line: dict[str, Any]) -> bool:
    return line.get("codeBlock") is True


def _line_mark(line: dict[str, Any]) -> str:
    header, style = line.get("header"), line.get("listStyle")
    indent = line.get("indentLevel")
    deep = "  " * (min(indent, 8) - 1) if isinstance(indent, int) and indent > 0 else ""
    if isinstance(header, int) and 1 <= header <= 6:
        return "#" * header + " "
    if style == "bulleted":
        return deep + "- "
    if style == "numbered":
        index = line.get("listIndex")
        return f"{deep}{index if isinstance(index, int) and 0 < index < 10**6 else 1}. "
    if style == "checkbox":
        return deep + ("- [x] " if line.get("checked") is True else "- [ ] ")
    return "> " if line.get("quote") is True else ""


def _marked(piece: str, attributes: dict[str, Any]) -> str:
    """A span with its marks; blanks at its edges stay outside them, where Markdown wants them."""
    words = piece.strip()
    if not words:
        return piece
    before, after = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
    if attributes.get("inlineCode") is True:
        return f"{before}`{words}`{after}"
    for name, mark in (("strikethrough", "~~"), ("italic", "*"), ("bold", "**")):
        if attributes.get(name) is True:
            words = f"{mark}{words}{mark}"
    address = attributes.get("linkURL")
    if isinstance(address, str) and re.fullmatch(r"[^\s<>()]{1,2000}", address):
        words = address if words == address else f"[{words}]({address})"
    return before + words + after


_MEDIA = {"photo": "", "video": "video", "audio": "audio", "pdfAttachment": "pdfAttachment"}


def _embedded(thing: object) -> str:
    if not isinstance(thing, dict):
        return ""
    kind, identifier = thing.get("type"), thing.get("identifier")
    if kind in _MEDIA and isinstance(identifier, str):
        return f"![](dayone-moment:/{_MEDIA[kind]}/{identifier})"
    if kind in ("horizontalRuleLine", "horizontalLineRule"):
        return "\n---\n"
    if kind in ("renderableCodeBlock", "codeBlock") and isinstance(thing.get("contents"), str):
        return f"```\n{thing['contents']}\n```"
    if kind == "table" and isinstance(thing.get("markdown"), str):
        return f"\n{thing['markdown']}\n"
    for name in ("url", "link"):
        if isinstance(thing.get(name), str) and re.fullmatch(r"https?://[^\s<>]{1,2000}", thing[name]):
            return f"<{thing[name]}>"
    return ""
