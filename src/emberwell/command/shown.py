"""What `list`, `search` and `write` show of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from emberwell.command.options import Asked, say_json
from emberwell.journal.dates import in_zone
from emberwell.journal.records import Entry, KeptLine
from emberwell.vault.contents import Saved

SNIPPET_CHARACTERS = 160


def row(saved: Saved[Entry] | Saved[KeptLine], snippet: str | None = None) -> dict[str, Any]:
    """Exactly `id, written_at, local_date, title, snippet`; `snippet` is the beginning unless one is given."""
    value = saved.value
    if isinstance(value, Entry):
        moment, title, text = in_zone(value.written_at, value.zone), value.title, value.body
    else:
        moment, title, text = in_zone(value.kept_at, value.zone), "", value.text
    return {
        "id": saved.id,
        "written_at": moment.isoformat(),
        "local_date": moment.date().isoformat(),
        "title": title,
        "snippet": beginning(text) if snippet is None else snippet,
    }


def beginning(text: str) -> str:
    """The first words of a text on one line, cut between words where there are any."""
    flat = " ".join(text[: 4 * SNIPPET_CHARACTERS].split())
    if len(flat) <= SNIPPET_CHARACTERS and len(text) <= 4 * SNIPPET_CHARACTERS:
        return flat
    cut = flat[:SNIPPET_CHARACTERS]
    return (cut.rsplit(" ", 1)[0] if " " in cut[SNIPPET_CHARACTERS // 2 :] else cut) + "…"


def say_rows(asked: Asked, rows: Sequence[dict[str, Any]], *, nothing: str) -> None:
    """An array with --json, else two lines a page; `nothing` is said when there are none."""
    if asked.as_json:
        say_json(rows)
        return
    for each in rows:
        head = f"{each['local_date']} {each['written_at'][11:16]}  {each['title']}".rstrip()
        click.echo(f"{head}\n    {each['snippet']}" if each["snippet"] else head)
    if not rows:
        click.echo(nothing)
