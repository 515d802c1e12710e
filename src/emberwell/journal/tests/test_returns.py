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

from emberwell.clients.keeping import Deed, do
from emberwell.clients.records import Client, Colour, Shape
from emberwell.exchange.tests.conftest import NewVault, new_vault  # noqa: F401  (a fixture)
from emberwell.journal.calendar import Calendar
from emberwell.journal.keeping import keep_line, let_page_return, put_page_in_trash, rest_line, take_page_back
from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.returning import held_back
from emberwell.journal.rules import line_for_today, may_return, on_this_day
from emberwell.journal.writing import newest
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved, Vault

BEGIN = date(2026, 2, 20)
PAGES, LINES, CLIENTS = 3, 4, 2
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
    "archive",
    "bring from archive",
    "lose",
    "end",
    "goes on",
    "about",
    "about",
    "about nobody",
    "keep about",
)
STEPS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(DEEDS), st.sampled_from([0, 0, 0, 1, 2]), st.integers(0, LINES - 1)),
    min_size=20,
    max_size=60,
)
"""(days until, what, which page, which line); deeds to a client take that of the line's number."""
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
    clients: list[RecordId] = field(default_factory=list)
    archived: set[RecordId] = field(default_factory=set)
    lost: set[RecordId] = field(default_factory=set)
    """Clients."""
    about: dict[RecordId, set[RecordId]] = field(default_factory=dict)
    """Whom each page is about, as it was said last: also of those in the trash, and erased since."""
    line_about: dict[RecordId, set[RecordId]] = field(default_factory=dict)
    """The same of lines kept about a client themselves."""
    told_by_page: dict[RecordId, set[RecordId]] = field(default_factory=dict)
    """What lines were told by their page when it went to the trash: they may go on knowing it."""

    def live(self, page: RecordId) -> Saved[Entry] | None:
        return self.vault.find(Entry, page)

    def held_back(self) -> frozenset[str]:
        return held_back(self.vault)

    def away(self, clients: set[RecordId]) -> bool:
        return bool(clients & (self.archived | self.lost))

    def must_not(self) -> set[RecordId]:
        """Lines that may not come, by what was said of them and their pages."""
        pages = self.hard | self.raw | {page for page, about in self.about.items() if self.away(about)}
        lines = {line for line, about in self.line_about.items() if self.away(about)}
        return {line for line in self.page_of if self.page_of[line] in pages} | lines | self.resting | self.gone

    def need_not(self) -> set[RecordId]:
        """Lines of which nobody would say why they stay away, and which may: their page is, or was, in the trash, and
        they were told what it knew; a line can remember one client only, so of several it is quiet.
        """
        return {
            line
            for line, page in self.page_of.items()
            if (self.live(page) is None and len(self.known_of(line, page)) > 1)
            or self.away(self.told_by_page.get(line, set()))
        }

    def known_of(self, line: RecordId, page: RecordId) -> set[RecordId]:
        """Every client that the line, or its page, was ever said to be about."""
        said = (self.about.get(page, set()), self.line_about.get(line, set()), self.told_by_page.get(line, set()))
        return set().union(*said)

    def tell_lines(self, page: RecordId) -> None:
        for line, of in self.page_of.items():
            if of == page and not self.line_about.get(line):
                self.told_by_page.setdefault(line, set()).update(self.about.get(page, set()))

    def do(self, deed: str, page: RecordId, number: int, today: date) -> None:  # noqa: PLR0912
        vault, saved = self.vault, self.live(page)
        id = self.lines.get(number)
        line = vault.find(KeptLine, id) if id else None
        match deed:
            case "keep" if id is None and newest(vault, page):
                new = keep_line(vault, f"Line {number}", entry=page, now=noon(today), zone="UTC")
                self.lines[number], self.page_of[new.id] = new.id, page
                if saved is None:
                    self.tell_lines(page)
            case "keep about" if id is None and newest(vault, page):
                new = keep_line(
                    vault, f"Line {number}", entry=page, now=noon(today), zone="UTC", client=self.client(number)
                )
                self.lines[number], self.page_of[new.id] = new.id, page
                self.line_about[new.id] = {self.client(number)}
            case "about" if saved:
                self.say_about(saved, {*self.about.get(page, set()), self.client(number)})
            case "about nobody" if saved:
                self.say_about(saved, set())
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
                self.tell_lines(page)
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
                self.to_client(number, Deed.ARCHIVE, today)
                self.archived.add(self.client(number))
            case "bring from archive":
                self.to_client(number, Deed.BRING_BACK, today)
                self.archived.discard(self.client(number))
            case "lose":
                self.to_client(number, Deed.LOST, today)
                self.lost.add(self.client(number))
            case "end":
                self.to_client(number, Deed.ENDED, today)
                self.lost.discard(self.client(number))
            case "goes on":
                self.to_client(number, Deed.GOES_ON, today)
                self.lost.discard(self.client(number))

    def client(self, number: int) -> RecordId:
        return self.clients[number % CLIENTS]

    def to_client(self, number: int, deed: Deed, today: date) -> None:
        do(self.vault, self.vault.get(Client, self.client(number)), deed, today)

    def say_about(self, saved: Saved[Entry], about: set[RecordId]) -> None:
        changed = msgspec.structs.replace(saved.value, clients=tuple(sorted(about)))
        if changed != saved.value:
            self.vault.put(changed, id=saved.id, expected=saved.revision)
        self.about[saved.id] = about

    def shown(self, today: date) -> RecordId | None:
        found = line_for_today(self.vault.all(KeptLine), today, self.held_back())
        return found.id if found else None


def begun(vault: Vault, hard: set[int]) -> Lived:
    pages = [
        vault.put(Entry(written_at=noon(BEGIN), zone="UTC", body=f"Page {number}", hard_day=number in hard)).id
        for number in range(PAGES)
    ]
    clients = [
        vault.put(Client(name=f"Kettle {n}", shape=Shape.LEAF, colour=Colour.MOSS, added_at=noon(BEGIN), zone="UTC")).id
        for n in range(CLIENTS)
    ]
    return Lived(vault, pages, {pages[number] for number in hard}, clients=clients)


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
            rightly = set(lived.page_of) - lived.must_not()
            assert rightly - lived.need_not() <= may <= rightly, (today, deed)
            days_later = today + timedelta(days=7)
            coming_back = {one.row.id for one in on_this_day(vault.index(Calendar), days_later, lived.held_back())}
            assert not coming_back & (lived.hard | lived.raw)
            assert not any(lived.away(lived.about.get(page, set())) for page in coming_back)
        others = {one.id for one in vault.all(KeptLine) if may_return(one.value, lived.held_back())}
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
        assert held_back(afresh) == held_back(vault)
        elsewhere = replace(lived, vault=afresh)
        for days in range(4):
            day = BEGIN + timedelta(days=150 + days)
            assert elsewhere.shown(day) == lived.shown(day)


@dataclass(frozen=True)
class Kept:
    """What the rule reads of a saved record."""

    id: str
    value: KeptLine


def kept(number: int, after: int, rested: int | None, quiet: bool, entry: str | None, client: str | None = None) -> Any:
    rested_on = None if rested is None else BEGIN + timedelta(days=rested)
    value = KeptLine(
        text="x",
        kept_at=noon(BEGIN + timedelta(days=after)),
        zone="UTC",
        rested_on=rested_on,
        quiet=quiet,
        entry=entry,
        client=client,
    )
    return Kept(f"{number:032x}", value)


ENTRIES = [None, "a" * 32, "b" * 32, "c" * 32]
CLIENT_IDS = [None, None, "d" * 32, "e" * 32]
KEPT = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.none() | st.integers(0, 40),
        st.sampled_from([False, False, True]),
        st.sampled_from(ENTRIES),
        st.sampled_from(CLIENT_IDS),
    ),
    max_size=12,
).map(lambda said: [kept(number, *each) for number, each in enumerate(said)])
HELD_BACK = st.sets(st.sampled_from([id for id in ENTRIES + CLIENT_IDS if id]))
"""Whatever the reason: pages of a hard day or still raw, and clients archived or lost."""


@settings(max_examples=300)
@given(KEPT, st.lists(st.tuples(st.integers(0, 2), HELD_BACK), min_size=1, max_size=60))
def test_whatever_is_held_back_that_day_does_not_come_that_day(lines, days):
    today = BEGIN
    for more, away in days:
        today += timedelta(days=more)
        found = line_for_today(lines, today, away)
        if found is not None:
            assert may_return(found.value, away)
            assert found.value.kept_at.date() < today


@settings(max_examples=300)
@given(KEPT, HELD_BACK, st.integers(42, 90))
def test_every_other_line_comes_round(lines, away, after):
    others = [line.id for line in lines if may_return(line.value, away)]
    days = [BEGIN + timedelta(days=after + n) for n in range(len(others))]
    shown = [found.id for day in days if (found := line_for_today(lines, day, away))]
    assert sorted(shown) == sorted(others)


@pytest.mark.parametrize("away", [set(), {"a" * 32}, {"d" * 32}])
def test_there_is_something_to_hold_back(away: set[str]) -> None:
    """The tests above could not fail if nothing ever came."""
    found = line_for_today([kept(1, 0, None, False, "a" * 32, "d" * 32)], BEGIN + timedelta(days=1), away)
    assert (found is None) is bool(away)
