"""The one way a person's Markdown becomes HTML. Nothing else in the program renders words of theirs.

Three gates, each enough for most hostile text, all three always passed: markdown-it does not pass raw HTML on; the
tokens keep only addresses we make (attachments) or a person may follow (http, https, mailto); nh3 then cleans the
result against a list of what may stand, down to the addresses a picture may load from. Nothing is ever fetched from
elsewhere by looking at a page: a picture at a remote address becomes a link with its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from typing import Literal

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

Shape = Literal["picture", "audio", "video", "file"]
"""What an attachment is shown as."""

_ATTACHMENT = re.compile(r"attachment:([0-9a-f]{32})")
_FOLLOWABLE = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_NESTING = 100

_TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "img", "audio", "video"),
}
_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href"},
    "img": {"src", "alt", "loading", "decoding"},
    "audio": {"src", "controls", "preload", "aria-label"},
    "video": {"src", "controls", "preload", "aria-label", "playsinline"},
    "ol": {"start"},
}


def to_html(
    body: str,
    attachment_url: Callable[[str], str],
    shape: Callable[[str], Shape] = lambda _id: "picture",
) -> str:
    """`body` as HTML that is safe to place in any page of ours.

    `attachment_url` turns a record id (32 hex digits) into our own address, or "" when there is no such attachment;
    `shape` says what one is shown as where the text has it as a picture. Headings begin at h2: the page's own is h1.
    """
    markdown = _parser()
    tokens = markdown.parse(body)
    ours: set[str] = set()
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"
        if token.children:
            token.children = list(_safe_inline(token.children, attachment_url, shape, ours))
    html = markdown.renderer.render(tokens, markdown.options, {})
    return _clean(html, ours)


def plain_text(body: str) -> str:
    """The words of a page without Markdown's marks; paragraphs stay apart by one empty line."""
    blocks = []
    for token in _parser().parse(body):
        if token.type == "inline":
            blocks.append("".join(_spoken(token.children or [])))
        elif token.type in {"fence", "code_block"}:
            blocks.append(token.content.rstrip("\n"))
    return "\n\n".join(block for block in blocks if block.strip())


# Bounded, since a pattern that may run to the end of a page from each of its characters takes a minute for a long one.
_MARKS = (
    (re.compile(r"!\[([^\]]{0,300})\]\([^)]{0,2000}\)"), r"\1 "),
    (re.compile(r"\[([^\]]{0,300})\]\([^)]{0,2000}\)"), r"\1"),
    (re.compile(r"^[ \t]*#{1,6}[ \t]+(.{1,300}?)[ \t#]*$", re.M), r"\1 ·"),
    (re.compile(r"^[ \t]*(?:>[ \t]?|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)", re.M), ""),
    (re.compile(r"^[ \t]*(?:`{3,}.*|[-*_]{3,}[ \t]*)$", re.M), ""),
    (re.compile(r"(\*\*|__|~~|`)(?=\S)(.{1,300}?)(?<=\S)\1", re.S), r"\2"),
    (re.compile(r"(?<!\w)([*_])(?=\S)(.{1,300}?)(?<=\S)\1(?!\w)", re.S), r"\2"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
    (re.compile(r"\battachment:[0-9a-f]{32}\b"), ""),
)


def unmarked(body: str) -> str:
    """The words of a page without marks, its lines as they are.

    Marks are taken off by pattern, not by parsing: twenty pages of a stream cost 2 ms this way and 30 ms the other.
    """
    text = body
    for pattern, kept in _MARKS:
        text = pattern.sub(kept, text)
    return unescape(text)


def flat(body: str) -> str:
    """The words of a page on one line, without marks."""
    return " ".join(unmarked(body).split())


def excerpt(body: str, characters: int) -> str:
    """The beginning of a page on one line, at most `characters` long, cut between words."""
    text = flat(body[: characters * 2 + 400])
    if len(text) <= characters:
        return text
    cut = text[: characters - 1]
    at_word = cut.rsplit(" ", 1)[0] if " " in cut[characters // 2 :] else cut
    return at_word.rstrip(" ,;:–—-") + "…"


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": _NESTING})
    markdown.enable(["table", "strikethrough"])
    return markdown


def _safe_inline(
    tokens: list[Token], attachment_url: Callable[[str], str], shape: Callable[[str], Shape], ours: set[str]
) -> Iterator[Token]:
    """The tokens of a paragraph with every address either ours, followable, or gone (its words stay)."""
    dropped: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            href = _link_address(str(token.attrGet("href") or ""), attachment_url)
            dropped.append(not href)
            if href:
                token.attrs = {"href": href}
                yield token
        elif token.type == "link_close":
            if not dropped.pop():
                yield token
        elif token.type == "image":
            yield from _picture(token, attachment_url, shape, ours, in_link=bool(dropped) and not all(dropped))
        else:
            yield token


def _link_address(address: str, attachment_url: Callable[[str], str]) -> str:
    if found := _ATTACHMENT.fullmatch(address):
        return attachment_url(found[1])
    return address if _FOLLOWABLE.fullmatch(address) else ""


def _picture(
    token: Token,
    attachment_url: Callable[[str], str],
    shape: Callable[[str], Shape],
    ours: set[str],
    *,
    in_link: bool,
) -> Iterator[Token]:
    address, words = str(token.attrGet("src") or ""), "".join(_spoken(token.children or []))
    found = _ATTACHMENT.fullmatch(address)
    url = attachment_url(found[1]) if found else ""
    shown = shape(found[1]) if found and url else "file"
    if url and shown == "picture":
        ours.add(url)
        token.attrs = {"src": url, "alt": "", "loading": "lazy", "decoding": "async"}
        yield token
    elif url and shown in {"audio", "video"} and not in_link:
        ours.add(url)
        player = Token(f"{shown}_open", shown, 1)
        player.attrs = {"src": url, "controls": "", "preload": "metadata", "aria-label": words or shown}
        yield player
        yield Token(f"{shown}_close", shown, -1)
    else:
        href = url or (address if _FOLLOWABLE.fullmatch(address) else "")
        yield from _words_linked(words or (found and "attachment") or address, "" if in_link else href)


def _words_linked(words: str, href: str) -> Iterator[Token]:
    text = Token("text", "", 0, content=words)
    if not href:
        yield text
        return
    opening = Token("link_open", "a", 1)
    opening.attrs = {"href": href}
    yield from (opening, text, Token("link_close", "a", -1))


def _spoken(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            yield "\n"
        elif token.type == "image":
            yield from _spoken(token.children or [])
        elif token.content:
            yield token.content


def _clean(html: str, ours: set[str]) -> str:
    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "src":
            return value if tag in {"img", "audio", "video"} and value in ours else None
        return value

    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
