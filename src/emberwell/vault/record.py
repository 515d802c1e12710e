"""What a record is: a frozen struct, a name for its kind, and the number of its schema.

A feature declares its kinds in its own `records.py`; nothing here or elsewhere in `vault/` knows them. A kind
gets sealing, history, trash, search, export, import, backup and sync from the vault for nothing.

Migrations cannot see sealed records, so each one carries its `schema` inside. When a kind changes shape, raise its
schema and register an upgrader from the schema before; upgraders and a frozen sample of each old schema stay for ever.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, NewType, Protocol, TypeVar, runtime_checkable

import msgspec

RecordId = NewType("RecordId", str)
"""32 lowercase hex digits: 16 random bytes."""

SpaceId = NewType("SpaceId", str)
"""32 lowercase hex digits."""

AccountId = NewType("AccountId", str)
"""32 lowercase hex digits."""

Upgrader = Callable[[dict[str, Any]], dict[str, Any]]


def only_added(fields: dict[str, Any]) -> dict[str, Any]:
    """The upgrader for a schema that only gained fields with defaults. Such records are read as fast as today's."""
    return fields


def new_id() -> RecordId:
    """A fresh random record id."""
    return RecordId(secrets.token_hex(16))


class Record(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    """The base of every kind. Subclasses are declared with `@record("feature.kind", schema=n)`.

    Frozen plain values cannot form cycles, so the collector need not look at them (`gc=False`): there are thousands.
    """

    kind: ClassVar[str] = ""
    schema: ClassVar[int] = 0


@runtime_checkable
class Searchable(Protocol):
    """A kind with these two methods is found by full-text search."""

    def search_text(self) -> tuple[str, str]:
        """`(title, text)`, both plain enough to read as a passage."""

    def search_when(self) -> datetime:
        """The moment results are ordered by, newest first; timezone-aware."""


@dataclass(frozen=True)
class Kind:
    """What the registry keeps of one kind."""

    name: str
    schema: int
    type: type[Record]
    upgraders: dict[int, Upgrader]
    padded_to: int
    """Smallest sealed size, in bytes: kinds whose length would tell something ask for more."""


_kinds: dict[str, Kind] = {}

R = TypeVar("R", bound=Record)


def record(
    name: str, *, schema: int, upgraders: dict[int, Upgrader] | None = None, padded_to: int = 256
) -> Callable[[type[R]], type[R]]:
    """Register a struct as the kind `name`.

    `upgraders[n]` turns the plain mapping of a schema-`n` record into one of schema `n + 1`; every older schema
    must have one.
    """

    def register(type_: type[R]) -> type[R]:
        given = upgraders or {}
        if name in _kinds and _kinds[name].type.__qualname__ != type_.__qualname__:
            raise TypeError(f"two kinds are named {name}")
        if set(given) != set(range(1, schema)):
            raise TypeError(f"{name} schema {schema} needs an upgrader from each of 1..{schema - 1}")
        type_.kind = name
        type_.schema = schema
        _kinds[name] = Kind(name=name, schema=schema, type=type_, upgraders=given, padded_to=padded_to)
        return type_

    return register


def kind_named(name: str) -> Kind | None:
    """The kind registered under `name`, or None when this release does not know it."""
    return _kinds.get(name)


def kinds() -> tuple[Kind, ...]:
    """Every kind that has been declared so far, by name."""
    return tuple(_kinds[name] for name in sorted(_kinds))
