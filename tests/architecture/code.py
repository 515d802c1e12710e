"""Reading our own code, for the tests beside this file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "src" / "emberwell"
FOLDERS = (
    "vault",
    "library",
    "paths",
    "prompts",
    "accounts",
    "journal",
    "why",
    "week",
    "insight",
    "purpose",
    "keepsakes",
    "clients",
    "sessions",
    "supervision",
    "stayed",
    "growth",
    "peers",
    "rhythm",
    "practices",
    "hard_day",
    "exchange",
    "site",
    "command",
)


@dataclass(frozen=True)
class Import:
    """One imported name: `from MODULE import NAME`, or `import MODULE` with name ""."""

    module: str
    name: str
    line: int
    typing_only: bool


@dataclass(frozen=True)
class Source:
    """One Python file of the package, parsed."""

    path: Path
    tree: ast.Module

    @property
    def name(self) -> str:
        """`journal/rules.py`."""
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def folder(self) -> str:
        return self.name.split("/")[0]

    def imports(self) -> Iterator[Import]:
        """Every import, however deep."""
        guarded = {
            id(inner)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            for inner in ast.walk(node)
        }
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (Import(alias.name, "", node.lineno, id(node) in guarded) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                module = node.module or ""
                yield from (Import(module, alias.name, node.lineno, id(node) in guarded) for alias in node.names)


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Every Python file of the package but its tests and migrations."""
    files = [path for path in sorted(PACKAGE.rglob("*.py")) if not {"tests", "migrations"} & set(path.parts)]
    return tuple(Source(path, ast.parse(path.read_text(encoding="utf-8"))) for path in files)


@lru_cache(maxsize=1)
def templates() -> tuple[tuple[str, str], ...]:
    """`(name, text)` of every template, comments taken out."""
    found = sorted(PACKAGE.glob("*/templates/**/*.html"))
    return tuple((path.relative_to(PACKAGE).as_posix(), path.read_text(encoding="utf-8")) for path in found)
