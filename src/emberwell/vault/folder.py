"""The data folder on one's own machine: where everything lies, and the little that is kept about the install.

    <data>/emberwell.sqlite3   sealed records
    <data>/keystore/           one pepper file an account
    <data>/install.json        this install's own name and port
    <data>/backups/            sealed backups, unless another folder is chosen
    <data>/open.lock           held while `open` runs; open.json says where that one is served

The whole folder is readable by its owner alone (0700). No Django here: commands and settings both read it.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from emberwell.vault.errors import EmberwellError


class FolderUnusable(EmberwellError):
    """The data folder cannot be made or read."""

    status = 500


@dataclass(frozen=True)
class Install:
    """What one install remembers about itself. Nothing of it opens anything sealed."""

    install_id: str
    """12 lowercase letters and digits, a host name label: the app is served at `<install id>.localhost`."""
    secret_key: str
    """Signs Django's CSRF tokens on this machine."""
    port: int | None = None
    """Kept from the first `open` on, so that the browser finds what it kept for this address again."""
    backup_folder: str = ""
    """Absolute path the person chose for daily backups; empty means `<data>/backups`."""


@dataclass(frozen=True)
class DataFolder:
    """One data folder. Making the object touches no disk."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "emberwell.sqlite3"

    @property
    def keystore(self) -> Path:
        return self.path / "keystore"

    @property
    def lock(self) -> Path:
        return self.path / "open.lock"

    @property
    def served(self) -> Path:
        return self.path / "open.json"

    @property
    def backups(self) -> Path:
        """Where daily backups go: the person's own choice, or a folder beside the database."""
        chosen = self.install().backup_folder if self._install_file.is_file() else ""
        return Path(chosen) if chosen else self.path / "backups"

    @property
    def _install_file(self) -> Path:
        return self.path / "install.json"

    def make(self) -> None:
        """Make the folder, for its owner alone. Raises FolderUnusable."""
        make_private(self.path)

    def install(self) -> Install:
        """What this install remembers; made on first asking, and the folder with it."""
        try:
            # Fields of a later release are passed over.
            return msgspec.json.decode(self._install_file.read_bytes(), type=Install)
        except FileNotFoundError:
            return self._first_install()
        except (OSError, msgspec.DecodeError) as error:
            raise FolderUnusable(
                f"{self._install_file} cannot be read. Your pages are safe. Delete that file: it is made again."
            ) from error

    def change_install(self, **changes: Any) -> Install:
        """Keep some fields of `Install` anew, atomically."""
        changed = replace(self.install(), **changes)
        self._write_install(changed)
        return changed

    def _first_install(self) -> Install:
        self.make()
        # 60 bits are enough for a name that only has to differ from its neighbours on one computer.
        install_id = "e" + "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(11))
        made = Install(install_id=install_id, secret_key=secrets.token_urlsafe(48))
        self._write_install(made)
        return made

    def _write_install(self, install: Install) -> None:
        write_private(self._install_file, msgspec.json.format(msgspec.json.encode(install)))


def data_folder(given: str | Path | None = None) -> DataFolder:
    """The folder given, else EMBERWELL_DATA, else the one this system keeps for programs' own files."""
    chosen = given or os.environ.get("EMBERWELL_DATA")
    if not chosen:
        from platformdirs import user_data_dir

        chosen = user_data_dir("emberwell", appauthor=False)
    return DataFolder(Path(chosen).expanduser().absolute())


def make_private(path: Path) -> None:
    """Make a folder only its owner can enter; parents as the system makes them. Raises FolderUnusable."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(0o700)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise FolderUnusable(f"The folder {path} cannot be used: {reason}. Choose another with --data.") from error


def write_private(path: Path, content: bytes) -> None:
    """Replace a small file atomically, readable by its owner alone, and on the disk when this returns."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make a rename in `path` outlast a power cut; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
