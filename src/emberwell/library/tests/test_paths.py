"""The paths as shipped, and what the loader says about a broken file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pytest

from emberwell.journal.records import Pillar
from emberwell.library.checks import MOST_ALIKE, alike, flaws
from emberwell.library.paths import (
    Kind,
    PathsBroken,
    all_paths,
    path,
    prompt_id,
    read_paths,
    step_prompt,
    translated,
)
from emberwell.paths.tests.made import PATH

NAME = "a-way.toml"


def read(text: str, name: str = NAME):
    return read_paths([(name, text)])


def _prompts() -> Iterator[tuple[str, str]]:
    for each in all_paths():
        for step in each.steps:
            for text in (step.prompt, step.follow_up):
                if text:
                    yield f"{each.id}, {step.id}", text


class TestShipped:
    def test_they_are_read_and_have_an_order_of_their_own(self) -> None:
        assert all_paths()
        assert [each.place for each in all_paths()] == sorted({each.place for each in all_paths()})

    @pytest.mark.parametrize(("where", "text"), list(_prompts()))
    def test_each_prompt_keeps_the_voice(self, where: str, text: str) -> None:
        assert flaws(text) == [], where

    def test_no_two_prompts_say_the_same(self) -> None:
        pairs = combinations(_prompts(), 2)
        assert [(one[0], other[0]) for one, other in pairs if alike(one[1], other[1]) > MOST_ALIKE] == []

    def test_every_page_of_a_path_is_found_by_its_prompt(self) -> None:
        for each in all_paths():
            for step in each.steps:
                found = step_prompt(prompt_id(each.id, step.id))
                if step.kind is Kind.PAGE:
                    assert found is not None
                    assert (found.text, found.pillar) == (step.prompt, each.pillar)
                else:
                    assert found is None


class TestReading:
    def test_a_good_file_is_read_whole(self) -> None:
        [one] = read(PATH)
        assert (one.id, one.pillar, one.place) == ("a-way", Pillar.GROWTH, 1)
        assert [step.kind for step in one.steps] == ["page", "practice", "act", "page", "page"]
        assert one.step("the-gate").follow_up == "Who closed it after you?"
        assert one.step("nowhere") is None

    def test_what_is_not_there_is_none(self) -> None:
        assert path("no-such-path") is None
        assert step_prompt("path-no-such-path-a-step") is None
        assert step_prompt("why-box-on-the-form") is None

    def test_paths_come_by_their_place(self) -> None:
        later = PATH.replace('"a-way"', '"b-way"').replace("place = 1", "place = 3")
        first = PATH.replace("place = 1", "place = 2")
        assert [each.id for each in read_paths([("b-way.toml", later), (NAME, first)])] == ["a-way", "b-way"]


class TestRefused:
    """Each by a sentence that names the file, the step and what to mend."""

    @pytest.mark.parametrize(
        ("old", "new", "sentence"),
        [
            ('id = "a-way"', 'id = "a-way-off"', "the id is the name of the file"),
            ('id = "the-well"', 'id = "the-gate"', "the-gate: this id is used twice"),
            ("place = 1", "place = 1\nmood = 2", "unknown field `mood`"),
            ('title = "A way through"\n', "", "missing required field `title`"),
            ('kind = "act"', 'kind = "dance"', "Invalid enum value 'dance'"),
            ('kind = "act"', 'kind = "page"', "step the-stone: a step that is a page has `prompt`"),
            ('kind = "practice"', 'kind = "act"', "step the-bench: a step that is an act has `act`"),
            ('act = "On', 'follow_up = "And then what came?"\nact = "On', "only a page has a follow_up"),
            ("minutes = 12", "minutes = 25", "step the-well: Expected `int` <= 20"),
            ("The road", "The road " * 8, "length <= 50"),
            ("On Monday I", "On Monday I " * 12, "length <= 120"),
            ("Describe the gate", "Describe the gate " * 30, "prompt: 0 to 55 words"),
            ('sentence = "Five', 'sentence = "Five ' + "x" * 140, "length <= 140"),
            ("you brought along.", "you brought. Along. The. Way.", "keepsake: at most 3 sentences"),
            ('practice = "body-scan"', 'practice = "Body Scan"', "regex"),
            ('pillar = "growth"', 'pillar = "luck"', "Invalid enum value 'luck'"),
            ("[[step]]", "[[step", "line"),
        ],
    )
    def test_what_is_malformed(self, old: str, new: str, sentence: str) -> None:
        assert old in PATH
        with pytest.raises(PathsBroken, match=re.escape(NAME)) as refused:
            read(PATH.replace(old, new, 1))
        assert sentence in str(refused.value)

    def test_too_few_words_and_too_many(self) -> None:
        for field, old in (("opening", r'opening = ".*"'), ("step the-gate: words", r'words = ".*"')):
            for text in ("Only a few words stand here.", "many " * 130):
                with pytest.raises(PathsBroken, match=f"{field}: "):
                    read(re.sub(old, f'{old.split(" ")[0]} = "{text}"', PATH, count=1))

    def test_four_steps_and_ten(self) -> None:
        few = PATH[: PATH.rindex("[[step]]")]
        more = "".join(PATH[PATH.rindex("[[step]]") :].replace("the-road", f"the-road-{n}") for n in "abcde")
        for text in (few, PATH + more):
            with pytest.raises(PathsBroken, match="5 to 9 steps"):
                read(text)

    def test_one_place_twice(self) -> None:
        with pytest.raises(PathsBroken, match=r"b-way\.toml: place 1 is taken by a-way"):
            read_paths([(NAME, PATH), ("b-way.toml", PATH.replace('"a-way"', '"b-way"'))])

    def test_pages_that_could_be_of_two_paths(self) -> None:
        other = (
            PATH.replace('id = "a-way"', 'id = "a-way-the"')
            .replace('"the-gate"', '"x"')
            .replace("place = 1", "place = 2")
        )
        clash = PATH.replace('"the-gate"', '"the-x"')
        with pytest.raises(PathsBroken, match="could not be told from those of another path"):
            read_paths([(NAME, clash), ("a-way-the.toml", other)])


GERMAN = """
id = "a-way"
title = "Ein Weg hindurch"

[[step]]
id = "the-gate"
title = "Das Tor"
prompt = "Beschreibe das Tor und seinen Riegel."
"""


class TestTranslated:
    def test_what_it_does_not_hold_stays_english_item_by_item(self) -> None:
        [english], [german] = read(PATH), translated(read(PATH), [(NAME, GERMAN)])
        gate = german.step("the-gate")
        assert (german.title, german.opening) == ("Ein Weg hindurch", english.opening)
        assert (gate.title, gate.prompt) == ("Das Tor", "Beschreibe das Tor und seinen Riegel.")
        assert (gate.words, gate.kind, gate.minutes) == (english.steps[0].words, Kind.PAGE, 8)
        assert german.steps[1:] == english.steps[1:]

    @pytest.mark.parametrize(
        ("old", "new", "sentence"),
        [
            ('id = "a-way"', 'id = "no-way"', "no English path has this id"),
            ('id = "the-gate"', 'id = "the-moon"', "the English path has no step with this id"),
            ('id = "the-gate"', 'id = "the-bench"', "the English step has no prompt"),
            ("[[step]]", "[[step]]\nminutes = 3", "unknown field `minutes`"),
        ],
    )
    def test_what_is_refused(self, old: str, new: str, sentence: str) -> None:
        with pytest.raises(PathsBroken, match=sentence):
            translated(read(PATH), [(NAME, GERMAN.replace(old, new, 1))])
