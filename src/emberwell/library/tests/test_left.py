"""Prompts that were taken out: offered to nobody, and not lost to whoever kept one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from conftest import Person
from emberwell.library import checking
from emberwell.library.checking import Wrong
from emberwell.library.prompts import all_prompts, left_prompts, offered_to, prompt
from emberwell.library.words import texts
from emberwell.prompts.records import Answer, Offer, PromptSet

PUBLISHED = Path(__file__).with_name("published.txt").read_text("utf-8").split()
"""Every id that ever stood on a page of the library. Add those of new prompts; never take one out."""
LEFT = left_prompts()[0]
NOW = datetime.now(UTC)


def test_every_id_that_was_published_still_has_its_words() -> None:
    assert [id for id in PUBLISHED if prompt(id) is None] == []
    assert {each.id for each in all_prompts()} <= set(PUBLISHED), "add the new ones to published.txt"


def test_nothing_lists_or_offers_what_has_left() -> None:
    gone = {each.id for each in left_prompts()}
    assert not gone & {each.id for each in (*all_prompts(), *offered_to())}
    assert all(each.has_left and not each.offered for each in left_prompts())
    assert not any(each.has_left for each in all_prompts())


def test_its_old_address_has_its_words_and_the_ways_on(visitor: Client) -> None:
    answer = visitor.get(reverse("library:prompt", args=[LEFT.id]))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert LEFT.text[:40] in html
    assert "This prompt has left the library." in html
    assert '<meta name="robots" content="noindex">' in html
    assert "You may also like" in html
    staying = visitor.get(reverse("library:prompt", args=[all_prompts()[0].id])).content.decode()
    assert "has left the library" not in staying
    assert LEFT.id not in visitor.get(reverse("library:feed")).content.decode()


def test_a_set_and_what_was_laid_aside_keep_its_words(ana: Person) -> None:
    made = PromptSet(name="Winter", prompts=(LEFT.id,), made_at=NOW, zone="UTC")
    kept = ana.vault.put(made)
    ana.vault.put(Offer(prompt=LEFT.id, offered_at=NOW, zone="UTC", answer=Answer.LATER, answered_at=NOW))
    for address in (reverse("prompts:set", args=[kept.id]), reverse("prompts:yours"), reverse("prompts:new_set")):
        assert LEFT.text[:40] in ana.client.get(address).content.decode(), address
    file = ana.client.get(reverse("prompts:file", args=[kept.id])).json()
    assert [each["text"] for each in file["prompts"]] == [LEFT.text]


def test_one_that_stands_in_both_places_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    one = all_prompts()[0]
    twice = (
        f'pillar = "{one.pillar}"\naudience = "{one.audience}"\n[[prompt]]\nid = "{one.id}"\ntext = "{one.text}"\n'
        'minutes = 5\ndepth = 1\ntags = ["week"]\n'
    )
    files = {"left": [("why.toml", twice), ("bad.toml", "pillar")]}
    monkeypatch.setattr(checking, "texts", lambda kind, *more: iter(files.get(kind) or texts(kind, *more)))
    found = list(checking.what_left_can_be_found())
    assert Wrong("en/left/why.toml", one.id, "it stands in the library") in found
    assert [each.file for each in found] == ["en/left/why.toml", "en/left/bad.toml"]
