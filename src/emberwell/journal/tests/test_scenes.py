"""A scene of the why beside the page, its further questions, and where the browser goes when the page is done."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Entry, Pillar
from emberwell.journal.tests.made import HTMX, form_of, written
from emberwell.library.purpose import scenes
from emberwell.vault.record import new_id

WRITE = reverse("journal:write")
SCENE = next(iter(scenes().values()))
TEN = "/why/ten/"


def the_page(person: Person) -> Entry:
    (saved,) = person.vault.all(Entry)
    return saved.value


def test_its_opening_lies_beside_the_page(ana: Person):
    page = ana.client.get(WRITE, {"prompt": SCENE.id})
    prompt = page.context["page"].prompt
    assert (prompt.text, prompt.pillar, prompt.further) == (SCENE.opening, Pillar.WHY, SCENE.further)
    assert page.content.decode().count('<details class="further">') == len(SCENE.further)
    ana.client.post(WRITE, form_of(page) | {"body": "x"})
    written_to = the_page(ana)
    assert (written_to.prompt, written_to.prompt_text, written_to.pillar) == (SCENE.id, SCENE.opening, Pillar.WHY)


def test_the_page_reads_its_words(ana: Person):
    answer = ana.client.post(WRITE, form_of(ana.client.get(WRITE, {"prompt": SCENE.id})) | {"body": "x"})
    assert ana.client.get(answer.url).context["page"].prompt == SCENE.opening


def test_its_questions_stay_when_the_page_is_gone_on_with(ana: Person):
    saved = written(ana, prompt=SCENE.id, prompt_text=SCENE.opening)
    page = ana.client.get(reverse("journal:edit", args=[saved.id])).context["page"]
    assert page.prompt.further == SCENE.further
    older = written(ana, prompt=SCENE.id, prompt_text="As it was worded once.")
    page = ana.client.get(reverse("journal:edit", args=[older.id])).context["page"]
    assert (page.prompt.text, page.prompt.further) == ("As it was worded once.", ())


def test_another_prompt_and_none_from_there(ana: Person):
    sent = {"prompt": SCENE.id, "prompt_text": SCENE.opening, "body": "Mine"}
    for headers in ({}, HTMX):
        another = ana.client.post(reverse("journal:another_prompt"), sent, headers=headers)
        assert another.context["page"].prompt.id not in scenes()
        without = ana.client.post(reverse("journal:without_prompt"), sent, headers=headers)
        assert without.context["page"].prompt is None


def test_a_fault_leaves_the_scene_there(ana: Person):
    answer = ana.client.post(WRITE, {"prompt": SCENE.id, "prompt_text": SCENE.opening, "body": " ", "next": TEN})
    assert answer.status_code == 422
    assert (answer.context["page"].prompt.further, answer.context["page"].next) == (SCENE.further, TEN)


def test_when_it_is_done_the_browser_goes_where_it_was_asked_to(ana: Person):
    page = ana.client.get(WRITE, {"prompt": SCENE.id, "next": TEN})
    text = page.content.decode()
    assert f'<input type="hidden" name="next" value="{TEN}">' in text
    assert f'<a class="back" href="{TEN}">' in text
    answer = ana.client.post(WRITE, form_of(page) | {"body": "x", "next": TEN})
    assert (answer.status_code, answer.url) == (303, TEN)
    assert the_page(ana).body == "x"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_never_to_a_page_that_is_not_ours(ana: Person, elsewhere: str):
    assert ana.client.get(WRITE, {"next": elsewhere}).context["page"].next == ""
    answer = ana.client.post(WRITE, {"body": "x", "next": elsewhere})
    assert answer.url.startswith("/journal/")


def test_a_reload_and_the_lock_page_remember_it(ana: Person):
    """The script puts this address in the bar once a draft is sealed; the tab is added to it."""
    page = ana.client.get(WRITE, {"prompt": SCENE.id, "next": TEN})
    resume = urlsplit(page.context["page"].resume)
    assert (resume.path, parse_qs(resume.query)) == (WRITE, {"next": [TEN]})
    sent = form_of(page) | {"body": "Half"}
    ana.client.post(reverse("journal:draft"), sent)
    again = ana.client.get(WRITE, {"page": sent["record"], "tab": sent["tab"], "next": TEN}).context["page"]
    assert (again.next, again.prompt.further) == (TEN, SCENE.further)


def test_a_page_that_was_saved_meanwhile_goes_on_with_it(ana: Person):
    saved = written(ana)
    there = ana.client.get(WRITE, {"page": saved.id, "tab": "t", "next": TEN}).url
    assert there == reverse("journal:edit", args=[saved.id]) + "?next=%2Fwhy%2Ften%2F"
    assert ana.client.get(there).context["page"].next == TEN


@pytest.mark.parametrize("name", ["preview", "another_prompt", "without_prompt"])
def test_without_scripts_it_is_carried_along(ana: Person, name: str):
    sent = {"record": new_id(), "body": "x", "prompt": SCENE.id, "prompt_text": SCENE.opening, "next": TEN}
    assert ana.client.post(reverse(f"journal:{name}"), sent).context["page"].next == TEN


def test_two_versions_that_meet_carry_it(ana: Person):
    saved = written(ana, "One.")
    edit = reverse("journal:edit", args=[saved.id])
    here, there = (form_of(ana.client.get(edit)) for _ in range(2))
    ana.client.post(edit, here | {"body": "Two."})
    answer = ana.client.post(edit, there | {"body": "Three.", "next": TEN})
    assert answer.status_code == 409
    assert f'<input type="hidden" name="next" value="{TEN}">' in answer.content.decode()
    assert ana.client.post(edit, form_of(answer) | {"next": TEN}).url == TEN
