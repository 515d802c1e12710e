"""The practices as shipped, when their cues stand, and what the loader says about a broken file."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwell.library.practices import (
    LONGEST_MINUTES,
    SHORTEST_CUE_SECONDS,
    Cue,
    Practice,
    PracticesBroken,
    all_practices,
    cues_for,
    practice,
    read_practices,
    too_short,
    translated,
)

HEAD = """
id = "the-kettle"
title = "The kettle"
sentence = "Wait for the water with nothing else to do."
pillar = "growth"
moments = ["home"]
for_whom = "For those who stand in a kitchen anyway."
not_now = "Not when there is no water. Then sit down."
before = "Stand, or lean. Leave whenever you want."
after = "It has boiled, or it has not."
line = "What the window showed."
"""
LENGTHS = "minutes = [1, 3]\nusual = 1\n"
CUES = """
[[cue]]
text = "Listen to it begin."
[[cue]]
text = "Longer."
share = 2.0
[[cue]]
text = "Only when there is time."
from_minutes = 2
"""
RHYTHM = """
[[rhythm]]
id = "even"
name = "Even"
note = "Four in, four out."
in_seconds = 4.0
out_seconds = 4.0
"""
GERMAN = """
id = "the-kettle"
title = "Der Kessel"
sentence = "Auf das Wasser warten."
for_whom = "Für alle."
not_now = "Nicht ohne Wasser."
before = "Stehen."
after = "Es kocht."
line = "Was am Fenster war."
[[cue]]
text = "Hören, wie es anfängt."
[[cue]]
text = "Länger."
[[cue]]
text = "Nur mit Zeit."
"""


def _read(text: str, name: str = "the-kettle.toml") -> Practice:
    [found] = read_practices([(name, text)])
    return found


def test_a_practice_is_read_with_everything_in_it() -> None:
    found = _read(HEAD + LENGTHS + "bell_every = [1, 2]\n" + RHYTHM + CUES)
    assert (found.id, found.title, found.minutes, found.usual) == ("the-kettle", "The kettle", (1, 3), 1)
    assert found.bell_every == (1, 2)
    [rhythm] = found.rhythms
    assert rhythm.seconds == 8.0
    assert (rhythm.hold_seconds, rhythm.rest_seconds) == (0.0, 0.0)
    assert [cue.share for cue in found.cues] == [1.0, 2.0, 1.0]


def test_what_may_be_missing_may_be_missing() -> None:
    found = _read(HEAD.replace('line = "What the window showed."\n', "") + LENGTHS + CUES)
    assert (found.line, found.bell_every, found.rhythms) == ("", (), ())


def test_each_cue_stands_for_its_share_of_the_length() -> None:
    kettle = _read(HEAD + LENGTHS + CUES)
    assert [(cue.text, cue.at_seconds, cue.for_seconds) for cue in cues_for(kettle, 1)] == [
        ("Listen to it begin.", 0.0, 20.0),
        ("Longer.", 20.0, 40.0),
    ]
    assert [(cue.at_seconds, cue.for_seconds) for cue in cues_for(kettle, 3)] == [(0, 45), (45, 90), (135, 45)]


_cues = st.lists(
    st.builds(Cue, text=st.just("Wait."), share=st.floats(0.25, 8), from_minutes=st.integers(1, 15)), max_size=12
).map(lambda cues: (Cue(text="Begin."), *cues))


@given(cues=_cues, minutes=st.integers(1, LONGEST_MINUTES))
def test_the_cues_fill_the_length_without_a_gap(cues: tuple[Cue, ...], minutes: int) -> None:
    timed = cues_for(_made(cues, minutes), minutes)
    assert timed[0].at_seconds == 0
    assert timed[-1].at_seconds + timed[-1].for_seconds == pytest.approx(minutes * 60)
    for one, following in pairwise(timed):
        assert one.at_seconds + one.for_seconds == pytest.approx(following.at_seconds)
    assert [cue.text for cue in timed] == [cue.text for cue in cues if cue.from_minutes <= minutes]


@given(cues=_cues, minutes=st.integers(1, LONGEST_MINUTES))
def test_what_is_too_short_is_named_and_nothing_else(cues: tuple[Cue, ...], minutes: int) -> None:
    made = _made(cues, minutes)
    short = [cue for cue in cues_for(made, minutes) if cue.for_seconds < SHORTEST_CUE_SECONDS]
    assert len(too_short(made)) == len(short)


def _made(cues: tuple[Cue, ...], minutes: int) -> Practice:
    return msgspec.structs.replace(_read(HEAD + LENGTHS + CUES), cues=cues, minutes=(minutes,))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("this is no toml", "the-kettle.toml: "),
        (HEAD + LENGTHS, "missing required field `cue`"),
        (HEAD + LENGTHS + "colour = 3\n" + CUES, "unknown field `colour`"),
        (HEAD + "minutes = [1, 3]\n" + CUES, "missing required field `usual`"),
        (HEAD + "minutes = [1, 16]\nusual = 1\n" + CUES, "<= 15"),
        (HEAD + "minutes = [3, 1]\nusual = 1\n" + CUES, "minutes stand once each, the smallest first"),
        (HEAD + "minutes = [1, 3]\nusual = 2\n" + CUES, "usual is 2"),
        (HEAD + LENGTHS + "bell_every = [2, 2]\n" + CUES, "bell_every stand once each"),
        (HEAD.replace('["home"]', '["teatime"]') + LENGTHS + CUES, "teatime"),
        (HEAD.replace('["home"]', '["home", "home"]') + LENGTHS + CUES, "a moment stands there twice"),
        (HEAD.replace('id = "the-kettle"', 'id = "the-pot"') + LENGTHS + CUES, "A file is named as its id"),
        (HEAD + LENGTHS + CUES.replace("= 2.0", "= 8.5"), "share"),
        (HEAD + LENGTHS + CUES.replace("from_minutes = 2", "from_minutes = 4"), "at no length one can choose"),
        (HEAD + "minutes = [1]\nusual = 1\n" + '[[cue]]\ntext = "Quick now."\n' * 8, "stands 7.5 seconds"),
        (HEAD + "minutes = [2, 3]\nusual = 2\n" + '[[cue]]\ntext = "Late."\nfrom_minutes = 3\n', "at 2 minutes no cue stands"),
        (HEAD + LENGTHS + RHYTHM * 2 + CUES, "two rhythms have the same id"),
        (HEAD + LENGTHS + RHYTHM.replace("out_seconds = 4.0", "out_seconds = 12.0\nrest_seconds = 8.0") + CUES, "without strain"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_a_sentence(text: str, says: str) -> None:
    with pytest.raises(PracticesBroken, match=r"the-kettle\.toml") as refused:
        _read(text)
    assert says in str(refused.value)


def test_an_id_stands_once() -> None:
    with pytest.raises(PracticesBroken, match="used twice"):
        read_practices([("the-kettle.toml", HEAD + LENGTHS + CUES)] * 2)


def test_a_translation_brings_its_words_and_the_rest_stays_english() -> None:
    other = HEAD.replace("the-kettle", "the-pot").replace("The kettle", "The pot")
    english = read_practices([("the-kettle.toml", HEAD + LENGTHS + CUES), ("the-pot.toml", other + LENGTHS + CUES)])
    kettle, pot = translated(english, [("the-kettle.toml", GERMAN)], "de")
    assert (kettle.title, kettle.language, kettle.minutes) == ("Der Kessel", "de", (1, 3))
    assert [(cue.text, cue.share) for cue in kettle.cues][1] == ("Länger.", 2.0)
    assert (pot.title, pot.language) == ("The pot", "en")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (GERMAN.replace('id = "the-kettle"', 'id = "der-topf"'), "no English practice"),
        (GERMAN.replace('[[cue]]\ntext = "Nur mit Zeit."\n', ""), "2 cues, where English has 3"),
        (GERMAN.replace('line = "Was am Fenster war."\n', ""), "line stands in both"),
        (GERMAN + '[[rhythm]]\nid = "even"\nname = "Gleich"\nnote = "Vier, vier."\n', "rhythms"),
        (GERMAN + "minutes = [1]\n", "minutes"),
    ],
)
def test_a_translation_that_does_not_fit_is_refused(words: str, says: str) -> None:
    english = read_practices([("the-kettle.toml", HEAD + LENGTHS + CUES)])
    with pytest.raises(PracticesBroken, match=says):
        translated(english, [("the-kettle.toml", words)], "de")


def test_the_rhythms_of_a_translation_keep_their_seconds() -> None:
    english = read_practices([("the-kettle.toml", HEAD + LENGTHS + RHYTHM + CUES)])
    words = GERMAN + '[[rhythm]]\nid = "even"\nname = "Gleich"\nnote = "Vier ein, vier aus."\n'
    [kettle] = translated(english, [("the-kettle.toml", words)], "de")
    assert [(each.name, each.seconds) for each in kettle.rhythms] == [("Gleich", 8.0)]


def test_those_that_ship_are_read_and_found_by_their_ids() -> None:
    for each in all_practices():
        assert practice(each.id) == each
    assert practice("never-written") is None
    assert all_practices("xx") == all_practices()
