"""`emberwell verify`."""

from __future__ import annotations

import click

from emberwell.command.options import Asked, shared_options
from emberwell.command.vaults import opened_vault
from emberwell.vault.errors import EmberwellError


class Broken(EmberwellError):
    """Something does not open."""

    status = 500

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"Broken: {', '.join(names)}. Everything else opens. Restore a backup to bring these back.")


@click.command("verify")
@shared_options
def verify_command(asked: Asked) -> None:
    """Open every record and check the log; what is broken is named."""
    # A kind that is not declared could not be read to its end.
    with opened_vault(asked, needs=("emberwell.accounts.records",)) as opened:
        from emberwell.vault.verify import verify

        found = verify(opened.vault)
    value = {
        "records": found.records,
        "revisions": found.revisions,
        "attachments": found.attachments,
        "drafts": found.drafts,
        "letters": found.letters,
        "broken": found.broken,
    }
    if found.broken:
        if asked.as_json:
            asked.answer("", value)
        raise Broken(found.broken)
    asked.answer(f"All {found.revisions:,} revisions of {found.records:,} records open, and the log is whole.", value)
