"""`emberwell init`."""

from __future__ import annotations

from pathlib import Path

import click

from emberwell.command.options import Asked, shared_options
from emberwell.command.passphrase import new_passphrase
from emberwell.command.secret_file import new_code_file
from emberwell.command.vaults import opened_store
from emberwell.vault.errors import EmberwellError

LONGEST_NAME = 120
"""Characters: what the table holds."""


class NameRefused(EmberwellError):
    """The name cannot be used for a new journal."""

    status = 422


@click.command("init")
@click.option("--name", required=True, metavar="NAME", help="What to call the journal's owner.")
@click.option(
    "--recovery-out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="New file for the recovery code: the only way in when the passphrase is lost.",
)
@shared_options
def init_command(asked: Asked, name: str, recovery_out: Path) -> None:
    """Make a journal; several people can each have one in the same folder."""
    from emberwell.vault.opening import check_passphrase, create_account

    wanted = " ".join(name.split())
    if not wanted or len(wanted) > LONGEST_NAME or not wanted.isprintable():
        raise NameRefused(f"A name has 1 to {LONGEST_NAME} characters. Nothing was made.")
    passphrase = new_passphrase(asked)
    check_passphrase(passphrase)
    with new_code_file(recovery_out) as keep_code, opened_store(asked.folder, make=True) as store:
        if store.account_named(wanted) is not None:
            raise NameRefused(f"{wanted} keeps a journal here already. Nothing was changed. Choose another name.")
        asked.folder.install()
        opened = create_account(store, wanted, passphrase)
        if opened.recovery_code:
            keep_code(opened.recovery_code)
        # The code is in a file of the person's own choosing: the app need not ask for the kit again.
        store.set_kit(opened.account.id, "proved")
    asked.answer(
        f"{wanted}'s journal is in {asked.folder.path}. Keep {recovery_out} away from this computer: "
        "it opens the journal when the passphrase is lost.",
        {"account": opened.account.id, "name": wanted, "data": str(asked.folder.path)},
    )
