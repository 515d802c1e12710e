"""The palette keeps look.md's promises, measured on the file the browser reads."""

from __future__ import annotations

import math
import re
from itertools import combinations
from pathlib import Path

import pytest

CSS = Path(__file__).parents[1] / "static" / "emberwell" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
LIGHT_AND_DARK = {
    name: dict(zip(("light", "dark"), pair, strict=True))
    for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", TOKENS)
}
THEMES = ("light", "dark")
PAPERS = ("paper", "raised", "sunk")
PILLARS = ("why", "connection", "alignment", "growth")

# Machado, Oliveira and Fernandes (2009), table for severity 1.0.
COLOUR_BLINDNESS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
Linear = tuple[float, float, float]


def _linear(colour: str) -> Linear:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""

    def luminance(colour: str) -> float:
        red, green, blue = _linear(colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _oklab(linear: Linear) -> Linear:
    """Ottosson (2020)."""
    red, green, blue = linear
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _seen_by(kind: str, colour: str) -> Linear:
    linear = _linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, linear, strict=True))))
        for row in COLOUR_BLINDNESS[kind]
    )
    return red, green, blue


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("text", "least", "papers"),
    [
        ("ink", 7.0, (*PAPERS, "glow", "marked", "good-paper", "trouble-paper")),
        ("quiet", 4.5, PAPERS),
        ("ember-ink", 4.5, (*PAPERS, "glow")),
        ("ember-deep", 4.5, PAPERS),
        *((pillar, 4.5, PAPERS) for pillar in PILLARS),
        ("good", 4.5, ("paper", "raised", "good-paper")),
        ("trouble", 4.5, (*PAPERS, "trouble-paper")),
        ("on-ember", 4.5, ("ember", "ember-deep")),
        ("edge", 3.0, PAPERS),
        ("ember", 3.0, PAPERS),
    ],
)
def test_what_is_read_stands_out_from_its_paper(theme: str, text: str, least: float, papers: tuple[str, ...]) -> None:
    for paper in papers:
        measured = _contrast(LIGHT_AND_DARK[text][theme], LIGHT_AND_DARK[paper][theme])
        assert measured >= least, f"{text} on {paper}, {theme}: {measured:.2f} < {least}"


def test_paper_ink_and_ember_are_those_of_the_look() -> None:
    assert list(LIGHT_AND_DARK["paper"].values()) == ["#FBF8F3", "#1B1816"]
    assert list(LIGHT_AND_DARK["ink"].values()) == ["#2B2622", "#EDE6DC"]
    assert list(LIGHT_AND_DARK["ember"].values()) == ["#B5532A", "#E58F5E"]


@pytest.mark.parametrize("theme", THEMES)
def test_the_pillars_are_equally_light(theme: str) -> None:
    lightness = [_oklab(_linear(LIGHT_AND_DARK[pillar][theme]))[0] for pillar in PILLARS]
    assert max(lightness) - min(lightness) <= 0.03


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", COLOUR_BLINDNESS)
def test_the_pillars_differ_for_colour_blind_eyes(theme: str, kind: str) -> None:
    # A just noticeable difference is about 0.02 in OKLab.
    for one, other in combinations(PILLARS, 2):
        ours, theirs = (_oklab(_seen_by(kind, LIGHT_AND_DARK[pillar][theme])) for pillar in (one, other))
        assert math.dist(ours, theirs) >= 0.04, f"{one} and {other} look alike to {kind} eyes, {theme}"


@pytest.mark.parametrize("sheet", sorted(CSS.glob("*.css")), ids=lambda sheet: sheet.name)
def test_colours_are_named_once_and_nothing_comes_from_elsewhere(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "url(" not in text
    assert "@import" not in text
    if sheet.name not in {"tokens.css", "print.css"}:
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[\s;,)])", text), "name the colour in tokens.css"
