"""Weeks to test with. Days are Ana's own today, since a week's end is about now."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from conftest import Person
from emberwell.accounts.rules import change_preferences, preferences, zone_for
from emberwell.journal.dates import local_date
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Saved
from emberwell.week.records import Act, CheckIn, Week
from emberwell.week.rules import week_ending
from emberwell.why.records import Sort, Value

NOW = datetime(2026, 3, 6, 16, 0, tzinfo=UTC)
ZONE = "Europe/Vienna"


def today_of(person: Person) -> date:
    return local_date(datetime.now(UTC), zone_for(person.vault))


def ends_tomorrow(person: Person) -> None:
    """Let her week end tomorrow, so that no week that has just ended waits to be closed, whatever day it is."""
    change_preferences(person.vault, week_day=(today_of(person) + timedelta(days=1)).isoweekday())


def this_end(person: Person, weeks_ago: int = 0) -> date:
    """The end of the week that today is in, or of an earlier one."""
    end = week_ending(today_of(person), preferences(person.vault).week_day)
    return end - timedelta(days=7 * weeks_ago)


def valued(person: Person, *names: str) -> list[RecordId]:
    """Her values, sorted just now."""
    ids = [person.vault.put(Value(name=name, added_at=NOW, zone=ZONE)).id for name in names]
    now = datetime.now(UTC)
    person.vault.put(Sort(begun_at=now, zone=ZONE, done_at=now, five=tuple(ids)))
    return ids


def week_put(person: Person, ends_on: date, **fields: Any) -> Saved[Week]:
    return person.vault.put(Week(**{"ends_on": ends_on, "zone": ZONE, "written_at": NOW} | fields))


def act_put(person: Person, for_week: date, **fields: Any) -> Saved[Act]:
    said = {"for_week": for_week, "zone": ZONE, "chosen_at": NOW, "what": "Leave on Tuesday while it is light."}
    return person.vault.put(Act(**said | fields))


def check_in_put(person: Person, day: date, **fields: Any) -> Saved[CheckIn]:
    return person.vault.put(CheckIn(**{"day": day, "zone": ZONE, "answered_at": NOW} | fields))


def sent_by(page: Any) -> dict[str, str]:
    """What a browser would send from a week's form as it is shown, nothing touched."""
    form, check_in = page.form, page.check_in
    said = {name: form[name].value() for name in form.fields}
    said |= {name: check_in[name].value() for name in check_in.fields}
    said |= {token.field: token.chosen for ring in page.rings for token in ring.tokens}
    return {name: str(value or "") for name, value in (said | dict(page.ids)).items()}
