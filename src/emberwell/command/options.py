"""What every command accepts, needed or not, and how each one answers.

Options come after the command's name. The passphrase comes from a file, a descriptor or a prompt, never an argument:
arguments are seen by everyone on the computer and stay in the shell's history.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from emberwell.vault.folder import DataFolder, data_folder


@dataclass(frozen=True)
class Asked:
    """The shared options of one call."""

    folder: DataFolder
    account: str | None
    passphrase_file: Path | None
    passphrase_fd: int | None
    as_json: bool

    @property
    def has_passphrase(self) -> bool:
        """Whether one was handed over without asking."""
        return self.passphrase_file is not None or self.passphrase_fd is not None

    def answer(self, line: str, value: Any) -> None:
        """Say how it went: the value with --json, else one friendly line."""
        if self.as_json:
            say_json(value)
        else:
            click.echo(line)


_SHARED = (
    click.option("--data", type=click.Path(path_type=Path), metavar="DIR", help="Data folder (or EMBERWELL_DATA)."),
    click.option("--account", metavar="NAME", help="Whose journal, when there are several."),
    click.option(
        "--passphrase-file", type=click.Path(path_type=Path), metavar="F", help="Read the passphrase from this file."
    ),
    click.option("--passphrase-fd", type=click.IntRange(min=0), metavar="N", help="... or from this file descriptor."),
    click.option("--json", "as_json", is_flag=True, help="Answer in JSON."),
)


def shared_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the shared options, as its first argument `asked`."""

    @functools.wraps(function)
    def with_asked(
        data: Path | None,
        account: str | None,
        passphrase_file: Path | None,
        passphrase_fd: int | None,
        as_json: bool,
        **own: Any,
    ) -> None:
        if passphrase_file is not None and passphrase_fd is not None:
            raise click.UsageError("Give --passphrase-file or --passphrase-fd, not both.")
        function(Asked(data_folder(data), account, passphrase_file, passphrase_fd, as_json), **own)

    for option in reversed(_SHARED):
        with_asked = option(with_asked)
    return with_asked


def say_json(value: Any) -> None:
    """One line of JSON on standard output; text stays readable (no \\u escapes)."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False))
