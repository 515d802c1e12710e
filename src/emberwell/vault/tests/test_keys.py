"""Passphrases, codes and wraps."""

from __future__ import annotations

import os
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emberwell.vault.errors import KdfRefused, SealBroken
from emberwell.vault.kdf import KdfParameters, fresh_parameters, passphrase_keys
from emberwell.vault.keys import (
    CodeMistyped,
    code_bytes,
    code_groups,
    door_public,
    new_code,
    new_keyring,
    open_keyring,
    seal_keyring,
    unwrap,
    wrap,
)
from emberwell.vault.seal import Object

ACCOUNT = "ab" * 16
PEPPER = bytes(32)


@pytest.mark.parametrize(
    "edited",
    [
        KdfParameters(bytes(16), memory_kib=8),
        KdfParameters(bytes(16), memory_kib=64 * 1024 - 1),
        KdfParameters(bytes(16), memory_kib=2**30),
        KdfParameters(bytes(16), passes=2),
        KdfParameters(bytes(16), passes=11),
        KdfParameters(bytes(16), passes=2**31),
        KdfParameters(bytes(4)),
    ],
)
def test_edited_parameters_are_refused_before_memory_is_taken(edited: KdfParameters, real_kdf: None) -> None:
    tracemalloc.start()
    with pytest.raises(KdfRefused):
        passphrase_keys("five words that are long", edited, PEPPER)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 64 * 1024
    assert min(seconds_to_refuse(edited) for _ in range(5)) < 0.010


def seconds_to_refuse(edited: KdfParameters) -> float:
    began = time.perf_counter()
    with pytest.raises(KdfRefused):
        passphrase_keys("five words that are long", edited, PEPPER)
    return time.perf_counter() - began


def test_real_derivation_is_frozen_and_gives_two_unrelated_keys(real_kdf: None) -> None:
    parameters = KdfParameters(bytes(16))
    first = passphrase_keys("harbour lantern copper", parameters, PEPPER)
    assert first.kek.hex() == "1ab30686717f75822ef2bec10e5b1bab4139a3fd7a3e80f69693be43217d6101"
    assert first.verifier.hex() == "b78f33fc71e275d562cbb173a18f0460b63d63c2111a97e0a762f5efb2875c61"
    assert first.kek != first.verifier
    assert passphrase_keys("harbour lantern copper", parameters, os.urandom(32)).kek != first.kek


def test_composed_and_decomposed_letters_are_one_passphrase() -> None:
    parameters = fresh_parameters()
    composed = passphrase_keys("caf\u00e9 at the corner", parameters, PEPPER)
    assert composed.kek == passphrase_keys("cafe\u0301 at the corner", parameters, PEPPER).kek
    assert composed.kek == passphrase_keys(" caf\u00e9 at the corner\n", parameters, PEPPER).kek


def test_a_code_reads_back_however_it_is_typed() -> None:
    code = new_code()
    assert len(code_groups(code)) == 9
    raw = code_bytes(code)
    assert len(raw) == 20
    for typed in (code.lower(), code.replace("-", " "), code.replace("0", "o").replace("1", "l"), f"  {code}\n"):
        assert code_bytes(typed) == raw


@settings(max_examples=300)
@given(st.integers(0, 35), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_mistyped_digit_is_noticed(position: int, digit: str) -> None:
    bare = "S54D-0P5G-9RJW-0QDW-XHJ9-M5BN-ZCVW-6FP2-4WH8".replace("-", "")
    changed = bare[:position] + digit + bare[position + 1 :]
    if changed == bare:
        assert code_bytes(changed)
        return
    with pytest.raises(CodeMistyped):
        code_bytes(changed)


@pytest.mark.parametrize("typed", ["", "ABCD", "U" * 36, "0" * 35, "é" * 36, "0" * 100_000])
def test_nonsense_is_mistyped_not_an_accident(typed: str) -> None:
    with pytest.raises(CodeMistyped):
        code_bytes(typed)


def test_a_wrap_opens_for_its_account_and_purpose_only() -> None:
    kek, master = os.urandom(32), os.urandom(32)
    wrapped = wrap(kek, master, Object.WRAP_PASSPHRASE, ACCOUNT)
    assert unwrap(kek, wrapped, Object.WRAP_PASSPHRASE, ACCOUNT) == master
    for kind, account in ((Object.WRAP_RECOVERY, ACCOUNT), (Object.WRAP_PASSPHRASE, "cd" * 16)):
        with pytest.raises(SealBroken):
            unwrap(kek, wrapped, kind, account)


def test_the_keyring_comes_back_and_shows_no_key() -> None:
    master, keyring = os.urandom(32), new_keyring("cd" * 16)
    assert open_keyring(master, seal_keyring(master, keyring, ACCOUNT), ACCOUNT) == keyring
    assert len(door_public(keyring)) == 32
    shown = repr(keyring) + repr(keyring.spaces)
    assert keyring.draft_key.hex() not in shown
    assert repr(keyring.spaces[0].keys[1]) not in shown
