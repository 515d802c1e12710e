"""The backups that are made by themselves: one a day while the app runs, and one before tables change.

Kept: the newest of each of the last 7 days that have one, and of the last 4 weeks; of those before an update, the last
3. What is in the folder under other names is never touched.
"""

from __future__ import annotations

import contextlib
import logging
import re
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from emberwell.vault.backup import write_backup
from emberwell.vault.folder import DataFolder, make_private
from emberwell.vault.schema import applied_in
from emberwell.vault.sqlite import SqliteDatabase
from emberwell.vault.store import Keystore

DAILY_KEPT = 7
WEEKLY_KEPT = 4
BEFORE_UPDATE_KEPT = 3
FIRST_LOOK_SECONDS = 5
LOOK_AGAIN_SECONDS = 600

_DAILY = re.compile(r"emberwell-(\d{4}-\d\d-\d\d)\.zip")
_BEFORE_UPDATE = re.compile(r"emberwell-before-update-\d{8}T\d{6}Z\.zip")
_log = logging.getLogger("emberwell.backup")


@dataclass(frozen=True)
class GoodBackup:
    """A backup that was written to its end: only those ever get their name."""

    file: Path
    made_at: datetime
    """UTC."""
    size: int
    """Bytes."""


def last_good(folder: DataFolder) -> GoodBackup | None:
    """The newest daily or before-update backup in the folder chosen for them, for settings and `check`."""
    found = [
        path for path in _files(folder.backups) if _DAILY.fullmatch(path.name) or _BEFORE_UPDATE.fullmatch(path.name)
    ]
    if not found:
        return None
    newest = max(found, key=lambda path: path.stat().st_mtime)
    about = newest.stat()
    return GoodBackup(newest, datetime.fromtimestamp(about.st_mtime, UTC), about.st_size)


def back_up_today(folder: DataFolder, today: date) -> Path | None:
    """Today's backup, unless it is there already or nobody keeps a journal yet. Raises BackupFailed."""
    file = folder.backups / f"emberwell-{today.isoformat()}.zip"
    if file.exists() or not _back_up(folder, file):
        return None
    prune(folder.backups)
    return file


def back_up_before_update(folder: DataFolder) -> None:
    """A backup of the tables as they are, before they change. Raises BackupFailed: then nothing is changed."""
    _back_up(folder, folder.backups / f"emberwell-before-update-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.zip")
    old = sorted(path for path in _files(folder.backups) if _BEFORE_UPDATE.fullmatch(path.name))
    for path in old[:-BEFORE_UPDATE_KEPT]:
        path.unlink(missing_ok=True)


def prune(backups: Path) -> None:
    """Remove the daily backups that no rule above keeps."""
    dated = {}
    for path in _files(backups):
        if match := _DAILY.fullmatch(path.name):
            with contextlib.suppress(ValueError):  # no such day: not one of ours
                dated[date.fromisoformat(match[1])] = path
    kept = days_to_keep(list(dated))
    for day, path in dated.items():
        if day not in kept:
            path.unlink(missing_ok=True)


def days_to_keep(days: list[date]) -> set[date]:
    """The last DAILY_KEPT days, and the newest day of each of the last WEEKLY_KEPT weeks (ISO 8601) that have one."""
    newest_first = sorted(days, reverse=True)
    weeks: dict[tuple[int, int], date] = {}
    for day in newest_first:
        weeks.setdefault((day.isocalendar().year, day.isocalendar().week), day)
    return {*newest_first[:DAILY_KEPT], *list(weeks.values())[:WEEKLY_KEPT]}


def keep_backing_up(folder: DataFolder) -> threading.Thread:
    """Look now and then whether today has its backup, for as long as this process runs.

    A failure is logged by name and tried again later; settings and `check` show when the last good one was made.
    """
    stop = threading.Event()

    def run() -> None:
        wait = FIRST_LOOK_SECONDS
        while not stop.wait(wait):
            wait = LOOK_AGAIN_SECONDS
            try:
                # The person's own day, as the computer has it: names are read by people.
                back_up_today(folder, datetime.now().astimezone().date())
            except Exception as error:
                # A database that is busy for a moment must not end the backups for good.
                _log.warning("backup.failed %s", type(error).__name__)

    thread = threading.Thread(target=run, name="daily-backup", daemon=True)
    thread.start()
    return thread


def _back_up(folder: DataFolder, file: Path) -> bool:
    """False when nobody keeps a journal here yet."""
    database = SqliteDatabase(folder.database)
    try:
        if not database.rows("SELECT 1 FROM sqlite_master WHERE name = 'account'"):
            return False
        if not database.rows("SELECT id FROM account LIMIT 1"):
            return False
        if not file.parent.exists():
            make_private(file.parent)
        write_backup(database, Keystore(folder.keystore), applied_in(database), file)
    finally:
        database.close()
    return True


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
