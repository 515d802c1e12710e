"""What `bench/sentences.toml` shows of possible identifiers, held so that no change makes it worse unseen."""

from __future__ import annotations

import pytest

from bench.identifiers import HALVES, LEAST_RECALL, MOST_FALSE, half, rates, read
from emberwell.journal.identifiers import Found, Kind

LEAST_SENTENCES = 400
SENTENCES = [sentence for name in HALVES for sentence in half(name)]


def test_there_are_enough_sentences_half_of_them_clean():
    clean = sum(not sentence.marks for sentence in SENTENCES)
    assert len(SENTENCES) >= LEAST_SENTENCES
    assert abs(2 * clean - len(SENTENCES)) < len(SENTENCES) / 10
    assert len({sentence.text for sentence in SENTENCES}) == len(SENTENCES)


@pytest.mark.parametrize("name", HALVES)
def test_each_half_reaches_the_targets(name):
    measured = rates(half(name))
    for kind, least in LEAST_RECALL.items():
        assert measured.recall(kind) >= least, (kind, measured.missed)
    assert measured.false_rate <= MOST_FALSE, measured.missed


def test_a_mark_is_where_its_words_are():
    sentence = read("On {birth:1 May 1960} {name:Ann} came.")
    assert [sentence.text[mark.start : mark.end] for mark in sentence.marks] == ["1 May 1960", "Ann"]


def test_half_a_name_is_not_found():
    sentences = [read("{name:Ann Lee} came."), read("It rained.")]
    one = rates(sentences, lambda text: [Found(0, 3, Kind.NAME, text[:3])])
    assert (one.recall("name"), one.false_rate) == (0, 1)
    both = rates(sentences, lambda text: [Found(0, 7, Kind.NAME, text[:7])] if "Ann" in text else [])
    assert (both.recall("name"), both.false_rate) == (1, 0)
