"""The source of the running version, as a zip: what a host owes the people who use it (AGPL-3.0, section 13).

It is taken from the very files this process runs, so it can never be another version's.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from importlib.metadata import distribution
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_REPOSITORY = _PACKAGE.parent.parent
_BESIDE = ("LICENSE", "LICENSE-CONTENT", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", "pyproject.toml")
_LOCKED = ("requirements.txt", "requirements-test.txt")


@lru_cache(maxsize=1)
def source_archive() -> bytes:
    """Every file of the package, its licences, and what is needed to build it where that lies beside it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(_PACKAGE.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                archive.write(path, Path("emberwell/src/emberwell") / path.relative_to(_PACKAGE))
        for name, content in _beside().items():
            archive.writestr(f"emberwell/{name}", content)
    return made.getvalue()


def _beside() -> dict[str, str]:
    """Files beside `src/` when run from a checkout; when installed, those the installed distribution carries."""
    if (_REPOSITORY / "pyproject.toml").is_file():
        found = [_REPOSITORY / name for name in (*_BESIDE, *_LOCKED)]
        return {path.name: path.read_text(encoding="utf-8") for path in found if path.is_file()}
    carried = distribution("emberwell").files or []
    return {
        path.name: path.read_text()
        for path in carried
        if ".dist-info" in str(path) and path.name in (*_BESIDE, "METADATA")
    }
