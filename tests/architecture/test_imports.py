"""Who may import what. Each failure says what to do instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.code import FOLDERS, Import, Source, sources

VAULT_WITH_DJANGO = {"vault/models.py", "vault/web.py", "vault/apps.py", "vault/schema.py"}
"""Tables for migrations, Django's connection, and running the migrations; all else in the vault is plain Python."""

CRYPTOGRAPHY = {
    "vault/seal.py": "the envelope",
    "vault/kdf.py": "from a passphrase to keys",
    "vault/keys.py": "the keyring and its wraps",
    "vault/letterbox.py": "HPKE to the owner's public key",
    "exchange/packing.py": "standard age archives, through pyrage",
}
CRYPTO_LIBRARIES = ("cryptography", "argon2", "pyrage", "nacl", "Crypto")

TEMPORARY_FILES = {
    "vault/spool.py": "sealed piece by piece",
    "accounts/backups.py": "asks whether a folder can be written to; nothing of anybody's goes into the file",
}

SHUT_ROOMS = {"views", "forms", "pages", "urls"}

_OTHER_ACCOUNTS = ("django.contrib.auth", "django.contrib.sessions", "django.contrib.messages", "django.contrib.admin")


def _imports(*, pure_only: bool = False) -> Iterator[tuple[Source, Import, str]]:
    """Every import of the package, with the words a complaint about it begins with."""
    for source in sources():
        if not pure_only or _is_pure(source):
            for used in source.imports():
                yield source, used, f"{source.name}:{used.line} imports {used.module}"


def _is_pure(source: Source) -> bool:
    if source.folder == "vault":
        return source.name not in VAULT_WITH_DJANGO
    return source.path.name in {"records.py", "rules.py"}


def _is_of(module: str, libraries: tuple[str, ...]) -> bool:
    return module.split(".", maxsplit=1)[0] in libraries


def _say(complaints: list[str], what_to_do: str) -> None:
    assert not complaints, "\n".join([*complaints, what_to_do])


def test_rules_records_and_the_vault_know_no_django() -> None:
    found = [start for _, used, start in _imports(pure_only=True) if _is_of(used.module, ("django", "django_htmx"))]
    _say(
        found,
        "What is kept and what is true of it is plain Python, testable without a database: pass what you need as "
        "arguments, and do the Django part in views.py or forms.py.",
    )


def test_cryptography_is_called_in_few_places() -> None:
    found = [
        start
        for source, used, start in _imports()
        if source.name not in CRYPTOGRAPHY and _is_of(used.module, CRYPTO_LIBRARIES)
    ]
    _say(
        found,
        "Seal and open through emberwell.vault.seal, so that every cryptographic step can be read in one sitting.",
    )


def test_nothing_unsealed_in_temporary_files() -> None:
    found = [
        start for source, used, start in _imports() if source.name not in TEMPORARY_FILES and used.module == "tempfile"
    ]
    _say(
        found,
        "What a person wrote may not lie unsealed on a disk, not for a second: use emberwell.vault.spool.SealedSpool, "
        "or memory.",
    )


def test_features_meet_in_records_and_rules() -> None:
    found = []
    for source, used, start in _imports():
        parts = used.module.split(".")
        if parts[0] != "emberwell" or parts[1:2] == [source.folder] or parts[1:2] not in [[name] for name in FOLDERS]:
            continue
        room = parts[2] if len(parts) > 2 else used.name
        # Everybody shows pages with `site`, which in turn gathers everybody's addresses.
        allowed = source.name == "site/urls.py" and room == "urls"
        if room in SHUT_ROOMS and not allowed:
            found.append(start)
    _say(
        found,
        "Features never use each other's views, forms or pages: move what both need into rules.py or records.py of the "
        "folder it belongs to.",
    )


def test_an_underscore_means_only_its_own_folder() -> None:
    found = []
    for source, used, start in _imports():
        parts = used.module.split(".")
        if parts[0] == "emberwell" and parts[1:2] != [source.folder]:
            found += [f"{start} ({name})" for name in (*parts[2:], used.name) if name.startswith("_")]
    _say(found, "Give it a public name and a docstring in its folder, or use what is public there.")


def test_the_vault_knows_no_feature() -> None:
    found = [
        start
        for source, used, start in _imports()
        if source.folder == "vault" and used.module.startswith("emberwell.") and used.module.split(".")[1] != "vault"
    ]
    _say(
        found,
        "The vault stores every kind alike and knows none: if a feature needs something of it, mend the record model "
        "for all kinds.",
    )


def test_no_second_way_to_an_account() -> None:
    found = [start for _, used, start in _imports() if used.module.startswith(_OTHER_ACCOUNTS)]
    _say(
        found,
        "Accounts are opened by vault/opening.py alone; Django's sessions and messages would keep words in clear.",
    )


def test_log_lines_are_fixed_sentences() -> None:
    found = []
    for source in sources():
        for node in ast.walk(source.tree):
            if _is_log(node) and not (node.args and isinstance(node.args[0], ast.Constant)):
                found.append(f"{source.name}:{node.lineno} logs something built from values")
    _say(found, 'Logs carry ids and names of events: write a fixed sentence, with "%s" for an id.')


def _is_log(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"_log", "log", "logger", "logging"}
        and node.func.attr in {"debug", "info", "warning", "error", "critical", "exception"}
    )


def test_every_folder_is_known() -> None:
    found = {source.folder for source in sources() if "/" in source.name}
    assert found == set(FOLDERS), (
        f"Folders of the package are {sorted(found)}: list them in FOLDERS (tests/architecture/code.py), so that these "
        "rules hold for them too."
    )


def test_exceptions_are_still_needed() -> None:
    used = {source.name: {used.module.split(".")[0] for used in source.imports()} for source in sources()}
    found = [name for name in CRYPTOGRAPHY if not set(CRYPTO_LIBRARIES) & used.get(name, set())]
    found += [name for name in TEMPORARY_FILES if "tempfile" not in used.get(name, set())]
    _say(found, "These files need their exception no more: strike it at the top of this file.")
