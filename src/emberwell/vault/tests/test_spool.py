"""A spool behaves like a file, and leaves nothing readable on the disk."""

from __future__ import annotations

import io
import threading
import zipfile
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emberwell.vault import spool as spool_module
from emberwell.vault.errors import SealBroken
from emberwell.vault.spool import PIECE_BYTES, SLOT_BYTES, SealedSpool

CANARY = b"canary: nobody but her reads this line. "


class Visible(SealedSpool):
    """A spool whose hidden file a test can look at."""

    @property
    def disk(self) -> IO[bytes]:
        return self._file

    def on_disk(self) -> bytes:
        self._file.seek(0)
        return self._file.read()


def test_nothing_of_it_is_readable_on_the_disk() -> None:
    with Visible() as spool:
        spool.write(CANARY * 10_000)
        spool.seek(0)
        assert spool.read(len(CANARY)) == CANARY
        assert len(spool.on_disk()) >= 400_000
        assert CANARY[:12] not in spool.on_disk()


def test_reads_back_what_was_written_piece_by_piece() -> None:
    text = CANARY * 20_000
    with SealedSpool() as spool:
        for start in range(0, len(text), 10_007):
            spool.write(text[start : start + 10_007])
        assert spool.tell() == len(text)
        spool.seek(0)
        assert spool.read() == text


def test_a_zip_can_be_written_and_read_in_it() -> None:
    with SealedSpool() as spool:
        with zipfile.ZipFile(spool, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("Journal.json", b"{}" * 100_000)
            archive.writestr("photos/one.jpeg", bytes(range(256)) * 1_000)
        with zipfile.ZipFile(spool) as archive:
            assert archive.testzip() is None
            assert archive.read("photos/one.jpeg") == bytes(range(256)) * 1_000


Step = tuple[str, int, int]
steps = st.lists(
    st.tuples(
        st.sampled_from(("write", "read")),
        st.integers(0, 4 * PIECE_BYTES),
        st.integers(0, 2 * PIECE_BYTES + 3),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_behaves_like_a_file_in_memory(taken: list[Step]) -> None:
    plain = io.BytesIO()
    with SealedSpool() as spool:
        for number, (verb, position, length) in enumerate(taken):
            plain.seek(position)
            spool.seek(position)
            if verb == "write":
                content = bytes((number + 1,)) * length
                assert spool.write(content) == plain.write(content)
            else:
                assert spool.read(length) == plain.read(length)
            if length:
                assert spool.tell() == plain.tell()
        spool.seek(0)
        assert spool.read() == plain.getvalue()


def test_seeks_from_the_start_from_here_and_from_the_end() -> None:
    with SealedSpool() as spool:
        spool.write(b"0123456789")
        assert spool.seek(-3, io.SEEK_END) == 7
        assert spool.read(2) == b"78"
        assert spool.seek(-4, io.SEEK_CUR) == 5
        assert spool.read() == b"56789"
        assert spool.read() == b""
        with pytest.raises(ValueError, match="before the start"):
            spool.seek(-1)


def test_a_changed_byte_does_not_open() -> None:
    with Visible() as spool:
        spool.write(CANARY * 5_000)
        spool.seek(0, io.SEEK_END)
        spool.seek(0)
        spool.read(1)
        spool.disk.seek(SLOT_BYTES + 500)
        byte = spool.disk.read(1)
        spool.disk.seek(SLOT_BYTES + 500)
        spool.disk.write(bytes((byte[0] ^ 1,)))
        spool.seek(PIECE_BYTES)
        with pytest.raises(SealBroken):
            spool.read(1)


def test_an_older_piece_put_back_does_not_open() -> None:
    with Visible() as spool:
        spool.write(b"a" * 2 * PIECE_BYTES)
        spool.seek(0)
        spool.read(1)
        older = spool.on_disk()[:SLOT_BYTES]
        spool.seek(0)
        spool.write(b"b")
        spool.seek(PIECE_BYTES)
        spool.read(1)
        spool.disk.seek(0)
        spool.disk.write(older)
        spool.seek(0)
        with pytest.raises(SealBroken):
            spool.read(1)


def test_closing_leaves_no_file(tmp_path: Path) -> None:
    spool = SealedSpool(tmp_path)
    spool.write(CANARY * 5_000)
    spool.close()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="closed"):
        spool.read(1)


def test_two_threads_may_write_at_once() -> None:
    with SealedSpool() as spool:
        threads = [threading.Thread(target=spool.write, args=(mark * 100_000,)) for mark in (b"a", b"b")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        spool.seek(0)
        content = spool.read()
    assert content in (b"a" * 100_000 + b"b" * 100_000, b"b" * 100_000 + b"a" * 100_000)


def test_every_slot_is_equally_long() -> None:
    assert spool_module.SLOT_BYTES == 64 * 1024 + 92
