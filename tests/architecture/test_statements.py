"""Every statement on a private table names the space it is about."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.code import PACKAGE, sources
from tests.architecture.statements import WHAT_TO_DO, careless


def _strings(tree: ast.Module) -> list[tuple[int, str]]:
    """Every string of the code with its line; of an f-string the fixed parts, joined."""
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if part is not node
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "?" for part in node.values]
            found.append((node.lineno, "".join(str(part) for part in parts)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            found.append((node.lineno, node.value))
    return found


def test_every_statement_names_its_space() -> None:
    found = [
        f"{source.name}:{line} touches the table {careless(text)} without space_id"
        for source in sources()
        for line, text in _strings(source.tree)
        if text.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")) and careless(text)
    ]
    assert not found, "\n".join([*found, WHAT_TO_DO])


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("SELECT sealed FROM record WHERE record_id = %s", "record"),
        ('UPDATE "draft" SET sealed = %s', "draft"),
        ("DELETE FROM letter", "letter"),
        ("SELECT a FROM account JOIN chunk ON 1", "chunk"),
        ("SELECT sealed FROM record WHERE space_id = %s", None),
        ("SELECT * FROM account", None),
        ("SELECT * FROM recorded", None),
    ],
)
def test_what_is_careless(sql: str, table: str | None) -> None:
    assert careless(sql) == table


@pytest.mark.django_db
def test_statements_are_watched_while_tests_run() -> None:
    asking = "from django.db import connection\nwith connection.cursor() as cursor:\n    cursor.execute(sql)\n"
    ours = compile(asking, str(PACKAGE / "journal" / "imagined.py"), "exec")
    exec(ours, {"sql": "SELECT sealed FROM record WHERE space_id IS NULL"})
    with pytest.raises(AssertionError, match="Add `space_id"):
        exec(ours, {"sql": "SELECT sealed FROM record"})
    a_test = compile(asking, str(PACKAGE / "journal" / "tests" / "test_imagined.py"), "exec")
    exec(a_test, {"sql": "SELECT sealed FROM record"})
