"""The prompts as shipped, and what the loader says about a broken file."""

from __future__ import annotations

import pytest

from emberwell.journal.records import Pillar
from emberwell.library.checks import flaws, gaps, repetitions
from emberwell.library.prompts import LANGUAGE, TAGS, Prompt, PromptsBroken, Tag, all_prompts, prompt, read_prompts

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


def test_the_library_holds_sixty_prompts_spread_over_pillars_depths_times_and_occasions() -> None:
    assert len(all_prompts()) == 60
    assert gaps(all_prompts(), each_pillar=15) == []


@pytest.mark.parametrize("each", all_prompts(), ids=lambda each: each.id)
def test_each_prompt_keeps_the_voice(each: Prompt) -> None:
    assert flaws(each.text) == []


def test_no_prompt_says_what_another_says() -> None:
    assert repetitions(all_prompts()) == []


def test_a_prompt_is_found_by_its_id() -> None:
    assert prompt("why-helped-badly") in all_prompts()
    assert prompt("why-never-written") is None


def test_every_tag_in_use_has_words_and_every_tag_is_used() -> None:
    assert set(TAGS) == {tag for each in all_prompts() for tag in each.tags} == set(Tag)


def test_the_files_stand_where_the_language_says() -> None:
    assert LANGUAGE == "en"
    assert [each.pillar for each in all_prompts()] == sorted(
        (each.pillar for each in all_prompts()), key=list(Pillar).index
    )


def test_a_good_file_is_read_whole() -> None:
    (only,) = read_prompts([("why.toml", GOOD)])
    assert only == Prompt(
        id="why-a-test",
        text="Where were you when the kettle boiled?",
        pillar=Pillar.WHY,
        audience="therapist",
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
