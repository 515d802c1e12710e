"""Day One's words: escapes taken back without changing how a page reads; rich text as Markdown."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.exchange.dayone_text import from_rich_text, unescaped
from emberwell.journal.markdown import to_html

PIECES = st.sampled_from(
    [
        *("a", "b1", "1", "12", " ", "  ", "\n", "\n\n", "word ", "[", "]", "(", ")", "<", ">", "&", "amp;", "*", "_"),
        *("-", "+", "=", "#", "`", "```", "~~~", "|", "!", ":", '"', "http://x.y", "\\\\", "- ", "1. ", "> ", "    "),
        *("\\" + mark for mark in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    ]
)


def shown(body: str) -> str:
    return to_html(body, lambda name: f"/picture/{name}")


@given(st.lists(PIECES, max_size=14).map("".join))
def test_a_page_reads_the_same_without_its_escapes(text: str) -> None:
    assert shown(unescaped(text)) == shown(text)


@pytest.mark.parametrize(
    ("escaped", "plain"),
    [
        ("So\\. I waited \\- well\\, mostly\\!", "So. I waited - well, mostly!"),
        ("self\\-care \\(sort of\\) it\\'s 3\\.5", "self-care (sort of) it's 3.5"),
        ("1\\. not a list", "1\\. not a list"),
        ("\\- not a list", "\\- not a list"),
        ("\\# no heading, but see \\#tag", "\\# no heading, but see #tag"),
        ("snake\\_case \\*stars\\*", "snake_case \\*stars\\*"),
        ("`code \\.`", "`code \\.`"),
        ("no escapes", "no escapes"),
    ],
)
def test_escapes_that_mean_nothing_go(escaped: str, plain: str) -> None:
    assert unescaped(escaped) == plain


@pytest.mark.parametrize(
    "text", ["\\," * 200_000, "a\\_" * 150_000, "> " * 200_000 + "\\,", "1. " * 150_000 + "\\.", "\n\n" * 200_000]
)
def test_long_pages_take_time_by_their_length(text: str) -> None:
    began = time.process_time()
    unescaped(text)
    assert time.process_time() - began < 5


def rich(*contents: object) -> str:
    return json.dumps({"contents": list(contents), "meta": {"version": 1}})


def line(text: str, **of_line: object) -> dict[str, object]:
    return {"text": text, "attributes": {"line": of_line}}


def test_rich_text_becomes_markdown() -> None:
    written = from_rich_text(
        rich(
            line("Title\n", header=1),
            {"text": "Plain "},
            {"text": "bold ", "attributes": {"bold": True}},
            {"text": "and both", "attributes": {"bold": True, "italic": True}},
            {"text": "\n"},
            line("one\n", listStyle="bulleted", indentLevel=1),
            line("deeper\n", listStyle="bulleted", indentLevel=2),
            line("first\n", listStyle="numbered", listIndex=1),
            {"text": "done\n", "attributes": {"line": {"listStyle": "checkbox", "checked": True}}},
            line("said\n", quote=True),
            line("x = 1\n", codeBlock=True),
            line("y = 2\n", codeBlock=True),
            {"text": "after "},
            {"text": "a link", "attributes": {"linkURL": "https://example.org/a"}},
            {"text": " end\n"},
            {"embeddedObjects": [{"type": "photo", "identifier": "ABC"}, {"type": "video", "identifier": "DEF"}]},
            {"embeddedObjects": [{"type": "horizontalRuleLine"}]},
        )
    )
    assert written == (
        "# Title\nPlain **bold** ***and both***\n- one\n  - deeper\n1. first\n- [x] done\n> said\n```\nx = 1\ny = 2\n```\n"
        "after [a link](https://example.org/a) end\n![](dayone-moment://ABC)\n![](dayone-moment:/video/DEF)\n\n---"
    )


@pytest.mark.parametrize("odd", ["", "{", "[]", "null", '{"contents":1}', '{"a":1,"a":2}', "[" * 5000, '{"x":NaN}'])
def test_rich_text_that_cannot_be_read_is_none(odd: str) -> None:
    assert from_rich_text(odd) is None


LINE = st.fixed_dictionaries(
    {}, optional={"header": st.integers(-1, 9), "listStyle": st.text(max_size=9), "indentLevel": st.integers()}
)
NODE = st.fixed_dictionaries(
    {},
    optional={
        "text": st.text(max_size=20) | st.none(),
        "attributes": st.none() | st.fixed_dictionaries({}, optional={"line": LINE | st.none(), "bold": st.booleans()}),
        "embeddedObjects": st.none()
        | st.lists(st.dictionaries(st.sampled_from(["type", "identifier", "url"]), st.text()), max_size=2),
    },
)


@given(st.lists(NODE | st.integers() | st.text(), max_size=6))
def test_any_rich_text_is_written(contents: list[object]) -> None:
    assert isinstance(from_rich_text(rich(*contents)), str)
