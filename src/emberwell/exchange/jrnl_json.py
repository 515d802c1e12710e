"""jrnl's `--export json`: `tags` and `entries`, each with a date and a time that say no zone.

Read as UTC, a page of the evening would land on the next day for half of the world: the times are the person's own.
Does not bring: the counts of tags. jrnl gives its entries no ids, so a page is known again by its date, title and
text: one that was changed in jrnl since comes as a new page beside the old one.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime, time
from typing import Any

from emberwell.exchange.bounded_json import ItemProblem, JsonText, decode_item, plain
from emberwell.exchange.bounds import CannotRead, clean_text
from emberwell.exchange.brought import BroughtEntry, Reading
from emberwell.exchange.moments import Moment, at_clock, on_day
from emberwell.exchange.titles import tidy_tags
from emberwell.exchange.tree import Tree
from emberwell.journal.dates import in_zone
from emberwell.journal.rules import TITLE_LIMIT

FORMAT = "jrnl-json"
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_OURS = frozenset({"title", "body", "date", "time", "starred"})


def is_ours(start: bytes) -> bool:
    """Whether the first bytes of a JSON file look like jrnl's."""
    has_list = re.search(rb'"entries"\s*:\s*\[', start) is not None
    return has_list and re.search(rb'"(body|time)"\s*:|^\s*\{\s*"tags"\s*:\s*\{', start) is not None


def read(tree: Tree, zone: str) -> Reading:
    """Every entry of the one JSON file of `tree`, its times in `zone`. Raises CannotRead and OverBound."""
    reading = Reading(FORMAT)
    reading.skipped.extend(tree.skipped)
    for member in [m for m in tree.members.values() if m.suffix == ".json"] or list(tree.members.values())[:1]:
        text = JsonText(tree.text(member))
        text.rest()
        if "entries" not in text:
            raise CannotRead("This JSON is not a jrnl export: it has no list of entries.")
        for number, raw in enumerate(text.raw("entries"), start=1):
            item = f"{member.path}, entry {number}"
            try:
                reading.add(_entry(decode_item(raw), item, zone))
            except ItemProblem as problem:
                reading.skip(item, str(problem))
    return reading


def _entry(entry: Any, item: str, zone: str) -> BroughtEntry:
    if not isinstance(entry, dict):
        raise ItemProblem("It is not an entry.")
    when = _moment(entry, zone)
    title, body = (_text(entry.get(name)) for name in ("title", "body"))
    tags = entry.get("tags")
    names = [tag.lstrip("@#") for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    fields = {name: plain(value) for name, value in entry.items() if name not in _OURS}
    return page(item, when, title, body, names, starred=entry.get("starred") is True, fields=fields)


def page(
    item: str, when: Moment, title: str, body: str, tags: list[str], *, starred: bool, fields: dict[str, Any]
) -> BroughtEntry:
    """One entry of jrnl, whichever way it was exported: both ways give the same id. Raises ItemProblem when empty."""
    title, body = " ".join(title.split()), body.strip("\n").rstrip()
    if not title and not body.strip():
        raise ItemProblem("It is empty.")
    clock = in_zone(when.written_at, when.zone).replace(tzinfo=None)  # the same page wherever it is brought from
    whole = "\x00".join((clock.isoformat(timespec="minutes"), title, body))
    if len(title) > TITLE_LIMIT:
        title, body = "", f"{title}\n\n{body}".rstrip()
    return BroughtEntry(
        id=hashlib.sha256(whole.encode()).hexdigest()[:32],
        item=item,
        written_at=when.written_at,
        zone=when.zone,
        all_day=when.all_day,
        title=title,
        body=body,
        tags=tidy_tags(tags),
        starred=starred,
        fields=fields,
    )


def _moment(entry: dict[str, Any], zone: str) -> Moment:
    day, clock = entry.get("date"), entry.get("time")
    try:
        on = date.fromisoformat(day) if isinstance(day, str) else None
        found = _TIME.fullmatch(clock.strip()) if isinstance(clock, str) else None
        if on is None or (found is None and clock not in (None, "")):
            raise ItemProblem("It has no date that can be read.")
        if found is None:
            return on_day(on, zone)
        return at_clock(datetime.combine(on, time(int(found[1]), int(found[2]), int(found[3] or 0))), zone)
    except ValueError:
        raise ItemProblem("It has no date that can be read.") from None


def _text(value: object) -> str:
    return clean_text(value) if isinstance(value, str) else ""
