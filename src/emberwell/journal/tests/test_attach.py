"""Files on their way in: sealed at once, refused kindly, shown where they stand."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import SCRIPT, photo, refuses
from emberwell.vault.attachments import LARGEST, Attachment

ATTACH = reverse("journal:attach")


def attach(person: Person, name: str, content: bytes, kind: str):
    file = SimpleUploadedFile(name, content, content_type=kind)
    return person.client.post(ATTACH, {"file": file}, headers=SCRIPT)


def test_a_photo(ana: Person):
    said = attach(ana, "IMG_1.jpg", photo(), "image/jpeg").json()
    assert said["markdown"] == f"![picture](attachment:{said['id']})"
    assert said["shape"] == "picture"
    assert said["url"] == reverse("journal:picture", args=[said["id"]])
    assert ana.vault.get(Attachment, said["id"]).value.has_thumbnail


def test_sound_film_and_pdf(ana: Person):
    said = attach(ana, "rain [1].m4a", b"....ftypM4A ", "audio/x-m4a").json()
    assert said["markdown"] == f"![rain 1 .m4a](attachment:{said['id']})"
    assert attach(ana, "a.mp4", b"....ftypmp42", "video/mp4").json()["shape"] == "video"
    paper = attach(ana, "paper.pdf", b"%PDF-1.7", "application/pdf").json()
    assert paper["markdown"] == f"[paper.pdf](attachment:{paper['id']})"


def test_a_browser_that_does_not_know_the_type(ana: Person):
    said = attach(ana, "talk.mp3", b"ID3", "application/octet-stream").json()
    assert ana.vault.get(Attachment, said["id"]).value.media_type == "audio/mpeg"


def test_what_a_page_does_not_take(ana: Person):
    answer = attach(ana, "run.html", b"<script>", "text/html")
    assert answer.status_code == 422
    assert "run.html was not taken in" in answer.json()["error"]
    assert ana.client.post(ATTACH, {}, headers=SCRIPT).status_code == 422
    assert ana.vault.all(Attachment) == []


def test_too_large_a_file(ana: Person):
    answer = attach(ana, "long.mp3", b"\0" * (LARGEST + 1), "audio/mpeg")
    assert answer.status_code == 413
    assert "50 MiB" in answer.json()["error"]
    assert ana.vault.all(Attachment) == []


def test_wrong_methods(ana: Person):
    refuses(ana, ATTACH, "GET", "PUT")
