"""Why in ten minutes, as a page: every combination, and the way back to where one was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import queries_of, refuses, written
from emberwell.why.pages.ten import first_scenes
from emberwell.why.records import WhyStatement
from emberwell.why.steps import Step
from emberwell.why.tests.made_why import SCENE, five_of, whyed

TEN = reverse("why:ten")
SORT, SENTENCE = f'{reverse("why:sort")}?next={TEN}"', f'{reverse("why:sentence")}?next={TEN}"'


@pytest.mark.parametrize(("scene", "values", "sentence"), list(product([False, True], repeat=3)))
def test_every_combination(ana: Person, scene: bool, values: bool, sentence: bool):
    if scene:
        written(ana, prompt=SCENE)
    if values:
        five_of(ana, "Courage")
    if sentence:
        whyed(ana)
    answer = ana.client.get(TEN)
    html, page = answer.content.decode(), answer.context["page"]
    there = {Step.SCENE: scene, Step.VALUES: values, Step.SENTENCE: sentence}
    assert page.steps.done == {step for step in Step if there[step]}
    if all(there.values()):
        assert "To keep a door open.</p>" in html
        assert SORT not in html
        return
    write = f"{reverse('journal:write')}?prompt={first_scenes()[0].id}&amp;next={TEN}"
    assert (write in html) == (not scene)
    assert (SORT in html) == (not values)
    assert (SENTENCE in html) == (not sentence)
    assert html.count("button--primary") == (0 if page.steps.next is Step.SCENE else 1)
    assert html.count('aria-current="step"') == 1


def test_enough_for_one_day_is_said_on_that_day_only(ana: Person):
    for days, said in ((0, True), (40, False)):
        written_at = datetime.now(UTC) - timedelta(days=days)
        ana.vault.put(WhyStatement(text=f"Words of {days} days ago.", written_at=written_at, zone="UTC"))
        page = ana.client.get(TEN).context["page"]
        assert page.is_of_today is said
        for saved in ana.vault.all(WhyStatement):
            ana.vault.purge(saved.id)


def test_at_most_three_scenes_to_choose_among():
    assert 1 <= len(first_scenes()) <= 3
    assert all(scene.first for scene in first_scenes())


def test_a_scene_in_the_trash_is_not_there(ana: Person):
    saved = written(ana, prompt=SCENE)
    assert Step.SCENE in ana.client.get(TEN).context["page"].steps.done
    ana.vault.trash(saved.id)
    assert Step.SCENE not in ana.client.get(TEN).context["page"].steps.done


def test_another_prompt_is_no_scene(ana: Person):
    written(ana, prompt="why-one")
    assert ana.client.get(TEN).context["page"].steps.done == frozenset()


def test_another_finds_nothing_of_it(ana: Person, cleo: Person):
    written(ana, prompt=SCENE)
    assert cleo.client.get(TEN).context["page"].steps.done == frozenset()


def test_wrong_methods(ana: Person):
    refuses(ana, TEN, "POST", "DELETE")


def test_a_constant_number_of_statements(ana: Person):
    alone = queries_of(ana, TEN)
    for _ in range(8):
        written(ana, prompt=SCENE)
    assert queries_of(ana, TEN) == alone
