"""What is true of the list for supervision and of learning (CPD). Pure functions."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emberwell.supervision.records import Cpd, Item
    from emberwell.vault.record import RecordId
    from emberwell.vault.vault import Saved

TEXT_LIMIT = 2_000
"""Characters of an item in own words."""
CAME_OF_LIMIT = 10_000
TITLE_LIMIT = 200
KIND_LIMIT = 60
CHANGED_LIMIT = 4_000
KINDS = ("Supervision", "Reading", "A course", "A conference", "Peer group", "Personal therapy", "Teaching", "Writing")
"""Offered, never required."""
NAME_LEFT_OUT = "[code name]"
"""Stands where a code name was, on a sheet that should hold none."""
CSV_HEADER = ("Date", "Title", "Kind", "Minutes", "How practice changed")
_FORMULA = re.compile(r"\s*[=+\-@]|[\t\r\n]")


def waiting_for(items: Iterable[Saved[Item]], *, source: RecordId | None, text: str) -> Saved[Item] | None:
    """What is on the list already of that source (or, without one, in those words) and not ticked off."""
    for item in items:
        same = item.value.source == source if source else (item.value.source is None and item.value.text == text)
        if same and item.value.taken_on is None:
            return item
    return None


def open_items(items: Iterable[Saved[Item]]) -> list[Saved[Item]]:
    """What is still to be taken, as it was put there, the first one first."""
    found = (item for item in items if item.value.taken_on is None)
    return sorted(found, key=lambda item: (item.value.added_at, item.id))


def taken_items(items: Iterable[Saved[Item]]) -> list[Saved[Item]]:
    """What was taken, the latest first."""
    dated = [(item.value.taken_on, item.value.added_at, item.id, item) for item in items if item.value.taken_on]
    return [item for *_, item in sorted(dated, key=lambda each: each[:3], reverse=True)]


def without_names(text: str, names: Iterable[str]) -> str:
    """The text with `[code name]` in place of each of `names`, where it stands as a word, in any capitals."""
    known = sorted({name.strip() for name in names if name.strip()}, key=len, reverse=True)
    if not known:
        return text
    pattern = r"(?<!\w)(?:" + "|".join(re.escape(name) for name in known) + r")(?!\w)"
    return re.sub(pattern, NAME_LEFT_OUT, text, flags=re.IGNORECASE)


def spoken_time(minutes: int) -> str:
    """`1 h 30 min`; "" for none."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


def of_year(learned: Iterable[Saved[Cpd]], year: int) -> list[Saved[Cpd]]:
    """What was learned in a year, in order of its days."""
    found = (each for each in learned if each.value.done_on.year == year)
    return sorted(found, key=lambda each: (each.value.done_on, each.value.noted_at, each.id))


def years_of(learned: Iterable[Saved[Cpd]]) -> tuple[int, ...]:
    """Years that have something, the latest first."""
    return tuple(sorted({each.value.done_on.year for each in learned}, reverse=True))


def harmless_cell(text: str) -> str:
    """A cell no spreadsheet takes for a formula: one that begins like it gets an apostrophe before it.

    After OWASP, `CSV Injection`: = + - @, tab, carriage return and line feed at the start; here also behind blanks,
    which some programs trim before they look.
    """
    return "'" + text if _FORMULA.match(text) else text


def csv_of(learned: Iterable[Saved[Cpd]]) -> str:
    """CPD as CSV after RFC 4180: CRLF, quotes doubled, one header line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_HEADER)
    for each in learned:
        said = each.value
        words = (harmless_cell(said.title), harmless_cell(said.form), said.minutes, harmless_cell(said.changed))
        writer.writerow((said.done_on.isoformat(), *words))
    return out.getvalue()
