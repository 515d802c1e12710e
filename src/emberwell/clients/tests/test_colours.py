"""The colours of signs stand at least 3:1 against the papers they may lie on."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from emberwell.clients.records import Colour

PAIR = r"light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\)"
OURS = files("emberwell.clients").joinpath("static/clients/sign.css").read_text(encoding="utf-8")
TOKENS = files("emberwell.site").joinpath("static/emberwell/css/tokens.css").read_text(encoding="utf-8")


def colours(name: str, css: str) -> tuple[str, str]:
    found = re.search(rf"--{name}: {PAIR}", css)
    assert found, name
    return found[1], found[2]


def luminance(colour: str) -> float:
    """WCAG 2.1, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", list(Colour))
@pytest.mark.parametrize("paper", ["paper", "raised", "sunk"])
def test_every_sign_is_seen_on_every_paper(colour: Colour, paper: str):
    for ours, theirs in zip(colours(f"client-{colour}", OURS), colours(paper, TOKENS), strict=True):
        assert contrast(ours, theirs) >= 3
    assert f'[data-colour="{colour}"] > .client__shape' in OURS


def test_the_colours_differ():
    for theme in (0, 1):
        assert len({colours(f"client-{colour}", OURS)[theme] for colour in Colour}) == len(Colour)
