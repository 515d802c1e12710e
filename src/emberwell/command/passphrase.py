"""A passphrase from a file, a descriptor, or a person at a terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from emberwell.command.options import Asked
from emberwell.vault.errors import EmberwellError

MOST_BYTES = 8 * 1024
"""Read from a passphrase file: many times the longest passphrase, so a wrong file is not read whole."""


class SecretUnreadable(EmberwellError):
    """A file or descriptor with a passphrase or code could not be read."""


def passphrase(asked: Asked, *, words: str = "Passphrase") -> str:
    """The passphrase handed over, or typed at a prompt that says `words`."""
    if asked.passphrase_file is not None:
        return secret_in(asked.passphrase_file)
    if asked.passphrase_fd is not None:
        return _from_descriptor(asked.passphrase_fd)
    if not can_ask():
        raise click.UsageError("There is no terminal to ask at: give --passphrase-file or --passphrase-fd.")
    return _typed(words)


def new_passphrase(asked: Asked) -> str:
    """A passphrase to be set: at a prompt it is typed twice."""
    if asked.has_passphrase or not can_ask():
        return passphrase(asked)
    return typed_twice("New passphrase")


def typed_twice(words: str) -> str:
    """Asked for at the terminal, and again. Raises SecretUnreadable when the two differ."""
    first = _typed(words)
    if _typed("The same again") != first:
        raise SecretUnreadable("The two passphrases differ. Nothing was changed.")
    return first


def secret_in(file: Path) -> str:
    """The text of a small file without one trailing line end. Raises SecretUnreadable."""
    try:
        with file.open("rb") as opened:
            return _text(opened.read(MOST_BYTES + 1))
    except OSError as error:
        raise SecretUnreadable(f"{file} cannot be read ({error.strerror or 'unknown reason'}).") from error


def can_ask() -> bool:
    """Whether someone can be asked: a terminal to read from, even when the text itself comes from a pipe."""
    if sys.stdin is not None and sys.stdin.isatty():
        return True
    if os.name != "posix" or sys.stderr is None or not sys.stderr.isatty():
        return False
    try:
        with Path("/dev/tty").open("rb"):
            return True
    except OSError:
        return False


def _typed(words: str) -> str:
    import getpass

    try:
        return getpass.getpass(f"{words}: ")
    except (EOFError, KeyboardInterrupt):
        raise SecretUnreadable("No passphrase was given. Nothing was changed.") from None


def _from_descriptor(number: int) -> str:
    pieces = b""
    try:
        while len(pieces) <= MOST_BYTES and (piece := os.read(number, MOST_BYTES)):
            pieces += piece
    except OSError as error:
        raise SecretUnreadable(f"File descriptor {number} cannot be read ({error.strerror}).") from error
    return _text(pieces)


def _text(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise SecretUnreadable("That is too long to be a passphrase. Is it the right file?")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SecretUnreadable("The passphrase is not UTF-8 text. Is it the right file?") from None
    if text.endswith("\n"):
        text = text[:-1].removesuffix("\r")
    if not text:
        raise SecretUnreadable("The passphrase is empty. Is it the right file?")
    return text
