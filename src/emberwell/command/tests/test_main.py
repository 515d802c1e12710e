"""What holds for every command: lazy loading, shared options, exit codes, one line on standard error."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from emberwell.command.main import COMMANDS, emberwell
from emberwell.command.tests.conftest import Run
from emberwell.vault.folder import DataFolder

SHARED = {"--data", "--account", "--passphrase-file", "--passphrase-fd", "--json"}


def imported_by(code: str) -> set[str]:
    """The modules in memory after running `code` in a fresh interpreter."""
    script = f"{code}\nimport sys; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, input="A page.")
    return set(ran.stdout.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_accepts_the_shared_options(name: str) -> None:
    command = emberwell.get_command(click.Context(emberwell), name)
    assert command is not None
    assert {option for parameter in command.params for option in parameter.opts} >= SHARED


def test_help_names_every_command_and_loads_none(run: Run) -> None:
    said = run("--help")
    assert said.code == 0
    assert all(f"\n  {name} " in said.out for name in COMMANDS)
    loaded = imported_by("from emberwell.command.main import main; main(['--help'])")
    assert not loaded & {"django", "cryptography", "PIL", "typst", "granian"}


@pytest.mark.parametrize("arguments", [["list"], ["search", "x"], ["write", "--title", "T"], ["keep", "a line"]])
def test_daily_commands_load_no_django_and_nothing_heavy(
    arguments: list[str], mine: Run, folder: DataFolder, secret: Path, real_kdf: None
) -> None:
    call = [*arguments, "--passphrase-file", str(secret)]
    loaded = imported_by(f"from emberwell.command.main import main; assert main({call!r}) == 0")
    heavy = {"django", "PIL", "typst", "granian", "zipfile", "asyncio", "markdown_it", "filelock", "platformdirs"}
    assert not loaded & heavy


def test_wrong_use_is_2(run: Run) -> None:
    for arguments in (
        ["nonsense"],
        ["list", "--nonsense"],
        ["search"],
        ["list", "--last", "many"],
        ["list", "--last", "-1"],
    ):
        ran = run(*arguments)
        assert ran.code == 2, arguments
        assert ran.err
        assert not ran.out


def test_options_stand_after_the_name(run: Run, folder: DataFolder) -> None:
    assert run("--json", "list").code == 2


def test_no_terminal_and_no_passphrase_is_said_at_once(mine: Run, run: Run) -> None:
    ran = run("list")
    assert ran.code == 2
    assert "--passphrase-file" in ran.err


def test_both_ways_to_hand_over_a_passphrase_is_wrong_use(mine: Run, secret: Path) -> None:
    assert mine("list", "--passphrase-fd", "0").code == 2


def test_a_refusal_is_one_line(mine: Run, tmp_path: Path, run: Run) -> None:
    (tmp_path / "wrong.txt").write_text("not the passphrase at all")
    for arguments in (
        ["list", "--data", tmp_path / "nowhere", "--passphrase-file", tmp_path / "wrong.txt"],
        ["list", "--passphrase-file", tmp_path / "missing.txt"],
        ["list", "--account", "Nobody", "--passphrase-file", tmp_path / "wrong.txt"],
        ["list", "--passphrase-file", tmp_path / "wrong.txt"],
        ["list", "--passphrase-file", tmp_path / "wrong.txt"],
    ):
        ran = run(*arguments)
        assert ran.code == 1, arguments
        assert ran.err.startswith("emberwell: ")
        assert ran.err.count("\n") == 1
        assert not ran.out
    assert not (tmp_path / "nowhere").exists()


def test_a_wait_follows_a_wrong_passphrase(mine: Run, tmp_path: Path, run: Run) -> None:
    (tmp_path / "wrong.txt").write_text("not the passphrase at all")
    assert "does not open" in run("list", "--passphrase-file", tmp_path / "wrong.txt").err
    assert "wait" in mine("list").err


def test_a_passphrase_from_a_descriptor(mine: Run, run: Run, secret: Path) -> None:
    with secret.open("rb") as opened:
        ran = run("list", "--json", "--passphrase-fd", opened.fileno())
    assert (ran.code, ran.json) == (0, [])


def test_the_unexpected_is_one_line_without_a_traceback(mine: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a sentence she wrote")

    monkeypatch.setattr("emberwell.vault.opening.unlock_passphrase", fail)
    ran = mine("list")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "she wrote" not in ran.err


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_what_is_made_is_its_owners_alone(mine: Run, folder: DataFolder, tmp_path: Path) -> None:
    mine("write", text="Something.")
    for path in (folder.path, folder.keystore, *folder.keystore.iterdir(), tmp_path / "code.txt"):
        assert path.stat().st_mode & 0o077 == 0, path
