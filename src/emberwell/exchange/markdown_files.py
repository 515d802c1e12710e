"""The journal as Markdown files: one a page, dated, with what belongs to it in YAML front matter.

Made to be read without us, by any editor and by programs such as Obsidian or iA Writer: the body stands as it was
written, except that a picture's address names the file beside it. What a page cannot carry (earlier versions, the
trash) is in `emberwell.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from emberwell.exchange.names import FreeNames, safe_name
from emberwell.journal.dates import in_zone
from emberwell.journal.records import Entry, KeptLine
from emberwell.vault.attachments import Attachment
from emberwell.vault.contents import Saved
from emberwell.vault.record import RecordId

ABOUT = "About this folder.txt"
LINES = "Kept lines.md"
ATTACHMENTS = "attachments"
UNFINISHED = "unfinished"

_ATTACHED = re.compile(r"attachment:([0-9a-f]{32})(?![0-9a-f])")
_PLAIN_SCALAR = re.compile(r"[A-Za-z][A-Za-z_/ '’À-ɏ-]*[A-Za-zÀ-ɏ]")
_YAML_WORDS = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}
_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")


@dataclass(frozen=True)
class TextFile:
    """One file of the export."""

    path: str
    """`/` between its parts."""
    text: str
    at: datetime
    """The moment the file should carry."""


@dataclass(frozen=True)
class Beside:
    """What pages name by its id, and how a file of theirs names it."""

    attached: Mapping[RecordId, str]
    """Where each attachment lies."""
    values: Mapping[RecordId, str]
    """The name of each value."""
    clients: Mapping[RecordId, str] = field(default_factory=dict)
    """Each code name."""


def attachment_paths(attachments: Iterable[Saved[Attachment]], entries: Iterable[Saved[Entry]]) -> dict[RecordId, str]:
    """Where each attachment lies: `attachments/2026-03-01 garden.jpg`, by the day of the page it hangs on."""
    days: dict[RecordId, date] = {}
    for entry in entries:
        day = _local(entry.value).date()
        for attached in entry.value.attachments:
            days[attached] = min(day, days.get(attached, day))
    names = FreeNames()
    paths = {}
    for saved in sorted(attachments, key=lambda one: (days.get(one.id, one.saved_at.date()), one.id)):
        day = days.get(saved.id, saved.saved_at.date())
        stem, dot, ending = safe_name(saved.value.name, otherwise="file").rpartition(".")
        stem, ending = (stem, dot + ending) if stem else (ending, "")
        paths[saved.id] = names.take(ATTACHMENTS, f"{day.isoformat()} {stem}", ending)
    return paths


def entry_paths(entries: Iterable[Saved[Entry]]) -> dict[RecordId, str]:
    """Where each page lies: `2026/2026-03-01 Title.md`, numbered by the time of day when a day has several."""
    names = FreeNames()
    return {
        saved.id: names.take(f"{day.year:04}", stem, ".md")
        for saved in sorted(entries, key=lambda one: (one.value.written_at, one.id))
        for day, stem in [_day_and_stem(saved.value)]
    }


def entry_files(entries: Iterable[Saved[Entry]], paths: Mapping[RecordId, str], beside: Beside) -> Iterator[TextFile]:
    """One file a page, in the order given."""
    for saved in entries:
        yield TextFile(paths[saved.id], entry_text(saved.id, saved.value, beside), saved.value.written_at)


def unfinished_files(drafts: Iterable[tuple[RecordId, Entry, datetime]], beside: Beside) -> Iterator[TextFile]:
    """Pages that were still being written, in a folder of their own: `(id, page, kept at)` each."""
    names = FreeNames()
    for record_id, entry, kept_at in drafts:
        path = names.take(UNFINISHED, _day_and_stem(entry)[1], ".md")
        yield TextFile(path, entry_text(record_id, entry, beside), kept_at)


def entry_text(record_id: RecordId, entry: Entry, beside: Beside) -> str:
    """One page as a Markdown file that stands one folder deep."""
    body = _ATTACHED.sub(lambda found: _relative(RecordId(found[1]), beside.attached) or found[0], entry.body)
    end = "" if body.endswith("\n") or not body else "\n"
    return f"---\n{_front_matter(record_id, entry, beside)}---\n\n{body}{end}"


def _relative(record_id: RecordId, attached: Mapping[RecordId, str]) -> str | None:
    path = attached.get(record_id)
    return None if path is None else "../" + quote(path)


def _front_matter(record_id: RecordId, entry: Entry, beside: Beside) -> str:
    """Only what says something: empty fields are left out. A value and a code name stand by name, or id without one."""
    local = _local(entry)
    fields: dict[str, Any] = {
        "title": entry.title or None,
        "date": local.date().isoformat() if entry.all_day else local.isoformat(),
        "zone": entry.zone,
        "pillar": entry.pillar,
        "tags": list(entry.tags) or None,
        "values": [beside.values.get(one, one) for one in entry.values] or None,
        "clients": [beside.clients.get(one, one) for one in entry.clients] or None,
        "starred": entry.starred or None,
        "all_day": entry.all_day or None,
        "hard_day": entry.hard_day or None,
        "raw": entry.raw or None,
        "not_again": entry.not_again or None,
        "prompt": entry.prompt_text or None,
        "prompt_id": entry.prompt,
        "attachments": [_relative(one, beside.attached) or one for one in entry.attachments] or None,
        "id": record_id,
        "brought_from": entry.source.format if entry.source else None,
    }
    return "".join(f"{name}: {_yaml(value)}\n" for name, value in fields.items() if value is not None)


def _yaml(value: Any) -> str:
    """A value as YAML on one line. Written by hand: PyYAML takes a second for what takes 30 ms here.

    JSON's strings are YAML's double-quoted ones, but for a few characters that YAML calls unprintable.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_yaml(one) for one in value) + "]"
    text = str(value)
    if _PLAIN_SCALAR.fullmatch(text) and text.lower() not in _YAML_WORDS:
        return text
    if re.fullmatch(r"\d{4}-\d\d-\d\d(T[\d:.]+[+-]\d\d:\d\d)?", text):
        return text
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def lines_file(
    lines: Iterable[Saved[KeptLine]], titles: Mapping[RecordId, str], paths: Mapping[RecordId, str], at: datetime
) -> TextFile:
    """All kept lines, newest first, each with its day and the page it came from."""
    written = ["# Kept lines\n"]
    for saved in sorted(lines, key=lambda one: (one.value.kept_at, one.id), reverse=True):
        line = saved.value
        day = in_zone(line.kept_at, line.zone).date().isoformat()
        quoted = "\n".join(f"> {part}".rstrip() for part in (line.text.splitlines() or [""]))
        path = paths.get(line.entry) if line.entry else None
        words = re.sub(r"([\\\[\]])", r"\\\1", (line.entry and titles.get(line.entry)) or day)
        origin = f" · from [{words}]({quote(path)})" if path else ""
        rested = " · rested" if line.rested_on else ""
        written.append(f"{quoted}\n>\n> {day}{origin}{rested}\n")
    return TextFile(LINES, "\n".join(written), at)


def about_file(at: datetime, *, with_lines: bool) -> TextFile:
    """What lies in the folder, for whoever opens it years from now."""
    lines = f"{LINES:<24}The lines you kept.\n" if with_lines else ""
    text = (
        "Your journal, taken from Emberwell.\n\n"
        "NOTHING IN THIS FOLDER IS SEALED. Whoever opens it can read it.\n\n"
        f"{'2026/ and so on':<24}Your pages, one Markdown file each. Any text editor opens them.\n"
        f"{lines}"
        f"{ATTACHMENTS + '/':<24}Photos and other files that hang on your pages.\n"
        f"{UNFINISHED + '/':<24}Pages you were still writing, when there are any.\n"
        f"{'emberwell.json':<24}Everything, in one file for programs: also what is in the trash, and earlier\n"
        f"{'':<24}versions when you asked for them. Emberwell brings it back from this file.\n"
    )
    return TextFile(ABOUT, text, at)


def _local(entry: Entry) -> datetime:
    return in_zone(entry.written_at, entry.zone)


def _day_and_stem(entry: Entry) -> tuple[date, str]:
    day = _local(entry).date()
    name = safe_name(entry.title, otherwise="") if entry.title.strip() else ""
    return day, f"{day.isoformat()} {name}".rstrip()
