"""`emberwell recover`."""

from __future__ import annotations

from pathlib import Path

import click

from emberwell.command.options import Asked, shared_options
from emberwell.command.passphrase import new_passphrase, secret_in
from emberwell.command.secret_file import new_code_file
from emberwell.command.vaults import chosen_account, opened_store


@click.command("recover")
@click.option(
    "--code-file", required=True, type=click.Path(path_type=Path), metavar="F", help="File with the recovery code."
)
@click.option(
    "--recovery-out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="New file for the new code; the old one stops working.",
)
@shared_options
def recover_command(asked: Asked, code_file: Path, recovery_out: Path) -> None:
    """Set a new passphrase (--passphrase-file) with the recovery code. Open sessions end."""
    from emberwell.vault.opening import check_passphrase, recover

    code = secret_in(code_file)
    with opened_store(asked.folder) as store:
        account = chosen_account(store, asked)
        passphrase = new_passphrase(asked)
        check_passphrase(passphrase)
        with new_code_file(recovery_out) as keep_code:
            opened = recover(store, account.id, code, passphrase)
            if opened.recovery_code:
                keep_code(opened.recovery_code)
            store.set_kit(account.id, "proved")
    asked.answer(
        f"{account.name}'s journal opens with the new passphrase. The new recovery code is in {recovery_out}; "
        "the old one no longer works.",
        {"account": account.id, "name": account.name},
    )
