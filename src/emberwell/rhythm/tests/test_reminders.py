"""The page of reminders: choosing, pausing, what open pages are told, and the file for a calendar."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from conftest import Person
from emberwell.rhythm import views
from emberwell.rhythm.records import Reminders
from emberwell.rhythm.rules import NEUTRAL, reminders
from emberwell.vault import sessions

ADDRESS = "/settings/reminders/"
CHOSEN = {"on": "on", "days": ["2", "4"], "time_1": "08:30", "time_3": "17:00", "zone": "Europe/Dublin", "words": ""}
MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


class _Monday(datetime):
    @classmethod
    def now(cls, tz=None):
        return MONDAY


@pytest.fixture
def _on_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "datetime", _Monday)


def test_nothing_is_on_until_it_is_chosen(ana: Person) -> None:
    page = ana.client.get(ADDRESS).text
    assert NEUTRAL in page
    assert "calendar.ics" not in page
    assert "data-reminder " not in ana.client.get("/").text


def test_days_times_zone_and_words_are_kept_as_one_record(ana: Person) -> None:
    response = ana.client.post(ADDRESS, CHOSEN)
    assert response.status_code == 303
    assert response.headers["Location"] == f"{ADDRESS}?said=saved"
    chosen = {"on": True, "days": (2, 4), "times": ("08:30", "17:00"), "zone": "Europe/Dublin", "words": ""}
    assert reminders(ana.vault) == Reminders(**chosen)
    ana.client.post(ADDRESS, CHOSEN | {"words": "  Tea \n first "})
    (only,) = ana.vault.all(Reminders)
    assert only.value.words == "Tea first"


def test_saving_the_same_again_writes_nothing(ana: Person) -> None:
    ana.client.post(ADDRESS, CHOSEN)
    ana.vault.refresh()
    before = ana.vault.seq
    ana.client.post(ADDRESS, CHOSEN)
    ana.vault.refresh()
    assert ana.vault.seq == before


@pytest.mark.usefixtures("_on_monday")
def test_the_page_says_when_the_next_comes(ana: Person) -> None:
    ana.client.post(ADDRESS, CHOSEN)
    assert "Tuesday 1 December, 08:30" in ana.client.get(ADDRESS).text


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"days": []}, "Choose at least one day"),
        ({"time_1": "", "time_3": ""}, "Choose at least one time"),
        ({"time_1": "half past"}, "Write it as 08:30"),
        ({"days": ["8"]}, "Choose among the seven days"),
        ({"zone": "Nowhere/Land"}, "Choose a zone from the list"),
        ({"words": "x" * 81}, "at most 80 characters"),
    ],
)
def test_what_cannot_be_is_said(ana: Person, change: dict[str, object], why: str) -> None:
    response = ana.client.post(ADDRESS, CHOSEN | change)
    assert response.status_code == 422
    assert why in response.text
    assert ana.vault.all(Reminders) == []


def test_turned_off_nothing_more_has_to_be_chosen(ana: Person) -> None:
    ana.client.post(ADDRESS, CHOSEN)
    assert ana.client.post(ADDRESS, {"zone": "Europe/Dublin"}).status_code == 303
    assert not reminders(ana.vault).on


def test_paused_in_one_press_and_taken_up_again(ana: Person) -> None:
    ana.client.post(ADDRESS, CHOSEN)
    assert "data-reminder " in ana.client.get("/").text
    page = ana.client.post(f"{ADDRESS}pause/", follow=True).text
    assert "Nothing comes until you take them up again." in page
    assert "data-reminder " not in ana.client.get("/").text
    ana.client.post(f"{ADDRESS}take-up/")
    assert "data-reminder " in ana.client.get("/").text


def test_paused_for_a_week(ana: Person) -> None:
    ana.client.post(ADDRESS, CHOSEN)
    answer = ana.client.post(f"{ADDRESS}pause/", {"for": "week"}, headers={"Accept": "application/json"})
    assert answer.json() == {"paused": True}
    until = reminders(ana.vault).paused_until
    assert until is not None
    assert timedelta(days=6, hours=23) < until - datetime.now(UTC) <= timedelta(days=7)
    assert "Paused until" in ana.client.get(ADDRESS).text
    assert ana.client.get(f"{ADDRESS}moments/").json()["moments"] == []


@pytest.mark.usefixtures("_on_monday")
def test_open_pages_are_told_the_moments_of_a_day_and_the_words(ana: Person) -> None:
    ana.client.post(ADDRESS, CHOSEN | {"days": ["1", "2"], "words": "Tea."})
    told = ana.client.get(f"{ADDRESS}moments/").json()
    moments = [datetime.fromtimestamp(each / 1000, UTC) for each in told["moments"]]
    assert moments == [datetime(2026, 11, 30, 17, tzinfo=UTC), datetime(2026, 12, 1, 8, 30, tzinfo=UTC)]
    assert told["words"] == "Tea."


@pytest.mark.usefixtures("_on_monday")
def test_a_moment_just_gone_by_is_still_told(ana: Person) -> None:
    ana.client.post(ADDRESS, CHOSEN | {"days": ["1"], "time_1": "08:55", "time_3": "08:45"})
    (told,) = ana.client.get(f"{ADDRESS}moments/").json()["moments"]
    assert datetime.fromtimestamp(told / 1000, UTC) == datetime(2026, 11, 30, 8, 55, tzinfo=UTC)


def test_asking_for_the_moments_keeps_no_journal_open(ana: Person, store: object) -> None:
    ana.client.post(ADDRESS, CHOSEN)
    later = datetime.now(UTC) + timedelta(minutes=5)
    before = sessions.resume(store, ana.secret, later, touch=False)  # type: ignore[arg-type]
    ana.client.get(f"{ADDRESS}moments/")
    after = sessions.resume(store, ana.secret, later, touch=False)  # type: ignore[arg-type]
    assert before is not None
    assert after is not None
    assert after.ends_at == before.ends_at


def test_once_it_is_closed_nothing_is_told(visitor: Client, ana: Person) -> None:
    ana.client.post(ADDRESS, CHOSEN | {"words": "Tea."})
    answer = visitor.get(f"{ADDRESS}moments/", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert "Tea" not in answer.text
    assert "data-reminder " not in visitor.get("/open/").text


def test_another_persons_stay_theirs(ana: Person, ben: Person) -> None:
    ana.client.post(ADDRESS, CHOSEN | {"words": "Tea."})
    assert "Tea." not in ben.client.get(ADDRESS).text
    assert ben.client.get(f"{ADDRESS}moments/").json() == {"words": NEUTRAL, "moments": []}
    assert ben.client.get(f"{ADDRESS}calendar.ics").status_code == 404


@pytest.mark.usefixtures("_on_monday")
def test_the_file_holds_a_weekly_event_for_each_time_in_local_time(ana: Person) -> None:
    ana.client.post(ADDRESS, CHOSEN)
    response = ana.client.get(f"{ADDRESS}calendar.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="a-few-minutes.ics"'
    calendar = Calendar.from_ical(response.content)
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Dublin"]
    events = calendar.walk("VEVENT")
    assert [event.decoded("DTSTART").isoformat() for event in events] == [
        "2026-12-01T08:30:00+00:00",
        "2026-12-01T17:00:00+00:00",
    ]
    for event in events:
        assert event["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=TU,TH"
        assert event["SUMMARY"] == NEUTRAL
    body = response.content.decode()
    private = body.replace("-//Emberwell//Calendar//EN", "").lower()
    assert not any(word in private for word in ("emberwell", "journal", "therap", ana.account.id))


def test_without_a_day_there_is_no_file(ana: Person) -> None:
    assert ana.client.get(f"{ADDRESS}calendar.ics").status_code == 404


@pytest.mark.parametrize("part", ["pause/", "take-up/"])
def test_looking_changes_nothing(ana: Person, part: str) -> None:
    assert ana.client.get(ADDRESS + part).status_code == 405


@pytest.mark.parametrize("part", ["", "pause/", "take-up/", "moments/", "calendar.ics"])
def test_a_stranger_is_turned_away(visitor: Client, ana: Person, part: str) -> None:
    for answer in (visitor.get(ADDRESS + part), visitor.post(ADDRESS + part)):
        assert answer.status_code in {302, 303}
        assert answer.headers["Location"].startswith("/open/")


def test_the_settings_lead_here(ana: Person) -> None:
    assert f'href="{ADDRESS}"' in ana.client.get("/settings/").text


def test_today_says_nothing_of_it_after_months(ana: Person) -> None:
    before = ana.client.get("/").text
    ana.client.post(ADDRESS, CHOSEN)
    ana.client.post(f"{ADDRESS}pause/")
    both = [re.sub(r'token" value="\w+"', "", text) for text in (before, ana.client.get("/").text)]
    assert both[0].split("<main", 1)[1] == both[1].split("<main", 1)[1]
