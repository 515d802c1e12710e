"""A made-up person of three years: 10,000 pages, 3,000 sessions, 600 kept lines, 150 weeks' ends, some missed.

Used to measure pages (`bench.rooms`). Pages are the corpus's made-up words; nothing here is anybody's.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bench.corpus import pages
from emberwell.clients.records import Client, Colour, Matter, Shape, Whose
from emberwell.clients.records import Sort as Kind
from emberwell.journal.records import Entry, KeptLine, Pillar
from emberwell.library.purpose import cards, scenes, strengths
from emberwell.sessions.records import Mine, Session, SomethingOfMine
from emberwell.stayed.records import Stayed, What
from emberwell.supervision.records import Cpd, Item
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
    client: RecordId
    matter: RecordId
    session: RecordId
    mine: RecordId
    stayed: RecordId
    item: RecordId
    cpd: RecordId


def live(
    vault: Vault,
    today: date,
    *,
    weeks: int = 150,
    lines: int = 600,
    entries: int = 10_000,
    sessions: int = 3_000,
    seed: int = 5,
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
    clients, matter = _clients(vault, chance, began)
    session, mine = _sessions(vault, chance, today, clients, weeks, sessions)
    stayed, item, cpd = _growth(vault, chance, today, page, clients, weeks)
    return Person(five[0], named[0], line, act, page[-1], week, clients[0], matter, session, mine, stayed, item, cpd)


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


def _clients(vault: Vault, chance: random.Random, began: date) -> tuple[list[RecordId], RecordId]:
    """Forty code names, some of them archived, and what matters to each."""
    made = [
        Write(
            value=Client(
                name=f"Quiet Harbour {number}",
                shape=chance.choice(list(Shape)),
                colour=chance.choice(list(Colour)),
                added_at=_at(began, 9),
                zone=ZONE,
                archived_on=began + timedelta(weeks=40) if number % 4 == 3 else None,
            )
        )
        for number in range(40)
    ]
    clients = [saved.id for saved in vault.put_many(made)]
    matters = [
        Write(
            value=Matter(
                client=client,
                sort=chance.choice(list(Kind)),
                whose=chance.choice(list(Whose)),
                text="To be asked before anything is decided.",
                noted_on=began + timedelta(weeks=number),
                noted_at=_at(began + timedelta(weeks=number), 12),
                zone=ZONE,
            )
        )
        for client in clients
        for number in range(8)
    ]
    return clients, vault.put_many(matters)[0].id


def _sessions(
    vault: Vault, chance: random.Random, today: date, clients: list[RecordId], weeks: int, count: int
) -> tuple[RecordId, RecordId]:
    made = []
    for number in range(count):
        day = today - timedelta(days=round((7 * weeks - 1) * (count - number - 1) / count))
        after = _at(day, 16)
        made.append(
            Write(
                value=Session(
                    day=day,
                    zone=ZONE,
                    chosen_at=_at(day, 8),
                    called="the two o’clock",
                    client=chance.choice((None, *clients)),
                    to_be="Slower than I think I need to be.",
                    put_down="The thing about the rota.",
                    after_at=after,
                )
            )
        )
    newest = vault.put_many(made)[-1].id
    notes = [
        Write(
            value=SomethingOfMine(
                what=chance.choice(list(Mine)),
                noted_at=_at(today - timedelta(days=9 * number + 1), 18),
                zone=ZONE,
                happened="I said that I did not know either.",
            )
        )
        for number in range(60)
    ]
    return newest, vault.put_many(notes)[-1].id


def _growth(
    vault: Vault, chance: random.Random, today: date, page: list[RecordId], clients: list[RecordId], weeks: int
) -> tuple[RecordId, RecordId, RecordId]:
    stayed, items, ticks = [], [], []
    for number in range(weeks // 2):
        day = today - timedelta(days=14 * number + 2)
        stayed.append(
            Write(
                value=Stayed(
                    written_at=_at(day, 20),
                    zone=ZONE,
                    raw=number % 5 == 0,
                    what=chance.choice(list(What)),
                    client=chance.choice((None, *clients)),
                    happened="I said it too early, and I knew.",
                    know_now="I can stop in the middle.",
                )
            )
        )
        taken = day + timedelta(days=7) if number > 6 else None
        items.append(Write(value=Item(source=chance.choice(page), added_at=_at(day, 20), zone=ZONE, taken_on=taken)))
        ticks.append(Write(value=Cpd(title="Supervision", done_on=day, zone=ZONE, noted_at=_at(day, 20), minutes=60)))
    return vault.put_many(stayed)[1].id, vault.put_many(items)[0].id, vault.put_many(ticks)[0].id
