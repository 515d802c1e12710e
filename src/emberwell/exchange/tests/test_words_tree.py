"""Markdown as a tree for the typesetter: the same words as on screen, kept lines marked, nothing that could run."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.exchange.words_tree import Block, Run, blocks, breakable
from emberwell.journal.markdown import plain_text

ID = "0123456789abcdef" * 2


def attached(record_id: str, words: str) -> Block:
    return {"t": "picture", "id": record_id, "words": words}


def tree(body: str, *kept: str) -> tuple[list[Block], list[str]]:
    return blocks(body, attached, kept)


def runs_of(node: Any) -> list[Run]:
    if isinstance(node, list):
        return [run for part in node for run in runs_of(part)]
    if not isinstance(node, dict):
        return []
    if "x" in node and "t" not in node:
        return [node]
    return [run for part in node.values() for run in runs_of(part)]


def spoken(tree: list[Block]) -> str:
    return "".join(run["x"] for run in runs_of(tree))


def test_every_kind_of_block() -> None:
    body = "# Head\n\none *two* **three** ~~four~~ `five`\n\n- a\n- b\n\n3. c\n\n> said\n\n```\ncode\n```\n\n---\n"
    found, _ = tree(body)
    assert [block["t"] for block in found] == ["h", "p", "ul", "ol", "quote", "code", "rule"]
    assert found[0]["n"] == 1
    assert found[1]["runs"] == [
        {"x": "one "},
        {"x": "two", "i": 1},
        {"x": " "},
        {"x": "three", "b": 1},
        {"x": " "},
        {"x": "four", "s": 1},
        {"x": " "},
        {"x": "five", "c": 1},
    ]
    assert (found[3]["start"], len(found[2]["items"])) == (3, 2)
    assert found[5]["x"] == "code"


def test_a_table_keeps_its_cells() -> None:
    (table,), _ = tree("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |\n")
    assert table["head"] == [[{"x": "a"}], [{"x": "b"}]]
    assert table["rows"] == [[[{"x": "1"}], [{"x": "2"}]], [[{"x": "3"}], []]]


def test_only_addresses_one_may_follow_are_links_and_only_our_pictures_pictures() -> None:
    body = f"[a](https://example.org/x) [b](javascript:alert(1)) ![c](attachment:{ID}) ![d](https://example.org/p.png)"
    (paragraph, picture), _ = tree(body)
    assert [run.get("u") for run in paragraph["runs"] if run["x"].strip()] == [
        "https://example.org/x",
        None,
        "https://example.org/p.png",
    ]
    assert picture == {"t": "picture", "id": ID, "words": "c"}


def test_the_direction_of_a_paragraph_is_that_of_its_first_letter() -> None:
    found, _ = tree("1. שלום\n\nHello שלום\n")
    assert found[0]["items"][0][0]["rtl"] == 1
    assert "rtl" not in found[1]


def kept_words(body: str, *kept: str) -> tuple[list[str], list[str]]:
    found, elsewhere = tree(body, *kept)
    return [run["x"] for run in runs_of(found) if "k" in run], elsewhere


@pytest.mark.parametrize(
    ("body", "kept", "marked"),
    [
        ("I stayed. It was warm.", "I stayed.", ["I stayed."]),
        ("I *stayed* with **it**.", "stayed with it", ["stayed", " with ", "it"]),
        ("one\ntwo three", "one two", ["one", "\n", "two"]),
        ("first words\n\nsecond words", "words\nsecond", ["words", "second"]),
        ("> in a quote", "a quote", ["a quote"]),
        ("a   b", "a b", ["a   b"]),
    ],
)
def test_a_kept_line_is_marked_where_it_stands(body: str, kept: str, marked: list[str]) -> None:
    assert kept_words(body, kept) == (marked, [])


def test_a_kept_line_that_was_edited_stands_apart_and_nothing_is_half_marked() -> None:
    assert kept_words("other words\n\nhere", "other words\ngone") == ([], ["other words\ngone"])


def test_marking_leaves_the_words_as_they_were() -> None:
    body = "I *stayed* with **it**, and so on."
    assert spoken(tree(body, "stayed with", "with it")[0]) == spoken(tree(body)[0])


def test_long_stretches_get_places_to_break_and_lose_nothing() -> None:
    address = "https://example.org/" + "a" * 60 + "?b=c&d=e"
    broken = breakable(f"see {address} end")
    assert broken.replace("\u200b", "") == f"see {address} end"
    assert max(len(piece) for piece in broken.replace(" ", "\u200b").split("\u200b")) <= 20


@given(st.text(alphabet=st.sampled_from(list("ab *_`#>-1.\n[]()!|~\\ש真\t")), max_size=120))
def test_no_word_is_lost_or_added_against_the_screen(body: str) -> None:
    words = spoken(tree(body)[0]) + "".join(block["x"] for block in _every_block(tree(body)[0]) if block["t"] == "code")
    assert sorted("".join(words.split())) == sorted("".join(plain_text(body).split()))


def _every_block(node: Any) -> list[Block]:
    if isinstance(node, list):
        return [block for part in node for block in _every_block(part)]
    if not isinstance(node, dict):
        return []
    own = [node] if "t" in node else []
    return own + [block for part in node.values() for block in _every_block(part)]
