"""jrnl, with encryption, in an environment of its own; the password arrives on standard input."""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

from bench.corpus import RARE, Page, jrnl_text
from bench.made import PASSPHRASE, cache_folder
from bench.measure import environment, run

VERSION = "4.6"
_CONFIG = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: true
highlight: false
indent_character: '|'
journals: {{default: {{journal: {journal}}}}}
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%Y-%m-%d %H:%M'
version: v{version}
"""
_ENCRYPT = """
import sys
from jrnl.encryption.Jrnlv3Encryption import Jrnlv3Encryption
sealer = Jrnlv3Encryption("default", {"encrypt": True})
sealer.password = sys.argv[1]
text = open(0, encoding="utf-8").read()
open(sys.argv[2], "wb").write(sealer.encrypt(text))
"""


class Jrnl:
    """One encrypted journal file and the commands on it."""

    def __init__(self, folder: Path) -> None:
        home = environment_with(f"jrnl=={VERSION}", "jrnl")
        self._python, self._command = home / "bin" / "python", home / "bin" / "jrnl"
        self.folder = folder
        self.journal = folder / "journal.txt"
        self._config = folder / "jrnl.yaml"
        folder.mkdir(parents=True, exist_ok=True)
        self._config.write_text(_CONFIG.format(journal=self.journal, version=VERSION))

    def fill(self, made: Iterable[Page]) -> None:
        """Write the journal file as jrnl itself would, with jrnl's own encryption."""
        text = "".join(jrnl_text(page) for page in made)
        run([self._python, "-c", _ENCRYPT, PASSPHRASE, self.journal], text=text)

    def append(self, text: str) -> list[str | Path]:
        return [*self._base(), "2150-01-01 09:00:", text]

    def search(self) -> list[str | Path]:
        return [*self._base(), "-contains", RARE, "--format", "json"]

    def last_ten(self) -> list[str | Path]:
        return [*self._base(), "-n", "10", "--format", "json"]

    def export(self) -> list[str | Path]:
        out = self.folder / "export.json"
        return [*self._base(), "--format", "json", "--file", out]

    def _base(self) -> list[str | Path]:
        return [self._command, "--config-file", self._config]


def environment_with(requirement: str, name: str, python: str | None = None) -> Path:
    """A virtual environment in the cache with one requirement, made at the first call."""
    home = cache_folder() / name
    done = home / ".made"
    if not (done.exists() and done.read_text() == requirement):
        if python is None:
            venv.create(home, with_pip=True, clear=True)
        else:
            subprocess.run([python, "-m", "venv", "--clear", home], check=True, env=environment())
        pip: list[str | Path] = [
            home / "bin" / "python",
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--quiet",
            "--compile",
        ]
        subprocess.run([*pip, requirement], check=True, env=environment(), stderr=subprocess.DEVNULL)
        done.write_text(requirement)
    return home


if sys.platform == "win32":
    raise SystemExit("The peers are measured on Linux and macOS.")
