"""The journal's order, as keys that sort: by the local day, then by the moment, then by the record's id.

A place between two pages is a key too, which is what an address holds: a cursor keeps its place when pages are
written, moved or thrown away around it, as a page number would not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from datetime import date

Key = tuple[int, int, str]
"""(ordinal of the local day, microseconds since 1970, record id): a place in the journal's order."""

_CURSOR = re.compile(r"(\d{1,7})\.(-?\d{1,18})\.([0-9a-f]{32}|)")
_FEW = 64
_BEFORE_ALL = -(10**17)
"""Microseconds; earlier than the year 1."""


def cursor(key: Key) -> str:
    """A key as it stands in an address: a date, a time and an id, no words."""
    return f"{key[0]}.{key[1]}.{key[2]}"


def read_cursor(text: str) -> Key | None:
    """The key in an address, or None when it is not one."""
    found = _CURSOR.fullmatch(text)
    return (int(found[1]), int(found[2]), found[3]) if found else None


class Keys:
    """Keys in order. Many arrivals at once are sorted together at the next question, single ones put in place."""

    def __init__(self) -> None:
        self._ordered: list[Key] = []
        self._arrived: list[Key] = []

    def add(self, key: Key) -> None:
        self._arrived.append(key)

    def remove(self, key: Key) -> None:
        ordered = self.ordered()
        at = bisect_left(ordered, key)
        if at < len(ordered) and ordered[at] == key:
            del ordered[at]

    def ordered(self) -> list[Key]:
        if self._arrived:
            if len(self._arrived) <= _FEW:
                for key in self._arrived:
                    insort(self._ordered, key)
            else:
                self._ordered.extend(self._arrived)
                self._ordered.sort()
            self._arrived.clear()
        return self._ordered

    def __len__(self) -> int:
        return len(self._ordered) + len(self._arrived)


def dawn(day: date) -> Key:
    """The place just before the first moment of a day."""
    return day.toordinal(), _BEFORE_ALL, ""


def dawn_after(day: date) -> Key:
    return day.toordinal() + 1, _BEFORE_ALL, ""
