"""JSON item by item: the same values as the standard reader gives, and none of the traps."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.exchange.bounded_json import DEPTH, Allowance, ItemProblem, JsonText, decode_item, plain
from emberwell.exchange.bounds import CannotRead, OverBound

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
ITEMS = st.lists(st.dictionaries(st.text(), VALUES, max_size=4) | st.lists(VALUES, max_size=3), max_size=6)


@given(ITEMS, VALUES, st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_items_are_what_the_standard_reader_gives(items: list[Any], other: Any, ascii_only: bool, indent: Any) -> None:
    whole = {"before": other, "entries": items, "after": other}
    content = json.dumps(whole, ensure_ascii=ascii_only, indent=indent).encode()
    text = JsonText(content)
    rest = text.rest()
    assert [decode_item(raw) for raw in text.raw("entries")] == items
    assert rest["entries"] == []
    assert rest["before"] == rest["after"] == other


@given(ITEMS, st.data())
def test_every_cut_is_refused(items: list[Any], data: st.DataObject) -> None:
    content = json.dumps({"entries": items}).encode()
    cut = data.draw(st.integers(0, len(content) - 1))
    with pytest.raises((CannotRead, OverBound)):
        JsonText(content[:cut])


@given(st.binary(max_size=200) | st.text(alphabet='{}[]",:\\ ea1', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        text = JsonText(content, ("e", "a", "ea"))
        text.rest()
    except (CannotRead, OverBound):
        return
    for name in ("e", "a", "ea"):
        for raw in text.raw(name):
            try:
                decode_item(raw)
            except ItemProblem:
                return


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"entries":[1,{}]}',
        b'{"entries":[{} {}]}',
        b'{"entries":[{},]}',
        b'{"entries":[{}]}x',
        b'{"entries":[{}],"entries":[]}',
        b'{"entries":[{}]]',
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":1e999}',
        b'{"a":1,"a":2}',
        b'{"a":"' + b"\\" * 99,
    ],
)
def test_what_is_no_whole_object_is_refused(broken: bytes) -> None:
    with pytest.raises(CannotRead):
        JsonText(broken).rest()


@pytest.mark.parametrize(
    "item", [b'{"a":NaN}', b'{"a":1,"a":2}', b'{"a":[1,}', b'{"a":"\xff"}', b"[" + b"1," * 200_001 + b"1]"]
)
def test_one_bad_item_is_said_to_be_bad(item: bytes) -> None:
    with pytest.raises(ItemProblem):
        decode_item(item)


def test_depth_is_bounded_wherever_it_is() -> None:
    for deep in (b"[" * 2_000_000, b'{"a":' * 1_000_000, b'{"entries":[' + b"[" * DEPTH + b"]" * DEPTH + b"]}"):
        with pytest.raises(OverBound, match="deeper"):
            JsonText(deep)
    fits = b'{"entries":[' + b"[" * (DEPTH - 2) + b"]" * (DEPTH - 2) + b"]}"
    assert len(list(JsonText(fits).raw("entries"))) == 1


@pytest.mark.parametrize("unit", [b"[],", b"{},", b'"",', b"1,", b'{"a":[]},'])
def test_many_small_values_cost_little_time(unit: bytes) -> None:
    content = b'{"entries":[' + unit * (16_000_000 // len(unit)) + b"{}]}"
    began = time.process_time()
    with pytest.raises((OverBound, CannotRead)):
        JsonText(content)
    assert time.process_time() - began < 10


def test_many_texts_of_one_source_share_what_may_be_read() -> None:
    allowance = Allowance(10)
    JsonText(b'{"entries":[{},{}]}', allowance=allowance)
    with pytest.raises(OverBound, match="more values"):
        JsonText(b'{"entries":[{},{}]}', allowance=allowance)


def test_kept_values_can_always_be_sealed() -> None:
    import msgspec

    kept = plain({"a": 2**70, "b": ["\ud800", {"c": -(2**64)}], "\ud83d\ude00": 1.5, "d": [None, True]})
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(kept)) == kept
