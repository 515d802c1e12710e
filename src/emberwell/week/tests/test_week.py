"""A week's end opened: which weeks there are, what stands on the page, and the day it ends on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.urls import reverse

from conftest import Person
from emberwell.accounts.rules import preferences
from emberwell.journal.records import Entry, KeptLine
from emberwell.journal.tests.made import queries_of, refuses
from emberwell.vault.record import new_id
from emberwell.week.records import Act, CheckIn, Place, Week
from emberwell.week.rules import next_end
from emberwell.week.tests.made import act_put, ends_tomorrow, sent_by, this_end, today_of, valued, week_put
from emberwell.why.records import Importance, Sort, Value, Weight

WEEK, ENDS_ON = reverse("week:week"), reverse("week:ends_on")


def one(day) -> str:
    return reverse("week:one", args=[day])


def opened(person: Person, address: str = WEEK) -> dict[str, str]:
    answer = person.client.get(address)
    assert answer.status_code == 200
    return sent_by(answer.context["page"])


def keep(person: Person, said: dict[str, str], day=None):
    return person.client.post(one(day or this_end(person)), said)


def test_an_empty_journal_has_the_whole_page(ana: Person):
    answer = ana.client.get(WEEK)
    text = answer.content.decode()
    assert answer.context["page"].around.lines == ()
    assert reverse("why:sort") in text
    assert 'name="energy"' in text
    assert 'name="in_the_way"' in text
    assert keep(ana, opened(ana)).status_code == 303
    (week,) = ana.vault.all(Week)
    assert (week.value.ends_on, week.value.places, week.value.in_the_way) == (this_end(ana), (), "")
    assert ana.vault.all(CheckIn) == ana.vault.all(Act) == []


def test_this_weeks_lines_are_read_first_and_only_those_that_may_return(ana: Person):
    ends_tomorrow(ana)
    now = datetime.now(UTC)
    raw = ana.vault.put(Entry(written_at=now, zone="UTC", body="x", raw=True))
    first = this_end(ana) - timedelta(days=6)
    at = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
    for text, fields in (
        ("Seen", {}),
        ("Rested", {"rested_on": today_of(ana)}),
        ("Quiet", {"quiet": True}),
        ("Raw", {"entry": raw.id}),
        ("Before", {"kept_at": at - timedelta(days=1)}),
    ):
        ana.vault.put(KeptLine(**{"text": text, "kept_at": at, "zone": "UTC"} | fields))
    assert [line.text for line in ana.client.get(WEEK).context["page"].around.lines] == ["Seen"]


def test_a_line_put_to_rest_here_can_be_taken_back_here(ana: Person):
    line = ana.vault.put(KeptLine(text="Seen", kept_at=datetime.now(UTC), zone="UTC"))
    here = ana.client.get(WEEK).request["PATH_INFO"]
    rested = ana.client.post(reverse("journal:rest_line", args=[line.id]), {"next": f"{here}?rested={line.id}"})
    assert reverse("journal:wake_line", args=[line.id]) in ana.client.get(rested.url).content.decode()
    woken = ana.client.post(reverse("journal:wake_line", args=[line.id]), {"next": here})
    assert woken.url == here
    assert "That line rests now" not in ana.client.get(f"{here}?rested={line.id}").content.decode()


def test_last_weeks_places_lie_beneath(ana: Person):
    steady, still = valued(ana, "Steadiness", "Stillness")
    week_put(ana, this_end(ana, 2), places=(Place(value=steady, work=3),))
    week_put(ana, this_end(ana, 1))
    work, home = ana.client.get(WEEK).context["page"].rings
    assert [token.before_words for token in work.tokens] == ["halfway", ""]
    assert (work.before_on, home.before_on) == (this_end(ana, 2), None)
    assert work.tokens[1].id == still


def test_a_past_week_keeps_the_values_of_its_time(ana: Person):
    old, now = ana.vault.put(Value(name="Old", added_at=datetime.now(UTC), zone="UTC")), valued(ana, "New")[0]
    gone = new_id()
    day = this_end(ana, 3)
    week_put(ana, day, places=(Place(value=gone, work=1), Place(value=old.id, work=2)))
    said = opened(ana, one(day) + "?change=1")
    assert [name for name in said if name.startswith("work-")] == [f"work-{old.id}", f"work-{now}"]
    keep(ana, said | {f"work-{now}": "4"}, day)
    places = ana.vault.all(Week)[0].value.places
    assert places == (Place(value=gone, work=1), Place(value=old.id, work=2), Place(value=now, work=4))


def test_which_weeks_open(ana: Person):
    end = this_end(ana)
    assert ana.client.get(one(end)).status_code == 200
    assert ana.client.get(one(this_end(ana, 60))).status_code == 200
    assert ana.client.get(one(next_end(end))).status_code == 404
    odd = this_end(ana, 4) + timedelta(days=2)
    assert ana.client.get(one(odd)).status_code == 404
    assert ana.client.post(one(odd), {}).status_code == 404
    week_put(ana, odd)
    assert ana.client.get(one(odd)).status_code == 200
    assert ana.client.get("/week/2026-02-30/").status_code == 404


def test_earlier_weeks_are_listed_without_the_ones_not_kept(ana: Person):
    for weeks_ago in (1, 3):
        week_put(ana, this_end(ana, weeks_ago))
    assert ana.client.get(WEEK).context["page"].around.earlier == (this_end(ana, 1), this_end(ana, 3))


def test_choosing_the_day_it_ends_on(ana: Person):
    assert ana.client.post(ENDS_ON, {"week_day": "7"}).url == WEEK
    assert preferences(ana.vault).week_day == 7
    assert this_end(ana).isoweekday() == 7
    for odd in ("0", "8", "Friday", ""):
        assert ana.client.post(ENDS_ON, {"week_day": odd}).status_code == 422
    assert preferences(ana.vault).week_day == 7


def test_importance_is_asked_for_once_a_quarter(ana: Person):
    assert not ana.client.get(WEEK).context["page"].around.importance_due
    (value,) = valued(ana, "Steadiness")
    assert reverse("why:importance") in ana.client.get(WEEK).content.decode()
    weight = Weight(value=value, work=1, home=1)
    ana.vault.put(Importance(asked_at=datetime.now(UTC), zone="UTC", weights=(weight,)))
    assert not ana.client.get(WEEK).context["page"].around.importance_due


def test_wrong_methods(ana: Person):
    refuses(ana, WEEK, "POST", "PUT")
    refuses(ana, one(this_end(ana)), "PUT", "DELETE")
    refuses(ana, ENDS_ON, "GET")


def test_a_constant_number_of_statements(ana: Person):
    values = valued(ana, "Steadiness", "Stillness")
    week_put(ana, this_end(ana, 1))
    alone, past = queries_of(ana, WEEK), queries_of(ana, one(this_end(ana, 1)))
    now = datetime.now(UTC)
    for number in range(2, 150):
        week_put(ana, this_end(ana, number), places=(Place(value=values[0], work=number % 7),))
        act_put(ana, this_end(ana, number))
    for number in range(600):
        ana.vault.put(KeptLine(text=f"Line {number}", kept_at=now - timedelta(days=number), zone="UTC"))
    ana.vault.put(Sort(begun_at=now, zone="UTC", done_at=now, five=tuple(values)))
    assert queries_of(ana, WEEK) == alone
    assert queries_of(ana, one(this_end(ana, 1))) == past


def test_odd_days_and_places_of_something_brought_in_do_no_harm(ana: Person):
    (value,) = valued(ana, "Steadiness")
    week_put(ana, this_end(ana, 2), places=(Place(value=value, work=99, home=-3),))
    for day in (date.min, date.max):
        week_put(ana, day)
        act_put(ana, day)
        assert ana.client.get(one(day)).status_code == 200
        assert ana.client.get(one(day) + "?change=1").status_code == 200
    page = ana.client.get(WEEK).context["page"]
    assert [token.before for ring in page.rings for token in ring.tokens] == [None, None]
    assert ana.client.get("/week/0001-01-05/").status_code == 200
    for act in ana.vault.all(Act):
        assert ana.client.get(reverse("week:act_calendar", args=[act.id])).status_code == 200
