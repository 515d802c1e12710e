"""A class a template names is a class some stylesheet draws; and the reference in COMPONENTS.md tells the truth."""

from __future__ import annotations

import re
from pathlib import Path

import emberwell

PACKAGE = Path(emberwell.__file__).parent
SHEETS = {sheet: sheet.read_text(encoding="utf-8") for sheet in PACKAGE.glob("*/static/**/*.css")}
DRAWN = {
    name
    for text in SHEETS.values()
    for name in re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
}
ONLY_NAMES = {
    # Handles for scripts, tests and htmx, and words that only say what a thing is.
    "prompt-card",
    "results",
}


def _classes_of(template: str) -> set[str]:
    found = set()
    for value in re.findall(r'\sclass="([^"]*)"', template):
        plain = re.sub(r"{{.*?}}", "\0", value)
        plain = re.sub(r"{%.*?%}", " ", plain)
        found |= {name for name in plain.split() if "\0" not in name}
    return found


def test_templates_name_no_class_that_nobody_draws() -> None:
    missing = {
        f"{template.relative_to(PACKAGE)}: {name}"
        for template in PACKAGE.glob("*/templates/**/*.html")
        for name in _classes_of(template.read_text(encoding="utf-8")) - DRAWN - ONLY_NAMES
    }
    assert missing == set(), "draw it in a stylesheet, or use one of the names in site/COMPONENTS.md"


def test_the_reference_names_what_there_is() -> None:
    reference = (PACKAGE / "site" / "COMPONENTS.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"(?<![\w/])\.([a-z][\w]*(?:--?[\w]+|__[\w]+)*)", reference)) - {"css", "html", "svg", "md"}
    assert listed - DRAWN == set()
