"""The prompt of one's day, and what is said of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Entry
from emberwell.library.prompts import prompts_for
from emberwell.prompts.memory import Memory
from emberwell.prompts.offering import on_today, say
from emberwell.prompts.records import Answer, Offer
from emberwell.vault.opening import unlock_passphrase
from emberwell.vault.store import Store

ANSWER = reverse("prompts:answer")
NOW = datetime.now(UTC)
HTMX = {"HX-Request": "true"}


def _card(person: Person) -> str:
    prompt = person.client.get("/").context["page"].card.prompt
    assert prompt is not None
    return str(prompt.id)


def _answer(person: Person, prompt: str, answer: str, **more: str) -> object:
    return person.client.post(ANSWER, {"prompt": prompt, "answer": answer, "instead": "1", **more}, headers=HTMX)


def test_a_day_has_one_prompt_and_one_offer(ana: Person) -> None:
    first = _card(ana)
    assert _card(ana) == first
    ana.vault.refresh()
    assert [offer.value.prompt for offer in ana.vault.all(Offer)] == [first]


def test_another_day_has_another(ana: Person) -> None:
    days = [on_today(ana.vault, now=NOW + timedelta(days=n), zone="UTC") for n in range(12)]
    ids = [prompt.id for prompt in days if prompt]
    assert len(set(ids)) == 12


def test_a_clock_that_was_ahead_once_brings_no_other_prompt_each_time(ana: Person) -> None:
    """Of another machine, or of this one before it was put right; the day of somebody who flew west is the same."""
    ana.vault.put(Offer(prompt=prompts_for()[0].id, offered_at=NOW + timedelta(days=400), zone="UTC"))
    first = _card(ana)
    assert _card(ana) == first
    ana.vault.refresh()
    assert len(ana.vault.all(Offer)) == 2


def test_another_is_shown_in_place_and_stays(ana: Person) -> None:
    first = _card(ana)
    response = _answer(ana, first, "another")
    second = response.context["page"].card.prompt.id  # type: ignore[attr-defined]
    assert second != first
    assert "<html" not in response.content.decode()  # type: ignore[attr-defined]
    assert _card(ana) == second


def test_without_scripts_today_is_loaded_again(ana: Person) -> None:
    first = _card(ana)
    response = ana.client.post(ANSWER, {"prompt": first, "answer": "another", "instead": "1"})
    assert (response.status_code, response.headers["Location"]) == (303, "/")
    assert _card(ana) != first


@pytest.mark.parametrize(("answer", "said"), [("later", "Laid aside"), ("not-for-me", "will not be offered again")])
def test_a_lasting_answer_can_be_taken_back_where_it_was_given(ana: Person, answer: str, said: str) -> None:
    first = _card(ana)
    html = _answer(ana, first, answer).content.decode()  # type: ignore[attr-defined]
    assert said in html
    assert 'value="taken-back"' in html
    ana.vault.refresh()
    assert ana.vault.index(Memory).said(Answer(answer)) == (first,)
    response = _answer(ana, first, "taken-back")
    assert response.context["page"].card.prompt.id == first  # type: ignore[attr-defined]
    assert _card(ana) == first
    ana.vault.refresh()
    assert ana.vault.index(Memory).standing() == {}


def test_without_scripts_taking_back_leads_to_today(ana: Person) -> None:
    first = _card(ana)
    for answer, there in (("later", f"/?answered={first}"), ("taken-back", "/")):
        response = ana.client.post(ANSWER, {"prompt": first, "answer": answer, "instead": "1"})
        assert (response.status_code, response.headers["Location"]) == (303, there)
    assert _card(ana) == first


@pytest.mark.parametrize(("answer", "said"), [("later", "Laid aside"), ("not-for-me", "will not be offered again")])
def test_without_scripts_too_a_lasting_answer_is_said_and_can_be_taken_back(
    ana: Person, answer: str, said: str
) -> None:
    first = _card(ana)
    html = ana.client.post(ANSWER, {"prompt": first, "answer": answer, "instead": "1"}, follow=True).content.decode()
    assert said in html
    assert f'<input type="hidden" name="prompt" value="{first}">' in html
    assert 'value="taken-back"' in html
    ana.client.post(ANSWER, {"prompt": first, "answer": "taken-back", "instead": "1"})
    assert said not in ana.client.get("/", {"answered": first}).content.decode()
    assert said not in ana.client.get("/", {"answered": "no-such-prompt"}).content.decode()


def test_what_was_laid_aside_is_on_the_list_until_it_is_written_to(ana: Person) -> None:
    first = _card(ana)
    _answer(ana, first, "later")
    listed = ana.client.get("/prompts/").context["page"].later
    assert [prompt.id for prompt in listed] == [first]
    ana.vault.put(Entry(written_at=NOW, zone="UTC", body="It was the chair.", prompt=first))
    assert ana.client.get("/prompts/").context["page"].later == ()


def test_after_writing_the_card_says_so(ana: Person) -> None:
    first = _card(ana)
    ana.vault.put(Entry(written_at=datetime.now(UTC), zone="UTC", body="It was the chair.", prompt=first))
    page = ana.client.get("/").context["page"]
    assert (page.card.prompt.id, page.card.is_written) == (first, True)


def test_an_answer_in_the_library_counts_without_an_offer(ana: Person) -> None:
    prompt = prompts_for()[0].id
    response = ana.client.post(ANSWER, {"prompt": prompt, "answer": "not-for-me", "next": f"/library/{prompt}/"})
    assert (response.status_code, response.headers["Location"]) == (303, f"/library/{prompt}/")
    ana.vault.refresh()
    assert ana.vault.index(Memory).said(Answer.NOT_FOR_ME) == (prompt,)


def test_passing_over_does_not_undo_what_was_said(ana: Person) -> None:
    prompt = prompts_for()[0].id
    say(ana.vault, prompt, Answer.LATER, now=NOW, zone="UTC")
    say(ana.vault, prompt, Answer.ANOTHER, now=NOW, zone="UTC")
    assert ana.vault.index(Memory).said(Answer.LATER) == (prompt,)


def test_two_processes_answer_in_the_same_moment(ana: Person, store: Store) -> None:
    prompt = prompts_for()[0].id
    say(ana.vault, prompt, Answer.LATER, now=NOW, zone="UTC")
    other = unlock_passphrase(store, ana.account.id, ana.passphrase).vault
    assert other.index(Memory).said(Answer.LATER) == (prompt,)
    say(ana.vault, prompt, Answer.TAKEN_BACK, now=NOW, zone="UTC")
    say(other, prompt, Answer.NOT_FOR_ME, now=NOW + timedelta(seconds=1), zone="UTC")
    ana.vault.refresh()
    assert ana.vault.index(Memory).said(Answer.NOT_FOR_ME) == (prompt,)


def test_what_two_tabs_were_offered_in_one_moment_is_answered_once(ana: Person) -> None:
    prompt = prompts_for()[0].id
    for n in range(2):
        ana.vault.put(Offer(prompt=prompt, offered_at=NOW + timedelta(microseconds=n), zone="UTC"))
    say(ana.vault, prompt, Answer.LATER, now=NOW + timedelta(microseconds=2), zone="UTC")
    found = on_today(ana.vault, now=NOW + timedelta(microseconds=3), zone="UTC")
    assert found is not None
    assert found.id != prompt


def test_an_offer_of_a_newer_release_can_be_answered(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    prompt = prompts_for()[0].id
    monkeypatch.setattr(Offer, "schema", 2)
    ana.vault.put(Offer(prompt=prompt, offered_at=NOW, zone="UTC"))
    monkeypatch.undo()
    (newer,) = ana.vault.all(Offer)
    assert newer.read_only
    say(ana.vault, prompt, Answer.NOT_FOR_ME, now=NOW + timedelta(seconds=1), zone="UTC")
    assert ana.vault.index(Memory).said(Answer.NOT_FOR_ME) == (prompt,)


def test_a_prompt_that_is_nowhere_is_not_answered(ana: Person) -> None:
    say(ana.vault, "why-never-written", Answer.LATER, now=NOW, zone="UTC")
    say(ana.vault, "own-" + "0" * 32, Answer.LATER, now=NOW, zone="UTC")
    assert ana.vault.all(Offer) == []


def test_when_all_were_refused_the_card_says_what_can_be_done(ana: Person) -> None:
    for each in prompts_for():
        say(ana.vault, each.id, Answer.NOT_FOR_ME, now=NOW - timedelta(days=1), zone="UTC")
    response = ana.client.get("/")
    assert response.context["page"].card.prompt is None
    assert "You have set every prompt aside." in response.content.decode()
    assert ana.client.get("/purpose/").status_code == 200


def test_a_full_disk_keeps_no_prompt_from_showing(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **options: object) -> None:
        raise OperationalError("disk full")

    monkeypatch.setattr("emberwell.vault.vault.Vault.put", full)
    assert ana.client.get("/").context["page"].card.prompt is not None


def test_an_answer_it_cannot_read_is_400_and_a_get_405(ana: Person) -> None:
    assert ana.client.post(ANSWER, {"prompt": "why-helped-badly", "answer": "hate it"}).status_code == 400
    assert ana.client.get(ANSWER).status_code == 405


def test_two_people_do_not_know_of_each_other(ana: Person, ben: Person) -> None:
    _answer(ana, _card(ana), "not-for-me")
    assert ben.client.get("/prompts/").context["page"].refused == ()


def test_today_costs_the_same_after_many_offers(ana: Person, django_assert_max_num_queries: object) -> None:
    for n in range(1, 40):
        on_today(ana.vault, now=NOW - timedelta(days=n), zone="UTC")
    _card(ana)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        _card(ana)
