"""What a query finds: the index and the plain scan must agree, in any script."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emberwell.vault.contents import Saved
from emberwell.vault.record import RecordId
from emberwell.vault.search import SearchIndex, matches, passage
from emberwell.vault.tests.kinds import Note

START = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = [
    "hope",
    "hoped",
    "Élan",
    "elan",
    "Straße",
    "strasse",
    "日本語の日記",
    "ความหวัง",
    "naïve",
    "don't",
    "3rd",
    "हिन्दी",
    "x",
]


def saved(number: int, text: str, title: str = "") -> Saved[Note]:
    note = Note(text=text, title=title, at=START + timedelta(hours=number))
    return Saved(RecordId(f"{number:032x}"), 1, number, START, note)


def found(texts: list[str], query: str) -> list[int]:
    index = SearchIndex()
    index.add_many(saved(number, text) for number, text in enumerate(texts))
    return [int(record_id, 16) for record_id in index.find(query)]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("hope", "I hoped she would", True),
        ("hope ", "I hoped she would", False),
        ("hop she", "I hoped she would", False),
        ("she hop", "I hoped she would", True),
        ('"hoped she"', "I hoped she would", True),
        ('"she hoped"', "I hoped she would", False),
        ('"hoped sh"', "I hoped she would", False),
        ("elan", "with ÉLAN", True),
        ("élan", "with elan", True),
        ("strasse", "die Straße", True),
        ("日記", "日本語の日記を書く", True),
        ("記", "日本語の日記を書く", True),
        ("記日", "日本語の日記を書く", False),
        ("หวัง", "มีความหวังเสมอ", True),
        ("don't", "I don't know", True),
        ("हिन्दी", "मेरी हिन्दी", True),
        ("", "anything", False),
        ('""', "anything", False),
        ("*", "anything", False),
        ("NEAR(a b)", "near a b", True),
        ("any AND thing", "anything", False),
        ("\u201chope lives\u201d", "where hope lives on", True),
    ],
)
def test_what_a_query_finds(query: str, text: str, expected: bool) -> None:
    assert bool(found([text], query)) is expected
    assert matches(query, "", text) is expected


@settings(max_examples=150, deadline=None)
@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), min_size=1, max_size=8),
    query=st.one_of(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
        st.sampled_from(WORDS).map(lambda word: word[:2]),
        st.sampled_from(WORDS).map(lambda word: f'"{word} {word}"'),
    ),
)
def test_index_and_scan_agree(texts: list[str], query: str) -> None:
    assert sorted(found(texts, query)) == [n for n, text in enumerate(texts) if matches(query, "", text)]


@settings(max_examples=200, deadline=None)
@given(query=st.text(max_size=40), text=st.text(max_size=80))
def test_no_query_is_an_error(query: str, text: str) -> None:
    assert bool(found([text], query)) == matches(query, "", text)
    assert (
        "".join(piece.text for piece in passage(query, text)).replace("…", "").strip() in " ".join(text.split())
        or "…" in text
    )


def test_newest_first() -> None:
    assert found(["hope one", "hope two", "none", "hope four"], "hope") == [3, 1, 0]


def test_replacing_takes_the_old_words_out() -> None:
    index = SearchIndex()
    old, new = saved(1, "a lighthouse, näive"), saved(1, "a harbour")
    index.add_many([old])
    index.replace(old.id, old, new)
    assert index.find("lighthouse") == []
    assert index.find("naive") == []
    assert index.find("harbour") == [new.id]
    index.replace(old.id, new, None)
    assert index.find("harbour") == []


def test_a_passage_marks_what_was_found_in_its_own_spelling() -> None:
    text = "word " * 60 + "Then there was ÉLAN again, and hope." + " word" * 60
    pieces = passage("elan hope", text, length=120)
    assert [piece.text for piece in pieces if piece.marked] == ["ÉLAN", "hope"]
    assert pieces[0].text == "…"
    assert pieces[-1].text == "…"
    assert len("".join(piece.text for piece in pieces)) < 140


def test_a_passage_without_a_find_begins_at_the_beginning() -> None:
    assert passage("zebra", "A quiet day.") == passage("", "A quiet day.")
    assert passage("zebra", "A quiet day.")[0].text == "A quiet day."
