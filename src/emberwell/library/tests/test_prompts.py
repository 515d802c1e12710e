"""The prompts as shipped, and what the loader says about a broken file."""

from __future__ import annotations

import pytest

from emberwell.journal.records import Pillar
from emberwell.library.checking import all_wrong
from emberwell.library.checks import prompt_flaws, repetitions
from emberwell.library.prompts import (
    TAGS,
    Audience,
    Prompt,
    PromptsBroken,
    Tag,
    all_prompts,
    prompt,
    prompts_for,
    read_prompts,
    translated,
)

GOOD = """
pillar = "why"
audience = "therapist"

[[prompt]]
id = "why-a-test"
text = "Where were you when the kettle boiled?"
minutes = 5
depth = 1
tags = ["week"]
"""


def test_the_library_is_whole() -> None:
    assert all_wrong() == ()
    counted = {who: len(prompts_for(who)) for who in Audience}
    assert counted == {Audience.THERAPIST: 180, Audience.CLIENT: 40, Audience.COLLEAGUE: 40}


def test_there_is_something_for_everybody_in_every_pillar() -> None:
    for audience in Audience:
        assert {each.pillar for each in prompts_for(audience)} == set(Pillar)


@pytest.mark.parametrize("each", all_prompts(), ids=lambda each: each.id)
def test_each_prompt_keeps_the_voice(each: Prompt) -> None:
    assert prompt_flaws(each) == []


def test_no_prompt_says_what_another_says() -> None:
    assert repetitions(all_prompts()) == []


def test_a_prompt_is_found_by_its_id() -> None:
    assert prompt("why-helped-badly") in all_prompts()
    assert prompt("why-never-written") is None


def test_every_tag_has_words() -> None:
    assert set(TAGS) == set(Tag)


def test_those_of_an_audience_stand_together_by_pillar() -> None:
    for audience in Audience:
        pillars = [each.pillar for each in prompts_for(audience)]
        assert pillars == sorted(pillars, key=list(Pillar).index)


def test_a_translation_stands_in_item_by_item() -> None:
    english = read_prompts([("why.toml", GOOD), ("growth.toml", GOOD.replace("why", "growth"))])
    words = '[[prompt]]\nid = "why-a-test"\ntext = "Wo waren Sie, als der Kessel kochte?"\n'
    first, second = translated(english, [("why.toml", words)], "de")
    assert (first.text, first.language, first.minutes) == ("Wo waren Sie, als der Kessel kochte?", "de", 5)
    assert second == english[1]


def test_a_translation_of_nothing_is_refused() -> None:
    words = '[[prompt]]\nid = "why-not-there"\ntext = "Wo waren Sie, als der Kessel kochte?"\n'
    with pytest.raises(PromptsBroken, match=r"why.toml, why-not-there: no English prompt"):
        translated(read_prompts([("why.toml", GOOD)]), [("why.toml", words)], "de")


def test_a_language_that_nobody_has_begun_is_english() -> None:
    assert prompts_for(language="pt") == prompts_for()


FOR_CLIENTS = GOOD.replace('pillar = "why"\n', "").replace('"therapist"', '"client"').replace("why-", "client-")


def test_a_prompt_for_clients_names_its_own_pillar() -> None:
    (only,) = read_prompts([("client.toml", FOR_CLIENTS + 'pillar = "alignment"\n')])
    assert (only.audience, only.pillar) == (Audience.CLIENT, Pillar.ALIGNMENT)
    with pytest.raises(PromptsBroken, match="its pillar stands once"):
        read_prompts([("client.toml", FOR_CLIENTS)])
    with pytest.raises(PromptsBroken, match="names its pillar once, at the top"):
        read_prompts([("client.toml", 'pillar = "why"\n' + FOR_CLIENTS)])


def test_a_good_file_is_read_whole() -> None:
    (only,) = read_prompts([("why.toml", GOOD)])
    assert only == Prompt(
        id="why-a-test",
        text="Where were you when the kettle boiled?",
        pillar=Pillar.WHY,
        audience=Audience.THERAPIST,
        minutes=5,
        depth=1,
        tags=(Tag.WEEK,),
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('pillar = "why"', 'pillar = "hope"', r"why.toml: Invalid enum value 'hope'"),
        ('audience = "therapist"', 'audience = "manager"', r"why.toml: .*'manager'"),
        ('audience = "therapist"', "", r"why.toml: .*audience"),
        ("minutes = 5", "minutes = 1", r"why.toml, prompt 1 \(why-a-test\): .*>= 2.*minutes"),
        ("minutes = 5", "minutes = 25", r"prompt 1 \(why-a-test\): .*<= 20.*minutes"),
        ("minutes = 5", 'minutes = "5"', r"prompt 1 \(why-a-test\): .*int.*minutes"),
        ("depth = 1", "depth = 4", r"prompt 1 \(why-a-test\): .*<= 3.*depth"),
        ("depth = 1", "", r"prompt 1 \(why-a-test\): .*missing required field `depth`"),
        ('tags = ["week"]', "tags = []", r"prompt 1 \(why-a-test\): .*tags"),
        ('tags = ["week"]', 'tags = ["wellness"]', r"prompt 1 \(why-a-test\): .*'wellness'"),
        ('tags = ["week"]', 'tags = ["week", "week"]', r"prompt 1 \(why-a-test\): a tag stands there twice"),
        ('tags = ["week"]', 'tags = ["week"]\nmood = 3', r"prompt 1 \(why-a-test\): .*unknown field `mood`"),
        ('id = "why-a-test"', 'id = "growth-a-test"', r'prompt 1 \(growth-a-test\): .*begins with .* "why-"'),
        ('id = "why-a-test"', 'id = "why A Test"', r"prompt 1 \(why A Test\): .*regex"),
        ('id = "why-a-test"', "", r"prompt 1 \(no id\): .*`id`"),
        ("[[prompt]]", "[[prompt", r"why.toml: .*line"),
    ],
)
def test_a_broken_file_is_refused_by_name(before: str, after: str, said: str) -> None:
    with pytest.raises(PromptsBroken, match=said):
        read_prompts([("why.toml", GOOD.replace(before, after))])


def test_an_id_is_used_once() -> None:
    with pytest.raises(PromptsBroken, match=r"more.toml, why-a-test: .* twice"):
        read_prompts([("why.toml", GOOD), ("more.toml", GOOD)])
