"""`library check`: counts, what is wrong, and the exit code that says so."""

from __future__ import annotations

import pytest

from emberwell.command.tests.conftest import Run
from emberwell.command.tests.test_main import imported_by
from emberwell.library import checking
from emberwell.library.checking import Wrong
from emberwell.library.prompts import all_prompts

WRONG = (Wrong("en/prompts/why.toml", "why-x", "“journey”: nobody is on one"), Wrong("", "", "why: 1 prompts, not 45"))


def test_it_counts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "CHECKS", ())
    ran = run("library", "check", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["all"] == len(all_prompts())
    assert set(ran.json) == {"all", "audiences", "depths", "minutes", "tags", "with a follow-up", "wrong"}
    assert ran.json["wrong"] == []
    told = run("library", "check")
    assert told.code == 0
    assert "Nothing to mend." in told.out


def test_it_says_what_is_wrong_with_which_file_and_fails(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "CHECKS", (lambda: iter(WRONG),))
    ran = run("library", "check")
    assert ran.code == 1
    assert ran.err == "emberwell: 2 things to mend in the library.\n"
    assert "en/prompts/why.toml\n  why-x: “journey”: nobody is on one" in ran.out
    assert "the library as a whole\n  why: 1 prompts, not 45" in ran.out
    told = run("library", "check", "--json")
    assert told.code == 1
    assert told.json["wrong"][0] == {
        "file": "en/prompts/why.toml",
        "id": "why-x",
        "what": "“journey”: nobody is on one",
    }


def test_wrong_use(run: Run) -> None:
    assert run("library").code == 2
    assert run("library", "burn").code == 2


def test_it_needs_no_journal_and_no_django() -> None:
    loaded = imported_by("from emberwell.command.main import main; main(['library', 'check'])")
    assert not loaded & {"django", "cryptography", "argon2", "PIL"}
