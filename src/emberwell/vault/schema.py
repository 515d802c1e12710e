"""The tables: whether a database has today's, and how it gets them.

Looking takes one query and one folder listing, so that a command on an up-to-date folder never loads Django. Making or
changing tables is Django's migrations, in one process at a time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from emberwell.vault.errors import EmberwellError
from emberwell.vault.sqlite import PRAGMAS, SqliteDatabase

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

Migration = tuple[str, str]
"""App label and name, such as `("vault", "0001_the_tables")`."""

_LABELS = {"sessions": "client_sessions"}
"""Folders whose Django app label is not their own name."""


class NewerSchema(EmberwellError):
    """The tables were made by a newer release."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "This journal was last used by a newer Emberwell, so this one leaves it untouched. Update Emberwell first."
        )


class SchemaState(Enum):
    """How a database's tables stand to this release."""

    NONE = "no tables yet"
    OLDER = "older than this release"
    CURRENT = "as this release has them"
    NEWER = "newer than this release"


@lru_cache(maxsize=1)
def known() -> frozenset[Migration]:
    """Every migration this release ships, from the names of its files."""
    package = Path(__file__).resolve().parent.parent
    found: set[Migration] = set()
    for folder in package.iterdir():
        migrations = folder / "migrations"
        if migrations.is_dir():
            label = _LABELS.get(folder.name, folder.name)
            found.update((label, file.stem) for file in migrations.iterdir() if file.name[:4].isdigit())
    return frozenset(migration for migration in found if migration[1])


def compare(applied: Iterable[Migration]) -> SchemaState:
    """Where a database with these migrations stands. Migrations of other apps than ours do not count."""
    ours = {label for label, _ in known()}
    done = {migration for migration in applied if migration[0] in ours}
    if not done:
        return SchemaState.NONE
    if done - known():
        return SchemaState.NEWER
    return SchemaState.CURRENT if done == known() else SchemaState.OLDER


def applied_in(database: SqliteDatabase) -> list[Migration]:
    """The migrations a SQLite database has had; none when it is empty."""
    if not database.rows("SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'"):
        return []
    return [(app, name) for app, name in database.rows("SELECT app, name FROM django_migrations")]


def state_of(path: Path) -> SchemaState:
    """The state of a SQLite file; NONE when there is no such file."""
    if not path.is_file():
        return SchemaState.NONE
    database = SqliteDatabase(path)
    try:
        return compare(applied_in(database))
    finally:
        database.close()


def bring_up_to_date(path: Path, *, before: Callable[[], object] = lambda: None) -> bool:
    """Give the SQLite file at `path` today's tables; True when something changed. Raises NewerSchema.

    `before` runs first when there are older tables to change (a sealed backup). Only one process at a time changes
    tables; another waits and then finds them done.
    """
    state = state_of(path)
    if state is SchemaState.CURRENT:
        return False
    from filelock import FileLock

    with FileLock(path.with_name("migrate.lock"), mode=0o600):
        state = state_of(path)
        if state is SchemaState.NEWER:
            raise NewerSchema
        if state is SchemaState.OLDER:
            before()
        migrate_file(path)
    return state is not SchemaState.CURRENT


def migrate_file(path: Path, *, only: Iterable[Migration] | None = None) -> None:
    """Migrate the SQLite file at `path`: to today's tables, or no further than `only`."""
    load_django()
    from django.db import connections

    alias = "emberwell_file"
    options = {"init_command": PRAGMAS, "transaction_mode": "IMMEDIATE", "timeout": 20}
    wanted = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}
    connections.settings[alias] = connections.configure_settings({"default": {}, alias: wanted})[alias]
    try:
        migrate_connection(connections[alias], only=only)
    finally:
        connections[alias].close()
        del connections[alias], connections.settings[alias]


def migrate_connection(connection: BaseDatabaseWrapper, *, only: Iterable[Migration] | None = None) -> None:
    """Migrate an open connection. `only` names every migration to end with, as a backup's manifest does."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    targets: list[Migration] = executor.loader.graph.leaf_nodes()
    if only is not None:
        # Within one app names sort in order, so the last is the leaf; naming its parents too would undo it again.
        newest = dict(sorted(only))
        targets = [target for target in newest.items() if target[0] in executor.loader.migrated_apps]
    executor.migrate(targets)


def migrations_of(connection: BaseDatabaseWrapper) -> list[Migration]:
    """What a connection's database has had, in order."""
    from django.db.migrations.recorder import MigrationRecorder

    return sorted(MigrationRecorder(connection).applied_migrations())


def load_django() -> None:
    """Django with Emberwell's settings, once per process."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emberwell.site.settings")
    if not apps.ready:
        django.setup()
