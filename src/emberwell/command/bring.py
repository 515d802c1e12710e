"""`emberwell import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from emberwell.command.options import Asked, shared_options
from emberwell.command.vaults import opened_vault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from emberwell.exchange.brought import Skipped

FORMATS = ("dayone", "jrnl", "jrnl-json", "markdown", "emberwell")


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--format", "format", type=click.Choice(FORMATS), help="What it is; found by itself when not said.")
@click.option("--dry-run", is_flag=True, help="Only say what would come.")
@shared_options
def import_command(asked: Asked, path: Path, format: str | None, dry_run: bool) -> None:
    """Bring a journal from elsewhere: a Day One zip, jrnl (text or JSON), a Markdown folder, or our own export.

    Bringing the same thing twice changes nothing. When nothing in it can be read, nothing is changed.
    """
    with opened_vault(asked, needs=("emberwell.exchange.bring",)) as opened:
        from emberwell.command.progress import shown_progress
        from emberwell.exchange.bring import bring, preview

        if dry_run:
            seen = preview(path, format, vault=opened.vault)
            counts = {"read": seen.read, "added": seen.new or 0, "unchanged": seen.unchanged or 0}
            line = f"This is {seen.format}: {seen.read:,} read, {counts['added']:,} would be added"
            skipped, notes = seen.skipped, seen.notes
        else:
            with shown_progress("Bringing") as progress:
                done = bring(opened.vault, path, format, progress)
            counts = {"read": done.read, "added": done.added, "unchanged": done.unchanged}
            line = f"This is {done.format}: {done.read:,} read, {done.added:,} added"
            skipped, notes = done.skipped, done.notes
    said = [f"{line}, {counts['unchanged']:,} here already.", *notes, *_left_out(skipped)]
    told = [{"item": each.item, "reason": each.reason} for each in skipped]
    asked.answer("\n".join(said), {**counts, "skipped": told})


def _left_out(skipped: Sequence[Skipped]) -> list[str]:
    return [f"Left out: {each.item}: {each.reason}" for each in skipped]
