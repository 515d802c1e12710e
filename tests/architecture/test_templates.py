"""What a page may hold. The browser's policy refuses most of this as well: here a sentence says what to do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from emberwell.site.errors import LONG_FIELDS
from tests.architecture.code import PACKAGE, sources, templates

UNESCAPED: dict[str, str] = {
    "journal/templates/journal/_rendered.html": "a page's words, as journal/markdown.py lets them through"
}
"""Templates that may say `|safe`, with the reason: the one sanitised rendering of Markdown (journal/markdown.py)."""

ELSEWHERE = r"<(?:script|link|img|audio|video|source)[^>]*\s(?:src|href)\s*=\s*[\"'](?:https?:)?//"
BANNED = {
    r"<script(?![^>]*\bsrc=)": "an inline script: put it in a module under static/ and load it with src",
    r"<style\b": "an inline style sheet: put it in a file under static/",
    r"<[a-z][^>]*\sstyle\s*=": "a style attribute: give it a class",
    r"<[a-z][^>]*\son[a-z]+\s*=": "an on... attribute: add a listener in a module, found by a data- attribute",
    r"javascript:": "a javascript: address: make it a button with a listener",
    r"(?:src|href|srcset|poster)\s*=\s*[\"']\s*data:": "a data: address, which the policy refuses: make it a file",
    ELSEWHERE: "something loaded from elsewhere: everything comes from our own static/ folder",
    r"<(?:iframe|object|embed|base)\b": "a frame, plug-in or base: nothing here needs one",
    r"hx-trigger\s*=\s*[\"'][^\"']*\[": "an hx-trigger filter, which fails open under our policy: filter in a module",
    r"hx-(?:vals|vars|headers)\s*=\s*[\"']\s*(?:js|javascript):": "js: values, which our policy sends empty",
    r"hx-on": "an hx-on handler, which needs eval: add a listener in a module",
}
TEXT_CONTROL = re.compile(
    r"<textarea|components/field\.html|\{\{[^}]*\.as_\w+[^}]*\}\}|"
    r"<input(?![^>]*type=[\"']?(?:hidden|checkbox|radio|file|submit|button|date|time|datetime-local|number))",
    re.IGNORECASE,
)
FORM = re.compile(r"<form\b(?P<opening>[^>]*)>(?P<inner>.*?)</form>", re.IGNORECASE | re.DOTALL)
IS_POST = re.compile(r"method=[\"']?post", re.IGNORECASE)


def _say(complaints: list[str], what_to_do: str) -> None:
    assert not complaints, "\n".join([*complaints, what_to_do])


def _forms() -> Iterator[tuple[str, str, str]]:
    """`(where, attributes, contents)` of every form in a template."""
    for name, text in templates():
        for form in FORM.finditer(text):
            yield f"{name}:{text.count(chr(10), 0, form.start()) + 1}", form["opening"], form["inner"]


def test_nothing_inline_and_nothing_from_elsewhere() -> None:
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1} has {what}"
        for name, text in templates()
        for pattern, what in BANNED.items()
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]
    _say(found, "Pages run under a policy without exceptions; what it refuses does not work.")


def test_everything_is_escaped() -> None:
    pattern = re.compile(r"\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off")
    found = [name for name, text in templates() if pattern.search(text) and name not in UNESCAPED]
    _say(
        found,
        "These show something unescaped. Only what journal/markdown.py has sanitised may be: if this is it, add the "
        "template to UNESCAPED with the reason, and its field to the test of hostile payloads.",
    )


def test_forms_that_take_words_ask_the_browser_not_to_keep_them() -> None:
    found = [
        where
        for where, opening, inner in _forms()
        if TEXT_CONTROL.search(inner) and 'autocomplete="off"' not in opening
    ]
    _say(
        found,
        'These forms take words without autocomplete="off": browsers then write what is typed, never submitted, in '
        "clear into their session files.",
    )


def test_words_are_posted_never_put_into_an_address() -> None:
    found = [
        where
        for where, opening, inner in _forms()
        if ("<textarea" in inner or 'type="password"' in inner) and not IS_POST.search(opening)
    ]
    _say(found, 'These forms would put words or a passphrase into the address: give them method="post".')


def test_every_post_carries_the_token() -> None:
    found = [where for where, opening, inner in _forms() if IS_POST.search(opening) and "{% csrf_token %}" not in inner]
    _say(found, "These forms lack {% csrf_token %}, so that what is sent is refused.")


def test_long_fields_come_back_after_an_error() -> None:
    found = [
        f"{name}: {field}"
        for name, text in templates()
        for field in re.findall(r"<textarea\b[^>]*\bname=[\"']([\w-]+)[\"']", text)
        if field not in LONG_FIELDS
    ]
    for source in sources():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and "Textarea" in ast.unparse(node):
                names = [target.id for target in node.targets if isinstance(target, ast.Name)]
                found += [f"{source.name}:{node.lineno}: {name}" for name in names if name not in LONG_FIELDS]
    _say(
        found,
        "People write in these fields, which site/errors.py does not know: on a full disk their words would not be "
        "shown again. Name them as the others are, or add them to LONG_FIELDS.",
    )


def test_nothing_is_declared_safe_in_code() -> None:
    found = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"mark_safe", "SafeString"}
    ]
    _say(found, "These declare text safe. Let the template escape it; for markup use a template.")


def test_scripts_make_no_code_of_text() -> None:
    pattern = re.compile(r"\beval\(|\bnew Function\b|document\.write\(|\.setAttribute\(\s*[\"']on")
    files = sorted(PACKAGE.glob("*/static/**/*.js"))
    found = [path.name for path in files if pattern.search(path.read_text(encoding="utf-8"))]
    _say(found, "These turn text into code: the policy refuses it, and it would run what somebody wrote.")


def test_styles_load_nothing_from_elsewhere() -> None:
    pattern = re.compile(r"url\(\s*[\"']?(?:data:|https?:|//)|@import")
    files = sorted(PACKAGE.glob("*/static/**/*.css"))
    found = [path.name for path in files if pattern.search(path.read_text(encoding="utf-8"))]
    _say(found, "Every file comes from our own static/ folder, by an address relative to the style sheet.")


def test_exceptions_are_still_needed() -> None:
    known = dict(templates())
    found = [name for name in UNESCAPED if "safe" not in known.get(name, "")]
    _say(found, "These templates need their exception no more: strike it at the top of this file.")
