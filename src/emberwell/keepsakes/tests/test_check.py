"""Sentences with what was found in them: whole, marked where it stands, cut where they are long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from emberwell.journal.identifiers import Kind, possible_identifiers
from emberwell.journal.in_sentences import sentences


def shown(text: str) -> list[str]:
    return [
        "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in sentence.pieces)
        for sentence in sentences(text, possible_identifiers(text))
    ]


def test_a_sentence_stands_alone() -> None:
    assert shown("It rained. I saw Wrenna there! Then tea.") == ["I saw [Wrenna] there!"]
    assert shown("First line\nI saw Wrenna\nlast line") == ["I saw [Wrenna]"]


def test_two_findings_of_one_sentence_stand_in_it_together() -> None:
    (sentence,) = sentences(text := "I saw Wrenna and Otto at 14 Marlow Road.", possible_identifiers(text))
    assert [piece.text for piece in sentence.pieces if piece.marked] == ["Wrenna", "Otto", "14 Marlow Road"]
    assert sentence.kinds == (Kind.NAME, Kind.STREET)


def test_a_long_sentence_is_cut() -> None:
    (only,) = shown("rain " * 100 + "on Wrenna " + "again " * 100)
    assert only.startswith("…")
    assert only.endswith("…")
    assert "on [Wrenna] again" in only
    assert len(only) < 300


@given(
    st.lists(
        st.sampled_from(["Wrenna ", "I saw ", "020 7946 0958", ". ", "\n", "rain " * 40, "” ", "…", "(a@b.org)"])
    ).map("".join)
)
def test_every_finding_is_marked_once(text: str) -> None:
    found = possible_identifiers(text)
    marked = [piece.text for sentence in sentences(text, found) for piece in sentence.pieces if piece.marked]
    assert marked == [one.text for one in found]
