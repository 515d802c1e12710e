"""Small acts: what came of one, and the file for one's own calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from conftest import Person
from emberwell.exchange.calendar_event import NEUTRAL
from emberwell.journal.tests.made import STRANGE, refuses
from emberwell.week.records import Act, CameOf
from emberwell.week.tests.made import act_put, this_end, today_of

WHEN = {"day": "2026-07-14", "at": "16:30", "minutes": "20", "zone": "Europe/Vienna", "text": NEUTRAL}


def came(id: str) -> str:
    return reverse("week:act_came", args=[id])


def calendar(id: str) -> str:
    return reverse("week:act_calendar", args=[id])


def event_of(answer):
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Content-Disposition"].startswith("attachment")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    return event


@pytest.mark.parametrize("outcome", list(CameOf))
def test_saying_what_came_of_it(ana: Person, outcome: CameOf):
    act = act_put(ana, this_end(ana))
    assert ana.client.post(came(act.id), {"came_of": outcome.value, "next": "/purpose/"}).url == "/purpose/"
    told = ana.vault.get(Act, act.id).value
    assert told.came_of == outcome
    assert told.said_at is not None
    assert datetime.now(UTC) - told.said_at < timedelta(minutes=1)
    seq = ana.vault.seq
    assert ana.client.post(came(act.id), {"came_of": outcome.value}).url == reverse("week:week")
    assert ana.vault.seq == seq


def test_it_goes_on_only_to_a_page_of_ours(ana: Person):
    act = act_put(ana, this_end(ana))
    answer = ana.client.post(came(act.id), {"came_of": "partly", "next": "https://elsewhere.example/"})
    assert answer.url == reverse("week:week")


def test_anything_else_is_asked_once_more(ana: Person):
    act = act_put(ana, this_end(ana))
    for odd in ({}, {"came_of": ""}, {"came_of": "failed"}):
        answer = ana.client.post(came(act.id), odd)
        assert answer.status_code == 422
        assert act.value.what in answer.content.decode()
    assert ana.vault.get(Act, act.id).value == act.value


def test_a_file_that_says_nothing_of_itself(ana: Person):
    act = act_put(ana, this_end(ana), where="the clinic")
    page = ana.client.get(calendar(act.id))
    assert NEUTRAL in page.content.decode()
    answer = ana.client.post(calendar(act.id), WHEN)
    event = event_of(answer)
    assert event["DTSTART"].dt == datetime(2026, 7, 14, 14, 30, tzinfo=UTC)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=20)
    assert str(event["SUMMARY"]) == NEUTRAL
    assert "DESCRIPTION" not in event
    for secret in (act.value.what, "clinic", act.id):
        assert secret.encode() not in answer.content
    assert str(event_of(ana.client.post(calendar(act.id), WHEN | {"text": " "}))["SUMMARY"]) == NEUTRAL


def test_a_file_in_ones_own_words(ana: Person):
    act = act_put(ana, this_end(ana), what="Leave; on\nTuesday, early.", when="Tuesday", if_="they ask", then="say no")
    event = event_of(ana.client.post(calendar(act.id), WHEN | {"own_words": "on"}))
    assert str(event["SUMMARY"]) == "Leave; on Tuesday, early."
    assert str(event["DESCRIPTION"]) == "Tuesday\nIf they ask, then say no"
    other = event_of(ana.client.post(calendar(act.id), WHEN | {"text": "Walk\r\nBEGIN:VALARM"}))
    assert str(other["SUMMARY"]) == "Walk BEGIN:VALARM"
    assert "DESCRIPTION" not in other


@pytest.mark.parametrize(
    "odd",
    [{"day": ""}, {"day": "2026-02-30"}, {"day": "0001-01-01"}, {"at": "25:00"}, {"minutes": "0"}, {"text": "x" * 201}],
)
def test_what_no_calendar_takes(ana: Person, odd: dict[str, str]):
    act = act_put(ana, this_end(ana))
    answer = ana.client.post(calendar(act.id), WHEN | odd)
    assert answer.status_code == 422
    (name,) = odd
    assert answer.context["page"].form[name].value() == odd[name]


def test_it_suggests_a_day_of_its_week_that_is_to_come(ana: Person):
    act = act_put(ana, this_end(ana) + timedelta(days=70))
    assert ana.client.get(calendar(act.id)).context["page"].form["day"].value() == act.value.for_week - timedelta(
        days=6
    )
    late = act_put(ana, this_end(ana, 9))
    assert ana.client.get(calendar(late.id)).context["page"].form["day"].value() == today_of(ana) + timedelta(days=1)


def test_strangers_and_the_unknown_get_404(ana: Person, cleo: Person):
    act = act_put(ana, this_end(ana))
    for address in (came(act.id), calendar(act.id)):
        assert cleo.client.post(address, WHEN | {"came_of": "partly"}).status_code == 404
    for address in (came(STRANGE), calendar(STRANGE)):
        assert ana.client.post(address, WHEN | {"came_of": "partly"}).status_code == 404
    assert ana.vault.get(Act, act.id).value == act.value


def test_wrong_methods(ana: Person):
    act = act_put(ana, this_end(ana))
    refuses(ana, came(act.id), "GET", "PUT")
    refuses(ana, calendar(act.id), "DELETE")
