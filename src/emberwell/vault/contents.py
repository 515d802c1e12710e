"""What lies inside a sealed record, and how an older schema becomes today's."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, Literal, TypeVar

import msgspec

from emberwell.vault.errors import SealBroken
from emberwell.vault.record import Kind, Record, RecordId, kind_named, only_added

State = Literal["live", "trash", "gone"]
R_co = TypeVar("R_co", bound=Record, covariant=True)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Contents(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One revision as it is sealed. FORMAT.md, *Inside a record*."""

    kind: str
    schema: int
    parent: bytes
    author: bytes
    device: bytes
    saved_at: int
    state: State
    value: msgspec.Raw


class DraftContents(msgspec.Struct, array_like=True, frozen=True):
    """A draft as it is sealed."""

    kind: str
    schema: int
    based_on: int
    kept_at: int
    value: msgspec.Raw


class UnknownRecord(Record, kw_only=True, frozen=True):
    """A record of a kind or schema this release cannot read at all. Kept, exported, never changed."""

    name: str
    schema_number: int
    fields: dict[str, Any]


class Saved(msgspec.Struct, Generic[R_co], frozen=True, gc=False):
    """A revision as the rest of the program sees it. A struct, not a dataclass: thousands are made at every unlock."""

    id: RecordId
    revision: int
    """From 1."""
    seq: int
    """Its place in the log of its space, from 1."""
    saved_at: datetime
    """UTC."""
    value: R_co
    trashed_at: datetime | None = None
    """When it was put in the trash; None while it is live."""
    read_only: bool = False
    """Written by a newer release: shown, never sealed again."""


class Draft(msgspec.Struct, Generic[R_co], frozen=True):
    """What was being written in one tab and is not yet a revision."""

    id: RecordId
    tab: str
    value: R_co
    based_on: int
    """The revision the writing began from; 0 for a new record."""
    kept_at: datetime


def to_micros(moment: datetime) -> int:
    """Microseconds since 1970, UTC, exactly."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_micros(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


_encoder = msgspec.msgpack.Encoder()
_contents = msgspec.msgpack.Decoder(Contents)
_drafts = msgspec.msgpack.Decoder(DraftContents)
_readers: dict[tuple[str, int], msgspec.msgpack.Decoder[Any]] = {}
"""Of today's schemas: the common case, decided by one look-up."""


def encode_value(value: Record) -> msgspec.Raw:
    if isinstance(value, UnknownRecord):
        return msgspec.Raw(_encoder.encode(value.fields))
    return msgspec.Raw(_encoder.encode(value))


def encode(contents: Contents | DraftContents) -> bytes:
    return _encoder.encode(contents)


def fingerprint(contents: Contents) -> bytes:
    """What the next revision names as its parent: the same whatever key the revision is sealed under."""
    return hashlib.sha256(_encoder.encode(contents)).digest()


def decode(plain: bytes, name: str) -> Contents:
    """Raises SealBroken when what was sealed is not the contents of a record."""
    try:
        return _contents.decode(plain)
    except msgspec.DecodeError:
        raise SealBroken(name) from None


def decode_draft(plain: bytes, name: str) -> DraftContents:
    try:
        return _drafts.decode(plain)
    except msgspec.DecodeError:
        raise SealBroken(name) from None


def read_value(kind_name: str, schema: int, raw: msgspec.Raw, name: str) -> tuple[Record, bool]:
    """The record, and whether it is read-only because a newer release wrote it."""
    reader = _readers.get((kind_name, schema))
    if reader is not None:
        try:
            return reader.decode(raw), False
        except msgspec.DecodeError:
            raise SealBroken(name) from None
    kind = kind_named(kind_name)
    try:
        if kind is None:
            fields = msgspec.msgpack.decode(raw)
            return UnknownRecord(name=kind_name, schema_number=schema, fields=fields), True
        if schema < kind.schema and not _reads_as_today(kind, schema):
            fields = msgspec.msgpack.decode(raw)
            for number in range(schema, kind.schema):
                fields = kind.upgraders[number](fields)
            return msgspec.convert(fields, kind.type, builtin_types=(datetime, bytes)), False
        decoder = msgspec.msgpack.Decoder(kind.type)
        if schema <= kind.schema:
            _readers[kind_name, schema] = decoder
        try:
            return decoder.decode(raw), schema > kind.schema
        except msgspec.DecodeError:
            if schema <= kind.schema:
                raise
            fields = msgspec.msgpack.decode(raw)
            return UnknownRecord(name=kind_name, schema_number=schema, fields=fields), True
    except (msgspec.DecodeError, msgspec.ValidationError, KeyError, TypeError, ValueError):
        raise SealBroken(name) from None


def _reads_as_today(kind: Kind, schema: int) -> bool:
    """Whether everything since `schema` was only added: its plain bytes are then a record of today, with defaults."""
    return all(kind.upgraders[number] is only_added for number in range(schema, kind.schema))


def saved_from(contents: Contents, record_id: RecordId, revision: int, seq: int) -> Saved[Record]:
    value, read_only = read_value(contents.kind, contents.schema, contents.value, record_id)
    saved_at = _EPOCH + timedelta(0, 0, contents.saved_at)
    trashed_at = saved_at if contents.state == "trash" else None
    return Saved(record_id, revision, seq, saved_at, value, trashed_at, read_only)
