"""Memory must not wound: over histories of many days, what was rested, is quiet, raw, of a hard day or held back for
another reason never comes back unasked, and every other line comes round.

Histories are lived on the real vault and its calendar, by the very functions and views a person's presses reach, and
told again on a plain model; the pure rule is held to the same over many more of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emberwell.exchange.tests.conftest import NewVault, new_vault  # noqa: F401  (a fixture)
from emberwell.journal.calendar import Calendar
from emberwell.journal.keeping import keep_line, let_page_return, put_page_in_trash, rest_line, take_page_back
from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.rules import line_for_today, may_return, on_this_day
from emberwell.journal.writing import newest
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved, Vault

BEGIN = date(2026, 2, 20)
PAGES, LINES = 2, 4
DEEDS = (
    "keep",
    "keep",
    "rest",
    "wake",
    "raw",
    "raw",
    "not raw",
    "bin page",
    "bin page",
    "take page back",
    "erase page",
    "bin line",
    "take line back",
    "archive",
    "bring from archive",
)
STEPS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(DEEDS), st.sampled_from([0, 0, 0, 1]), st.integers(0, LINES - 1)),
    min_size=20,
    max_size=60,
)
"""(days until, what, which page, which line)."""
HARD = st.sets(st.integers(0, PAGES - 1), max_size=1)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


@dataclass
class Lived:
    """A vault, and beside it what its owner would say of each line."""

    vault: Vault
    pages: list[RecordId]
    hard: set[RecordId]
    lines: dict[int, RecordId] = field(default_factory=dict)
    page_of: dict[RecordId, RecordId] = field(default_factory=dict)
    resting: set[RecordId] = field(default_factory=set)
    raw: set[RecordId] = field(default_factory=set)
    """As it was said last, also of pages in the trash and of those erased since."""
    gone: set[RecordId] = field(default_factory=set)
    """Lines in the trash."""
    archived: set[RecordId] = field(default_factory=set)
    """Pages about an archived client: what comes with clients is one more set for `held_back`."""

    def live(self, page: RecordId) -> Saved[Entry] | None:
        return self.vault.find(Entry, page)

    def held_back(self) -> set[str]:
        return self.vault.index(Calendar).held_back() | self.archived

    def must_not(self) -> set[RecordId]:
        """Lines that may not come, by what was said of them and their pages."""
        away = self.hard | self.raw | self.archived
        return {line for line in self.page_of if self.page_of[line] in away} | self.resting | self.gone

    def do(self, deed: str, page: RecordId, number: int, today: date) -> None:
        vault, saved = self.vault, self.live(page)
        id = self.lines.get(number)
        line = vault.find(KeptLine, id) if id else None
        match deed:
            case "keep" if id is None and newest(vault, page):
                new = keep_line(vault, f"Line {number}", entry=page, now=noon(today), zone="UTC")
                self.lines[number], self.page_of[new.id] = new.id, page
            case "rest" if line:
                rest_line(vault, line, today)
                self.resting.add(line.id)
            case "wake" if line:
                rest_line(vault, line, None)
                self.resting.discard(line.id)
            case "raw" if saved:
                vault.put(msgspec.structs.replace(saved.value, raw=True), id=page, expected=saved.revision)
                self.raw.add(page)
            case "not raw" if saved:
                let_page_return(vault, saved)
                self.raw.discard(page)
            case "bin page" if saved:
                put_page_in_trash(vault, saved)
            case "take page back" if saved is None and (binned := newest(vault, page)):
                take_page_back(vault, binned)
            case "erase page" if saved is None and newest(vault, page):
                vault.purge(page)
            case "bin line" if line:
                vault.trash(line.id)
                self.gone.add(line.id)
            case "take line back" if id in self.gone and id:
                vault.restore(id)
                self.gone.discard(id)
            case "archive":
                self.archived.add(page)
            case "bring from archive":
                self.archived.discard(page)

    def shown(self, today: date) -> RecordId | None:
        found = line_for_today(self.vault.all(KeptLine), today, self.held_back())
        return found.id if found else None


def begun(vault: Vault, hard: set[int]) -> Lived:
    pages = [
        vault.put(Entry(written_at=noon(BEGIN), zone="UTC", body=f"Page {number}", hard_day=number in hard)).id
        for number in range(PAGES)
    ]
    return Lived(vault, pages, {pages[number] for number in hard})


def days_after(steps: list[tuple[int, str, int, int]]) -> Iterator[tuple[date, str, int, int]]:
    today = BEGIN
    for days, deed, page, line in steps:
        today += timedelta(days=days)
        yield today, deed, page, line


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS, hard=HARD)
def test_a_lived_history_never_wounds_and_forgets_no_line(
    new_vault: NewVault,  # noqa: F811
    steps: list[tuple[int, str, int, int]],
    hard: set[int],
) -> None:
    with new_vault() as vault:
        lived = begun(vault, hard)
        today = BEGIN
        for today, deed, page, line in days_after(steps):
            lived.do(deed, lived.pages[page], line, today)
            assert lived.shown(today) not in lived.must_not(), (today, deed)
            may = {one.id for one in vault.all(KeptLine) if may_return(one.value, lived.held_back())}
            assert may == set(lived.page_of) - lived.must_not(), (today, deed)
            coming_back = {found.row.id for found in on_this_day(vault.index(Calendar), today + timedelta(days=7))}
            assert not coming_back & (lived.hard | lived.raw)
        others = set(lived.page_of) - lived.must_not()
        round_about = [lived.shown(today + timedelta(days=days)) for days in range(1, len(others) + 1)]
        assert sorted(id for id in round_about if id) == sorted(others)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS, hard=HARD)
def test_another_unlock_and_another_device_agree(
    new_vault: NewVault,  # noqa: F811
    steps: list[tuple[int, str, int, int]],
    hard: set[int],
) -> None:
    """What is held back is in the records, not in what this session happens to remember."""
    with new_vault() as vault:
        lived = begun(vault, hard)
        vault.index(Calendar)
        for today, deed, page, line in days_after(steps):
            lived.do(deed, lived.pages[page], line, today)
        afresh = Vault(vault.store, vault.account_id, vault.master, vault.keyring)
        assert afresh.index(Calendar).held_back() == vault.index(Calendar).held_back()
        elsewhere = replace(lived, vault=afresh)
        for days in range(4):
            day = BEGIN + timedelta(days=150 + days)
            assert elsewhere.shown(day) == lived.shown(day)


@dataclass(frozen=True)
class Kept:
    """What the rule reads of a saved record."""

    id: str
    value: KeptLine


def kept(number: int, after: int, rested: int | None, quiet: bool, entry: str | None) -> Any:
    rested_on = None if rested is None else BEGIN + timedelta(days=rested)
    value = KeptLine(
        text="x", kept_at=noon(BEGIN + timedelta(days=after)), zone="UTC", rested_on=rested_on, quiet=quiet, entry=entry
    )
    return Kept(f"{number:032x}", value)


ENTRIES = [None, "a" * 32, "b" * 32, "c" * 32]
KEPT = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.none() | st.integers(0, 40),
        st.sampled_from([False, False, True]),
        st.sampled_from(ENTRIES),
    ),
    max_size=12,
).map(lambda said: [kept(number, *each) for number, each in enumerate(said)])
HELD_BACK = st.sets(st.sampled_from([id for id in ENTRIES if id]))
"""Whatever the reason: a hard day, still raw, and, once there are clients, an archived one."""


@settings(max_examples=300)
@given(KEPT, st.lists(st.tuples(st.integers(0, 2), HELD_BACK), min_size=1, max_size=60))
def test_whatever_is_held_back_that_day_does_not_come_that_day(lines, days):
    today = BEGIN
    for more, held_back in days:
        today += timedelta(days=more)
        found = line_for_today(lines, today, held_back)
        if found is not None:
            assert may_return(found.value, held_back)
            assert found.value.kept_at.date() < today


@settings(max_examples=300)
@given(KEPT, HELD_BACK, st.integers(42, 90))
def test_every_other_line_comes_round(lines, held_back, after):
    others = [line.id for line in lines if may_return(line.value, held_back)]
    days = [BEGIN + timedelta(days=after + n) for n in range(len(others))]
    shown = [found.id for day in days if (found := line_for_today(lines, day, held_back))]
    assert sorted(shown) == sorted(others)


@pytest.mark.parametrize("held_back", [set(), {"a" * 32}])
def test_there_is_something_to_hold_back(held_back: set[str]) -> None:
    """The tests above could not fail if nothing ever came."""
    found = line_for_today([kept(1, 0, None, False, "a" * 32)], BEGIN + timedelta(days=1), held_back)
    assert (found is None) is bool(held_back)
