"""What someone has brought, found from the thing itself: its first bytes and its names, never its ending alone."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from emberwell.exchange import dayone, jrnl_json, jrnl_text, markdown_folder, own
from emberwell.exchange.bounds import CannotRead, Locked, UnknownForm, text_of
from emberwell.exchange.markdown_files import ABOUT
from emberwell.exchange.tree import FileTree, FolderTree, Member, Tree
from emberwell.exchange.zip_tree import ZipTree

Format = Literal["dayone", "jrnl", "jrnl-json", "markdown", "emberwell"]
FORMATS: tuple[Format, ...] = get_args(Format)
Source = Path | str | BinaryIO
"""A file, a folder, or a seekable binary stream."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_AGE = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
_KNOWN = "Emberwell reads Day One zips, jrnl (text or JSON), Markdown folders, and its own exports."
_LOOKED_AT = 20
"""Files of a folder that are opened to tell what it is."""
_PACKED = {
    b"\x1f\x8b": "a gzip file",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"%PDF": "a PDF",
    b"SQLite format 3": "a database",
}


@dataclass(frozen=True)
class Found:
    """A source, opened, and what it is."""

    tree: Tree
    format: Format


@contextmanager
def opened(source: Source, format: str | None = None, *, total: int, name: str = "") -> Iterator[Found]:
    """Open `source` and find what it is, unless `format` says so.

    `total`: the most it may hold, unpacked, in bytes. `name`: what a stream was called where it came from. Raises
    CannotRead (missing, damaged), Locked, UnknownForm and OverBound.
    """
    if format is not None and format not in FORMATS:
        raise UnknownForm(f"Emberwell knows no form named {format[:40]!r}.", then=f"Say one of {', '.join(FORMATS)}.")
    with ExitStack() as stack:
        tree = stack.enter_context(_tree(source, stack, total=total, name=name))
        yield Found(tree, format if format is not None else _found(tree))


def _tree(source: Source, stack: ExitStack, *, total: int, name: str) -> Tree:
    if isinstance(source, str | Path):
        path = Path(source)
        try:
            if path.is_dir():
                return FolderTree(path, total)
            if not path.is_file():
                raise CannotRead(f"There is no file or folder at {path}.", then="Check the spelling.")
            stream: BinaryIO = stack.enter_context(path.open("rb"))
        except (OSError, ValueError):
            raise CannotRead(f"{path} cannot be read.", then="Check that you may read it.") from None
        name = name or path.name
    else:
        path, stream = None, source
    start = _start(stream)
    if start.startswith(_ZIP):
        return ZipTree(stream, name, total)
    if start.startswith(_AGE):
        raise Locked("This is an age archive.", then="Open it with `age -d`, then bring what comes out.")
    if path is not None:
        return FileTree(path, name, beside=_parts_beside(path, start))
    return FileTree(stream, name)


def _start(stream: BinaryIO) -> bytes:
    try:
        stream.seek(0)
        start = stream.read(64 * 1024)
        stream.seek(0)
    except (OSError, io.UnsupportedOperation):
        raise CannotRead("This cannot be read from its beginning.") from None
    return start


def _parts_beside(path: Path, start: bytes) -> list[Path]:
    """`NAME-2.json`, `NAME-3.json` … that belong to `NAME.json` of our own."""
    beside: list[Path] = []
    if own.is_ours(start):
        while (following := path.with_name(f"{path.stem}-{len(beside) + 2}{path.suffix}")).is_file():
            beside.append(following)
    return beside


def _found(tree: Tree) -> Format:
    if not tree.members:
        if tree.skipped:
            raise UnknownForm(f"Nothing in this can be read. {tree.skipped[0].reason}", then=_KNOWN)
        raise UnknownForm("There is nothing in this.", then=_KNOWN)
    if own.files(tree):
        return "emberwell"
    if isinstance(tree, FileTree):
        return _of_file(tree)
    if ABOUT in tree.members:
        raise CannotRead(
            "This is a part of an Emberwell export; emberwell.json is in another part.",
            then="Unpack all parts into one folder, then bring that.",
        )
    if dayone.journals(tree):
        return "dayone"
    return _of_folder(tree)


def _of_file(tree: FileTree) -> Format:
    """A single file, by its first bytes."""
    member = next(iter(tree.members.values()))
    start = tree.start(member)
    for mark, called in _PACKED.items():
        if start.startswith(mark):
            raise UnknownForm(f"This is {called}.", then=_KNOWN)
    if jrnl_text.is_ours(start):
        return "jrnl"
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnknownForm("This is not text.", then=_KNOWN)
    plain = text_of(start).encode().lstrip()
    if not plain:
        raise UnknownForm("There is nothing in this.", then=_KNOWN)
    if plain.startswith(b"{"):
        return _of_json(plain)
    if jrnl_text.is_ours(plain):
        return "jrnl"
    if jrnl_text.may_be_ours(plain):
        raise UnknownForm(jrnl_text.NOT_UNDERSTOOD, then=jrnl_text.INSTEAD)
    if member.suffix in markdown_folder.PAGES:
        return "markdown"
    raise UnknownForm("Emberwell does not know what this is.", then=_KNOWN)


_JSON_FORMS: tuple[tuple[Format, Callable[[bytes], bool]], ...] = (
    ("emberwell", own.is_ours),
    ("dayone", dayone.is_ours),
    ("jrnl-json", jrnl_json.is_ours),
)


def _of_json(start: bytes) -> Format:
    for form, is_ours in _JSON_FORMS:
        if is_ours(start):
            return form
    if b'"keyParams"' in start:
        raise Locked("This is an encrypted Standard Notes backup.", then="Export it decrypted.")
    raise UnknownForm("This JSON is of no journal that Emberwell knows, or it was cut off.", then=_KNOWN)


def _of_folder(tree: Tree) -> Format:
    """A folder or zip without journals of Day One: one file in it, jrnl's days, or Markdown."""
    days = jrnl_text.day_files(tree)
    if days and any(_is_jrnl(tree, member) for member in days[:_LOOKED_AT]):
        return "jrnl"
    if markdown_folder.pages(tree):
        return "markdown"
    for member in [m for m in tree.members.values() if m.suffix == ".json" and "/" not in m.path][:_LOOKED_AT]:
        try:
            return _of_json(tree.start(member).lstrip(b"\xef\xbb\xbf \t\r\n"))
        except CannotRead:
            continue
    problem = next((m.problem for m in tree.members.values() if m.problem), "")
    raise UnknownForm(f"There are no pages in this that Emberwell knows. {problem}".strip(), then=_KNOWN)


def _is_jrnl(tree: Tree, member: Member) -> bool:
    try:
        return jrnl_text.is_ours(tree.start(member))
    except CannotRead:
        return False
