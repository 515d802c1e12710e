"""People to test with: `ana` owns a journal, `ben` is her peer, `cleo` is a stranger, a `visitor` has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from argon2.low_level import Type
from argon2.low_level import hash_secret_raw as real_argon2
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from emberwell.vault import kdf, sessions
from emberwell.vault.opening import create_account
from emberwell.vault.store import AccountRow, Store
from emberwell.vault.vault import Vault
from emberwell.vault.web import web_store
from tests.architecture.statements import WHAT_TO_DO, asked_by_a_test, careless


def pytest_addoption(parser: pytest.Parser) -> None:
    what_for = "answer the browser late, to find what a journey forgot to wait for"
    parser.addoption("--slow-line", action="store_true", help=what_for)


@dataclass(frozen=True)
class Person:
    """Somebody with a journal, signed in."""

    client: Client
    vault: Vault
    account: AccountRow
    passphrase: str
    recovery_code: str
    secret: str
    """The unlock secret in `client`'s cookie."""


def _fast_argon2(secret: bytes, salt: bytes, passes: int, memory_kib: int, *rest: Any) -> bytes:
    """Argon2id as it is, but small: 8 KiB once. What was asked for still makes a difference."""
    asked = passes.to_bytes(4, "big") + memory_kib.to_bytes(4, "big")
    return real_argon2(secret + asked, salt, 1, 8, 1, 32, Type.ID)


@pytest.fixture(autouse=True)
def _fast_kdf(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Deriving costs a millisecond instead of half a second, except in tests that ask for `real_kdf`."""
    if "real_kdf" not in request.fixturenames:
        monkeypatch.setattr(kdf, "hash_secret_raw", _fast_argon2)


@pytest.fixture
def real_kdf() -> None:
    """Ask for this where Argon2id's own cost or result matters."""


@pytest.fixture(autouse=True)
def _nothing_stays_open() -> Iterator[None]:
    """No opened vault outlives its test."""
    yield
    sessions.forget_all()


@pytest.fixture(autouse=True)
def _every_statement_names_its_space() -> Iterator[None]:
    """Every statement of every test is looked at; see tests/architecture/statements.py."""

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        assert not careless(sql) or asked_by_a_test(), f"{sql}\n{WHAT_TO_DO}"
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


@pytest.fixture
def keystore(tmp_path: Path, settings: Any) -> Path:
    """A keystore of this test alone."""
    settings.EMBERWELL_KEYSTORE = tmp_path / "keystore"
    return tmp_path / "keystore"


@pytest.fixture
def store(db: None, keystore: Path) -> Store:
    """The store of the running site, over this test's database."""
    return web_store()


def _person(store: Store, name: str, passphrase: str) -> Person:
    opened = create_account(store, name, passphrase)
    secret = sessions.start(store, opened, idle_minutes=15, now=datetime.now(UTC))
    client = Client()
    cookie = "__Host-vault_secret" if django_settings.EMBERWELL_HOSTED else "vault_secret"
    client.cookies[cookie] = secret
    assert opened.recovery_code is not None
    return Person(client, opened.vault, opened.account, passphrase, opened.recovery_code, secret)


@pytest.fixture
def ana(store: Store) -> Person:
    """She owns the journal under test."""
    return _person(store, "Ana", "harbour lantern copper meadow thirty")


@pytest.fixture
def ben(store: Store) -> Person:
    """Her peer, with a journal of his own."""
    return _person(store, "Ben", "velvet anchor winter saddle ribbon")


@pytest.fixture
def cleo(store: Store) -> Person:
    """A stranger, with a journal of her own."""
    return _person(store, "Cleo", "pepper tunnel garden mirror eleven")


@pytest.fixture
def visitor(store: Store) -> Client:
    """A browser without a journal."""
    return Client()
