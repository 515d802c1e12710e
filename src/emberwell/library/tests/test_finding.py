"""Which prompts fit what somebody looks for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emberwell.journal.records import Pillar
from emberwell.library.prompts import Audience, Prompt, Tag, all_prompts, prompts_for
from emberwell.library.rules import Length, Wanted, a_few, wanted
from emberwell.library.terms import COMMON, rarity, stem, stems, things

wants = st.builds(
    Wanted,
    who=st.sampled_from(Audience),
    pillar=st.none() | st.sampled_from(Pillar),
    length=st.none() | st.sampled_from(Length),
    occasion=st.none() | st.sampled_from(Tag),
)


def made(text: str, id: str = "why-one", tags: tuple[Tag, ...] = (Tag.WEEK,), minutes: int = 5) -> Prompt:
    return Prompt(id=id, text=text, pillar=Pillar.WHY, minutes=minutes, depth=1, tags=tags)


@settings(deadline=None)
@given(wants)
def test_what_fits_is_all_that_fits_and_nothing_else(want: Wanted) -> None:
    found = wanted(all_prompts(), want)
    assert len({each.id for each in found}) == len(found)
    for each in all_prompts():
        fits = (
            each.audience is want.who
            and want.pillar in (None, each.pillar)
            and (want.length is None or want.length.fits(each.minutes))
            and (want.occasion is None or want.occasion in each.tags)
        )
        assert (each in found) == fits


@pytest.mark.parametrize(
    ("length", "fitting"), [(Length.FIVE, {2, 5}), (Length.TEN, {2, 5, 6, 10}), (Length.LONGER, {12, 20})]
)
def test_lengths(length: Length, fitting: set[int]) -> None:
    assert {minutes for minutes in (2, 5, 6, 10, 11, 12, 20) if length.fits(minutes)} == fitting


def found(asked: str, *prompts: Prompt) -> list[str]:
    return [each.id for each in wanted(prompts, Wanted(words=asked))]


CORRIDOR = made("Walk down the corridor once more.", "why-corridor")
DOORS = made("Which of the doors did you shut?", "why-doors")
BOTH = made("A door at the end of the corridor.", "why-both", tags=(Tag.ENDINGS,))


def test_a_word_is_found_in_any_form_and_by_its_beginning() -> None:
    assert set(found("door", CORRIDOR, DOORS, BOTH)) == {"why-doors", "why-both"}
    assert set(found("Corridors", CORRIDOR, DOORS, BOTH)) == {"why-corridor", "why-both"}
    assert set(found("corr", CORRIDOR, DOORS, BOTH)) == {"why-corridor", "why-both"}
    assert found("window", CORRIDOR, DOORS, BOTH) == []


def test_all_words_must_be_there() -> None:
    assert found("the door in the corridor", CORRIDOR, DOORS, BOTH) == ["why-both"]


def test_occasions_are_looked_through_too_and_words_count_more() -> None:
    said = made("Endings have a sound.", "why-said")
    assert found("endings", BOTH, said) == ["why-said", "why-both"]


def test_a_word_that_stands_everywhere_may_still_be_asked_for() -> None:
    assert "with" in COMMON
    assert found("with", CORRIDOR, made("Without it.", "why-without")) == []
    assert found("   ", CORRIDOR) == ["why-corridor"], "nothing asked for is everything"


@settings(deadline=None)
@given(st.text(max_size=120))
def test_nothing_that_can_be_typed_breaks_the_search(asked: str) -> None:
    assert set(wanted(all_prompts(), Wanted(words=asked))) <= set(prompts_for())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("doors", "door"),
        ("stories", "story"),
        ("stopped", "stopping"),
        ("client’s", "client"),
        ("faces", "face"),
        ("closing", "close"),
    ],
)
def test_forms_of_a_word_are_one_word(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("glass", "glas"), ("bus", "bu"), ("red", "r"), ("thing", "th")])
def test_short_words_are_left_whole(one: str, other: str) -> None:
    assert stem(one) != other


def test_what_says_nothing_is_passed_over() -> None:
    assert stems("What did you say to the kettle?") == ("kettl",)


def test_a_thing_is_what_stands_after_an_article() -> None:
    assert things("You shut the door and run, at your Uncle’s, for a plum.") == {"door": "door", "plum": "plum"}


def test_rare_is_what_few_have() -> None:
    rare = rarity([{"a", "b"}, {"a"}, {"a"}])
    assert rare("a") == 0
    assert rare("b") > 1
    assert rare("nobody has it") == 0


days = st.dates(min_value=date(2000, 1, 1), max_value=date(2200, 1, 1))


@settings(deadline=None)
@given(days, st.lists(st.sampled_from(prompts_for()), min_size=1, unique=True), st.integers(1, 4))
def test_a_shelf_brings_others_each_day_until_all_have_stood_there(
    day: date, prompts: list[Prompt], count: int
) -> None:
    assert len(a_few(prompts, day, count)) == min(count, len(prompts))
    assert set(a_few(prompts, day, count)) == set(a_few(prompts[::-1], day, count))
    round_of_days = -(-len(prompts) // count)
    seen = {each for after in range(round_of_days) for each in a_few(prompts, day + timedelta(days=after), count)}
    assert seen == set(prompts)
