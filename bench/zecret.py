"""zecret, an encrypted terminal diary with one entry a day, driven through its own `zecret.storage`.

It needs Python 3.13. Each operation is a whole process: start, unlock (Argon2id included), do, save.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from bench.corpus import RARE, Page
from bench.jrnl import environment_with
from bench.made import PASSPHRASE
from bench.measure import environment, run

VERSION = "0.8.2"
_DRIVER = """
import datetime, json, sys
from pathlib import Path
from zecret.models import Entry
from zecret.storage import DiaryFile

what, path, password, *rest = sys.argv[1:]
if what == "fill":
    diary, key = DiaryFile.create_new(Path(path), password)
    for day, body in json.load(sys.stdin):
        day = datetime.date.fromisoformat(day)
        diary.entries[day] = Entry.new(day, body)
    diary.save(key)
    raise SystemExit
diary, key = DiaryFile.unlock(Path(path), password)
if what == "append":
    day = max(diary.entries) + datetime.timedelta(days=1)
    diary.entries[day] = Entry.new(day, rest[0])
    diary.save(key)
else:
    newest = sorted(diary.entries.values(), key=lambda entry: entry.date, reverse=True)
    if what == "search":
        newest = [entry for entry in newest if rest[0] in entry.body.casefold()]
    if what == "last":
        newest = newest[:10]
    shown = [{"date": entry.date.isoformat(), "body": entry.body} for entry in newest]
    json.dump(shown, open(rest[0], "w") if what == "export" else sys.stdout)
"""


class Zecret:
    """One diary file and the operations on it."""

    def __init__(self, folder: Path, python: str) -> None:
        home = environment_with(f"zecret=={VERSION}", "zecret", python)
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.diary = folder, folder / "diary.enc"
        self._driver = folder / "driver.py"
        self._driver.write_text(_DRIVER)
        self._python = home / "bin" / "python"

    def fill(self, made: Iterable[Page]) -> None:
        self.diary.unlink(missing_ok=True)
        days = [(page.written_at.date().isoformat(), f"{page.title}\n\n{page.body}") for page in made]
        run(self._call("fill"), text=json.dumps(days))

    def append(self, text: str) -> list[str | Path]:
        return self._call("append", text)

    def search(self) -> list[str | Path]:
        return self._call("search", RARE)

    def last_ten(self) -> list[str | Path]:
        return self._call("last")

    def export(self) -> list[str | Path]:
        return self._call("export", str(self.folder / "export.json"))

    def _call(self, what: str, *rest: str) -> list[str | Path]:
        return [self._python, self._driver, what, self.diary, PASSPHRASE, *rest]


def python_3_13() -> str | None:
    """A Python 3.13 that runs and makes environments, or None."""
    for name in ("python3.13", str(Path("~/.pyenv/versions/3.13.0/bin/python").expanduser())):
        found = shutil.which(name)
        if found is None:
            continue
        check = "import ensurepip, sys; sys.exit(sys.version_info[:2] != (3, 13))"
        if subprocess.run([found, "-c", check], env=environment(), capture_output=True, check=False).returncode == 0:
            return found
    return None
