"""Values, sorts and weeks to test with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from conftest import Person
from emberwell.vault.record import RecordId
from emberwell.vault.vault import Write
from emberwell.week.records import CheckIn, Place, Week
from emberwell.why.records import Sort, Value


def today() -> date:
    """Ana's zone is UTC in tests."""
    return datetime.now(UTC).date()


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def friday(weeks_ago: int = 0) -> date:
    """The last Friday, today included, or one before it."""
    return today() - timedelta(days=(today().isoweekday() - 5) % 7 + 7 * weeks_ago)


def valued(person: Person, *names: str, weeks_ago: int = 60, five: bool = True) -> list[RecordId]:
    """Values of hers, and the sort that chose them."""
    at = noon(friday(weeks_ago))
    ids = [person.vault.put(Value(name=name, added_at=at, zone="UTC")).id for name in names]
    if five:
        person.vault.put(Sort(begun_at=at, zone="UTC", done_at=at, five=tuple(ids)))
    return ids


def lived(person: Person, value: RecordId, work: Sequence[int | None], home: Sequence[int | None] = ()) -> None:
    """Weeks' ends up to the last Friday, in which one value was placed; a week of neither is not kept."""
    weeks = []
    for back in range(max(len(work), len(home))):
        at_work = work[-1 - back] if back < len(work) else None
        at_home = home[-1 - back] if back < len(home) else None
        if at_work is not None or at_home is not None:
            place = Place(value=value, work=at_work, home=at_home)
            weeks.append(week(friday(back), place))
    person.vault.put_many([Write(value=each) for each in weeks])


def week(ends_on: date, *places: Place, **fields: Any) -> Week:
    return Week(**({"ends_on": ends_on, "zone": "UTC", "written_at": noon(ends_on), "places": places} | fields))


def checked_in(person: Person, answers: Sequence[int | None], **fields: Any) -> list[RecordId]:
    """A check-in each week up to this one with the same answer to what the early word reads; None for a missed week."""
    made = []
    for back, answer in enumerate(reversed(answers)):
        if answer is not None:
            day = today() - timedelta(weeks=back)
            said = {"energy": answer, "meaning": answer, "connection": answer} | fields
            made.append(Write(value=CheckIn(day=day, zone="UTC", answered_at=noon(day), **said)))
    return [saved.id for saved in person.vault.put_many(made)]


def fallen(person: Person) -> list[RecordId]:
    """Check-ins of twenty usual weeks, then three much lower ones; the ids of all, the newest first."""
    return checked_in(person, [*[5, 4, 6, 5] * 5, 2, 2, 2])
