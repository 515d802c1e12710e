"""Titles and tags out of a page's own words."""

from __future__ import annotations

import re

from emberwell.exchange.bounds import clean_text
from emberwell.journal.rules import TITLE_LIMIT, clean_tags

_HEADING = re.compile(r"\s*^ {0,3}#[ \t]+(?P<words>[^\n]*?)(?:[ \t]+#+)?[ \t]*$\n?", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKED = re.compile(r"!\[|\]\(|`|<")
_EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1")


def split_heading(text: str) -> tuple[str, str]:
    """`(title, body)`: a first line that is a heading of the first rank becomes the title, when it is plain words."""
    found = _HEADING.match(text)
    if found is None or _MARKED.search(found["words"]):
        return "", text
    title = title_of(_EMPHASIS.sub(r"\2", found["words"]))
    return (title, text[found.end() :].lstrip("\n")) if title else ("", text)


def title_of(words: str) -> str:
    """Words as a title: on one line, without backslashes; "" when they are too long to be one."""
    title = " ".join(_ESCAPED.sub(r"\1", clean_text(words)).split())
    return title if len(title) <= TITLE_LIMIT else ""


def tidy_tags(tags: object) -> tuple[str, ...]:
    """A source's tags as the journal keeps them; what is no text is left out."""
    if not isinstance(tags, list | tuple):
        return ()
    return clean_tags("\n".join(clean_text(tag).replace("\n", " ") for tag in tags if isinstance(tag, str)))
