"""The page as it will read, and another prompt beside it: fragments for scripts, whole pages without."""

from __future__ import annotations

from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.hostile import payloads
from emberwell.journal.tests.made import HTMX, refuses, written
from emberwell.journal.tests.test_hostile import wrong_in
from emberwell.library.prompts import prompts_for

PREVIEW, ANOTHER, WITHOUT = (reverse(f"journal:{name}") for name in ("preview", "another_prompt", "without_prompt"))
FETCH = {"X-Requested-With": "fetch"}


def test_a_fragment_for_the_script(ana: Person):
    answer = ana.client.post(PREVIEW, {"body": "**Here**\r\nand there"}, headers=FETCH)
    assert answer.content.decode().strip() == "<p><strong>Here</strong><br>\nand there</p>"


def test_nothing_written_is_said(ana: Person):
    assert "Nothing written yet" in ana.client.post(PREVIEW, {"body": ""}, headers=FETCH).content.decode()


def test_a_whole_page_without_scripts_with_all_that_was_typed(ana: Person):
    text = ana.client.post(PREVIEW, {"body": "**Here**", "title": "T", "tags": "a", "tab": "x1"}).content.decode()
    assert "<p><strong>Here</strong></p>" in text
    assert "**Here**</textarea>" in text
    assert 'value="T"' in text
    assert 'value="x1"' in text


def test_a_known_page_is_still_that_page(ana: Person):
    saved = written(ana)
    text = ana.client.post(PREVIEW, {"record": saved.id, "body": "x"}).content.decode()
    assert f'action="{reverse("journal:edit", args=[saved.id])}"' in text


def test_hostile_words_are_harmless_here_too(ana: Person):
    body = "\n\n".join(payloads()[:80])
    answer = ana.client.post(PREVIEW, {"body": body}, headers=FETCH)
    assert wrong_in(answer.content.decode()) == []


def test_another_prompt_in_place(ana: Person):
    first = prompts_for()[0]
    answer = ana.client.post(ANOTHER, {"prompt": first.id}, headers=HTMX).content.decode()
    assert first.id not in answer
    assert 'name="prompt"' in answer
    assert "<html" not in answer


def test_another_prompt_without_scripts_keeps_the_words(ana: Person):
    first = prompts_for()[0]
    sent = {"prompt": first.id, "prompt_text": first.text, "body": "Begun"}
    answer = ana.client.post(ANOTHER, sent)
    assert "Begun</textarea>" in answer.content.decode()
    assert answer.context["page"].prompt.id != first.id


def test_writing_without_a_prompt(ana: Person):
    first = prompts_for()[0]
    sent = {"prompt": first.id, "prompt_text": first.text, "body": "Begun"}
    assert 'name="prompt"' not in ana.client.post(WITHOUT, sent, headers=HTMX).content.decode()
    whole = ana.client.post(WITHOUT, sent).content.decode()
    assert 'name="prompt"' not in whole
    assert "Begun</textarea>" in whole


def test_wrong_methods(ana: Person):
    for address in (PREVIEW, ANOTHER, WITHOUT):
        refuses(ana, address, "GET", "DELETE")
