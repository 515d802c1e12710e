"""Hostile Markdown becomes harmless HTML: read back with a parser, nothing stands in it that is not on the list."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.journal.markdown import excerpt, plain_text, to_html
from emberwell.journal.tests.hostile import payloads

PICTURES = "/journal/picture/"
TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "img", "audio", "video"),
}
ATTRIBUTES = {
    "a": {"href", "rel"},
    "img": {"src", "alt", "loading", "decoding"},
    "ol": {"start"},
    "audio": {"src", "controls", "preload", "aria-label"},
    "video": {"src", "controls", "preload", "aria-label"},
}


def picture(id: str) -> str:
    return f"{PICTURES}{id}/"


class Reading(HTMLParser):
    """Collects whatever a browser would act on that is not allowed to be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()):
                self.wrong.append(f"{tag} {name}={value}")
            if name == "src" and not (value or "").startswith(PICTURES):
                self.wrong.append(f"{tag} loads {value}")
            if name == "href" and not (value or "").lower().startswith(("http://", "https://", "mailto:", PICTURES)):
                self.wrong.append(f"{tag} leads to {value}")
        if tag == "a" and ("rel", "noopener noreferrer") not in attrs:
            self.wrong.append("a without rel")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"instruction {data}")


def wrong_in(html: str) -> list[str]:
    reading = Reading()
    reading.feed(html)
    reading.close()
    return reading.wrong


def test_there_are_more_than_three_hundred():
    assert len(payloads()) >= 300


@pytest.mark.parametrize("shape", ["picture", "audio", "video", "file"])
def test_every_payload_is_harmless(shape):
    found = {body: wrong for body in payloads() if (wrong := wrong_in(to_html(body, picture, lambda _: shape)))}
    assert found == {}


def test_the_reading_would_notice():
    assert wrong_in("<p onclick=x>") == ["p onclick=x"]
    assert wrong_in("<img src=//hostile.test>") == ["img loads //hostile.test"]
    assert wrong_in("<a href=javascript:x>") == ["a leads to javascript:x", "a without rel"]
    assert wrong_in("<script>x</script>") == ["<script>"]


def test_an_address_we_would_not_make_is_not_loaded():
    html = to_html("![x](attachment:" + "f" * 32 + ")", lambda _id: "")
    assert html == "<p>x</p>\n"


def test_plain_text_and_excerpts_take_anything():
    for body in payloads():
        assert isinstance(plain_text(body), str)
        assert len(excerpt(body, 120)) <= 120


PIECES = st.sampled_from(
    (
        *"[]()<>!*_`\\&;#|- \n\"'=x",
        *(
            "\n\n",
            "javascript:hit(1)",
            "https://hostile.test/",
            "attachment:" + "a" * 32,
            "img",
            "script",
            "onerror",
            "data:",
        ),
    )
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_nothing_made_of_hostile_pieces_gets_through(body):
    assert wrong_in(to_html(body, picture)) == []


@given(st.text(max_size=400))
def test_any_text_renders_harmlessly(body):
    assert wrong_in(to_html(body, picture)) == []
