"""The words of the purpose rooms as shipped, and what the loader says about a broken file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

import pytest

from emberwell.library.checks import MOST_ALIKE, MOST_WORDS, alike, flaws, words
from emberwell.library.prompts import all_prompts
from emberwell.library.purpose import (
    PurposeBroken,
    Scene,
    cards,
    read_cards,
    read_scenes,
    read_strengths,
    scenes,
    strengths,
)

CARD = """
[[card]]
id = "a-card"
name = "Thrift"
living = "The kettle is filled for two cups and no more."
"""
SCENE = """
[[scene]]
id = "scene-a-test"
title = "The kettle"
opening = "Where were you when the kettle boiled?"
further = ["Who heard it?", "What was the weather?"]
minutes = 5
"""
WORD = """
[[word]]
id = "a-word"
name = "Pouring"
seen = "You poured the tea and asked nothing."
"""


def _written() -> Iterator[tuple[str, str]]:
    """Every sentence here with a name for it."""
    yield from ((each.id, each.living) for each in cards().values())
    yield from ((each.id, each.seen) for each in strengths().values())
    for scene in scenes().values():
        yield scene.id, scene.opening
        yield from ((f"{scene.id}, further {place}", text) for place, text in enumerate(scene.further, 1))


def test_there_are_forty_eight_cards_nine_scenes_and_thirty_strengths() -> None:
    assert len(cards()) == 48
    assert len(scenes()) == 9
    assert len(strengths()) == 30


def test_three_scenes_can_be_begun_with_and_are_short() -> None:
    first = [each for each in scenes().values() if each.first]
    assert len(first) == 3
    assert all(each.minutes <= 6 for each in first), "a scene of why in ten minutes leaves time for the rest"


@pytest.mark.parametrize(
    "id", ["steadiness", "playfulness", "honesty", "patience", "courage", "rest", "curiosity", "staying"]
)
def test_an_id_once_given_stays(id: str) -> None:
    assert id in {**cards(), **strengths()}


@pytest.mark.parametrize(("name", "text"), list(_written()), ids=lambda part: part if len(part) < 60 else "")
def test_each_sentence_keeps_the_voice(name: str, text: str) -> None:
    assert flaws(text) == [], name


@pytest.mark.parametrize("each", scenes().values(), ids=lambda each: each.id)
def test_a_scene_opens_in_few_words_and_goes_on_one_thing_at_a_time(each: Scene) -> None:
    assert len(words(each.opening)) <= MOST_WORDS
    assert 2 <= len(each.further) <= 3
    assert 4 <= each.minutes <= 20
    assert all(len(re.findall(r"[.?](?:\s|$)", text)) <= 2 for text in each.further)


def test_a_card_is_one_sentence_and_most_are_short() -> None:
    living = [each.living for each in cards().values()]
    assert [text for text in living if re.search(r"[.?!] ", text)] == []
    assert sum(50 <= len(text) <= 110 for text in living) > len(living) / 2


def test_cards_are_not_all_said_in_one_way() -> None:
    begun = Counter(words(each.living)[0] for each in cards().values())
    assert begun["i"] <= len(cards()) / 3
    assert max(count for word, count in begun.items() if word != "i") <= 4


def test_a_strength_is_told_to_the_person() -> None:
    assert [each.id for each in strengths().values() if not each.seen.startswith("You ")] == []


@pytest.mark.parametrize("named", [cards, strengths], ids=["cards", "strengths"])
def test_a_name_is_one_to_three_words_and_nobody_elses(named: Callable[[], Mapping[str, object]]) -> None:
    names = [str(getattr(each, "name", "")).casefold() for each in named().values()]
    assert len(set(names)) == len(names)
    assert all(1 <= len(words(name)) <= 3 for name in names)


def test_no_sentence_says_what_another_or_a_prompt_says() -> None:
    written = list(_written())
    ours = [(one, other) for one, other in combinations(written, 2) if alike(one[1], other[1]) > MOST_ALIKE]
    theirs = [(one, each.id) for one in written for each in all_prompts() if alike(one[1], each.text) > MOST_ALIKE]
    assert ours == []
    assert theirs == []


def test_a_good_file_is_read_whole() -> None:
    assert read_cards(CARD)["a-card"].name == "Thrift"
    assert read_scenes(SCENE)["scene-a-test"].further == ("Who heard it?", "What was the weather?")
    assert not read_scenes(SCENE)["scene-a-test"].first
    assert read_strengths(WORD)["a-word"].seen == "You poured the tea and asked nothing."


@pytest.mark.parametrize(
    ("read", "good"), [(read_cards, CARD), (read_scenes, SCENE), (read_strengths, WORD)], ids=["card", "scene", "word"]
)
class TestRefused:
    """What no file of the three may be."""

    def test_an_id_is_used_once(self, read: Callable[[str], object], good: str) -> None:
        with pytest.raises(PurposeBroken, match=r"\.toml, .*: this id is used twice"):
            read(good + good)

    def test_a_field_that_nobody_knows(self, read: Callable[[str], object], good: str) -> None:
        with pytest.raises(PurposeBroken, match=r"\.toml: .*`mood`"):
            read(good + 'mood = "fine"\n')

    def test_a_field_that_is_missing(self, read: Callable[[str], object], good: str) -> None:
        for line in good.strip().splitlines()[1:]:
            field = line.split(" = ")[0]
            with pytest.raises(PurposeBroken, match=rf"\.toml: .*missing required field `{field}`"):
                read(good.replace(line + "\n", ""))

    def test_an_id_of_the_wrong_shape(self, read: Callable[[str], object], good: str) -> None:
        with pytest.raises(PurposeBroken, match=r"\.toml: .*regex.*id"):
            read(re.sub('id = ".*"', 'id = "A Test"', good))

    def test_what_is_not_toml(self, read: Callable[[str], object], good: str) -> None:
        with pytest.raises(PurposeBroken, match=r"\.toml: .*line"):
            read(good.replace("]]", "]"))


@pytest.mark.parametrize(
    ("read", "broken"),
    [
        (read_cards, CARD.replace("Thrift", "Thrift and a good deal of it")),
        (read_cards, CARD.replace("two cups", "cups" * 40)),
        (read_cards, CARD.replace("The kettle is filled for two cups and no more.", "Tea.")),
        (read_scenes, SCENE.replace("minutes = 5", "minutes = 1")),
        (read_scenes, SCENE.replace('["Who heard it?", "What was the weather?"]', "[]")),
        (read_scenes, SCENE.replace("scene-a-test", "a-test")),
        (read_scenes, SCENE.replace("The kettle", "The kettle" * 5)),
        (read_strengths, WORD.replace("the tea", "tea" * 50)),
    ],
    ids=["long name", "long living", "short living", "no time", "nothing further", "id", "long title", "long seen"],
)
def test_what_is_too_long_or_too_short_is_refused(read: Callable[[str], object], broken: str) -> None:
    with pytest.raises(PurposeBroken):
        read(broken)
