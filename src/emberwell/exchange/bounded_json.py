"""JSON from a stranger, item by item, within bounds of depth, number and memory.

A JSON text of 128 MiB can unfold to gigabytes of small objects, and one emoji quadruples the string that holds
it. So the text stays bytes: one pass over its brackets finds how deep it goes and where each item of its top-level
lists begins and ends; then one item at a time is decoded, strictly (no field twice in one object, no NaN, no
Infinity, nothing after the end).
"""

from __future__ import annotations

import codecs
import json
import math
import re
from array import array
from collections.abc import Collection, Iterator
from typing import Any, NoReturn

from emberwell.exchange.bounds import ITEMS, MIB, CannotRead, OverBound, clean_text

DEPTH = 64
"""Objects and lists within one another. The deepest real export seen has 7."""
BRACKETS = 4_000_000
"""Objects and lists in all the texts of one source."""
ITEM_BYTES = 32 * MIB
ITEM_VALUES = 200_000
"""Values in one item."""

_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_TO_BRACKET = re.compile(rb'[^"\[\]{}]*+(?:' + _STRING + rb'[^"\[\]{}]*+)*+([\[\]{}])', re.DOTALL)
_ANY_STRING = re.compile(_STRING, re.DOTALL)
_LIST_NAME = re.compile(rb'"([A-Za-z_]{1,40})"\s*+:\s*+\[\Z')
_BLANK = re.compile(rb"\s*+")
_COMMA = re.compile(rb"\s*+,\s*+")
_OPENING = b"[{"
_LIST = ord("[")

BROKEN = "This JSON is damaged or was cut off on its way."
AGAIN = "Make the export again, then bring it."


class ItemProblem(Exception):
    """Why one item cannot be read; the others may. `str(problem)` is a plain sentence."""


class Allowance:
    """How many brackets may still be read of one source: shared by all its texts, or ten thousand small ones would
    cost as much as one that is refused."""

    def __init__(self, left: int = BRACKETS) -> None:
        self.left = left


class JsonText:
    """A JSON object whose lists named in `lists` hold objects or lists, and are read item by item.

    Raises CannotRead and OverBound when made.
    """

    def __init__(
        self, content: bytes, lists: Collection[str] = ("entries",), allowance: Allowance | None = None
    ) -> None:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            content = content.decode("utf-16", "replace").encode()
        self._content = content
        self._start = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0
        spans = _Spans(content, lists)
        spans.walk(self._start, allowance or Allowance())
        self._lists, self._bodies = spans.lists, spans.bodies

    def __contains__(self, name: str) -> bool:
        return name in self._lists

    def count(self, name: str) -> int:
        """How many items the top-level list `name` has; 0 when there is none."""
        return len(self._lists.get(name, ())) // 2

    def raw(self, name: str) -> Iterator[bytes]:
        """Each item of the list `name`, undecoded."""
        spans = self._lists.get(name, array("Q"))
        for place in range(0, len(spans), 2):
            yield self._content[spans[place] : spans[place + 1]]

    def rest(self) -> dict[str, Any]:
        """The object without its lists' items. Raises CannotRead when it is not well-formed."""
        pieces, position = [], self._start
        for begin, end in self._bodies:
            pieces.append(self._content[position:begin])
            position = end
        pieces.append(self._content[position:])
        try:
            value = decode_item(b"".join(pieces))
        except ItemProblem as problem:
            raise CannotRead(f"{BROKEN} {problem}", then=AGAIN) from None
        if not isinstance(value, dict):
            raise _broken()
        return value


class _Spans:
    """One pass over the brackets of a text: their depth and pairs, and where the items of top-level lists lie."""

    def __init__(self, content: bytes, wanted: Collection[str]) -> None:
        self._content = content
        self._wanted = wanted
        self.lists: dict[str, array[int]] = {}
        """By name: begin and end of each item, one after the other."""
        self.bodies: list[tuple[int, int]] = []
        """Where the items of a list, all together, begin and end."""
        self._list: array[int] | None = None
        self._list_begin = self._item_begin = self._last_end = 0

    def walk(self, start: int, allowance: Allowance) -> None:
        content, scan = self._content, _TO_BRACKET.scanner(self._content, start)  # type: ignore[attr-defined]
        unclosed = bytearray()
        depth = end = 0
        while (matched := scan.match()) is not None:
            allowance.left -= 1
            end = matched.end()
            bracket = content[end - 1]
            if bracket in _OPENING:
                unclosed.append(bracket)
                depth += 1
                if depth <= 3:
                    self._opening(depth, matched.start(), end)
                elif depth > DEPTH:
                    raise OverBound(f"This JSON goes deeper than {DEPTH} levels, as no journal does.")
            elif not unclosed or unclosed.pop() != bracket - 2:  # in ASCII the two of a pair are 2 apart
                raise _broken()
            else:
                depth -= 1
                if depth <= 2:
                    self._closing(depth, end)
                if depth == 0:
                    break
            if allowance.left < 0:
                raise OverBound("This JSON holds more values than any journal.")
        if unclosed or not end or _BLANK.fullmatch(content, end) is None:
            raise _broken()

    def _opening(self, depth: int, start: int, end: int) -> None:
        if depth == 2 and self._content[end - 1] == _LIST:
            self._list = self._named(start, end)
            self._list_begin = self._last_end = end
        elif depth == 3 and self._list is not None:
            self._item_begin = end - 1
            between = _BLANK if self._last_end == self._list_begin else _COMMA
            if between.fullmatch(self._content, self._last_end, self._item_begin) is None:
                raise _broken()

    def _closing(self, depth: int, end: int) -> None:
        if self._list is None:
            return
        if depth == 2:
            if len(self._list) >= 2 * ITEMS:
                raise OverBound(f"This JSON holds more than {ITEMS:,} items.")
            self._list.extend((self._item_begin, end))
            self._last_end = end
        elif depth == 1:
            if len(self._list):
                if _BLANK.fullmatch(self._content, self._last_end, end - 1) is None:
                    raise _broken()
                self.bodies.append((self._list_begin, end - 1))
            self._list = None

    def _named(self, start: int, end: int) -> array[int] | None:
        """The spans of the list whose bracket ends at `end`; None for one that is not wanted item by item."""
        found = _LIST_NAME.search(self._content, max(start, end - 200), end)
        name = found[1].decode() if found else ""
        if name not in self._wanted:
            return None
        if name in self.lists:
            raise CannotRead(f'{BROKEN} It has two lists named "{name}".', then=AGAIN)
        self.lists[name] = array("Q")
        return self.lists[name]


def _broken() -> CannotRead:
    return CannotRead(BROKEN, then=AGAIN)


def decode_item(content: bytes) -> Any:
    """One value, strictly. Raises ItemProblem."""
    if len(content) > ITEM_BYTES:
        raise ItemProblem(f"It is larger than {ITEM_BYTES // MIB} MiB.")
    if content.count(b",") > ITEM_VALUES and _ANY_STRING.sub(b"", content).count(b",") > ITEM_VALUES:
        raise ItemProblem("It holds more values than any page.")
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise ItemProblem("It is not valid UTF-8.") from None
    try:
        return _decoder.decode(text)
    except RecursionError:
        raise ItemProblem("It goes too deep.") from None
    except ValueError:
        raise ItemProblem("It is not well-formed JSON.") from None


def unfolding(content: bytes) -> int:
    """Bytes of memory an item may take beyond its own text: much for many short values, nothing for prose."""
    if content.count(b",") * 30 <= len(content):
        return 0
    return 60 * _ANY_STRING.sub(b"", content).count(b",")


def _no_field_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ItemProblem("It says one field twice.")
    return fields


def _no_constant(_: str) -> NoReturn:
    raise ItemProblem("It holds a number that is none (NaN or Infinity).")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        _no_constant(digits)
    return number


_decoder = json.JSONDecoder(
    object_pairs_hook=_no_field_twice, parse_constant=_no_constant, parse_float=_finite, strict=False
)


def plain(value: Any, depth: int = 0) -> Any:
    """A decoded value made safe to keep: whole characters, numbers of at most 64 bits, bounded depth."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        if depth > DEPTH:
            return None
        return {clean_text(str(key)): plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner, depth + 1) for inner in value] if depth <= DEPTH else None
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        return str(value) if abs(value) < 10**4000 else None
    return value
