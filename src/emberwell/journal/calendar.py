"""Where every page stands in time, so that no page of the journal has to sort, open or count all the others.

`Calendar` is an index in the vault's sense: it is built once when a vault is opened and then told of each change. It
keeps a small row for every page and one list of keys in order, for the whole journal and for each pillar, tag, value,
code name, star and picture; everything asked of it is a few binary searches and one short walk. It holds no text of a
page but its tags, and is dropped with the vault when the journal closes.

The order is the order of days as they were lived: by local date first, within a day as time passed. Ordered by UTC
alone, a journey across the date line would tear a day, and a month, in two.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from threading import RLock
from typing import TYPE_CHECKING, ClassVar

from emberwell.journal.dates import day_finder
from emberwell.journal.order import Key, Keys, dawn, dawn_after
from emberwell.journal.records import Entry
from emberwell.journal.rows import Facet, Row, Wanted, facets_of, facets_wanted, lets_through, same_tag
from emberwell.vault.record import Record, RecordId

if TYPE_CHECKING:
    from emberwell.vault.vault import Saved

__all__ = ["Calendar", "Row", "Stretch", "Wanted", "same_tag"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Stretch:
    """One screenful of the journal, newest first, and where its neighbours begin."""

    rows: tuple[Row, ...]
    older: Key | None
    """Ask for `before=older` to go on; None at the first page ever written."""
    newer: Key | None
    """Ask for `before=newer` to go back; None when going back is simply the top."""
    at_top: bool


class Calendar:
    """Every live page's place in time. Safe to ask from several threads."""

    kinds: ClassVar[tuple[type[Record], ...]] = (Entry,)

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}
        self._all = Keys()
        self._facets: dict[Facet, Keys] = {}
        self._spelling: dict[str, str] = {}
        self._held_back: set[str] = set()
        self._lock = RLock()
        self._day_of = day_finder()

    def __len__(self) -> int:
        return len(self._rows)

    def replace(self, id: RecordId, new: Saved[Entry] | None) -> None:
        """A page was written or changed, or (None) went to the trash or for good."""
        with self._lock:
            if old := self._rows.pop(id, None):
                self._all.remove(old.key)
                self._held_back.discard(id)
                for facet in facets_of(old):
                    self._facets[facet].remove(old.key)
            if new is None or not isinstance(new.value, Entry):
                return  # gone, or written by a newer release in a way this one cannot place
            row = self._row(id, new.value)
            self._rows[id] = row
            if row.held_back:
                self._held_back.add(id)
            self._all.add(row.key)
            for facet in facets_of(row):
                keys = self._facets.get(facet)
                if keys is None:
                    keys = self._facets[facet] = Keys()
                keys.add(row.key)
            for tag in row.tags:
                self._spelling.setdefault(same_tag(tag), tag)

    def _row(self, id: RecordId, entry: Entry) -> Row:
        at = (entry.written_at - _EPOCH) // _MICROSECOND
        has_words = bool(entry.body or entry.title)
        return Row(
            key=(self._day_of(entry.written_at, entry.zone), at, id),
            pillar=entry.pillar,
            tags=entry.tags,
            starred=entry.starred,
            pictured=bool(entry.attachments),
            values=entry.values,
            clients=entry.clients,
            returns=has_words and not (entry.hard_day or entry.raw or entry.not_again),
            held_back=entry.hard_day or entry.raw,
        )

    def held_back(self) -> frozenset[str]:
        """The pages of which nothing may come back unasked, by what they say of themselves; `journal.returning` adds
        those about an archived or lost client.
        """
        with self._lock:
            return frozenset(self._held_back)

    def about(self, clients: Iterable[RecordId]) -> frozenset[str]:
        """The pages about any of these code names."""
        with self._lock:
            lists = (self._facets.get(("client", id)) for id in clients)
            return frozenset(key[2] for keys in lists if keys for key in keys.ordered())

    def newest_about(self, client: RecordId, at_most: int) -> tuple[Row, ...]:
        """The newest pages about a code name."""
        with self._lock:
            keys = self._facets.get(("client", client))
            return tuple(self._rows[key[2]] for key in reversed(keys.ordered()[-at_most:])) if keys else ()

    def row(self, id: str) -> Row | None:
        """The row of one page, None when it is not live."""
        return self._rows.get(id)

    def stretch(self, wanted: Wanted, *, before: Key | None = None, limit: int = 20) -> Stretch:
        """Up to `limit` pages older than `before` (from the newest, without it) that `wanted` lets through."""
        with self._lock:
            keys = self._narrowest(wanted)
            low = 0 if wanted.since is None else bisect_left(keys, dawn(wanted.since))
            high = len(keys) if wanted.until is None else bisect_left(keys, dawn_after(wanted.until))
            start = high if before is None else min(high, bisect_left(keys, before))
            rows: list[Row] = []
            older: Key | None = None
            for key in _down(keys, start, low):
                row = self._rows[key[2]]
                if lets_through(wanted, row):
                    if len(rows) == limit:
                        older = rows[-1].key
                        break
                    rows.append(row)
            newer, at_top = self._going_back(keys[start:high], wanted, limit)
            return Stretch(tuple(rows), older, newer, at_top)

    def _going_back(self, above: list[Key], wanted: Wanted, limit: int) -> tuple[Key | None, bool]:
        passed = 0
        for key in above:
            if lets_through(wanted, self._rows[key[2]]):
                if passed == limit:
                    return key, False
                passed += 1
        return None, passed == 0

    def _narrowest(self, wanted: Wanted) -> list[Key]:
        """The shortest list that holds every page wanted."""
        lists = [self._facets.get(facet) or Keys() for facet in facets_wanted(wanted)]
        return min(lists, key=len, default=self._all).ordered()

    def keep(self, ids: Iterable[str], wanted: Wanted) -> list[RecordId]:
        """Those of `ids` (say, what a search found) that `wanted` lets through, in their own order."""
        since = wanted.since.toordinal() if wanted.since else 0
        until = wanted.until.toordinal() if wanted.until else date.max.toordinal()
        with self._lock:
            rows = (self._rows.get(id) for id in ids)
            return [row.id for row in rows if row and since <= row.key[0] <= until and lets_through(wanted, row)]

    def neighbours(self, id: str) -> tuple[RecordId | None, RecordId | None]:
        """The page before this one in time and the page after it."""
        with self._lock:
            row = self._rows.get(id)
            if row is None:
                return None, None
            keys = self._all.ordered()
            at = bisect_left(keys, row.key)
            earlier = RecordId(keys[at - 1][2]) if at else None
            later = RecordId(keys[at + 1][2]) if at + 1 < len(keys) else None
            return earlier, later

    def years(self) -> tuple[int, ...]:
        """The years that have pages, newest first."""
        return tuple(dict.fromkeys(year for year, _ in self.months()))

    def months(self) -> tuple[tuple[int, int], ...]:
        """The (year, month) pairs that have pages, newest first: one binary search a month."""
        with self._lock:
            keys, found, at = self._all.ordered(), [], len(self._all)
            while at:
                day = date.fromordinal(keys[at - 1][0])
                found.append((day.year, day.month))
                at = bisect_left(keys, dawn(day.replace(day=1)))
            return tuple(found)

    def days(self, year: int) -> tuple[date, ...]:
        """The days of a year that have pages, in order: one binary search a day."""
        with self._lock:
            keys = self._all.ordered()
            at, end = bisect_left(keys, dawn(date(year, 1, 1))), bisect_left(keys, dawn_after(date(year, 12, 31)))
            found = []
            while at < end:
                day = date.fromordinal(keys[at][0])
                found.append(day)
                at = bisect_left(keys, dawn_after(day), at, end)
            return tuple(found)

    def on(self, day: date) -> tuple[Row, ...]:
        """The pages of one day, in order."""
        with self._lock:
            return tuple(self._rows[key[2]] for key in self._between(day, day))

    def first_day(self) -> date | None:
        """The day of the oldest page."""
        with self._lock:
            keys = self._all.ordered()
            return date.fromordinal(keys[0][0]) if keys else None

    def tags(self) -> tuple[str, ...]:
        """Every tag in use, each in its first spelling, the most used first."""
        with self._lock:
            used = [(len(keys), name) for (facet, name), keys in self._facets.items() if facet == "tag" and len(keys)]
            return tuple(self._spelling[name] for _, name in sorted(used, key=lambda use: (-use[0], use[1])))

    def values(self) -> tuple[RecordId, ...]:
        """Every value that some page touches, the most touched first."""
        with self._lock:
            used = [(-len(keys), id) for (facet, id), keys in self._facets.items() if facet == "value" and len(keys)]
            return tuple(RecordId(id) for _, id in sorted(used))

    def last_day_of_value(self, value_id: RecordId) -> date | None:
        """The local day of the newest page about a value; None when no page touches it."""
        with self._lock:
            keys = self._facets.get(("value", value_id))
            return date.fromordinal(keys.ordered()[-1][0]) if keys else None

    def month_key(self, year: int, month: int) -> Key:
        """Ask for `before=` this to begin with the newest page of a month, or the next older one."""
        return dawn_after(date(year, month, monthrange(year, month)[1]))

    def _between(self, first: date, last: date) -> list[Key]:
        keys = self._all.ordered()
        return keys[bisect_left(keys, dawn(first)) : bisect_left(keys, dawn_after(last))]


def _down(keys: list[Key], start: int, low: int) -> Iterator[Key]:
    for at in range(start - 1, low - 1, -1):
        yield keys[at]
