"""Files sealed in chunks, and photos without the place they were taken."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from conftest import Person
from emberwell.vault.attachments import CHUNK, LARGEST
from emberwell.vault.errors import SealBroken, TooLarge
from emberwell.vault.store import Store
from emberwell.vault.verify import verify

PLACE = b"53.3498 N secret-place"


def photo(form: str = "JPEG", size: tuple[int, int] = (1200, 800)) -> bytes:
    """A photo that says where it was taken, lying on its side."""
    image = Image.new("RGB", size, (180, 90, 40))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = PLACE.decode()
    exif.get_ifd(0x8825)[0x001D] = PLACE.decode()
    out = io.BytesIO()
    image.save(out, form, exif=exif.tobytes())
    assert PLACE in out.getvalue()
    return out.getvalue()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 200_000])
def test_a_file_comes_back_whole_and_in_part(ana: Person, size: int) -> None:
    content = os.urandom(size)
    saved = ana.vault.attach(io.BytesIO(content), name="voice.m4a", media_type="audio/mp4")
    assert saved.value.size == size
    assert b"".join(ana.vault.read_attachment(saved.id)) == content
    for start, end in ((0, 1), (size // 2, size), (size // 3, size // 2), (max(0, size - 5), size + 9)):
        assert b"".join(ana.vault.read_attachment(saved.id, start, end)) == content[start:end]
    assert verify(ana.vault).broken == []


def test_over_fifty_mebibytes_is_refused_and_its_chunks_are_swept(ana: Person, store: Store) -> None:
    with pytest.raises(TooLarge):
        ana.vault.attach(io.BytesIO(bytes(LARGEST + 1)), name="long.mp4", media_type="video/mp4")
    space = (bytes.fromhex(ana.vault.space_id),)
    assert store.database.rows("SELECT COUNT(*) FROM chunk WHERE space_id = %s", space)[0][0] > 0
    ana.vault.sweep_chunks(datetime.now(UTC))
    assert store.database.rows("SELECT COUNT(*) FROM chunk WHERE space_id = %s", space)[0][0] > 0
    ana.vault.sweep_chunks(datetime.now(UTC) + timedelta(days=2))
    assert store.database.rows("SELECT COUNT(*) FROM chunk WHERE space_id = %s", space)[0][0] == 0


def test_a_chunk_left_out_swapped_or_cut_is_refused(ana: Person, store: Store) -> None:
    saved = ana.vault.attach(io.BytesIO(os.urandom(3 * CHUNK)), name="a.pdf", media_type="application/pdf")
    space, record = bytes.fromhex(ana.vault.space_id), bytes.fromhex(saved.id)
    store.database.run("DELETE FROM chunk WHERE space_id = %s AND record_id = %s AND number = 2", (space, record))
    with pytest.raises(SealBroken):
        b"".join(ana.vault.read_attachment(saved.id))
    store.database.run(
        "UPDATE chunk SET number = 2 WHERE space_id = %s AND record_id = %s AND number = 1", (space, record)
    )
    with pytest.raises(SealBroken):
        b"".join(ana.vault.read_attachment(saved.id))
    assert verify(ana.vault).broken == [saved.id]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_loses_its_place_and_stands_upright(ana: Person, form: str) -> None:
    saved = ana.vault.attach(io.BytesIO(photo(form)), name="../there/IMG 1.jpg", media_type=f"image/{form.lower()}")
    body = b"".join(ana.vault.read_attachment(saved.id))
    thumbnail = ana.vault.read_thumbnail(saved.id)
    assert thumbnail is not None
    for kept in (body, thumbnail):
        assert PLACE not in kept
    assert (saved.value.width, saved.value.height) == (800, 1200)
    assert Image.open(io.BytesIO(body)).size == (800, 1200)
    assert saved.value.has_location_removed
    assert saved.value.name == "IMG 1.jpg"


def test_what_only_claims_to_be_a_picture_is_kept_as_it_is(ana: Person) -> None:
    saved = ana.vault.attach(io.BytesIO(b"<svg onload=alert(1)>"), name="x.svg", media_type="image/svg+xml")
    assert b"".join(ana.vault.read_attachment(saved.id)) == b"<svg onload=alert(1)>"
    assert not saved.value.has_thumbnail


def test_an_attachment_is_part_of_the_vault_only_with_what_refers_to_it(ana: Person) -> None:
    write = ana.vault.seal_attachment(io.BytesIO(b"words"), name="a.txt", media_type="text/plain")
    assert write.id is not None
    assert ana.vault.find(type(write.value), write.id) is None
    ana.vault.put_many([write])
    assert b"".join(ana.vault.read_attachment(write.id)) == b"words"
