"""What the vault asks of a database: a handful of verbs over rows of bytes and integers.

Two implementations: `sqlite.SqliteDatabase` (plain `sqlite3`, so that a command starts without Django) and
`web.DjangoDatabase` (Django's own connection, SQLite or PostgreSQL). SQL is written once, with `%s` for a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Row = tuple[Any, ...]


class Database(Protocol):
    """A connection."""

    @property
    def for_update(self) -> str:
        """The suffix of a query that locks its rows until the transaction ends, where one is needed."""

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Every row of a query."""

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run one statement; the number of rows it changed."""

    def run_many(self, sql: str, many: Iterable[Sequence[object]]) -> None:
        """Run one statement for each set of values."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing, holding the write lock from the start. Inside another one it joins it."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Everything read inside is of one moment, while others go on writing."""

    def scrub(self) -> None:
        """After a purge: leave no old copy in write-ahead files."""
