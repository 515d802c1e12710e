"""The shape of every kind of record at every schema it ever had, with one frozen sample each.

    python -m tests.vectors.kinds        freezes kinds and schemas that are not frozen yet; never changes one that is

To change a kind: raise its schema, write the upgrader, run this, and commit what it adds.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

import emberwell
from emberwell.vault.record import Kind, Record, kinds

FROZEN = Path(__file__).with_name("kinds.json")
MOMENT = datetime(2026, 3, 5, 14, 2, 9, 123456, tzinfo=UTC)
Frozen = dict[str, dict[str, dict[str, Any]]]


def every_kind() -> list[Kind]:
    """The kinds of the program, all their modules loaded; those that only tests declare left out."""
    for module in pkgutil.walk_packages(emberwell.__path__, "emberwell."):
        if module.name.endswith("records"):
            importlib.import_module(module.name)
    importlib.import_module("emberwell.vault.attachments")
    return [kind for kind in kinds() if not kind.name.startswith("test.")]


def frozen() -> Frozen:
    """`{kind: {schema: {"shape", "packed", "value"}}}`."""
    loaded: Frozen = json.loads(FROZEN.read_text(encoding="utf-8"))
    return loaded


def shape(type_: type[Record]) -> Any:
    """Field names, types and defaults, as JSON schema, without the words of docstrings."""
    return json.loads(json.dumps(_without_descriptions(msgspec.json.schema(type_))))


def sample(kind: Kind) -> Record:
    """A record with something in every field."""
    fields = {field.name: _value(field.type) for field in msgspec.structs.fields(kind.type)}
    return msgspec.convert(fields, kind.type, builtin_types=(datetime, date, bytes))


def _without_descriptions(value: Any) -> Any:
    if isinstance(value, dict):
        prose = {key for key in ("description", "title") if isinstance(value.get(key), str)}
        return {key: _without_descriptions(one) for key, one in value.items() if key not in prose}
    return [_without_descriptions(one) for one in value] if isinstance(value, list) else value


def _value(type_: Any) -> Any:
    node = msgspec.inspect.type_info(type_)
    return _of(node)


def _of(node: Any) -> Any:
    inspect = msgspec.inspect
    simple = {inspect.StrType: "élan", inspect.IntType: 7, inspect.FloatType: 0.5, inspect.BoolType: True}
    if type(node) in simple:
        return simple[type(node)]
    if isinstance(node, inspect.DateTimeType):
        return MOMENT
    if isinstance(node, inspect.DateType):
        return date(2026, 3, 5)
    if isinstance(node, inspect.EnumType):
        return next(iter(node.cls)).value
    if isinstance(node, inspect.UnionType):
        return _of(next(one for one in node.types if not isinstance(one, inspect.NoneType)))
    if isinstance(node, inspect.VarTupleType | inspect.ListType):
        return [_of(node.item_type)]
    if isinstance(node, inspect.TupleType):
        return [_of(one) for one in node.item_types]
    if isinstance(node, inspect.NamedTupleType):
        return [_of(field.type) for field in node.fields]
    if isinstance(node, inspect.StructType):
        return {field.name: _of(field.type) for field in node.fields}
    if isinstance(node, inspect.DictType):
        return {"key": _of(node.value_type) if not isinstance(node.value_type, inspect.AnyType) else [1, "two", None]}
    if isinstance(node, inspect.LiteralType):
        return node.values[0]
    raise TypeError(f"say in tests/vectors/kinds.py what a sample of {node} is")


def as_json(value: Record) -> Any:
    return json.loads(msgspec.json.encode(value, enc_hook=str))


def freeze() -> None:
    kept = frozen() if FROZEN.exists() else {}
    for kind in every_kind():
        of_kind = kept.setdefault(kind.name, {})
        if str(kind.schema) not in of_kind:
            value = sample(kind)
            packed = msgspec.msgpack.encode(value).hex()
            of_kind[str(kind.schema)] = {"shape": shape(kind.type), "packed": packed, "value": as_json(value)}
            print(f"frozen: {kind.name} schema {kind.schema}")
    FROZEN.write_text(json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    freeze()
