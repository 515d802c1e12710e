"""YAML above a page: plain values, and no way to make it unfold."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.exchange import front_matter
from emberwell.exchange.front_matter import NotUnderstood, Refused, by_line, parse, split


def test_values_stay_as_written() -> None:
    fields = parse(
        "title: Hi\ndate: 2024_03_01\ntime: 10:30\nstar: true\nempty:\ntags: [a, b]\nmore:\n  - x\n  - y: 1\n"
    )
    assert fields == {
        "title": "Hi",
        "date": "2024_03_01",
        "time": "10:30",
        "star": True,
        "empty": None,
        "tags": ["a", "b"],
        "more": ["x", {"y": "1"}],
    }


@pytest.mark.parametrize(
    ("page", "above", "rest"),
    [
        ("---\na: 1\n---\nwords", "a: 1\n", "words"),
        ("---\n---\nwords", "", "words"),
        ("---\na: 1\n...\nwords", "a: 1\n", "words"),
        ("words\n---\na: 1\n---\n", None, "words\n---\na: 1\n---\n"),
        ("---\nnever closed", None, "---\nnever closed"),
        ("---\na: 1\n---", "a: 1\n", ""),
    ],
)
def test_it_stands_between_rules_at_the_top(page: str, above: str | None, rest: str) -> None:
    assert split(page) == (above, rest)


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "a: &a {b: *a}",
        "[" * 20_000,
        "- " * 16_000,
        "{a: " * 9_000,
        "a: [" + "x," * 10_000 + "]",
    ],
)
def test_what_unfolds_is_refused_at_once(bomb: str) -> None:
    began = time.process_time()
    with pytest.raises(Refused):
        parse(bomb)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "odd",
    [
        "title: A: b",
        "a: 1\na: 2",
        "- a\n- b",
        "{{date}}: x",
        "a: [1",
        "!!python/object/apply:os.system ['true']",
        "\x00",
    ],
)
def test_what_is_not_understood_does_nothing(odd: str) -> None:
    with pytest.raises(NotUnderstood):
        parse(odd)


def test_a_long_one_is_refused() -> None:
    with pytest.raises(Refused):
        split("---\n" + "a: b\n" * 10_000 + "---\nwords")


def test_plain_lines_are_told_when_it_is_no_yaml() -> None:
    assert by_line("title: Monday: the group\ndate: '2024-03-01'\n- x\n") == {
        "title": "Monday: the group",
        "date": "2024-03-01",
    }


@given(st.text(max_size=200) | st.text(alphabet="a:-[]{}&*!|>'\"\n #,?", max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (parse, split, by_line):
        try:
            read(text)
        except (Refused, NotUnderstood):
            continue


def test_both_parsers_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    text = "title: Hi\ntags: [a, b]\nmore:\n  - x: true\n"
    fast = parse(text)
    monkeypatch.setattr(front_matter, "_Loader", yaml.SafeLoader)
    assert parse(text) == fast
