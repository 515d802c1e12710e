"""Pictures, recordings and documents that Markdown pages name: found within the folder, and nowhere else.

The ways of naming one: `![words](assets/a.png "title")`, also in angle brackets or with %20; Obsidian's
`![[a.png|300]]`, which looks in every folder; Logseq's `![](../assets/a.png){:height 100}`; iA Writer's line
`/a.png "words"`. What is not found stays as it was written, and the report says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from urllib.parse import unquote

from emberwell.exchange.brought import BroughtAttachment, key_of
from emberwell.exchange.tree import Member, Tree, attachment_problem
from emberwell.journal.media import is_accepted, media_type, mention, shape_of

_FENCED = re.compile(r"^ {0,3}(?:`{3}|~{3}).*?(?:^ {0,3}(?:`{3}|~{3})[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(
    r"!\[\[(?P<wiki>[^\[\]|#\n]{1,500})(?:#[^\[\]|\n]{0,200})?(?:\|(?P<alias>[^\[\]\n]{0,300}))?\]\]"
    r"|(?P<shown>!?)\[(?P<words>(?:[^\[\]\\\n]|\\.){0,500})\]"
    r"\([ \t]*(?P<to><[^<>\n]{1,1000}>|[^\s()<>]{1,1000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})?)"
    r"(?:[ \t]+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?[ \t]*\)(?P<logseq>\{:[^{}\n]{0,200}\})?"
    r"|^/(?P<block>[^\n\"'()]{1,500}?\.[A-Za-z0-9]{2,5})(?:[ \t]+[\"'(](?P<said>[^\n\"')]{0,300})[\"')])?[ \t]*$",
    re.MULTILINE,
)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,40}:")
_ON_A_DISK = re.compile(r"[A-Za-z]:[\\/]|file:|\\\\|~/", re.IGNORECASE)
_SIZE = re.compile(r"\d{1,5}(?:x\d{1,5})?")
_CODE = re.compile(r"^ {0,3}(?:`{3}|~{3}).*?(?:^ {0,3}(?:`{3}|~{3})|\Z)|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_HASHTAG = re.compile(r"(?<![\w#/&=\[(\"'])#([\w/-]{1,60})(?![\w/-])")
OUTSIDE = "points outside the folder; that is never followed."

Report = Callable[[str, str], None]


class Media:
    """Where the files of a folder are, and which of them its pages have named."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.used: set[str] = set()
        self._by_path: dict[str, Member] = {}
        self._by_name: dict[str, list[Member]] = {}
        for member in tree.members.values():
            self._by_path.setdefault(member.path.casefold(), member)
            self._by_name.setdefault(member.name.casefold(), []).append(member)

    def linked(self, text: str, page: Member, report: Report) -> tuple[str, tuple[BroughtAttachment, ...]]:
        """The page's words with what they name turned to attachments, and those."""
        if "](" not in text and "![[" not in text and not text.startswith("/") and "\n/" not in text:
            return text, ()
        found: dict[str, BroughtAttachment] = {}
        pieces, position = [], 0
        replace = partial(self._replaced, page=page, report=report, found=found)
        for code in _FENCED.finditer(text):
            pieces += [_LINK.sub(replace, text[position : code.start()]), code[0]]
            position = code.end()
        pieces.append(_LINK.sub(replace, text[position:]))
        return "".join(pieces), tuple(found.values())

    def _replaced(
        self, link: re.Match[str], *, page: Member, report: Report, found: dict[str, BroughtAttachment]
    ) -> str:
        target = link["wiki"] or (link["to"] or "").strip("<>") or f"/{link['block']}"
        embedded = bool(link["wiki"] or link["shown"] or link["block"])
        member = self._find(target, page, embedded=embedded, report=report)
        if member is None:
            return link[0]
        attachment = found.get(member.path) or self._attachment(member)
        found[member.path] = attachment
        self.used.add(member.path)
        words = link["alias"] or link["words"] or link["said"] or ""
        if not words or _SIZE.fullmatch(words):
            return mention(attachment.name, attachment.media_type, attachment.key)
        shown = "!" if embedded and shape_of(attachment.media_type) != "file" else ""
        return f"{shown}[{words}](attachment:{attachment.key})"

    def _find(self, target: str, page: Member, *, embedded: bool, report: Report) -> Member | None:
        if _ON_A_DISK.match(target):
            report(page.path, f"{target[:200]} {OUTSIDE}")
            return None
        if _ELSEWHERE.match(target) or target.startswith("#"):
            return None
        plain = unquote(target).replace("\\", "/").strip()
        member, outside = self._resolve(plain, page)
        if outside:
            report(page.path, f"{target[:200]} {OUTSIDE}")
            return None
        kind = media_type("", member.name if member else plain)
        if not is_accepted(kind):
            return None  # a note, or a file that is only linked to: text
        if member is None:
            if embedded:
                report(page.path, f"{target[:200]} is not in what was brought.")
            return None
        if problem := attachment_problem(member):
            self.used.add(member.path)
            report(f"{page.path}, {member.name}", problem)
            return None
        return member

    def _resolve(self, plain: str, page: Member) -> tuple[Member | None, bool]:
        """`(the file, whether the path leaves the folder)`: from the page's folder, the root, then by name alone."""
        here = page.path.split("/")[:-1]
        outside = False
        for start in ([], here) if plain.startswith("/") else (here, []):
            path = _joined(start, plain)
            outside = outside or path is None
            if path is not None and (member := self._by_path.get(path.casefold())):
                return member, False
        named = self._by_name.get(plain.rpartition("/")[2].casefold(), [])
        if "/" not in plain and named:
            return min(named, key=lambda member: (member.path.count("/"), member.path)), False
        return None, outside and _joined(here, plain) is None

    def _attachment(self, member: Member) -> BroughtAttachment:
        return BroughtAttachment(
            key=key_of(member.path),
            name=member.name,
            media_type=media_type("", member.name),
            size=member.size,
            open=partial(self._tree.attachment, member),
        )


def _joined(start: list[str], relative: str) -> str | None:
    """A path within the folder, or None when it would leave it."""
    parts = list(start)
    for part in relative.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def hashtags(text: str) -> list[str]:
    """`#tags` in a page's words, in order; not in code, not headings, not numbers (`#1`)."""
    if "#" not in text:
        return []
    has_code = "`" in text or "~~~" in text
    found = _HASHTAG.findall(_CODE.sub(" ", text) if has_code else text)
    return [tag.strip("/-") for tag in found if any(character.isalpha() for character in tag)]
