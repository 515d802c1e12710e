"""Differences put back together are the two texts; merging loses no word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from emberwell.journal.compare import Change, Part, differences, merge

SENTENCES = ["I was late.", "She laughed.", "We sat.", "Careful is not kind.", "And then nothing.", "He left early."]
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=7).map("\n\n".join)
ANY = st.text(alphabet=st.sampled_from("ab .\n\r\u2028é"), max_size=60)


def sides(old, new):
    parts = differences(old, new)
    before = "".join(part.text for part in parts if part.change != Change.ADDED)
    return before, "".join(part.text for part in parts if part.change != Change.REMOVED)


@given(ANY, ANY)
def test_the_parts_are_the_two_texts(old, new):
    assert sides(old, new) == (old, new)


@given(TEXTS, TEXTS)
def test_the_parts_of_prose_are_the_two_texts(old, new):
    assert sides(old, new) == (old, new)


def test_nothing_changed_is_one_part():
    assert differences("One.\n\nTwo.", "One.\n\nTwo.") == (Part(Change.SAME, "One.\n\nTwo."),)
    assert differences("", "") == ()


def test_one_changed_word_is_marked_alone():
    assert differences("Not tired, really. Braced.", "Not tired, exactly. Braced.") == (
        Part(Change.SAME, "Not tired, "),
        Part(Change.REMOVED, "really"),
        Part(Change.ADDED, "exactly"),
        Part(Change.SAME, ". Braced."),
    )


def test_texts_with_little_in_common_stand_one_after_the_other():
    parts = differences("Three cancellations today.", "I walked round the park at noon")
    assert [part.change for part in parts] == [Change.REMOVED, Change.ADDED]


def test_a_long_page_of_equal_lines_is_compared_at_once():
    old, new = "-\n" * 20_000, "-\n" * 10_000 + "here\n" + "-\n" * 10_001
    assert sides(old, new) == (old, new)
    assert sides("a " * 90_000, "a " * 90_000 + "b") == ("a " * 90_000, "a " * 90_000 + "b")


@given(TEXTS, TEXTS)
def test_an_untouched_side_takes_the_others_change(base, changed):
    assert merge(base, base, changed).text == changed
    assert merge(base, changed, base).text == changed


@given(TEXTS, TEXTS)
def test_the_same_change_twice_is_that_change(base, changed):
    assert merge(base, changed, changed).text == changed
    assert not merge(base, changed, changed).both_changed


@given(TEXTS, TEXTS, TEXTS)
def test_what_either_side_wrote_is_in_the_merged_text(base, mine, theirs):
    merged = merge(base, mine, theirs).text
    for sentence in SENTENCES:
        written_by = [text for text in (mine, theirs) if sentence in text and sentence not in base]
        assert not written_by or sentence in merged


@given(TEXTS, TEXTS)
def test_without_a_base_everything_of_both_stays(mine, theirs):
    merged = merge(None, mine, theirs).text
    assert all(sentence in merged for sentence in SENTENCES if sentence in mine or sentence in theirs)


@given(ANY, ANY, ANY)
def test_any_three_texts_merge(base, mine, theirs):
    merge(base, mine, theirs)
    merge(None, mine, theirs)


def test_two_tabs_that_each_went_on_keep_both():
    merged = merge("One.", "One.\n\nMine.", "One.\n\nTheirs.")
    assert merged.text == "One.\n\nTheirs.\n\nMine."
    assert merged.both_changed


def test_a_paragraph_that_both_went_on_with_begins_once():
    for base in ("I sat with the quiet.", None):
        merged = merge(base, "I sat with the quiet. Mine.", "I sat with the quiet. Theirs.")
        assert merged.text == "I sat with the quiet. Theirs. Mine."
        assert merged.both_changed


def test_changes_in_different_paragraphs_need_no_choice():
    base = "First.\n\nSecond.\n\nThird."
    merged = merge(base, "First, mine.\n\nSecond.\n\nThird.", "First.\n\nSecond.\n\nThird, theirs.")
    assert merged.text == "First, mine.\n\nSecond.\n\nThird, theirs."
    assert not merged.both_changed


def test_taken_out_here_and_edited_there_stays():
    merged = merge("A.\n\nB.\n\nC.", "A.\n\nC.", "A.\n\nB, longer.\n\nC.")
    assert "B, longer." in merged.text
