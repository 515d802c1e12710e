"""Taking everything away: what goes into an export, in which order, and under which name.

Your words are yours, so nothing here decides what is worth taking: every record goes into the JSON, every page and
kept line into a file one can read without us.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Literal

from emberwell.clients.records import Client
from emberwell.exchange import gather, markdown_files, own_format, packing
from emberwell.exchange.own_format import OwnFile, OwnHead
from emberwell.exchange.packing import AgePacking, FolderPacking, Packing, ZipPacking
from emberwell.journal.records import Entry, KeptLine
from emberwell.vault.attachments import Attachment
from emberwell.vault.contents import Saved
from emberwell.vault.errors import EmberwellError, RecordMissing, SealBroken
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Vault
from emberwell.why.records import Value

Progress = Callable[[int, int], None]
"""Called with (done, total): files written so far, and how many there will be; the JSON counts as one."""
Revisions = Literal["latest", "all"]


class NoArchivePassphrase(EmberwellError):
    """An age archive needs a passphrase of its own."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            "The archive needs a passphrase of its own, and this one is empty. Nothing was written. Choose one."
        )


@dataclass(frozen=True)
class Left:
    """Something that could not be taken along."""

    item: str
    reason: str


@dataclass(frozen=True)
class Taken:
    """What an export holds."""

    pages: int
    lines: int
    records: int
    """Of every kind, the trash included."""
    attachments: int
    """Files whose bytes came along."""
    left: tuple[Left, ...] = ()
    """What does not open any more; everything else was taken."""
    files: tuple[Path, ...] = ()
    """What was written on the disk: a folder, or one file or more."""


def take(
    vault: Vault,
    path: Path,
    *,
    archive_passphrase: str | None = None,
    revisions: Revisions = "latest",
    progress: Progress | None = None,
) -> Taken:
    """Export to `path`: an age archive given a passphrase; else a zip or the JSON by its ending; else a folder.

    Never overwrites: raises WouldOverwrite when something is there, CannotWrite when the disk refuses. Either way
    nothing is left behind.
    """
    if archive_passphrase is not None:
        return write_age(vault, path, archive_passphrase, revisions=revisions, progress=progress)
    ending = path.suffix.lower()
    if ending == ".zip":
        return write_zip(vault, path, revisions=revisions, progress=progress)
    if ending == ".json":
        return write_json(vault, path, revisions=revisions, progress=progress)
    return write_folder(vault, path, revisions=revisions, progress=progress)


def write_folder(
    vault: Vault, path: Path, *, revisions: Revisions = "latest", progress: Progress | None = None
) -> Taken:
    """Markdown files, attachments and `emberwell.json` in a new folder."""
    with packing.new_folder(path) as folder:
        taken = pack(vault, FolderPacking(folder), revisions=revisions, progress=progress)
    return _with_files(taken, (path,))


def write_zip(vault: Vault, path: Path, *, revisions: Revisions = "latest", progress: Progress | None = None) -> Taken:
    """The same in one zip."""
    with packing.new_file(path) as file:
        taken = zip_into(vault, file, revisions=revisions, progress=progress)
    return _with_files(taken, (path,))


def zip_into(
    vault: Vault, stream: IO[bytes], *, revisions: Revisions = "latest", progress: Progress | None = None
) -> Taken:
    """The zip, into any stream that can be written and seeked."""
    with ZipPacking(stream) as zipped:
        return pack(vault, zipped, revisions=revisions, progress=progress)


def write_json(vault: Vault, path: Path, *, revisions: Revisions = "latest", progress: Progress | None = None) -> Taken:
    """Only the JSON, without the bytes of attachments; above 64 MiB it goes on in `NAME-2.json` ..."""
    written: list[Path] = []
    try:
        taken = json_into(
            vault,
            lambda number, content: _write_part(packing.numbered(path, number), content, written),
            revisions=revisions,
            progress=progress,
        )
    except BaseException:
        _remove(written)
        raise
    return _with_files(taken, written)


def json_into(
    vault: Vault,
    write_part: Callable[[int, Iterator[bytes]], None],
    *,
    revisions: Revisions = "latest",
    progress: Progress | None = None,
) -> Taken:
    """Only the JSON: `write_part(number, content)` is called for each file of it and drains `content`."""
    export = _Export(vault, revisions, progress)
    export.total = 1
    for number, content in enumerate(export.json_files({}), start=1):
        write_part(number, content)
    export.step()
    return export.taken()


def write_age(
    vault: Vault,
    path: Path,
    passphrase: str,
    *,
    revisions: Revisions = "latest",
    progress: Progress | None = None,
    part_bytes: int = packing.AGE_PART_BYTES,
) -> Taken:
    """The zip inside a standard age archive; above 256 MiB it goes on in `NAME-2.age` ..., each a zip of its own.

    Open it with the stock `age` tool: `age --decrypt --output journal.zip journal.age`. Nothing lies unsealed on the
    disk at any time. Raises NoArchivePassphrase.
    """
    written: list[Path] = []

    def deliver(number: int, sealed: bytes) -> None:
        _write_part(packing.numbered(path, number), (sealed,), written)

    packing.check_free(path)
    try:
        taken = age_into(vault, passphrase, deliver, revisions=revisions, progress=progress, part_bytes=part_bytes)
    except BaseException:
        _remove(written)
        raise
    return _with_files(taken, written)


def age_into(
    vault: Vault,
    passphrase: str,
    deliver: Callable[[int, bytes], None],
    *,
    revisions: Revisions = "latest",
    progress: Progress | None = None,
    part_bytes: int = packing.AGE_PART_BYTES,
) -> Taken:
    """`deliver(number, sealed)` is called for each part. Raises NoArchivePassphrase."""
    if not passphrase.strip():
        raise NoArchivePassphrase
    with AgePacking(passphrase, deliver, part_bytes=part_bytes) as sealed:
        return pack(vault, sealed, revisions=revisions, progress=progress)


def pack(vault: Vault, target: Packing, *, revisions: Revisions = "latest", progress: Progress | None = None) -> Taken:
    """Everything, into a folder, a zip or an age archive: first the pages, then attachments, then the JSON."""
    export = _Export(vault, revisions, progress)
    entries = sorted(vault.all(Entry), key=lambda one: (one.value.written_at, one.id))
    lines = vault.all(KeptLine)
    attachments = vault.all(Attachment)
    paths = markdown_files.entry_paths(entries)
    attached = markdown_files.attachment_paths(attachments, entries)
    beside = markdown_files.Beside(
        attached,
        {value.id: value.value.name for value in vault.all(Value)},
        {client.id: client.value.name for client in vault.all(Client)},
    )
    drafts = [(draft.id, draft.value, draft.kept_at) for draft in vault.drafts() if isinstance(draft.value, Entry)]
    export.total = len(entries) + len(drafts) + len(attachments) + bool(lines) + 2

    def add(file: markdown_files.TextFile) -> None:
        target.add(file.path, (file.text.encode("utf-8", "replace"),), file.at)
        export.step()

    add(markdown_files.about_file(export.made_at, with_lines=bool(lines)))
    for file in markdown_files.entry_files(entries, paths, beside):
        add(file)
    for file in markdown_files.unfinished_files(drafts, beside):
        add(file)
    if lines:
        titles = {saved.id: saved.value.title for saved in entries}
        add(markdown_files.lines_file(lines, titles, paths, export.made_at))
    files = export.add_attachments(target, attachments, attached)
    for number, content in enumerate(export.json_files(files), start=1):
        target.add(own_format.file_name(number), content, export.made_at)
    export.step()
    return export.taken(pages=len(entries), lines=len(lines), attachments=len(files))


class _Export:
    """One export under way: how far it is, and what could not come."""

    def __init__(self, vault: Vault, revisions: Revisions, progress: Progress | None) -> None:
        gather.declare_every_kind()
        self.vault = vault
        self.revisions = revisions
        self.made_at = datetime.now(UTC).replace(microsecond=0)
        self.total = 0
        self._done = 0
        self._progress = progress
        self._records = 0
        self._left = [
            Left(name, "It does not open: it was changed outside Emberwell or is damaged. A backup may have it whole.")
            for name in vault.broken
        ]

    def step(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self.total)

    def add_attachments(
        self, target: Packing, attachments: Sequence[Saved[Attachment]], paths: dict[RecordId, str]
    ) -> dict[RecordId, OwnFile]:
        """Those whose bytes could be read. At most 50 MiB each, so one at a time fits in memory: a damaged one is
        noticed before a byte of it is written."""
        files = {}
        for saved in sorted(attachments, key=lambda one: paths[one.id]):
            try:
                content = b"".join(self.vault.read_attachment(saved.id))
            except (SealBroken, RecordMissing):
                self._left.append(
                    Left(saved.value.name, "This file does not open any more. A backup may have it whole.")
                )
            else:
                target.add(paths[saved.id], (content,), saved.saved_at)
                files[saved.id] = OwnFile(path=paths[saved.id], sha256=saved.value.sha256, size=saved.value.size)
            self.step()
        return files

    def json_files(self, files: dict[RecordId, OwnFile]) -> Iterator[Iterator[bytes]]:
        head = OwnHead(made_at=self.made_at, made_by=f"Emberwell {version('emberwell')}", revisions=self.revisions)
        items = gather.items(self.vault, files, all_revisions=self.revisions == "all", broken=self._earlier_broken)
        return own_format.parts(head, self._counted(items))

    def _counted(self, items: Iterator[own_format.OwnItem]) -> Iterator[own_format.OwnItem]:
        for item in items:
            self._records += isinstance(item, own_format.OwnRecord)
            yield item

    def _earlier_broken(self, record_id: RecordId) -> None:
        self._left.append(Left(record_id, "Its earlier versions do not open; the newest one was taken."))

    def taken(self, *, pages: int = 0, lines: int = 0, attachments: int = 0) -> Taken:
        return Taken(pages, lines, self._records, attachments, tuple(self._left))


def _with_files(taken: Taken, files: Sequence[Path]) -> Taken:
    return Taken(taken.pages, taken.lines, taken.records, taken.attachments, taken.left, tuple(files))


def _write_part(path: Path, content: Iterator[bytes] | tuple[bytes, ...], written: list[Path]) -> None:
    with packing.new_file(path) as file:
        for piece in content:
            file.write(piece)
    written.append(path)


def _remove(written: Sequence[Path]) -> None:
    for path in written:
        path.unlink(missing_ok=True)
