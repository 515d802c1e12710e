"""`/settings/take/`: choose a shape, fetch what was made; and one page as a PDF."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pyrage
import pytest
from django.http import HttpResponse
from django.urls import reverse

from conftest import Person
from emberwell.exchange import own_format, packing, taking, works
from emberwell.exchange.pdf import Printed
from emberwell.exchange.works import WORKS
from emberwell.journal.records import Entry
from emberwell.vault.record import RecordId
from emberwell.vault.spool import SealedSpool

PASSPHRASE = "the fourth stair creaks in november"
MARCH = datetime(2026, 3, 1, 8, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Works are done within the request that starts them."""
    monkeypatch.setattr(works, "_beside", lambda run: run())
    yield
    WORKS.drop_all()


@pytest.fixture
def page(ana: Person) -> RecordId:
    return ana.vault.put(Entry(written_at=MARCH, zone="Europe/Zurich", title="Ärger: mit/mir", body="canary")).id


def ask(person: Person, **fields: Any) -> HttpResponse:
    return person.client.post(reverse("exchange:take"), {"zone": "Europe/Zurich", **fields})


def words(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def fetched(person: Person, url: str, number: int = 1) -> bytes:
    response = person.client.get(f"{url}{number}/")
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    assert len(content) == int(response["Content-Length"])
    return content


def test_the_page_offers_four_shapes(ana: Person) -> None:
    response = words(ana.client.get(reverse("exchange:take")))
    assert re.findall(r'name="shape" value="(\w+)"', response) == ["files", "age", "pdf", "json"]
    assert 'autocomplete="one-time-code"' in response


def test_readable_files_come_as_a_zip_that_is_said_not_to_be_sealed(ana: Person, page: RecordId) -> None:
    made = ask(ana, shape="files")
    assert "What you save now is not sealed." in words(ana.client.get(made.url))
    with zipfile.ZipFile(io.BytesIO(fetched(ana, made.url))) as archive:
        assert "2026/2026-03-01 Ärger mit mir.md" in archive.namelist()
        assert own_format.read_part(archive.read("emberwell.json")).revisions == "latest"
    response = ana.client.get(made.url + "1/")
    assert re.fullmatch(r'attachment; filename="emberwell-\d{4}-\d\d-\d\d\.zip"', response["Content-Disposition"])
    response.close()


def test_json_with_earlier_versions(ana: Person, page: RecordId) -> None:
    changed = Entry(written_at=MARCH, zone="Europe/Zurich", body="changed")
    ana.vault.put(changed, id=page, expected=1)
    made = ask(ana, shape="json", everything="on")
    part = own_format.read_part(fetched(ana, made.url))
    assert [item.revision for item in part.earlier if item.id == page] == [1]


def test_the_sealed_archive_opens_with_its_passphrase(ana: Person, page: RecordId) -> None:
    made = ask(ana, shape="age", passphrase=PASSPHRASE, again=PASSPHRASE)
    assert "The archive is sealed." in words(ana.client.get(made.url))
    sealed = fetched(ana, made.url)
    assert zipfile.is_zipfile(io.BytesIO(pyrage.passphrase.decrypt(sealed, PASSPHRASE)))
    work = WORKS.get(ana.account.id, made.url.split("/")[-2])
    assert PASSPHRASE not in repr(work.about)
    assert isinstance(work.about, taking.Taking)
    assert work.about.passphrase == ""


def test_a_long_archive_comes_in_parts(ana: Person, page: RecordId, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing.AgePacking.__init__, "__kwdefaults__", {"part_bytes": 3000})
    monkeypatch.setattr(
        taking.take.age_into, "__kwdefaults__", {**taking.take.age_into.__kwdefaults__, "part_bytes": 3000}
    )
    made = ask(ana, shape="age", passphrase=PASSPHRASE, again=PASSPHRASE)
    response = words(ana.client.get(made.url))
    assert "unpack them into the same folder" in response
    assert "-2.zip.age" in response
    assert fetched(ana, made.url, 2).startswith(b"age-encryption.org/v1")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "This field is required."),
        ({"shape": "tar"}, "Select a valid choice"),
        ({"shape": "age"}, "Choose a passphrase."),
        ({"shape": "age", "passphrase": "short", "again": "short"}, "Too short so far"),
        ({"shape": "age", "passphrase": PASSPHRASE, "again": PASSPHRASE[:-1]}, "These two are not the same."),
        ({"shape": "pdf"}, "Say from which day."),
        ({"shape": "pdf", "since": "2026-03-02", "until": "2026-03-01"}, "This day is before the first one."),
        ({"shape": "pdf", "since": "soon", "until": "2026-03-01"}, "Enter a valid date."),
    ],
)
def test_what_is_missing_is_said(ana: Person, fields: dict[str, str], says: str) -> None:
    response = ask(ana, **fields)
    assert response.status_code == 422
    assert says in words(response)
    assert PASSPHRASE not in words(response)


def test_a_pdf_of_a_stretch_of_days(ana: Person, page: RecordId, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def printed(vault: object, **more: Any) -> list[Printed]:
        asked.update(more)
        return [Printed("Pages 1.pdf", b"%PDF-1"), Printed("Pages 2.pdf", b"%PDF-2")]

    monkeypatch.setattr(taking, "pages_pdf", printed)
    made = ask(ana, shape="pdf", since="2026-03-01", until="2026-03-31")
    assert (asked["since"], asked["until"]) == (date(2026, 3, 1), date(2026, 3, 31))
    assert asked["author"] == "Ana"
    assert "Save each of them." in words(ana.client.get(made.url))
    assert [fetched(ana, made.url, number) for number in (1, 2)] == [b"%PDF-1", b"%PDF-2"]


def test_a_stretch_without_a_page_is_said(ana: Person) -> None:
    made = ask(ana, shape="pdf", since="2026-03-01", until="2026-03-31")
    response = words(ana.client.get(made.url))
    assert "This could not be made" in response
    assert "nothing to print" in response


def test_what_is_made_lies_sealed_and_is_dropped_when_asked(ana: Person, page: RecordId) -> None:
    made = ask(ana, shape="files")
    work = WORKS.get(ana.account.id, made.url.split("/")[-2])
    assert isinstance(work.about, taking.Taking)
    (file,) = work.about.files
    assert isinstance(file.spool, SealedSpool)
    assert ana.client.post(made.url + "leave/").url == reverse("exchange:take")
    assert file.spool.closed
    assert ana.client.get(made.url).status_code == 404


def test_it_is_not_handed_out_twice_mixed_up(ana: Person, page: RecordId) -> None:
    url = ask(ana, shape="files").url
    first, second = (ana.client.get(url + "1/").streaming_content for _ in range(2))
    one = b"".join(piece for pair in zip(first, second, strict=True) for piece in pair[:1])
    assert one == fetched(ana, url)


@pytest.mark.parametrize("tail", ["", "progress/", "1/"])
def test_a_stranger_gets_404(ana: Person, cleo: Person, page: RecordId, tail: str) -> None:
    url = ask(ana, shape="json").url
    assert cleo.client.get(url + tail).status_code == 404
    assert cleo.client.post(url + "leave/").status_code == 404
    response = ana.client.get(url + tail)
    assert response.status_code == 200
    response.close()


def test_a_file_that_was_not_made_is_404(ana: Person) -> None:
    url = ask(ana, shape="json").url
    assert [ana.client.get(f"{url}{number}/").status_code for number in (0, 2, 99)] == [404] * 3


def test_wrong_methods_are_405(ana: Person, page: RecordId) -> None:
    url = ask(ana, shape="json").url
    pdf = reverse("exchange:page_pdf", args=[page])
    assert [ana.client.post(one).status_code for one in (url, url + "progress/", url + "1/", pdf)] == [405] * 4
    assert ana.client.get(url + "leave/").status_code == 405
    assert ana.client.put(reverse("exchange:take")).status_code == 405


def test_one_page_as_a_pdf(ana: Person, cleo: Person, page: RecordId) -> None:
    url = reverse("exchange:page_pdf", args=[page])
    response = ana.client.get(url)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == ("attachment; filename*=utf-8''2026-03-01%20%C3%84rger%20mit%20mir.pdf")
    assert response.content.startswith(b"%PDF-1.7")
    assert cleo.client.get(url).status_code == 404
    assert ana.client.get(reverse("exchange:page_pdf", args=["../../x"[:2]])).status_code == 404
    ana.vault.trash(page)
    assert ana.client.get(url).status_code == 404


def test_the_pages_need_an_open_journal(ana: Person, page: RecordId) -> None:
    url = ask(ana, shape="json").url
    ana.client.post(reverse("accounts:close"))
    for address in (reverse("exchange:take"), url, url + "1/", reverse("exchange:page_pdf", args=[page])):
        assert ana.client.get(address).url.startswith(reverse("accounts:open"))


def test_a_page_costs_the_same_number_of_queries_however_much_there_is(
    ana: Person, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(2):
        for number in range(5):
            ana.vault.put(Entry(written_at=MARCH, zone="UTC", body=str(number)))
        ana.client.get(reverse("exchange:take"))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            ana.client.get(reverse("exchange:take"))
        counts.append(len(seen))
    assert counts[0] == counts[1]
