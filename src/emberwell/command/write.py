"""`emberwell write` and `emberwell keep`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from emberwell.command.options import Asked, shared_options
from emberwell.command.vaults import opened_vault
from emberwell.vault.errors import EmberwellError

_NEEDS = ("emberwell.command.shown",)
MOST_BYTES = 4 * 2**20
"""Of one page from a file: far beyond writing, well before a wrong file fills the memory."""


class NotWritten(EmberwellError):
    """What was to be written cannot be."""


@click.command("write")
@click.option("--title", default="", metavar="T", help="A title.")
@click.option("--at", "at", metavar="ISO", help="When it was written, such as 2026-11-21T18:30 or ...+01:00.")
@click.argument("file", default="-", metavar="[FILE|-]")
@shared_options
def write_command(asked: Asked, title: str, at: str | None, file: str) -> None:
    """Write a page: the text of FILE, or of standard input."""
    from emberwell.journal.records import Entry
    from emberwell.journal.rules import BODY_LIMIT, TITLE_LIMIT

    written_at, zone = _moment(at)
    body = _text_of(file)
    title = " ".join(title.split())
    if not body.strip() and not title:
        raise NotWritten("There is nothing to write: the text is empty.")
    if len(title) > TITLE_LIMIT:
        raise NotWritten(f"The title is longer than {TITLE_LIMIT} characters. Nothing was written.")
    if len(body) > BODY_LIMIT:
        raise NotWritten(f"The text is longer than one page can be ({BODY_LIMIT:,} characters). Nothing was written.")
    with opened_vault(asked, needs=_NEEDS) as opened:
        from emberwell.command.shown import row

        saved = opened.vault.put(Entry(written_at=written_at, zone=zone, title=title, body=body))
    asked.answer("Saved and sealed.", row(saved))


@click.command("keep")
@click.argument("text")
@shared_options
def keep_command(asked: Asked, text: str) -> None:
    """Keep one true line."""
    from emberwell.journal.local_zone import local_zone
    from emberwell.journal.records import KeptLine
    from emberwell.journal.rules import LINE_LIMIT

    line = " ".join(text.split())
    if not line:
        raise NotWritten("There is no line to keep: the text is empty.")
    if len(line) > LINE_LIMIT:
        raise NotWritten(f"A kept line has at most {LINE_LIMIT} characters. Write it as a page instead.")
    now = datetime.now(UTC)
    with opened_vault(asked, needs=_NEEDS) as opened:
        from emberwell.command.shown import row

        saved = opened.vault.put(KeptLine(text=line, kept_at=now, zone=local_zone(now)))
    asked.answer("Kept.", row(saved))


def _moment(at: str | None) -> tuple[datetime, str]:
    """The moment in UTC and its zone; a time without an offset is this computer's own."""
    from emberwell.journal.dates import moment_of
    from emberwell.journal.local_zone import local_zone, offset_zone

    if at is None:
        now = datetime.now(UTC)
        return now, local_zone(now)
    try:
        given = datetime.fromisoformat(at)
        if given.tzinfo is not None:
            return given.astimezone(UTC), offset_zone(given)
        zone = local_zone(given)
    except (ValueError, OverflowError, OSError) as error:
        raise click.BadParameter(
            f"{at!r} is not a date and time as ISO 8601 writes it.", param_hint="'--at'"
        ) from error
    return moment_of(given.date(), given.time(), zone), zone


def _text_of(file: str) -> str:
    """The text of a file or of standard input, with one kind of line end. Raises NotWritten."""
    if file == "-":
        if sys.stdin is None:
            raise NotWritten("There is no standard input to read. Name a file.")
        if sys.stdin.isatty():
            click.echo("Write, then end with an empty line and Ctrl+D (Ctrl+Z and Enter on Windows).", err=True)
        raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        with Path(file).open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise NotWritten("That is longer than one page can be. Nothing was written. Bring it with `emberwell import`.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotWritten("The text is not UTF-8. Nothing was written. Save it as UTF-8 and try again.") from None
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
