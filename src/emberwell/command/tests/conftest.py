"""A data folder of each test's own, and the command run as a person would, in this process."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from emberwell.command.main import main
from emberwell.vault.folder import DataFolder
from emberwell.vault.schema import migrate_file

PASSPHRASE = "harbour lantern copper meadow thirty"


@dataclass(frozen=True)
class Ran:
    """How one command went."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def _tables(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """An up-to-date database with nobody in it, made once."""
    path = tmp_path_factory.mktemp("tables") / "emberwell.sqlite3"
    with django_db_blocker.unblock():
        migrate_file(path)
    return path


@pytest.fixture
def folder(tmp_path: Path, _tables: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """A data folder with tables and nobody's journal."""
    made = DataFolder(tmp_path / "data")
    for name in ("DATABASE_URL", "EMBERWELL_HOSTED", "EMBERWELL_KEYSTORE", "EMBERWELL_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EMBERWELL_DATA", str(made.path))
    made.make()
    shutil.copy(_tables, made.database)
    return made


@pytest.fixture
def may_migrate(django_db_blocker: Any) -> Iterator[None]:
    """For tests in which a command makes tables of its own: pytest-django guards every connection of Django's."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def run(folder: DataFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command; `text` is its standard input."""

    def run_one(*arguments: object, text: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run_one


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Ana's passphrase in a file, with a line end as an editor leaves it."""
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE + "\n")
    return path


@pytest.fixture
def mine(run: Run, secret: Path, tmp_path: Path) -> Run:
    """Ana has a journal; every command is handed her passphrase."""
    made = run("init", "--name", "Ana", "--passphrase-file", secret, "--recovery-out", tmp_path / "code.txt")
    assert made.code == 0, made.err

    def run_mine(command: str, *arguments: object, text: str = "") -> Ran:
        return run(command, *arguments, "--passphrase-file", secret, text=text)

    return run_mine
