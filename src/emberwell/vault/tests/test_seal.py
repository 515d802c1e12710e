"""The envelope: what opens, and that nothing else does."""

from __future__ import annotations

import os
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.vault.errors import SealBroken, TooLarge
from emberwell.vault.seal import (
    OVERHEAD,
    Object,
    generation_of,
    open_sealed,
    pad,
    padded_size,
    seal,
    tlv,
    u64,
    unpad,
)

KEY = bytes(range(32))
SPACE, RECORD = b"s" * 16, b"r" * 16
CONTEXT = (SPACE, RECORD, u64(3))


@given(plain=st.binary(max_size=3000), generation=st.integers(0, 2**32 - 1))
def test_what_is_sealed_opens(plain: bytes, generation: int) -> None:
    sealed = seal(KEY, plain, Object.RECORD, CONTEXT, generation=generation)
    assert open_sealed(KEY, sealed, Object.RECORD, CONTEXT) == plain
    assert generation_of(sealed) == generation


def test_the_same_words_never_seal_alike() -> None:
    assert len({seal(KEY, b"the same", Object.RECORD, CONTEXT) for _ in range(200)}) == 200


def test_every_flipped_bit_is_refused() -> None:
    sealed = seal(KEY, b"one true line", Object.RECORD, CONTEXT, generation=1)
    for position in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[position // 8] ^= 1 << (position % 8)
        with pytest.raises(SealBroken):
            open_sealed(KEY, bytes(changed), Object.RECORD, CONTEXT)


def test_every_truncation_and_any_addition_is_refused() -> None:
    sealed = seal(KEY, b"one true line", Object.RECORD, CONTEXT)
    for size in range(len(sealed)):
        with pytest.raises(SealBroken):
            open_sealed(KEY, sealed[:size], Object.RECORD, CONTEXT)
    for extra in (b"\x00", b"\xff" * 16):
        with pytest.raises(SealBroken):
            open_sealed(KEY, sealed + extra, Object.RECORD, CONTEXT)


def test_every_swap_of_context_is_refused() -> None:
    contexts = [
        (space, record, u64(revision))
        for space in (SPACE, b"t" * 16)
        for record in (RECORD, SPACE)
        for revision in (1, 2)
    ]
    places = [(kind, context) for kind in (Object.RECORD, Object.DRAFT, Object.CHUNK) for context in contexts]
    for (kind, context), (other_kind, other_context) in permutations(places, 2):
        sealed = seal(KEY, b"words", kind, context)
        with pytest.raises(SealBroken):
            open_sealed(KEY, sealed, other_kind, other_context)


def test_another_key_is_refused_by_the_commitment() -> None:
    sealed = seal(KEY, b"words", Object.RECORD, CONTEXT)
    with pytest.raises(SealBroken):
        open_sealed(os.urandom(32), sealed, Object.RECORD, CONTEXT)


def test_fields_cannot_run_into_each_other() -> None:
    assert tlv(2, b"ab") + tlv(3, b"c") != tlv(2, b"a") + tlv(3, b"bc")
    sealed = seal(KEY, b"words", Object.DRAFT, (SPACE, RECORD, b"tab1"))
    with pytest.raises(SealBroken):
        open_sealed(KEY, sealed, Object.DRAFT, (SPACE, RECORD, b"tab", b"1"))


@given(st.integers(0, 2**26))
def test_padding_costs_at_most_an_eighth(size: int) -> None:
    padded = padded_size(size)
    assert padded >= max(size, 256)
    assert padded == 256 or padded <= size * 1.125
    assert padded_size(padded) == padded


def test_a_chunk_is_sixty_four_kibibytes_exactly() -> None:
    assert len(seal(KEY, bytes(65_532), Object.CHUNK, CONTEXT)) == 65_536 + OVERHEAD


@given(st.binary(max_size=600))
def test_padding_comes_off_and_only_true_padding_does(plain: bytes) -> None:
    padded = pad(plain)
    assert unpad(padded) == plain
    if len(padded) > 4 + len(plain):
        assert unpad(padded[:-1] + b"\x01") is None


def test_lengths_tell_little() -> None:
    assert len({len(seal(KEY, b"x" * size, Object.RECORD, CONTEXT)) for size in range(252)}) == 1


def test_too_large_is_said_before_anything_is_sealed() -> None:
    with pytest.raises(TooLarge):
        pad(bytes(256 * 2**20))
