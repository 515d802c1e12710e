"""Whose line stands under which pillar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from emberwell.journal.records import KeptLine
from emberwell.journal.rules import may_return
from emberwell.purpose.rules import own_lines
from emberwell.vault.contents import Saved
from emberwell.vault.record import RecordId

START = datetime(2026, 3, 5, 18, tzinfo=UTC)
STRENGTHS = ("s1", "s2")
PAGES = ("p1", "p2", "p3")


@st.composite
def histories(draw: Any) -> list[Saved[KeptLine]]:
    return [
        Saved(
            RecordId(f"l{number}"),
            1,
            number + 1,
            START,
            KeptLine(
                text=f"line {number}",
                kept_at=START + timedelta(hours=draw(st.integers(0, 400))),
                zone="UTC",
                entry=draw(st.sampled_from((None, *PAGES))),
                quiet=draw(st.booleans()),
                rested_on=draw(st.sampled_from((None, date(2026, 4, 1)))),
                strengths=tuple(draw(st.lists(st.sampled_from((*STRENGTHS, "gone")), max_size=2, unique=True))),
            ),
        )
        for number in range(draw(st.integers(0, 12)))
    ]


@given(histories(), st.sets(st.sampled_from(PAGES)))
def test_only_what_may_return_and_never_the_same_twice(lines: list[Saved[KeptLine]], held_back: set[str]) -> None:
    chosen = own_lines(lines, held_back=held_back, strengths=STRENGTHS)
    shown = [line for line in (chosen.connection, chosen.growth) if line is not None]
    assert all(may_return(line.value, held_back) for line in shown)
    assert len({line.id for line in shown}) == len(shown)
    if chosen.growth is not None:
        assert set(chosen.growth.value.strengths) & set(STRENGTHS)


@given(histories())
def test_growth_is_empty_only_without_a_named_strength(lines: list[Saved[KeptLine]]) -> None:
    with_one = [line for line in lines if may_return(line.value) and set(line.value.strengths) & set(STRENGTHS)]
    chosen = own_lines(lines, held_back=(), strengths=STRENGTHS)
    assert (chosen.growth is None) == (not with_one)
    if chosen.growth is not None:
        assert chosen.growth.value.kept_at == max(line.value.kept_at for line in with_one)


@given(histories())
def test_the_newest_other_line_speaks_for_connection(lines: list[Saved[KeptLine]]) -> None:
    chosen = own_lines(lines, held_back=(), strengths=())
    returning = [line.value.kept_at for line in lines if may_return(line.value)]
    assert (chosen.connection is None) == (not returning)
    assert chosen.growth is None
    if chosen.connection is not None:
        assert chosen.connection.value.kept_at == max(returning)
