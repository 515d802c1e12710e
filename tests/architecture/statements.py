"""What every SQL statement must hold to: one that touches a private table names `space_id`.

It is the key by which the database is divided when one machine is not enough, and what keeps one person's query in
one person's rows. Statements are looked at twice: as written in the code, and as run by every test (conftest.py).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2] / "src" / "emberwell"
PRIVATE_TABLES = ("space", "record", "draft", "chunk", "letter")

WHAT_TO_DO = (
    "Add `space_id = %s` with the open vault's own space: it is the distribution key, and what keeps one person's "
    "query in one person's rows."
)

_TOUCHES = re.compile(
    r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?(" + "|".join(PRIVATE_TABLES) + r")\"?(?=[\s(;,)]|$)", re.IGNORECASE
)


def careless(sql: str) -> str | None:
    """The private table that `sql` touches without naming `space_id`, or None."""
    touched = _TOUCHES.search(sql)
    return touched[1] if touched and "space_id" not in sql else None


def asked_by_a_test() -> bool:
    """Whether the statement being run stands in a test, which may play whoever holds the disk."""
    carries_it = str(_PACKAGE / "vault" / "web.py")
    frame = sys._getframe(1)
    while frame := frame.f_back:  # type: ignore[assignment]
        file = frame.f_code.co_filename
        if file.startswith(str(_PACKAGE)) and file != carries_it:
            return "tests" in Path(file).parts
    return True
