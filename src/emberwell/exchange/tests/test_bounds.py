"""A zip, a folder, a file: what is read of them, what is refused, and how soon."""

from __future__ import annotations

import io
import os
import stat
import struct
import time
import unicodedata
import warnings
import zipfile
from pathlib import Path

import pytest

from emberwell.exchange import bounds, zip_tree
from emberwell.exchange.bounds import (
    BoundedReader,
    CannotRead,
    Locked,
    OverBound,
    clean_text,
    name_problem,
    text_of,
    tidy_name,
)
from emberwell.exchange.tests.makers import folder_of, zip_of
from emberwell.exchange.tree import FileTree, FolderTree
from emberwell.exchange.zip_tree import ZipTree


def tree_of(stream: io.BytesIO, total: int = bounds.GIB) -> ZipTree:
    return ZipTree(stream, "journal.zip", total)


@pytest.mark.parametrize(
    "name",
    ["../x.md", "a/../../x.md", "a\\..\\x.md", "/etc/passwd", "\\\\host\\x", "C:\\x.md", "c:x", "x\x00.md", "a\nb", ""],
)
def test_a_name_that_points_elsewhere_is_a_problem(name: str) -> None:
    assert name_problem(name)


@pytest.mark.parametrize(
    "name", ["x.md", "a/b.md", "..x/a.md", "a...b", "2024-03-01 ‘quoted’.md", "Mo: b.md", "été/é.md"]
)
def test_an_ordinary_name_is_none(name: str) -> None:
    assert name_problem(name) is None


def test_names_are_composed_and_tidied() -> None:
    assert tidy_name("a//./" + unicodedata.normalize("NFD", "é.md")) == "a/é.md"


def test_a_reader_stops_at_its_limit_and_names_damage() -> None:
    assert BoundedReader(io.BytesIO(b"abc"), 3).read() == b"abc"
    with pytest.raises(OverBound):
        BoundedReader(io.BytesIO(b"abcd"), 3).read()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"\xef\xbb\xbfwords\r\nmore\rlast", "words\nmore\nlast"),
        ("words".encode("utf-16"), "words"),
        (b"caf\xe9", "café"),
        (b"a\x00b", "ab"),
    ],
)
def test_text_is_read_as_it_was_meant(written: bytes, read: str) -> None:
    assert text_of(written) == read


def test_half_characters_become_whole_ones() -> None:
    assert clean_text("\ud83d\ude00") == "😀"
    assert clean_text("a\ud800b") == "a�b"


def test_a_zip_of_one_folder_is_its_contents() -> None:
    with tree_of(zip_of({"Journal/a.md": "x", "Journal/b/c.md": "y"})) as tree:
        assert sorted(tree.members) == ["a.md", "b/c.md"]


def test_unsafe_members_are_reported_and_the_rest_is_read() -> None:
    stream = zip_of({"../out.md": "x", "ok.md": "words", "__MACOSX/._ok.md": "", ".DS_Store": ""})
    with zipfile.ZipFile(stream, "a") as archive:
        link = zipfile.ZipInfo("link.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("nul.md", "x")
    renamed = stream.getvalue().replace(b"nul.md", b"n\x00l.md")
    with tree_of(io.BytesIO(renamed)) as tree:
        assert list(tree.members) == ["ok.md"]
        assert tree.text(tree.members["ok.md"]) == b"words"
        assert len(tree.skipped) == 3


def test_one_name_twice_with_different_contents_is_taken_neither_way() -> None:
    stream = zip_of({"a.md": "one", "b.md": "kept"})
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a.md", "two")
        archive.writestr("b.md", "kept")
    with tree_of(stream) as tree:
        assert list(tree.members) == ["b.md"]
        assert "twice" in tree.skipped[0].reason


def test_a_bomb_is_listed_but_not_read() -> None:
    with tree_of(zip_of({"a.md": b"0" * (4 * bounds.MIB), "b.md": "x"})) as tree:
        with pytest.raises(CannotRead, match="100 times"):
            tree.text(tree.members["a.md"])
        assert tree.text(tree.members["b.md"]) == b"x"


def test_packing_that_cannot_be_bounded_is_not_read() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.md", b"0" * 100_000)
    with tree_of(target) as tree, pytest.raises(CannotRead, match="packed"):
        tree.text(tree.members["a.md"])


def test_the_whole_may_not_be_too_much() -> None:
    with pytest.raises(OverBound, match="more than 1 MiB"):
        tree_of(zip_of({"a.bin": os.urandom(bounds.MIB), "b.bin": os.urandom(100)}), total=bounds.MIB)


def test_too_many_members_are_refused_before_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_tree, "MEMBERS", 100)
    with pytest.raises(OverBound, match="more than 100 files"):
        tree_of(zip_of({f"{number}.md": "" for number in range(101)}))


def test_a_directory_of_millions_is_refused_at_once() -> None:
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = entry * 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), 0, 0)
    began = time.process_time()
    with pytest.raises(OverBound, match="200,000 files"):
        tree_of(io.BytesIO(directory + end))
    assert time.process_time() - began < 10


def test_members_may_not_lie_over_one_another() -> None:
    stream = zip_of({"a.md": os.urandom(2000), "b.md": os.urandom(2000)}, stored=True)
    content = bytearray(stream.getvalue())
    second = content.rindex(b"PK\x01\x02")
    struct.pack_into("<L", content, second + 42, 10)
    with pytest.raises(OverBound, match="over one another"):
        tree_of(io.BytesIO(bytes(content)))


def test_a_locked_zip_is_said_to_be_locked() -> None:
    content = bytearray(zip_of({"a.md": "words"}, stored=True).getvalue())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Locked, match="password"):
        tree_of(io.BytesIO(bytes(content)))


def test_a_changed_byte_is_noticed() -> None:
    content = zip_of({"a.md": "words that matter"}, stored=True).getvalue()
    with tree_of(io.BytesIO(content.replace(b"matter", b"mutter"))) as tree, pytest.raises(CannotRead, match="damaged"):
        tree.text(tree.members["a.md"])


def test_every_cut_of_a_zip_is_refused() -> None:
    content = zip_of({"a.md": "words", "b.md": "more"}).getvalue()
    for length in range(len(content)):
        with pytest.raises(CannotRead):
            tree_of(io.BytesIO(content[:length]))


def test_a_folder_is_walked_without_following_links(tmp_path: Path) -> None:
    outside = folder_of(tmp_path / "outside", {"secret.md": "no"})
    root = folder_of(tmp_path / "in", {"a.md": "x", "b/c.md": "y", ".obsidian/app.json": "{}"})
    (root / "link.md").symlink_to(outside / "secret.md")
    (root / "folder").symlink_to(outside, target_is_directory=True)
    (root / "loop").symlink_to(root, target_is_directory=True)
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / "pipe.md")
    tree = FolderTree(root, bounds.GIB)
    assert sorted(tree.members) == ["a.md", "b/c.md"]
    assert {skipped.item for skipped in tree.skipped} >= {"link.md", "folder", "loop"}


def test_a_file_swapped_for_a_link_after_it_was_listed_is_refused(tmp_path: Path) -> None:
    root = folder_of(tmp_path / "in", {"a.md": "x"})
    tree = FolderTree(root, bounds.GIB)
    (tmp_path / "secret").write_text("no")
    (root / "a.md").unlink()
    (root / "a.md").symlink_to(tmp_path / "secret")
    with pytest.raises(CannotRead):
        tree.text(tree.members["a.md"])


def test_a_folder_has_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder_of(tmp_path, {"a.md": "words", "b.md": "words"})
    with pytest.raises(OverBound):
        FolderTree(root, 9)
    monkeypatch.setattr("emberwell.exchange.tree.MEMBERS", 1)
    with pytest.raises(OverBound):
        FolderTree(root, bounds.GIB)


def test_a_folder_too_deep_is_reported(tmp_path: Path) -> None:
    deep = "/".join("d" for _ in range(70))
    tree = FolderTree(folder_of(tmp_path, {f"{deep}/a.md": "x", "b.md": "y"}), bounds.GIB)
    assert list(tree.members) == ["b.md"]
    assert "too deep" in tree.skipped[0].reason


def test_a_text_over_its_bound_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    with path.open("wb") as file:
        file.truncate(bounds.TEXT_BYTES + 1)
    tree = FileTree(path)
    with pytest.raises(OverBound, match="128 MiB"):
        tree.text(tree.members["journal.json"])


def test_a_stream_stays_its_owners(tmp_path: Path) -> None:
    stream = io.BytesIO(b"words")
    with FileTree(stream, "a.md") as tree:
        assert tree.text(tree.members["a.md"]) == b"words"
        assert tree.text(tree.members["a.md"]) == b"words"
    assert not stream.closed
