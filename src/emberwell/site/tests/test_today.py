"""`/`: a visitor may write at once; whoever's journal is open sees one line and one card."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

from conftest import Person
from emberwell.journal.records import Entry, KeptLine
from emberwell.vault.letterbox import leave
from emberwell.vault.store import Store

DAYS_AGO = datetime.now(UTC) - timedelta(days=3)


def test_a_visitor_sees_a_prompt_and_can_write(visitor: Client) -> None:
    response = visitor.get("/")
    assert response.status_code == 200
    page = response.context["page"]
    content = response.content.decode()
    assert page.prompt.text[:30] in content
    assert 'action="/begin/"' in content
    assert 'name="body"' in content
    assert not page.can_open


def test_on_ones_own_machine_a_closed_journal_is_asked_to_open(ana: Person, visitor: Client) -> None:
    response = visitor.get("/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/open/"


def test_a_host_greets_everyone(ana: Person, visitor: Client, settings: Any) -> None:
    settings.EMBERWELL_HOSTED = True
    response = visitor.get("/")
    assert response.status_code == 200
    assert 'href="/open/"' in response.content.decode()
    assert 'href="/source/"' in response.content.decode()


def test_a_new_journal_has_no_line_and_todays_prompt(ana: Person) -> None:
    page = ana.client.get("/").context["page"]
    assert page.line is None
    assert page.card.kind == "prompt"
    assert page.card.prompt == page.prompt


def test_a_kept_line_comes_back_with_the_page_it_came_from(ana: Person) -> None:
    entry = ana.vault.put(Entry(written_at=DAYS_AGO, zone="UTC", body="Quiet. I let it be."))
    ana.vault.put(KeptLine(text="I let it be.", kept_at=DAYS_AGO, zone="UTC", entry=entry.id))
    response = ana.client.get("/")
    line = response.context["page"].line
    assert (line.text, line.kept_on, line.entry) == ("I let it be.", DAYS_AGO.date(), entry.id)
    assert "I let it be." in response.content.decode()
    ana.vault.trash(entry.id)
    assert ana.client.get("/").context["page"].line.entry is None


def test_a_line_put_to_rest_by_mistake_is_taken_back_where_it_stood(ana: Person) -> None:
    line = ana.vault.put(KeptLine(text="I let it be.", kept_at=DAYS_AGO, zone="UTC"))
    there = f"/?rested={line.id}"
    assert f'name="next" value="{there}"' in ana.client.get("/").content.decode()
    html = ana.client.post(f"/journal/lines/{line.id}/rest/", {"next": there}, follow=True).content.decode()
    assert "That line rests now" in html
    assert f'action="/journal/lines/{line.id}/wake/"' in html
    html = ana.client.post(f"/journal/lines/{line.id}/wake/", {"next": "/"}, follow=True).content.decode()
    assert "I let it be." in html
    assert "That line rests now" not in ana.client.get(there).content.decode(), "said of a line that does not rest"
    assert ana.client.get("/", {"rested": "x"}).status_code == 200


def test_lines_at_the_door_come_before_the_prompt(ana: Person, store: Store) -> None:
    leave(store, ana.account.id, "She waited for me to speak.", now=datetime.now(UTC))
    response = ana.client.get("/")
    assert response.context["page"].card.kind == "waiting"
    assert 'href="/door/waiting/"' in response.content.decode()
    assert "She waited" not in response.content.decode()


def test_ben_sees_nothing_of_hers(ana: Person, ben: Person) -> None:
    ana.vault.put(KeptLine(text="I let it be.", kept_at=DAYS_AGO, zone="UTC"))
    assert "I let it be." not in ben.client.get("/").content.decode()


def test_only_reading(ana: Person) -> None:
    assert ana.client.post("/").status_code == 405


def test_as_many_queries_with_a_hundred_lines_as_with_one(ana: Person, django_assert_max_num_queries: Any) -> None:
    for number in range(100):
        ana.vault.put(KeptLine(text=f"line {number}", kept_at=DAYS_AGO, zone="UTC"))
    ana.client.get("/")
    with django_assert_max_num_queries(6):
        ana.client.get("/")


def test_the_source_of_this_very_version_is_offered(visitor: Client) -> None:
    response = visitor.get("/source/")
    assert response.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        names = archive.namelist()
        assert archive.read("emberwell/src/emberwell/site/views.py")
    assert "emberwell/LICENSE" in names
    assert "emberwell/pyproject.toml" in names
    assert not [name for name in names if name.endswith((".pyc", ".sqlite3"))]


def test_components_are_for_developing_only(visitor: Client, settings: Any) -> None:
    assert visitor.get("/components/").status_code == 404
    settings.DEBUG = True
    assert visitor.get("/components/").status_code == 200
