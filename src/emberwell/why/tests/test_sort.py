"""The value cards: laid, undone, written, chosen from, finished, put away."""

from __future__ import annotations

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Entry
from emberwell.journal.tests.made import HTMX, queries_of, refuses, written
from emberwell.vault.errors import StorageFailed
from emberwell.vault.record import new_id
from emberwell.vault.vault import Vault
from emberwell.why import sitting
from emberwell.why.records import Move, Pile, Sort, Value
from emberwell.why.sorting import ENOUGH
from emberwell.why.tests.made_sort import IDS, NOON, draft_of, five_names, in_progress, names_of, sorted_five

SORT, LAY, UNDO, ENOUGH_, OWN, FINISH, DISCARD = (
    reverse(f"why:{name}")
    for name in ("sort", "sort_lay", "sort_undo", "sort_enough", "sort_own", "sort_finish", "sort_discard")
)


class _Forms(HTMLParser):
    """What the forms of a page would send: `{button's id: (action, fields)}`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.buttons: dict[str, tuple[str, dict[str, str]]] = {}
        self._action, self._fields = "", {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._action, self._fields = has.get("action", ""), {}
        elif tag == "input" and has.get("name"):
            self._fields[has["name"]] = has.get("value", "")
        elif tag == "button" and has.get("id"):
            pressed = {has["name"]: has["value"]} if "name" in has else {}
            self.buttons[has["id"]] = (self._action, self._fields | pressed)


def press(person: Person, id: str, **more: str):
    """Press a button of the page as it is, without scripts, and go where it leads."""
    action, fields = _Forms(person.client.get(SORT).content.decode()).buttons[id]
    return person.client.post(action, fields | more, follow=True)


def lay(person: Person, card: str, pile: str = "mine", **more: str):
    return person.client.post(LAY, {"card": card, "pile": pile} | more)


def test_looking_at_the_cards_keeps_nothing(ana: Person):
    page = ana.client.get(SORT).context["page"]
    assert page.card.id in IDS
    assert page.card.living
    assert ana.vault.drafts() == []


def test_a_whole_sort_by_plain_forms(ana: Person):
    first = ana.client.get(SORT).context["page"]
    lay(ana, first.card.id, sort=first.sort)
    assert sitting.in_progress(ana.vault).id == first.sort
    second = ana.client.get(SORT).context["page"].card
    press(ana, "lay-not-now")
    third = ana.client.get(SORT).context["page"].card
    press(ana, "lay-mine")
    assert len({first.card.id, second.id, third.id}) == 3
    press(ana, "enough")
    page = ana.client.get(SORT).context["page"]
    assert page.card is None
    assert [pick.card.id for pick in page.picks] == [first.card.id, third.id]
    answer = press(ana, "finish")
    assert answer.redirect_chain[-1] == (reverse("why:importance") + "?said=sorted", 303)
    (saved,) = ana.vault.all(Sort)
    assert saved.id == first.sort
    assert saved.value.done_at
    assert sorted(five_names(ana, saved.value)) == sorted([first.card.name, third.name])
    assert ana.vault.drafts() == []


def test_the_same_card_lies_on_top_until_it_is_laid(ana: Person):
    in_progress(ana, IDS[0])
    tops = {ana.client.get(SORT).context["page"].card.id for _ in range(3)}
    assert len(tops) == 1
    assert tops != {IDS[0]}


def test_undo_brings_the_card_back(ana: Person):
    in_progress(ana, IDS[0])
    top = ana.client.get(SORT).context["page"].card.id
    press(ana, "lay-mine")
    assert ana.client.get(SORT).context["page"].card.id != top
    press(ana, "undo")
    assert ana.client.get(SORT).context["page"].card.id == top
    assert draft_of(ana).moves == (Move(IDS[0], Pile.MINE),)


def test_undo_with_nothing_laid_is_nothing(ana: Person):
    assert ana.client.post(UNDO).url == SORT
    assert ana.vault.drafts() == []


def test_that_is_enough_and_back_to_the_cards(ana: Person):
    in_progress(ana, IDS[0])
    press(ana, "enough")
    assert draft_of(ana).moves[-1].card == ENOUGH
    assert ana.client.get(SORT).context["page"].card is None
    press(ana, "reopen")
    assert ana.client.get(SORT).context["page"].card is not None
    assert draft_of(ana).moves == (Move(IDS[0], Pile.MINE),)


def test_choosing_until_five_stay(ana: Person):
    in_progress(ana, *IDS[:7], not_now=IDS[7:])
    page = ana.client.get(SORT).context["page"]
    assert page.aside == "Set two aside, or more."
    assert "finish" not in _Forms(ana.client.get(SORT).content.decode()).buttons
    refused = ana.client.post(FINISH)
    assert refused.status_code == 422
    assert ana.vault.all(Sort) == []
    press(ana, f"pick-{IDS[1]}")
    press(ana, f"pick-{IDS[4]}")
    press(ana, f"pick-{IDS[5]}")
    press(ana, f"pick-{IDS[4]}")  # taken back
    page = ana.client.get(SORT).context["page"]
    assert [pick.card.id for pick in page.picks] == list(IDS[:7])
    assert [pick.stays for pick in page.picks] == [True, False, True, True, True, False, True]
    press(ana, "finish")
    (saved,) = ana.vault.all(Sort)
    assert len(saved.value.five) == 5


def test_a_card_of_not_now_can_be_taken_after_all(ana: Person):
    in_progress(ana, *IDS[:2], not_now=IDS[2:])
    page = ana.client.get(SORT).context["page"]
    assert {card.id for card in page.not_now} == set(IDS[2:])
    lay(ana, IDS[9])
    assert IDS[9] in [pick.card.id for pick in ana.client.get(SORT).context["page"].picks]


def test_everything_on_not_now_is_a_way_on_too(ana: Person):
    in_progress(ana, not_now=IDS)
    html = ana.client.get(SORT).content.decode()
    assert "Nothing lies on Mine yet" in html
    assert ana.client.post(FINISH).status_code == 422


def test_writing_ones_own(ana: Person):
    in_progress(ana, IDS[0])
    ana.client.post(OWN, {"name": "  Being useful  without being needed "})
    assert draft_of(ana).own == ("Being useful without being needed",)
    press(ana, "enough")
    press(ana, "finish")
    (own,) = (value for value in ana.vault.all(Value) if not value.value.card)
    assert own.value.name == "Being useful without being needed"


@pytest.mark.parametrize("name", ["", "   ", "x" * 41])
def test_what_is_no_name_stays_where_it_was_typed(ana: Person, name: str):
    in_progress(ana, IDS[0])
    for headers in ({}, HTMX):
        answer = ana.client.post(OWN, {"name": name}, headers=headers)
        assert answer.status_code == 422
        assert f'value="{name}"' in answer.content.decode()
    assert draft_of(ana).own == ()


def test_a_name_that_a_card_has_lays_that_card(ana: Person):
    in_progress(ana, IDS[0])
    name = sitting.card_names()[IDS[5]]
    ana.client.post(OWN, {"name": name.upper()})
    assert draft_of(ana).own == ()
    assert draft_of(ana).moves[-1] == Move(IDS[5], Pile.MINE)


def test_a_name_typed_after_the_lock_waits_at_the_door(ana: Person, visitor):
    visitor.post(OWN, {"account": ana.account.id, "name": "Slowness"})
    assert ana.vault.left_at_door()[0].text == "Slowness"


@pytest.mark.parametrize("sent", [{"card": "nonsense-card"}, {"card": ENOUGH}, {"pile": "bin"}, {"card": ""}])
def test_what_is_no_card_is_refused_and_moves_nothing(ana: Person, sent: dict[str, str]):
    in_progress(ana, IDS[0])
    answer = ana.client.post(LAY, {"card": IDS[1], "pile": "mine"} | sent)
    assert answer.status_code == 422
    assert draft_of(ana).moves == (Move(IDS[0], Pile.MINE),)


def test_fragment_and_page_are_one(ana: Person):
    in_progress(ana, IDS[0])
    fragment = lay_by_htmx(ana, IDS[1])
    assert fragment.status_code == 200
    assert "<html" not in fragment.content.decode()
    assert 'id="deck"' in fragment.content.decode()
    page = ana.client.get(SORT)
    assert page.context["page"].card == fragment.context["page"].card
    assert ana.client.post(UNDO, headers=HTMX).context["page"].can_undo
    assert ana.client.post(ENOUGH_, headers=HTMX).context["page"].card is None


def lay_by_htmx(person: Person, card: str):
    return person.client.post(LAY, {"card": card, "pile": "mine"}, headers=HTMX)


def test_a_few_more_is_all_that_is_said_of_the_rest(ana: Person):
    in_progress(ana, not_now=IDS[:-6])
    assert ana.client.get(SORT).context["page"].few == ""
    lay_by_htmx(ana, ana.client.get(SORT).context["page"].card.id)
    assert ana.client.get(SORT).context["page"].few == "A few more."
    for _ in range(4):
        lay_by_htmx(ana, ana.client.get(SORT).context["page"].card.id)
    page = ana.client.get(SORT).context["page"]
    assert (page.few, page.under) == ("This is the last one.", 0)


def test_values_are_used_again_and_brought_back(ana: Person):
    first = sorted_five(ana, *IDS[:3], own=("Slowness",), at=NOON - timedelta(days=100))
    before = {value.value.name: value.id for value in ana.vault.all(Value)}
    trashed = first.value.five[1]
    ana.vault.trash(trashed)
    again = sorted_five(ana, IDS[1], IDS[2], IDS[3], own=("slowness",))
    assert ana.vault.find(Value, trashed) is not None
    assert again.value.five[0] == trashed
    assert again.value.five[1] == before[sitting.card_names()[IDS[2]]]
    assert again.value.five[3] == before["Slowness"]
    assert len(names_of(ana)) == 5
    assert ana.vault.get(Sort, first.id).value == first.value


def test_a_card_gives_the_value_of_ones_own_with_its_name(ana: Person):
    name = sitting.card_names()[IDS[0]]
    own = ana.vault.put(Value(name=name.lower(), added_at=NOON, zone="UTC"))
    assert sorted_five(ana, IDS[0]).value.five == (own.id,)


def test_finishing_is_all_or_nothing(ana: Person, monkeypatch: pytest.MonkeyPatch):
    in_progress(ana, *IDS[:3])
    before = ana.vault.seq

    def fail(*_: object, **__: object) -> None:
        raise StorageFailed

    with monkeypatch.context() as broken:
        broken.setattr("emberwell.vault.log.append", fail)
        assert ana.client.post(FINISH).status_code == 507
    ana.vault.refresh()
    assert (ana.vault.seq, names_of(ana)) == (before, [])
    assert len(draft_of(ana).moves) == 3
    assert ana.client.post(FINISH).status_code == 303
    assert len(names_of(ana)) == 3


def test_finished_in_another_tab(ana: Person):
    id = in_progress(ana, IDS[0])
    ana.client.post(FINISH)
    assert ana.client.post(FINISH).url == reverse("why:values")
    late = lay(ana, IDS[1], sort=id)
    assert late.url == reverse("why:values")
    assert lay_by_htmx_of(ana, id).headers["HX-Redirect"] == reverse("why:values")
    assert sitting.in_progress(ana.vault) is None
    assert len(ana.vault.all(Sort)) == 1


def lay_by_htmx_of(person: Person, id: str):
    return person.client.post(LAY, {"card": IDS[2], "pile": "mine", "sort": id}, headers=HTMX)


def test_a_draft_that_came_too_late_is_nothing(ana: Person):
    saved = sorted_five(ana, IDS[0])
    sitting.keep(ana.vault, saved.id, saved.value)
    assert sitting.in_progress(ana.vault) is None


def test_a_quicker_tab_wins_without_harm(ana: Person, monkeypatch: pytest.MonkeyPatch):
    in_progress(ana, IDS[0])
    draft = sitting.in_progress(ana.vault)
    ana.client.post(FINISH)
    monkeypatch.setattr(sitting, "in_progress", lambda vault: draft)
    assert ana.client.post(FINISH).url == reverse("why:values")
    assert len(ana.vault.all(Sort)) == 1


def test_five_there_are_already(ana: Person):
    sorted_five(ana, *IDS[:5])
    html = ana.client.get(SORT).content.decode()
    assert "You sorted on 14&nbsp;March 2026" in html
    assert ana.client.get(SORT + "?again=1").context["page"].card is not None
    first = ana.client.get(SORT + "?again=1").context["page"]
    lay(ana, first.card.id, sort=first.sort)
    assert ana.client.get(SORT).context["page"].mine[0].id == first.card.id


def test_put_away_and_taken_back(ana: Person):
    in_progress(ana, *IDS[:3])
    before = sitting.in_progress(ana.vault)
    assert ana.client.post(DISCARD).url == SORT
    assert sitting.in_progress(ana.vault) is None
    page = ana.client.get(SORT).context["page"]
    assert page.mine == ()
    assert page.put_away_on == NOON.date()
    ana.client.post(DISCARD, {"take_back": "1"})
    after = sitting.in_progress(ana.vault)
    assert (after.id, after.value) == (before.id, before.value)
    assert sitting.put_away(ana.vault) is None


def test_a_sort_begun_meanwhile_is_not_written_over(ana: Person):
    in_progress(ana, IDS[0])
    ana.client.post(DISCARD)
    id = in_progress(ana, IDS[1])
    assert ana.client.get(SORT).context["page"].put_away_on is None
    ana.client.post(DISCARD, {"take_back": "1"})
    assert sitting.in_progress(ana.vault).id == id
    ana.client.post(DISCARD)
    assert sitting.put_away(ana.vault).id == id
    assert len(ana.vault.drafts()) == 1


def test_it_goes_on_where_it_was_begun_from(ana: Person):
    ten = reverse("why:ten")
    page = ana.client.get(SORT, {"next": ten}).context["page"]
    assert lay(ana, page.card.id, next=ten).url == f"{SORT}?next=%2Fwhy%2Ften%2F"
    assert f'name="next" value="{ten}"' in ana.client.get(SORT, {"next": ten}).content.decode()
    assert ana.client.post(FINISH, {"next": ten}).url == ten


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_never_to_another_site(ana: Person, elsewhere: str):
    assert ana.client.get(SORT, {"next": elsewhere}).context["page"].next == ""
    assert lay(ana, IDS[0], next=elsewhere).url == SORT
    assert elsewhere not in ana.client.post(FINISH, {"next": elsewhere}).url


def test_one_sort_a_vault_whatever_a_tab_says(ana: Person):
    id = in_progress(ana, IDS[0])
    lay(ana, IDS[1], sort=new_id())
    lay(ana, IDS[2], sort="nonsense")
    assert sitting.in_progress(ana.vault).id == id
    assert len(draft_of(ana).moves) == 3


def test_drafts_of_pages_are_left_alone(ana: Person):
    page = written(ana)
    ana.vault.keep_draft(page.id, sitting.TAB, page.value, based_on=1)
    in_progress(ana, IDS[0])
    ana.client.post(FINISH)
    assert [draft.id for draft in ana.vault.drafts()] == [page.id]
    assert ana.vault.get(Entry, page.id).value == page.value


def test_a_card_that_left_the_deck(ana: Person):
    in_progress(ana, "thrift", IDS[0])
    press(ana, "enough")
    assert "Thrift" in ana.client.get(SORT).content.decode()
    press(ana, "finish")
    assert "Thrift" in names_of(ana)


def test_a_stranger_has_her_own_cards(ana: Person, cleo: Person):
    id = in_progress(ana, *IDS[:3])
    assert cleo.client.get(SORT).context["page"].mine == ()
    lay(cleo, IDS[7], sort=id)
    assert len(draft_of(ana).moves) == 3
    cleo.client.post(FINISH)
    assert ana.vault.all(Sort) == []


def test_wrong_methods(ana: Person):
    refuses(ana, SORT, "POST", "PUT")
    for address in (LAY, UNDO, ENOUGH_, OWN, FINISH, DISCARD):
        refuses(ana, address, "GET")


def test_a_constant_number_of_statements(ana: Person):
    in_progress(ana, IDS[0])
    few = queries_of(ana, SORT)
    Vault.drop_draft(ana.vault, sitting.in_progress(ana.vault).id, sitting.TAB)
    in_progress(ana, *IDS[:40])
    assert queries_of(ana, SORT) == few
