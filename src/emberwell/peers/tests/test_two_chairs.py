"""Two chairs: for anybody, with nothing sent and nothing kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from conftest import Person
from emberwell.journal.records import KeptLine
from emberwell.library.prompts import Audience, prompts_for
from emberwell.library.prompts import prompt as prompt_of

ADDRESS = "/peers/two-chairs/"
SCRIPTS = Path(__file__).parents[1] / "static" / "peers"


def _questions(html: str) -> list[str]:
    return re.findall(r'name="question" value="([\w-]+)"', html)


def test_a_visitor_needs_no_account_and_gets_no_cookie(visitor: Client) -> None:
    response = visitor.get(ADDRESS)
    assert response.status_code == 200
    assert not response.cookies
    html = response.text
    assert "<textarea" in html
    assert "csrfmiddlewaretoken" not in html
    assert "Nothing. The page does not listen and does not record" in html
    assert "Keep it in my journal" not in html


def test_the_form_stands_in_words_without_scripts(visitor: Client) -> None:
    html = visitor.get(ADDRESS).text
    for words in (
        "No advice",
        "Is there more?",
        "Either of you can stop",
        "No client can be recognised",
        "kitchen timer",
    ):
        assert words in html


def test_three_questions_for_colleagues_are_offered_and_another_three(visitor: Client) -> None:
    first = _questions(visitor.get(ADDRESS).text)
    assert len(first) == 3
    other = _questions(visitor.get(ADDRESS, {"after": first[-1]}).text)
    assert len(other) == 3
    assert not set(first) & set(other)
    found = [prompt_of(id) for id in (*first, *other)]
    assert all(each is not None and each.audience is Audience.COLLEAGUE for each in found)


def test_what_was_chosen_stays_chosen(visitor: Client) -> None:
    chosen = prompts_for(Audience.COLLEAGUE)[5].id
    asked = {"minutes": "15", "seats": "call", "first": "there", "question": chosen}
    html = visitor.get(ADDRESS, asked).text
    assert _questions(html)[0] == chosen
    for name, value in asked.items():
        assert re.search(rf'name="{name}" value="{value}" autocomplete="off" checked', html)


@pytest.mark.parametrize(
    "asked", [{"minutes": "7"}, {"seats": "sofa"}, {"first": "nobody"}, {"question": "nothing-of-ours"}]
)
def test_what_does_not_exist_is_not_found(visitor: Client, asked: dict[str, str]) -> None:
    assert visitor.get(ADDRESS, asked).status_code == 404


def test_a_prompt_for_clients_is_no_question_here(visitor: Client) -> None:
    of_clients = prompts_for(Audience.CLIENT)[0].id
    assert visitor.get(ADDRESS, {"question": of_clients}).status_code == 404


def test_a_question_in_the_library_leads_here_with_it(visitor: Client) -> None:
    asked = prompts_for(Audience.COLLEAGUE)[0].id
    assert f'href="{ADDRESS}?question={asked}"' in visitor.get(f"/library/{asked}/").text
    assert _questions(visitor.get(ADDRESS, {"question": asked}).text)[0] == asked


def test_it_takes_nothing(visitor: Client, ana: Person) -> None:
    for client in (visitor, ana.client):
        assert client.post(ADDRESS, {"text": "A line."}).status_code == 405
    assert ana.vault.all(KeptLine) == []


def test_with_an_open_journal_a_line_can_be_kept_in_it(ana: Person) -> None:
    html = ana.client.get(ADDRESS).text
    assert html.count('action="/journal/keep/"') == 2
    assert html.count(f'name="account" value="{ana.account.id}"') == 2
    response = ana.client.post("/journal/keep/", {"text": "She waited.", "next": f"{ADDRESS}?said=kept"})
    assert response.headers["Location"] == f"{ADDRESS}?said=kept"
    assert "It is in your journal." in ana.client.get(response.headers["Location"]).text
    assert [saved.value.text for saved in ana.vault.all(KeptLine)] == ["She waited."]


def test_after_the_lock_a_kept_line_waits_at_the_door(ana: Person, visitor: Client) -> None:
    sent = {"text": "She waited.", "account": ana.account.id}
    answer = visitor.post("/journal/keep/", sent, headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json()["left"] is True
    (left,) = ana.vault.left_at_door()
    assert left.text == "She waited."


def test_the_other_journal_here_gets_nothing(ana: Person, ben: Person) -> None:
    ana.client.post("/journal/keep/", {"text": "She waited."})
    assert ben.vault.all(KeptLine) == []
    assert "She waited." not in ben.client.get(f"{ADDRESS}?said=kept").text


def test_its_scripts_store_nothing_in_the_browser() -> None:
    for script in SCRIPTS.glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie|MediaRecorder|getUserMedia", text)


def test_every_part_it_loads_is_there() -> None:
    for script in SCRIPTS.glob("*.js"):
        for path in re.findall(r'from "([^"]+)"', script.read_text(encoding="utf-8")):
            folder = path.split("/")[1] if path.startswith("../") else "peers"
            found = SCRIPTS.parents[2] / folder / "static" / folder / Path(path).name
            assert found.is_file(), f"{script.name} loads {path}"
