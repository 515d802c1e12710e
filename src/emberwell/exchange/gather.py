"""Everything a vault holds, as the items of `own_format` and as the pages the Markdown files are made of.

Read once, in memory: what an open vault holds is there already. Attachments are not; their bytes are read one at a
time, while they are written.
"""

from __future__ import annotations

import importlib.util
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import emberwell
from emberwell.exchange.own_format import (
    OwnDraft,
    OwnEarlier,
    OwnFile,
    OwnItem,
    OwnLeftLine,
    OwnRecord,
    encode_value,
)
from emberwell.vault.contents import Draft, Saved, UnknownRecord
from emberwell.vault.errors import RecordMissing, SealBroken
from emberwell.vault.record import Record, RecordId
from emberwell.vault.vault import Vault

NEVER_TAKEN = frozenset({"settings.unproved_kit"})
"""Holds a recovery code until it is proved: in a plain file it would open the sealed journal it came from."""


def declare_every_kind() -> None:
    """Load each feature's `records.py`, so that no kind is unknown merely because nothing asked for it yet."""
    for module in pkgutil.iter_modules(emberwell.__path__):
        name = f"emberwell.{module.name}.records"
        if module.ispkg and importlib.util.find_spec(name) is not None:
            importlib.import_module(name)


def items(
    vault: Vault,
    files: Mapping[RecordId, OwnFile],
    *,
    all_revisions: bool,
    broken: Callable[[RecordId], None],
) -> Iterator[OwnItem]:
    """The whole vault, section by section. `files` says where the bytes of attachments lie.

    `broken` is told of a record whose earlier revisions do not open; the others come all the same.
    """
    with_a_past: list[Saved[Record]] = []
    for kind, saved in vault.everything():
        if kind in NEVER_TAKEN:
            continue
        yield record_item(saved, files.get(saved.id))
        if saved.revision > 1:
            with_a_past.append(saved)
    if all_revisions:
        for saved in with_a_past:
            try:
                earlier = earlier_revisions(vault, saved)
            except (SealBroken, RecordMissing):
                broken(saved.id)
                continue
            yield from map(earlier_item, earlier)
    yield from map(draft_item, vault.drafts())
    for line in vault.left_at_door():
        yield OwnLeftLine(id=line.id, left_at=line.left_at, text=line.text, late_save=line.late_save)


def earlier_revisions(vault: Vault, saved: Saved[Record]) -> list[Saved[Record]]:
    """The revisions before the newest one, oldest first. Raises SealBroken, RecordMissing."""
    past: list[Saved[Any]] = vault.history(type(saved.value), saved.id)
    return [revision for revision in reversed(past) if revision.revision < saved.revision]


def kind_and_schema(value: Record) -> tuple[str, int]:
    """What a record is, also one of a newer release that this one only keeps."""
    if isinstance(value, UnknownRecord):
        return value.name, value.schema_number
    return value.kind, value.schema


def record_item(saved: Saved[Record], file: OwnFile | None = None) -> OwnRecord:
    """The newest revision of a record, ready to be written."""
    kind, schema = kind_and_schema(saved.value)
    return OwnRecord(
        id=saved.id,
        kind=kind,
        schema=schema,
        revision=saved.revision,
        saved_at=saved.saved_at,
        trashed_at=saved.trashed_at,
        file=file,
        value=encode_value(saved.value),
    )


def earlier_item(saved: Saved[Record]) -> OwnEarlier:
    """An older revision of a record, ready to be written."""
    kind, schema = kind_and_schema(saved.value)
    return OwnEarlier(
        id=saved.id,
        kind=kind,
        schema=schema,
        revision=saved.revision,
        saved_at=saved.saved_at,
        trashed_at=saved.trashed_at,
        value=encode_value(saved.value),
    )


def draft_item(draft: Draft[Record]) -> OwnDraft:
    """What is being written in a tab, ready to be written."""
    kind, schema = kind_and_schema(draft.value)
    return OwnDraft(
        id=draft.id,
        tab=draft.tab,
        kind=kind,
        schema=schema,
        based_on=draft.based_on,
        kept_at=draft.kept_at,
        value=encode_value(draft.value),
    )
