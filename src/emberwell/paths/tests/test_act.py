"""The small act of a step: an act of the week, chosen here."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from conftest import Person
from emberwell.accounts.rules import preferences
from emberwell.journal.tests.made import STRANGE
from emberwell.paths.acts import week_for
from emberwell.paths.records import Walk, Word
from emberwell.paths.tests.made import act_of, at, said, walk_of
from emberwell.vault.record import new_id
from emberwell.week.records import Act
from emberwell.week.rules import next_end, this_weeks_act, week_ending

FRIDAY = date(2026, 3, 6)


def filled(person: Person, address: str) -> dict[str, str]:
    """The form at an address, as it is shown."""
    form = person.client.get(address).context["page"].form
    return {name: str(form[name].value() or "") for name in form.fields}


class TestWeek:
    def test_this_week_from_its_first_day_to_the_day_before_its_last(self):
        for day in (date(2026, 2, 28), date(2026, 3, 3), date(2026, 3, 5)):
            assert week_for([], day, 5) == FRIDAY

    def test_on_its_last_day_the_next_one(self):
        assert week_for([], FRIDAY, 5) == next_end(FRIDAY)

    def test_a_week_that_has_one_keeps_it(self, ana: Person):
        acts = [act_of(ana, for_week=FRIDAY), act_of(ana, for_week=next_end(FRIDAY))]
        assert week_for(acts, date(2026, 3, 3), 5) == next_end(next_end(FRIDAY))

    def test_the_act_of_this_week_is_not_pushed_aside(self, ana: Person):
        today = datetime.now(UTC).date()
        for ends_on in (week_ending(today, 5), next_end(week_ending(today, 5))):
            act_of(ana, "Lunch outside.", for_week=ends_on)
        walk = walk_of(ana)
        ana.client.post(at("step", walk.id, "the-stone"), {"act_what": "One stone."})
        shown = this_weeks_act(ana.vault.all(Act), week_ending(today, preferences(ana.vault).week_day))
        assert shown.value.what == "Lunch outside."


class TestKeep:
    def test_it_is_an_act_of_the_week_and_the_step_knows_it(self, ana: Person):
        walk = walk_of(ana)
        address = at("step", walk.id, "the-stone")
        sent = filled(ana, address) | {"act_what": " One stone. ", "act_when": "Monday", "act_where": "with Noor"}
        answer = ana.client.post(address, sent | {"act_if": "it rains", "act_then": "two"})
        assert answer.url == at("path", "a-way") + "?said=act"
        [act] = ana.vault.all(Act)
        value = act.value
        assert (value.what, value.when, value.where, value.if_, value.then) == (
            "One stone.",
            "Monday",
            "with Noor",
            "it rains",
            "two",
        )
        told = ana.vault.get(Walk, walk.id).value.said
        assert [(one.step, one.word, one.act) for one in told] == [("the-stone", Word.DONE, act.id)]
        assert ana.client.get(answer.url).context["page"].steps[2].state == "done"

    def test_pressed_twice_it_is_one_act(self, ana: Person):
        walk = walk_of(ana)
        address = at("step", walk.id, "the-stone")
        sent = filled(ana, address) | {"act_what": "One stone."}
        assert ana.client.post(address, sent).url == ana.client.post(address, sent).url
        assert [act.revision for act in ana.vault.all(Act)] == [1]
        assert ana.vault.get(Walk, walk.id).revision == 2

    def test_it_can_be_changed(self, ana: Person):
        act = act_of(ana)
        walk = walk_of(ana, said=(said("the-stone", act=act.id),))
        address = at("step", walk.id, "the-stone")
        assert "Change it" in ana.client.get(address).content.decode()
        ana.client.post(address, filled(ana, address) | {"act_what": "Two stones."})
        now = ana.vault.get(Act, act.id)
        assert (now.value.what, now.value.for_week, now.revision) == ("Two stones.", act.value.for_week, 2)

    def test_two_tabs_never_write_over_each_other(self, ana: Person):
        act = act_of(ana)
        walk = walk_of(ana, said=(said("the-stone", act=act.id),))
        address = at("step", walk.id, "the-stone")
        late = filled(ana, address) | {"act_what": "Three."}
        ana.client.post(address, filled(ana, address) | {"act_what": "Two."})
        answer = ana.client.post(address, late)
        page = answer.context["page"]
        assert answer.status_code == 409
        assert (page.saved_meanwhile.what, page.form["act_what"].value()) == ("Two.", "Three.")
        assert ana.vault.get(Act, act.id).value.what == "Two."
        again = {name: str(page.form[name].value() or "") for name in page.form.fields}
        ana.client.post(address, again)
        assert ana.vault.get(Act, act.id).value.what == "Three."

    def test_in_the_trash_the_step_is_open_and_takes_another(self, ana: Person):
        act = act_of(ana)
        walk = walk_of(ana, said=(said("the-stone", act=act.id),))
        ana.vault.trash(act.id)
        address = at("step", walk.id, "the-stone")
        assert ana.client.get(address).context["page"].line.state == "open"
        ana.client.post(address, filled(ana, address) | {"act_what": "Another stone."})
        assert [one.value.what for one in ana.vault.all(Act)] == ["Another stone."]

    @pytest.mark.parametrize("erased", [False, True])
    def test_an_id_that_is_spent_is_no_hindrance(self, ana: Person, erased: bool):
        """A form left open over the trash: what was typed is kept under another id."""
        spent = act_of(ana)
        (ana.vault.purge if erased else ana.vault.trash)(spent.id)
        walk = walk_of(ana)
        sent = {"act": spent.id, "expected": "0", "act_what": "One stone."}
        assert ana.client.post(at("step", walk.id, "the-stone"), sent).status_code == 303
        [act] = ana.vault.all(Act)
        assert act.id != spent.id

    def test_without_words_it_says_what_to_do(self, ana: Person):
        walk = walk_of(ana)
        answer = ana.client.post(at("step", walk.id, "the-stone"), {"act_what": "  ", "act_when": "Monday"})
        assert answer.status_code == 422
        assert "Not this one" in answer.content.decode()
        assert answer.context["page"].form["act_when"].value() == "Monday"
        assert ana.vault.all(Act) == []

    @pytest.mark.parametrize(("field", "length"), [("act_what", 301), ("act_where", 201)])
    def test_what_is_too_long_stays_in_the_form(self, ana: Person, field: str, length: int):
        walk = walk_of(ana)
        sent = {"act_what": "One stone."} | {field: "x" * length}
        answer = ana.client.post(at("step", walk.id, "the-stone"), sent)
        assert answer.status_code == 422
        assert answer.context["page"].form[field].value() == "x" * length

    def test_not_somebody_elses(self, ana: Person, cleo: Person):
        walk, hers = walk_of(ana), act_of(ana, "Hers.")
        assert cleo.client.post(at("step", walk.id, "the-stone"), {"act_what": "Mine."}).status_code == 404
        mine = walk_of(cleo)
        cleo.client.post(at("step", mine.id, "the-stone"), {"act": hers.id, "expected": "1", "act_what": "Mine."})
        assert ana.vault.get(Act, hers.id).value.what == "Hers."

    def test_no_walk_of_that_name(self, ana: Person):
        assert ana.client.post(at("step", STRANGE, "the-stone"), {"act_what": "x"}).status_code == 404


def test_words_sent_after_the_lock_are_left_at_the_door(ana: Person):
    walk = walk_of(ana)
    ana.client.cookies.clear()
    sent = {"act_what": "One stone.", "act_when": "Monday", "account": ana.account.id, "act": new_id()}
    answer = ana.client.post(at("step", walk.id, "the-stone"), sent)
    assert answer.status_code in {302, 303}
    [left] = ana.vault.left_at_door()
    assert "One stone." in left.text
    assert "Monday" in left.text


def test_a_week_later_it_is_asked_about_by_weeks_end(ana: Person):
    walk = walk_of(ana)
    ana.client.post(at("step", walk.id, "the-stone"), {"act_what": "One stone."})
    [act] = ana.vault.all(Act)
    today = datetime.now(UTC).date()
    assert today <= act.value.for_week <= today + timedelta(days=7)
    assert "One stone." in ana.client.get(f"/week/{act.value.for_week.isoformat()}/").content.decode()
