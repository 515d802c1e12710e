"""The few lines of YAML above a Markdown page, read as plain text values.

Built on the parser's events rather than on a loader: nothing is constructed, nothing recurses, and an alias ends the
reading, since no one writes one by hand and a few of them unfold to gigabytes. Values stay as written, so that
`2024_03_01` is not taken for a number nor `10:30` for 630 (YAML 1.1 does both).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

LONGEST = 32 * 1024
"""Characters of front matter."""
DEPTH = 16
EVENTS = 1_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times as fast, where there is one
_CONSTANTS = {"true": True, "True": True, "false": False, "False": False, "null": None, "~": None, "": None}

_PLAIN_LINE = re.compile(r"^([A-Za-z][\w-]{0,40}):[ \t]+(\S[^\n]*)$", re.MULTILINE)


class Refused(Exception):
    """It was built to unfold without end, or is too long or deep. `str(refused)` is a plain sentence."""


class NotUnderstood(Exception):
    """It is not well-formed: the page may still come."""


def split(text: str) -> tuple[str | None, str]:
    """`(front matter, the rest)`; None when the page has none. Raises Refused above LONGEST."""
    if not text.startswith("---\n"):
        return None, text
    end = 4
    while True:
        line_end = text.find("\n", end)
        line = text[end:] if line_end < 0 else text[end:line_end]
        if line.rstrip() in ("---", "..."):
            return text[4:end], "" if line_end < 0 else text[line_end + 1 :]
        if line_end < 0:
            return None, text
        if line_end > LONGEST:
            # a rule across the page that is never closed is no front matter
            if "\n---\n" in text[line_end:]:
                raise Refused(f"Its front matter is longer than {LONGEST // 1024} KiB.")
            return None, text
        end = line_end + 1


def parse(text: str) -> dict[str, Any]:
    """The fields: text, true, false, None, lists and mappings of these. Raises Refused and NotUnderstood."""
    events = _events(text)
    root: list[Any] = []
    stack: list[Any] = [root]
    keys: list[Any] = [None]
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise Refused("Its front matter refers to itself (a YAML alias), which could unfold without end.")
        if isinstance(event, yaml.ScalarEvent):
            _place(stack, keys, _scalar(event))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            inner: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            _place(stack, keys, inner)
            stack.append(inner)
            keys.append(None)
            if len(stack) > DEPTH:
                raise Refused(f"Its front matter goes deeper than {DEPTH} levels.")
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
            keys.pop()
    if len(root) > 1 or (root and not isinstance(root[0], dict)):
        raise NotUnderstood
    return dict(root[0]) if root else {}


def by_line(text: str) -> dict[str, Any]:
    """What can be told of front matter that is not YAML (`title: Monday: the group`): its plain `name: value` lines."""
    found: dict[str, Any] = {}
    for name, value in _PLAIN_LINE.findall(text):
        found.setdefault(name, value.strip().strip("\"'"))
    return found


def _events(text: str) -> Iterator[Any]:
    try:
        for number, event in enumerate(yaml.parse(text, Loader=_Loader)):
            if number > EVENTS:
                raise Refused("Its front matter holds more values than any page.")
            yield event
    except (yaml.YAMLError, ValueError, RecursionError):
        raise NotUnderstood from None


def _place(stack: list[Any], keys: list[Any], value: Any) -> None:
    """Put a value where the events stand: into a list, or as the key or the value of a mapping."""
    holder = stack[-1]
    if isinstance(holder, list):
        holder.append(value)
    elif keys[-1] is None:
        if not isinstance(value, str | bool | None):
            raise NotUnderstood
        key = _as_key(value)
        if key in holder:
            raise NotUnderstood
        keys[-1] = key
    else:
        holder[keys[-1]] = value
        keys[-1] = None


def _as_key(value: str | bool | None) -> str:
    return value if isinstance(value, str) else {True: "true", False: "false", None: ""}[value]


def _scalar(event: Any) -> Any:
    value: str = event.value
    if event.style in (None, "") and value in _CONSTANTS:
        return _CONSTANTS[value]
    return value
