"""Attachments handed out: whole or in parts, shown only when known to be harmless, and never to a stranger."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import STRANGE, photo, refuses
from emberwell.site.middleware.headers import CONTENT_SECURITY_POLICY

SOUND = bytes(range(256)) * 600


def stored(person: Person, content: bytes, kind: str, name: str = "a file.bin") -> str:
    return person.vault.attach(BytesIO(content), name=name, media_type=kind).id


def at(id: str, room: str = "picture") -> str:
    return reverse(f"journal:{room}", args=[id])


def test_all_of_it(ana: Person):
    answer = ana.client.get(at(stored(ana, SOUND, "audio/mpeg")))
    assert answer.status_code == 200
    assert b"".join(answer) == SOUND
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert answer.headers["Content-Length"] == str(len(SOUND))
    assert answer.headers["Accept-Ranges"] == "bytes"


PARTS = [("0-0", 0, 1), ("65530-65540", 65530, 65541), ("-7", -7, None), ("150000-", 150000, None)]


@pytest.mark.parametrize(("asked", "start", "end"), PARTS)
def test_a_part_of_it(ana: Person, asked, start, end):
    answer = ana.client.get(at(stored(ana, SOUND, "audio/mpeg")), headers={"Range": f"bytes={asked}"})
    part = SOUND[start:end]
    assert answer.status_code == 206
    assert b"".join(answer) == part
    assert answer.headers["Content-Length"] == str(len(part))
    first = start if start >= 0 else len(SOUND) + start
    assert answer.headers["Content-Range"] == f"bytes {first}-{first + len(part) - 1}/{len(SOUND)}"


def test_a_part_that_is_not_there(ana: Person):
    answer = ana.client.get(at(stored(ana, SOUND, "audio/mpeg")), headers={"Range": "bytes=999999-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(SOUND)}"


def test_asking_only_for_its_size(ana: Person):
    answer = ana.client.head(at(stored(ana, SOUND, "audio/mpeg")))
    assert answer.headers["Content-Length"] == str(len(SOUND))


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript"])
def test_what_could_run_is_a_download_of_plain_bytes(ana: Person, kind):
    answer = ana.client.get(at(stored(ana, b"<script>hit(1)</script>", kind, "x.html")))
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''x.html"


def test_a_pdf_is_a_download(ana: Person):
    answer = ana.client.get(at(stored(ana, b"%PDF-1.7", "application/pdf", 'a"b\r\n.pdf')))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a%22b.pdf"


def test_every_answer_is_boxed_in(ana: Person):
    id = stored(ana, photo(), "image/jpeg")
    for answer in (ana.client.get(at(id)), ana.client.get(at(id, "thumbnail"))):
        assert answer.headers["Content-Security-Policy"] == f"{CONTENT_SECURITY_POLICY}; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Disposition"].startswith("inline")


def test_the_small_picture(ana: Person):
    answer = ana.client.get(at(stored(ana, photo(), "image/jpeg"), "thumbnail"))
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.content[8:12] == b"WEBP"
    assert ana.client.get(at(stored(ana, SOUND, "audio/mpeg"), "thumbnail")).status_code == 404


def test_strangers_the_unknown_and_the_closed(ana: Person, cleo: Person, visitor):
    id = stored(ana, photo(), "image/jpeg")
    for room in ("picture", "thumbnail"):
        assert cleo.client.get(at(id, room)).status_code == 404
        assert ana.client.get(at(STRANGE, room)).status_code == 404
        assert visitor.get(at(id, room)).status_code == 302


def test_wrong_methods(ana: Person):
    id = stored(ana, photo(), "image/jpeg")
    refuses(ana, at(id), "POST", "DELETE")
    refuses(ana, at(id, "thumbnail"), "POST", "DELETE")
