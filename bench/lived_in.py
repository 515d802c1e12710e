"""A journal of some months with text of the length people write: what `make shots` takes its pictures of.

All of it is made up. Nobody wrote it, and nobody is in it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from bench.lived_library import prompts
from bench.made import NAME, PASSPHRASE, store_in
from bench.walked import walk_a_path
from emberwell.clients.records import Client, Colour, Matter, Shape, Told, Whose
from emberwell.clients.records import Sort as MatterSort
from emberwell.insight.records import OwnSign
from emberwell.journal.records import Entry, KeptLine, Pillar
from emberwell.library.practices import all_practices
from emberwell.library.purpose import cards, scenes, strengths
from emberwell.practices.records import Practised
from emberwell.sessions.records import Mine, Session, SomethingOfMine
from emberwell.stayed.records import Stayed, What
from emberwell.supervision.records import Cpd, Item
from emberwell.vault.folder import DataFolder
from emberwell.vault.letterbox import leave
from emberwell.vault.opening import create_account
from emberwell.vault.record import RecordId
from emberwell.vault.schema import migrate_file
from emberwell.vault.vault import Saved, Vault
from emberwell.week.records import Act, CameOf, CheckIn, Place, Week
from emberwell.why.records import Importance, Move, Passion, Pile, Sort, Strength, Value, Weight, WhyStatement

ZONE = "Europe/Lisbon"

LAUGH = """She laughed at the thing about the bus, and for a moment neither of us was careful. I noticed how much I had
been holding my face.

What I want to remember: *I did not hurry back to work.* The silence afterwards was warm and I let it stay.

> Leave it alone, it is doing something.

- shoulders down
- feet on the floor
- one breath before the next question"""
CORRIDOR = """Twenty-two years ago someone asked me to keep a door open and I did. I think of that corridor more often
than of anything I was taught."""
TOO_EARLY = """I said it too early. I knew it while I was saying it, and I finished the sentence anyway because stopping
felt worse.

Next time I can stop in the middle. I can say: I was about to be clever."""
LATE = """Four late evenings. Nobody made me. I moved the walk twice and then it was Friday.

The small act for next week: leave on Tuesday while it is still light."""

WRITTEN = (
    ("The laugh", Pillar.CONNECTION, LAUGH),
    ("", Pillar.WHY, CORRIDOR),
    ("What I would do again", Pillar.GROWTH, TOO_EARLY),
    ("A week like a corridor", Pillar.ALIGNMENT, LATE),
    ("", None, "Tired. Nothing to add."),
)
LINES = (
    "I did not hurry back to work.",
    "He said thank you at the door, and meant the hour, not me.",
    "I can stop in the middle of being clever.",
)

FIVE = ("steadiness", "playfulness", "rest", "truth", "closeness")
EARLIER = "usefulness"
OWN_WORDS = {
    "playfulness": (
        "Letting the joke stand. Drawing badly in front of someone on purpose.",
        "Cooking without the book, with the radio on, and singing the wrong words.",
    ),
    "rest": ("Ten minutes between, door shut, nothing open.", "In bed before I have read the news twice."),
}
WHY = "To be someone with whom a thing can be said for the first time, and to still be there in the second minute."
EARLIER_WHY = "To be someone with whom a thing can be said for the first time."
CORRIDOR_SCENE = """My aunt's kitchen, the radio on low. She told me about the baby nobody spoke of, and went on drying
the same plate. I did not say a word. I took the plate when it was dry, and waited for the next."""
IN_THE_WAY = ("Two evenings given away before anyone asked.", "", "I answered messages in bed.", "The rota, again.")
ACTS = (
    "Leave on Tuesday while it is still light.",
    "Eat lunch somewhere that is not the desk.",
    "Ask the new colleague how her first month was, and wait.",
)
WEEKS = 15
MISSED = (4, 9)


def live_in(folder: DataFolder) -> dict[str, str]:
    """Fill a data folder; the parts of addresses that name things in it."""
    folder.install()
    migrate_file(folder.database)
    store = store_in(folder)
    vault = create_account(store, NAME, PASSPHRASE).vault
    store.set_kit(vault.account_id, "proved")
    now = datetime.now(UTC)
    names = {"year": str(now.year)} | live(vault, now)
    leave(store, vault.account_id, "The boy drew a house with no door, then gave it one.", now=now)
    return names


def live(vault: Vault, now: datetime) -> dict[str, str]:
    """The journal itself, ending at `now`."""
    values = _values(vault, now)
    page = _write(vault, now, values)
    named = _strengths(vault, now)
    line = _keep(vault, now, page, values, named)
    _why(vault, now)
    act, week = _weeks(vault, now, values)
    client = _clients(vault, now)
    session = _sessions(vault, now, client)
    stayed, item = _growth(vault, now, page)
    _practised(vault, now)
    own_prompt, prompt_set = prompts(vault, now, ZONE)
    return walk_a_path(vault, now, ZONE) | {
        "own_prompt": own_prompt,
        "prompt_set": prompt_set,
        "client": client,
        "session": session,
        "stayed": stayed,
        "item": item,
        "page": page,
        "line": line,
        "value": values["playfulness"],
        "strength": named[0],
        "act": act,
        "week": week.isoformat(),
    }


def _keep(
    vault: Vault, now: datetime, page: RecordId, values: dict[str, RecordId], named: tuple[RecordId, RecordId]
) -> RecordId:
    shows = ((values["playfulness"],), (), (values["truth"],))
    strong = ((named[0],), (), (named[1],))
    saved: Saved[KeptLine] | None = None
    for number, text in enumerate(LINES):
        kept = KeptLine(
            text=text,
            kept_at=now - timedelta(days=9 * (number + 2)),
            zone=ZONE,
            entry=page,
            values=shows[number],
            strengths=strong[number],
        )
        saved = vault.put(kept)
    for days, text in ((1, "She asked if I was all right, and I said: not very."), (3, "We both looked at the rain.")):
        vault.put(KeptLine(text=text, kept_at=now - timedelta(days=days), zone=ZONE, values=(values["closeness"],)))
    assert saved is not None
    return saved.id


def _write(vault: Vault, now: datetime, values: dict[str, RecordId]) -> RecordId:
    newest = RecordId("")
    touched = {0: ("playfulness",), 2: ("truth",), 3: ("rest",)}
    for week in range(11, -1, -1):
        for number, (title, pillar, body) in enumerate(WRITTEN):
            when = now - timedelta(days=7 * week + number, hours=1 + 2 * number)
            entry = Entry(
                written_at=when,
                zone=ZONE,
                title=title,
                body=_unfolded(body),
                pillar=pillar,
                tags=("supervision", "endings")[: number % 3],
                values=tuple(values[id] for id in touched.get(number, ())),
                starred=week == 2 and number == 0,
            )
            saved = vault.put(entry)
            if number == 0:
                newest = saved.id
    first = vault.get(Entry, newest)
    vault.put(first.value, id=newest, expected=first.revision)
    scene = next(scene for scene in scenes().values() if scene.first)
    when = now - timedelta(days=95)
    words = _unfolded(CORRIDOR_SCENE)
    vault.put(
        Entry(written_at=when, zone=ZONE, body=words, pillar=Pillar.WHY, prompt=scene.id, prompt_text=scene.opening)
    )
    return newest


def _unfolded(text: str) -> str:
    """Paragraphs as people write them: one line each. Quotations and lists stay as they are."""
    return re.sub(r"(?<!\n)\n(?![\n>-])", " ", text)


def _values(vault: Vault, now: datetime) -> dict[str, RecordId]:
    """Two sorts, three months apart: usefulness went out, closeness came in."""
    began = now - timedelta(days=100)
    ids: dict[str, RecordId] = {}
    for card in (*FIVE, EARLIER):
        at_work, at_home = OWN_WORDS.get(card, ("", ""))
        value = Value(name=cards()[card].name, card=card, at_work=at_work, at_home=at_home, added_at=began, zone=ZONE)
        ids[card] = vault.put(value).id
    for done_at, five in ((began, (*FIVE[:4], EARLIER)), (now - timedelta(days=9), FIVE)):
        moves = tuple(Move(card, Pile.MINE if card in five else Pile.NOT_NOW) for card in cards())
        chosen = tuple(ids[card] for card in five)
        vault.put(Sort(begun_at=done_at, zone=ZONE, moves=moves, done_at=done_at, five=chosen))
    weights = tuple(Weight(ids[card], work, home) for card, (work, home) in zip(FIVE, _IMPORTANCE, strict=True))
    vault.put(Importance(asked_at=began, zone=ZONE, weights=weights))
    return ids


_IMPORTANCE = ((3, 1), (1, 3), (2, 3), (3, 2), (2, 3))


def _strengths(vault: Vault, now: datetime) -> tuple[RecordId, RecordId]:
    words = strengths()
    laughing, changing = words.get("laughing"), words.get("changing-course")
    chosen = [word for word in (laughing, changing) if word] or list(words.values())[:2]
    noted = now - timedelta(days=15)
    saved = [vault.put(Strength(name=word.name, word=word.id, noted_at=noted, zone=ZONE)) for word in chosen[:2]]
    for text in ("Old maps, and the names of villages on them.", "The first half hour of a choir rehearsal."):
        vault.put(Passion(text=text, noted_at=noted, zone=ZONE))
    return saved[0].id, saved[-1].id


def _why(vault: Vault, now: datetime) -> None:
    first = vault.put(WhyStatement(text=EARLIER_WHY, written_at=now - timedelta(days=94), zone=ZONE))
    again = msgspec.structs.replace(first.value, text=WHY, written_at=now - timedelta(days=40))
    vault.put(again, id=first.id, expected=first.revision)


def _weeks(vault: Vault, now: datetime, values: dict[str, RecordId]) -> tuple[RecordId, date]:
    """The last weeks' ends up to the one before today's, two of them missed; rest comes nearer, truth goes further."""
    today = now.date()
    last_end = today - timedelta(days=(today.isoweekday() - 5) % 7 or 7)
    act, kept = RecordId(""), last_end
    for back in range(WEEKS - 1, -1, -1):
        ends_on = last_end - timedelta(weeks=back)
        if back in MISSED:
            continue
        written = datetime.combine(ends_on, time(17, 40), tzinfo=UTC)
        places = tuple(_place(values[card], number, back) for number, card in enumerate(FIVE))
        stood = IN_THE_WAY[back % len(IN_THE_WAY)]
        vault.put(Week(ends_on=ends_on, zone=ZONE, written_at=written, places=places, in_the_way=stood))
        answers = CheckIn(
            day=ends_on,
            zone=ZONE,
            answered_at=written,
            energy=4 - back % 3,
            meaning=5 + back % 2,
            connection=5,
            doubt=3 + back % 3,
            load=6 - back % 2,
        )
        vault.put(answers)
        came_of = (CameOf.DID, CameOf.PARTLY, CameOf.NOT_THIS_TIME)[back % 3] if back else None
        next_end = ends_on + timedelta(days=7)
        what = ACTS[back % len(ACTS)]
        chosen = Act(for_week=next_end, zone=ZONE, chosen_at=written, what=what, value=values["rest"], came_of=came_of)
        act = vault.put(chosen).id
        kept = ends_on
    return act, kept


def _place(value: RecordId, number: int, back: int) -> Place:
    """Where a value stood `back` weeks ago: rest comes nearer over the weeks, truth goes a little further at work."""
    drift = {2: back // 4, 3: (WEEKS - back) // 6}.get(number, (back + number) % 2)
    work = min(6, (1, 2, 2, 1, 3)[number] + drift)
    home = min(6, (2, 1, 1, 2, 1)[number] + (back // 5 if number == 2 else number % 2))
    return Place(value=value, work=work, home=home if number != 3 or back % 2 else None)


MATTERS = (
    (MatterSort.VALUE, Whose.THEIRS, False, "Paying my own way, every month."),
    (MatterSort.VALUE, Whose.GUESS, False, "Not being the one who makes a fuss."),
    (MatterSort.BELIEF, Whose.THEIRS, False, "If I stop, it all stops."),
    (MatterSort.ASPIRATION, Whose.THEIRS, True, "One evening a week that is nobody’s."),
)


def _clients(vault: Vault, now: datetime) -> RecordId:
    """Two code names; what matters to the first."""
    began = now - timedelta(days=120)
    vault.put(Told(read_on=began.date()))
    slow = Client(name="Slow Heron", shape=Shape.LEAF, colour=Colour.TEAL, added_at=began, zone=ZONE)
    plain = Client(name="Plain Lantern", shape=Shape.CIRCLE, colour=Colour.CLAY, added_at=began, zone=ZONE)
    heron = vault.put(slow).id
    vault.put(plain)
    for number, (sort, whose, hoped_for, text) in enumerate(MATTERS):
        noted = began + timedelta(days=20 * number)
        until = (noted + timedelta(days=45)).date() if number == 2 else None
        matter = Matter(
            client=heron,
            sort=sort,
            whose=whose,
            hoped_for=hoped_for,
            text=text,
            noted_on=noted.date(),
            noted_at=noted,
            zone=ZONE,
            until=until,
        )
        vault.put(matter)
    return heron


def _sessions(vault: Vault, now: datetime, client: RecordId) -> RecordId:
    """Earlier ones, and one chosen for today."""
    for days, to_be in ((2, "Slower than I think I need to be."), (5, "Curious about the boring part.")):
        when = now - timedelta(days=days)
        earlier = Session(
            day=when.date(),
            zone=ZONE,
            chosen_at=when,
            called="the two o’clock",
            to_be=to_be,
            put_down="The rota, and what I might have said about it.",
            after_at=when + timedelta(hours=2),
        )
        vault.put(earlier)
    own = SomethingOfMine(
        what=Mine.NOT_KNOWING,
        noted_at=now - timedelta(days=6),
        zone=ZONE,
        happened="I said that I had no idea either, and that we could not know together.",
        received="A long breath out. Then a better question than mine.",
        received_at=now - timedelta(days=2),
    )
    vault.put(own)
    today = Session(
        day=now.date(),
        zone=ZONE,
        chosen_at=now,
        client=client,
        to_be="Slower than I think I need to be.",
        question="What would be a good place to stop today?",
    )
    return vault.put(today).id


def _growth(vault: Vault, now: datetime, page: RecordId) -> tuple[RecordId, RecordId]:
    """What stayed, once looked at and once still raw; two things to take to supervision; an hour that counted."""
    looked_at = Stayed(
        written_at=now - timedelta(days=24),
        zone=ZONE,
        raw=False,
        what=What.RUPTURE,
        told_myself="That somebody better would have seen it coming.",
        to_a_colleague="You saw it a minute later, which is when most of us see it.",
        know_now="I get quick when I am afraid of boring someone.",
        next_step="Say so at the start of the next one.",
    )
    stayed = vault.put(looked_at).id
    vault.put(Stayed(written_at=now - timedelta(days=3), zone=ZONE, raw=True, happened="The call, and then the train."))
    item = vault.put(Item(source=page, added_at=now - timedelta(days=2), zone=ZONE)).id
    vault.put(Item(text="When I get quick.", added_at=now - timedelta(days=9), zone=ZONE))
    hour = Cpd(
        title="A day on endings",
        done_on=(now - timedelta(days=40)).date(),
        zone=ZONE,
        noted_at=now,
        minutes=360,
        form="a training day",
        changed="I name the last session three before it.",
    )
    vault.put(hour)
    sign = "I know it’s starting when I hope they cancel."
    vault.put(OwnSign(text=sign, written_at=now - timedelta(days=90), zone=ZONE, people=("My supervisor",)))
    return stayed, item


def _practised(vault: Vault, now: datetime) -> None:
    """Marks on the ring: some days close together, then none for weeks."""
    kinds = all_practices()
    for number, days in enumerate((0, 1, 4, 5, 9, 41, 44, 45, 70, 71, 77, 120, 163)):
        practice = kinds[number % len(kinds)]
        ended = now - timedelta(days=days, hours=1)
        vault.put(Practised(practice=practice.id, minutes=practice.usual, ended_at=ended, zone=ZONE))
