"""From the shared options to an open vault, with as little as possible loaded on the way.

On one's own machine the database is reached by plain `sqlite3`; Django is loaded only when its tables have to change.
With DATABASE_URL set, everything goes through Django's own connection.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from emberwell.command.options import Asked
from emberwell.command.passphrase import passphrase
from emberwell.vault.errors import EmberwellError
from emberwell.vault.folder import DataFolder
from emberwell.vault.schema import (
    NewerSchema,
    SchemaState,
    bring_up_to_date,
    compare,
    load_django,
    migrate_connection,
    migrations_of,
    state_of,
)

if TYPE_CHECKING:
    from emberwell.vault.opening import Opened
    from emberwell.vault.record import AccountId
    from emberwell.vault.store import AccountRow, Store


_KINDS = "emberwell.journal.records"
"""Declares the kinds every command may meet; one that is not declared is read by its name alone, and left as it is."""


class NoJournal(EmberwellError):
    """There is no journal where one was asked for, or not the one that was named."""

    status = 404


def on_a_host() -> bool:
    """Whether the database is another than the data folder's own file."""
    return bool(os.environ.get("DATABASE_URL"))


@contextmanager
def opened_store(folder: DataFolder, *, make: bool = False) -> Iterator[Store]:
    """The rows and the keystore; tables are brought up to date first. Raises NoJournal unless `make`."""
    if on_a_host():
        yield _host_store(folder)
        return
    from emberwell.vault.sqlite import SqliteDatabase
    from emberwell.vault.store import Keystore, Store

    if not make and not folder.database.is_file():
        raise _no_journal(folder)
    folder.make()
    if state_of(folder.database) is not SchemaState.CURRENT:
        from emberwell.vault.daily import back_up_before_update

        use_folder(folder)
        bring_up_to_date(folder.database, before=lambda: back_up_before_update(folder))
    database = SqliteDatabase(folder.database)
    try:
        yield Store(database, Keystore(folder.keystore))
    finally:
        database.close()


@contextmanager
def opened_vault(asked: Asked, *, needs: Sequence[str] = ()) -> Iterator[Opened]:
    """The journal asked for, opened with the passphrase. Raises NoJournal, WrongPassphrase, TooSoon.

    `needs` names modules the command will use: they are loaded while Argon2id runs, which needs no Python.
    """
    with opened_store(asked.folder) as store:
        account = chosen_account(store, asked)
        typed = passphrase(asked, words=f"Passphrase of {account.name}")
        opened = _unlock(store, account.id, typed, needs)
        if opened.vault.is_older_than_seen():
            click.echo(
                "emberwell: warning: this journal is older than it was when last seen here: pages may be missing.",
                err=True,
            )
        yield opened


def _unlock(store: Store, account_id: AccountId, typed: str, needs: Sequence[str]) -> Opened:
    from emberwell.vault.opening import unlock_passphrase

    if on_a_host():  # Django's connections belong to one thread each.
        import_module(_KINDS)
        return unlock_passphrase(store, account_id, typed)
    result: list[Opened | BaseException] = []

    def unlock() -> None:
        try:
            result.append(unlock_passphrase(store, account_id, typed))
        except BaseException as error:
            result.append(error)

    thread = Thread(target=unlock)
    thread.start()
    try:
        for module in (_KINDS, *needs):
            import_module(module)
    finally:
        thread.join()
    if isinstance(result[0], BaseException):
        raise result[0]
    return result[0]


def chosen_account(store: Store, asked: Asked) -> AccountRow:
    """The account named, or the only one. Raises NoJournal; UsageError when one has to be named."""
    accounts = store.accounts()
    if asked.account is not None:
        account = store.account_named(asked.account)
        if account is None:
            raise NoJournal(f"Nobody named {asked.account} keeps a journal here.")
        return account
    if not accounts:
        raise _no_journal(asked.folder)
    if len(accounts) > 1:
        names = ", ".join(account.name for account in accounts)
        raise click.UsageError(f"Several people keep a journal here ({names}): say whose with --account NAME.")
    return accounts[0]


def use_folder(folder: DataFolder) -> None:
    """Point Django's settings, in this process and those it starts, at the folder."""
    os.environ["EMBERWELL_DATA"] = str(folder.path)


def keystore_folder(folder: DataFolder) -> Path:
    """Where the peppers lie: a host names its own folder."""
    return Path(os.environ.get("EMBERWELL_KEYSTORE") or folder.keystore)


def _host_store(folder: DataFolder) -> Store:
    use_folder(folder)
    load_django()
    from django.db import connection

    from emberwell.vault.web import web_store

    state = compare(migrations_of(connection))
    if state is SchemaState.NEWER:
        raise NewerSchema
    if state is not SchemaState.CURRENT:
        migrate_connection(connection)
    return web_store()


def _no_journal(folder: DataFolder) -> NoJournal:
    return NoJournal(f"There is no journal in {folder.path} yet. Make one with `emberwell init` or `emberwell open`.")
