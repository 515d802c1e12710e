"""One value: own words for it, and what shows it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.tests.made import NOON, STRANGE, kept, queries_of, refuses, written
from emberwell.library.purpose import cards
from emberwell.vault.record import RecordId
from emberwell.week.records import STEPS, Act, CameOf, Place, Week
from emberwell.why.pages.value import place_in_words
from emberwell.why.records import Value
from emberwell.why.tests.made_sort import IDS, sorted_five
from emberwell.why.tests.made_why import five_of


def at(id: str) -> str:
    return reverse("why:value", args=[id])


@pytest.fixture
def value(ana: Person) -> RecordId:
    return five_of(ana, "Candour", at_work="I say it.", at_home="I say it kindly.")[0]


def said(person: Person, id: RecordId) -> tuple[str, str]:
    value = person.vault.get(Value, id).value
    return value.at_work, value.at_home


def page_of(person: Person, id: str, **query: str):
    return person.client.get(at(id), query).context["page"]


def test_own_words_at_work_and_at_home(ana: Person, value: RecordId):
    html = ana.client.get(at(value)).content.decode()
    assert "I say it.</textarea>" in html
    answer = ana.client.post(at(value), {"at_work": " Less and less. ", "at_home": "", "expected": "1"})
    assert answer.url == at(value) + "?said=saved"
    assert said(ana, value) == ("Less and less.", "")
    assert "Saved and sealed." in ana.client.get(answer.url).content.decode()


def test_the_same_words_write_nothing(ana: Person, value: RecordId):
    ana.client.post(at(value), {"at_work": "I say it.", "at_home": "I say it kindly.", "expected": "1"})
    assert ana.vault.get(Value, value).revision == 1


def test_the_sentence_of_its_card(ana: Person):
    (id,) = sorted_five(ana, IDS[0]).value.five
    assert page_of(ana, id).living == cards()[IDS[0]].living


def test_too_much_is_refused_and_stays_in_the_form(ana: Person, value: RecordId):
    answer = ana.client.post(at(value), {"at_work": "x" * 4001, "at_home": "Also this.", "expected": "1"})
    assert answer.status_code == 422
    assert "x" * 4001 in answer.content.decode()
    assert "Also this." in answer.content.decode()
    assert said(ana, value) == ("I say it.", "I say it kindly.")


def test_the_same_words_changed_in_two_tabs(ana: Person, value: RecordId):
    ana.client.post(at(value), {"at_work": "Theirs.", "at_home": "I say it kindly.", "expected": "1"})
    answer = ana.client.post(at(value), {"at_work": "Mine.", "at_home": "I say it kindly.", "expected": "1"})
    assert answer.status_code == 409
    page = answer.context["page"]
    assert page.said_meanwhile == (("At work", "Theirs."),)
    assert "Mine.</textarea>" in answer.content.decode()
    assert said(ana, value) == ("Theirs.", "I say it kindly.")
    ana.client.post(at(value), {"at_work": "Mine.", "at_home": "I say it kindly.", "expected": "2"})
    assert said(ana, value) == ("Mine.", "I say it kindly.")


def test_different_words_changed_in_two_tabs_both_stay(ana: Person, value: RecordId):
    ana.client.post(at(value), {"at_work": "Theirs.", "at_home": "I say it kindly.", "expected": "1"})
    answer = ana.client.post(at(value), {"at_work": "I say it.", "at_home": "Mine.", "expected": "1"})
    assert answer.status_code == 303
    assert said(ana, value) == ("Theirs.", "Mine.")


def test_words_of_both_fields_wait_at_the_door(ana: Person, value: RecordId, visitor):
    visitor.post(at(value), {"account": ana.account.id, "at_work": "", "at_home": "At the table."})
    visitor.post(at(value), {"account": ana.account.id, "at_work": "In the room.", "at_home": "At the table."})
    assert [line.text for line in ana.vault.left_at_door()] == ["At the table.", "In the room.\n\nAt the table."]
    assert said(ana, value) == ("I say it.", "I say it kindly.")


def test_lines_that_show_it_newest_first(ana: Person, value: RecordId):
    page = written(ana)
    for number in range(14):
        kept(ana, f"Line {number}", kept_at=NOON + timedelta(days=number), values=(value,), entry=page.id)
    kept(ana, "Another's", values=(STRANGE,))
    shown = page_of(ana, value)
    assert [line.words for line in shown.lines] == [f"Line {number}" for number in range(13, 1, -1)]
    assert shown.lines[0].entry == page.id
    assert shown.has_more_lines
    assert len(page_of(ana, value, lines="all").lines) == 14


def test_what_may_not_return_is_left_out(ana: Person, value: RecordId):
    kept(ana, "This one.", values=(value,))
    kept(ana, "Quiet.", values=(value,), quiet=True)
    kept(ana, "Rested.", values=(value,), rested_on=date(2026, 3, 15))
    kept(ana, "Raw.", values=(value,), entry=written(ana, raw=True).id)
    kept(ana, "Hard.", values=(value,), entry=written(ana, hard_day=True).id)
    assert [line.words for line in page_of(ana, value).lines] == ["This one."]


def test_small_acts_that_serve_it(ana: Person, value: RecordId):
    for week, what, serves in ((6, "Earlier", value), (13, "Later", value), (13, "Other", None)):
        act = Act(for_week=date(2026, 3, week), zone="UTC", chosen_at=NOON, what=what, value=serves)
        ana.vault.put(
            act
            if what != "Later"
            else Act(**{f: getattr(act, f) for f in act.__struct_fields__} | {"came_of": CameOf.PARTLY})
        )
    assert [(act.what, act.came_of) for act in page_of(ana, value).acts] == [("Later", "partly"), ("Earlier", None)]


def test_where_it_last_stood_on_the_ring(ana: Person, value: RecordId):
    assert page_of(ana, value).stood is None
    for day, place in (
        (1, Place(value=value, work=3, home=1)),
        (8, Place(value=value, work=0)),
        (15, Place(value=value)),
    ):
        ana.vault.put(Week(ends_on=date(2026, 3, day), zone="UTC", written_at=NOON, places=(place,)))
    stood = page_of(ana, value).stood
    assert (stood.ends_on, stood.work, stood.home) == (date(2026, 3, 8), "in the middle", "")


def test_places_in_words():
    words = [place_in_words(steps) for steps in range(STEPS + 1)]
    assert len(set(words)) == STEPS + 1
    assert words[1:3] == ["one step from the middle", "two steps from the middle"]
    assert words[-1] == "at the edge"


def test_an_earlier_value_says_so(ana: Person, value: RecordId):
    assert page_of(ana, value).is_of_five
    earlier = ana.vault.put(Value(name="Once", added_at=NOON, zone="UTC"))
    assert not page_of(ana, earlier.id).is_of_five
    assert "not among the five" in ana.client.get(at(earlier.id)).content.decode()


def test_strangers_and_the_unknown_get_404(ana: Person, cleo: Person, value: RecordId):
    for person, id in ((cleo, value), (ana, STRANGE), (ana, written(ana).id)):
        assert person.client.get(at(id)).status_code == 404
        assert person.client.post(at(id), {"at_work": "x"}).status_code == 404
    assert said(ana, value) == ("I say it.", "I say it kindly.")


def test_wrong_methods(ana: Person, value: RecordId):
    refuses(ana, at(value), "PUT", "DELETE")


def test_a_constant_number_of_statements(ana: Person, value: RecordId):
    kept(ana, values=(value,))
    few = queries_of(ana, at(value))
    for number in range(12):
        kept(ana, f"Line {number}", values=(value,), entry=written(ana).id)
    assert queries_of(ana, at(value)) == few
