"""What stands on a sheet of cards, before anything is drawn."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emberwell.journal.records import Pillar
from emberwell.library.cards import (
    MOST_CARDS,
    WEEK,
    YOURS,
    Card,
    Kind,
    NoSuchPrompt,
    Paper,
    WrongChoice,
    card_of,
    chosen,
    likely_paper,
    seed_of_week,
    sheet,
    sheet_words,
    sheets_for,
    some_of,
)
from emberwell.library.prompts import Audience, Prompt, Tag, prompts_for

MONDAY = date(2026, 11, 30)
BOTH = [(kind, paper) for kind in Kind for paper in Paper]


def made(pillar: Pillar, number: int, *tags: Tag) -> Prompt:
    text = f"Write about the {number}th window."
    return Prompt(id=f"{pillar}-made-{number}", text=text, pillar=pillar, minutes=5, depth=1, tags=tags or (Tag.WEEK,))


def deck(*counts: int) -> list[Prompt]:
    """So many prompts of each pillar."""
    return [made(pillar, at) for pillar, count in zip(Pillar, counts, strict=True) for at in range(count)]


def pages(cards: list[Card], kind: Kind = Kind.PROMPTS) -> list[list[dict[str, Any]]]:
    return cast(list[list[dict[str, Any]]], sheet_words(cards, kind=kind, paper=Paper.A4)["pages"])


@settings(deadline=None)
@given(st.dates(), st.integers(0, 999), st.tuples(*[st.integers(1, 60)] * 4).filter(lambda counts: sum(counts) >= WEEK))
def test_a_week_has_all_four_pillars_and_none_twice(day: date, again: int, counts: tuple[int, ...]) -> None:
    seven = some_of(deck(*counts), seed_of_week(day, again))
    assert len(seven) == len({each.id for each in seven}) == WEEK
    assert {each.pillar for each in seven} == set(Pillar)


def test_with_enough_of_each_a_week_is_balanced() -> None:
    seven = some_of(deck(9, 9, 9, 9), "any")
    assert sorted(Counter(each.pillar for each in seven).values()) == [1, 2, 2, 2]


def test_a_week_stays_until_monday() -> None:
    weeks = {seed_of_week(MONDAY + timedelta(days=day)) for day in range(7)}
    assert len(weeks) == 1
    assert seed_of_week(MONDAY + timedelta(days=7)) not in weeks
    assert some_of(deck(9, 9, 9, 9), weeks.pop()) == some_of(deck(9, 9, 9, 9), seed_of_week(MONDAY))


def test_every_week_and_every_other_seven_differ() -> None:
    prompts = deck(15, 15, 15, 15)
    weeks = [some_of(prompts, seed_of_week(MONDAY + timedelta(days=7 * week))) for week in range(52)]
    others = [some_of(prompts, seed_of_week(MONDAY, again)) for again in range(20)]
    assert len(set(weeks)) == 52
    assert len(set(others)) == 20
    met = Counter(each.id for week in weeks for each in week)
    assert len(met) == len(prompts)


def test_those_for_hard_days_come_last() -> None:
    prompts = [*deck(2, 2, 2, 2), *(made(pillar, 99, Tag.HARD_DAY) for pillar in Pillar)]
    assert not any(Tag.HARD_DAY in each.tags for each in some_of(prompts, "any"))
    assert len(some_of(prompts, "any", 48)) == 12


def test_few_are_few() -> None:
    assert len(some_of(deck(1, 0, 1, 0), "any")) == 2


@pytest.mark.parametrize(("kind", "paper"), BOTH)
def test_cards_are_equal_and_stand_in_the_middle(kind: Kind, paper: Paper) -> None:
    one = sheet(kind, paper)
    widths = {round(right - left, 3) for left, right in zip(one.across, one.across[1:], strict=False)}
    heights = {round(lower - upper, 3) for upper, lower in zip(one.down, one.down[1:], strict=False)}
    assert (widths, heights) == ({one.card_width}, {one.card_height})
    # As far from the left as from the right: turned over its long edge, a back lies behind its front.
    assert one.across[0] + one.across[-1] == pytest.approx(one.width)
    assert one.down[0] + one.down[-1] == pytest.approx(one.height)
    # What many printers cannot reach is a quarter of an inch.
    assert min(one.across[0], one.down[0]) > 6.35


def test_a_card_is_the_same_on_every_paper() -> None:
    for kind in Kind:
        assert len({(sheet(kind, paper).card_width, sheet(kind, paper).card_height) for paper in Paper}) == 1
    assert sheet(Kind.CLIENT, Paper.A4).card_height == 2 * sheet(Kind.PROMPTS, Paper.A4).card_height
    assert (sheet(Kind.PROMPTS, Paper.A4).places, sheet(Kind.CLIENT, Paper.A4).places) == (8, 4)


def test_the_eighth_card_says_how() -> None:
    (one,) = pages([Card(text=f"Window {at}") for at in range(7)])
    assert [card["t"] for card in one] == ["prompt"] * 7 + ["how"]
    assert one[-1]["title"] == "A week of seven"


@pytest.mark.parametrize(
    ("cards", "kinds"),
    [(1, "ph" + "b" * 6), (7, "p" * 7 + "h"), (8, "p" * 8), (9, "p" * 9 + "h" + "b" * 6), (48, "p" * 48)],
)
def test_no_place_is_left_empty(cards: int, kinds: str) -> None:
    sheets = pages([Card(text="Window")] * cards)
    assert "".join(card["t"][0] for one in sheets for card in one) == kinds
    assert {len(one) for one in sheets} == {8}
    assert len(sheets) == sheets_for(cards, Kind.PROMPTS)


@pytest.mark.parametrize(
    ("given", "stand"),
    [("a", "aaaa"), ("ab", "abab"), ("abc", "abc-"), ("abcd", "abcd"), ("abcde", "abcde---")],
)
def test_a_client_card_fills_its_sheet(given: str, stand: str) -> None:
    sheets = pages([Card(text=letter) for letter in given], Kind.CLIENT)
    assert "".join(card.get("words", "-") for one in sheets for card in one) == stand
    assert len(sheets) == sheets_for(len(given), Kind.CLIENT)


def test_what_a_card_holds() -> None:
    prompt = prompts_for()[0]
    card = pages([card_of(prompt)])[0][0]
    assert card["words"] == prompt.text
    assert card["pillar"] == prompt.pillar
    assert card["minutes"] == f"{prompt.minutes} minutes"
    assert card["credit"] == "Emberwell · CC BY 4.0"
    assert card["remark"] == ""


def test_words_of_ones_own_carry_no_credit_and_need_no_pillar() -> None:
    card = pages([Card(text=" Two \n lines 😀 ")])[0][0]
    assert (card["words"], card["pillar"], card["minutes"], card["credit"]) == ("Two lines", "", "", "")


def test_scripts_no_font_has_are_named_on_the_card() -> None:
    card = pages([Card(text="日本")])[0][0]
    assert "Shown as boxes" in card["remark"]
    assert pages([Card(text="שלום")])[0][0]["rtl"]


def test_only_prompts_have_backs() -> None:
    cards = [Card(text="Window")]
    assert sheet_words(cards, kind=Kind.PROMPTS, paper=Paper.A4, backs=True)["backs"]
    assert not sheet_words(cards, kind=Kind.CLIENT, paper=Paper.A4, backs=True)["backs"]
    assert sheet_words(cards, kind=Kind.CLIENT, paper=Paper.A4)["yours"] == YOURS


@pytest.mark.parametrize("cards", [0, MOST_CARDS + 1])
def test_nothing_and_too_much_is_refused(cards: int) -> None:
    with pytest.raises(WrongChoice):
        sheet_words([Card(text="Window")] * cards, kind=Kind.PROMPTS, paper=Paper.A4)


def test_chosen_ones_stand_in_their_order_and_once() -> None:
    first, second = prompts_for()[:2]
    assert chosen([second.id, first.id, second.id]) == (second, first)


def test_what_cannot_be_chosen() -> None:
    first = prompts_for()[0]
    with pytest.raises(NoSuchPrompt):
        chosen([first.id, "why-never-written"])
    with pytest.raises(WrongChoice):
        chosen([])
    with pytest.raises(WrongChoice):
        chosen([first.id], kind=Kind.CLIENT)
    for each in prompts_for(Audience.CLIENT)[:1]:
        assert chosen([each.id], kind=Kind.CLIENT) == (each,)


@pytest.mark.parametrize(
    ("languages", "paper"),
    [
        ("", Paper.A4),
        ("en", Paper.A4),
        ("en-GB,en;q=0.9", Paper.A4),
        ("en-US,en;q=0.9", Paper.LETTER),
        ("fr-CA", Paper.LETTER),
        ("es-MX,es;q=0.8,en-GB;q=0.5", Paper.LETTER),
        ("en, pt-PT;q=0.8, en-US;q=0.5", Paper.A4),
        ("zh-Hant-TW", Paper.A4),
        ("en_US.UTF-8", Paper.LETTER),
        ("de_DE.UTF-8", Paper.A4),
        ("C.UTF-8", Paper.A4),
        ("*;q=0.1,,,;", Paper.A4),
    ],
)
def test_the_paper_likely_in_the_printer(languages: str, paper: Paper) -> None:
    assert likely_paper(languages) is paper
