"""Frozen examples of our own formats, and published vectors of everything they are composed of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import cryptography_vectors
import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from emberwell.vault.errors import SealBroken
from emberwell.vault.seal import Object, open_sealed

HERE = Path(__file__).parent
PUBLISHED = Path(cryptography_vectors.__file__).parent


def published(path: str) -> Iterator[dict[str, str]]:
    """The cases of a vector file: blocks of `name = value`; `FAIL` marks one that must be refused."""
    case: dict[str, str] = {}
    lines = (PUBLISHED / path).read_text(encoding="ascii").splitlines()
    for line in [*lines, "COUNT = end"]:
        if line.upper().startswith("COUNT"):
            if case:
                yield case
            case = {}
        elif line.strip() == "FAIL":
            case["FAIL"] = "FAIL"
        elif "=" in line and line[0] not in "#[":
            name, _, value = line.partition("=")
            case[name.strip()] = value.strip()


ENVELOPES = json.loads((HERE / "envelopes-1.json").read_text(encoding="ascii"))


@pytest.mark.parametrize("vector", ENVELOPES, ids=lambda vector: Object(vector["object"]).name)
def test_every_frozen_envelope_opens_to_the_same_bytes(vector: dict[str, str]) -> None:
    context = tuple(bytes.fromhex(field) for field in vector["context"])
    kind, key, sealed = Object(vector["object"]), bytes.fromhex(vector["key"]), bytes.fromhex(vector["sealed"])
    assert open_sealed(key, sealed, kind, context) == bytes.fromhex(vector["plain"])
    for other in ENVELOPES:
        if other is not vector:
            with pytest.raises(SealBroken):
                open_sealed(key, bytes.fromhex(other["sealed"]), kind, context)


def test_every_kind_of_object_is_frozen() -> None:
    assert {vector["object"] for vector in ENVELOPES} == set(Object)


@pytest.mark.parametrize(("position", "value"), [(0, 0), (4, 2), (5, 2), (6, 99), (7, 1)])
def test_an_unknown_magic_version_suite_object_or_flag_is_refused(position: int, value: int) -> None:
    vector = ENVELOPES[0]
    sealed = bytearray.fromhex(vector["sealed"])
    sealed[position] = value
    context = tuple(bytes.fromhex(field) for field in vector["context"])
    with pytest.raises(SealBroken):
        open_sealed(bytes.fromhex(vector["key"]), bytes(sealed), Object.RECORD, context)


def test_a_frozen_letter_opens() -> None:
    vector = json.loads((HERE / "letter-1.json").read_text(encoding="ascii"))
    private = X25519PrivateKey.from_private_bytes(bytes.fromhex(vector["private"]))
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    opened = suite.decrypt(bytes.fromhex(vector["sealed"]), private, bytes.fromhex(vector["info"]))
    assert opened.hex() == vector["padded"]


def test_hkdf_is_rfc_5869() -> None:
    cases = list(published("KDF/rfc-5869-HKDF-SHA256.txt"))
    assert cases
    for case in cases:
        derived = HKDF(SHA256(), int(case["L"]), bytes.fromhex(case["salt"]), bytes.fromhex(case["info"]))
        assert derived.derive(bytes.fromhex(case["IKM"])).hex() == case["OKM"]


def test_aes_gcm_is_nists() -> None:
    tried = 0
    for case in published("ciphers/AES/GCM/gcmDecrypt256.rsp"):
        nonce, tag = bytes.fromhex(case["IV"]), bytes.fromhex(case["Tag"])
        if len(nonce) != 12 or len(tag) != 16:
            continue
        cipher, sealed, aad = (
            AESGCM(bytes.fromhex(case["Key"])),
            bytes.fromhex(case["CT"]) + tag,
            bytes.fromhex(case["AAD"]),
        )
        tried += 1
        if "FAIL" in case:
            with pytest.raises(InvalidTag):
                cipher.decrypt(nonce, sealed, aad)
        else:
            assert cipher.decrypt(nonce, sealed, aad).hex() == case["PT"]
    assert tried > 300


def test_argon2id_is_rfc_9106s() -> None:
    tried = 0
    for case in published("KDF/argon2id.txt"):
        if "secret" in case or "ad" in case or not case["pass"]:
            continue
        derived = hash_secret_raw(
            bytes.fromhex(case["pass"]),
            bytes.fromhex(case["salt"]),
            int(case["iter"]),
            int(case["memcost"]),
            int(case["lanes"]),
            int(case["length"]),
            Type.ID,
        )
        assert derived.hex() == case["output"].lower()
        tried += 1
    assert tried


def test_x25519_is_rfc_7748s() -> None:
    for case in islice(published("asymmetric/X25519/rfc7748.txt"), 2):
        private = X25519PrivateKey.from_private_bytes(bytes.fromhex(case["INPUT_SCALAR"]))
        public = X25519PublicKey.from_public_bytes(bytes.fromhex(case["INPUT_U"]))
        assert private.exchange(public).hex() == case["OUTPUT_U"]
