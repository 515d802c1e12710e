"""A made-up person of three years: 10,000 pages, 600 kept lines, 150 weeks' ends of which some were missed.

Used to measure pages (`bench.rooms`). Pages are the corpus's made-up words; nothing here is anybody's.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bench.corpus import pages
from emberwell.journal.records import Entry, KeptLine, Pillar
from emberwell.library.purpose import cards, scenes, strengths
from emberwell.vault.record import RecordId, new_id
from emberwell.vault.vault import Vault, Write
from emberwell.week.records import Act, CameOf, CheckIn, Place, Week
from emberwell.why.records import Importance, Move, Passion, Pile, Sort, Strength, Value, Weight, WhyStatement

ZONE = "Europe/Lisbon"
_BATCH = 5_000
_OUTCOMES = (CameOf.DID, CameOf.PARTLY, CameOf.NOT_THIS_TIME, None)


@dataclass(frozen=True)
class Person:
    """What addresses need to know of her."""

    value: RecordId
    strength: RecordId
    line: RecordId
    act: RecordId
    page: RecordId
    week: date
    """A week that was kept, and ended in the past."""


def live(
    vault: Vault, today: date, *, weeks: int = 150, lines: int = 600, entries: int = 10_000, seed: int = 5
) -> Person:
    """Fill an empty vault with three years that end today."""
    chance = random.Random(seed)
    began = today - timedelta(days=7 * weeks)
    five, earlier = _values(vault, chance, began, weeks)
    named = _strengths(vault, began)
    page = _pages(vault, chance, today, five + earlier, entries)
    line = _lines(vault, chance, today, page, five, named, weeks, lines)
    _why(vault, chance, began, weeks)
    act, week = _weeks(vault, chance, today, five, weeks)
    return Person(five[0], named[0], line, act, page[-1], week)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def _values(vault: Vault, chance: random.Random, began: date, weeks: int) -> tuple[list[RecordId], list[RecordId]]:
    """Seven values, two sorts, importance asked each quarter: today's five, and the two that went out."""
    chosen = chance.sample(list(cards().values()), 7)
    values = [
        Write(
            value=Value(
                name=card.name, card=card.id, at_work=card.living, at_home="", added_at=_at(began, 19), zone=ZONE
            ),
            id=new_id(),
        )
        for card in chosen
    ]
    ids = [saved.id for saved in vault.put_many(values)]
    for months, five in ((0, ids[2:]), (weeks // 2, ids[:5])):
        mine = {card.id for card, id in zip(chosen, ids, strict=True) if id in five}
        moves = tuple(Move(card, Pile.MINE if card in mine else Pile.NOT_NOW) for card in cards())
        done_at = _at(began + timedelta(weeks=months), 19)
        vault.put(Sort(begun_at=done_at, zone=ZONE, moves=moves, done_at=done_at, five=tuple(five)))
    for quarter in range(0, weeks, 13):
        weights = tuple(Weight(id, chance.randrange(4), chance.randrange(4)) for id in ids)
        vault.put(Importance(asked_at=_at(began + timedelta(weeks=quarter), 19), zone=ZONE, weights=weights))
    return ids[:5], ids[5:]


def _strengths(vault: Vault, began: date) -> list[RecordId]:
    words = list(strengths().values())[:12]
    writes = [Write(value=Strength(name=word.name, word=word.id, noted_at=_at(began, 20), zone=ZONE)) for word in words]
    passions = [Write(value=Passion(text=f"Passion {n}", noted_at=_at(began, 20), zone=ZONE)) for n in range(8)]
    vault.put_many(passions)
    return [saved.id for saved in vault.put_many(writes)]


def _pages(vault: Vault, chance: random.Random, today: date, values: list[RecordId], count: int) -> list[RecordId]:
    ids: list[RecordId] = []
    a_day = max(1, -(-count // 1_050))
    first = today - timedelta(days=-(-count // a_day))
    scene_ids = list(scenes())
    made: list[Write[Entry]] = []
    for page in pages(count, a_day=a_day):
        when = _at(first + timedelta(days=page.number // a_day), 8 + page.number % a_day)
        scene = scene_ids[page.number % len(scene_ids)] if page.number % 500 == 0 else None
        made.append(
            Write(
                value=Entry(
                    written_at=when,
                    zone=ZONE,
                    title=page.title,
                    body=page.body,
                    tags=page.tags,
                    pillar=chance.choice((None, *Pillar)),
                    values=tuple(chance.sample(values, 1)) if chance.random() < 0.2 else (),
                    prompt=scene,
                    prompt_text=scenes()[scene].opening if scene else "",
                    starred=chance.random() < 0.02,
                    hard_day=chance.random() < 0.01,
                    raw=chance.random() < 0.01,
                )
            )
        )
    for start in range(0, len(made), _BATCH):
        ids += [saved.id for saved in vault.put_many(made[start : start + _BATCH])]
    return ids


def _lines(
    vault: Vault,
    chance: random.Random,
    today: date,
    page: list[RecordId],
    five: list[RecordId],
    named: list[RecordId],
    weeks: int,
    count: int,
) -> RecordId:
    made = []
    for number in range(count):
        day = today - timedelta(days=round((7 * weeks - 1) * (count - number - 1) / count))
        rested = day + timedelta(days=30) if chance.random() < 0.1 and day + timedelta(days=30) < today else None
        made.append(
            Write(
                value=KeptLine(
                    text=f"Line {number}: it was quiet, and neither of us filled it.",
                    kept_at=_at(day, 17),
                    zone=ZONE,
                    entry=chance.choice(page) if chance.random() < 0.7 else None,
                    rested_on=rested,
                    values=tuple(chance.sample(five, 1)) if chance.random() < 0.3 else (),
                    strengths=tuple(chance.sample(named, 1)) if chance.random() < 0.2 else (),
                )
            )
        )
    return vault.put_many(made)[-1].id


def _why(vault: Vault, chance: random.Random, began: date, weeks: int) -> None:
    saved = None
    for version, week in enumerate(range(2, weeks, 24)):
        day = began + timedelta(weeks=week)
        text = f"To stay when it is hard to stay, and to say so plainly. ({version})"
        why = WhyStatement(text=text, written_at=_at(day, 20), zone=ZONE)
        saved = vault.put(why, id=saved.id, expected=saved.revision) if saved else vault.put(why)


def _weeks(vault: Vault, chance: random.Random, today: date, five: list[RecordId], weeks: int) -> tuple[RecordId, date]:
    last_end = today - timedelta(days=(today.isoweekday() - 5) % 7 or 7)
    act, kept = RecordId(""), last_end
    for back in range(weeks - 1, -1, -1):
        ends_on = last_end - timedelta(weeks=back)
        if back and chance.random() < 0.15:
            continue
        places = tuple(Place(value=id, work=chance.randrange(7), home=chance.choice((None, *range(7)))) for id in five)
        answers = {name: chance.randint(1, 7) for name in ("energy", "meaning", "connection", "doubt", "load")}
        written = _at(ends_on, 18)
        vault.put(Week(ends_on=ends_on, zone=ZONE, written_at=written, places=places, in_the_way="Too many evenings."))
        vault.put(CheckIn(day=ends_on, zone=ZONE, answered_at=written, **answers))
        act = vault.put(
            Act(
                for_week=ends_on + timedelta(days=7),
                zone=ZONE,
                chosen_at=written,
                what="Leave on Tuesday while it is still light.",
                value=chance.choice(five),
                came_of=chance.choice(_OUTCOMES) if back else None,
            )
        ).id
        kept = ends_on
    return act, kept
