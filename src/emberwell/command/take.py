"""`emberwell export`."""

from __future__ import annotations

from pathlib import Path

import click

from emberwell.command.options import Asked, shared_options
from emberwell.command.vaults import opened_vault


@click.command("export")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--age", is_flag=True, help="As an archive that the stock `age` tool opens.")
@click.option(
    "--archive-passphrase-file", type=click.Path(path_type=Path), metavar="F", help="The archive's own passphrase."
)
@shared_options
def export_command(asked: Asked, path: Path, age: bool, archive_passphrase_file: Path | None) -> None:
    """Take everything away: PATH.zip is a zip, PATH.json only the JSON, else a new folder. Nothing is overwritten."""
    if archive_passphrase_file is not None and not age:
        raise click.UsageError("--archive-passphrase-file goes with --age.")
    with opened_vault(asked, needs=("emberwell.exchange.take",)) as opened:
        from emberwell.command.progress import shown_progress
        from emberwell.exchange.take import take

        archive_passphrase = _archive_passphrase(archive_passphrase_file) if age else None
        with shown_progress("Exporting") as progress:
            taken = take(opened.vault, path, archive_passphrase=archive_passphrase, progress=progress)
    for left in taken.left:
        click.echo(f"emberwell: warning: left out {left.item}: {left.reason}", err=True)
    files = [str(file) for file in taken.files]
    asked.answer(
        f"Wrote {', '.join(files)}." + ("" if age else " It is readable to anyone who has it."),
        {
            "records": taken.records,
            "pages": taken.pages,
            "lines": taken.lines,
            "attachments": taken.attachments,
            "left": [{"item": left.item, "reason": left.reason} for left in taken.left],
            "files": files,
        },
    )


def _archive_passphrase(file: Path | None) -> str:
    from emberwell.command.passphrase import can_ask, secret_in, typed_twice

    if file is not None:
        return secret_in(file)
    if not can_ask():
        raise click.UsageError("There is no terminal to ask at: give --archive-passphrase-file.")
    return typed_twice("Passphrase of the archive")
