"""File names: readable, taken by every system, never the same twice."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.exchange.names import FreeNames, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("After the third session", "After the third session"),
        ("What? Why: <this> | that/those\\these", "What Why this that those these"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        (" .hidden. ", "hidden"),
        ("line\nbreak\ttab", "line break tab"),
        ("u\u0308ber \u202egnp.exe", "über gnp.exe"),
        ("真 の 名", "真 の 名"),
        ("../../etc/passwd", "etc passwd"),
        ("???", "untitled"),
        ("a" * 300 + ".jpeg", "a" * 115 + ".jpeg"),
    ],
)
def test_a_title_becomes_a_name(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(max_size=400))
def test_every_name_is_one_every_system_takes(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 120
    assert not set(name) & set('<>:"/\\|?*\0')
    assert name not in {".", ".."}
    assert name == unicodedata.normalize("NFC", name)
    assert name == name.strip(" .")
    assert all(unicodedata.category(character) not in {"Cc", "Cs"} for character in name)


@given(st.lists(st.sampled_from(["a", "A", "é", "e\u0301", "a (2)", "a (3)", "b"]), max_size=30))
def test_no_two_paths_are_the_same_on_any_system(stems: list[str]) -> None:
    names = FreeNames()
    paths = [names.take("2026", stem, ".md") for stem in stems]
    folded = [unicodedata.normalize("NFC", path.casefold()) for path in paths]
    assert len(set(folded)) == len(paths)


def test_the_second_of_a_day_is_numbered() -> None:
    names = FreeNames()
    assert [names.take("2026", "2026-03-01", ".md") for _ in range(3)] == [
        "2026/2026-03-01.md",
        "2026/2026-03-01 (2).md",
        "2026/2026-03-01 (3).md",
    ]
