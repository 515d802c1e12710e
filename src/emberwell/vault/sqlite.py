"""The vault's database on one's own machine, without Django: for commands, benchmarks and fast tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from emberwell.vault.database import Row
from emberwell.vault.errors import StorageFailed

PRAGMAS = (
    "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
    "PRAGMA temp_store=MEMORY; PRAGMA busy_timeout=20000; PRAGMA cache_size=-16000;"
)
"""Every connection to a vault runs these, Django's included: no half-written page, no plaintext in temporary files
(there is none anyway), deleted pages overwritten, and a writer waits for another instead of failing."""


@lru_cache(maxsize=256)
def _question_marks(sql: str) -> str:
    return sql.replace("%s", "?")


class SqliteDatabase:
    """One connection to `path`. Not shared between threads."""

    for_update = ""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(path, timeout=20, isolation_level=None, check_same_thread=False)
        self._connection.executescript(PRAGMAS)
        self._depth = 0

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        return self._connection.execute(_question_marks(sql), tuple(values)).fetchall()

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        with _clear_errors():
            return self._connection.execute(_question_marks(sql), tuple(values)).rowcount

    def run_many(self, sql: str, many: Iterable[Sequence[object]]) -> None:
        with _clear_errors():
            self._connection.executemany(_question_marks(sql), many)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._block("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        with self._block("BEGIN"):
            yield

    @contextmanager
    def _block(self, begin: str) -> Iterator[None]:
        if self._depth:
            yield
            return
        with _clear_errors():
            self._connection.execute(begin)
            self._depth += 1
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1

    def scrub(self) -> None:
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._connection.close()


@contextmanager
def _clear_errors() -> Iterator[None]:
    """A full or unwritable disk becomes the error that says what is safe and what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StorageFailed from error
