"""Where the writing lies: one folder a language, and the same files in each.

    words/en/prompts/*.toml        something to write to
    words/en/left/*.toml           prompts that were taken out, for those who kept them
    words/en/practices/*.toml      something to do with a timer, one file each
    words/en/paths/*.toml          short programmes, one file each
    words/en/purpose/*.toml        value cards, scenes, strengths

English holds every item. Another language holds those that somebody has translated, under the same ids; for what it
does not hold yet, English stands in, item by item. Everything here is CC BY 4.0 (LICENSE.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

ENGLISH = "en"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a folder, as BCP 47 tags in lower case, English first."""
    found = {each.name for each in files(__name__).iterdir() if each.is_dir() and _LANGUAGE.fullmatch(each.name)}
    return (ENGLISH, *sorted(found - {ENGLISH}))


def texts(kind: str, language: str = ENGLISH) -> Iterator[tuple[str, str]]:
    """`(file name, text)` of each TOML file of a kind (`prompts`), by name; none where a language lacks the kind."""
    folder = files(__name__) / language / kind
    if folder.is_dir():
        for each in sorted(folder.iterdir(), key=lambda file: file.name):
            if each.name.endswith(".toml"):
                yield each.name, each.read_text("utf-8")
