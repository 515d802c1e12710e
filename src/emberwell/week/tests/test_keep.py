"""A week's end kept: together, once, again, in two tabs, and not when it cannot be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from conftest import Person
from emberwell.journal.records import Entry
from emberwell.journal.tests.made import SCRIPT
from emberwell.week.records import Act, CameOf, CheckIn, Place, Week
from emberwell.week.rules import next_end
from emberwell.week.tests.made import act_put, check_in_put, ends_tomorrow, sent_by, this_end, valued, week_put

WEEK, ENDS_ON = reverse("week:week"), reverse("week:ends_on")


def one(day) -> str:
    return reverse("week:one", args=[day])


def opened(person: Person, address: str = WEEK) -> dict[str, str]:
    answer = person.client.get(address)
    assert answer.status_code == 200
    return sent_by(answer.context["page"])


def keep(person: Person, said: dict[str, str], day=None):
    return person.client.post(one(day or this_end(person)), said)


def test_everything_is_kept_together(ana: Person):
    steady, still = valued(ana, "Steadiness", "Stillness")
    said = opened(ana) | {
        f"work-{steady}": "0",
        f"home-{steady}": "6",
        f"home-{still}": "3",
        "energy": "2",
        "doubt": "7",
        "in_the_way": " Four late evenings. ",
        "act_what": "Leave on Tuesday.",
        "act_when": "Tuesday",
        "act_where": "the clinic",
        "act_if": "somebody asks",
        "act_then": "say: tomorrow",
        "act_value": still,
        "zone": "Asia/Kathmandu",
    }
    answer = keep(ana, said)
    assert answer.url == one(this_end(ana)) + "?said=saved"
    (week,), (check_in,), (act,) = ana.vault.all(Week), ana.vault.all(CheckIn), ana.vault.all(Act)
    assert week.value.places == (Place(value=steady, work=0, home=6), Place(value=still, home=3))
    assert (week.value.in_the_way, week.value.zone) == ("Four late evenings.", "Asia/Kathmandu")
    assert (check_in.value.day, check_in.value.energy, check_in.value.doubt) == (this_end(ana), 2, 7)
    assert (check_in.value.meaning, check_in.value.load) == (None, None)
    told = act.value
    assert (told.for_week, told.what, told.value) == (next_end(this_end(ana)), "Leave on Tuesday.", still)
    assert (told.when, told.where, told.if_, told.then) == ("Tuesday", "the clinic", "somebody asks", "say: tomorrow")
    text = ana.client.get(answer.url).content.decode()
    assert "Saved and sealed." in text
    assert "Four late evenings." in text
    assert "at the edge" in text
    assert reverse("week:act_calendar", args=[act.id]) in text


def test_keeping_the_same_again_writes_nothing(ana: Person):
    (value,) = valued(ana, "Steadiness")
    keep(ana, opened(ana) | {f"work-{value}": "2", "energy": "4", "in_the_way": "x", "act_what": "y"})
    seq = ana.vault.seq
    keep(ana, opened(ana, one(this_end(ana)) + "?change=1"))
    assert ana.vault.seq == seq


def test_a_double_press_is_one_week(ana: Person):
    said = opened(ana) | {"energy": "4", "act_what": "y"}
    assert keep(ana, said).status_code == keep(ana, said).status_code == 303
    assert len(ana.vault.all(Week)) == len(ana.vault.all(CheckIn)) == len(ana.vault.all(Act)) == 1


def test_changing_keeps_the_moment_of_the_first_save_and_touches_only_what_changed(ana: Person):
    (value,) = valued(ana, "Steadiness")
    keep(ana, opened(ana) | {f"work-{value}": "2", "energy": "4", "act_what": "y"})
    (before,), (check_in,), (act,) = ana.vault.all(Week), ana.vault.all(CheckIn), ana.vault.all(Act)
    keep(ana, opened(ana, one(this_end(ana)) + "?change=1") | {f"work-{value}": "1"})
    (after,) = ana.vault.all(Week)
    assert (after.id, after.revision, after.value.written_at) == (before.id, 2, before.value.written_at)
    assert after.value.places == (Place(value=value, work=1),)
    assert ana.vault.get(CheckIn, check_in.id).revision == ana.vault.get(Act, act.id).revision == 1


def test_what_is_cleared_goes_to_the_trash_as_it_was(ana: Person):
    keep(ana, opened(ana) | {"energy": "4", "act_what": "Leave.", "act_when": "Tuesday"})
    answer = keep(ana, opened(ana, one(this_end(ana)) + "?change=1") | {"energy": "", "act_what": " "})
    assert answer.url.endswith("said=act")
    assert ana.vault.all(CheckIn) == ana.vault.all(Act) == []
    gone = {type(each.value): each.value for each in ana.vault.trashed()}
    assert gone[CheckIn].energy == 4
    assert (gone[Act].what, gone[Act].when) == ("Leave.", "Tuesday")
    assert "in the trash" in ana.client.get(answer.url).content.decode()
    keep(ana, opened(ana, one(this_end(ana)) + "?change=1") | {"energy": "1", "act_what": "Stay."})
    assert [act.value.what for act in ana.vault.all(Act)] == ["Stay."]


def test_the_act_of_this_week_is_asked_about(ana: Person):
    ends_tomorrow(ana)
    act = act_put(ana, this_end(ana))
    assert act.value.what in ana.client.get(WEEK).content.decode()
    keep(ana, opened(ana) | {"came_of": "partly"})
    told = ana.vault.get(Act, act.id).value
    assert told.came_of == CameOf.PARTLY
    assert told.said_at is not None
    keep(ana, opened(ana, one(this_end(ana)) + "?change=1") | {"came_of": ""})
    assert ana.vault.get(Act, act.id).value == act.value


def test_an_act_for_next_week_is_changed_not_doubled(ana: Person):
    ends_tomorrow(ana)
    act = act_put(ana, next_end(this_end(ana)), what="One.")
    said = opened(ana)
    assert said["act_what"] == "One."
    keep(ana, said | {"act_what": "Two."})
    assert [(each.id, each.value.what) for each in ana.vault.all(Act)] == [(act.id, "Two.")]


def test_two_tabs_never_overwrite(ana: Person):
    (value,) = valued(ana, "Steadiness")
    mine, theirs = opened(ana), opened(ana)
    keep(ana, theirs | {"in_the_way": "Theirs.", f"work-{value}": "1"})
    answer = keep(ana, mine | {"in_the_way": "Mine.", f"work-{value}": "5", "act_what": "Rest."})
    assert answer.status_code == 409
    page = answer.context["page"]
    assert page.saved_meanwhile.in_the_way == "Theirs."
    assert "Mine." in answer.content.decode()
    assert sent_by(page)[f"work-{value}"] == "5"
    (week,) = ana.vault.all(Week)
    assert (week.value.in_the_way, ana.vault.all(Act)) == ("Theirs.", [])
    assert keep(ana, sent_by(page)).status_code == 303
    assert ana.vault.all(Week)[0].value.in_the_way == "Mine."
    assert ana.vault.all(Act)[0].value.what == "Rest."
    assert ana.vault.drafts() == []


def test_what_another_tab_said_of_the_act_stands(ana: Person):
    act = act_put(ana, this_end(ana))
    mine = opened(ana)
    ana.client.post(reverse("week:act_came", args=[act.id]), {"came_of": "did it"})
    assert keep(ana, mine).status_code == 409
    assert ana.vault.get(Act, act.id).value.came_of == CameOf.DID


def test_an_id_that_is_taken_costs_no_words(ana: Person):
    page = ana.vault.put(Entry(written_at=datetime.now(UTC), zone="UTC", body="A page"))
    answer = keep(ana, opened(ana) | {"week": page.id, "in_the_way": "Mine."})
    assert answer.status_code == 409
    assert keep(ana, sent_by(answer.context["page"])).status_code == 303
    assert ana.vault.get(Entry, page.id).value.body == "A page"
    assert ana.vault.all(Week)[0].value.in_the_way == "Mine."


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("in_the_way", "x" * 1001),
        ("act_what", "x" * 301),
        ("act_when", "x" * 201),
        ("act_value", "nobody’s"),
        ("energy", "8"),
        ("came_of", "failed"),
        ("act_then", "said, without an act"),
    ],
)
def test_what_cannot_be_kept_stays_in_the_form(ana: Person, field: str, typed: str):
    answer = keep(ana, opened(ana) | {"in_the_way": "Mine."} | {field: typed})
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode() or field in {"act_value", "came_of"}
    page = answer.context["page"]
    kept = page.check_in if field == "energy" else page.form
    assert kept[field].value() == typed
    assert ana.vault.all(Week) == []


def test_a_place_that_is_none_is_said_where_it_was_chosen(ana: Person):
    (value,) = valued(ana, "Steadiness")
    answer = keep(ana, opened(ana) | {f"work-{value}": "7"})
    assert answer.status_code == 422
    assert answer.context["page"].rings[0].tokens[0].error
    assert "could not be read" in answer.content.decode()


def test_odd_hidden_fields_are_passed_over(ana: Person):
    said = opened(ana) | {"week": "nonsense", "act": "1", "check_in": "x" * 32, "tab": "a b", "expected": "1.2"}
    assert keep(ana, said | {"in_the_way": "Mine."}).status_code == 303


def test_a_closed_journal_takes_the_line_at_the_door(ana: Person, visitor):
    said = {"account": ana.account.id, "in_the_way": "Late", "energy": "3"}
    assert visitor.post(one(this_end(ana)), said, headers=SCRIPT).json()["left"] is True
    assert ana.vault.left_at_door()[0].text == "Late"


def test_a_stranger_sees_her_own_week(ana: Person, cleo: Person):
    week_put(ana, this_end(ana), in_the_way="Hers")
    check_in_put(ana, this_end(ana), energy=1)
    assert "Hers" not in cleo.client.get(one(this_end(ana))).content.decode()
    keep(cleo, opened(cleo) | {"in_the_way": "Cleo’s"})
    assert [week.value.in_the_way for week in ana.vault.all(Week)] == ["Hers"]


def test_a_closed_journal_takes_every_word_at_the_door(ana: Person, visitor):
    words = {"in_the_way": "", "act_what": "Leave.", "act_when": "Tuesday", "act_where": "the clinic"}
    sent = words | {"act_if": "it rains", "act_then": "I walk", "account": ana.account.id}
    for address in (one(this_end(ana)), reverse("week:draft", args=[this_end(ana)])):
        assert visitor.post(address, sent, headers=SCRIPT).json()["left"] is True
        (left,) = ana.vault.left_at_door()
        assert left.text.split("\n\n") == ["Leave.", "Tuesday", "the clinic", "it rains", "I walk"]
        ana.vault.drop_left(left.id)
