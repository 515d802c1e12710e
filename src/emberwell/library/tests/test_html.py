"""The pages of the library are valid: what is opened is closed in order, ids are one's own, nothing names what is not
there. A browser forgives all of this; whoever reads the page by other means does not."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client

from emberwell.library.prompts import Audience, all_prompts, prompts_for

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "circle", "path", "use"}
BLOCKS = {
    "div",
    "p",
    "ul",
    "ol",
    "li",
    "section",
    "article",
    "header",
    "nav",
    "details",
    "form",
    "h1",
    "h2",
    "h3",
    "dl",
}
PHRASING_ONLY = {"p", "span", "a", "button", "h1", "h2", "summary", "label"}
WITHOUT_EACH_OTHER = {"a", "button", "label", "form"}
REFERENCES = ("aria-labelledby", "aria-describedby", "for", "data-copy", "data-share")


class Reader(HTMLParser):
    """Notes what is wrong as it reads."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.named: set[str] = set()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.wrong.append(f"<{tag}> has an attribute twice")
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        for name in REFERENCES:
            self.named |= set(given.get(name, "").split())
        inside = self.open[-1] if self.open else ""
        if tag in BLOCKS and inside in PHRASING_ONLY:
            self.wrong.append(f"<{tag}> stands in <{inside}>")
        if tag in WITHOUT_EACH_OTHER and tag in self.open:
            self.wrong.append(f"<{tag}> stands in another")
        if inside in {"ul", "ol"} and tag != "li":
            self.wrong.append(f"<{tag}> stands in <{inside}>")
        if tag == "li" and inside not in {"ul", "ol"}:
            self.wrong.append(f"<li> stands in <{inside}>")
        if tag == "img" and "alt" not in given:
            self.wrong.append("a picture without words")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.wrong.append(f"<{tag}/> is never closed")
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes something else")


def complaints(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    twice = sorted({id for id in reader.ids if reader.ids.count(id) > 1})
    return [
        *reader.wrong,
        *(f"<{tag}> is never closed" for tag in reader.open),
        *(f"the id {id} is there twice" for id in twice),
        *(f"the id {id} is named and not there" for id in sorted(reader.named - set(reader.ids))),
        *([] if html.lstrip().lower().startswith("<!doctype html>") else ["no doctype"]),
    ]


PAGES = (
    "/library/",
    "/library/?who=therapist",
    "/library/?who=client",
    "/library/?pillar=why&for=beginnings",
    "/library/?q=door",
    "/library/?q=nothing-like-it",
    *(f"/library/{prompts_for(audience)[0].id}/" for audience in Audience),
    f"/library/{next(each for each in all_prompts() if each.follow_up).id}/",
)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_valid(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert response.status_code == 200
    assert complaints(response.content.decode()) == []


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p><div></div></p>", "<div> stands in <p>"),
        ("<a><b><a></a></b></a>", "<a> stands in another"),
        ("<div>", "<div> is never closed"),
        ("<b></i>", "</i> closes something else"),
        ('<i id="x"></i><i id="x"></i>', "the id x is there twice"),
        ('<label for="y"></label>', "the id y is named and not there"),
        ("<ul><p></p></ul>", "<p> stands in <ul>"),
        ('<i class="a" class="b"></i>', "<i> has an attribute twice"),
    ],
)
def test_what_is_not_valid_is_seen(html: str, said: str) -> None:
    assert said in complaints(html)
