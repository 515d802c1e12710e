"""The vault over Django's own connection: SQLite or PostgreSQL, in the web process and its tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from django.conf import settings
from django.db import OperationalError, connection, transaction

from emberwell.vault.database import Row
from emberwell.vault.errors import StorageFailed
from emberwell.vault.store import Keystore, Store


class DjangoDatabase:
    """The connection of this thread, whatever the settings say it is."""

    @property
    def for_update(self) -> str:
        return " FOR UPDATE" if connection.vendor == "postgresql" else ""

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        with connection.cursor() as cursor:
            cursor.execute(sql, cast(Any, values))
            return list(cursor.fetchall())

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        with _clear_errors(), connection.cursor() as cursor:
            cursor.execute(sql, cast(Any, values))
            return int(cursor.rowcount)

    def run_many(self, sql: str, many: Iterable[Sequence[object]]) -> None:
        with _clear_errors(), connection.cursor() as cursor:
            cursor.executemany(sql, cast(Any, list(many)))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with _clear_errors(), transaction.atomic():
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        with transaction.atomic():
            if connection.vendor == "postgresql" and not connection.savepoint_ids:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield

    def scrub(self) -> None:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _clear_errors() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise StorageFailed from error


def web_store() -> Store:
    """The store of the running site."""
    return Store(DjangoDatabase(), Keystore(settings.EMBERWELL_KEYSTORE), hosted=settings.EMBERWELL_HOSTED)
