"""Records of every kind there is, made from the kinds' own fields: a new kind is among them with no change here."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st
from msgspec import inspect

from emberwell.exchange.gather import NEVER_TAKEN, declare_every_kind
from emberwell.vault.record import Kind, Record, kinds

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)
NEEDS_A_FILE = "vault.attachment"
"""Its bytes lie beside it; the tests of pictures bring those."""


def kinds_taken() -> tuple[Kind, ...]:
    """Every kind of the program that an export holds as it is."""
    declare_every_kind()
    return tuple(
        kind
        for kind in kinds()
        if kind.name not in NEVER_TAKEN | {NEEDS_A_FILE} and kind.type.__module__.startswith("emberwell.")
        if ".tests." not in kind.type.__module__
    )


def records_of(kind: Kind) -> st.SearchStrategy[Record]:
    """Records of a kind, every field filled with whatever its type allows."""
    return _values(inspect.type_info(kind.type))


def _values(known: inspect.Type) -> st.SearchStrategy[Any]:
    match known:
        case inspect.StructType(cls=cls, fields=fields) | inspect.NamedTupleType(cls=cls, fields=fields):
            return st.builds(cls, **{field.name: _values(field.type) for field in fields})
        case inspect.UnionType(types=types):
            return st.one_of([_values(each) for each in types])
        case inspect.VarTupleType(item_type=item):
            return st.lists(_values(item), max_size=4).map(tuple)
        case inspect.TupleType(item_types=items):
            return st.tuples(*(_values(item) for item in items))
        case inspect.ListType(item_type=item):
            return st.lists(_values(item), max_size=4)
        case inspect.DictType(value_type=value):
            return st.dictionaries(WORDS, _values(value), max_size=3)
        case inspect.EnumType(cls=cls):
            return st.sampled_from(cls)
        case inspect.LiteralType(values=values):
            return st.sampled_from(values)
        case inspect.IntType(ge=least, le=most):
            return st.integers(-(2**53) if least is None else least, 2**53 if most is None else most)
    return _PLAIN[type(known)]


_PLAIN: dict[type[inspect.Type], st.SearchStrategy[Any]] = {
    inspect.NoneType: st.none(),
    inspect.BoolType: st.booleans(),
    inspect.FloatType: st.floats(allow_nan=False, allow_infinity=False),
    inspect.StrType: WORDS,
    inspect.DateType: st.dates(),
    inspect.DateTimeType: st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    inspect.BytesType: st.binary(max_size=40),
    inspect.AnyType: PLAIN,
}
