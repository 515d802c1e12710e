"""A unique string goes through every field of every address; then every file there is is searched for it.

Nothing has to be added here for a new form: every address of the URLconf is sent every field name that any form of
the program has. What a flow needs beyond that (an upload, an order of steps) stands in `write_everywhere`.
"""

from __future__ import annotations

import base64
import io
import logging
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from conftest import Person
from emberwell.journal.records import Entry, KeptLine
from emberwell.library.paths import Kind, all_paths
from emberwell.library.practices import all_practices
from emberwell.paths.records import Walk
from emberwell.site.logs import EventFormatter
from emberwell.vault.record import new_id
from emberwell.week.records import Act
from tests.canary import disguises, found_below, found_in, new_canary

FRIDAY = "2024-03-08"
"""A week ended on it."""
ENDS_THE_SESSION = ("close", "delete", "new_keys", "passphrase", "recover", "close_everywhere")


def test_the_search_finds_what_it_looks_for() -> None:
    canary, noise = new_canary(), random.Random(3).randbytes(400)
    assert found_in(noise, canary) == []
    for form in disguises(canary).values():
        assert found_in(noise + form + noise, canary)
    for lead in range(7):
        assert found_in(base64.b64encode(b"x" * lead + canary.encode() + b"and more"), canary)


def test_the_search_sees_a_file_and_its_name(tmp_path: Path) -> None:
    canary = new_canary()
    (tmp_path / "log").write_text(f"saved {canary}")
    (tmp_path / f"{canary}.tmp").touch()
    assert len(found_below([tmp_path], canary)) == 2


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, of this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def the_log(settings: Any) -> Iterator[io.StringIO]:
    """Everything any library logs, as the program's own handler writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(EventFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.setLevel(level)
    root.removeHandler(handler)


@pytest.mark.slow
def test_nothing_written_lies_readable_anywhere(
    transactional_db: None,
    ana: Person,
    temporary: Path,
    tmp_path: Path,
    settings: Any,
    the_log: io.StringIO,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    canary = new_canary()
    places = [settings.EMBERWELL_DATA, temporary, tmp_path]
    ana.client.raise_request_exception = False
    entry, line = write_everywhere(ana, canary)
    with monkeypatch.context() as broken:
        break_while_saving(ana.client, canary, broken)
    names = field_names()
    for name, address in sorted(addresses(entry, line), key=lambda each: each[0] in ENDS_THE_SESSION):
        send_every_field(ana.client, address, names, canary)
        assert found_below(places, canary) == [], f"after {name}"
    logged = "".join([the_log.getvalue(), *capfd.readouterr()])
    assert "RuntimeError" in logged
    assert found_in(logged.encode(), canary) == []
    assert found_below(places, ana.passphrase.split()[0]) == []


def write_everywhere(ana: Person, canary: str) -> tuple[str, str]:
    """The canary, really saved, as every kind of thing; the ids of a page and of a kept line that hold it."""
    client, words = ana.client, f"{canary} is what I wrote"
    page = {"title": words, "body": words, "tags": f"{canary}, other", "zone": "Europe/Dublin"}
    assert client.post("/journal/write/", page).status_code in {302, 303}
    draft = {**page, "record": new_id(), "tab": "tab-one", "based_on": "0"}
    assert client.post("/journal/draft/", draft).status_code == 200
    assert client.post("/journal/keep/", {"text": words}).status_code in {200, 302, 303}
    assert client.post("/hard-day/work/keep/", {"body": words, "text": words}).status_code in {200, 302, 303}
    file = SimpleUploadedFile(f"{canary}.txt", (canary * 400_000).encode(), "text/plain")
    assert client.post("/journal/attach/", {"file": file, "record": new_id()}).status_code in {200, 201, 302, 303, 422}
    assert client.post("/settings/hard-day/", {"name_1": words, "reach_1": words}).status_code in {200, 302, 303, 422}
    account = {"account": ana.account.id, "text": words}
    assert Client().post("/door/", account).status_code in {200, 302, 303}
    week = {"in_the_way": words, "act_what": words, "act_when": words, "act_if": words, "act_then": words}
    assert client.post(f"/week/{FRIDAY}/draft/", week).status_code == 200
    assert client.post(f"/week/{FRIDAY}/", week).status_code in {302, 303}
    [act] = ana.vault.all(Act)
    event = {"day": FRIDAY, "at": "09:00", "minutes": "15", "own_words": "on"}
    assert client.post(f"/week/act/{act.id}/calendar/", event).status_code == 200
    said = {"to_be": words, "question": words, "called": words, "text": words, "put_down": words}
    assert client.post("/sessions/", said).status_code == 303
    assert client.post("/sessions/after/", said).status_code == 303
    assert Client().post("/door/", {**account, "put_down": words}).status_code in {200, 302, 303}
    mine = {"what": "owning a mistake", "happened": words, "received": words}
    assert client.post("/sessions/something-of-mine/", mine).status_code == 303
    stayed = {"raw": "1", "happened": words, "told_myself": words, "tab": "stayed", "record": new_id()}
    assert client.post("/stayed/draft/", stayed).status_code == 200
    assert client.post("/stayed/new/", stayed | {"tab": "other", "record": new_id()}).status_code in {302, 303}
    practised = {"practice": words, "minutes": "1", "ended_at": words, "zone": words, "line": words}
    assert client.post(f"/practices/{all_practices()[0].id}/keep/", practised).status_code == 303
    assert client.post("/supervision/take/", {"text": words}).status_code in {302, 303}
    learned = {"title": words, "sort": canary, "changed": words, "done_on": FRIDAY}
    assert client.post("/supervision/cpd/new/", learned).status_code in {302, 303}
    assert client.get("/supervision/cpd/2024.csv").status_code == 200
    assert client.get("/supervision/cpd/2024.pdf").status_code == 200
    reminders = {"on": "on", "days": ["1"], "time_1": "08:30", "zone": "Europe/Dublin", "words": words}
    assert client.post("/settings/reminders/", reminders).status_code == 303
    assert canary.encode() in client.get("/settings/reminders/calendar.ics").content
    assert canary in client.get("/settings/reminders/moments/").text
    walk_a_path(ana, words)
    ana.vault.attach(io.BytesIO(words.encode()), name=f"{canary}.m4a", media_type="audio/mp4")
    ana.vault.refresh()
    [entry] = [saved for saved in ana.vault.all(Entry) if saved.value.title]
    assert canary in entry.value.body
    [kept] = [saved for saved in ana.vault.all(KeptLine) if canary in saved.value.text]
    assert ana.vault.search(canary)
    return entry.id, kept.id


def walk_a_path(ana: Person, words: str) -> None:
    """A path begun, its small acts chosen, and its keepsake looked at and set."""
    path = next(path for path in all_paths() if any(step.kind is Kind.ACT for step in path.steps))
    assert ana.client.post(f"/library/paths/{path.id}/begin/").status_code == 303
    ana.vault.refresh()
    [walk] = ana.vault.all(Walk)
    act = {"act_what": words, "act_when": words, "act_where": words, "act_if": words, "act_then": words}
    at = f"/library/paths/walks/{walk.id}"
    for step in (step for step in path.steps if step.kind is Kind.ACT):
        assert ana.client.post(f"{at}/steps/{step.id}/", act).status_code == 303
    assert ana.client.get(f"{at}/keepsake/check/").status_code == 200
    assert ana.client.get(f"{at}/keepsake.pdf").status_code == 200


def send_every_field(client: Client, address: str, names: set[str], canary: str) -> None:
    """Whatever the address does with it: every field at once, as a form, as a query, and as an upload."""
    words = f"{canary} in a field"
    client.get(address, dict.fromkeys(names, words))
    client.post(address, dict.fromkeys(names, words))
    upload = SimpleUploadedFile(f"{canary}.zip", f"PK {canary}".encode() * 2_000, "application/zip")
    client.post(address, {"file": upload, "do": words})
    client.post(address, words.encode(), content_type=f"text/{canary}")


def break_while_saving(client: Client, canary: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program itself fails with the words in its hands."""

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError(f"with {canary} in the message")

    monkeypatch.setattr("emberwell.vault.log.append", fail)
    answer = client.post("/journal/write/", {"body": canary, "title": canary})
    assert answer.status_code == 500


def field_names() -> set[str]:
    """Every field of every form class of the program, and what scripts send beside them."""
    names = {"q", "file", "files", "text", "body", "title", "next", "do", "account", "record", "tab", "name", "path"}
    waiting: list[type] = [forms.BaseForm]
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            names |= set(getattr(form, "base_fields", {}))
    return names


def addresses(entry: str, line: str) -> Iterator[tuple[str, str]]:
    """`(name, address)` of every pattern, with ids that exist."""
    yield from walk(get_resolver(), "", {"entry": entry, "line": line})


def walk(resolver: URLResolver, prefix: str, ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, route, ids)
        elif isinstance(pattern, URLPattern):
            address = "/" + route
            for converter in list(pattern.pattern.converters):
                value = ids["line" if "lines/" in route else "entry"]
                value = {"revision": "1", "year": "2026", "day": FRIDAY}.get(converter, value)
                start = address.index("<")
                address = address[:start] + value + address[address.index(">") + 1 :]
            yield str(pattern.name), address.replace("^", "").replace("$", "")
