"""Bars of how what matters changed stay in their box, in the order of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from emberwell.clients.picture import SIDE, change_of
from emberwell.clients.records import Matter, Sort, Whose

DAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Kept:
    """What the picture reads of a saved record."""

    id: str
    value: Matter


def made(number: int, sort: Sort, whose: Whose, start: int, lasts: int | None) -> Any:
    noted_on = DAY + timedelta(days=start)
    value = Matter(
        client="c" * 32,  # type: ignore[arg-type]
        sort=sort,
        whose=whose,
        text=f"Line {number}",
        noted_on=noted_on,
        zone="UTC",
        noted_at=datetime(2026, 1, 1, tzinfo=UTC),
        until=None if lasts is None else noted_on + timedelta(days=lasts),
    )
    return Kept(f"{number:032x}", value)


MATTERS = st.lists(
    st.tuples(
        st.sampled_from(list(Sort)),
        st.sampled_from(list(Whose)),
        st.integers(0, 4000),
        st.none() | st.integers(0, 2000),
    ),
    min_size=1,
    max_size=20,
).map(lambda said: [made(number, *each) for number, each in enumerate(said)])


@given(MATTERS, st.integers(0, 4000))
def test_every_line_has_one_bar_inside_the_box(matters, today):
    change = change_of(matters, DAY + timedelta(days=today))
    bars = [bar for group in change.groups for bar in group.bars]
    assert sorted(bar.id for bar in bars) == sorted(each.id for each in matters)
    for bar in bars:
        assert bar.x >= 0
        assert bar.width > 0
        assert bar.x + bar.width <= SIDE
        assert bar.until is not None or bar.x + bar.width == SIDE
    for group in change.groups:
        assert [bar.start for bar in group.bars] == sorted(bar.start for bar in group.bars)
        assert [bar.x for bar in group.bars] == sorted(bar.x for bar in group.bars)


def test_nothing_to_draw():
    assert change_of([], DAY) is None
