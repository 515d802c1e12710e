"""A database address becomes settings, and nothing odd passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from emberwell.site.database import database_settings

FILE = Path("/somewhere/emberwell.sqlite3")


def test_none_is_the_file_of_the_data_folder() -> None:
    made = database_settings("", sqlite=FILE)
    assert made["NAME"] == FILE
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_in_full() -> None:
    made = database_settings("postgresql://ember:p%40ss%2Fword@db.internal:5433/well?sslmode=require", sqlite=FILE)
    assert made["ENGINE"] == "django.db.backends.postgresql"
    assert (made["USER"], made["PASSWORD"]) == ("ember", "p@ss/word")
    assert (made["HOST"], made["PORT"], made["NAME"]) == ("db.internal", "5433", "well")
    assert made["OPTIONS"] == {"sslmode": "require"}


def test_postgresql_over_a_socket() -> None:
    made = database_settings("postgresql://ember@/well?host=/run/postgresql&port=5439", sqlite=FILE)
    assert (made["HOST"], made["PORT"], made["OPTIONS"]) == ("/run/postgresql", "5439", {})


@pytest.mark.parametrize("url", ["mysql://a:hush@b/c", "postgres", "file:///etc/passwd"])
def test_anything_else_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL must begin") as refusal:
        database_settings(url, sqlite=FILE)
    assert "hush" not in str(refusal.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1), ("temp_store", 2), ("busy_timeout", 20_000)],
)
def test_sqlite_runs_as_the_vault_needs(pragma: str, value: object) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)
