"""What is filled in and not kept: sealed, offered again, gone on with, put in the trash."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from conftest import Person
from emberwell.accounts.rules import change_preferences
from emberwell.journal.tests.made import SCRIPT, queries_of, refuses
from emberwell.week.records import Act, CameOf, CheckIn, Place, Week
from emberwell.week.rules import next_end
from emberwell.week.tests.made import act_put, ends_tomorrow, sent_by, this_end, valued

WEEK = reverse("week:week")


def at(person: Person, name: str) -> str:
    return reverse(f"week:{name}", args=[this_end(person)])


def opened(person: Person, address: str = WEEK) -> dict[str, str]:
    return sent_by(person.client.get(address).context["page"])


def seal(person: Person, said: dict[str, str]):
    return person.client.post(at(person, "draft"), said, headers=SCRIPT)


def test_everything_filled_in_is_sealed_and_is_here_again(ana: Person):
    ends_tomorrow(ana)
    (value,) = valued(ana, "Steadiness")
    last = act_put(ana, this_end(ana))
    filled = {
        f"work-{value}": "3",
        "energy": "2",
        "in_the_way": "Late evenings.",
        "act_what": "Leave.",
        "act_where": "the clinic",
        "act_value": value,
        "came_of": "did it",
    }
    said = opened(ana) | filled
    seq = ana.vault.seq
    answer = seal(ana, said)
    drafts = {type(draft.value): draft.value for draft in ana.vault.drafts() if draft.id != last.id}
    assert answer.json()["kept_at"]
    assert ana.vault.seq == seq
    assert drafts[Week].places == (Place(value=value, work=3),)
    assert drafts[Act].for_week == next_end(this_end(ana))
    assert drafts[CheckIn].energy == 2
    page = ana.client.get(WEEK).context["page"]
    again = sent_by(page)
    assert page.going_on is not None
    assert {name: again[name] for name in filled} == filled
    assert (again["tab"], again["week"], again["act"]) == (said["tab"], said["week"], said["act"])
    ana.client.post(at(ana, "one"), again)
    assert ana.vault.drafts() == []
    assert ana.vault.all(Week)[0].id == said["week"]
    assert ana.vault.get(Act, last.id).value.came_of == CameOf.DID


def test_an_act_that_is_only_begun_comes_back_too(ana: Person):
    ends_tomorrow(ana)
    seal(ana, opened(ana) | {"act_what": "", "act_when": "Tuesday"})
    assert opened(ana)["act_when"] == "Tuesday"
    assert ana.client.post(at(ana, "one"), opened(ana)).status_code == 422


def test_what_is_taken_out_again_leaves_no_draft(ana: Person):
    said = opened(ana)
    seal(ana, said | {"in_the_way": "x", "energy": "1"})
    assert seal(ana, said).json() == {"kept_at": None}
    assert ana.vault.drafts() == []


def test_a_change_of_a_kept_week_is_offered_beside_it(ana: Person):
    ana.client.post(at(ana, "one"), opened(ana) | {"in_the_way": "Kept."})
    said = opened(ana, at(ana, "one") + "?change=1")
    seal(ana, said | {"in_the_way": ""})
    page = ana.client.get(at(ana, "one")).context["page"]
    assert page.week.in_the_way == "Kept."
    assert [one.tab for one in page.around.waiting] == [said["tab"]]
    assert opened(ana, at(ana, "one") + "?change=1")["in_the_way"] == "Kept."
    assert opened(ana, at(ana, "one") + f"?tab={said['tab']}")["in_the_way"] == ""


def test_each_tab_has_its_own(ana: Person):
    ends_tomorrow(ana)
    one, two = opened(ana), opened(ana)
    seal(ana, one | {"in_the_way": "One."})
    seal(ana, two | {"in_the_way": "Two."})
    page = ana.client.get(WEEK).context["page"]
    assert sent_by(page)["in_the_way"] == "Two."
    assert [each.tab for each in page.around.waiting] == [one["tab"]]


def test_a_draft_that_came_too_late_is_asked_about(ana: Person):
    late, other = opened(ana), opened(ana)
    seal(ana, late | {"in_the_way": "Late."})
    ana.client.post(at(ana, "one"), other | {"in_the_way": "Kept."})
    again = opened(ana, at(ana, "one") + f"?tab={late['tab']}")
    assert again["in_the_way"] == "Late."
    assert ana.client.post(at(ana, "one"), again).status_code == 409
    assert ana.vault.all(Week)[0].value.in_the_way == "Kept."


def test_one_not_wanted_goes_to_the_trash(ana: Person):
    said = opened(ana)
    seal(ana, said | {"in_the_way": "Late.", "act_what": "Leave."})
    answer = ana.client.post(at(ana, "discard_draft"), {"tab": said["tab"]})
    assert answer.url == at(ana, "one") + "?said=discarded"
    assert ana.vault.drafts() == ana.vault.all(Week) == []
    gone = [saved.value for saved in ana.vault.trashed()]
    assert {type(value) for value in gone} == {Week, Act}
    assert "in the trash" in ana.client.get(answer.url).content.decode()
    assert ana.client.post(at(ana, "discard_draft"), {"tab": said["tab"]}).status_code == 404


def test_what_cannot_be_sealed_says_why(ana: Person):
    answer = seal(ana, opened(ana) | {"in_the_way": "x" * 1001})
    assert answer.status_code == 422
    assert "at most 1,000" in answer.json()["error"]
    assert seal(ana, opened(ana) | {"load": "9"}).status_code == 422


def test_a_closed_journal_takes_the_line_at_the_door(ana: Person, visitor):
    answer = visitor.post(at(ana, "draft"), {"account": ana.account.id, "in_the_way": "Late"}, headers=SCRIPT)
    assert answer.status_code == 401
    assert ana.vault.left_at_door()[0].text == "Late"


def test_strangers_and_wrong_methods(ana: Person, cleo: Person):
    said = opened(ana)
    seal(ana, said | {"in_the_way": "Hers."})
    assert cleo.client.post(at(ana, "discard_draft"), {"tab": said["tab"]}).status_code == 404
    assert opened(cleo)["in_the_way"] == ""
    assert len(ana.vault.drafts()) == 1
    refuses(ana, at(ana, "draft"), "GET")
    refuses(ana, at(ana, "discard_draft"), "GET")


def test_many_drafts_cost_no_more_statements(ana: Person):
    seal(ana, opened(ana) | {"in_the_way": "0"})
    alone = queries_of(ana, WEEK)
    for number in range(8):
        seal(ana, opened(ana) | {"in_the_way": f"{number}", "tab": f"tab{number}"})
    assert queries_of(ana, WEEK) == alone


def begun_at(person: Person, day: date, **filled: str) -> None:
    """A draft of the week to that day."""
    address = reverse("week:draft", args=[day])
    assert person.client.post(address, filled | {"tab": "begun"}, headers=SCRIPT).json()["kept_at"]


def test_what_was_begun_for_an_earlier_week_is_offered(ana: Person):
    day = this_end(ana, 3)
    begun_at(ana, day, in_the_way="Rain.")
    (card,) = ana.client.get(WEEK).context["page"].around.waiting
    assert (card.tab, card.ends_on) == ("begun", day)
    address = reverse("week:one", args=[day])
    assert f"{address}?tab=begun" in ana.client.get(WEEK).content.decode()
    assert ana.client.get(address).context["page"].around.waiting == ()
    ana.client.post(address, opened(ana, address))
    assert ana.vault.all(Week)[0].value.in_the_way == "Rain."
    assert ana.client.get(WEEK).context["page"].around.waiting == ()


def test_what_was_begun_before_another_day_was_chosen_is_still_there(ana: Person):
    day = this_end(ana)
    address = reverse("week:one", args=[day])
    form = opened(ana, address) | {"act_what": "Leave."}
    begun_at(ana, day, in_the_way="Rain.")
    change_preferences(ana.vault, week_day=day.isoweekday() % 7 + 1)
    assert day in [card.ends_on for card in ana.client.get(WEEK).context["page"].around.waiting]
    assert opened(ana, address)["in_the_way"] == "Rain."
    begun = ana.vault.drafts()[0]
    ana.vault.drop_draft(begun.id, begun.tab)
    assert ana.client.get(address).status_code == 404
    assert ana.client.post(address, form).status_code == 303
    assert ana.vault.all(Act)[0].value.what == "Leave."
    assert ana.client.post(reverse("week:one", args=[next_end(day)]), form).status_code == 404


def test_no_place_is_lost_when_she_sorts_meanwhile(ana: Person):
    ends_tomorrow(ana)
    (old,) = valued(ana, "Steadiness")
    said = opened(ana) | {f"work-{old}": "2"}
    begun_at(ana, this_end(ana), **said)
    valued(ana, "Stillness")
    draft = ana.vault.drafts()[0]
    assert opened(ana)[f"work-{old}"] == "2"
    ana.vault.drop_draft(draft.id, draft.tab)
    ana.client.post(at(ana, "one"), said)
    assert ana.vault.all(Week)[0].value.places == (Place(value=old, work=2),)
