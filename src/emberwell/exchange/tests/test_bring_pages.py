"""`/settings/bring/`: choose, see, take in, read the report."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from conftest import Person
from emberwell.exchange import works
from emberwell.exchange.bringing import Bringing
from emberwell.exchange.works import WORKS, Work
from emberwell.journal.records import Entry
from emberwell.vault.spool import SealedSpool

JRNL = b"[2024-03-01 09:15] After the third session\nI stayed with it.\n\n[2024-03-04 18:00] Rain\nTwo cancelled.\n"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Works are done within the request that starts them."""
    monkeypatch.setattr(works, "_beside", lambda run: run())
    yield
    WORKS.drop_all()


def send(person: Person, content: bytes = JRNL, name: str = "journal.txt", **more: Any) -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    return person.client.post(reverse("exchange:bring"), {"file": file, "zone": "Europe/Zurich", **more})


def words(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_asks_for_a_file(ana: Person) -> None:
    response = ana.client.get(reverse("exchange:bring"))
    assert response.status_code == 200
    assert 'enctype="multipart/form-data"' in words(response)


def test_a_file_is_shown_first_and_taken_in_when_asked(ana: Person) -> None:
    looked = send(ana)
    assert looked.status_code == 302
    page = words(ana.client.get(looked.url))
    assert "What would come" in page
    assert "1 March 2024 to 4 March 2024" in page
    assert ana.vault.all(Entry) == []
    done = ana.client.post(looked.url + "in/")
    assert done.url == looked.url
    page = words(ana.client.get(done.url))
    assert "2 brought in and sealed." in page
    assert {saved.value.title for saved in ana.vault.all(Entry)} == {"After the third session", "Rain"}
    assert {saved.value.zone for saved in ana.vault.all(Entry)} == {"Europe/Zurich"}


def test_bringing_it_twice_changes_nothing(ana: Person) -> None:
    ana.client.post(send(ana).url + "in/")
    again = send(ana)
    assert "Everything of this is here already." in words(ana.client.get(again.url))
    ana.client.post(again.url + "in/")
    assert len(ana.vault.all(Entry)) == 2


def test_what_could_not_come_is_named_and_may_be_saved(ana: Person) -> None:
    entries = [
        {"uuid": "A" * 32, "creationDate": "2024-03-01T09:15:00Z", "timeZone": "UTC", "text": "one"},
        {"uuid": "B" * 32, "creationDate": "no date", "text": "two"},
    ]
    content = json.dumps({"metadata": {"version": "1.0"}, "entries": entries}).encode()
    looked = send(ana, content, "Journal.json")
    assert "What cannot come, or not whole" in words(ana.client.get(looked.url))
    ana.client.post(looked.url + "in/")
    assert "What did not come, or not whole" in words(ana.client.get(looked.url))
    report = ana.client.get(looked.url + "report.txt")
    assert report["Content-Disposition"] == 'attachment; filename="emberwell-brought.txt"'
    assert b"added 1" in report.content
    assert b"What did not come" in report.content


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x00\x01", b"PK\x03\x04broken"])
def test_what_cannot_be_read_is_said_and_changes_nothing(ana: Person, content: bytes) -> None:
    looked = send(ana, content, "thing.bin")
    page = words(ana.client.get(looked.url))
    assert "This could not come" in page
    assert "Choose another file" in page
    assert ana.client.post(looked.url + "in/").status_code == 404
    assert ana.vault.all(Entry) == []


def test_no_file_is_422(ana: Person) -> None:
    response = ana.client.post(reverse("exchange:bring"), {"zone": "UTC"})
    assert response.status_code == 422
    assert "Choose the file first." in words(response)


def test_a_file_may_be_left(ana: Person) -> None:
    looked = send(ana)
    work = WORKS.get(ana.account.id, looked.url.split("/")[-2])
    assert isinstance(work.about, Bringing)
    assert isinstance(work.about.source, SealedSpool)
    assert ana.client.post(looked.url + "leave/").url == reverse("exchange:bring")
    assert work.about.source.closed
    assert ana.client.get(looked.url).status_code == 404


def test_a_new_file_takes_the_place_of_one_that_was_looked_at(ana: Person) -> None:
    first, second = send(ana), send(ana)
    assert ana.client.get(first.url).status_code == 404
    assert ana.client.get(second.url).status_code == 200


@pytest.mark.parametrize("tail", ["", "progress/", "report.txt"])
def test_a_stranger_gets_404(ana: Person, cleo: Person, tail: str) -> None:
    looked = send(ana)
    ana.client.post(looked.url + "in/")
    assert ana.client.get(looked.url + tail).status_code == 200
    assert cleo.client.get(looked.url + tail).status_code == 404


@pytest.mark.parametrize("tail", ["in/", "leave/"])
def test_a_stranger_changes_nothing(ana: Person, cleo: Person, tail: str) -> None:
    looked = send(ana)
    assert cleo.client.post(looked.url + tail).status_code == 404
    assert ana.client.get(looked.url).status_code == 200
    assert ana.vault.all(Entry) == []


def test_wrong_methods_are_405(ana: Person) -> None:
    url = send(ana).url
    assert [ana.client.post(url + tail).status_code for tail in ("", "progress/", "report.txt")] == [405] * 3
    assert [ana.client.get(url + tail).status_code for tail in ("in/", "leave/")] == [405] * 2
    assert ana.client.put(reverse("exchange:bring")).status_code == 405


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """Works that were begun and stand still until they are called."""
    begun: list[Callable[[], None]] = []
    monkeypatch.setattr(works, "_beside", begun.append)
    monkeypatch.setattr("emberwell.exchange.views.bring.MOMENT_SECONDS", 0)
    return begun


def test_while_it_goes_on_the_page_asks_and_stops_asking_when_it_is_done(
    ana: Person, waiting: list[Callable[[], None]]
) -> None:
    url = send(ana).url
    page = words(ana.client.get(url))
    assert "Looking at it" in page
    assert f'hx-get="{url}progress/" hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    waiting.pop()()
    fragment = words(ana.client.get(url + "progress/", headers={"HX-Request": "true"}))
    assert fragment.startswith('<div id="work" class="stack">')
    assert "hx-get" not in fragment
    assert "What would come" in fragment
    ana.client.post(url + "in/")
    assert "Bringing it in" in words(ana.client.get(url))
    assert ana.client.post(url + "in/").url == url
    waiting.pop()()
    assert "2 brought in and sealed." in words(ana.client.get(url))


def test_a_second_work_waits_for_the_first(ana: Person, waiting: list[Callable[[], None]]) -> None:
    send(ana)
    second = send(ana)
    assert second.status_code == 409
    assert "already" in words(second)


def test_when_the_journal_closes_it_stops_and_the_file_is_dropped(
    ana: Person, waiting: list[Callable[[], None]]
) -> None:
    url = send(ana).url
    work = WORKS.get(ana.account.id, url.split("/")[-2])
    ana.client.post(reverse("accounts:close"))
    waiting.pop()()
    assert isinstance(work.about, Bringing)
    assert work.about.source.closed
    assert work.about.preview is None


def test_a_page_that_asks_for_a_work_that_is_gone_is_led_back(ana: Person) -> None:
    response = ana.client.get(reverse("exchange:bringing_progress", args=["0" * 32]))
    assert response.status_code == 404
    assert response["HX-Redirect"] == reverse("exchange:bring") + "?gone=1"
    assert "no longer here" in words(ana.client.get(response["HX-Redirect"]))


def test_a_closed_journal_takes_nothing_in(ana: Person) -> None:
    ana.client.post(reverse("accounts:close"))
    assert send(ana).url.startswith(reverse("accounts:open"))


def test_asking_how_far_it_is_does_not_keep_the_journal_open(ana: Person) -> None:
    from emberwell.exchange.views import bring, take

    assert bring.bringing_progress.leaves_idle_clock  # type: ignore[attr-defined]
    assert take.taking_progress.leaves_idle_clock  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)
def test_it_goes_on_beside_the_requests(monkeypatch: pytest.MonkeyPatch, transactional_db: None, ana: Person) -> None:
    def in_a_thread(run: Callable[[], None]) -> None:
        threading.Thread(target=run, name="exchange", daemon=True).start()

    monkeypatch.setattr(works, "_beside", in_a_thread)
    monkeypatch.setattr(works, "_WATCH_SECONDS", 0.05)
    looked = send(ana)
    work = _work(ana, looked.url)
    assert work.ended.wait(10)
    ana.client.post(looked.url + "in/")
    assert work.ended.wait(10)
    assert "2 brought in and sealed." in words(ana.client.get(looked.url))
    assert len(ana.vault.all(Entry)) == 2
    ana.client.post(reverse("accounts:close"))
    assert work.dropped.wait(10)


def _work(person: Person, url: str) -> Work:
    return WORKS.get(person.account.id, url.split("/")[-2])
