"""Files arrive in memory or sealed, never in clear in the temporary folder; and words outlive a file too large."""

from __future__ import annotations

import io
import tempfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import Person
from emberwell.site import uploads
from emberwell.site.tests.rooms import ROOMS
from emberwell.vault import spool

pytestmark = pytest.mark.urls(ROOMS)

CANARY = b"canary: nobody else reads this. "
BIG = CANARY * 100_000


@pytest.fixture
def temporary_files(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every temporary file made during the test, kept open to look into."""
    made: list[Any] = []

    class Watched(io.BytesIO):
        def close(self) -> None:
            """The test reads it afterwards."""

    def make(*args: Any, **kwargs: Any) -> Watched:
        made.append(Watched())
        return made[-1]

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, make)
    return made


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("Journal.zip", content, "application/zip")


def test_a_photo_stays_in_memory(ana: Person, temporary_files: list[Any]) -> None:
    answer = ana.client.post("/rooms/attach/", {"file": _file(BIG)}).json()
    assert answer == {"kind": "BytesIO", "size": len(BIG)}
    assert temporary_files == []


def test_an_archive_is_spooled_sealed(ana: Person, temporary_files: list[Any]) -> None:
    answer = ana.client.post("/rooms/archive/", {"file": _file(BIG)}).json()
    assert answer == {"kind": "SealedSpool", "size": len(BIG), "first": "canary: no"}
    (made,) = temporary_files
    written = made.getvalue()
    assert len(written) >= len(BIG) - spool.SLOT_BYTES
    assert CANARY[:10] not in written


def test_too_much_is_refused_and_the_words_come_back(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads.MemoryUploads, "limit_bytes", 1_000_000)
    response = ana.client.post("/rooms/attach/", {"before": "1", "file": _file(BIG), "body": "Words after the file."})
    assert response.status_code == 413
    assert "Words after the file." in response.content.decode()
    both = {"file": [_file(BIG[:600_000]), _file(BIG[:600_000])]}
    assert ana.client.post("/rooms/attach/", both).status_code == 413


def test_a_stranger_is_turned_away_unread(ana: Person, temporary_files: list[Any]) -> None:
    ana.client.cookies.clear()
    assert ana.client.post("/rooms/archive/", {"file": _file(BIG)}).status_code == 303
    assert temporary_files == []


def test_a_broken_upload_is_a_bad_request(ana: Person) -> None:
    response = ana.client.post("/rooms/attach/", b"--x\r\nnot whole", content_type="multipart/form-data; boundary=")
    assert response.status_code == 400


def test_a_full_disk_while_spooling_says_so(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: spool.SealedSpool, given: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spool.SealedSpool, "write", full)
    response = ana.client.post("/rooms/archive/", {"file": _file(BIG)})
    assert response.status_code == 507
