"""A folder of Markdown or plain text, or a zip of one: Obsidian, Logseq, iA Writer, or files kept by hand.

A file is a page. Its day comes from its front matter, else from its name or folders (`2024-03-01 Monday.md`,
`journals/2024_03_01.md`, `2024/03/01.md`), else from the file itself, and then the report says so. `[[links]]` and
embedded notes stay as text; pictures and other media come when a page names them and they lie in the folder.
Does not bring: files no page names, Obsidian's canvases and settings, Logseq's databases, folders whose name begins
with a dot, and pictures that lie on the web.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from emberwell.exchange import front_matter
from emberwell.exchange.bounded_json import plain
from emberwell.exchange.bounds import (
    ENTRY_BYTES,
    ENTRY_CHARACTERS,
    TOO_LONG,
    CannotRead,
    OverBound,
    TooMuchText,
    text_of,
)
from emberwell.exchange.brought import BroughtEntry, Reading
from emberwell.exchange.jrnl_dates import read_date
from emberwell.exchange.markdown_media import Media, hashtags
from emberwell.exchange.moments import Moment, at_clock, on_day, parse_moment, zone_of
from emberwell.exchange.titles import split_heading, tidy_tags, title_of
from emberwell.exchange.tree import FileTree, Member, Tree

FORMAT = "markdown"
PAGES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".txt", ".text"})
_REPORTED_FILES = 500
_REFUSED = 1_000
"""Pages with front matter that unfolds, before the whole is given up."""
_WRITTEN = ("date", "datetime", "date_time")
_CREATED = ("created", "created_at", "creation_date", "creationdate", "date_created", "timestamp")
_ZONES = ("timezone", "time_zone", "zone", "tz")
_DAY = r"(?P<year>(?:19|20|21)\d{2})(?P<gap>[-_. ]?)(?P<month>0[1-9]|1[0-2])(?P=gap)(?P<day>0[1-9]|[12]\d|3[01])"
_CLOCK = (
    r"(?:(?:[T_ -]|[ ]at[ ])(?P<hour>[01]\d|2[0-3])[-:.h_](?P<minute>[0-5]\d)(?:[-:._][0-5]\d)?"
    r"|[T_-]?(?P<hour2>[01]\d|2[0-3])(?P<minute2>[0-5]\d)(?:[0-5]\d)?)?"
)
_DATED = re.compile(rf"(?<!\d){_DAY}{_CLOCK}(?!\d)")
_PLACED = re.compile(r"(?:^|/)((?:19|20|21)\d{2})/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?=[/ _.-]|$)")
_EDGES = " \t-_–—.,:·"


@dataclass
class _Page:
    """One file, taken apart."""

    fields: dict[str, Any]
    body: str
    when: Moment | None = None
    dated: bool = True
    named: str = ""
    """What its file name says besides a date."""
    kept: dict[str, Any] = field(default_factory=dict)


def pages(tree: Tree) -> list[Member]:
    """The files that are pages; a file brought alone is one whatever it is called."""
    found = [member for member in tree.members.values() if member.suffix in PAGES]
    return found or (list(tree.members.values()) if isinstance(tree, FileTree) else [])


def read(tree: Tree, zone: str) -> Reading:
    """Every page of the folder; clock times without a zone are in `zone`. Raises OverBound."""
    reading = Reading(FORMAT)
    reading.skipped.extend(tree.skipped)
    media = Media(tree)
    undated = unclear = refused = 0
    for member in pages(tree):
        try:
            entry = _entry(tree, member, media, zone, reading)
        except TooMuchText:
            raise
        except (CannotRead, OverBound) as problem:
            reading.skip(member.path, problem.what)
        except front_matter.Refused as problem:
            reading.skip(member.path, str(problem))
            refused += 1
            if refused > _REFUSED:
                raise OverBound(f"More than {_REFUSED:,} of these pages were built to do harm.") from None
        else:
            if entry is None:
                reading.skip(member.path, "It is empty.")
            else:
                reading.add(entry)
                undated += not entry.dated
                unclear += "front_matter" in entry.fields
    if undated:
        reading.notes.append(f"{undated:,} pages carry no date of their own; the dates of their files were used.")
    if unclear:
        reading.notes.append(f"{unclear:,} pages have front matter that is not proper YAML; it was kept as it stands.")
    _report_rest(tree, media, reading)
    return reading


def _entry(tree: Tree, member: Member, media: Media, zone: str, reading: Reading) -> BroughtEntry | None:
    if member.size > ENTRY_BYTES:
        raise OverBound(TOO_LONG)
    if not member.size:
        return None
    content = tree.text(member)
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CannotRead("It is not text.")
    text = text_of(content)
    if len(text) > ENTRY_CHARACTERS:
        raise OverBound(TOO_LONG)
    page = _taken_apart(text, member, zone)
    words, attachments = media.linked(page.body, member, reading.skip)
    title, body = _titled(page, words)
    if not body.strip() and not attachments and (not title or title == page.named):
        return None
    when = page.when or _file_date(member, zone)
    return BroughtEntry(
        id=member.path,
        item=member.path,
        written_at=when.written_at,
        zone=when.zone,
        all_day=when.all_day,
        dated=page.dated,
        title=title,
        body=body,
        tags=tidy_tags([*_listed(page.fields), *hashtags(page.body)]),
        starred=any(_is_yes(page.fields.get(name)) for name in ("starred", "favorite", "favourite")),
        attachments=attachments,
        fields=plain(page.kept),
    )


def _taken_apart(text: str, member: Member, zone: str) -> _Page:
    above, body = front_matter.split(text)
    page = _Page({}, body.strip("\n"))
    if above is not None:
        try:
            page.fields = front_matter.parse(above)
            page.kept = {name: value for name, value in page.fields.items() if name not in ("title", "tags")}
        except front_matter.NotUnderstood:
            page.fields = front_matter.by_line(above)
            page.kept = {"front_matter": above}
    own = next((known for name in _ZONES if (known := zone_of(page.fields.get(name)))), zone)
    by_name, page.named = _name_date(member, own)
    page.when = _field_date(page.fields, _WRITTEN, own) or by_name or _field_date(page.fields, _CREATED, own)
    page.dated = page.when is not None
    return page


def _titled(page: _Page, words: str) -> tuple[str, str]:
    """The title its front matter gives, else its first heading, else its file name."""
    given = page.fields.get("title")
    heading, rest = split_heading(words)
    if isinstance(given, str) and (title := title_of(given)):
        return title, rest if heading == title else words
    return (heading, rest) if heading else (page.named, words)


def _name_date(member: Member, zone: str) -> tuple[Moment | None, str]:
    """`(the moment its name or folders say, the rest of its name as a title)`."""
    stem = member.stem
    found = _DATED.search(stem)
    if found is None:
        place = _PLACED.search(member.path)
        if place is None:
            return None, title_of(stem)
        day = _day(int(place[1]), int(place[2]), int(place[3]))
        named = stem.strip(_EDGES)
        return (on_day(day, zone) if day else None), "" if named.isdecimal() else title_of(named)
    day = _day(int(found["year"]), int(found["month"]), int(found["day"]))
    if day is None:
        return None, title_of(stem)
    before, after = stem[: found.start()].strip(_EDGES), stem[found.end() :].strip(_EDGES)
    title = title_of(f"{before} {after}")
    hour, minute = found["hour"] or found["hour2"], found["minute"] or found["minute2"]
    if hour is None or minute is None:
        return on_day(day, zone), title
    return at_clock(datetime.combine(day, time(int(hour), int(minute))), zone), title


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _field_date(fields: dict[str, Any], names: tuple[str, ...], zone: str) -> Moment | None:
    lower = {str(name).lower().replace("-", "_").replace(" ", "_"): value for name, value in fields.items()}
    for name in names:
        text = lower.get(name)
        if not isinstance(text, str) or len(text) > 100:
            continue
        clock = lower.get("time")
        if isinstance(clock, str) and (both := parse_moment(f"{text.strip()} {clock.strip()}", zone)):
            return both
        if moment := parse_moment(text, zone):
            return moment
        if (read := read_date(text.strip())) and (said := read.clock(day_first=True)):
            return at_clock(said, zone) if read.has_time else on_day(said.date(), zone)
    return None


def _file_date(member: Member, zone: str) -> Moment:
    modified = member.modified
    if modified is None:
        return Moment(datetime.now(UTC), zone)
    return at_clock(modified, zone) if modified.tzinfo is None else Moment(modified.astimezone(UTC), zone)


def _listed(fields: dict[str, Any]) -> list[str]:
    """Tags of the front matter: a list, or words between commas or spaces."""
    found: list[str] = []
    for name in ("tags", "tag", "Tags"):
        value = fields.get(name)
        if isinstance(value, str):
            found += value.split(",") if "," in value else value.split()
        elif isinstance(value, list):
            found += [tag for tag in value if isinstance(tag, str)]
    return [tag.strip().lstrip("#") for tag in found]


def _is_yes(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.lower() in {"yes", "true", "1"})


def _report_rest(tree: Tree, media: Media, reading: Reading) -> None:
    """Files that are no page and that no page names."""
    rest = [m.path for m in tree.members.values() if m.suffix not in PAGES and m.path not in media.used]
    for path in rest[:_REPORTED_FILES]:
        reading.skip(path, "It is not a page, and no page shows it.")
    if len(rest) > _REPORTED_FILES:
        reading.notes.append(f"{len(rest) - _REPORTED_FILES:,} more files are no pages, and no page shows them.")
