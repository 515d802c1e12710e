"""What a link to a prompt shows in a message, and what its tab says: its own words, cut where a reader would."""

from __future__ import annotations

import re

from emberwell.library.prompts import Prompt

TAB = 48
"""Characters of a tab's title; more is not seen."""
TITLE = 90
"""Characters of a preview's title; messengers cut what is longer."""

STOPS = " ,;:.–"
"""What a cut does not end or begin with."""


def tab_title(prompt: Prompt) -> str:
    """The beginning of its words, whole words only."""
    return _cut(prompt.text, TAB)


def preview_words(prompt: Prompt) -> tuple[str, str]:
    """`(title, description)`: its first sentence and the rest, so that the two read on; nothing is said twice."""
    first, _, rest = prompt.text.partition(_first_sentence(prompt.text))
    first = first or _first_sentence(prompt.text)
    if len(first) > TITLE:
        cut = _cut(first, TITLE)
        rest = f"… {prompt.text[len(cut) - 1 :].lstrip(STOPS)}"
        first = cut
    time = f"{prompt.minutes} minutes, or as long as you like."
    return first, f"{rest.strip()} {time}".strip()


def _first_sentence(text: str) -> str:
    found = re.match(r".+?[.?](?=\s|$)", text)
    return found[0] if found else text


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(STOPS) + "…"
