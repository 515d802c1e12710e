"""The lock files pin everything by hash, name no registry, and agree with pyproject.toml and each other."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.code import REPOSITORY

RENEW = "Run `make lock` and commit both files."
LOCKS = ("requirements.txt", "requirements-test.txt")


def _text(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def _locked(name: str) -> dict[str, str]:
    """Every pinned package: name -> version."""
    blocks = re.split(r"\n(?=\S)", _text(name).strip())
    found = {}
    for block in blocks:
        head = re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", block)
        assert head, f"{name}: {block.splitlines()[0]!r} is not pinned to one version. {RENEW}"
        assert "--hash=sha256:" in block, f"{name}: {head[1]} has no hash. {RENEW}"
        found[canonicalize_name(head[1])] = head[2]
    return found


def _wanted(*extras: str) -> list[Requirement]:
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", LOCKS)
def test_no_registry_is_named(name: str) -> None:
    for number, line in enumerate(_text(name).splitlines(), 1):
        for banned in ("://", "--find-links", "--index-url", "--extra-index-url", "--trusted-host", " @ ", "file:"):
            assert banned not in line, f"{name}:{number} holds {banned!r}: whoever installs chooses where from. {RENEW}"


@pytest.mark.parametrize(("name", "extras"), [(LOCKS[0], ("build",)), (LOCKS[1], ("build", "test"))])
def test_everything_wanted_is_locked(name: str, extras: tuple[str, ...]) -> None:
    locked = _locked(name)
    for wanted in _wanted(*extras):
        version = locked.get(canonicalize_name(wanted.name))
        assert version, f"{name} lacks {wanted.name}, which pyproject.toml asks for. {RENEW}"
        assert wanted.specifier.contains(version, prereleases=True), (
            f"{name} has {wanted.name} {version}, pyproject.toml asks for {wanted.specifier}. {RENEW}"
        )


def test_tests_run_on_what_is_installed() -> None:
    runs, tests = _locked(LOCKS[0]), _locked(LOCKS[1])
    for name, version in runs.items():
        assert tests.get(name) == version, (
            f"{name} is {version} to run and {tests.get(name)} to test: what is tested must be what runs. {RENEW}"
        )
