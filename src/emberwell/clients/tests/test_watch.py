"""Words of one's own to look for: kept, changed, emptied, and found."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from conftest import Person
from emberwell.clients.records import WatchList
from emberwell.clients.watching import WORD_LIMIT, WORDS_LIMIT, clean_words, watch, watch_list, watched
from emberwell.journal.tests.made import refuses
from emberwell.keepsakes.check import checked
from emberwell.keepsakes.choice import content_of, to_begin_with
from emberwell.vault.errors import StaleRevision
from emberwell.why.records import WhyStatement

WATCH = reverse("clients:watch")


@given(st.text(max_size=200))
def test_cleaning_again_changes_nothing(text: str):
    words = clean_words(text)
    assert clean_words("\n".join(words)) == words
    assert len({word.casefold() for word in words}) == len(words)
    assert all(word == word.strip() and word for word in words)


def test_the_list_is_kept_and_shown(ana: Person):
    answer = ana.client.post(WATCH, {"words": " The  Mill \n\nNorthgate\nthe mill", "expected": "0"})
    assert (answer.status_code, answer.url) == (303, WATCH + "?said=saved")
    assert watched(ana.vault) == ("The Mill", "Northgate")
    page = ana.client.get(answer.url)
    assert page.context["page"].form["words"].value() == "The Mill\nNorthgate"
    assert "Saved and sealed." in page.content.decode()


def test_there_is_one_list(ana: Person):
    ana.client.post(WATCH, {"words": "mill", "expected": "0"})
    ana.client.post(WATCH, {"words": "gate", "expected": "1"})
    ana.client.post(WATCH, {"words": "gate", "expected": "2"})
    (saved,) = ana.vault.all(WatchList)
    assert (saved.value.words, saved.revision) == (("gate",), 2)
    ana.client.post(WATCH, {"words": "", "expected": "2"})
    assert watched(ana.vault) == ()


def test_nothing_is_written_for_an_empty_list(ana: Person):
    before = ana.vault.seq
    assert ana.client.post(WATCH, {"words": " \n "}).status_code == 303
    assert ana.vault.seq == before


@pytest.mark.parametrize(
    "words", ["x" * (WORD_LIMIT + 1), "\n".join(str(n) for n in range(WORDS_LIMIT + 1)), "x" * 50_000]
)
def test_too_much_stays_in_the_form(ana: Person, words: str):
    answer = ana.client.post(WATCH, {"words": words})
    assert answer.status_code == 422
    assert answer.context["page"].form["words"].value() == words
    assert watch_list(ana.vault) is None


def test_changed_in_two_tabs_both_are_shown(ana: Person):
    ana.client.post(WATCH, {"words": "mill", "expected": "0"})
    answer = ana.client.post(WATCH, {"words": "gate", "expected": "0"})
    assert answer.status_code == 409
    assert answer.context["page"].saved_meanwhile == ("mill",)
    assert answer.context["page"].form["words"].value() == "gate"
    assert watched(ana.vault) == ("mill",)
    with pytest.raises(StaleRevision):
        watch(ana.vault, ("gate",), expected=0)
    ana.client.post(WATCH, {"words": "gate", "expected": "1"})
    assert watched(ana.vault) == ("gate",)


def test_back_to_the_page_it_was_asked_from(ana: Person):
    there = reverse("journal:write")
    assert ana.client.get(WATCH, {"next": there}).context["page"].next == there
    assert ana.client.post(WATCH, {"words": "mill", "next": there}).url == there
    assert ana.client.get(WATCH, {"next": "https://example.org/"}).context["page"].next == ""


def test_it_is_ones_own(ana: Person, ben: Person):
    ana.client.post(WATCH, {"words": "mill"})
    assert watched(ben.vault) == ()
    assert "mill" not in ben.client.get(WATCH).content.decode()


def test_words_after_the_lock_are_left_at_the_door(ana: Person, visitor):
    answer = visitor.post(WATCH, {"words": "mill", "account": ana.account.id})
    assert answer.status_code in {303, 401}
    (line,) = ana.vault.left_at_door()
    assert line.text == "mill"


def test_a_book_is_looked_through_for_them_too(ana: Person):
    now = datetime.now(UTC)
    ana.vault.put(WhyStatement(text="because of the mill", written_at=now, zone="UTC"))
    content = content_of(ana.vault, to_begin_with(ana.vault, now.year))
    assert checked(ana.vault, content) == ()
    watch(ana.vault, ("The mill",), expected=0)
    (found,) = checked(ana.vault, content)
    assert [piece.text for piece in found.sentences[0].pieces if piece.marked] == ["the mill"]


def test_wrong_methods(ana: Person):
    refuses(ana, WATCH, "PUT", "PATCH", "DELETE")
