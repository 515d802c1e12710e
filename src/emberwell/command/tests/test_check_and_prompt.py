"""`check`, `prompt`, and what keeps `serve` from starting."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from emberwell.command.findings import host
from emberwell.command.tests.conftest import Run
from emberwell.vault.folder import DataFolder


def test_an_own_machine_in_order(mine: Run, run: Run) -> None:
    ran = run("check", "--json")
    assert ran.code == 0, ran.err
    assert ran.json["safe"] is True
    assert {finding["name"] for finding in ran.json["findings"]} >= {
        "folder",
        "keystore",
        "database",
        "tables",
        "backup",
    }


def test_no_folder_yet_is_no_fault(run: Run, tmp_path: Path) -> None:
    assert run("check", "--data", tmp_path / "nowhere").code == 0
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_an_open_folder_is_unsafe(mine: Run, run: Run, folder: DataFolder) -> None:
    folder.keystore.chmod(0o755)
    ran = run("check", "--json")
    assert ran.code == 1
    assert [finding["name"] for finding in ran.json["findings"] if finding["level"] == "unsafe"] == ["keystore"]
    assert "chmod 700" in ran.err


def test_a_damaged_database_is_unsafe(mine: Run, run: Run, folder: DataFolder) -> None:
    raw = bytearray(folder.database.read_bytes())
    raw[4096:8192] = os.urandom(4096)
    folder.database.write_bytes(raw)
    assert run("check").code == 1


def test_a_host_that_lacks_everything(run: Run, folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBERWELL_HOSTED", "1")
    for name in ("EMBERWELL_SECRET_KEY", "EMBERWELL_HOSTS"):
        monkeypatch.delenv(name, raising=False)
    ran = run("check", "--json")
    assert ran.code == 1
    unsafe = {finding["name"] for finding in ran.json["findings"] if finding["level"] == "unsafe"}
    assert unsafe == {"secret_key", "hosts", "keystore", "database"}
    served = run("serve")
    assert served.code == 1
    assert served.err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value", "finding"),
    [
        ("EMBERWELL_SECRET_KEY", "short", "secret_key"),
        ("EMBERWELL_SECRET_KEY", "a" * 80, "secret_key"),
        ("EMBERWELL_HOSTS", "*", "hosts"),
        ("EMBERWELL_HOSTS", ".example.org", "hosts"),
        ("EMBERWELL_KEYSTORE", "{data}/keystore", "keystore"),
        ("EMBERWELL_KEYSTORE", "{data}/../missing", "keystore"),
        ("EMBERWELL_DEBUG", "1", "debug"),
        ("DATABASE_URL", "sqlite:////tmp/x", "database"),
    ],
)
def test_what_is_unsafe_on_a_host(
    name: str, value: str, finding: str, run: Run, folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = tmp_path / "apart"
    apart.mkdir(mode=0o700)
    folder.keystore.mkdir(mode=0o700)
    monkeypatch.setenv("EMBERWELL_HOSTED", "1")
    monkeypatch.setenv("EMBERWELL_SECRET_KEY", "kV3x9fQ2wLzR7t" * 5)
    monkeypatch.setenv("EMBERWELL_HOSTS", "journal.example.org")
    monkeypatch.setenv("EMBERWELL_KEYSTORE", str(apart))
    monkeypatch.setenv(name, value.format(data=folder.path))
    found = list(host(folder))
    expected = {finding, "database"}
    assert {one.name for one in found if one.level == "unsafe"} == expected
    assert finding == "keystore" or any(one.name == "keystore_backup" and "elsewhere" in one.text for one in found)


def test_a_prompt_needs_no_key(run: Run) -> None:
    today = run("prompt", "--json")
    assert today.code == 0
    assert set(today.json) == {"id", "text", "pillar", "minutes"}
    assert run("prompt").out.strip() == today.json["text"]
    assert run("prompt", "--pillar", "growth", "--json").json["pillar"] == "growth"
    assert run("prompt", "--pillar", "other").code == 2
