"""`emberwell list` and `emberwell search`.

A command lives for a second, so it goes through the records once and builds no index (`vault.scan`);
`vault.search.matches` gives the answer the app's index gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from typing import TYPE_CHECKING

import click

from emberwell.command.options import Asked, shared_options
from emberwell.command.vaults import opened_vault

if TYPE_CHECKING:
    from emberwell.vault.scan import Candidate

_NEEDS = ("emberwell.vault.scan", "emberwell.command.shown")


@click.command("list")
@click.option("--last", type=click.IntRange(min=0), metavar="N", help="Only the newest N.")
@shared_options
def list_command(asked: Asked, last: int | None) -> None:
    """List pages, newest first."""

    def newest(records: list[Candidate]) -> list[Candidate]:
        count = len(records) if last is None else last
        return nlargest(count, records, key=lambda one: (one.value.written_at, one.seq))

    with opened_vault(asked, needs=_NEEDS) as opened:
        from emberwell.command.shown import row, say_rows
        from emberwell.journal.records import Entry
        from emberwell.vault.scan import scan

        pages, broken = scan(opened.vault, (Entry,), newest)
    say_rows(asked, [row(page) for page in pages], nothing="No pages yet.")
    _name_broken(broken)


@click.command("search")
@click.argument("query")
@shared_options
def search_command(asked: Asked, query: str) -> None:
    """Find pages and kept lines in which every word of QUERY stands, newest first.

    Case and accents do not matter, the last word may be unfinished, and "quoted words" stand next to each other.
    """
    with opened_vault(asked, needs=_NEEDS) as opened:
        from emberwell.command.shown import SNIPPET_CHARACTERS, row, say_rows
        from emberwell.journal.records import Entry, KeptLine
        from emberwell.vault.scan import scan
        from emberwell.vault.search import matches, passage

        def found(records: list[Candidate]) -> list[Candidate]:
            return [one for one in records if matches(query, *one.value.search_text())]

        pages, broken = scan(opened.vault, (Entry, KeptLine), found)
    pages.sort(key=lambda page: (page.value.search_when(), page.seq), reverse=True)
    rows = []
    for page in pages:
        pieces = passage(query, page.value.search_text()[1], SNIPPET_CHARACTERS)
        rows.append(row(page, "".join(piece.text for piece in pieces)))
    say_rows(asked, rows, nothing="Nothing found.")
    _name_broken(broken)


def _name_broken(broken: Sequence[str]) -> None:
    """What does not open must not be missed silently."""
    if broken:
        click.echo(
            f"emberwell: warning: {len(broken)} sealed records do not open and are not shown; "
            "`emberwell verify` names them.",
            err=True,
        )
