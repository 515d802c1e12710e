"""`emberwell backup` and `emberwell restore`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from emberwell.command.options import Asked, shared_options
from emberwell.command.vaults import chosen_account, on_a_host, opened_store, use_folder

if TYPE_CHECKING:
    from emberwell.vault.backup import Manifest
    from emberwell.vault.schema import Migration
    from emberwell.vault.store import Store


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@shared_options
def backup_command(asked: Asked, file: Path) -> None:
    """Write a sealed backup of every journal to FILE, a new file, while the app may be running. Needs no passphrase."""
    from emberwell.vault.backup import write_backup

    with opened_store(asked.folder) as store:
        keystore = None if on_a_host() else store.keystore
        manifest = write_backup(store.database, keystore, _migrations(store), file)
    told = f"Backed up to {file}."
    if manifest.has_keystore:
        told += " With the passphrase it is enough on a new computer: keep it where only you can take it."
    else:
        told += " The keystore is not in it: keep a copy of that folder, and keep it elsewhere."
    asked.answer(told, _told(manifest))


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@shared_options
def restore_command(asked: Asked, file: Path) -> None:
    """Restore a sealed backup into a folder (--data) that holds no journal.

    Needs no passphrase. Given one, every record is opened before anything is put in place.
    """
    from emberwell.vault.restore import restore

    checked: list[int] = []

    def check(store: Store) -> None:
        if asked.has_passphrase:
            checked.append(_open_everything(asked, store))

    if on_a_host():
        manifest = _restore_on_host(file, asked, check)
    else:
        from emberwell.command.running import nobody_serving

        use_folder(asked.folder)
        with nobody_serving(asked.folder):
            manifest = restore(file, asked.folder, check=check)
    told = f"Restored the backup of {manifest.made_at[:10]} into {asked.folder.path}."
    if checked:
        told += f" All {checked[0]:,} revisions open."
    if not manifest.has_keystore:
        told += " Its keystore is not in it: put that folder back too, or use the recovery code."
    asked.answer(told, {**_told(manifest), "verified": checked[0] if checked else None})


def _restore_on_host(file: Path, asked: Asked, check: Callable[[Store], None]) -> Manifest:
    """Into the database of DATABASE_URL, all in one transaction. Raises HoldsJournal unless it is empty."""
    from emberwell.vault.restore import HoldsJournal, opened_backup, restore_rows, write_keystore
    from emberwell.vault.schema import load_django, migrate_connection, migrations_of

    use_folder(asked.folder)
    load_django()
    from django.db import connection, transaction

    from emberwell.vault.web import web_store

    with opened_backup(file) as backup, transaction.atomic():
        made = migrations_of(connection)
        if made and (made != backup.manifest.migrations or web_store().accounts()):
            raise HoldsJournal("The database of DATABASE_URL")
        migrate_connection(connection, only=backup.manifest.migrations)
        store = web_store()
        restore_rows(backup, store.database)
        migrate_connection(connection)
        # Peppers are random files under random names: one without its row is swept, and harms nothing.
        write_keystore(backup, store.keystore.folder)
        check(store)
        return backup.manifest


def _open_everything(asked: Asked, store: Store) -> int:
    """Open every revision of the account asked for; how many there were. Raises Broken."""
    import emberwell.accounts.records
    import emberwell.journal.records  # noqa: F401
    from emberwell.command.passphrase import passphrase
    from emberwell.command.verify import Broken
    from emberwell.vault.opening import unlock_passphrase
    from emberwell.vault.verify import verify

    account = chosen_account(store, asked)
    found = verify(unlock_passphrase(store, account.id, passphrase(asked)).vault)
    if found.broken:
        raise Broken(found.broken)
    return found.revisions


def _migrations(store: Store) -> list[Migration]:
    from emberwell.vault.schema import applied_in, migrations_of
    from emberwell.vault.sqlite import SqliteDatabase

    if isinstance(store.database, SqliteDatabase):
        return applied_in(store.database)
    from django.db import connection

    return migrations_of(connection)


def _told(manifest: Manifest) -> dict[str, object]:
    return {
        "made_at": manifest.made_at,
        "keystore": manifest.has_keystore,
        "rows": {name: about["rows"] for name, about in manifest.tables.items()},
    }
