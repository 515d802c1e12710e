"""The age archive: opened by age itself, by nothing without the passphrase, in parts when it is long."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest

from emberwell.exchange import own_format, take
from emberwell.exchange.tests.conftest import NewVault
from emberwell.journal.records import Entry
from emberwell.vault.vault import Vault

PASSPHRASE = "the fourth stair creaks"
MOMENT = datetime(2026, 3, 1, 8, 15, tzinfo=UTC)


@pytest.fixture
def vault(new_vault: NewVault) -> Iterator[Vault]:
    with new_vault() as opened:
        for number in range(3):
            opened.put(Entry(written_at=MOMENT, zone="UTC", title=f"Page {number}", body="canary 4711 " * 20))
            content = io.BytesIO(os.urandom(40_000))
            opened.attach(content, name=f"{number}.bin", media_type="application/octet-stream")
        yield opened


def members(zipped: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_opens_with_its_passphrase_and_only_with_it(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "journal.age"
    taken = take.take(vault, path, archive_passphrase=PASSPHRASE)
    sealed = path.read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert b"canary" not in sealed
    files = members(pyrage.passphrase.decrypt(sealed, PASSPHRASE))
    assert own_format.read_part(files["emberwell.json"]).last
    assert "2026/2026-03-01 Page 0.md" in files
    assert taken.files == (path,)
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(sealed, PASSPHRASE + " ")


def test_above_the_bound_it_goes_on_in_parts_that_stand_alone(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "journal.zip.age"
    taken = take.write_age(vault, path, PASSPHRASE, part_bytes=60_000)
    assert [path.name for path in taken.files[:3]] == ["journal.zip.age", "journal-2.zip.age", "journal-3.zip.age"]
    together: dict[str, bytes] = {}
    for part in taken.files:
        assert part.stat().st_size < 61_000
        together |= members(pyrage.passphrase.decrypt(part.read_bytes(), PASSPHRASE))
    whole = members(pyrage.passphrase.decrypt(_whole(vault, tmp_path), PASSPHRASE))
    assert sorted(together) == sorted(whole)


def _whole(vault: Vault, folder: Path) -> bytes:
    take.write_age(vault, folder / "whole.age", PASSPHRASE)
    return (folder / "whole.age").read_bytes()


def test_an_empty_passphrase_is_refused(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(take.NoArchivePassphrase):
        take.take(vault, tmp_path / "journal.age", archive_passphrase=" \n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(shutil.which("age") is None or sys.platform == "win32", reason="the age tool is not installed")
def test_the_stock_age_tool_opens_it(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "journal.age"
    take.take(vault, path, archive_passphrase=PASSPHRASE)
    opened = tmp_path / "journal.zip"
    _run_age(["age", "--decrypt", "--output", str(opened), str(path)], PASSPHRASE)
    assert members(opened.read_bytes()) == members(pyrage.passphrase.decrypt(path.read_bytes(), PASSPHRASE))


def _run_age(command: list[str], passphrase: str) -> None:
    """age asks for a passphrase at the terminal and nowhere else, so it gets one."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _WITH_TERMINAL, os.ttyname(theirs), *command], stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):
        while chunk := os.read(ours, 1024):
            said += chunk
            if said.endswith(b": ") or b"passphrase" in chunk:
                os.write(ours, passphrase.encode() + b"\n")
    os.close(ours)
    assert process.wait(timeout=60) == 0, said


_WITH_TERMINAL = """
import os, sys
os.setsid()
os.close(os.open(sys.argv[1], os.O_RDWR))
os.execvp(sys.argv[2], sys.argv[2:])
"""
