"""What is wrong is said file by file, and nothing that is wrong stops the rest from being looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from emberwell.library import checking
from emberwell.library.checking import CHECKS, Wrong, all_wrong, prompts_that_load

PROMPT = """
[[prompt]]
id = "{id}"
text = "{text}"
minutes = 5
depth = 1
tags = ["week"]
"""
HEADER = 'pillar = "why"\naudience = "therapist"\n'
PRACTICE = 'id = "a-minute"\ntitle = "A minute"\nnot_now = "{words}"\n\n[[cue]]\ntext = "Let the journey end."\n'
PATH = 'id = "a-path"\n\n[[step]]\nid = "one-door"\nwords = "Stand there."\nprompt = "{words}"\n'

Files = dict[tuple[str, str], list[tuple[str, str]]]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Files], None]]:
    """Other files instead of those that are there."""

    def instead(files: Files) -> None:
        monkeypatch.setattr(checking, "texts", lambda kind, language="en": iter(files.get((kind, language), [])))
        monkeypatch.setattr(checking, "languages", lambda: ("en", *{language for _, language in files} - {"en"}))
        checking._read.cache_clear()

    yield instead
    checking._read.cache_clear()


def _said() -> set[tuple[str, str, str]]:
    return {(each.file, each.id, each.what) for each in all_wrong() if each.file}


def test_a_file_that_does_not_load_is_named_and_the_others_are_read(written: Callable[[Files], None]) -> None:
    good = HEADER + PROMPT.format(id="why-good", text="Where was the journey going?")
    bad = HEADER + PROMPT.format(id="why-bad", text="Where was the kettle?").replace("depth = 1", "depth = 7")
    written({("prompts", "en"): [("bad.toml", bad), ("why.toml", good)]})
    said = _said()
    assert ("en/prompts/why.toml", "why-good", "“journey”: nobody is on one") in said
    assert any(file == "en/prompts/bad.toml" and "depth" in what for file, _, what in said)
    assert [each.id for each in prompts_that_load()] == ["why-good"]


def test_an_id_in_two_files(written: Callable[[Files], None]) -> None:
    good = HEADER + PROMPT.format(id="why-good", text="Where was the kettle going?")
    written({("prompts", "en"): [("a.toml", good), ("b.toml", good)]})
    assert ("en/prompts/b.toml", "why-good", "this id is used in a.toml too") in _said()


def test_a_translation_of_what_is_not_there(written: Callable[[Files], None]) -> None:
    good = HEADER + PROMPT.format(id="why-good", text="Where was the kettle going?")
    words = '[[prompt]]\nid = "why-gone"\ntext = "Wo waren Sie, als der Kessel kochte?"\n'
    written({("prompts", "en"): [("why.toml", good)], ("prompts", "de"): [("why.toml", words)]})
    assert ("de/prompts/why.toml", "", "why-gone: no English prompt has this id.") in _said()


def test_practices_and_paths_are_read_too(written: Callable[[Files], None]) -> None:
    written(
        {
            ("practices", "en"): [("a-minute.toml", PRACTICE.format(words="When it’s too much, don't."))],
            ("paths", "en"): [("a-path.toml", PATH.format(words="Were you there? Who else?")), ("bad.toml", "[[")],
        }
    )
    said = _said()
    assert ("en/practices/a-minute.toml", "cue.text", "“journey”: nobody is on one") in said
    assert ("en/practices/a-minute.toml", "not_now", "straight quotes: use “ ” and ’") in said
    assert any(file == "en/paths/a-path.toml" and "stacked" in what and "one-door" in id for file, id, what in said)
    assert any(file == "en/paths/bad.toml" for file, _, _ in said)


def test_another_check_is_added_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "CHECKS", (*CHECKS, lambda: iter([Wrong("en/x.toml", "y", "z")])))
    assert Wrong("en/x.toml", "y", "z") in all_wrong()


def test_what_is_shipped_lacks_only_what_is_still_being_written() -> None:
    assert [each for each in all_wrong() if each.file] == []
