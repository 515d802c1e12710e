"""Which prompt comes next: simulated people who write, pass over, refuse and lay aside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emberwell.journal.records import Pillar
from emberwell.library.prompts import Tag, prompts_for
from emberwell.prompts.records import Answer
from emberwell.prompts.rules import AT_FIRST, REST, Candidate, Known, Offered, choose

FIRST = date(2026, 1, 5)
ANSWERS = (Answer.NONE, Answer.ANOTHER, Answer.LATER, Answer.NOT_FOR_ME)
TAGS = list(Tag)
SHELF = [
    Candidate(f"{pillar}-{number}", pillar, 1 + number % 3, (TAGS[number % len(TAGS)], TAGS[(number * 7 + 3) % 20]))
    for pillar in Pillar
    for number in range(45)
]
"""As many as the library has."""
PILLAR_OF = {each.id: each.pillar for each in SHELF}


@dataclass
class Somebody:
    """A simulated person: what they answer is drawn from `habits`, and they write to one prompt in `writes`."""

    habits: list[Answer]
    writes: int
    seed: str
    favourite: Pillar | None = None
    offers: list[Offered] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    aside: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    last_page: dict[Pillar, date] = field(default_factory=dict)

    def live(self, offers: int, shelf: list[Candidate] = SHELF) -> list[str]:
        """Meet so many prompts, two a day, and answer each by habit."""
        for number in range(offers):
            today = FIRST + timedelta(days=number // 2)
            known = Known(self.offers, self.refused, self.aside, self.written, self.last_page)
            chosen = choose(shelf, known, today=today, seed=self.seed)
            if chosen is None:
                break
            self._answer(chosen, number, today)
        return [offer.prompt for offer in self.offers]

    def _answer(self, chosen: Candidate, number: int, today: date) -> None:
        answer = self.habits[number % len(self.habits)]
        if self.favourite is not None:
            answer = Answer.NONE if chosen.pillar is self.favourite else Answer.ANOTHER
        self.offers.append(Offered(chosen.id, answer))
        if answer is Answer.NOT_FOR_ME:
            self.refused.add(chosen.id)
        elif answer is Answer.LATER:
            self.aside.add(chosen.id)
        elif answer is Answer.NONE and number % self.writes == 0:
            self.written.add(chosen.id)
            self.aside.discard(chosen.id)
            if chosen.pillar:
                self.last_page[chosen.pillar] = today


people = st.builds(
    Somebody,
    habits=st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=7),
    writes=st.integers(1, 9),
    seed=st.text("0123456789abcdef", min_size=1, max_size=8),
    favourite=st.sampled_from([None, None, *Pillar]),
)


def _enough_left(person: Somebody) -> bool:
    """Each pillar still has more than can rest at once."""
    left = Counter(each.pillar for each in SHELF if each.id not in person.refused)
    return all(left[pillar] > 30 for pillar in Pillar)


@settings(max_examples=40, deadline=None)
@given(people)
def test_all_four_pillars_come_within_ten_offers_and_nothing_comes_back_within_sixty(person: Somebody) -> None:
    for _ in range(8):
        if not _enough_left(person):
            break
        met = person.live(25)
    else:
        met = person.live(0)
    for place, id in enumerate(met):
        assert id not in met[max(0, place - REST) : place]
    for start in range(len(met) - 9):
        assert {PILLAR_OF[id] for id in met[start : start + 10]} == set(Pillar)


@settings(max_examples=25, deadline=None)
@given(people)
def test_what_was_refused_never_comes(person: Somebody) -> None:
    met = person.live(150)
    for place, id in enumerate(met):
        if person.offers[place].answer is Answer.NOT_FOR_ME:
            assert id not in met[place + 1 :]


@pytest.mark.parametrize("seed", ["a", "b7", "3"])
def test_what_is_passed_over_fades(seed: str) -> None:
    person = Somebody([Answer.NONE], writes=10**9, seed=seed)
    skipped = {each.id for each in SHELF if int(each.id.rpartition("-")[2]) % 2}
    came: Counter[bool] = Counter()
    for number in range(900):
        known = Known(person.offers)
        chosen = choose(SHELF, known, today=FIRST, seed=seed)
        assert chosen is not None
        person.offers.append(Offered(chosen.id, Answer.ANOTHER if chosen.id in skipped else Answer.NONE))
        if number >= 300:
            came[chosen.id in skipped] += 1
    assert came[True] < came[False] / 2


@pytest.mark.parametrize("seed", ["a", "b7"])
@pytest.mark.parametrize("quiet", Pillar)
def test_the_quiet_pillar_comes_more_often(seed: str, quiet: Pillar) -> None:
    offers: list[Offered] = []
    last = {pillar: FIRST for pillar in Pillar if pillar is not quiet}
    for _ in range(160):
        chosen = choose(SHELF, Known(offers, last_page=last), today=FIRST, seed=seed)
        assert chosen is not None
        offers.append(Offered(chosen.id))
    assert Counter(PILLAR_OF[offer.prompt] for offer in offers)[quiet] > 160 / 4


@given(people)
@settings(max_examples=20, deadline=None)
def test_the_first_ones_are_not_of_the_deepest_kind(person: Somebody) -> None:
    depth = {each.id: each.depth for each in SHELF}
    assert all(depth[id] < 3 for id in person.live(AT_FIRST))


def test_two_people_meet_different_prompts_and_one_the_same_again() -> None:
    one, other = (Somebody([Answer.NONE], 3, seed).live(40) for seed in ("a", "b"))
    assert one != other
    assert one == Somebody([Answer.NONE], 3, "a").live(40)


def test_when_everything_rests_the_one_longest_ago_comes() -> None:
    few = SHELF[:3]
    met = Somebody([Answer.NONE], 5, "a").live(12, few)
    assert all(met[place] == met[place - 3] for place in range(3, 12))


def test_when_everything_was_refused_nothing_comes() -> None:
    assert choose(SHELF, Known(refused={each.id for each in SHELF}), today=FIRST, seed="a") is None
    assert choose([], Known(), today=FIRST, seed="a") is None


def test_a_prompt_of_ones_own_takes_its_turn() -> None:
    mine = Candidate("own-" + "0" * 32, None)
    assert mine.id in Somebody([Answer.NONE], 5, "a").live(60, [*SHELF, mine])


@pytest.mark.parametrize("writes", [1, 4])
def test_the_library_as_it_is_keeps_the_promises(writes: int) -> None:
    shelf = [Candidate(each.id, each.pillar, each.depth, each.tags) for each in prompts_for()]
    met = Somebody([Answer.NONE, Answer.ANOTHER, Answer.LATER], writes, "c").live(120, shelf)
    pillar_of = {each.id: each.pillar for each in shelf}
    rest = min(REST, len(shelf) - 1)
    assert all(id not in met[max(0, place - rest) : place] for place, id in enumerate(met))
    if len(shelf) > 2 * REST:
        assert all({pillar_of[id] for id in met[start : start + 10]} == set(Pillar) for start in range(111))
