"""jrnl's own text, as its file stands or as `--export text` writes it: `[date] title`, then the body.

The date is written in a form each person sets, and says no zone: its times are the person's own. Which form it is, is
found from the file: `[1]` at a line's start in a body, or a date in another form, is only text.
Does not bring: months named in another language than English, and an encrypted journal (jrnl can export it). Pages are
known again as `jrnl_json` says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from emberwell.exchange.bounded_json import ItemProblem
from emberwell.exchange.bounds import ENTRY_BYTES, TOO_LONG, CannotRead, Locked, OverBound, text_of
from emberwell.exchange.brought import Reading
from emberwell.exchange.jrnl_dates import ReadDate, order_of_days, read_date
from emberwell.exchange.jrnl_json import page
from emberwell.exchange.moments import Moment, at_clock, on_day
from emberwell.exchange.tree import Member, Tree

FORMAT = "jrnl"
ENTRIES = 200_000
"""In one file."""
_BRACKETED = re.compile(rb"^\[([^\[\]\r\n]{4,60})\](?=[ \t\r\n]|\Z)[ \t]?", re.MULTILINE)
_TAG = re.compile(r"(?<!\S)[@#]([^\W\d_][-+*/\w]*)")
_DAY_FILE = re.compile(r"(?:.*/)?(\d{4})/(\d{2})/(\d{2})\.txt")
_LOCKED = (b"JRNLv3", b"gAAAAA")
NOT_UNDERSTOOD = (
    "No entries of jrnl were found in this: no line begins with a date in square brackets that is understood."
)
INSTEAD = "`jrnl --export json` writes the same journal with plain dates; bring that."


@dataclass(frozen=True)
class _Head:
    """A line that begins with a date in brackets: where it begins, and where the words after the date do."""

    start: int
    words: int
    date: ReadDate


def is_ours(start: bytes) -> bool:
    """Whether the first bytes of a text look like jrnl's, or like its encrypted form."""
    if start.startswith(_LOCKED):
        return True
    first = _BRACKETED.match(start.lstrip(b"\xef\xbb\xbf\r\n\t "))
    return first is not None and read_date(_shown(first[1])) is not None


def may_be_ours(start: bytes) -> bool:
    """Whether a text begins with something in brackets that holds a year: a date no form of which is known."""
    return re.match(rb"\[[^\[\]\n]{0,60}?\d{4}[^\[\]\n]{0,60}\][ \t]", start) is not None


def day_files(tree: Tree) -> list[Member]:
    """The files of a jrnl folder journal (`2024/03/01.txt`); empty when the folder holds anything else."""
    members = list(tree.members.values())
    return members if members and all(_DAY_FILE.fullmatch(member.path) for member in members) else []


def read(tree: Tree, zone: str) -> Reading:
    """Every entry of the text, or of a folder journal. Raises CannotRead, Locked and OverBound."""
    reading = Reading(FORMAT)
    reading.skipped.extend(tree.skipped)
    members = list(tree.members.values())
    for member in members if len(members) == 1 else day_files(tree) or [m for m in members if m.suffix == ".txt"]:
        content = tree.text(member)
        if content.startswith(_LOCKED):
            raise Locked("This jrnl journal is encrypted.", then="`jrnl --decrypt` or `jrnl --export json` opens it.")
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            content = text_of(content).encode()
        content = content.removeprefix(b"\xef\xbb\xbf")
        _read_text(content, member, zone, reading)
    if not reading.entries and not reading.skipped:
        raise CannotRead(NOT_UNDERSTOOD, then=INSTEAD)
    return reading


def _read_text(content: bytes, member: Member, zone: str, reading: Reading) -> None:
    heads = _heads(content)
    if not heads:
        if content.strip():
            reading.skip(member.path, NOT_UNDERSTOOD)
        return
    chosen, notes = _chosen(content, heads)
    reading.notes.extend(notes)
    day_first = order_of_days([head.date for head in chosen], reading.notes)
    ends = [head.start for head in chosen[1:]] + [len(content)]
    for number, (head, end) in enumerate(zip(chosen, ends, strict=True), start=1):
        item = f"{member.path}, entry {number} [{head.date.shown}]"
        clock = head.date.clock(day_first=day_first)
        if clock is None or end - head.words > ENTRY_BYTES:
            reading.skip(item, TOO_LONG if clock else "Its date is not one of the calendar.")
            continue
        try:
            _take(reading, item, _moment(clock, head.date, member, zone), text_of(content[head.words : end]))
        except ItemProblem as problem:
            reading.skip(item, str(problem))


def _take(reading: Reading, item: str, when: Moment, text: str) -> None:
    first, _, body = text.partition("\n")
    title = first.strip()
    starred = title.endswith("*") and title.count("*") % 2 == 1  # `**bold**` is no star
    if starred:
        title = title[:-1].rstrip()
    tagged = _TAG.findall(text) if "@" in text or "#" in text else ()
    tags = list(dict.fromkeys(tag.lower() for tag in tagged))
    reading.add(page(item, when, title, body, tags, starred=starred, fields={}))


def _moment(clock: datetime, date: ReadDate, member: Member, zone: str) -> Moment:
    """In a folder journal the file's place says the day, whatever the line says."""
    if place := _DAY_FILE.fullmatch(member.path):
        try:
            clock = clock.replace(year=int(place[1]), month=int(place[2]), day=int(place[3]))
        except ValueError:
            raise ItemProblem("Its file is not named for a day of the calendar.") from None
    return at_clock(clock, zone) if date.has_time else on_day(clock.date(), zone)


def _heads(content: bytes) -> list[_Head]:
    return list(_every_head(content))


def _every_head(content: bytes) -> Iterator[_Head]:
    count = 0
    for found in _BRACKETED.finditer(content):
        date = read_date(_shown(found[1]))
        if date is not None:
            count += 1
            if count > ENTRIES:
                raise OverBound(f"This text holds more than {ENTRIES:,} entries.")
            yield _Head(found.start(), found.end(), date)


def _chosen(content: bytes, heads: list[_Head]) -> tuple[list[_Head], list[str]]:
    """The lines that begin an entry: those in the file's own form of date.

    That is the commonest form, unless the file begins with another that is not rare: jrnl writes nothing above the
    first entry, while a body may hold more dates than the journal has entries.
    """
    counts = Counter(head.date.form for head in heads)
    form = counts.most_common(1)[0][0]
    begins = not content[: heads[0].start].strip()
    first = heads[0].date.form
    if begins and first != form and counts[first] >= max(2, counts[form] // 20):
        form = first
    chosen = [head for number, head in enumerate(heads) if head.date.form == form or (begins and number == 0)]
    notes = []
    if len(heads) > len(chosen):
        left = len(heads) - len(chosen)
        notes.append(
            f"{left:,} lines begin with a date in another form than the rest; they stayed part of their pages."
        )
    if not begins and content[: chosen[0].start].strip():
        notes.append("The words above the first entry have no date and were left out.")
    return chosen, notes


def _shown(blob: bytes) -> str:
    return blob.decode("utf-8", "replace").strip()
