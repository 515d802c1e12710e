"""The scenes, and the pages written to them."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import NOON, queries_of, refuses, written
from emberwell.library.purpose import scenes
from emberwell.why.scenes import ScenePages
from emberwell.why.tests.made_why import SCENE

SCENES = reverse("why:scenes")


def test_every_scene_is_there_with_its_way_to_write(ana: Person):
    html = ana.client.get(SCENES).content.decode()
    for id in scenes():
        assert f"{reverse('journal:write')}?prompt={id}&amp;next={SCENES}" in html


def test_pages_written_to_it_newest_first(ana: Person):
    old = written(ana, prompt=SCENE)
    new = written(ana, prompt=SCENE, written_at=NOON + timedelta(days=3))
    card = next(card for card in ana.client.get(SCENES).context["page"].scenes if card.scene.id == SCENE)
    assert [id for id, _ in card.pages] == [new.id, old.id]
    assert reverse("journal:page", args=[new.id]) in ana.client.get(SCENES).content.decode()


def test_the_index_follows_the_page(ana: Person):
    saved = written(ana, prompt=SCENE)
    index = ana.vault.index(ScenePages)
    assert index.newest() == (saved.id,)
    other = next(id for id in scenes() if id != SCENE)
    saved = ana.vault.put(msgspec.structs.replace(saved.value, prompt=other), id=saved.id, expected=1)
    assert not index.of(SCENE)
    assert [id for id, _ in index.of(other)] == [saved.id]
    ana.vault.put(msgspec.structs.replace(saved.value, prompt=None), id=saved.id, expected=2)
    assert not index


def test_another_sees_no_page_of_hers(ana: Person, cleo: Person):
    written(ana, prompt=SCENE)
    assert not any(card.pages for card in cleo.client.get(SCENES).context["page"].scenes)


def test_wrong_methods(ana: Person):
    refuses(ana, SCENES, "POST")


def test_a_constant_number_of_statements(ana: Person):
    alone = queries_of(ana, SCENES)
    for _ in range(8):
        written(ana, prompt=SCENE)
    assert queries_of(ana, SCENES) == alone
