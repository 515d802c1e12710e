"""How the words of the why have changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from emberwell.journal.compare import Change
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved
from emberwell.why.records import WhyStatement
from emberwell.why.statement import wordings

BEGUN = datetime(2026, 1, 1, 12, tzinfo=UTC)


def history_of(texts: list[tuple[str, bool]]) -> list[Saved[WhyStatement]]:
    """Revisions newest first: words, and whether that save said still so instead of writing anew."""
    found: list[Saved[WhyStatement]] = []
    now = WhyStatement(text="", written_at=BEGUN, zone="UTC")
    for number, (text, still) in enumerate(texts):
        at = BEGUN + timedelta(days=number)
        if still and found:
            now = msgspec.structs.replace(now, still_so_on=(*now.still_so_on, at.date()))
        else:
            now = WhyStatement(text=text, written_at=at, zone="UTC")
        found.append(Saved(id=RecordId("0" * 32), revision=number + 1, seq=number + 1, saved_at=at, value=now))
    return found[::-1]


def test_a_day_of_still_so_is_no_wording():
    found = wordings(history_of([("One door.", False), ("", True), ("", True), ("One open door.", False)]))
    assert [wording.text for wording in found] == ["One open door.", "One door."]
    assert found[1].still_so_on == (date(2026, 1, 2), date(2026, 1, 3))
    assert found[0].since == date(2026, 1, 4)
    assert [part.text for part in found[0].parts if part.change is Change.ADDED] == ["open "]
    assert found[1].parts == ()


def test_words_that_come_back_are_a_wording_again():
    found = wordings(history_of([("a", False), ("b", False), ("a", False)]))
    assert [wording.text for wording in found] == ["a", "b", "a"]


@given(st.lists(st.tuples(st.sampled_from(["a door", "a window", "one line"]), st.booleans()), min_size=1, max_size=12))
def test_neighbours_differ_and_the_parts_tell_how(texts: list[tuple[str, bool]]):
    found = wordings(history_of(texts))
    assert found[0].text == history_of(texts)[0].value.text
    for newer, older in pairwise(found):
        assert newer.text != older.text
        assert "".join(part.text for part in newer.parts if part.change is not Change.REMOVED) == newer.text
        assert "".join(part.text for part in newer.parts if part.change is not Change.ADDED) == older.text
    for wording in found:
        assert all(day > wording.since for day in wording.still_so_on)
