"""Every kind of record, in every shape it ever had, still opens; and none changes its shape unsaid."""

from __future__ import annotations

import msgspec
import pytest

from emberwell.vault.contents import read_value
from emberwell.vault.record import Kind
from tests.vectors.kinds import as_json, every_kind, frozen, sample, shape

HOW = "Run `python -m tests.vectors.kinds` and commit what it adds."


@pytest.mark.parametrize("kind", every_kind(), ids=lambda kind: kind.name)
def test_the_shape_is_the_frozen_one(kind: Kind) -> None:
    of_kind = frozen().get(kind.name, {})
    assert str(kind.schema) in of_kind, f"{kind.name} schema {kind.schema} is not frozen yet. {HOW}"
    assert shape(kind.type) == of_kind[str(kind.schema)]["shape"], (
        f"{kind.name} changed its shape: older vaults hold the other one. Raise its schema, write an upgrader. {HOW}"
    )


@pytest.mark.parametrize("kind", every_kind(), ids=lambda kind: kind.name)
def test_every_older_schema_still_opens(kind: Kind) -> None:
    for schema, old in frozen()[kind.name].items():
        value, read_only = read_value(kind.name, int(schema), msgspec.Raw(bytes.fromhex(old["packed"])), "sample")
        assert isinstance(value, kind.type)
        assert not read_only
        if int(schema) == kind.schema:
            assert as_json(value) == old["value"]
            assert value == sample(kind)


def test_no_kind_was_ever_dropped() -> None:
    assert set(frozen()) <= {kind.name for kind in every_kind()}
