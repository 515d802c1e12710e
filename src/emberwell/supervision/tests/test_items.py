"""The list: taken with one tap, ticked off, changed, let go of, printed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import HTMX, SCRIPT, STRANGE, kept, queries_of, refuses, written
from emberwell.sessions.records import Mine, Session, SomethingOfMine
from emberwell.stayed.tests.made import raw_put, stayed_put, today_of
from emberwell.supervision.records import Item
from emberwell.supervision.tests.made import NOON, client_put, item_put

TAKE, LIST, SHEET = (reverse(f"supervision:{name}") for name in ("take", "items", "sheet"))


def at(id: str, name: str = "item") -> str:
    return reverse(f"supervision:{name}", args=[id])


def items_of(person: Person) -> list[Item]:
    return [saved.value for saved in person.vault.all(Item)]


class TestTake:
    def test_own_words(self, ana: Person):
        answer = ana.client.post(TAKE, {"text": " Fees, again. ", "zone": "Europe/Vienna"})
        assert answer.url == LIST + "?said=taken"
        assert [(item.text, item.source, item.zone) for item in items_of(ana)] == [
            ("Fees, again.", None, "Europe/Vienna")
        ]

    def test_a_page_a_line_and_what_stayed_are_shown_by_their_beginning(self, ana: Person):
        things = (written(ana, title="The half hour"), kept(ana, "Careful."), stayed_put(ana, know_now="I hide."))
        for thing in things:
            ana.client.post(TAKE, {"source": thing.id})
        page = ana.client.get(LIST).context["page"]
        assert [item.words for item in page.items] == ["The half hour", "Careful.", "I hide."]
        html = ana.client.get(LIST).content.decode()
        assert reverse("journal:page", args=[things[0].id]) in html
        assert reverse("journal:line", args=[things[1].id]) in html

    def test_twice_is_once_until_it_was_taken(self, ana: Person):
        line = kept(ana)
        for _ in range(2):
            ana.client.post(TAKE, {"source": line.id})
            ana.client.post(TAKE, {"text": "Fees."})
        assert len(items_of(ana)) == 2
        for saved in ana.vault.all(Item):
            ana.client.post(at(saved.id, "tick"))
        ana.client.post(TAKE, {"source": line.id})
        assert len(items_of(ana)) == 3

    def test_back_to_the_page_it_was_asked_from(self, ana: Person):
        line = kept(ana)
        assert ana.client.post(TAKE, {"source": line.id, "next": "/journal/lines/"}).url == "/journal/lines/"
        assert ana.client.post(TAKE, {"source": line.id, "next": "//evil.example/"}).url == LIST + "?said=taken"

    def test_the_button_is_replaced_in_place(self, ana: Person):
        answer = ana.client.post(TAKE, {"source": kept(ana).id}, headers=HTMX)
        assert answer.status_code == 200
        assert "<html" not in answer.content.decode()
        assert LIST in answer.content.decode()

    def test_offered_on_pages_lines_and_what_stayed(self, ana: Person):
        page, line, stayed = written(ana), kept(ana), raw_put(ana)
        places = (
            (reverse("journal:page", args=[page.id]), page.id),
            (reverse("journal:lines"), line.id),
            (reverse("stayed:one", args=[stayed.id]), stayed.id),
        )
        for address, id in places:
            html = ana.client.get(address).content.decode()
            assert f'action="{TAKE}"' in html
            assert f'name="source" value="{id}"' in html

    @pytest.mark.parametrize("sent", [{}, {"text": "  "}, {"source": "nonsense"}, {"text": "x" * 2001}])
    def test_what_cannot_be_taken_stays_in_the_form(self, ana: Person, sent: dict[str, str]):
        answer = ana.client.post(TAKE, sent)
        assert answer.status_code == 422
        assert answer.context["page"].form["text"].value() == sent.get("text")
        assert items_of(ana) == []

    def test_nothing_of_a_strangers(self, ana: Person, cleo: Person):
        assert cleo.client.post(TAKE, {"source": kept(ana).id}).status_code == 404
        assert cleo.client.post(TAKE, {"source": STRANGE}).status_code == 404
        assert items_of(cleo) == []
        refuses(ana, TAKE, "GET")

    def test_late_words_wait_at_the_door(self, ana: Person, visitor: Client):
        visitor.post(TAKE, {"account": ana.account.id, "text": "Fees."}, headers=SCRIPT)
        visitor.post(at(STRANGE, "tick"), {"account": ana.account.id, "came_of": "Say it."}, headers=SCRIPT)
        assert [left.text for left in ana.vault.left_at_door()] == ["Fees.", "Say it."]


class TestHeldBack:
    def test_raw_and_hard_day_things_show_their_day_only(self, ana: Person):
        raw_page = written(ana, "Thornbush", raw=True)
        things = (
            raw_put(ana, happened="Thornbush", told_myself="Thornbush"),
            raw_page,
            written(ana, "Thornbush", title="Thornbush", hard_day=True),
            kept(ana, "Thornbush", entry=raw_page.id),
            kept(ana, "Thornbush", quiet=True),
        )
        for thing in things:
            ana.client.post(TAKE, {"source": thing.id})
        for address in (LIST, SHEET, SHEET + "?names=1", at(ana.vault.all(Item)[0].id)):
            assert "Thornbush" not in ana.client.get(address).content.decode()
        html = ana.client.get(LIST).content.decode()
        assert "Something still raw, of 14 March 2026" in html

    def test_once_it_is_ready_its_words_stand_there(self, ana: Person):
        page = raw_put(ana, know_now="I hide.")
        ana.client.post(TAKE, {"source": page.id})
        assert "I hide." not in ana.client.get(LIST).content.decode()
        ana.client.post(reverse("stayed:one", args=[page.id]), {"based_on": "1", "raw": "", "know_now": "I hide."})
        assert "I hide." in ana.client.get(LIST).content.decode()

    def test_what_it_was_taken_from_may_go(self, ana: Person):
        line = kept(ana, "Careful.")
        ana.client.post(TAKE, {"source": line.id})
        ana.vault.trash(line.id)
        card = ana.client.get(LIST).context["page"].items[0]
        assert (card.words, card.is_gone) == ("", True)
        assert "Careful." not in ana.client.get(SHEET).content.decode()


class TestOff:
    def test_ticked_off_with_what_came_of_it_and_back(self, ana: Person):
        saved = item_put(ana)
        answer = ana.client.post(at(saved.id, "tick"), {"came_of": "Say it at the start.", "expected": "1"})
        assert answer.url == LIST + "?said=ticked"
        now = ana.vault.get(Item, saved.id).value
        assert (now.taken_on, now.came_of) == (today_of(ana), "Say it at the start.")
        page = ana.client.get(LIST).context["page"]
        assert ([card.id for card in page.items], [card.came_of for card in page.taken]) == ([], [now.came_of])
        ana.client.post(at(saved.id, "untick"))
        again = ana.vault.get(Item, saved.id).value
        assert (again.taken_on, again.came_of) == (None, "Say it at the start.")

    def test_ticked_twice_keeps_day_and_words(self, ana: Person):
        saved = item_put(ana, taken_on=NOON.date(), came_of="Say it.")
        ana.client.post(at(saved.id, "tick"))
        assert ana.vault.get(Item, saved.id) == saved

    def test_changed_in_another_tab_meanwhile(self, ana: Person):
        saved = item_put(ana)
        ana.client.post(at(saved.id), {"text": "Fees.", "expected": "1"})
        answer = ana.client.post(at(saved.id, "tick"), {"came_of": "Typed.", "expected": "1"})
        assert answer.status_code == 409
        assert answer.context["page"].form["came_of"].value() == "Typed."
        assert ana.vault.get(Item, saved.id).value.taken_on is None

    def test_too_long_stays_in_the_form(self, ana: Person):
        saved = item_put(ana)
        answer = ana.client.post(at(saved.id, "tick"), {"came_of": "x" * 10_001})
        assert answer.status_code == 422
        assert answer.context["page"].form["came_of"].value() == "x" * 10_001
        assert answer.context["page"].form["text"].value() == "Fees, again."

    def test_into_the_trash_and_back(self, ana: Person):
        saved = item_put(ana)
        answer = ana.client.post(at(saved.id, "trash"))
        restore = reverse("journal:restore", args=[saved.id])
        assert restore in ana.client.get(answer.url).content.decode()
        assert "Fees, again." in ana.client.get(reverse("journal:trash")).content.decode()
        ana.client.post(restore)
        assert [item.text for item in items_of(ana)] == ["Fees, again."]


class TestChange:
    def test_its_words_and_what_came_of_it(self, ana: Person):
        saved = item_put(ana)
        ana.client.post(at(saved.id), {"text": "Fees.", "came_of": "Say it.", "expected": "1"})
        now = ana.vault.get(Item, saved.id).value
        assert (now.text, now.came_of) == ("Fees.", "Say it.")

    def test_own_words_in_place_of_a_pages_and_emptied_again(self, ana: Person):
        page = written(ana, title="The half hour")
        ana.client.post(TAKE, {"source": page.id})
        id = ana.vault.all(Item)[0].id
        ana.client.post(at(id), {"text": "Why I ran over.", "expected": "1"})
        assert [card.words for card in ana.client.get(LIST).context["page"].items] == ["Why I ran over."]
        ana.client.post(at(id), {"text": "", "expected": "2"})
        assert [card.words for card in ana.client.get(LIST).context["page"].items] == ["The half hour"]

    def test_own_words_emptied_go_to_the_trash(self, ana: Person):
        saved = item_put(ana)
        answer = ana.client.post(at(saved.id), {"text": " ", "expected": "1"})
        assert answer.url == f"{LIST}?said=trashed&gone={saved.id}"
        assert [gone.value.text for gone in ana.vault.trashed()] == ["Fees, again."]

    def test_two_tabs(self, ana: Person):
        saved = item_put(ana)
        ana.client.post(at(saved.id), {"text": "One.", "expected": "1"})
        answer = ana.client.post(at(saved.id), {"text": "Two.", "expected": "1"})
        page = answer.context["page"]
        assert (answer.status_code, page.saved_meanwhile.words, page.form["text"].value()) == (409, "One.", "Two.")
        assert ana.vault.get(Item, saved.id).value.text == "One."

    def test_too_long_stays_in_the_form(self, ana: Person):
        saved = item_put(ana)
        answer = ana.client.post(at(saved.id), {"text": "x" * 2001, "came_of": "Typed."})
        assert answer.status_code == 422
        assert answer.context["page"].form["came_of"].value() == "Typed."

    def test_strangers_and_wrong_methods(self, ana: Person, cleo: Person):
        saved = item_put(ana)
        assert cleo.client.get(at(saved.id)).status_code == 404
        for name in ("item", "tick", "untick", "trash"):
            assert cleo.client.post(at(saved.id, name), {"text": "Mine."}).status_code == 404
        for name in ("tick", "untick", "trash"):
            refuses(ana, at(saved.id, name), "GET", "PUT")
        assert ana.vault.get(Item, saved.id) == saved


class TestSheet:
    def test_what_is_open_and_nothing_taken(self, ana: Person):
        item_put(ana, "Open.")
        item_put(ana, "Done.", taken_on=NOON.date())
        assert [line.words for line in ana.client.get(SHEET).context["page"].lines] == ["Open."]

    def test_no_code_names_unless_wanted(self, ana: Person):
        hazel = client_put(ana, "Hazel")
        item_put(ana, "Ending on time, but for HAZEL.")
        ana.client.post(TAKE, {"source": written(ana, "With Hazel.", clients=(hazel.id,)).id})
        without = ana.client.get(SHEET).content.decode()
        assert "hazel" not in without.lower()
        with_names = ana.client.get(SHEET + "?names=1")
        assert "but for HAZEL." in with_names.content.decode()
        assert [line.about for line in with_names.context["page"].lines] == ["", "Hazel"]


def test_something_of_mine_and_a_session_can_be_taken(ana: Person):
    now = datetime.now(UTC)
    mine = ana.vault.put(SomethingOfMine(what=Mine.MISTAKE, noted_at=now, zone="UTC", happened="I said sorry."))
    session = ana.vault.put(Session(day=now.date(), zone="UTC", chosen_at=now, to_be="Slower."))
    for thing in (mine, session):
        ana.client.post(TAKE, {"source": thing.id})
    assert [item.words for item in ana.client.get(LIST).context["page"].items] == ["I said sorry.", "Slower."]


def test_older_ones_are_asked_for(ana: Person):
    for number in range(15):
        item_put(ana, f"Taken {number}.", taken_on=NOON.date())
    first = ana.client.get(LIST).context["page"]
    rest = ana.client.get(f"{LIST}?after={first.older}").context["page"]
    assert len({card.id for card in (*first.taken, *rest.taken)}) == 15
    assert (first.shows_taken, rest.shows_taken, rest.older) == (False, True, None)


def test_searched_for_it_is_found(ana: Person):
    saved = item_put(ana, "A thornbush.")
    assert at(saved.id) in ana.client.post(reverse("journal:search"), {"q": "thornbush"}).content.decode()


def test_a_constant_number_of_statements(ana: Person):
    item_put(ana)
    alone = [queries_of(ana, address) for address in (LIST, SHEET)]
    for _ in range(10):
        item_put(ana, "", source=kept(ana, entry=written(ana).id).id)
        item_put(ana, "", source=stayed_put(ana).id, taken_on=NOON.date())
    assert [queries_of(ana, address) for address in (LIST, SHEET)] == alone


def test_a_resting_line_is_not_quoted(ana: Person):
    line = kept(ana, "Careful.", rested_on=NOON.date())
    item_put(ana, "", source=line.id)
    [item] = ana.client.get(LIST).context["page"].items
    assert (item.words, item.source.held_back != "") == ("", True)


def test_a_source_is_an_id_and_nothing_around_it(ana: Person):
    line = kept(ana, "Careful.")
    assert ana.client.post(TAKE, {"source": f"x{line.id}"}).status_code == 422
    assert items_of(ana) == []
