"""The file of a set: read as it was written, and no file does harm."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.exchange.bounds import CannotRead, OverBound
from emberwell.journal.records import Pillar
from emberwell.prompts.set_file import MOST_PROMPTS, TEXT_LIMIT, Brought, plain, read_file, write_file
from emberwell.vault.errors import EmberwellError

words = st.text(max_size=80).map(plain)
prompts = st.builds(
    Brought,
    text=words.filter(bool),
    follow_up=words,
    pillar=st.sampled_from([None, *Pillar]),
    minutes=st.sampled_from([None, 2, 8, 60]),
    library_id=st.sampled_from(["", "why-helped-badly"]),
)
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


@given(words, words, st.lists(prompts, min_size=1, max_size=9))
def test_it_reads_what_it_wrote(name: str, about: str, held: list[Brought]) -> None:
    read = read_file(write_file(name, about, held))
    assert read.prompts == tuple(held)
    assert (read.name, read.about, read.left_out) == (name or "Prompts from a file", about, ())


@given(st.binary(max_size=400))
def test_bytes_of_any_kind_are_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises((CannotRead, OverBound)) as refused:
        read_file(content)
    assert str(refused.value).endswith(".")


@given(
    st.dictionaries(st.sampled_from(["name", "about", "prompts", "more"]), junk, max_size=4), st.lists(junk, max_size=5)
)
def test_shapes_of_any_kind_are_read_or_refused(more: dict[str, Any], held: list[Any]) -> None:
    whole = {"prompts": held} | more | {"emberwell": "prompts", "version": 1}
    try:
        read = read_file(json.dumps(whole).encode())
    except (CannotRead, OverBound):
        return
    assert all(0 < len(each.text) <= TEXT_LIMIT for each in read.prompts)
    assert "\n" not in read.name


@given(st.lists(prompts, min_size=1, max_size=3), st.integers(0, 600))
def test_cut_off_anywhere_it_is_refused(held: list[Brought], at: int) -> None:
    content = write_file("Winter", "", held).rstrip()
    with pytest.raises(CannotRead):
        read_file(content[: at % len(content)])


@pytest.mark.parametrize(
    "content",
    [
        b'{"emberwell":"prompts","version":1,"prompts":' + b"[" * 100_000,
        b'{"emberwell":"prompts","version":1,"x":' + b'{"a":' * 70 + b"1" + b"}" * 70 + b',"prompts":[]}',
        b'{"emberwell":"prompts","version":1,"version":1,"prompts":[{"text":"a"}]}',
        b'{"emberwell":"prompts","version":NaN,"prompts":[{"text":"a"}]}',
        json.dumps({"emberwell": "prompts", "version": 1, "prompts": [{"text": "a"}] * (MOST_PROMPTS + 1)}).encode(),
    ],
)
def test_what_is_built_to_do_harm_is_refused(content: bytes) -> None:
    with pytest.raises((CannotRead, OverBound)):
        read_file(content)


def test_control_characters_do_not_come() -> None:
    whole = {"emberwell": "prompts", "version": 1, "name": "a\u202eb\x07c", "prompts": [{"text": "One\ntwo\x07three"}]}
    read = read_file(json.dumps(whole).encode())
    assert (read.name, read.prompts[0].text) == ("a b c", "One two three")


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (rb'{"text": "Whose \ud800 coat?"}', "Whose \ufffd coat?"),
        (rb'{"text": "Whose coat?", "follow_up": "\ud800"}', "Whose coat?"),
        (rb'{"text": "Whose coat?", "pillar": "\ud800"}', ""),
        (rb'{"text": "Whose coat?", "\ud800": 1}', ""),
    ],
)
def test_half_a_character_does_no_harm(item: bytes, text: str) -> None:
    content = b'{"emberwell": "prompts", "version": 1, "prompts": [' + item + b', {"text": "Another."}]}'
    read = read_file(content)
    assert [each.text for each in read.prompts if each.text != "Another."] == ([text] if text else [])


@pytest.mark.parametrize("head", [rb'"\ud800": 1', rb'"name": "\ud800"', rb'"about": ["\ud800"]'])
def test_half_a_character_at_the_head_is_read_or_refused(head: bytes) -> None:
    content = b'{"emberwell": "prompts", "version": 1, ' + head + b', "prompts": [{"text": "Whose coat?"}]}'
    assert read_file(content).prompts[0].text == "Whose coat?"


PIECES = (
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b"\\",
    b"\x00",
    b"NaN",
    b"1e999",
    b'"prompts":[',
    b"\xff\xfe",
    b"\\ud800",
    b'{"a":' * 200,
)


@pytest.mark.parametrize("seed", range(4))
def test_a_file_damaged_anyhow_is_read_or_refused_with_a_sentence(seed: int) -> None:
    drawn = random.Random(seed)
    whole = write_file(
        "Winter", "For the group.", [Brought("Whose coat?", "Since when?", None, 5, "why-helped-badly")] * 9
    )
    for _ in range(400):
        content = bytearray(whole)
        for _ in range(drawn.randint(1, 12)):
            at, most = drawn.randrange(len(content) + 1), drawn.randint(0, 40)
            content[at : at + most] = drawn.choice(
                (b"", drawn.choice(PIECES), bytes([drawn.randrange(256)]), content[:most])
            )
        try:
            read_file(bytes(content))
        except EmberwellError as refused:
            sentence = str(refused)
        else:
            sentence = "Read."
        assert sentence.endswith(".")
